"""The country brief: leading figures, aid in four pillars, where they fail to meet, what is engaged and unknown."""

from forlik.briefs.country.aid import aid
from forlik.briefs.country.engaged import engaged
from forlik.briefs.country.figures import leading, old, table_of, unknown
from forlik.briefs.document import Block, Document, Language, Section, bullets, line, paragraph
from forlik.briefs.words import word
from forlik.world import World

PACKAGE = "forlik.briefs.country"


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
    figures, given = leading(world, found), aid(world, found, language)
    missing = [*unknown(world, figures, language), *old(world, figures, language)]
    return Document(
        name=f"country-{found.iso3}-{world.day}",
        title=found.name(language),
        kind=word("kind", language, PACKAGE),
        day=world.day,
        language=language,
        marking="0",
        marked=word("marking.0", language),
        sections=(
            Section(word("glance", language, PACKAGE), (table_of(world, figures, language),)),
            *given.sections,
            Section(word("engaged", language, PACKAGE), engaged(world, found, language)),
            Section(word("gaps", language), _gaps([*missing, *given.gaps], language)),
        ),
        remarks=(word("reconstructed", language, PACKAGE),) if world.then.mode == "reconstructed" else (),
        base=base,
    )


def _gaps(every: list[str], language: Language) -> tuple[Block, ...]:
    """Everything that was asked for and is not known; that there is nothing is said too."""
    if not every:
        return (paragraph(word("gaps.none", language)),)
    return (bullets([line(one) for one in every]),)
