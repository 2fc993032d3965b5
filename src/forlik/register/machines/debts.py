"""Debts: what a step that was taken provisionally still lacks, until it has once been there."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from forlik.register.concepts import Act
from forlik.register.day import first_day
from forlik.register.dossier import Case
from forlik.register.machines.guards import HAND_OVER, Asked, Missing, lacking
from forlik.register.machines.steps import course, provisional_until
from forlik.register.machines.when import by

PAYING_ACTS = frozenset({"consent", "consent_waiver"})
PAYING_JUDGEMENTS = frozenset(
    {"listing_check", "conflict_sensitivity", "human_rights_diligence", "implementation", "internal_implementation"}
)
"""What may have been there once and no more: it was withdrawn, grew old or was taken back. What stays needs no days."""


@dataclass(frozen=True, slots=True)
class Debt:
    """One thing that a provisional step lacks.

    Args:
        act: The act that decided the step.
        transition: Which step.
        missing: What it lacks.
        due: The day by which it must be there.
        overdue: Whether that day is over.
    """

    act: str
    transition: str
    missing: Missing
    due: date
    overdue: bool


def debts(case: Case, day: date) -> tuple[Debt, ...]:
    """What provisional steps and hand-overs lack on a day.

    Nothing is kept: a debt is paid when there was a day, from the step until now, on which the item was there. So a
    check made in time pays for good, though it is old a year later, and whoever joins later owes nothing for it.
    """
    found: list[Debt] = []
    for asked, due in _provisional(case, day):
        owed = lacking(asked)
        for earlier in _days(case, asked, day) if owed else ():
            then = {one.item: one for one in lacking(asked.on(earlier), {one.item for one in owed})}
            owed = tuple(left for one in owed if (left := _left(one, then.get(one.item))) is not None)
        found += [Debt(str(asked.act and asked.act.id), asked.transition, one, due, day > due) for one in owed]
    return tuple(found)


def _left(owed: Missing, then: Missing | None) -> Missing | None:
    """What is left of something owed, knowing what of it was missing on an earlier day: each record pays for itself."""
    if then is None or not owed.about or not then.about:
        return owed if then else None
    about = tuple(one for one in owed.about if one in then.about)
    return replace(owed, about=about) if about else None


def _provisional(case: Case, day: date) -> Iterator[tuple[Asked, date]]:
    """The provisional steps and hand-overs up to a day: what is asked of each, and by when."""
    history = course(case, day).history
    for n, taken in enumerate(history):
        act = case.dossier.get(Act, taken.act)
        if act is not None and taken.provisional_until is not None:
            yield Asked(case, taken.transition, day, act, history[:n]), taken.provisional_until
    for act in case.deciding:
        due = provisional_until(act)
        if act.kind == HAND_OVER and due is not None and by(act.happened, day):
            yield Asked(case, HAND_OVER, day, act, history), due


def _days(case: Case, asked: Asked, day: date) -> tuple[date, ...]:
    """The days before a day, from the step on, on which something came that may pay."""
    since = first_day(str(asked.act and asked.act.happened))
    days = {since}
    days |= {first_day(one.happened) for one in case.acts if one.happened and one.kind in PAYING_ACTS}
    days |= {one.made_on for one in case.assessments if one.made_on and one.kind in PAYING_JUDGEMENTS}
    days |= {first_day(one.signed) for one in case.texts if one.signed}
    days |= {one.starts_on for one in case.texts if one.starts_on}
    return tuple(sorted(one for one in days if since <= one < day))
