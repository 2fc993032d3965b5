"""Numbers of a brief that no footnote stands behind: each is explained by what stands beside it, or reported."""

from collections.abc import Iterator

from forlik.briefs.checking.accounted import unconfirmed
from forlik.briefs.checking.asking import Asking
from forlik.briefs.checking.explained import explained
from forlik.briefs.checking.found import BARE, Checked
from forlik.briefs.checking.noted import looked_up
from forlik.briefs.checking.text import Line, around
from forlik.briefs.numerals import numerals_of


def bare(asking: Asking) -> Iterator[Checked]:
    """Every number without a footnote for which there is no reason.

    Args:
        asking: The brief and what it is held against.
    """
    for line in asking.text.lines:
        yield from _of_line(asking, line)


def _of_line(asking: Asking, line: Line) -> Iterator[Checked]:
    before = 0
    for part in line.parts:
        numerals = list(numerals_of(part.text))
        end = looked_up(asking, part) if numerals else 0
        for one in numerals:
            if one.start < end and not explained(asking, line, part.text, one):
                where = (line.number, around(line.text, before + one.start, before + one.end))
                why = asking.blind or _untold(asking, line)
                yield Checked(one.said, 0, "", "", why or BARE, *where, looked=not why)
        before += len(part.text)


def _untold(asking: Asking, line: Line) -> str:
    """Why nobody can say whether a number of the first lines is right; empty where that can be said."""
    heads = [one.number for one in asking.text.lines[:3]] if asking.text.begins else []
    if line.number in heads[:1] and unconfirmed(asking.text):
        return "no footnote says which half-year it is"
    # The marking names a compartment, as those call it who may know it.
    return "it is in the name of a marking" if line.number in heads[2:] else ""


def day_of(asking: Asking) -> Iterator[Checked]:
    """The day of the brief, where its footnotes are of another one.

    Args:
        asking: The brief and what it is held against.
    """
    day, days = asking.text.day, asking.days
    if day and days and day not in days:
        line = asking.text.lines[2]
        yield Checked(
            day, 0, "", min(days), "its footnotes are of another day", line.number, around(line.text, 0, len(line.text))
        )
