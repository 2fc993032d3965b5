"""Attaching: to which records of a file somebody may attach a document, and under which labels."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from forlik.desk.access.labels import CONFIDENTIAL, PUBLIC, STAFF, above, grade
from forlik.desk.access.log import writing
from forlik.desk.access.models import PersonKey
from forlik.desk.records import standing
from forlik.desk.records.attachments import attach
from forlik.desk.records.change import Change, Grounds, Which
from forlik.desk.records.telling import person_of
from forlik.desk.records.together import record_together
from forlik.desk.records.viewed import Viewed
from forlik.desk.register.writing import GROUNDS, REVIEW_DAYS, secret_labels
from forlik.register.called import called
from forlik.register.concept import Concept
from forlik.register.concepts import Act, Actor, Text
from forlik.register.dossier import Case
from forlik.register.facets import SECRET


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a document of a record may hang.

    Args:
        which: The facet.
        new: Whether the record has no such facet yet: it is begun, empty, for the document.
    """

    which: Which
    new: bool = False

    @property
    def value(self) -> str:
        """Its name in a form."""
        return f"{self.which.facet} {self.which.label}"


def records(case: Case) -> tuple[Concept, ...]:
    """The records of a file to which documents are attached: texts, acts, and whatever is known by evidence."""
    every: tuple[Concept, ...] = (
        case.engagement, *case.texts, *reversed(case.acts), *case.assessments, *case.commitments, *case.roles,
        *case.actors, *((case.process,) if case.process else ()), *((case.plan,) if case.plan else ()),
    )  # fmt: skip
    return tuple(one for one in every if isinstance(one, Text | Act) or one.evidence)


def spots(viewed: Viewed, record: str) -> tuple[Spot, ...]:
    """Where on a record a document may hang: its facets above public, and those that may be begun for it."""
    rows = viewed.dossier.facets[record].values()
    # What was opened in an emergency is for reading: nothing is hung on it.
    stands = standing.standing(viewed.person, viewed.now) - {PUBLIC}
    there = sorted(((row.facet, row.label) for row in rows if row.label in stands), key=lambda one: (one[1], one[0]))
    # The staff's facets are one in secrecy: the first stands for them.
    staff = [one for one in there if grade(one[1]) < CONFIDENTIAL][:1]
    sealed = [one for one in there if grade(one[1]) >= CONFIDENTIAL]
    found = [Spot(Which(record, facet, label)) for facet, label in (*staff, *sealed)]
    new = (Spot(Which(record, facet, label), new=True) for facet, label in _new(viewed, record))
    return (*found, *new)


def _new(viewed: Viewed, record: str) -> Iterator[tuple[str, str]]:
    """Facets that may be begun without telling anybody new that there is such a record."""
    labels = viewed.dossier.labels(record)
    known = any(grade(label) < CONFIDENTIAL for label in labels)
    if PUBLIC in labels and STAFF not in labels:
        yield "staff", STAFF
    for label in secret_labels(viewed):
        told = known or any(above(label, one) for one in labels)
        if label not in labels and told and standing.begins(record, label, viewed.person, viewed.now):
            yield SECRET.word, label


def persons(viewed: Viewed) -> tuple[tuple[str, str], ...]:
    """The natural persons that are seen, and of whom the register says why it tells: id, and what each is called."""
    known = {person_of(one) for one in PersonKey.objects.filter(erased_at=None).values_list("pk", flat=True)}
    seen = (viewed.dossier.get(Actor, one) for one in known)
    return tuple(sorted(((one.id, called(one) or "–") for one in seen if one), key=lambda one: one[1].casefold()))


def attach_to(viewed: Viewed, spot: Spot, file: str, name: str, content: bytes, *, cites: str, subject: str) -> None:
    """Attach a document, where the record needs a facet for it with that facet.

    Raises:
        ForlikError: It is not attached, and nothing is recorded.
    """
    with writing():
        if spot.new:
            why = Grounds(*GROUNDS, (viewed.now + timedelta(days=REVIEW_DAYS)).date())
            which = spot.which
            begun = Change(
                which.record, viewed.dossier.concept(which.record), which.facet, which.label, {}, file=file, grounds=why
            )
            record_together([begun], viewed.person, viewed.now)
        attach(spot.which, name, content, viewed.person, viewed.now, cites=cites, subject=subject)
