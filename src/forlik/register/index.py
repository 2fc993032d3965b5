"""Index: which records are of a concept, name another as what they belong to, or say something that has a day.

A dossier of a hundred thousand rows is indexed once; when a record changes, only what it says is put anew.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NAMES = ("engagement", "process", "of", "about", "text", "parent", "plan")
"""Fields by which a record names the record that it belongs to."""
TAKING_PART = ("actor", "by", "to", "contacts", "obligors", "beneficiaries", "verifier", "requested_by", "author")
"""Fields by which a record names an actor that has a part in it."""
LOOKED_FOR = (
    *("transition", "provisional_until", "review_on", "next_on", "place", "option", "figure", "expected"),
    *("flagged", "achieved", "activities"),
)
"""Fields that few records have, and by which these are looked for."""

Rows = Mapping[Any, Any]
"""Facet and label → the row of a record that counts."""
Place = tuple[str, ...]
"""What is looked up: a concept, who names a record or an actor, what says a field, and what says it in one file."""


@dataclass(frozen=True, slots=True)
class Index:
    """Records by what is said of them.

    Args:
        lists: What is looked up → ids of the records, in their order.
    """

    lists: Mapping[Place, Sequence[str]]

    def concept(self, name: str) -> Sequence[str]:
        """The records of a concept."""
        return self.lists.get(("concept", name), ())

    def naming(self, record: str) -> Sequence[str]:
        """The records that name a record as what they belong to."""
        return self.lists.get(("named", record), ())

    def of_actor(self, actor: str) -> Sequence[str]:
        """The records in which an actor has a part."""
        return self.lists.get(("actor", actor), ())

    def saying(self, field: str, engagement: str | None = None) -> Sequence[str]:
        """The records in which a field is said, of one engagement's file or of all.

        Raises:
            LookupError: The field is none of ``LOOKED_FOR``.
        """
        if field not in LOOKED_FOR:
            raise LookupError(f"“{field}” is not indexed")
        return self.lists.get(("says", field) if engagement is None else ("says", field, engagement), ())


def index(facets: Mapping[str, Rows]) -> Index:
    """The index of all records."""
    lists: dict[Place, list[str]] = defaultdict(list)
    for record in sorted(facets):
        for place in set(_places(facets[record].values())):
            lists[place].append(record)
    return Index(dict(lists))


def reindexed(old: Index, before: Mapping[str, Rows], after: Mapping[str, Rows], changed: Iterable[str]) -> Index:
    """The same index after some records changed: as ``index`` of what is there after.

    Args:
        old: The index before.
        before: The records before.
        after: The records after.
        changed: Ids of those that may have changed.
    """
    lists = dict(old.lists)
    own: set[Place] = set()
    for record in changed:
        was = set(_places(before[record].values())) if record in before else set()
        now = set(_places(after[record].values())) if record in after else set()
        for place in was ^ now:
            if place not in own:
                lists[place] = list(lists.get(place, ()))
                own.add(place)
            _put(lists[place], record, there=place in now)
            if not lists[place]:
                del lists[place]
                own.discard(place)
    return Index(lists)


def _put(ids: Any, record: str, *, there: bool) -> None:
    if there:
        insort(ids, record)
    else:
        del ids[bisect_left(ids, record)]


def _places(rows: Iterable[Any]) -> Iterator[Place]:
    """Where a record with these rows is found."""
    said: set[str] = set()
    files: set[str] = set()
    for row in rows:
        yield "concept", row.concept
        body = row.body
        for name in NAMES:
            if body.get(name):
                yield "named", body[name]
        for name in TAKING_PART:
            named = body.get(name)
            for actor in (named,) if isinstance(named, str) else named or ():
                yield "actor", actor
        said.update(name for name in LOOKED_FOR if name in body)
        files.update((body["engagement"],) if body.get("engagement") else ())
    for name in said:
        yield "says", name
        yield from (("says", name, file) for file in files)
