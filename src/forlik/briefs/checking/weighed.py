"""What the memo of an option says without a footnote: why a question says nothing, and what blocks beside it."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from forlik.assess.options.gate import gate
from forlik.assess.options.gate_told import told_beside, told_withdrawn
from forlik.assess.screens.question_file import question_names
from forlik.briefs.checking.asking import Asking
from forlik.briefs.checking.house import LANGUAGES, Sayings, with_numbers
from forlik.briefs.checking.text import Line
from forlik.briefs.frozen import question_called
from forlik.briefs.screened import withheld_again
from forlik.core.errors import ForlikError
from forlik.reasons import reason

PERSON = "\0"
"""In the place of whoever is named in a sentence: the name is another's, and parts it."""


def told_of_option(asking: Asking, line: Line) -> Sayings:
    """What a line of a memo may say of its option; none where the brief is of no option that is seen.

    Args:
        asking: The brief and what it is held against.
        line: The line.
    """
    beside = asking.once(("beside",), lambda: tuple(_beside(asking)))
    return with_numbers((*_withheld(asking, line), *beside))


def _withheld(asking: Asking, line: Line) -> Iterator[str]:
    """Why the question that a row is of says nothing of the place."""
    asked = [name for name in question_names() if line.first in {question_called(name, one) for one in LANGUAGES}]
    for name in asked if line.first else ():
        for place in sorted({one.place for one in asking.options}):
            with suppress(ForlikError, ValueError):
                why = withheld_again(asking.worlds(date.fromisoformat(asking.text.day)), name, place)
                yield from (why if language == "en" else reason(why, language) for language in LANGUAGES)


def _beside(asking: Asking) -> Iterator[str]:
    """What is said of answers in periods that overlap, and of those that were withdrawn as a mistake."""
    for option in asking.options if asking.seen else ():
        with suppress(ForlikError):
            found = gate(asking.seen, option, asking.seen.day)  # type: ignore[arg-type,union-attr]
            for language in LANGUAGES:
                yield from (told_beside(one, language)[0] for one in found.beside)  # type: ignore[arg-type]
                for gone in found.withdrawn:
                    yield from told_withdrawn(gone, language, lambda _: PERSON).split(PERSON)  # type: ignore[arg-type]
