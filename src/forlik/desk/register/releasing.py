"""Releasing: held against the rules by the first of two people and again by the second; then it goes to the records."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from forlik.core.errors import ForlikError, UsageError
from forlik.desk.access.labels import CONFIDENTIAL, STAFF, grade
from forlik.desk.access.log import writing
from forlik.desk.access.people import compartment_name
from forlik.desk.access.person import NOBODY
from forlik.desk.records import personal, proposals
from forlik.desk.records.change import Which
from forlik.desk.records.proposals import RELEASE, Proposed
from forlik.desk.records.released import PLACING
from forlik.desk.records.viewed import Viewed, view
from forlik.desk.register.cases import absent
from forlik.register.concepts import Engagement
from forlik.register.dossier import Case
from forlik.register.facets import OPEN
from forlik.register.public_line import records_of
from forlik.register.releasing import Beside, Offered, Refusal, redacted, why_not

PARTS = ("open", "staff", "secret")


class NotReleased(ForlikError):  # noqa: N818 - named for what the user sees
    """A text may not be released.

    Args:
        refusals: The rules that stand against it.
    """

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("; ".join(f"{one.concept} {one.record}: {one.rule.name}, {one.said()}" for one in refusals))
        self.refusals = refusals


def public_view(viewed: Viewed) -> Viewed:
    """What the public sees, as known on the same day."""
    return view(NOBODY, viewed.now, day=viewed.dossier.day)


def beside(viewed: Viewed, case: Case | None) -> Beside:
    """What a text of a file is held against, as somebody sees it."""
    compartments = {label.partition(":")[2] for label in viewed.held if grade(label) >= CONFIDENTIAL}
    return Beside(
        day=viewed.dossier.day,
        public=public_view(viewed).dossier,
        seen=viewed.dossier,
        case=case,
        held=personal.on_hold(),
        secrets=tuple(sorted(compartment_name(one) for one in compartments)),
    )


def source(viewed: Viewed, record: str) -> Which:
    """The facet that a public text of a record is taken from: the open one for the staff, else the least secret.

    Raises:
        NoData: There is no such record but what is public of it, or none that may be seen.
    """
    found = [Which(record, facet, label) for facet, label in viewed.latest(record) if label in viewed.held - {"0"}]
    if not found:
        raise absent()
    return min(found, key=lambda one: (PARTS.index(one.facet), one.label))


def open_body(viewed: Viewed, record: str) -> Mapping[str, Any]:
    """The open fields of a record that stand under the staff's label; nothing of what is sealed."""
    row = viewed.latest(record).get((OPEN.word, STAFF))
    return row.body if row else {}


def suggested(viewed: Viewed, record: str, held_against: Beside) -> Offered:
    """The text with which whoever releases begins."""
    concept = viewed.dossier.concept(record)
    whole = Offered(record, concept, open_body(viewed, record), held_against)
    return replace(whole, body=redacted(whole))


def propose(viewed: Viewed, offered: Offered) -> str:
    """Propose a text for the public.

    Returns:
        Id of the proposal.

    Raises:
        NotReleased: A rule stands against it.
        ForlikError: As ``proposals.release``.
    """
    with writing():
        file = offered.beside.case.engagement.id if offered.beside.case else ""
        if refusals := why_not(offered) or _standing(viewed, offered.record, offered.body, file):
            raise NotReleased(refusals)
        which = source(viewed, offered.record)
        waiting = proposals.waiting(viewed.person, viewed.now)
        if any((one.kind, one.which) == (RELEASE, which) for one in waiting):
            raise UsageError("a public text of this record waits already", remedy="let it be approved or refused first")
        return proposals.release(which, offered.body, viewed.person, viewed.now)


def approve(viewed: Viewed, proposed: Proposed) -> None:
    """Do what was proposed, as the second person; a release is held against the rules anew.

    Raises:
        NotReleased: A rule stands against it, as the second person sees it.
        ForlikError: As ``proposals.approve``.
    """
    with writing():
        if proposed.kind == RELEASE and (refusals := standing_against(viewed, proposed)):
            raise NotReleased(refusals)
        proposals.approve(proposed.id, viewed.person, viewed.now)


def standing_against(viewed: Viewed, proposed: Proposed) -> tuple[Refusal, ...]:
    """The rules that stand against a proposed release, in any file that its record is in."""
    record = proposed.which.record
    return _standing(viewed, record, proposed.body, proposed.file) if record in viewed.dossier else ()


def _standing(viewed: Viewed, record: str, body: Mapping[str, Any], file: str) -> tuple[Refusal, ...]:
    found: dict[str, Refusal] = {}
    cases: list[Case | None] = [*_cases(viewed, record, body, file)]
    for case in cases or [None]:
        offered = Offered(record, viewed.dossier.concept(record), body, beside(viewed, case))
        found |= {one.rule.name: one for one in why_not(offered) if one.rule.name not in found}
    return tuple(found.values())


def _cases(viewed: Viewed, record: str, body: Mapping[str, Any], file: str) -> Iterator[Case]:
    """Every file that a text concerns: that of its record, those that it would stand in, those that it occurs in.

    An actor takes part in many files, and is held against its own; where it stands in none, against all of them.
    """
    many = viewed.dossier.concept(record) == "actor" and viewed.case(file) is not None
    named = {value for name in PLACING if isinstance(value := body.get(name), str)}
    for one in viewed.dossier.every(Engagement):
        case = viewed.case(one.id)
        if case is None:
            continue
        inside = {*records_of(case)} - ({each.id for each in case.actors} - {record})
        if one.id == file or (not many and (record in inside or named & inside)):
            yield case
