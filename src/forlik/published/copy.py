"""A public copy: the records that the public reads, and since when; whether any of them breaks a rule."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from forlik.core.errors import ForlikError
from forlik.register.dossier import Dossier, dossier
from forlik.register.releasing import Beside, Offered, Refusal, why_not
from forlik.register.releasing.fiction import fictional
from forlik.register.rows import Row

PUBLIC = "0"
MOST_TOLD = 20
"""Refusals that are told at once."""


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
    """

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        lines = [_line(one) for one in refusals[:MOST_TOLD]]
        more = [f"and {len(refusals) - MOST_TOLD} more"] if len(refusals) > MOST_TOLD else []
        super().__init__(
            f"{len(refusals)} rules stand against what is public; nothing was published: {'; '.join([*lines, *more])}",
            remedy="raise or correct these records, then publish again",
        )
        self.refusals = tuple(refusals)


def copied(
    rows: Iterable[Row],
    day: date,
    *,
    publisher: str,
    licence: str,
    address: str = "",
    held: frozenset[str] = frozenset(),
    made_up: bool = False,
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
    refusals = [one for public in found for one in why_not(Offered(public.id, public.concept, public.body, beside))]
    if refusals:
        raise Refused(refusals)
    return Copy(day, found, publisher, licence, address)


def _public(seen: Dossier, record: str, *, made_up: bool) -> Public:
    rows = list(seen.facets[record].values())
    body = {name: value for row in rows for name, value in row.body.items()}
    since, known = seen.recorded[record].date(), max(row.known_at for row in rows).date()
    return Public(record, rows[0].concept, min(since, known), known, made_up, body)


def _noon(one: Public) -> datetime:
    return datetime.combine(one.known_on, time(12), UTC)


def _line(one: Refusal) -> str:
    fields = f" ({', '.join(one.fields)})" if one.fields else ""
    return f"{one.concept} {one.record}{fields}: {one.rule.name}, {one.said()}"
