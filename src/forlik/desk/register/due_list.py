"""The due list of one viewer, the same for the page, its file, the calendars and the command line."""

from dataclasses import dataclass
from datetime import date

from forlik.assess.ledger.falling_due import to_be_resolved
from forlik.assess.options.proposed import options
from forlik.assess.options.running_out import running_out
from forlik.core.errors import UsageError
from forlik.desk import worlds
from forlik.desk.register.figures import figures_on
from forlik.portfolio.results.of_register import due_rows as results_to_record
from forlik.register.concepts import Commitment, Engagement
from forlik.register.dossier import Dossier
from forlik.register.option import option_of
from forlik.register.promises.days import Span
from forlik.register.promises.due import DueRow, due
from forlik.register.promises.flags_due import flags_due
from forlik.register.promises.projection import Projections, project
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
        option: Id of the record by which the option was put forward that it is about; empty where none is seen.
    """

    row: DueRow
    planned: Span | None
    actual: date | None
    mine: bool
    records: tuple[str, ...]
    option: str = ""

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
    rows = due_rows(dossier, day, ahead, language, projections)
    proposed = {str(one.option): one.record for one in options(dossier, day)}
    found = []
    for row in rows:
        own = bool(me) and me in row.keepers
        if mine and not own:
            continue
        one = projections.get(row.record) if row.kind == "promise" else None
        rests = (*one.records, *one.tied) if one else ()
        option = proposed.get(_written(row.option), "")
        told = (*_told(dossier, row), *((option,) if option else ()), *rests)
        found.append(DueItem(row, one.planned if one else None, one.actual if one else None, own, told, option))
    return sorted(found, key=lambda item: (not item.row.late, item.row.day))


def due_rows(
    dossier: Dossier, day: date, ahead: int, language: Language, projections: Projections | None = None
) -> list[DueRow]:
    """What falls due within some days, expectations, answers on harm, flags and results among it, the soonest first.

    Args:
        dossier: What the viewer sees.
        day: The day from which is counted.
        ahead: How many days.
        language: Of the words.
        projections: Those of all promises, where they are known.
    """
    with worlds.LOCK:
        beside = [*to_be_resolved(dossier, day, figures_on(day), language), *running_out(dossier, day, language)]
    beside += [*flags_due(dossier, day, language), *results_to_record(dossier, day, language)]
    return list(due(dossier, day, ahead, language=language, projections=projections, beside=beside))


def _told(dossier: Dossier, row: DueRow) -> tuple[str, ...]:
    """The records that a row names: its own, and those of whoever shall do it, let it be taken, or comes before."""
    promise = dossier.get(Commitment, row.record)
    named = [row.engagement, row.approver]
    if promise:
        named += [*promise.obligors, promise.due.commitment if promise.due else None]
    return (row.record, *row.rests_on, *(one for one in named if one and one in dossier))


def _written(option: str) -> str:
    """The one way in which an option is written; empty where none can be read."""
    try:
        return str(option_of(option)) if option else ""
    except UsageError:
        return ""


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
