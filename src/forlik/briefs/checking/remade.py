"""A country brief made anew, of the same country and day: what nothing else explains may stand in it as it does there.

Which periods are the first, why a figure is unknown and until when a flag is to be looked at follow from all that is
known of a country, and not from one figure. Where something was taken in since, the new one may say something else.
"""

from datetime import date
from functools import lru_cache

from forlik.briefs.checking.asking import Asking
from forlik.briefs.checking.house import LANGUAGES
from forlik.briefs.checking.text import taken_apart
from forlik.briefs.country import country_brief
from forlik.briefs.dated import asked_again
from forlik.briefs.words import word
from forlik.briefs.writing.markdown import markdown
from forlik.core.errors import ForlikError
from forlik.world import World

PACKAGE = "forlik.briefs.country"


def remade(asking: Asking) -> frozenset[str]:
    """The parts of the same country brief, made anew; none of another brief.

    Args:
        asking: The brief and what it is held against.
    """
    text = asking.text
    if not text.begins:
        return frozenset()
    kinds = {word("kind", language, PACKAGE): language for language in LANGUAGES}
    language = next((kinds[kind] for kind in kinds if f" · {kind} · " in text.lines[2].text), "")
    if not language:
        return frozenset()
    try:
        return _parts(_world(asking), text.title, language)
    except (ForlikError, ValueError):
        return frozenset()


def _world(asking: Asking) -> World:
    """What was known, by the clock and in the mode of the footnotes."""
    address = next((one for one in asking.text.notes.values() if "as_of=" in one), "")
    return asked_again(asking.worlds, address) if address else asking.worlds(date.fromisoformat(asking.text.day))


@lru_cache(maxsize=4)
def _parts(world: World, title: str, language: str) -> frozenset[str]:
    made = taken_apart(markdown(country_brief(world, title, language=language)).decode())  # type: ignore[arg-type]
    return frozenset(part.text for line in made.lines for part in line.parts)
