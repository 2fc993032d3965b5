"""What has a footnote, looked up by its address: figures in the store, facts and counts in the register."""

import re
import warnings
from collections.abc import Iterator

from forlik.briefs.account.reckoned import of_an_account, reckoned_again
from forlik.briefs.checking.asking import Asking
from forlik.briefs.checking.explained import covered
from forlik.briefs.checking.found import Checked
from forlik.briefs.checking.text import Line, Part, around, calls, last_cell, plainly
from forlik.briefs.courses import of_a_course
from forlik.briefs.dated import asked_again
from forlik.briefs.documented import of_an_engagement, said_again
from forlik.briefs.numerals import numerals_of
from forlik.briefs.records import differing, of_record
from forlik.briefs.words import number
from forlik.core.errors import BadInput, ForlikError, NoData
from forlik.core.figure import Figure
from forlik.core.warnings import ForlikWarning

NUMBER = re.compile(r"\d")


def facts(asking: Asking) -> Iterator[Checked]:
    """Each fact of a record, each documented fact and each count, with what stands in front of its footnote.

    Args:
        asking: The brief and what it is held against.
    """
    for line in asking.text.lines:
        for part in line.parts:
            address = asking.text.notes.get(part.mark, "")
            if of_an_engagement(address):
                yield _documented(asking, line, part, address)
            elif of_an_account(address):
                yield _reckoned(asking, line, part, address)
            elif of_record(address):
                yield _recorded(asking, line, part, address)


def figures(asking: Asking, file: str) -> Iterator[Checked]:
    """Each number that a footnote of a figure or of a course stands behind.

    Args:
        asking: The brief and what it is held against.
        file: Name of the file, for errors.

    Raises:
        BadInput: A footnote is called that is not there.
    """
    for line in asking.text.lines:
        # A row of a course begins with its period, and each of its numbers has the note of the course.
        period = line.raw.strip("| ").partition("|")[0].strip() if line.table else ""
        for raw, mark in calls(line.raw):
            said = plainly(raw)
            if mark not in asking.text.notes:
                raise BadInput(f"the footnote {mark} is called and is not there", file=file, field=f"[^{mark}]")
            address = asking.text.notes[mark]
            course = of_a_course(address)
            if asking.of_register(mark) or of_an_engagement(address) or not (course or NUMBER.search(said)):
                continue
            where = (line.number, around(line.text, place := line.text.find(said), place + len(said)))
            try:
                again = _of_course(asking, address, period, said) if course else _again(asking, address, said)
                yield Checked(said, int(mark), address, again, "", *where)
            except ForlikError as error:
                yield Checked(said, int(mark), address, "", str(error), *where)


def looked_up(asking: Asking, part: Part) -> int:
    """Where in the text of a part that begins which its footnote is looked up for; its end where it has none.

    Args:
        asking: The brief and what it is held against.
        part: The part.
    """
    address = asking.text.notes.get(part.mark, "")
    if not part.mark:
        return len(part.text)
    if of_an_account(address):
        said = next((one for one in _recounts(asking, address) if part.text.endswith(one)), part.text)
        return len(part.text) - len(said)
    if of_record(address) or of_an_engagement(address):
        return len(plainly(part.raw[: len(part.raw) - len(last_cell(part.raw))]))
    return max(part.text.rfind(sign) for sign in " \t|[") + 1


def _recorded(asking: Asking, line: Line, part: Part, address: str) -> Checked:
    """Whether a record is there, and says the days and numbers in front of its footnote."""
    begin = looked_up(asking, part)
    words = part.text[begin:].split()
    last = words[-1] if words else ""
    where = (line.number, around(part.text, max(begin, len(part.text) - len(last)), len(part.text)))
    if asking.dossiers is None:
        return Checked(last, int(part.mark), address, "", "the register was not asked", *where)
    try:
        every = [one for one in numerals_of(part.text) if one.start >= begin]
        wrong = [
            (one, why)
            for one, why in differing(asking.dossiers, address, every)
            if not covered(asking, line, part.text, one)
        ]
    except ForlikError as error:
        return Checked(last, int(part.mark), address, "", str(error), *where)
    if not wrong:
        return Checked(last, int(part.mark), address, last, "", *where)
    one, why = wrong[0]
    return Checked(one.said, int(part.mark), address, "", why, line.number, around(part.text, one.start, one.end))


def _documented(asking: Asking, line: Line, part: Part, address: str) -> Checked:
    """Whether the list says today of that day what stands in front of the footnote."""
    said = plainly(last_cell(part.raw)).strip("| ")
    where = (line.number, around(part.text, len(part.text) - len(said), len(part.text)))
    try:
        may = said_again(asked_again(asking.worlds, address), address)
        return Checked(said, int(part.mark), address, said if said in may else may[0], "", *where)
    except (ForlikError, KeyError, ValueError) as error:
        return Checked(said, int(part.mark), address, "", str(error), *where)


def _reckoned(asking: Asking, line: Line, part: Part, address: str) -> Checked:
    """Whether what whoever checks may see is as many, and comes to as much, as stands in front of the footnote."""
    where = (line.number, around(part.text, 0, len(part.text)))
    if asking.dossiers is None:
        return Checked(part.text, int(part.mark), address, "", "the register was not asked", *where)
    try:
        may = reckoned_again(asking.dossiers, address)
    except ForlikError as error:
        return Checked(part.text, int(part.mark), address, "", str(error), *where)
    said = next((one for one in may if part.text.endswith(one)), "")
    why = "" if said else "of what you may see it is otherwise"
    return Checked(said or part.text, int(part.mark), address, said or may[0], why, *where)


def _recounts(asking: Asking, address: str) -> tuple[str, ...]:
    try:
        return reckoned_again(asking.dossiers, address) if asking.dossiers else ()
    except ForlikError:
        return ()


def _again(asking: Asking, address: str, said: str) -> str:
    with warnings.catch_warnings():
        # How old a figure is, the brief says itself.
        warnings.simplefilter("ignore", ForlikWarning)
        return _as_written(asking.figure(address), said)


def _of_course(asking: Asking, address: str, period: str, said: str) -> str:
    """What a course says of a period; where it is called as a whole, what was said of it, unless that is a number."""
    every = asking.course(address)
    if not period and not NUMBER.search(said):
        return said
    for one in every:
        if one.period == period:
            return _as_written(one, said)
    raise NoData(f"the course has no {period}" if period else "a course as a whole is no number")


def _as_written(figure: Figure, said: str) -> str:
    """A figure as it was written, in either language; as the library writes it where neither is what was said."""
    written = (figure.text, *(number(figure.value, language) for language in ("en", "nb")))
    return said if said in written else figure.text
