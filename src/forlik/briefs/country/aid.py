"""Aid in the four pillars of a country, and the flags that are raised on it."""

from dataclasses import dataclass

from forlik.briefs.document import Block, Grid, Language, Line, Section, Strong, bullets, line, paragraph
from forlik.briefs.references import of_cell, of_flag
from forlik.briefs.words import word
from forlik.core.errors import NoData
from forlik.places import Place
from forlik.portfolio.definitions import pillar_of_register
from forlik.portfolio.flags import Raised, flags, year_of_flags
from forlik.portfolio.flags.vocabulary import term
from forlik.portfolio.matrix import kept_matrix
from forlik.world import World

PACKAGE = "forlik.briefs.country"
PILLARS = ("peace", "humanitarian", "development", "rights", "all")
YEARS = 3


@dataclass(frozen=True, slots=True)
class Aid:
    """What a brief says of aid.

    Args:
        sections: Its parts.
        gaps: What cannot be told, and why.
    """

    sections: tuple[Section, ...]
    gaps: tuple[str, ...]


def aid(world: World, place: Place, language: Language) -> Aid:
    """Aid in the four pillars of a country, and the flags that are raised on it.

    Args:
        world: What was known.
        place: The country.
        language: Language.
    """
    try:
        made = kept_matrix(world, place=place.iso3)
    except NoData as nothing:
        return Aid((), (word("gap.aid", language, PACKAGE).format(reason=nothing.what),))
    year = year_of_flags(world, place.iso3)
    if not any(one.year == year for one in made.cells):
        return Aid((), (word("gap.aid", language, PACKAGE).format(reason=f"nothing is published of {year}"),))
    years = tuple(range(year, year - YEARS, -1))
    rows: list[tuple[Line, ...]] = []
    for pillar in PILLARS:
        title = word(pillar, language, PACKAGE)
        cells = [made.cell(place.iso3, pillar_of_register(pillar), one) for one in years]
        rows.append((line(title), *(line(of_cell(world, one, title, language)) if one else line("–") for one in cells)))
    caption = word("aid.caption", language, PACKAGE)
    grid = Grid(caption, (word("aid.pillar", language, PACKAGE), *map(str, years)), tuple(rows), frozenset({1, 2, 3}))
    found = flags(world, place.iso3, year)
    gaps = tuple(
        word("gap.rule", language, PACKAGE).format(
            title=one.title.text(language),
            reason="; ".join(dict.fromkeys(why.text(language) for _name, why in one.reasons)),
        )
        for one in found.untold
    )
    note = paragraph(word("aid.note", language, PACKAGE))
    return Aid(
        (
            Section(word("aid", language, PACKAGE), (grid, note)),
            Section(word("flags", language, PACKAGE), _raised(world, place, found.raised, year, language)),
        ),
        gaps,
    )


def _raised(world: World, place: Place, raised: tuple[Raised, ...], year: int, language: Language) -> tuple[Block, ...]:
    if not raised:
        return (paragraph(word("flags.none", language, PACKAGE).format(year=year)),)
    return (bullets([_flag(world, place, one, year, language) for one in raised]),)


def _flag(world: World, place: Place, one: Raised, year: int, language: Language) -> Line:
    """A flag with each figure that it rests on; its sentence is left out, for numbers in it would have no note."""
    figures: list[object] = []
    for figure in one.figures:
        if figure.value is not None:
            title = term(figure.name).means.text(language)
            figures += ["; " if figures else " ", f"{title}: ", of_flag(world, place.iso3, year, title, figure)]
            figures.append(f" {figure.unit}")
    due = word("flags.look", language, PACKAGE).format(day=one.due)
    return line(Strong(one.title.text(language)), f" ({due}).", *figures)  # type: ignore[arg-type]
