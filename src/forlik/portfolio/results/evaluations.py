"""Evaluations: the documents that publishers link from their activities, and those that the register knows of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forlik.portfolio.results.expecting import EVALUATIONS
from forlik.portfolio.results.words import data


@dataclass(frozen=True, slots=True)
class Public:
    """An evaluation that the register knows of: an Assessment of kind ``public_evaluation``.

    Args:
        id: Its id.
        engagement: Id of the engagement that was evaluated.
        title: What it is called in public.
        made_on: Its day; ``None`` where unknown.
        url: Where it can be read; empty where it cannot.
        activities: IATI identifiers of the engagement's activities.
    """

    id: str
    engagement: str
    title: str
    made_on: date | None
    url: str
    activities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """The evaluations of one activity. Of a document there is its address and title, and no person.

    Args:
        activity_key: The activity.
        urls: Addresses of documents of its own evaluation, each once, in order.
        shared: Those of them that other activities link too: they may be about something wider.
        wider: Addresses of evaluations of the organisation or country.
        public: Evaluations of the register.
    """

    activity_key: str
    urls: tuple[str, ...]
    shared: tuple[str, ...]
    wider: tuple[str, ...]
    public: tuple[Public, ...] = ()

    @property
    def many(self) -> int:
        """How many evaluations there are of it, one address counted once."""
        known = set(self.urls)
        return len(known) + sum(1 for one in self.public if one.url not in known)


def linked(documents: Iterable[Mapping[str, Any]], public: Iterable[Public] = ()) -> Mapping[str, Linked]:
    """Activity → its evaluations; an activity that has none is not in it.

    Args:
        documents: Rows with ``activity_key``, ``category_code``, ``url``, as ``iati__documents`` has them.
        public: Evaluations of the register.
    """
    said = data(EVALUATIONS)
    documents = tuple(documents)
    own, wider = _by_activity(documents, said["activity"]), _by_activity(documents, said["organisation"])
    known: dict[str, list[Public]] = defaultdict(list)
    for one in public:
        for activity in one.activities:
            known[activity].append(one)
    links: dict[str, int] = defaultdict(int)
    for urls in own.values():
        for url in urls:
            links[url] += 1
    return {
        key: Linked(
            key,
            tuple(sorted(own.get(key, ()))),
            tuple(sorted(url for url in own.get(key, ()) if links[url] > 1)),
            tuple(sorted(wider.get(key, ()))),
            tuple(sorted(known.get(key, ()), key=lambda one: (one.made_on is None, one.made_on or date.max, one.id))),
        )
        for key in sorted({*own, *wider, *known})
    }


def _by_activity(documents: Iterable[Mapping[str, Any]], codes: Iterable[str]) -> Mapping[str, set[str]]:
    wanted = set(codes)
    found: dict[str, set[str]] = defaultdict(set)
    for row in documents:
        url = (row["url"] or "").strip()
        if url and row["category_code"] in wanted:
            found[row["activity_key"]].add(url)
    return found
