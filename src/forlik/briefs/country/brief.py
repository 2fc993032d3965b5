"""The country brief: what changed, courses, aid in four pillars, what is engaged, where pillars fail to meet, gaps."""

from forlik.briefs.country.aid import aid
from forlik.briefs.country.drawn import drawn
from forlik.briefs.country.engaged import engaged
from forlik.briefs.country.figures import PACKAGE, leading, old, table_of, unknown
from forlik.briefs.country.gaps import gaps
from forlik.briefs.country.opening import opening
from forlik.briefs.dated import USUAL
from forlik.briefs.document import Document, Language, Section
from forlik.briefs.words import word
from forlik.world import World

PAGES = 2


def country_brief(world: World, place: str, *, language: Language = "en", base: str = "") -> Document:
    """Two pages on one country, from published data alone.

    Args:
        world: What was known.
        place: Any name or code of the country.
        language: ``en`` or ``nb``.
        base: Address of the desk to which footnotes lead back; they stay words where none is named.

    Returns:
        The brief, marked public.

    Raises:
        PlaceRefused: The place is ambiguous or unknown.
    """
    found = world.place(place)
    figures, given = leading(world, found, language), aid(world, found, language)
    glance = (table_of(world, figures, language),) if any(one.course for one in figures) else ()
    parts = (
        ("opening", opening(world, found, figures, language)),
        ("drawn", drawn(world, found, given.course, language)),
        ("glance", glance),
    )
    unusual = [one for one in (world.then.clock, world.then.mode) if one != USUAL]
    money, flagged = given.sections or (None, None)
    return Document(
        name="-".join(("country", found.iso3, *unusual, str(world.day))),
        title=found.name(language),
        kind=word("kind", language, PACKAGE),
        day=world.day,
        language=language,
        marking="0",
        marked=word("marking.0", language),
        sections=(
            *(Section(word(code, language, PACKAGE), blocks) for code, blocks in parts if blocks),
            *((money,) if money else ()),
            Section(word("engaged", language, PACKAGE), engaged(world, found, language)),
            *((flagged,) if flagged else ()),
            Section(
                word("gaps", language),
                gaps((*unknown(figures, language), *given.gaps), given.untold, old(world, figures, language), language),
            ),
        ),
        remarks=tuple(word(one, language, PACKAGE) for one in unusual),
        base=base,
        pages=PAGES,
    )
