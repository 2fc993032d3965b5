"""Own interest: what a place means to the home actor, shown apart from every question and never part of one.

Which country is home is the setting ``home_actor``. Nothing here is read by what answers questions; a test sees to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Annotated

import numpy as np
from pydantic import Field

from forlik import places
from forlik.assess.indices.between_goalposts import fixed_scores
from forlik.assess.indices.recipe import Bent, Name, Said, Scale, Words
from forlik.assess.screens.question import Positive, Spoken
from forlik.core.age import years_since
from forlik.core.errors import NoData
from forlik.core.figure import Basis, Figure
from forlik.core.plain_yaml import modelled
from forlik.core.settings import setting
from forlik.pairs import Between, Count, newest
from forlik.world import World

FILE = "own-interest.1.yaml"
FIX = "correct the file of own interest"
DIGITS = 2
HIGHEST = 10
"""Scores run from 0 to this."""

UNLISTED = "the source has no row for the two countries: that is unknown, not zero"
ITSELF = "it is the home country itself"


class Tie(Said):
    """One tie between a place and home, counted in a table that names both.

    Args:
        title: What it is.
        table: The table.
        column: What is counted.
        place: Column of the place.
        home: Column of the home country.
        unit: What is counted.
        transform: How the scale is bent.
        normalise: Two fixed goalposts.
        unknown_from: Years after the end of its year from which on a figure is unknown; a younger one counts whole, for
            here no error grows with age.
        licence: Terms of the figures.
        citation: Where the goalposts come from.
    """

    title: Spoken
    table: Name
    column: Name
    place: Name
    home: Name
    unit: Words
    transform: Bent
    normalise: Scale
    unknown_from: Positive
    licence: Words
    citation: Words


class Interests(Said):
    """The file of own interest: a version of it is a file.

    Args:
        name: What it is called.
        version: 1, 2, 3 …
        adopted: Day from which it is in use.
        title: Its title.
        indicators: Name → tie.
        not_yet: What belongs to it and has no source.
        misuse: What it must not be used for.
    """

    name: Name
    version: Annotated[int, Field(gt=0)]
    adopted: date
    title: Spoken
    indicators: dict[Name, Tie]
    not_yet: Spoken
    misuse: Spoken


@dataclass(frozen=True, slots=True)
class Interest:
    """What a place means to home.

    Args:
        country_iso3: Code of the place.
        score: Mean score from 0 to 10 of the ties that are known; nothing where none is.
        figures: Indicator → its figure, with its source.
        missing: Indicator → why it is not known.
    """

    country_iso3: str
    score: float | None
    figures: Mapping[str, Figure]
    missing: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one tie reaches, over the places that were asked about.

    Args:
        tie: What the file says of it.
        known: Places of which it is known.
        estimated: Those of them whose figure is an estimate.
        years: The years of the figures, the oldest and the newest; empty where nothing is known.
    """

    tie: Tie
    known: int
    estimated: int
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnInterest:
    """Own interest of one home in every place it was asked about.

    Args:
        home: Code of the home country.
        said: The file it follows.
        by_place: Code → what that place means to it.
    """

    home: str
    said: Interests
    by_place: Mapping[str, Interest]

    @property
    def reach(self) -> Mapping[str, Reach]:
        """Indicator → of how many places it is known, and of which years."""
        found = {}
        for name, tie in self.said.indicators.items():
            figures = [one.figures[name] for one in self.by_place.values() if name in one.figures]
            years = sorted(figure.period for figure in figures)
            estimated = sum(figure.status == "estimated" for figure in figures)
            found[name] = Reach(tie, len(figures), estimated, tuple(dict.fromkeys((*years[:1], *years[-1:]))))
        return found

    @property
    def sources(self) -> tuple[Basis, ...]:
        """What its figures stand on, each once."""
        every = (figure.basis for one in self.by_place.values() for figure in one.figures.values())
        return tuple(sorted({basis for basis in every if basis is not None}, key=lambda basis: basis.number))


@lru_cache(maxsize=1)
def interests() -> Interests:
    """The file of own interest.

    Raises:
        BadInput: It says what is not foreseen; with file, line and field.
    """
    return parse_interests((files("forlik.assess") / "interests" / FILE).read_bytes(), FILE)


def parse_interests(text: bytes, file: str) -> Interests:
    """Read a file of own interest.

    Args:
        text: YAML in UTF-8.
        file: Its name.

    Raises:
        BadInput: It says what is not foreseen; with file, line and field.
    """
    return modelled(Interests, text, file, FIX)[0]


def own_interest(world: World, codes: tuple[str, ...], home: str = "") -> OwnInterest:
    """What places mean to the home actor, by what a world knew.

    Args:
        world: What was known.
        codes: Codes of the places.
        home: Any name or code of the home country; the setting ``home_actor`` when empty.

    Raises:
        PlaceRefused: Home is no place.
    """
    country = places.place(home or setting("home_actor")).iso3
    said = interests()
    told = {name: _told(world, tie, country) for name, tie in said.indicators.items()}
    return OwnInterest(country, said, {iso3: _interest(world, said, told, country, iso3) for iso3 in codes})


@dataclass(frozen=True, slots=True)
class _Told:
    counts: Mapping[str, Count]
    why: str = UNLISTED


def _told(world: World, tie: Tie, home: str) -> _Told:
    """Of each place its newest count, and why there is none of the others."""
    try:
        return _Told(newest(world.then, Between(tie.table, tie.place, tie.home, tie.column), home))
    except NoData as error:
        return _Told({}, error.what)


def _interest(world: World, said: Interests, told: Mapping[str, _Told], home: str, iso3: str) -> Interest:
    figures, missing, scores = {}, {}, []
    for name, tie in said.indicators.items():
        found = told[name].counts.get(iso3)
        if iso3 == home or found is None:
            missing[name] = ITSELF if iso3 == home else told[name].why
            continue
        if years_since(str(found.year), world.day) >= tie.unknown_from:
            missing[name] = f"stale: the newest figure is of {found.year}"
            continue
        figures[name] = Figure(
            measure=name,
            label=tie.title.en,
            country=places.by_code("iso3", iso3).name(),
            country_iso3=iso3,
            period=str(found.year),
            value=Decimal(found.number),
            unit=tie.unit,
            status="estimated" if found.estimated else "reported",
            basis=world.then.bases[found.basis],
        )
        scores += fixed_scores([float(found.number)], tie.transform, tie.normalise, beyond="clip").tolist()
    return Interest(iso3, round(float(np.mean(scores)), DIGITS) if scores else None, figures, missing)
