"""In whose name: a judgement is its author's own, and whoever clears a listing check clears it himself."""

from datetime import datetime

from forlik.core.errors import NotPermitted
from forlik.desk.access.models import Person as Persons
from forlik.desk.access.person import Person
from forlik.desk.records.change import Change
from forlik.desk.records.models import Facet, Revision
from forlik.desk.records.whole import Body, before_and_after

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
    before, after = before_and_after(facet, change.body)
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


def _new(after: Body, at: datetime) -> bool:
    """Whether what was checked came in only now, with the check."""
    about = str(after.get("about") or "")
    return bool(about) and not Revision.objects.filter(facet__record=about, recorded_at__lt=at).exists()
