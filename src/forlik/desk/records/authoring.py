"""In whose name: a judgement is its author's own, and whoever clears a listing check clears it himself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forlik.core.errors import NotPermitted
from forlik.desk.access.models import Person as Persons
from forlik.desk.access.person import Person
from forlik.desk.records.change import Change
from forlik.desk.records.models import Facet, Revision
from forlik.desk.records.rows import history

CLEARED = ("kind", "about", "made_on", "restricts", "lists", "match", "listings", "cleared_by")
"""Fields of a check that whoever cleared it has vouched for: with another word in one of them it is another check."""


def judge(facet: Facet, change: Change, person: Person, at: datetime) -> None:
    """Refuse what is said in the name of somebody else; inside ``writing``.

    The facets of a judgement are judged together: what was checked stands in one of them, who cleared it in another.
    An author from another house is left as he is, for his files may come in; a check cleared there tells nothing of an
    actor who is known here already.

    Raises:
        NotPermitted: It names somebody else as its author, or as whoever cleared it.
    """
    if facet.concept != "assessment":
        return
    before, after = _before_and_after(facet, change)
    author = str(after.get("author") or "")
    if author not in ("", person.id, before.get("author")) and _of_the_house(author):
        raise NotPermitted(
            "a judgement is recorded by whoever makes it", remedy="put your own name, or let its author record it"
        )
    cleared = str(after.get("cleared_by") or "")
    if cleared in ("", person.id) or all(before.get(name) == after.get(name) for name in CLEARED):
        return
    if _of_the_house(cleared) or not _new(after, at):
        raise NotPermitted(
            "a check is cleared by whoever says so, in person",
            remedy="put your own name, or leave it uncleared until the other has looked at it",
        )


def _of_the_house(name: str) -> bool:
    return bool(Persons.objects.filter(pk=name).exists())


def _new(after: Mapping[str, Any], at: datetime) -> bool:
    """Whether what was checked came in only now, with the check."""
    about = str(after.get("about") or "")
    return bool(about) and not Revision.objects.filter(facet__record=about, recorded_at__lt=at).exists()


def _before_and_after(facet: Facet, change: Change) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What all facets of a record say, whoever may see them, now and once it is changed."""
    labels = set(Facet.objects.filter(record=facet.record).values_list("label", flat=True))
    bodies = {(row.facet, row.label): row.body for row in history(labels, facet.record)}
    return _joined(bodies), _joined({**bodies, (facet.name, facet.label): change.body})


def _joined(bodies: Mapping[tuple[str, str], Mapping[str, Any]]) -> Mapping[str, Any]:
    return {name: value for place in sorted(bodies) for name, value in bodies[place].items()}
