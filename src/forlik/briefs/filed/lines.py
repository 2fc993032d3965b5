"""One line each: a promise, an act, what ends, what a step still owes, and what falls due."""

from collections.abc import Iterable

from forlik.briefs.document import Inline, Line, Strong, line
from forlik.briefs.seeded import called_in
from forlik.briefs.telling import Telling, cut
from forlik.briefs.words import word
from forlik.register.concepts import Act, Commitment
from forlik.register.machines.debts import Debt
from forlik.register.machines.guards import HAND_OVER
from forlik.register.machines.mandate import Clock
from forlik.register.promises.due import DueRow
from forlik.register.promises.projection import Projection, Projections
from forlik.register.promises.state import OVERDUE, standing
from forlik.register.promises.words import anchor_words, caller, title, wait_words

PACKAGE = "forlik.briefs.filed"
OF_AN_ACT = (
    "statement",
    "said",
    "where",
    "channel",
    "reason",
    "condition",
    "obligations",
    "contact_rule",
    "next_dates",
)
"""Texts of an act, in the order in which they are told."""
SHORTEST, STEP = 20, 10
"""Signs of a name that always stand, and by how many it is cut at a time."""
UNKNOWN = frozenset({"nothing", "dropped", "unseen", "ring", "beyond"})
"""On what a promise waits whose day should be known and is not; an act or a condition is to be waited for."""


def promise_line(telling: Telling, one: Commitment, projections: Projections, longest: int = 0) -> Line:
    """A promise: what, by whom, where it stands, when it falls due, and on what it hangs.

    Args:
        telling: What the brief tells.
        one: The promise.
        projections: Those of the file's promises, this one among them.
        longest: Signs of its title that may stand; all of them when 0.
    """
    projection, stands = projections[one.id], standing(projections, one.id)
    beside = (*projection.records, *projection.tied, stands.by)
    state = telling.word("promise_states", stands.state) or telling.word("promise_days", stands.state)
    said = [state]
    if projection.actual:
        said.append(_say(telling, "met", day=projection.actual))
    elif stands.state == OVERDUE:
        # That it is overdue is said by the day on which it fell due, and by its being late.
        said = [_say(telling, "fell", day=telling.span(projection.projected)), *_planned(telling, projection)]
    elif not stands.settled:
        day = telling.span(projection.projected)
        said.append(_say(telling, "due", day=day) if projection.projected else _say(telling, "no_day"))
        said += _planned(telling, projection)
    if stands.late:
        said.append(_say(telling, "late"))
    names = telling.names(one.obligors)
    by = f", {_say(telling, 'by', names=names)}" if names else ""
    # What it hangs on is called by its title, which may be of another record.
    telling.of(one.due.commitment if one.due else None)
    hangs = hanging(telling, one, projections, longest)
    return line(
        Strong(cut(title(one), longest)),
        by,
        ": ",
        telling.fact(", ".join(said), one.id, beside=beside),
        f" ({hangs})" if hangs else "",
    )


def hanging(telling: Telling, one: Commitment, projections: Projections, longest: int = 0) -> str:
    """On what a promise hangs and what it waits for, in words; empty where it hangs on a plain day.

    Args:
        telling: What the brief tells.
        one: The promise.
        projections: Those of the file's promises.
        longest: Signs that may stand; all of them when 0. What is too long has the names in it cut, and is itself cut
            where that is not enough.
    """
    for named in range(longest, SHORTEST - 1, -STEP) if longest else (0,):
        said = _hangs(telling, one, projections, named)
        if not longest or len(said) <= longest:
            return said
    return cut(said, longest)


def _hangs(telling: Telling, one: Commitment, projections: Projections, named: int) -> str:
    whole = caller(telling.dossier, telling.language)

    def name(promise: str) -> str:
        return cut(whole(promise), named)

    plain = one.due and one.due.on and not one.due.offset and not one.due.condition
    hangs = [] if plain else [anchor_words(one, name, telling.language)]
    waits = projections[one.id].waits_on
    if waits and not standing(projections, one.id).settled:
        hangs.append(wait_words(waits, name, telling.language))
    return "; ".join(dict.fromkeys(part for part in hangs if part))


def _planned(telling: Telling, projection: Projection) -> list[str]:
    """When it was planned, where that is another day than the one on which it falls due."""
    planned = projection.planned
    there = planned is not None and planned != projection.projected
    return [_say(telling, "planned", day=telling.span(planned))] if there else []


def without_day(promises: Iterable[Commitment], projections: Projections) -> list[Commitment]:
    """The open promises of which nobody can say when they fall due, though they hang on no condition.

    Args:
        promises: Promises.
        projections: Theirs.
    """
    found = []
    for one in promises:
        projection = projections[one.id]
        waits = projection.waits_on.on if projection.waits_on else "nothing"
        if projection.projected is None and waits in UNKNOWN and not standing(projections, one.id).settled:
            found.append(one)
    return found


def act_line(telling: Telling, act: Act, longest: int = 0, *, whole: bool = False) -> Line:
    """An act: when, what, by whom and to whom.

    Args:
        telling: What the brief tells.
        act: The act.
        longest: Signs of each text that may stand; all of them when 0.
        whole: Whether everything that it says is told, and not only that it happened.
    """
    kind, name = telling.word("act_kinds", act.kind), called_in(act, telling.language)
    said = f"{kind}: {cut(name, longest)}" if kind and name else kind or cut(name, longest) or act.id
    names = (("by", telling.names(act.by)), ("to", telling.names(act.to)))
    said += "".join(f", {_say(telling, code, names=cut(some, longest))}" for code, some in names if some)
    parts: list[Inline] = [Strong(act.happened or _say(telling, "undated")), " "]
    parts.append(telling.fact(said, act.id, "kind", "happened", "title", "public_title", "by", "to"))
    for field in OF_AN_ACT if whole else ():
        if text := getattr(act, field):
            parts += [f". {_say(telling, field)}: ", telling.fact(cut(text, longest), act.id, field)]
    return line(*parts)


def clock_line(telling: Telling, clock: Clock) -> Line:
    """What ends, and when.

    Args:
        telling: What the brief tells.
        clock: What ends.
    """
    called = "" if clock.kind == "engagement" else telling.called(clock.record)
    name = f" {_say(telling, 'quoted', name=called)}" if called else ""
    said = _say(telling, "ended" if clock.expired else "ends", day=clock.ends_on)
    return line(
        f"{_say(telling, f'clock.{clock.kind}')}{name}: ",
        telling.fact(said, clock.record, "ends_on", "title", "public_title"),
    )


def debt_line(telling: Telling, debt: Debt) -> Line:
    """What a provisional step still lacks.

    Args:
        telling: What the brief tells.
        debt: What is owed.
    """
    missing = debt.missing.nb if telling.language == "nb" else debt.missing.en
    step = debt.transition
    step = _say(telling, "hand_over") if step == HAND_OVER else telling.word("transitions", step)
    said = _say(telling, "debt" if debt.overdue else "debt.open", step=step, item=missing, day=debt.due)
    about = telling.names(debt.missing.about)
    return line(telling.fact(f"{said}: {about}" if about else said, debt.act))


def due_line(telling: Telling, row: DueRow, longest: int = 0, beside: Iterable[str] = ()) -> Line:
    """Something that falls due: when, what sort, what, by whom.

    Args:
        telling: What the brief tells.
        row: The row of the due list.
        longest: Signs of its title that may stand; all of them when 0.
        beside: Ids of the records that its day follows from.
    """
    # Whoever shall do it is told by name, which is of another record.
    record = telling.dossier[row.record]
    obligors = getattr(record, "obligors", ())
    telling.of(*obligors, row.engagement)
    name = called_in(record, telling.language) if row.title == called_in(record, "en") else row.title
    said = f"{telling.word('due_kinds', row.kind)}: {cut(name, longest)}"
    if row.by:
        said += f", {_say(telling, 'by', names=telling.names(obligors) or ', '.join(row.by))}"
    late = f", {_say(telling, 'late')}" if row.late else ""
    return line(
        Strong(telling.span(row.day)), " ", telling.fact(f"{said}{late}", row.record, beside=(*row.rests_on, *beside))
    )


def _say(telling: Telling, code: str, **given: object) -> str:
    return word(code, telling.language, PACKAGE).format(**given)
