"""Words of the register in the reader's language: from the vocabularies, never from the pages."""

from collections.abc import Callable

from forlik.register.called import called
from forlik.register.concepts import Actor
from forlik.register.dossier import Dossier
from forlik.register.vocabulary import vocabulary


def word(name: str, one: str | None, language: str) -> str:
    """A word of a vocabulary; empty where none is said."""
    found = vocabulary(name).get(one or "")
    return (found.nb if language == "nb" else found.en) if found else ""


def namer(dossier: Dossier) -> Callable[[str | None], str]:
    """What to call an actor by its id; a dash for one that is not there or may not be seen."""

    def name(actor: str | None) -> str:
        return called(dossier.get(Actor, actor)) or "–"

    return name
