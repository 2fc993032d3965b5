"""Flags that are open as rows of the due list: the day by which somebody should have done something about them."""

from collections.abc import Iterator
from datetime import date

from forlik.register.concepts import Assessment
from forlik.register.concepts.flagged import OPEN_STATE
from forlik.register.dossier import Dossier
from forlik.register.flagging import FLAG
from forlik.register.promises.bodies import labels_of
from forlik.register.promises.days import Span
from forlik.register.promises.due import DueRow
from forlik.register.promises.state import OVERDUE, RUNNING
from forlik.register.promises.words import Language, word

TOLD = ("kind", "issue", "place", "flagged", "engagement")
"""Fields that a row tells, or is made from."""


def flags_due(dossier: Dossier, day: date, language: Language = "en") -> Iterator[DueRow]:
    """Every open flag that has a day.

    Args:
        dossier: What the viewer sees.
        day: The day from which is counted.
        language: Of the words.
    """
    for one in dossier.saying(Assessment, "flagged"):
        said = one.flagged
        if one.kind != FLAG or said is None or said.state != OPEN_STATE or said.due is None:
            continue
        left = (said.due - day).days
        yield DueRow(
            FLAG,
            one.id,
            one.issue or word("assessment_kinds", FLAG, language),
            Span.on(said.due),
            left,
            OVERDUE if left < 0 else RUNNING,
            left < 0,
            keepers=(said.owner,) if said.owner else (),
            engagement=one.engagement,
            labels=labels_of(dossier, one.id, TOLD),
        )
