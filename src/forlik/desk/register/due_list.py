"""The due list of one viewer, the same for the page, its file, the calendars and the command line."""

from dataclasses import dataclass
from datetime import date

from forlik.core.errors import UsageError
from forlik.register.concepts import Engagement
from forlik.register.dossier import Dossier
from forlik.register.promises.days import Span
from forlik.register.promises.due import DueRow, due
from forlik.register.promises.projection import project
from forlik.register.promises.words import Language

AHEAD = 30
"""Days ahead, when nothing else is asked."""
MOST = 3660
"""Days ahead at most: ten years."""


@dataclass(frozen=True, slots=True)
class DueItem:
    """A row of a due list.

    Args:
        row: What falls due; its day is the one that follows now.
        planned: The day that was foreseen when it was promised; none where nothing was, or it is no promise.
        actual: The day on which it was met, where a part still stands out.
        mine: Whether whoever asks follows it.
        records: The records from which anything of the row is told.
    """

    row: DueRow
    planned: Span | None
    actual: date | None
    mine: bool
    records: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Whether its day is another than the one that was planned."""
        return self.planned is not None and self.planned != self.row.day


def due_list(dossier: Dossier, day: date, ahead: int, me: str, language: Language, *, mine: bool) -> list[DueItem]:
    """What falls due within some days, the late ones first, then the soonest.

    Args:
        dossier: What the viewer sees.
        day: The day from which is counted.
        ahead: How many days.
        me: Id of the viewer; empty of nobody.
        language: Of the words.
        mine: Only what the viewer follows.
    """
    projections = project(dossier, day)
    rows = due(dossier, day, ahead, language=language, projections=projections)
    found = []
    for row in rows:
        own = bool(me) and me in row.keepers
        if mine and not own:
            continue
        one = projections.get(row.record) if row.kind == "promise" else None
        rests = (*one.records, *one.tied) if one else ()
        told = (row.record, *((row.engagement,) if row.engagement else ()), *rests)
        found.append(DueItem(row, one.planned if one else None, one.actual if one else None, own, told))
    return sorted(found, key=lambda item: (not item.row.late, item.row.day))


def days_ahead(text: str) -> int:
    """A number of days as it was written; ``AHEAD`` where nothing was.

    Raises:
        UsageError: It is none, or more than ten years.
    """
    text = text.strip()
    if not text:
        return AHEAD
    if not (text.isascii() and text.isdigit()) or len(text) > len(str(MOST)) or int(text) > MOST:
        raise UsageError(f"“{text}” is no number of days ahead", remedy=f"0 to {MOST}")
    return int(text)


def file_of(dossier: Dossier, item: DueItem) -> Engagement | None:
    """The engagement in whose file an item stands, where it may be seen."""
    return dossier.get(Engagement, item.row.engagement)
