"""What was said to have become of promises. Nothing but an assessment meets, breaks, waives or disputes a promise."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from forlik.register.concepts import Assessment
from forlik.register.dossier import Dossier
from forlik.register.promises.bodies import of_kinds

KINDS = frozenset({"implementation", "internal_implementation"})
"""Kinds of assessment that say what became of a promise."""
MET, OPEN_AGAIN = "met", "open_again"
DROPPED = frozenset({"waived", "superseded"})
"""States of a promise that will not be met any more, so that nothing can hang on it."""
SETTLED = frozenset({MET, "breached", "handed_over"}) | DROPPED
"""States of a promise that does not fall due any more, unless it is opened again."""

Said = Mapping[str, Sequence[Assessment]]
"""Id of a promise → what was said of its state, the oldest first."""


def assessed(dossier: Dossier, day: date, promises: Collection[str] | None = None) -> Said:
    """What was said of promises up to a day, in the order in which it was made, then recorded.

    Args:
        dossier: What the viewer sees.
        day: What was made after it does not count.
        promises: The promises concerned; all when none are named.
    """
    said: dict[str, list[Assessment]] = defaultdict(list)
    for one in _of(dossier, promises):
        if one.about and one.state and one.made_on and one.made_on <= day:
            said[one.about].append(one)
    for ones in said.values():
        ones.sort(key=lambda one: _order(dossier, one))
    return said


def _of(dossier: Dossier, promises: Collection[str] | None) -> Iterable[Assessment]:
    if promises is not None:
        return (one for one in dossier.near(Assessment, promises) if one.kind in KINDS)
    return of_kinds(dossier, Assessment, KINDS)


def _order(dossier: Dossier, one: Assessment) -> tuple[date, str, str]:
    at = dossier.recorded.get(one.id)
    return _made_on(one), at.isoformat() if at else "", one.id


def said_on(one: Assessment) -> date:
    """The day of which an assessment speaks: a promise that it says is met was met then.

    That is the day of the judgement, unless it says since when it was so.
    """
    return one.since or _made_on(one)


def _made_on(one: Assessment) -> date:
    if one.made_on is None:
        raise ValueError(f"assessment {one.id} has no day")
    return one.made_on


def latest(said: Said, promise: str) -> Assessment | None:
    """The last word on a promise, which may be that it is open again; nothing where there is none."""
    ones = said.get(promise)
    return ones[-1] if ones else None
