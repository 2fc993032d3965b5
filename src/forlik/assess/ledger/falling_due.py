"""Expectations as rows of the due list: until somebody, or a measure, has told what became of them."""

from collections.abc import Iterator
from datetime import date

from forlik.assess.ledger.ledger import Entry, Figures, ledger
from forlik.register.dossier import Dossier
from forlik.register.promises.days import Span
from forlik.register.promises.due import DueRow
from forlik.register.promises.state import OVERDUE, RUNNING
from forlik.register.promises.words import Language, word

KIND = "expectation"
OPEN = ("running", "waiting")


def to_be_resolved(
    dossier: Dossier, day: date, figures: Figures | None = None, language: Language = "en"
) -> Iterator[DueRow]:
    """The expectations of which it is not known yet what became of them, each on its day.

    Args:
        dossier: What the viewer sees.
        day: The day from which is counted.
        figures: What measures say; what one of them has told is not waited for.
        language: Of the words.
    """
    return (_row(dossier, one, day, language) for one in ledger(dossier, figures, day) if one.outcome in OPEN)


def _row(dossier: Dossier, one: Entry, day: date, language: Language) -> DueRow:
    record, left = one.record, (one.resolves_on - day).days
    return DueRow(
        KIND,
        record.id,
        record.finding or word("due_kinds", KIND, language),
        Span.on(one.resolves_on),
        left,
        OVERDUE if left < 0 else RUNNING,
        left < 0,
        keepers=(record.author,) if record.author else (),
        option=record.option or "",
        labels=dossier.labels(record.id),
    )
