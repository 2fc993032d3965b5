"""Guards: what a step of an engagement's life needs. All that is missing is named, never only the first of it."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Act
from forlik.register.dossier import Case
from forlik.register.machines.guards.guard import Asked, Guard, Missing
from forlik.register.machines.guards.table import GUARDS, HAND_OVER
from forlik.register.machines.steps import TRANSITIONS, Course, course, not_possible, provisional
from forlik.register.machines.when import after, by

__all__ = ["GUARDS", "HAND_OVER", "Asked", "Guard", "Missing", "Verdict", "judge", "lacking", "why_not"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a step may be taken.

    Args:
        missing: What it lacks.
        passes: Whether it may be taken: it lacks nothing, or only what a provisional step may owe.
        provisional: Whether what it lacks becomes a debt.
    """

    missing: tuple[Missing, ...]
    passes: bool
    provisional: bool


def why_not(case: Case, transition: str, day: date, act: Act | None = None) -> tuple[Missing, ...]:
    """Everything that a step lacks; nothing when it may be taken.

    Args:
        case: The engagement, as one viewer sees it.
        transition: A word of ``transitions``, or ``hand_over`` for a change of owner.
        day: The day.
        act: The act that decides it, before it is recorded. Without one, the latest decision of the file since the
            last step that decides no step yet; of a suspension also the latest suspension.

    Raises:
        KeyError: There is no such step.
    """
    found = course(case, day)
    asked = Asked(case, transition, day, act or _decided(case, transition, day, found), found.history)
    possible: tuple[Missing, ...] = ()
    if transition != HAND_OVER and found.state not in TRANSITIONS[transition].origins:
        en, nb = not_possible(TRANSITIONS[transition], found.state)
        remedy = ("take the steps that lead there first", "ta først skrittene som fører dit")
        possible = (Missing(transition, "state", en, nb, *remedy),)
    return possible + lacking(asked)


def judge(case: Case, act: Act, day: date) -> Verdict:
    """Whether a proposed act may take its step: one that is provisional and approved may, in spite of what it lacks.

    That a step does not lead on from the state of the case is no debt that could be paid: it is refused.

    Raises:
        KeyError: The act decides no step and hands nothing over.
    """
    transition = act.transition or (act.kind if act.kind == HAND_OVER else None)
    missing = why_not(case, str(transition), day, act)
    owing = bool(missing) and provisional(act) and all(one.item != "state" for one in missing)
    return Verdict(missing, not missing or owing, owing)


def lacking(asked: Asked, items: AbstractSet[str] | None = None) -> tuple[Missing, ...]:
    """What the guards of a step find missing, whatever the state.

    Args:
        asked: What is asked.
        items: Only these items; by default all of them.
    """
    found: list[Missing] = []
    for guard in GUARDS[asked.transition]:
        if (items is not None and guard.item not in items) or not guard.asks(asked.case.engagement.process):
            continue
        about = guard.predicate(asked)
        if about is not None:
            words = (guard.en, guard.nb, guard.remedy_en, guard.remedy_nb)
            found.append(Missing(asked.transition, guard.item, *words, about))
    return tuple(found)


def _decided(case: Case, transition: str, day: date, found: Course) -> Act | None:
    """The latest act of the file that may decide the step, and decides none yet."""
    if transition == HAND_OVER:
        owner = case.engagement.owner
        acts = [one for one in case.own_acts if one.kind == HAND_OVER and one.new_owner != owner]
    else:
        kinds = TRANSITIONS[transition].kinds
        last = case.dossier.get(Act, found.history[-1].act) if found.history else None
        acts = [
            one
            for one in case.own_acts
            if one.kind in kinds and one.transition is None and (last is None or after(case.dossier, one, last))
        ]
    acts = [one for one in acts if by(one.happened, day)]
    return acts[-1] if acts else None
