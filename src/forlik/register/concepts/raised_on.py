"""What a flag was raised on: its figures as a rule wrote them, and nothing that a reader could choke on."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

MOST = 60
"""Figures of a flag."""
PLAIN = re.compile(r"-?[0-9]{1,31}(\.[0-9]{1,40})?", re.ASCII)
"""A plain decimal number: no exponent, by which ten letters could be a thousand million digits."""
Number = Annotated[str, Field(pattern=rf"^{PLAIN.pattern}$", max_length=73)]
Short = Annotated[str, Field(max_length=200)]
Said = Annotated[str, Field(max_length=4000)]


class _Kept(BaseModel):
    """Strict, so that a number is a text, as it was written, and nothing is guessed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Because(_Kept):
    """Why a figure is unknown, or what to mind.

    Args:
        en: In English.
        nb: In bokmål.
    """

    en: Said
    nb: Said


class KeptSource(_Kept):
    """Where a kept figure comes from, as it was then.

    Args:
        citation: The citation.
        number: The number of its basis in the store, then.
        title: Its title.
        edition: Version as stated.
        known_at: When the world could know it.
        sha256: Digest of the bytes.
    """

    citation: Said
    number: Annotated[int, Field(ge=-(2**53), le=2**53)] | None = None
    title: Said = ""
    edition: Said = ""
    known_at: Short = ""
    sha256: Short = ""


class KeptFigure(_Kept):
    """A figure as a flag keeps it.

    Args:
        name: Its name in the vocabulary of rules, then.
        value: The figure, exactly; nothing where it is unknown.
        low: The least it can be.
        high: The most it can be.
        unit: Its unit.
        period: What it is of.
        status: Reported, estimated or unknown.
        reason: Why it is unknown, or what to mind.
        names: What it counts.
        sources: Where it comes from.
    """

    name: Short
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: Short = ""
    period: Short = ""
    status: Short = ""
    reason: Because | None = None
    names: Annotated[tuple[Said, ...], Field(max_length=2000)] = ()
    sources: Annotated[tuple[KeptSource, ...], Field(max_length=2000)] = ()


_FIGURES: TypeAdapter[tuple[KeptFigure, ...]] = TypeAdapter(Annotated[tuple[KeptFigure, ...], Field(max_length=MOST)])


def kept_figures(text: str) -> tuple[KeptFigure, ...]:
    """The figures that a text of a flag holds.

    Args:
        text: JSON, as a rule that raises a flag writes it.

    Raises:
        ValueError: It is of another shape.
    """
    try:
        return _FIGURES.validate_json(text)
    except (ValidationError, RecursionError) as error:
        raise ValueError("these are no figures as a rule writes them when it raises a flag") from error


def number(text: str | None) -> Decimal | None:
    """A kept number; nothing where none is kept, or none that is written plainly."""
    return Decimal(text) if text is not None and PLAIN.fullmatch(text) else None
