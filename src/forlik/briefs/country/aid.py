"""Aid in the four pillars of a country, and the flags that are raised on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from forlik.briefs.country.choice import choice
from forlik.briefs.country.drawn import charted, points
from forlik.briefs.country.figures import PACKAGE, PILLARS, because_of
from forlik.briefs.courses import of_money
from forlik.briefs.document import (
    Block,
    Chart,
    Charts,
    Grid,
    Inline,
    Language,
    Line,
    Section,
    Series,
    Strong,
    Value,
    bullets,
    line,
    paragraph,
)
from forlik.briefs.references import of_cell, of_flag
from forlik.briefs.words import number, word
from forlik.core.days import in_words
from forlik.core.errors import NoData
from forlik.core.figure import DASH, Figure
from forlik.places import Place
from forlik.portfolio.definitions import pillar_of_register
from forlik.portfolio.flags import Raised, Untold, flags, year_of_flags
from forlik.portfolio.flags.vocabulary import term
from forlik.portfolio.matrix import Matrix, kept_matrix
from forlik.world import World

ALL = "all"
ROWS = 3
"""Years of the table."""


@dataclass(frozen=True, slots=True)
class Aid:
    """What a brief says of aid.

    Args:
        sections: Its parts.
        gaps: What is unknown, and why.
        untold: Rules of which it cannot be told whether they hold, each with its reasons.
        course: All aid over some years, where it cannot be drawn by pillars.
    """

    sections: tuple[Section, ...] = ()
    gaps: tuple[tuple[str, str], ...] = ()
    untold: tuple[tuple[str, tuple[str, ...]], ...] = ()
    course: tuple[Chart, ...] = ()


def aid(world: World, place: Place, language: Language) -> Aid:
    """Aid in the four pillars of a country, and the flags that are raised on it.

    Args:
        world: What was known.
        place: The country.
        language: Language.
    """
    name = word("gap.aid", language, PACKAGE)
    try:
        made = kept_matrix(world, place=place.iso3)
    except NoData as nothing:
        return Aid(gaps=((name, because_of(nothing.what, language)),))
    year = year_of_flags(world, place.iso3)
    if not any(one.year == year for one in made.cells):
        code = "gap.year" if any(one.flows for one in made.cells if one.place_code == place.iso3) else "gap.never"
        return Aid(gaps=((name, word(code, language, PACKAGE).format(year=year)),))
    charts = _charts(world, place, made, year, PILLARS, language)
    head = (word("period", language, PACKAGE), word("value", language, PACKAGE))
    drawn = (Charts(charts, choice("aid")["columns"], head),) if charts else ()
    blocks = (*drawn, *_table(world, place, made, year, language), paragraph(word("aid.note", language, PACKAGE)))
    found = flags(world, place.iso3, year)
    if found.old:
        blocks = (*blocks, paragraph(word("aid.old", language, PACKAGE).format(year=year)))
    raised = _raised(world, place, found.raised, year, language)
    return Aid(
        (Section(word("aid", language, PACKAGE), blocks), Section(word("flags", language, PACKAGE), raised)),
        untold=tuple((one.title.text(language), _reasons(one, language)) for one in found.untold),
        course=() if charts else _charts(world, place, made, year, (ALL,), language),
    )


def _reasons(one: Untold, language: Language) -> tuple[str, ...]:
    """Why a rule cannot be told. The bounds of what is partly known are left out: numbers there would have no note."""
    partly = {figure.name for figure in one.figures if figure.partly}
    inside = word("gap.inside", language, PACKAGE)
    return tuple(dict.fromkeys(inside if name in partly else told.text(language) for name, told in one.reasons))


def _charts(
    world: World, place: Place, made: Matrix, year: int, pillars: Sequence[str], language: Language
) -> tuple[Chart, ...]:
    """Some pillars over some years on one scale; none where no pillar has a course."""
    first = year - choice("aid")["years"] + 1
    known: dict[str, Series] = {}
    for pillar in pillars:
        code = pillar_of_register(pillar)
        if any(made.cell(place.iso3, code, one) for one in range(first, year + 1)):
            known[pillar] = of_money(
                world,
                place,
                code,
                (first, year),
                label=word("aid.course" if pillar == ALL else pillar, language, PACKAGE),
                text=word("drawn.all", language, PACKAGE),
                language=language,
            )
    figures = {name: [one for one in course.figures if one.value is not None] for name, course in known.items()}
    if not any(len(some) > 1 for some in figures.values()):
        return ()
    return tuple(
        charted(
            known[pillar],
            {name: _paid(world, place, made, pillar, one, language) for name, one in points(some).items()},
            (str(first), str(year)),
            language,
            bars=True,
            top=max(one.value or Decimal(0) for every in figures.values() for one in every),
        )
        for pillar, some in figures.items()
        if some
    )


def _paid(world: World, place: Place, made: Matrix, pillar: str, figure: Figure, language: Language) -> Value:
    """A figure of a course as the cell that it is."""
    cell = made.cell(place.iso3, pillar_of_register(pillar), int(figure.period))
    if cell is None:
        raise ValueError(f"{figure.period} has no cell")
    return of_cell(world, cell, word(pillar, language, PACKAGE), language)


def _table(world: World, place: Place, made: Matrix, year: int, language: Language) -> Iterator[Block]:
    """The last years by pillar; pillars in which nothing is published are named once, below."""
    years = tuple(range(year, year - ROWS, -1))
    rows: list[tuple[Line, ...]] = []
    without: list[str] = []
    for pillar in (*PILLARS, ALL):
        title = word(pillar, language, PACKAGE)
        cells = [made.cell(place.iso3, pillar_of_register(pillar), one) for one in years]
        values = [of_cell(world, one, title, language) if one else None for one in cells]
        if any(values):
            rows.append((line(title), *(line(one or DASH) for one in values)))
        else:
            without.append(title)
    caption = word("aid.caption", language, PACKAGE)
    yield Grid(caption, (word("aid.pillar", language, PACKAGE), *map(str, years)), tuple(rows), frozenset({1, 2, 3}))
    if without:
        yield paragraph(word("aid.without", language, PACKAGE).format(pillars="; ".join(without)))


def _raised(world: World, place: Place, raised: Sequence[Raised], year: int, language: Language) -> tuple[Block, ...]:
    if not raised:
        return (paragraph(word("flags.none", language, PACKAGE).format(year=year)),)
    head = paragraph(word("flags.of", language, PACKAGE).format(year=year))
    return (head, bullets([line(*_flag(world, place, one, year, language)) for one in raised]))


def _flag(world: World, place: Place, one: Raised, year: int, language: Language) -> Iterator[Inline]:
    """A flag with each figure that it rests on; its sentence is left out, for numbers in it would have no note."""
    yield Strong(one.title.text(language))
    yield f" ({word('flags.look', language, PACKAGE).format(day=in_words(one.due, language))})."
    before = " "
    for figure in one.figures:
        if figure.value is not None:
            known = term(figure.name)
            title = known.title.text(language)
            yield f"{before}{title}: "
            yield of_flag(world, place.iso3, year, title, figure, number(figure.value, language))
            yield f" {known.counted_in.text(language)}"
            before = "; "
