"""A made-up question, and made-up figures to ask it of, for the tests."""

from datetime import date
from decimal import Decimal

from forlik.assess.screens.asking import INCOME, ranked
from forlik.assess.screens.observed import Series, seen
from forlik.assess.screens.question_file import parse_question
from forlik.core.figure import Basis
from forlik.discover import measure, measures
from forlik.store.results import Cell

DAY = date(2024, 12, 31)
BASIS = Basis(
    number=-1, source="ucdp_ged", title="Made up", publisher="nobody", part="all", edition="1", known_at="2024-06-30",
    held_at="", sha256="0" * 64, licence="CC BY 4.0", citation="Made up", url="https://example.org",
)  # fmt: skip
TEXT = """\
name: mine
version: 1
adopted: 2026-01-01
title: {en: Mine, nb: Mitt}
asks: {en: Which one, nb: Hvilket}
wall: need
top: 2
universe: {known_weight: 0.6667}
weights: {kind: uniform}
aggregation: [arithmetic]
goalposts: 0
hysteresis: {enter: 0.9, leave: 0.5, running: 2}
dimensions:
  violence:
    title: {en: Violence, nb: Vold}
    indicators:
      deaths:
        title: {en: Deaths, nb: Døde}
        measure: deaths_state_based
        unit: deaths
        normalise: {lo: 0, hi: 100}
        error: 0.5
        max_age: 3
        licence: CC BY 4.0
        citation: somebody
  flight:
    title: {en: Flight, nb: Flukt}
    indicators:
      refugees:
        title: {en: Refugees, nb: Flyktninger}
        measure: refugees_originating
        unit: people at the end of the year
        per: {measure: population, unit: people, times: 100}
        normalise: {lo: 0, hi: 10}
        error: 0.5
        max_age: 3
        licence: CC BY 4.0
        citation: somebody
notes: {en: Note., nb: Merk.}
misuse: {en: Not for this., nb: Ikke til dette.}
"""
CODES = ("AFG", "COL", "MLI", "NOR", "SDN")


def question(*pairs: tuple[str, str]):
    text = TEXT
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return parse_question(text.encode(), "mine.1.yaml", {name: one.unit for name, one in measures().items()})


def series(name: str, cells: dict[tuple[str, int, int | None], object], why: str = "") -> Series:
    """Place, year and month → value, as a world would give it."""
    by_place: dict = {}
    for (iso3, year, month), value in cells.items():
        by_place.setdefault(iso3, {})[year, month] = Cell(Decimal(str(value)), None, None, "reported", -1)
    return Series(measure(name), 1, date(2026, 11, 23), by_place, (BASIS,) if cells else (), why)


def world_of(
    deaths: dict[str, object], refugees: dict[str, object], people: dict[str, object] | None = None, year=2024
):
    """The measures of the made-up question."""
    people = dict.fromkeys(CODES, 1000) if people is None else people
    return {
        "deaths_state_based": series("deaths_state_based", {(iso3, year, None): one for iso3, one in deaths.items()}),
        "refugees_originating": series(
            "refugees_originating", {(iso3, year, None): one for iso3, one in refugees.items()}
        ),
        "population": series("population", {(iso3, year, None): one for iso3, one in people.items()}),
        INCOME: series(INCOME, {}),
    }


def put(one, known, codes=CODES, day=DAY):
    """Put a question to made-up figures."""
    found = {
        name: {iso3: seen(indicator, iso3, known, day) for iso3 in codes} for name, indicator in one.indicators.items()
    }
    return ranked(one, day, known, codes, found)
