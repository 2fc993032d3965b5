"""What can go wrong: one class per kind, each with the exit code the command line gives for it."""

from forlik.core.printable import printable

LONGEST_PLACE, LONGEST = 300, 1000
"""Characters of a place and of a sentence that are shown; a name of a million says no more."""


class ForlikError(Exception):
    """Something went wrong that a person can act on.

    Args:
        what: What happened, in one sentence.
        where: File, line, field or setting concerned; empty when there is no such place.
        remedy: What to do next; empty when nothing can be done.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    @property
    def reason(self) -> str:
        """What happened and what helps, as one reason beside a “–”."""
        return f"{self.what}; {self.remedy}" if self.remedy else self.what

    def __str__(self) -> str:
        where, what = printable(self.where, LONGEST_PLACE), printable(self.what, LONGEST)
        parts = [f"{where}: {what}" if where else what]
        if self.remedy:
            parts.append(f"→ {printable(self.remedy, 2 * LONGEST)}")
        return " ".join(parts)


class UsageError(ForlikError):
    """The question itself cannot be asked: unknown name, impossible day, missing argument."""

    exit_code = 2


class NoData(ForlikError):  # noqa: N818 - a desk officer's word; it is an answer, not a fault
    """Nothing is known that answers the question on that day."""

    exit_code = 3


class SourceUnavailable(ForlikError):  # noqa: N818 - named for what the user sees
    """A publisher's address did not answer, refused, or answered with something else."""

    exit_code = 4


class Busy(ForlikError):  # noqa: N818 - named for what the user sees
    """So much is being reckoned just now that this has to wait; nothing was done."""


class Stale(ForlikError):  # noqa: N818 - named for what the user sees
    """The newest thing known is older than its source's own cadence allows."""

    exit_code = 5


class NotPermitted(ForlikError):  # noqa: N818 - named for what the user sees
    """The verb is not allowed here, for instance a download while offline."""

    exit_code = 6


GET_AGAIN = "get the file again; if it is the publisher's own and whole, report it"


class BadInput(ForlikError):  # noqa: N818 - named for what the user sees
    """A file is not what it should be.

    Args:
        what: What is wrong.
        file: Name of the file as the user gave it.
        line: Line in the file, counted from 1; 0 when the fault is not on one line.
        field: Column or key; empty when the fault is not in one field.
        remedy: What to do next.
    """

    def __init__(self, what: str, *, file: str, line: int = 0, field: str = "", remedy: str = "") -> None:
        named = printable(file, LONGEST_PLACE // 2)
        where = named + (f", line {line}" if line else "") + (f", field {field}" if field else "")
        super().__init__(what, where=where, remedy=remedy or GET_AGAIN)
        self.file = file
        self.line = line
        self.field = field


class BrokenStore(ForlikError):  # noqa: N818 - named for what the user sees
    """The store on disk does not hold what its catalogue says, or cannot be written."""


class PlaceRefused(UsageError):  # noqa: N818 - named for what the user sees
    """A name or code is not one country or territory on that day.

    Args:
        what: What was asked and why it is refused.
        candidates: Names of the places that were probably meant, best first.
    """

    def __init__(self, what: str, *, candidates: tuple[str, ...] = ()) -> None:
        remedy = "say which: " + ", ".join(candidates) if candidates else ""
        super().__init__(what, remedy=remedy)
        self.candidates = candidates
