"""Telling of natural persons: whatever is recorded of one is sealed with keys of that person's own, whoever records it.

What one purpose keeps of a person has one key, so that it can be erased in its own time: where somebody stays is needed
for two years, who signed for thirty. All of a person's keys begin with the id of the person.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from forlik.core.errors import UsageError
from forlik.desk.access.keys import make_wrapped, person_place
from forlik.desk.access.log import append, digest_of
from forlik.desk.access.models import PersonKey
from forlik.desk.access.person import Person
from forlik.desk.records.change import Change
from forlik.desk.records.models import Facet
from forlik.desk.records.rows import history
from forlik.register.concepts import CONCEPTS
from forlik.register.concepts.actor import PERSON
from forlik.register.facets import Personal, personal

BETWEEN = "~"
"""Stands in no id of a record: what is before it names the person, what follows the purpose."""


def told(facet: Facet, change: Change, person: Person, at: datetime) -> Mapping[str, str]:
    """The fields of a change that are about a natural person → the key each is sealed with; inside ``writing``.

    Why the register tells of the person, and until when, follows from the concept's own fields; what is said anew is
    kept from then on, what only stands beside it is not.

    Args:
        facet: Where it is recorded.
        change: What is recorded.
        person: Who records it.
        at: When.

    Raises:
        UsageError: The person was erased.
    """
    fields = personal(CONCEPTS[facet.concept]) if facet.concept in CONCEPTS else {}
    own = {name: why for name, why in fields.items() if name in change.body and name not in change.personal}
    if not own or not _is_person(facet.record, change.body):
        return change.personal
    before = _before(facet)
    fresh = {why.word for name, why in own.items() if before.get(name) != change.body[name]}
    keys = {why.word: _key(facet.record, why, person, at, fresh=why.word in fresh) for why in own.values()}
    return {**change.personal, **{name: keys[why.word] for name, why in own.items()}}


def keys_of(person: str) -> Any:
    """The keys of a person, erased ones too."""
    from django.db.models import Q

    return PersonKey.objects.filter(Q(pk=person) | Q(pk__startswith=f"{person}{BETWEEN}"))


def person_of(subject: str) -> str:
    """The person whose key it is."""
    return subject.partition(BETWEEN)[0]


def years_after(day: date, years: int) -> date:
    """The same day some years later; of the 29th of February the 28th, where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def tell(subject: str, said: tuple[str, str, date], person: Person, now: datetime) -> None:
    """Make a key, and write down why; inside ``writing``.

    Args:
        subject: What the key is called.
        said: Purpose, legal basis, and the last day on which it is kept.
        person: Who tells of the person.
        now: When.
    """
    purpose, legal_basis, until = said
    _, wrapped = make_wrapped(person_place(subject))
    PersonKey.objects.create(
        subject=subject, wrapped_key=wrapped, purpose=purpose, legal_basis=legal_basis, retain_until=until, made_at=now
    )
    _note(subject, said, person, now)


def _is_person(record: str, body: Mapping[str, Any]) -> bool:
    return body.get("kind") == PERSON or keys_of(record).exists()


def _before(facet: Facet) -> Mapping[str, Any]:
    """What the facet said until now."""
    rows = [row for row in history({facet.label}, facet.record) if row.facet == facet.name]
    return rows[-1].body if rows else {}


def _key(record: str, why: Personal, person: Person, at: datetime, *, fresh: bool) -> str:
    """The key of a purpose: the living one, kept for longer now, or a new one."""
    keys = list(keys_of(record).order_by("made_at", "pk"))
    if any(one.erased_at and one.erased_at.date() <= one.retain_until for one in keys):
        # Not by the passing of time: the person, or the law, wanted it gone.
        raise UsageError(
            "this person was erased from the register", remedy="what must be told of the person again is a new record"
        )
    of_purpose = [one for one in keys if one.pk.split(BETWEEN)[1:2] == [why.word]]
    until = years_after(at.date(), why.retention)
    said = (why.purpose, why.legal_basis, until)
    living = [one for one in of_purpose if one.erased_at is None]
    if not living:
        number = f"{BETWEEN}{len(of_purpose) + 1}" if of_purpose else ""
        subject = f"{record}{BETWEEN}{why.word}{number}"
        tell(subject, said, person, at)
        return subject
    subject = str(living[-1].pk)
    if fresh and living[-1].retain_until < until:
        PersonKey.objects.filter(pk=subject).update(retain_until=until)
        _note(subject, said, person, at)
    return subject


def _note(subject: str, said: tuple[str, str, date], person: Person, now: datetime) -> None:
    purpose, legal_basis, until = said
    append("tell of", person.id, [subject], digest_of(purpose, legal_basis, until.isoformat()), now)
