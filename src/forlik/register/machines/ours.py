"""Our own promises in a file, and which of them nobody has disposed of."""

from collections.abc import Iterable
from datetime import date

from forlik.register.concepts import Commitment
from forlik.register.dossier import Case
from forlik.register.machines.when import there
from forlik.register.promises.assessed import assessed, latest

OURS = frozenset({"own_pledge", "internal"})
"""Kinds of promises that are ours though nobody said so."""
DISPOSED = frozenset({"met", "waived", "superseded", "handed_over"})
"""What ends a promise of ours. A promise kept in part, broken or disputed is still owed."""


def ours(case: Case, day: date) -> tuple[Commitment, ...]:
    """Promises of ours that were made by a day: of this file, or of its process and of no other file of ours."""
    own = case.engagement.id
    return tuple(
        one
        for one in case.commitments
        if (one.ours or one.kind in OURS)
        and one.engagement in (own, None)
        and there(case.dossier, one.id, one.agreed, day)
    )


def without(case: Case, day: date, promises: Iterable[Commitment], states: frozenset[str]) -> tuple[Commitment, ...]:
    """Those of some promises whose latest judgement by a day is none of these states, or of which there is none."""
    asked = tuple(promises)
    said = assessed(case.dossier, day, [one.id for one in asked])
    judged = ((one, latest(said, one.id)) for one in asked)
    return tuple(one for one, judgement in judged if judgement is None or judgement.state not in states)


def undisposed(case: Case, day: date) -> tuple[Commitment, ...]:
    """Promises of ours whose latest judgement does not end them, or of which there is none."""
    return without(case, day, ours(case, day), DISPOSED)
