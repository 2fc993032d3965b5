"""Figures of candidates for duplication: activities of two organisations that look alike."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.duplication import Undertaking, duplication_candidates
from forlik.portfolio.flags.evidence import Evidence
from forlik.portfolio.flags.named import NamedFigure, known, unknown
from forlik.portfolio.flags.reasons import because

NAMES = ("duplication_pairs",)
SHOWN = " + "


def of_doubles(found: Evidence) -> Iterator[NamedFigure]:
    """How many pairs of activities of different organisations look alike.

    Args:
        found: What is known.
    """
    name = NAMES[0]
    reporters = {row["activity_key"]: row["reporting_org_ref"] for row in found.rows}
    if not reporters:
        yield unknown(name, found.period, because("nothing_paid", found.year))
        return
    if len(set(reporters.values())) == 1:
        yield unknown(name, found.period, because("one_publisher"), found.behind)
        return
    try:
        told = duplication_candidates(undertakings(found.rows, found.iso3))
    except UsageError as error:
        yield unknown(name, found.period, because("cannot_compare", error.what), found.behind)
        return
    if not told.coverage_percent:
        yield unknown(name, found.period, because("not_comparable"), found.behind)
        return
    # Two activities of one organisation are no failure of two to speak with each other.
    pairs = [one for one in told.pairs if reporters[one.first] != reporters[one.second]]
    yield known(
        name,
        len(pairs),
        found.period,
        estimated=told.coverage_percent < 100,  # noqa: PLR2004 - percent
        names=[SHOWN.join((one.first, one.second)) for one in pairs],
        sources=found.behind,
    )


def undertakings(rows: Sequence[Mapping[str, Any]], iso3: str) -> Iterator[Undertaking]:
    """The activities of some rows, as far as a double can be told by them.

    Args:
        rows: Rows of what was paid.
        iso3: The country.
    """
    by_activity: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_activity[row["activity_key"]].append(row)
    for key, mine in sorted(by_activity.items()):
        # A part without a rate is somewhere beyond what is known: a sum without it is no amount to compare.
        partly = any(row["usd"] is None or row["without_rate"] for row in mine)
        known_ = None if partly else sum((row["usd"] for row in mine), Decimal(0))
        largest = max(mine, key=lambda row: (row["usd"] or Decimal(0), row["purpose"] or ""))
        first, last = mine[0]["started"], mine[0]["ended"]
        # What ends before it begins has no time of which anybody could speak.
        backwards = first and last and last < first
        names = {row["receiver_org_name"] for row in mine if row["receiver_org_name"]}
        yield Undertaking(
            id=key,
            country=iso3,
            purpose=largest["purpose"],
            first=None if backwards else first,
            last=None if backwards else last,
            money=known_,
            implementers=frozenset(filter(_identifies, (row["receiver_org_ref"] for row in mine))),
            implementer_name=min(names) if len(names) == 1 else "",
        )


def _identifies(ref: str | None) -> bool:
    """Whether it is one organisation's: older files put the code of a kind of channel there, a number alone."""
    return bool(ref) and not str(ref).strip().isdigit() and "-" in str(ref)
