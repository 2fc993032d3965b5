"""Files with a day before which nothing of them may be released: which records such a day holds back when it is asked.

The day is for the staff. It is read under the staff's label and no other: nobody reads what is sealed to publish.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from forlik.desk.access.labels import PUBLIC, STAFF
from forlik.desk.records.models import Facet
from forlik.desk.records.released import PLACING
from forlik.desk.records.rows import everything
from forlik.register import facets
from forlik.register.concepts import Engagement
from forlik.register.dossier import Case, dossier
from forlik.register.public_line import records_of


def not_before(day: date) -> Mapping[str, Case]:
    """The records that may not be public yet, each with the file whose day has not come.

    What stands in another file too, whose day has come or that has none, such as an actor or a shared process, is not
    held back; what belongs to the waiting file itself always is.

    Args:
        day: The day.
    """
    named = Facet.objects.filter(concept="engagement", name=facets.STAFF.word, label=STAFF).values_list("pk", flat=True)
    files = dossier((row for _, row in everything({STAFF}, sorted(named))), day) if named else None
    waiting = {one.id for one in files.every(Engagement) if one.release_on and day < one.release_on} if files else set()
    if not waiting:
        return {}
    whole = dossier((row for _, row in everything({PUBLIC, STAFF})), day)
    cases = [case for one in whole.every(Engagement) if (case := whole.case(one.id))]
    elsewhere = {record for case in cases if case.engagement.id not in waiting for record in records_of(case)}
    found: dict[str, Case] = {}
    for case in cases:
        if case.engagement.id in waiting:
            own = {*_own(case)}
            found |= {record: case for record in records_of(case) if record in own or record not in elsewhere}
    return found


def _own(case: Case) -> Iterator[str]:
    """The engagement, and what stands in its file because it names it, or something that does."""
    own = {case.engagement.id}
    yield from own
    left = set(records_of(case)) - own
    while more := {
        record
        for record in left
        if case.dossier.concept(record) != "actor"
        and any(getattr(case.dossier[record], field, None) in own for field in PLACING)
    }:
        yield from more
        own |= more
        left -= more
