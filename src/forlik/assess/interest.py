"""Own interest: what a place means to the home actor, shown apart from every question and never part of one.

Which country is home is the setting ``home_actor``. Nothing here is read by what answers questions; a test sees to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic import Field

from forlik import places
from forlik.assess.indices.normalising import normalise
from forlik.assess.indices.recipe import Bent, Name, Said, Scale, Words
from forlik.assess.indices.transforming import transform
from forlik.assess.plain_yaml import modelled
from forlik.assess.screens.question import Positive, Spoken
from forlik.core.days import end_of_precision
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Basis, Figure
from forlik.core.settings import setting
from forlik.world import World

FILE = "own-interest.1.yaml"
FIX = "correct the file of own interest"
YEAR_DAYS = 365.25
DIGITS = 2
MID_YEAR = "perhaps_mid_year"
"""Column of a table that tells whether a row may stand at mid-year, and so is an estimate of the end of the year."""


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
        max_age: Years up to which a figure is current; an older one is unknown.
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
    max_age: Positive
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
        score: Mean score from 0 to 10 of what is known; nothing where nothing is.
        figures: Indicator → its figure, with its source.
        missing: Indicator → why it is not known.
    """

    country_iso3: str
    score: float | None
    figures: Mapping[str, Figure]
    missing: Mapping[str, str]


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
    return OwnInterest(country, said, {iso3: _interest(world, said, told, iso3) for iso3 in codes})


@dataclass(frozen=True, slots=True)
class _Told:
    rows: Mapping[str, tuple[int, int, bool, int]]
    sources: tuple[Basis, ...]
    why: str = ""


def _told(world: World, tie: Tie, home: str) -> _Told:
    """Of each place its newest year, the number, whether it is estimated, and what it stands on."""
    try:
        table = world.table(tie.table)
    except NoData as error:
        return _Told({}, (), error.what)
    rows: pa.Table = table.to_arrow()
    rows = rows.filter(pc.equal(rows[tie.home], home))
    summed: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for row in rows.select(["year", tie.place, tie.column, "basis", *_doubt(rows)]).to_pylist():
        if row[tie.place] is not None and row[tie.column] is not None:
            summed.setdefault((row[tie.place], row["year"]), []).append(row)
    newest: dict[str, tuple[int, int, bool, int]] = {}
    for (iso3, year), parts in sorted(summed.items()):
        count, perhaps = sum(part[tie.column] for part in parts), any(part.get(MID_YEAR) for part in parts)
        newest[iso3] = (year, count, perhaps, max(part["basis"] for part in parts))
    return _Told(newest, table.manifest.sources)


def _doubt(rows: pa.Table) -> tuple[str, ...]:
    return tuple({MID_YEAR} & set(rows.column_names))


def _interest(world: World, said: Interests, told: Mapping[str, _Told], iso3: str) -> Interest:
    figures, missing, scores = {}, {}, []
    for name, tie in said.indicators.items():
        found = told[name].rows.get(iso3)
        if found is None:
            missing[name] = told[name].why or "no figure"
            continue
        year, count, perhaps, number = found
        if (world.day - end_of_precision(str(year)).date()).days / YEAR_DAYS >= tie.max_age:
            missing[name] = f"stale: the newest figure is of {year}"
            continue
        basis = next((one for one in told[name].sources if one.number == number), None)
        figures[name] = Figure(
            measure=name,
            label=tie.title.en,
            country=places.by_code("iso3", iso3).name(),
            country_iso3=iso3,
            period=str(year),
            value=Decimal(count),
            unit=tie.unit,
            status="estimated" if perhaps else "reported",
            basis=basis,
        )
        scores.append(_score(tie, count))
    return Interest(iso3, round(float(np.mean(scores)), DIGITS) if scores else None, figures, missing)


def _score(tie: Tie, count: int) -> float:
    scale = tie.normalise
    if scale.lo is None or scale.hi is None:
        raise UsageError("own interest stands between two fixed goalposts", where="goalposts")
    bent = transform([float(count)], tie.transform.bend, unit=tie.transform.unit, order=tie.transform.order)
    return float(normalise(bent, scale.lo, scale.hi, scale.direction)[0])
