"""What takes two people: lowering a label, releasing a text to the public, handing over a file."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access.about import About
from forlik.desk.access.keys import new_id
from forlik.desk.access.labels import CONFIDENTIAL, PUBLIC, grade, labels
from forlik.desk.access.log import append, digest_of, looked, writing
from forlik.desk.access.opening import ready
from forlik.desk.access.people import person as person_of
from forlik.desk.access.person import Person
from forlik.desk.access.sealing import seal, unseal
from forlik.desk.access.verbs import may
from forlik.desk.records import released
from forlik.desk.records.change import Change, EditConflict, Grounds, Which, Written, absent
from forlik.desk.records.grades import move, visible, withdraw
from forlik.desk.records.models import Facet, Proposal, Revision
from forlik.desk.records.record import add, check_grade, graded, named
from forlik.desk.records.rows import facet_key, history

LOWER, RELEASE = "lower", "release"
SECOND = {LOWER: "approve lowering", RELEASE: "approve release"}
DECLINED = "ask somebody who answers for the file and holds its labels"


@dataclass(frozen=True, slots=True)
class Proposed:
    """Something that waits for a second person.

    Args:
        id: Random.
        kind: ``lower`` or ``release``.
        which: The facet.
        target: The label it shall have.
        by: Id of whoever proposed it.
        at: When.
        body: What shall be released; empty for a lowering.
        file: Id of the record whose owner and deputy answer for it.
        why: Of a lowering, why it may be under the lower label.
    """

    id: str
    kind: str
    which: Which
    target: str
    by: str
    at: datetime
    body: Mapping[str, Any]
    file: str = ""
    why: Grounds | None = None


def lower_label(which: Which, target: str, grounds: Grounds | None, person: Person, now: datetime) -> str:
    """Propose a lower label, or that of another compartment; a second person decides.

    Returns:
        Id of the proposal.

    Raises:
        NoData: There is no such facet, or it may not be seen.
        NotPermitted: It is not the asker's to propose, or leads to the public, which only a release does.
        UsageError: The label is too low for the facet's fields, or no grounds are stated.
    """
    said = [grounds.reason, grounds.legal_basis, grounds.review_on.isoformat()] if grounds else None
    if said is None:
        raise UsageError("a facet above public needs a reason, a legal basis and a review date", remedy="state them")
    return _propose(LOWER, which, target, said, person, now)


def release(which: Which, body: Mapping[str, Any], person: Person, now: datetime) -> str:
    """Propose a redacted text of a facet for the public; a second person decides.

    Args:
        which: The facet that it is taken from.
        body: The open facet's fields, as the public shall read them.
        person: Who proposes it.
        now: When.

    Returns:
        Id of the proposal.

    Raises:
        NoData: There is no such facet, or it may not be seen.
        NotPermitted: It is not the asker's to propose.
    """
    return _propose(RELEASE, which, PUBLIC, dict(body), person, now)


def proposals(person: Person, now: datetime) -> list[Proposed]:
    """What waits for a second person, of the facets that a person sees; showing what is sealed is logged."""
    shown = waiting(person, now)
    facets = {Which(one.record, one.name, one.label): one.id for one in Facet.objects.filter(record__in=_about(shown))}
    looked(person.id, (facets[one.which] for one in shown if grade(one.which.label) >= CONFIDENTIAL), now)
    return shown


def waiting(person: Person, now: datetime) -> list[Proposed]:
    """The same, for whoever logs what it shows of it."""
    ready()
    found = list(Proposal.objects.filter(outcome="", kind__in=SECOND).order_by("at", "id"))
    named = [one.facet for one in found]
    facets = {one.id: one for one in Facet.objects.filter(pk__in=named, label__in=labels(person, now))}
    return [_shown(one, facets[one.facet]) for one in found if one.facet in facets]


def _about(shown: list[Proposed]) -> set[str]:
    return {one.which.record for one in shown}


def decides(one: Proposed, person: Person, now: datetime) -> bool:
    """Whether a person may be the second of the two people whom a proposal takes."""
    ready()
    facet = named(one.which)
    if facet is None:
        return False
    asked = replace(_asked(facet, one.body, one.target, person.id, now), proposer=one.by)
    return may(person, SECOND[one.kind], asked, now)


def approve(proposal: str, person: Person, now: datetime) -> Written | None:
    """Do what was proposed, as the second of two people.

    Returns:
        The released revision; none for a lowering.

    Raises:
        NoData: There is no such proposal, or what it is about may not be seen.
        NotPermitted: The asker may not be the second, or the proposer would no longer be allowed to propose.
        EditConflict: The facet was changed since; what was proposed is not what would be done.
    """
    ready()
    with writing():
        one, facet = _waiting(proposal, person, now)
        said = _said(one, facet)
        body = said if one.kind == RELEASE else {}
        asked = replace(_asked(facet, body, one.target, person.id, now), proposer=one.by)
        if not may(person, SECOND[one.kind], asked, now):
            raise NotPermitted("a second person decides on this", remedy=DECLINED)
        # Signed in or not, the first person must still be somebody who may propose this.
        first = person_of(one.by, "passkey")
        if not may(first, one.kind, _asked(facet, body, one.target, one.by, now), now):
            raise NotPermitted("who proposed this may no longer propose it", remedy="propose it anew")
        if _last(facet) != one.n:
            theirs = [row for row in history({facet.label}, facet.record) if row.facet == facet.name]
            raise EditConflict(_shown(one, facet), theirs[-1])
        # Settled first, for withdrawing the others would settle it too. Its text has its place now, and is kept once.
        Proposal.objects.filter(pk=one.pk).update(
            outcome="done", settled_by=person.id, settled_at=now, text=None, sealed=None
        )
        if one.kind == RELEASE:
            return _released(facet, said, person, now)
        withdraw(facet, person, now)
        move(facet, one.target, _grounds(said))
        append("lower", person.id, [facet.id, one.pk], graded(one.target), now)
    return None


def refuse(proposal: str, person: Person, now: datetime) -> None:
    """End a proposal without doing it; whoever sees the facet may, by a standing membership.

    Raises:
        NoData: There is no such proposal, or what it is about may not be seen.
        NotPermitted: It is seen through an opened glass only, which is for reading and recording.
    """
    ready()
    with writing():
        one, facet = _waiting(proposal, person, now)
        if facet.label not in labels(replace(person, glasses=()), now):
            raise NotPermitted("this is not yours to do", remedy=DECLINED)
        Proposal.objects.filter(pk=one.pk).update(
            outcome="refused", settled_by=person.id, settled_at=now, text=None, sealed=None
        )
        append("refuse", person.id, [facet.id, one.pk], "", now)


def _propose(kind: str, which: Which, target: str, said: Any, person: Person, now: datetime) -> str:
    ready()
    with writing():
        facet = visible(which, person, now)
        body = said if kind == RELEASE else {}
        if not may(person, kind, _asked(facet, body, target, person.id, now), now):
            raise NotPermitted("this is not yours to propose", remedy=DECLINED)
        if kind == LOWER:
            check_grade(facet.name, target)
        key = facet_key(facet.id, facet.label, facet.wrapped_key)
        text = json.dumps(said, ensure_ascii=False)
        id_ = new_id()
        Proposal.objects.create(
            id=id_,
            kind=kind,
            file=facet.file,
            facet=facet.id,
            n=_last(facet),
            target=target,
            text=text if key is None else None,
            sealed=None if key is None else seal(key, text.encode(), _place(id_)),
            by=person.id,
            at=now,
        )
        append(f"propose {kind}", person.id, [facet.id, id_], graded(target), now)
    return id_


def _asked(facet: Facet, body: Mapping[str, Any], target: str, by: str, now: datetime) -> About:
    """What is asked about: a text for the public concerns every file that it tells of, beside the one it stands in."""
    return About(frozenset({facet.label}), released.relation(by, released.files_told(facet, body), now), target)


def _waiting(proposal: str, person: Person, now: datetime) -> tuple[Proposal, Facet]:
    for one in Proposal.objects.filter(pk=proposal, outcome=""):
        for facet in Facet.objects.filter(pk=one.facet, label__in=labels(person, now)):
            return one, facet
    raise NoData("there is no such proposal")


def _last(facet: Facet) -> int:
    return Revision.objects.filter(facet=facet).order_by("-n").values_list("n", flat=True).first() or 0


def _said(one: Proposal, facet: Facet) -> Any:
    if one.sealed is None:
        return json.loads(one.text)
    key = facet_key(facet.id, facet.label, facet.wrapped_key)
    if key is None:
        raise absent()
    return json.loads(unseal(key, bytes(one.sealed), _place(one.pk)))


def _shown(one: Proposal, facet: Facet) -> Proposed:
    which, said = Which(facet.record, facet.name, facet.label), _said(one, facet)
    body, why = (said, None) if one.kind == RELEASE else ({}, _grounds(said))
    return Proposed(one.pk, one.kind, which, one.target, one.by, one.at, body, facet.file, why)


def _grounds(said: Any) -> Grounds:
    reason, legal_basis, review_on = said
    return Grounds(reason, legal_basis, date.fromisoformat(review_on))


def _released(source: Facet, body: Mapping[str, Any], person: Person, now: datetime) -> Written:
    """Write the public facet: it is known from its own day, never before."""
    at = now.replace(microsecond=0)
    facet = named(Which(source.record, "open", PUBLIC))
    if facet is None:
        facet = Facet.objects.create(
            id=new_id(), file=source.file, record=source.record, concept=source.concept, name="open", label=PUBLIC
        )
        append("grade", person.id, [facet.id], graded(PUBLIC), at)
    append("release", person.id, [source.id, facet.id], digest_of("release", source.id, facet.id), at)
    change = Change(source.record, source.concept, "open", PUBLIC, body, expected=_last(facet))
    return add(facet, change, person, at, at)


def _place(proposal: str) -> str:
    return f"proposal {proposal}"
