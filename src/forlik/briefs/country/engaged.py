"""What Norway is publicly documented to do in a country, in a table: each fact with the publications that say it."""

from forlik.briefs.country.figures import PACKAGE
from forlik.briefs.dated import dated
from forlik.briefs.document import Block, Grid, Language, Line, Strong, line, paragraph
from forlik.briefs.documented import COLUMNS, Documented, documented
from forlik.briefs.words import word
from forlik.core.days import in_words
from forlik.core.errors import NoData
from forlik.places import Place
from forlik.world import World


def engaged(world: World, place: Place, language: Language) -> tuple[Block, ...]:
    """Norway's documented engagements in a country, those that go on first.

    Args:
        world: What was known.
        place: The country.
        language: Language.
    """
    try:
        found = documented(world, place.iso3)
    except NoData:
        return (paragraph(word("engaged.not_held", language, PACKAGE).format(day=in_words(world.day, language))),)
    if not found:
        return (paragraph(word("engaged.none", language, PACKAGE)),)
    head = tuple(word(f"engaged.{name}", language, PACKAGE) for name in ("engagement", *COLUMNS))
    rows = tuple((line(Strong(one.title(language))), *_facts(world, one, language)) for one in found)
    return (Grid("", head, rows), paragraph(word("engaged.note", language, PACKAGE)))


def _facts(world: World, one: Documented, language: Language) -> tuple[Line, ...]:
    cells = (one.fact(field, language, dated(world)) for field in COLUMNS)
    return tuple(line(cell or "–") for cell in cells)
