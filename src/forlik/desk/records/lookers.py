"""Who looked: how often the sealed facets of a file were shown, and to whom, for a cause."""

from collections import Counter
from datetime import datetime

from forlik.core.errors import NotPermitted
from forlik.desk.access.about import About
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.models import Log
from forlik.desk.access.opening import ready
from forlik.desk.access.person import Person
from forlik.desk.access.verbs import may
from forlik.desk.records.change import Which, absent
from forlik.desk.records.files import allow
from forlik.desk.records.models import Facet


def who_looked(file: str, person: Person, now: datetime) -> dict[Which, int]:
    """How often each facet of a file was shown while it was sealed; counts only.

    Raises:
        NoData: There is no such file, or it may not be seen.
        NotPermitted: It takes the owner, who holds every label of it.
    """
    ready()
    allow(person, "who looked", file, now)
    shown = _shown()
    facets = Facet.objects.filter(file=file).order_by("record", "name", "label")
    return {Which(one.record, one.name, one.label): shown[one.pk] for one in facets}


def references(file: str, person: Person, now: datetime) -> dict[Which, str]:
    """The ids of a file's facets, by which data protection may ask for names without seeing what is in them.

    Raises:
        NoData: There is no such file, or it may not be seen.
        NotPermitted: It takes the owner, who holds every label of it.
    """
    ready()
    allow(person, "who looked", file, now)
    return {Which(one.record, one.name, one.label): one.pk for one in Facet.objects.filter(file=file)}


def who_looked_by_name(which: Which | str, cause: str, person: Person, now: datetime) -> dict[str, int]:
    """Id of each person to whom a facet was shown → how often; for a cause, which is committed to in the log.

    Args:
        which: The facet, or its reference.
        cause: Why names are asked for.
        person: Who asks.
        now: When.

    Raises:
        NotPermitted: It takes the role of data protection, and a cause.
        NoData: There is no such facet.
    """
    ready()
    if not may(person, "who looked by name", About(cause=bool(cause.strip())), now):
        raise NotPermitted("names are told for cause only", remedy="ask whoever holds the role of data protection")
    named = {"pk": which} if isinstance(which, str) else _named(which)
    found = Facet.objects.filter(**named).first()
    if found is None:
        raise absent()
    with writing():
        append("who looked", person.id, [found.pk], digest_of("cause", cause), now)
    shown = Log.objects.filter(verb="read", facets__contains=found.pk).values_list("who", flat=True)
    # The ids in a row are separated by blanks, and no id is part of another: they are random and of one length.
    return dict(Counter(shown))


def _named(which: Which) -> dict[str, str]:
    return {"record": which.record, "name": which.facet, "label": which.label}


def _shown() -> Counter[str]:
    """Id of each facet → how often it was shown; the log is gone through once."""
    rows = Log.objects.filter(verb="read").values_list("facets", flat=True)
    return Counter(facet for row in rows.iterator() for facet in row.split())
