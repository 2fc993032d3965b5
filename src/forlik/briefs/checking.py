"""Every number of a brief looked up again in the store, and every fact in the register, by its own footnote."""

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forlik.briefs.courses import course_again, of_a_course
from forlik.briefs.dated import Worlds, asked_again
from forlik.briefs.documented import of_an_engagement, said_again
from forlik.briefs.records import Dossiers, differing, of_record
from forlik.briefs.references import found_again
from forlik.briefs.words import number
from forlik.core.errors import BadInput, ForlikError, NoData
from forlik.core.figure import Figure
from forlik.core.warnings import ForlikWarning

NOTE = re.compile(r"^\[\^(?P<number>\d+)\]: .*`(?P<address>[^`]*)`\s*$", re.MULTILINE)
WORD = re.compile(r"(?P<said>[^ \t\n|\[]+)(?:\[\^(?P<number>\d+)\])?")
"""A word, and the footnote that it calls. A word that calls none is gone past as a whole: were it no match, what looks
for one would begin anew at each of its letters, and some scripts write no blanks between words."""
CHUNK = re.compile(r"(?:^|\[\^\d+\])(?P<text>[^\n]*?)(?=\[\^(?P<number>\d+)\])", re.MULTILINE)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
LENGTH_OF_DAY = 10
DAY_OR_YEAR = re.compile(r"\b(?:1[89]|2[01])\d\d(?:-\d\d(?:-\d\d)?)?\b")
NUMBER = re.compile(r"\d[\d\u202f.,]*")
BEGINNING_OF_SOURCES = re.compile(r"^## (?:Sources|Kilder)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Checked:
    """One number or one fact of a brief.

    Args:
        said: What the brief says; of a fact what differs, or its last word.
        number: Its footnote; 0 where it has none.
        address: Where the footnote leads.
        found: What stands there now; empty where nothing does.
        why: Why it could not be looked up; empty otherwise.
    """

    said: str
    number: int
    address: str
    found: str
    why: str = ""

    @property
    def same(self) -> bool:
        """Whether the store says what the brief says."""
        return not self.why and self.said == self.found


def checked(text: str, worlds: Worlds, file: str, dossiers: Dossiers | None = None) -> Sequence[Checked]:
    """Look every number and every fact of a brief up again.

    Args:
        text: The brief as Markdown.
        worlds: Gives what was known on a day.
        file: Name of the file, for errors.
        dossiers: Gives what whoever checks may see of the register; without it, no record is found.

    Returns:
        One of each number and of each fact of a record: those with a footnote, looked up by its address, and numbers
        without one that are no day and no year. None where a brief has no footnotes.

    Raises:
        BadInput: The text has no footnotes with addresses and does not begin as a brief does, or it calls a footnote
            that is not there.
    """
    notes = {found["number"]: found["address"] for found in NOTE.finditer(text)}
    if not notes and not begins(text):
        raise BadInput(
            "this is no brief: it has no footnotes with addresses", file=file, remedy="write it with -o FILE.md"
        )
    body = BEGINNING_OF_SOURCES.split(NOTE.sub("", text))[0]
    facts = (*_of_engagements(body, notes, worlds), *_of_records(body, notes, dossiers))
    return (*_with_notes(body, notes, worlds, file), *facts, *_without(body))


def begins(text: str) -> bool:
    """Whether a text begins as every brief does: with its title, then its marking, kind and day.

    Args:
        text: The text.
    """
    title, empty, line = (*text.split("\n", 3), "", "", "")[:3]
    if not (title.startswith("# ") and title != "# ") or empty:
        return False
    # The marking and the kind have one letter each at least.
    kind = line[3:-LENGTH_OF_DAY].partition("** · ")[2]
    return line.startswith("**") and " · " in kind[1:] and DAY.fullmatch(line[-LENGTH_OF_DAY:]) is not None


def calls(line: str) -> Iterator[tuple[str, str]]:
    """What stands before each call of a footnote, as far as the blank before it, and the number that is called.

    Args:
        line: Some text of a brief.
    """
    yield from ((one["said"], one["number"]) for one in WORD.finditer(line) if one["number"])


def _of_records(body: str, notes: dict[str, str], dossiers: Dossiers | None) -> Iterator[Checked]:
    """Each fact of a record: whether the record is there, and says the days and numbers in front of the footnote."""
    for chunk in CHUNK.finditer(body):
        mark, text = chunk["number"], chunk["text"].rpartition(" | ")[2].replace("\\", "")
        address = notes.get(mark, "")
        if not of_record(address):
            continue
        last = text.split()[-1] if text.split() else ""
        try:
            wrong, why = differing(dossiers, address, text) if dossiers else (last, "the register was not asked")
        except ForlikError as error:
            wrong, why = last, str(error)
        yield Checked(wrong or last, int(mark), address, "" if why else last, why)


def _of_engagements(body: str, notes: dict[str, str], worlds: Worlds) -> Iterator[Checked]:
    """Each documented fact: whether the list says today of that day what stands in front of the footnote."""
    for chunk in CHUNK.finditer(body):
        address = notes.get(chunk["number"], "")
        if not of_an_engagement(address):
            continue
        said = chunk["text"].rpartition(" | ")[2].replace("\\", "").strip("| ")
        try:
            may = said_again(asked_again(worlds, address), address)
            yield Checked(said, int(chunk["number"]), address, said if said in may else may[0])
        except (ForlikError, KeyError, ValueError) as error:
            yield Checked(said, int(chunk["number"]), address, "", str(error))


def _with_notes(body: str, notes: dict[str, str], worlds: Worlds, file: str) -> Iterator[Checked]:
    for line in body.splitlines():
        # A row of a course begins with its period, and each of its numbers has the note of the course.
        period = line.strip("| ").partition("|")[0].strip() if line.startswith("|") else ""
        for called, mark in calls(line):
            said = called.replace("\\", "")
            if mark not in notes:
                raise BadInput(f"the footnote {mark} is called and is not there", file=file, field=f"[^{mark}]")
            address = notes[mark]
            course = of_a_course(address)
            if of_record(address) or of_an_engagement(address) or not (course or NUMBER.search(said)):
                continue
            try:
                again = _of_course(worlds, address, period, said) if course else _again(worlds, address, said)
                yield Checked(said, int(mark), address, again)
            except ForlikError as error:
                yield Checked(said, int(mark), address, "", str(error))


def _again(worlds: Worlds, address: str, said: str) -> str:
    with warnings.catch_warnings():
        # How old a figure is, the brief says itself.
        warnings.simplefilter("ignore", ForlikWarning)
        return _as_written(found_again(worlds, address), said)


def _of_course(worlds: Worlds, address: str, period: str, said: str) -> str:
    """What a course says of a period; where it is called as a whole, what was said of it, for it is there."""
    figures = course_again(asked_again(worlds, address), address) or ()
    if not period:
        return said
    for one in figures:
        if one.period == period:
            return _as_written(one, said)
    raise NoData(f"the course has no {period}")


def _as_written(figure: Figure, said: str) -> str:
    """A figure as it was written, in either language; as the library writes it where neither is what was said."""
    written = (figure.text, *(number(figure.value, language) for language in ("en", "nb")))
    return said if said in written else figure.text


def _without(body: str) -> Iterator[Checked]:
    """Cells of tables that are a number, have no footnote, and are neither a day nor a year."""
    for line in body.splitlines():
        if line.startswith("|"):
            cells = (cell.strip() for cell in line.strip("|").split("|"))
            bare = (cell for cell in cells if NUMBER.fullmatch(cell) and not DAY_OR_YEAR.fullmatch(cell))
            yield from (Checked(cell, 0, "", "", "it has no footnote") for cell in bare)
