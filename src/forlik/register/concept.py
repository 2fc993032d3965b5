"""What all concepts of the register share: an id, evidence, borrowed identities, and how a record is taken back."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from forlik.register.evidence import Evidence, Link
from forlik.register.facets import OPEN, Existence, Joined

Ref = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
"""The id of a record, or of a person of the house."""
Place = Annotated[str, Field(min_length=1, max_length=60)]
"""The code of a country, territory or region, or ``World``."""
Title = Annotated[str, Field(min_length=1, max_length=300)]
Words = Annotated[str, Field(min_length=1, max_length=20_000)]


class Concept(BaseModel):
    """A record as far as its viewer sees it: fields of facets that may not be seen are as if nobody had said them.

    Args:
        id: Random, and never re-used.
        evidence: By what the record is known; each facet has its own.
        links: The same thing under the ids of others.
        withdrawn: Why the record does not count, when it was a mistake.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    KINDS: ClassVar[str] = ""
    """The vocabulary of ``kind``, whose words say in which facets a record of that kind stands by default."""
    EVIDENCED: ClassVar[bool] = False
    """Whether a record needs evidence."""
    NEEDS: ClassVar[tuple[str, ...]] = ()
    """Fields that are said of every record of the concept."""

    id: Ref
    evidence: Annotated[tuple[Evidence, ...], OPEN, Joined()] = ()
    links: Annotated[tuple[Link, ...], OPEN, Joined()] = ()
    withdrawn: Annotated[Words | None, OPEN, Existence()] = None
