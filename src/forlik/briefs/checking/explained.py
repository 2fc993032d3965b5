"""Why a number may stand in a brief without a footnote of its own: it is said by what is noted or named beside it."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from forlik.briefs.checking.accounted import told_of_half
from forlik.briefs.checking.asking import Asking
from forlik.briefs.checking.house import LANGUAGES, phrases, with_numbers
from forlik.briefs.checking.remade import remade
from forlik.briefs.checking.text import Line
from forlik.briefs.courses import of_a_course
from forlik.briefs.numerals import Numeral
from forlik.core.days import in_words, stated_in_words
from forlik.core.figure import Figure
from forlik.core.translated import translated
from forlik.reasons import reason

CUT = "…"
BEGINNING = 8
"""Letters by which the beginning of a name that is cut off is known."""


def covered(asking: Asking, line: Line, text: str, numeral: Numeral) -> bool:
    """Whether a number stands in words that may stand there, whole: those of the house, a period, or a name.

    Args:
        asking: The brief and what it is held against.
        line: The line.
        text: The part of the line that has the number.
        numeral: The number in it.
    """
    return (
        _in(phrases(), text, numeral)
        or _in(_days(asking.text.day), text, numeral)
        or _in(_of_figures(asking, line), text, numeral)
        or _in(asking.numbered, text, numeral)
        or any(_cut_off(name, text, numeral) for name in (*asking.called, *asking.names) if CUT in text)
    )


def explained(asking: Asking, line: Line, text: str, numeral: Numeral) -> bool:
    """Whether a number without a footnote is said by something that is noted or named in its line.

    Args:
        asking: The brief and what it is held against.
        line: The line.
        text: The part of the line that has the number.
        numeral: The number in it.
    """
    noted = filter(None, map(asking.record, line.marks))
    return (
        any(one.says(numeral) for one in noted)
        or covered(asking, line, text, numeral)
        or _in(told_of_half(asking.text), text, numeral)
        or any(one.says(numeral) for one in asking.named(line.text))
        or bool(not line.marks and asking.file and asking.file.says(numeral))
        or text in remade(asking)
    )


def _in(said: Iterable[str], text: str, numeral: Numeral) -> bool:
    """Whether a number lies whole within one of some words, where they stand in a text."""
    for one in said:
        begin = text.find(one)
        while begin >= 0:
            if begin <= numeral.start and numeral.end <= begin + len(one):
                return True
            begin = text.find(one, begin + 1)
    return False


def _cut_off(name: str, text: str, numeral: Numeral) -> bool:
    """Whether a number lies in the beginning of a name, which is cut off somewhere behind it."""
    end = text.find(CUT, numeral.end)
    begin = text.rfind(name[:BEGINNING], 0, numeral.end) if end >= 0 else -1
    return 0 <= begin <= numeral.start and name.startswith(text[begin:end])


@cache
def _days(day: str) -> tuple[str, ...]:
    """The day of the brief, as it is written."""
    return (day, *(in_words(date.fromisoformat(day), language) for language in LANGUAGES)) if day else ()


def _of_figures(asking: Asking, line: Line) -> tuple[str, ...]:
    """What is said of the figures that are noted in a line; of those that it names, their periods."""
    found: dict[str, None] = {}
    marks = line.marks or _below(asking, line)
    for mark in marks:
        course = of_a_course(asking.text.notes.get(mark, ""))
        for one in asking.figures(mark):
            # A course is called as a whole, unless in its table: what is said of it then is what it lacks.
            if not course or line.table or one.value is None:
                found.update(dict.fromkeys(_said_of(one)))
    if not marks:
        for mark in asking.text.notes:
            for one in asking.figures(mark):
                if any(label and label in line.text for label in _translations(one.label)):
                    found.update(dict.fromkeys(_periods(one.period)))
    return with_numbers(found)


def _below(asking: Asking, line: Line) -> tuple[str, ...]:
    """The notes of the table of which a line names the columns."""
    if not line.head:
        return ()
    return tuple(mark for one in asking.text.lines if one.table == line.table for mark in one.marks)


def _said_of(one: Figure) -> Iterator[str]:
    for text in (one.label, one.unit):
        yield from _translations(text)
    yield from (one.reason if language == "en" else reason(one.reason, language) for language in LANGUAGES)
    yield from _periods(one.period)


@cache
def _translations(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text, *(translated(text, language) for language in LANGUAGES))))


@cache
def _periods(period: str) -> tuple[str, ...]:
    try:
        return (period, *(stated_in_words(period, language) for language in LANGUAGES))
    except ValueError:
        return (period,)
