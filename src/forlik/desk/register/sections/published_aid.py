"""Published aid of a place by pillar, as pages of the register tell it: the newest year, its coverage, its levels."""

from dataclasses import dataclass
from typing import Any

from forlik import places
from forlik.core.errors import NoData, PlaceRefused
from forlik.desk import worlds
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.cube.marking import COUNTRY, REGION
from forlik.portfolio.definitions import DONOR_SIDE, pillar_of_register
from forlik.portfolio.matrix import Cell, Matrix, kept_matrix
from forlik.portfolio.matrix.cells import EVERY, Where
from forlik.portfolio.overview import newest_year, slug_of, whole_units
from forlik.portfolio.overview.rows import coverage_percent
from forlik.register.answers.pillars import WORLD
from forlik.register.vocabulary import vocabulary

DEFINITION = "purpose"
UNSPECIFIED = "998"
"""The code of developing countries at large: what is for no country and no region of them stands under it."""


@dataclass(frozen=True)
class PublishedAid:
    """What publishers say was paid out for a place.

    Args:
        about: What the page shows of it as a whole: the year, the sum, coverage, levels, whom it is for, its address;
            or why nothing is known, and of what is no place of the sources nothing at all.
        by_pillar: Pillar of the register → its cell; a pillar of which nothing is published is not there.
    """

    about: dict[str, Any]
    by_pillar: dict[str, dict[str, Any]]


def published_aid(telling: Telling, code: str, pillars: tuple[str, ...]) -> PublishedAid:
    """The newest year of aid that was over when it was published, under the definition ``purpose``.

    Args:
        telling: What was told on the page.
        code: A country, a region or the World; of what is no place of the sources nothing is published.
        pillars: The pillars of the register, and the empty word for none.
    """
    where = where_of(code)
    if where is None:
        return PublishedAid({}, {})
    with worlds.LOCK:
        world = worlds.kept(telling.asked.day)
        try:
            found = kept_matrix(world, definition=DEFINITION, place=code if where[0] == COUNTRY else None)
        except NoData as nothing:
            return PublishedAid({"reason": nothing.reason or nothing.what}, {})
    mine = [one for one in (*found.cells, *found.unallocated) if one.where == where]
    year = newest_year(mine, world)
    whole = next((one for one in mine if one.year == year and one.pillar == EVERY), None)
    if whole is None:
        return PublishedAid({"reason": "nothing is published"}, {})
    by_pillar = {name: _cell(cell) for name in pillars if (cell := _of(found, whole, pillar_of_register(name)))}
    beside = _of(found, whole, DONOR_SIDE)
    return PublishedAid(
        {
            **_cell(whole),
            "year": str(whole.year),
            "coverage": coverage_percent(whole),
            "levels": ", ".join(map(str, whole.levels)),
            "beside": _cell(beside) if beside else None,
            "country": where[1] if where[0] == COUNTRY else "",
            "wide": telling.place(where[1]) if code == WORLD else "",
        },
        by_pillar,
    )


def where_of(code: str) -> Where | None:
    """The place of the matrix that a place of the register is; nothing where it is none."""
    if code in vocabulary("wide_places"):
        return REGION, UNSPECIFIED if code == WORLD else code
    try:
        return COUNTRY, places.by_code("iso3", code).iso3
    except PlaceRefused:
        return None


def _of(found: Matrix, whole: Cell, pillar: str) -> Cell | None:
    return found.cell(whole.place_code, pillar, whole.year, place_kind=whole.place_kind)


def _cell(one: Cell) -> dict[str, Any]:
    """A cell as the page prints it; what has no rate is unknown, with why."""
    return {
        "usd": None if one.usd is None else whole_units(one.usd),
        "reason": one.reason,
        "estimated": one.status == "estimated",
        "address": f"/portfolio/{slug_of(one.where)}/{one.pillar}/{one.year}",
    }
