"""The records from which the answers of a brief are folded, though it may write none of them.

That a promise is settled, a check was made or a file was closed is often told by silence: no line stands where one
would. A brief draws on what silences it no less than on what it writes, so that it is marked and logged for both.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain

from forlik.register.concepts import Act, Assessment, Commitment, Engagement, Role, Text
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.began import ASKED
from forlik.register.machines.consent import CONSENT, WAIVER, WITHDRAWN
from forlik.register.machines.guards import GUARDS, HAND_OVER
from forlik.register.machines.guards.activating import THIRD
from forlik.register.machines.guards.handing_over import CONTACTS
from forlik.register.machines.lifecycle import Life
from forlik.register.machines.listing import BELONGS, armed, checks
from forlik.register.machines.mandate import running
from forlik.register.machines.ours import ours
from forlik.register.machines.phase import Phase
from forlik.register.machines.steps import provisional_until
from forlik.register.promises.projection import Projections
from forlik.register.promises.ties import ties

Reads = Callable[[Case], Iterable[str]]


def lived(life: Life) -> list[str]:
    """The acts by which an engagement came to where it stands."""
    return [one.act for one in life.history]


def phased(dossier: Dossier, found: Phase | None) -> Iterator[str]:
    """What says where a process stands, back to what said otherwise last: from there it counts since when.

    Args:
        dossier: What the viewer sees.
        found: The phase; nothing where there is no process.
    """
    for mark in reversed(found.history if found else ()):
        yield mark.record
        act = dossier.get(Act, mark.record)
        if act and act.process is None and act.engagement:
            yield act.engagement
        if found and mark.stage != found.stage:
            return


def consented(case: Case) -> Iterator[str]:
    """The primary parties of a process by their roles, over or not, and what gives, withdraws or waives consent."""
    if process := case.engagement.process:
        roles = case.dossier.near(Role, [process])
        yield from (one.id for one in roles if one.kind == "primary_party" and one.of == process)
        yield from (one.id for one in case.acts if one.kind in (CONSENT, WITHDRAWN, WAIVER))


def mandated(case: Case) -> Iterator[str]:
    """The texts by which mandates were renewed, and those that they renewed: what was renewed has not ended."""
    named = case.engagement.mandate
    every = {one.id: one for one in case.texts}
    if text := case.dossier.get(Text, named):
        every.setdefault(text.id, text)
    for one in every.values():
        renewed = one.renews in every and running(case, every[str(one.renews)], case.day).id != one.renews
        if one.id == named or renewed:
            yield one.id


def due_from(projections: Projections, promises: Iterable[str]) -> set[str]:
    """All that says where promises stand and when they fall due, up the whole chain on which they hang.

    Args:
        projections: Theirs.
        promises: Ids of the promises; they are themselves among what is found only where another hangs on them.
    """
    tied, found, todo = ties(projections.promises), set[str](), list(promises)
    met = set(todo)
    while todo:
        one = todo.pop()
        found.update(projections[one].records)
        found.update(each.id for each in projections.said.get(one, ()))
        if text := projections.promises[one].text:
            found.add(text)
        above = {*tied.get(one, ()), *projections[one].tied} & projections.keys()
        found |= above
        todo += above - met
        met |= above
    return found


def guarded(case: Case, steps: Iterable[str], items: Collection[str] | None = None) -> Iterator[str]:
    """What the guards of some steps look at to say what is there and what is missing.

    Args:
        case: The engagement.
        steps: Words of ``transitions``, or ``hand_over``.
        items: Only these items; by default all of them.
    """
    wanted = {one.item for step in steps for one in GUARDS[step] if one.asks(case.engagement.process)}
    looked = dict.fromkeys(READS[one] for one in sorted(wanted if items is None else wanted & set(items)))
    return chain.from_iterable(reads(case) for reads in looked)


def owing(case: Case, life: Life) -> Iterator[str]:
    """What provisional steps and hand-overs lacked, and whatever has paid for it since.

    Args:
        case: The engagement.
        life: Its life.
    """
    steps = {one.transition for one in life.history if one.provisional_until}
    for act in case.deciding:
        if act.kind == HAND_OVER and provisional_until(act):
            yield act.id
            steps.add(HAND_OVER)
    yield from guarded(case, sorted(steps))


def kept_in(case: Case, records: Iterable[str]) -> set[str]:
    """The processes and texts by which records stand in a file: without them, they would not stand in it.

    Args:
        case: The engagement.
        records: Ids of records, some of which may stand elsewhere.
    """
    file = {*case.files, *(one.id for one in case.texts), *(one.id for one in case.acts)}
    found, todo = set[str](), [one for one in records if one in case.dossier]
    while todo:
        record = case.dossier[todo.pop()]
        names = (getattr(record, name, None) for name in ("process", "text", "parent", "of", "engagement"))
        above = {one for one in names if one in file}
        todo += sorted(above - found)
        found |= above
    return found


def serving(dossier: Dossier, promises: Iterable[Commitment]) -> set[str]:
    """The engagements that serve the processes of promises: where it is one alone, they fall due in its file."""
    processes = {one.process for one in promises if one.process and not one.engagement}
    return {one.id for one in dossier.near(Engagement, sorted(processes)) if one.process in processes}


def in_touch(case: Case) -> list[str]:
    """The roles of those whom we call, over or not."""
    return [one.id for one in case.dossier.near(Role, case.files) if one.kind in CONTACTS]


def owed(case: Case) -> Iterator[str]:
    """Promises of ours, and what was said to have become of them."""
    yield from _promises(case, [one.id for one in ours(case, case.day)])


def _promises(case: Case, promises: Collection[str]) -> Iterator[str]:
    yield from promises
    yield from (one.id for one in case.dossier.near(Assessment, promises) if one.about in promises)


def _nothing(_: Case) -> Iterable[str]:
    """The file alone, on which every brief of it draws."""
    return ()


def _role(case: Case) -> Iterable[str]:
    own = case.engagement.id
    return (one.id for one in case.dossier.near(Role, [own]) if one.of == own and one.kind in THIRD)


def _partners(case: Case) -> Iterable[str]:
    yield from (one.id for one in case.roles if one.kind == "partner")
    yield from _judged("partner_diligence")(case)


def _criteria(case: Case) -> Iterable[str]:
    return _promises(case, [one.id for one in case.commitments if one.kind == "exit_criterion"])


def _survive(case: Case) -> Iterable[str]:
    named = {one for act in case.deciding for one in act.commitments}
    return (one.id for one in case.commitments if one.id in named)


def _asked(case: Case) -> Iterable[str]:
    return (one.id for one in case.acts if one.kind in ASKED)


def _listings(case: Case) -> Iterator[str]:
    """Armed actors by the records that name them: their roles, or where they have none, all else that does."""
    named = armed(case, case.day)
    for actor in named:
        yield actor
        yield from (one.id for one in checks(case.dossier, actor, case.day, case.engagement.id))
        roles = [one.id for one in case.roles if one.actor == actor]
        yield from roles
        if not roles:
            yield from (one.id for one in case.acts if actor in (*one.by, *one.to))
            yield from (one.id for one in case.commitments if actor in (*one.obligors, *one.beneficiaries))
    yield from (one.id for one in case.dossier.near(Role, frozenset(named)) if one.kind in BELONGS)


def _judged(kind: str) -> Reads:
    return lambda case: (one.id for one in case.assessments if one.kind == kind)


def _written(kind: str) -> Reads:
    return lambda case: (one.id for one in case.texts if one.kind == kind)


READS: Mapping[str, Reads] = {
    **dict.fromkeys(("owner", "deputy", "end_or_review", "release_date"), _nothing),
    # What the deciding act says by itself, which is among the steps of the life.
    **dict.fromkeys(("decision", "reason", "who_suspended", "contact_rule", "condition", "review_day"), _nothing),
    **dict.fromkeys(("hand_over", "new_owner", "next_dates", "confirmed"), _nothing),
    **dict.fromkeys(("began", "asked_by", "new_request"), _asked),
    **dict.fromkeys(("listing_check", "listing_restricts", "listing_match", "listing_cleared"), _listings),
    **dict.fromkeys(("nothing_owed", "dispositions", "open_promises"), owed),
    **{one: _judged(one) for one in ("conflict_sensitivity", "need", "review")},
    **{one: _written(one) for one in ("contact_safety", "inclusion_plan", "protection_plan", "debrief")},
    "archive_package": _written("archive_package"),
    "human_rights": _judged("human_rights_diligence"),
    "role_conflicts": _judged("role_conflict"),
    "partner_diligence": _partners,
    "mode": _role,
    "mandate": mandated,
    "obligations": _survive,
    "exit_criterion": _criteria,
    "consent": consented,
    "live_contacts": in_touch,
}
"""Item of a guard → the records that it looks at, beside the file itself."""
