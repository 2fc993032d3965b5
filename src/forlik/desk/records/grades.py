"""Raising a grade: one person does it, at once, for all of the history; the old plain text is wiped."""

from datetime import datetime

from forlik.core.errors import NotPermitted, UsageError
from forlik.desk.access import purging
from forlik.desk.access.about import About
from forlik.desk.access.keys import facet_place, make_wrapped, wrapped_now
from forlik.desk.access.labels import CONFIDENTIAL, PUBLIC, grade, labels
from forlik.desk.access.log import append, writing
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records import duties, standing
from forlik.desk.records.blobs import seal_all
from forlik.desk.records.bodies import shut
from forlik.desk.records.change import Grounds, Which, absent
from forlik.desk.records.grounds import shut_grounds
from forlik.desk.records.models import Facet, Proposal, Revision
from forlik.desk.records.record import check_grade, graded, named
from forlik.desk.records.rows import facet_key


def raise_label(which: Which, target: str, grounds: Grounds, person: Person, now: datetime) -> bool:
    """Put a facet under a higher label, with all its past.

    Args:
        which: The facet.
        target: The label it shall have.
        grounds: Why.
        person: Who raises it.
        now: When.

    Returns:
        Whether the old plain text is wiped already; else somebody is still reading the old pages, and it is wiped when
        the register is next opened or next wiped.

    Raises:
        NoData: There is no such facet, or it may not be seen.
        NotPermitted: The label is not higher, or not held by the person or by whoever answers for the file.
    """
    ready()
    with writing():
        facet = visible(which, person, now)
        asked = About(frozenset({facet.label}), duties.relation(person.id, facet.file, now), target)
        if not (may(person, "raise", asked, now) and standing.keeps(target, facet.file, now)):
            raise NotPermitted(
                "this cannot be raised so", remedy="raise it to a label that you hold and that is higher"
            )
        withdraw(facet, person, now)
        move(facet, target, grounds)
        append("raise", person.id, [facet.id], graded(target), now)
        purging.promise(now)
    return purging.purge()


def visible(which: Which, person: Person, now: datetime) -> Facet:
    """A facet that a person sees.

    Raises:
        NoData: There is no such facet, or it may not be seen.
    """
    facet = named(which) if which.label in labels(person, now) else None
    if facet is None:
        raise absent()
    return facet


def move(facet: Facet, target: str, grounds: Grounds | None) -> None:
    """Put a facet under another label: wrap its key anew, or seal it for the first time; inside ``writing``.

    A facet that has a key keeps it, whatever its label becomes: what was sealed once never stands open again.

    Raises:
        UsageError: The record has such a facet under that label already, or the label is too low for its fields.
    """
    check_grade(facet.name, target)
    if named(Which(facet.record, facet.name, target)) is not None:
        raise UsageError("the record has such a facet under that label", remedy="join the two by hand first")
    key = facet_key(facet.id, facet.label, facet.wrapped_key)
    facet.label = target
    if key is not None:
        facet.wrapped_key = wrapped_now(key, facet_place(facet.id, target))
    elif grade(target) >= CONFIDENTIAL:
        key, facet.wrapped_key = make_wrapped(facet_place(facet.id, target))
        # The key stands there first: a trigger lets a text be sealed only where there is one to open it.
        Facet.objects.filter(pk=facet.pk).update(wrapped_key=facet.wrapped_key)
        _seal_history(facet, key)
        seal_all(facet, key)
    shut_grounds(facet, None if target == PUBLIC else grounds, key)
    facet.save(force_update=True)


def withdraw(facet: Facet, person: Person, now: datetime) -> None:
    """End what was proposed for a facet: it was proposed for another grade, and its text is of the old one."""
    Proposal.objects.filter(facet=facet.id).update(text=None, sealed=None)
    Proposal.objects.filter(facet=facet.id, outcome="").update(
        outcome="withdrawn", settled_by=person.id, settled_at=now
    )


def _seal_history(facet: Facet, key: bytes) -> None:
    for one in Revision.objects.filter(facet=facet).values("id", "n", "salt", "text"):
        stored = shut(key, facet.id, one["n"], one["salt"], one["text"])
        Revision.objects.filter(pk=one["id"]).update(text=None, salt=None, sealed=stored.sealed)
