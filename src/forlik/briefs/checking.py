"""Every number of a brief looked up again in the store, by its own footnote."""

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forlik.briefs.references import Worlds, found_again
from forlik.core.errors import BadInput, ForlikError
from forlik.core.warnings import StaleData

NOTE = re.compile(r"^\[\^(?P<number>\d+)\]: .*`(?P<address>[^`]*)`\s*$", re.MULTILINE)
CALL = re.compile(r"(?P<said>[^ \t\n|\[]+)\[\^(?P<number>\d+)\]")
DAY_OR_YEAR = re.compile(r"\b(?:1[89]|2[01])\d\d(?:-\d\d(?:-\d\d)?)?\b")
NUMBER = re.compile(r"\d[\d\u202f.,]*")
BEGINNING_OF_SOURCES = re.compile(r"^## (?:Sources|Kilder)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Checked:
    """One number of a brief.

    Args:
        said: What the brief says.
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


def checked(text: str, worlds: Worlds, file: str) -> Sequence[Checked]:
    """Look every number of a brief up again.

    Args:
        text: The brief as Markdown.
        worlds: Gives what was known on a day.
        file: Name of the file, for errors.

    Returns:
        One of each number: those with a footnote, looked up by its address, and those without one that are no day and
        no year.

    Raises:
        BadInput: The text has no footnotes with addresses, or calls one that is not there.
    """
    notes = {found["number"]: found["address"] for found in NOTE.finditer(text)}
    if not notes:
        raise BadInput(
            "this is no brief: it has no footnotes with addresses", file=file, remedy="write it with -o FILE.md"
        )
    body = BEGINNING_OF_SOURCES.split(NOTE.sub("", text))[0]
    return (*_with_notes(body, notes, worlds, file), *_without(body))


def _with_notes(body: str, notes: dict[str, str], worlds: Worlds, file: str) -> Iterator[Checked]:
    for called in CALL.finditer(body):
        number, said = called["number"], called["said"].replace("\\", "")
        if number not in notes:
            raise BadInput(f"the footnote {number} is called and is not there", file=file, field=f"[^{number}]")
        if not NUMBER.search(said):
            continue
        address = notes[number]
        try:
            yield Checked(said, int(number), address, _again(worlds, address))
        except ForlikError as error:
            yield Checked(said, int(number), address, "", str(error))


def _again(worlds: Worlds, address: str) -> str:
    with warnings.catch_warnings():
        # How old a figure is, the brief says itself.
        warnings.simplefilter("ignore", StaleData)
        return found_again(worlds, address).text


def _without(body: str) -> Iterator[Checked]:
    """Cells of tables that are a number, have no footnote, and are neither a day nor a year."""
    for line in body.splitlines():
        if line.startswith("|"):
            cells = (cell.strip() for cell in line.strip("|").split("|"))
            bare = (cell for cell in cells if NUMBER.fullmatch(cell) and not DAY_OR_YEAR.fullmatch(cell))
            yield from (Checked(cell, 0, "", "", "it has no footnote") for cell in bare)
