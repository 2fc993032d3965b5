"""Why a number may stand in a brief without a footnote of its own: it is said by what is noted or named beside it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

from forlik.briefs.checking.accounted import told_of_half
from forlik.briefs.checking.asking import Asking
from forlik.briefs.checking.filed import told_of_file
from forlik.briefs.checking.house import LANGUAGES, Sayings, phrases, with_numbers
from forlik.briefs.checking.remade import key, remade
from forlik.briefs.checking.text import Line
from forlik.briefs.checking.weighed import told_of_option
from forlik.briefs.courses import of_a_course
from forlik.briefs.numerals import Numeral
from forlik.core.days import in_words, stated_in_words
from forlik.core.figure import Figure
from forlik.core.translated import translated
from forlik.reasons import reason

CUT = "…"
BEGINNING = 8
"""Letters by which the beginning of a name that is cut off is known."""
LONGEST = 600
"""Letters before and behind a number in which its name begins and is cut off; no name that is told is longer."""


def covered(asking: Asking, line: Line, place: int, numeral: Numeral) -> bool:
    """Whether a number stands in words that may stand there, whole: those of the house, a period, or a name.

    Args:
        asking: The brief and what it is held against.
        line: The line.
        place: Which part of it has the number.
        numeral: The number in that part.
    """
    return _of_house(asking, line, place, numeral) or _of_names(asking, line.parts[place].text, numeral)


def explained(asking: Asking, line: Line, place: int, numeral: Numeral) -> bool:
    """Whether a number without a footnote is said by something that is noted or named in its line.

    Args:
        asking: The brief and what it is held against.
        line: The line.
        place: Which part of it has the number.
        numeral: The number in that part.
    """
    text = line.parts[place].text
    if numeral.said == line.first and _twice(asking, line):
        return False
    noted = filter(None, map(asking.record, line.beside(place)))
    # The register is asked last: a brief of a country is explained without it.
    return (
        any(one.says(numeral) for one in noted)
        or _of_house(asking, line, place, numeral)
        or _in(asking.once(("half",), lambda: told_of_half(asking.text)), text, numeral)
        or key(line, place) in asking.once(("remade",), lambda: remade(asking))
        or _of_names(asking, text, numeral)
        or any(one.says(numeral) for one in asking.once(("named", line.number), lambda: asking.named(line.text)))
        or _in(asking.once(("file",), lambda: told_of_file(asking)), text, numeral)
        or _in(asking.once(("option", line.number), lambda: told_of_option(asking, line)), text, numeral)
    )


def _of_house(asking: Asking, line: Line, place: int, numeral: Numeral) -> bool:
    text = line.parts[place].text
    figures = asking.once(("figures", line.number, place), lambda: _of_figures(asking, line, place))
    return any(_in(some, text, numeral) for some in (phrases(), _days(asking.text.day), figures))


def _of_names(asking: Asking, text: str, numeral: Numeral) -> bool:
    return _in(asking.numbered, text, numeral) or _cut_off(asking, text, numeral)


def _in(said: Sayings, text: str, numeral: Numeral) -> bool:
    """Whether a number lies whole within one of some words, where they stand in a text."""
    for one in said.get(numeral.said, ()):
        begin = text.find(one, max(0, numeral.end - len(one)), numeral.start + len(one))
        if 0 <= begin <= numeral.start and numeral.end <= begin + len(one):
            return True
    return False


def _cut_off(asking: Asking, text: str, numeral: Numeral) -> bool:
    """Whether a number lies in the beginning of a name, which is cut off somewhere behind it."""
    end = text.find(CUT, numeral.end, numeral.end + LONGEST)
    if end < 0:
        return False
    for name in asking.every_name:
        begin = text.rfind(name[:BEGINNING], max(0, numeral.start - LONGEST), numeral.end)
        if 0 <= begin <= numeral.start and name.startswith(text[begin:end]):
            return True
    return False


@cache
def _days(day: str) -> Sayings:
    """The day of the brief, as it is written."""
    try:
        return with_numbers((day, *(in_words(date.fromisoformat(day), language) for language in LANGUAGES)))
    except ValueError:
        return {}


def _of_figures(asking: Asking, line: Line, place: int) -> Sayings:
    """What is said of the figures that are noted beside some words; of those that a line names, their periods."""
    found: dict[str, None] = {}
    before, behind = line.beside(place)
    for mark in {before, behind} - {""}:
        # A period stands behind its figure; only where none is before it, in front.
        periods = mark == before or not before
        course = of_a_course(asking.text.notes.get(mark, ""))
        for one in asking.figures(mark):
            # A course is called as a whole, unless in its table: what is said of it then is what it lacks.
            if not course or line.table or one.value is None:
                found.update(dict.fromkeys(_said_of(one)))
                found.update(dict.fromkeys(_periods(one.period) if periods else ()))
    for mark in () if line.marks else _below(asking, line):
        found.update((said, None) for one in asking.figures(mark) for said in _periods(one.period))
    for mark in () if line.marks else asking.text.notes:
        for one in asking.figures(mark):
            if any(label and label in line.text for label in _translations(one.label)):
                found.update(dict.fromkeys(_periods(one.period)))
    return with_numbers(found)


def _twice(asking: Asking, line: Line) -> bool:
    """Whether another row of the courses in a table is of the same period: then one of the two is of another."""
    if not any(of_a_course(asking.text.notes.get(mark, "")) for mark in line.marks):
        return False
    return asking.once(("rows", line.table), lambda: _rows(asking, line.table))[line.first] > 1


def _rows(asking: Asking, table: int) -> Counter[str]:
    """How many rows of a table begin with the same words."""
    return Counter(one.first for one in asking.text.lines if one.table == table)


def _below(asking: Asking, line: Line) -> tuple[str, ...]:
    """The notes of the table of which a line names the columns."""
    if not line.head:
        return ()
    return tuple(mark for one in asking.text.lines if one.table == line.table for mark in one.marks)


def _said_of(one: Figure) -> Iterator[str]:
    for text in (one.label, one.unit):
        yield from _translations(text)
    yield from (one.reason if language == "en" else reason(one.reason, language) for language in LANGUAGES)


@cache
def _translations(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((text, *(translated(text, language) for language in LANGUAGES))))


@cache
def _periods(period: str) -> tuple[str, ...]:
    try:
        return (period, *(stated_in_words(period, language) for language in LANGUAGES))
    except ValueError:
        return (period,)
