"""A public copy: the records that the public reads, and since when; whether any of them breaks a rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from types import MappingProxyType
from typing import Any

from forlik.core.errors import ForlikError
from forlik.register.called import PUBLIC_TITLES
from forlik.register.dossier import Case, Dossier, dossier
from forlik.register.releasing import Beside, Offered, Refusal, why_not
from forlik.register.releasing.fiction import fictional
from forlik.register.rows import Row

PUBLIC = "0"
MOST_TOLD = 20
"""Refusals that are told at once."""
REMEDY = "raise or correct these records, then publish again"


@dataclass(frozen=True, slots=True)
class Public:
    """One record as the public reads it.

    Args:
        id: Its id.
        concept: Name of its concept.
        since: The day since which anything of it is public.
        known_on: The day since which it says what it says.
        made_up: Whether it is a made-up example.
        body: Its fields, as JSON has them.
    """

    id: str
    concept: str
    since: date
    known_on: date
    made_up: bool
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Copy:
    """What the public reads, as it stood on one day.

    Args:
        day: The day.
        records: The records, in the order of their ids.
        publisher: Who publishes it.
        licence: Short name of the terms under which it is published.
        address: Where it can be read; empty where that is not said.
        edition: The digest of all that it holds; empty until it is packed.
    """

    day: date
    records: tuple[Public, ...]
    publisher: str
    licence: str
    address: str = ""
    edition: str = ""

    def dossier(self, day: date) -> Dossier:
        """The records as the public could read them on a day: those that said on it what they say in this copy."""
        return dossier(
            (Row(one.id, one.concept, "open", PUBLIC, 1, _noon(one), _noon(one), one.body) for one in self.records), day
        )


class Refused(ForlikError):  # noqa: N818 - named for what the user sees
    """What would be published breaks a rule; nothing was published.

    Args:
        refusals: The rules, and the records that break them.
        titles: Id → what a record is called in public.
        public: Ids of the records that are public in the register.
        still: Records that the copy before still shows, and that are public in the register no longer.
        folder: Where that copy lies.
    """

    def __init__(
        self,
        refusals: Sequence[Refusal],
        titles: Mapping[str, str] = MappingProxyType({}),
        public: frozenset[str] = frozenset(),
        still: Sequence[Public] = (),
        folder: str = "",
    ) -> None:
        self.refusals, self.titles, self.public = tuple(refusals), titles, public
        self.still, self.folder = tuple(still), folder
        super().__init__(f"{self.total}: {'; '.join(self.lines)}", remedy=REMEDY)

    @property
    def total(self) -> str:
        """How many rules stand against it, in a sentence."""
        count = len(self.refusals)
        return (
            f"{count:,} {'rule stands' if count == 1 else 'rules stand'} against what is public; nothing was published"
        )

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each record and rule, as many as are told at once."""
        lines = [self._line(one) for one in self.refusals[:MOST_TOLD]]
        more = [f"and {len(self.refusals) - MOST_TOLD:,} more"] if len(self.refusals) > MOST_TOLD else []
        return (*lines, *more)

    def told(self) -> list[dict[str, Any]]:
        """Every record with the rule that it breaks, as JSON."""
        return [
            {
                "id": one.record,
                "concept": one.concept,
                "title": self.titles.get(one.record, ""),
                "rule": one.rule.name,
                "fields": list(one.fields),
                "what": one.rule.en,
                "remedy": one.rule.remedy_en,
            }
            for one in self.refusals
        ]

    def _line(self, one: Refusal) -> str:
        title = self.titles.get(one.record, "")
        named = f"{one.concept} {title} ({one.record})" if title else f"{one.concept} {one.record}"
        fields = f" ({', '.join(one.fields)})" if one.fields else ""
        return f"{named}{fields}: {one.rule.name}, {one.rule.en} → {one.rule.remedy_en}"


def copied(
    rows: Iterable[Row],
    day: date,
    *,
    publisher: str,
    licence: str,
    address: str = "",
    held: frozenset[str] = frozenset(),
    made_up: bool = False,
    waiting: Mapping[str, Case] = MappingProxyType({}),
) -> Copy:
    """What the public reads of some rows on a day.

    Args:
        rows: Every revision that the public may see today; nothing else is looked at.
        day: The day.
        publisher: Who publishes it.
        licence: The terms.
        address: Where it can be read.
        held: Persons on whom a lawful hold lies.
        made_up: Whether made-up records are copied too, each marked as such.
        waiting: Id of a record → the file that it stands in, where the day from which that may be released has not
            come.

    Raises:
        ForlikError: A row is not public: the caller has read too much.
        Refused: A record breaks a rule.
    """
    given = tuple(rows)
    if any(row.label != PUBLIC for row in given):
        raise ForlikError("something that is not public was about to be published; nothing was")
    whole = dossier(given, day)
    fiction = fictional(whole)
    kept = {record: facets for record, facets in whole.facets.items() if made_up or record not in fiction}
    seen = Dossier(day, kept, whole.recorded, whole.brought)
    found = tuple(_public(seen, record, made_up=record in fiction) for record in sorted(kept))
    # Made-up records that are asked for stand there marked, and so break no rule by being there.
    beside = Beside(day, seen, seen, held=held, marked=made_up)
    against = {one.id: replace(beside, case=waiting[one.id]) if one.id in waiting else beside for one in found}
    offered = (Offered(one.id, one.concept, one.body, against[one.id]) for one in found)
    refusals = [refusal for one in offered for refusal in why_not(one)]
    if refusals:
        raise Refused(refusals, {one.id: title_of(one) for one in found}, frozenset(whole.facets))
    return Copy(day, found, publisher, licence, address)


def title_of(one: Public) -> str:
    """What a record is called in public; empty where it bears no title."""
    return next((str(one.body[name]) for name in PUBLIC_TITLES if one.body.get(name)), "")


def _public(seen: Dossier, record: str, *, made_up: bool) -> Public:
    rows = list(seen.facets[record].values())
    body = {name: value for row in rows for name, value in row.body.items()}
    since, known = seen.recorded[record].date(), max(row.known_at for row in rows).date()
    return Public(record, rows[0].concept, min(since, known), known, made_up, body)


def _noon(one: Public) -> datetime:
    return datetime.combine(one.known_on, time(12), UTC)
