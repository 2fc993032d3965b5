"""What survives a suspension: what is still owed, by whom, which instruments go on, and who may still talk to whom.

A suspension is an act, and no act moves a promise: only an assessment does. So every promise that is open stays open.
What rests is only what is owed to nobody outside.
"""

from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Act, Commitment, Text
from forlik.register.dossier import Case
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.machines.mandate import running
from forlik.register.machines.ours import undisposed
from forlik.register.machines.when import by, there
from forlik.register.promises.assessed import SETTLED, assessed, latest

RESTS = "internal"
CRITERION = "exit_criterion"
GO_ON = frozenset(
    {"agreement", "ceasefire", "treaty", "un_mandate", "break_off_protocol", "contact_safety", "protection_plan"}
)
"""Kinds of texts that bind, or tell how to behave, whether we are at work or not."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise of ours that survives.

    Args:
        commitment: The promise.
        named: Whether the suspension names it; nothing while the file is not suspended.
    """

    commitment: Commitment
    named: bool | None


@dataclass(frozen=True, slots=True)
class Survival:
    """What survives a suspension: the one that stands, or one that would be decided today.

    Args:
        suspension: The act by which the file is suspended; nothing while it is not.
        owed: Our open promises to others.
        resting: Our own tasks, which are owed to nobody outside and wait until it is resumed.
        criteria: By what it is seen that the work is done: neither kept nor broken by a suspension.
        theirs: Open promises of others, which our suspension does not touch.
        texts: Texts that go on, those that stand for others left out.
        contact: The text on safe contact that stands; the suspension's own rule is in the act.
    """

    suspension: Act | None
    owed: tuple[Owed, ...]
    resting: tuple[Commitment, ...]
    criteria: tuple[Commitment, ...]
    theirs: tuple[Commitment, ...]
    texts: tuple[Text, ...]
    contact: Text | None


def surviving(case: Case, day: date | None = None) -> Survival:
    """What survives when an engagement is suspended, or survives its suspension.

    Args:
        case: The engagement, as one viewer sees it.
        day: The day; by default the day on which the case stands.
    """
    at = case.day if day is None else day
    suspension = _suspension(case, at)
    open_ones = undisposed(case, at)
    to_others = [one for one in open_ones if one.kind != CRITERION and not _rests(one)]
    named = frozenset(suspension.commitments) if suspension else frozenset()
    texts = _texts(case, at)
    safety = [one for one in texts if one.kind == "contact_safety" and one.engagement == case.engagement.id]
    return Survival(
        suspension,
        tuple(Owed(one, one.id in named if suspension else None) for one in to_others),
        tuple(one for one in open_ones if _rests(one)),
        tuple(one for one in open_ones if one.kind == CRITERION),
        _theirs(case, at, {one.id for one in open_ones}),
        texts,
        max(safety, key=lambda one: (one.signed or "", one.id), default=None),
    )


def _suspension(case: Case, day: date) -> Act | None:
    life = lifecycle(case, day)
    if life.state != "suspended":
        return None
    return case.dossier.get(Act, life.history[-1].act)


def _rests(one: Commitment) -> bool:
    return one.kind == RESTS and not one.beneficiaries


def _theirs(case: Case, day: date, ours: set[str]) -> tuple[Commitment, ...]:
    """Promises of others that nobody has settled; what may be promised some day does not stand in the register."""
    others = (one for one in case.commitments if one.obligors and not one.ours)
    made = [one for one in others if there(case.dossier, one.id, one.agreed, day)]
    said = assessed(case.dossier, day, [one.id for one in made])
    open_ones = (one for one in made if (last := latest(said, one.id)) is None or last.state not in SETTLED)
    return tuple(one for one in open_ones if one.id not in ours)


def _texts(case: Case, day: date) -> tuple[Text, ...]:
    """Texts that bind on the day, each in the version by which it was renewed."""
    found: dict[str, Text] = {}
    for text in case.texts:
        begun = text.signed is None or by(text.signed, day)
        if text.kind in GO_ON and begun and there(case.dossier, text.id, text.signed, day):
            last = running(case, text, day)
            if last.ends_on is None or last.ends_on >= day:
                found[last.id] = last
    return tuple(found[id_] for id_ in sorted(found))
