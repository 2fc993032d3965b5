"""Briefs of many countries, one after the other: a fault in one names it, and loses none of the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from forlik.briefs.country import country_brief
from forlik.briefs.document import Language
from forlik.briefs.writing import saved
from forlik.core.errors import ForlikError
from forlik.world import World


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one brief.

    Args:
        place: The place as it was asked for.
        file: The file, whole; nothing where it was not written.
        why: Why it was not; empty where it was.
    """

    place: str
    file: Path | None
    why: str = ""


def country_briefs(
    world: World, places: Iterable[str], folder: Path, form: str, *, language: Language = "en", base: str = ""
) -> Iterator[Written]:
    """Write the country briefs of some places into a folder; of each what became of it, when it is done.

    In memory is one brief at a time. A file that is there is replaced when the new one is whole.

    Args:
        world: What was known.
        places: Any names or codes; two of the same country give one file, twice told.
        folder: The folder, which is there.
        form: How the names of the files end, one of :data:`forlik.briefs.writing.FORMS`.
        language: ``en`` or ``nb``.
        base: Address of the desk to which footnotes lead back.
    """
    for place in places:
        try:
            made = country_brief(world, place, language=language, base=base)
            yield Written(place, saved(made, folder / f"forlik-brief-{made.name}-{language}.{form}"))
        except ForlikError as error:
            yield Written(place, None, str(error))
        except Exception as error:  # noqa: BLE001 - whatever it is, the others are not lost by it
            why = f"a fault of ours: {type(error).__name__} → `forlik brief country` with this one alone shows where"
            yield Written(place, None, why)
