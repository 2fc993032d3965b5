"""A document that is not taken, and why."""

from forlik.core.errors import ForlikError


class Refused(ForlikError):  # noqa: N818 - named for what the user sees
    """A document is not taken.

    Args:
        en: Why, in English.
        nb: In Norwegian.
        remedy_en: What to do.
        remedy_nb: The same in Norwegian.
    """

    exit_code = 2

    def __init__(self, en: str, nb: str, remedy_en: str, remedy_nb: str) -> None:
        super().__init__(en, remedy=remedy_en)
        self.en, self.nb, self.remedy_en, self.remedy_nb = en, nb, remedy_en, remedy_nb


def macros(en: str, nb: str) -> Refused:
    """It holds something that runs."""
    return Refused(
        f"it holds something that could run: {en}",
        f"den inneholder noe som kan kjøre: {nb}",
        "save it without, or print it to a new PDF",
        "lagre den uten, eller skriv den ut til en ny PDF",
    )


def too_much(en: str, nb: str) -> Refused:
    """It unpacks to more than it should."""
    return Refused(
        f"it unpacks to more than a document does: {en}",
        f"den pakkes ut til mer enn et dokument: {nb}",
        "save it anew in its own program, or attach its parts one by one",
        "lagre den på nytt i sitt eget program, eller legg ved delene hver for seg",
    )


def damaged(en: str, nb: str) -> Refused:
    """It is not whole, so that it cannot be looked through."""
    return Refused(
        f"it cannot be looked through: {en}",
        f"den kan ikke undersøkes: {nb}",
        "open it in its own program, and save it anew",
        "åpne den i sitt eget program, og lagre den på nytt",
    )


def inside(en: str, nb: str) -> Refused:
    """Another document is packed into it."""
    return Refused(
        f"another document is packed into it: {en}",
        f"et annet dokument er pakket inn i den: {nb}",
        "take it out, and attach it by itself",
        "ta det ut, og legg det ved for seg",
    )
