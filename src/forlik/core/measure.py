"""Measure: a named quantity with its unit, grain, numbered methods and what silence means."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any, Literal

from forlik.core.digest import digest_of

Grain = Literal["country-year", "country-month"]
Silence = Literal["zero", "unknown"]
Direction = Literal["higher is worse", "higher is better", "neither"]

WORLD = "WLD"
"""Code under which a method emits the figure for the whole world."""


@dataclass(frozen=True)
class Method:
    """One way of computing a measure, numbered and dated; a used one is never edited, a better one gets a new number.

    Args:
        number: 1, 2, 3 …
        adopted: Day from which known worlds use it. The first method also serves every earlier day.
        compute: Ibis tables in the order of ``needs`` and ``uses`` → an Ibis table with ``country_iso3``, ``year``,
            ``month`` (monthly grain only), ``value``, and optionally ``low``, ``high``, ``estimated``; and ``basis``.
            A basis is greater the later it was known, so that the greatest of many is the one a figure waited for.
    """

    number: int
    adopted: date
    compute: Callable[..., Any]

    @property
    def says(self) -> str:
        """What it does, in its own words: the first paragraph of its docstring."""
        written = self.compute.func if isinstance(self.compute, partial) else self.compute
        return (inspect.getdoc(written) or "").partition("\n\n")[0]

    def digest(self) -> str:
        """Hash of the method's code and of all it stands on in the package, without comments, docstrings and layout."""
        return digest_of(self.compute)


@dataclass(frozen=True)
class Example:
    """A case small enough to check by hand: rows of the tables, and the figures that must come out.

    Args:
        given: Table name → rows (missing columns are empty).
        expect: Rows of ``country_iso3``, ``year``, ``month``, ``value`` that the newest method must give, no others.
    """

    given: Mapping[str, Sequence[Mapping[str, Any]]]
    expect: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Measure:
    """A named quantity; one file under ``forlik/measures`` holds exactly one.

    Args:
        name: File stem, CLI argument, docs page and address.
        title: What a desk officer calls it.
        unit: What is counted.
        grain: One value per country and year, or per country and month.
        direction: Which way is worse.
        methods: Numbered methods, oldest first.
        example: A hand-checked case.
        notes: How to use it.
        misuse: What it does not say.
        needs: Tables without which it is unknown.
        uses: Tables of which at least one must be known (when ``needs`` is empty); an unknown one is empty.
        parts: Parts of its sources that it is made from, where the others are of no concern to it; all when empty.
        silence: Whether absence inside what the sources cover is zero or unknown.
        silent_in: Sources whose coverage makes silence zero; all sources of ``needs`` and ``uses`` when empty.
        digits: Decimal places of the value.
        scaled: Whether the method gives whole numbers that are the value times 10**digits (exact quotients).
        currency: Currency and price basis, where money.
        pillar: Card of the country page it stands on.
    """

    name: str
    title: str
    unit: str
    grain: Grain
    direction: Direction
    methods: tuple[Method, ...]
    example: Example
    notes: str
    misuse: str
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    silence: Silence = "unknown"
    silent_in: tuple[str, ...] = field(default=())
    digits: int = 0
    scaled: bool = False
    currency: str = ""
    pillar: Literal["peace", "humanitarian", "development", "rights"] = "peace"

    def lock(self, method: Method) -> str:
        """Hash of all that decides what one of its methods' figures are: the code, and what is declared around it."""
        declared = (self.unit, self.grain, self.needs, self.uses, self.parts, self.silence, self.silent_in)
        held = repr((*declared, self.digits, self.scaled, self.currency, method.adopted.isoformat(), method.digest()))
        return sha256(held.encode()).hexdigest()

    @property
    def tables(self) -> tuple[str, ...]:
        """Every table a method is handed, in order."""
        return self.needs + self.uses

    def method_on(self, day: date) -> Method:
        """The method in force on a day: the latest adopted by then, else the first."""
        adopted = [method for method in self.methods if method.adopted <= day]
        return adopted[-1] if adopted else self.methods[0]
