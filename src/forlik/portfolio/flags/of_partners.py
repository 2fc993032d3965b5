"""Figures of donors and receivers: on how few a place hangs, how many give little, who gets it in the end."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from forlik.places import by_code
from forlik.portfolio.coordination.amounts import Amounts, amounts_of
from forlik.portfolio.coordination.concentration import donor_concentration
from forlik.portfolio.coordination.fragmentation import fragmentation
from forlik.portfolio.coordination.localisation import NOT_LOCAL, UNKNOWN, hands, localisation
from forlik.portfolio.flags.evidence import Evidence
from forlik.portfolio.flags.named import NamedFigure, known, unknown
from forlik.portfolio.flags.reasons import because, of_measure

DONORS = ("donors", "donor_coverage_percent", "donor_hhi", "small_donors", "small_donors_percent")
LOCAL = ("local_percent", "local_unknown_percent")
NAMES = (*DONORS, *LOCAL)
AGENCY = re.compile(r"^([A-Z]{2})-")
"""An identifier of an organisation begins with the list that it stands on, and a national list with its country."""
NO_COUNTRY = frozenset({"XM", "XI", "XR"})
"""Lists of no country: the DAC's codes, international lists, researchers."""


def of_partners(found: Evidence) -> Iterator[NamedFigure]:
    """The figures of donors and receivers.

    Args:
        found: What is known.
    """
    if not found.rows:
        for name in NAMES:
            yield unknown(name, found.period, because("nothing_paid", found.year))
        return
    yield from _donors(found)
    yield from _local(found)


def donor_money(rows: Sequence[Mapping[str, Any]]) -> Amounts:
    """Donor → what it paid; who pays out and names nobody else pays itself, as the standard says.

    Args:
        rows: Rows of what was paid.
    """
    return amounts_of(
        (row["provider_org_ref"] or row["provider_org_name"] or row["reporting_org_ref"] for row in rows),
        (row["usd"] for row in rows),
    )


def _donors(found: Evidence) -> Iterator[NamedFigure]:
    given = donor_money(found.rows)
    concentration, spread = donor_concentration(given), fragmentation(given)
    hidden = sum(row["without_rate"] for row in found.rows)
    names = {row["provider_org_ref"]: row["provider_org_name"] for row in found.rows if row["provider_org_name"]}
    largest = sorted(given.net, key=lambda name: (-given.net[name], name))
    called = [names.get(name) or name for name in largest]
    covered = concentration.index.coverage_percent
    for name, one, those in (
        ("donors", spread.donors, called),
        ("donor_hhi", concentration.index, called),
        ("small_donors", spread.small_number, [names.get(one) or one for one in spread.small]),
        ("small_donors_percent", spread.small_percent, ()),
    ):
        if one.value is None:
            reason = of_measure(one.reason) if one.reason else because("no_rate")
            yield unknown(name, found.period, reason, found.behind)
        else:
            yield known(
                name,
                one.value,
                found.period,
                estimated=bool(hidden),
                reason=because("some_without_rate", hidden) if hidden else None,
                names=those,
                sources=found.behind,
            )
    if covered is None:
        yield unknown("donor_coverage_percent", found.period, because("no_rate"), found.behind)
    else:
        yield known("donor_coverage_percent", covered, found.period, sources=found.behind)


def is_local(ref: str | None, iso2: str) -> bool | None:
    """Whether a receiver is registered in the country; nothing where its identifier does not say.

    An identifier that stands on a list of the country says yes; one on another country's list no. Lists of no country
    (multilateral organisations among them), numbers alone and no identifier say nothing: an office of the organisation
    may be meant, and who gets the money after it is not told.

    Args:
        ref: Its identifier.
        iso2: The country's two letters.
    """
    found = AGENCY.match((ref or "").strip())
    if not found or found[1] in NO_COUNTRY:
        return None
    return found[1] == iso2


def _local(found: Evidence) -> Iterator[NamedFigure]:
    iso2 = by_code("iso3", found.iso3).code("iso2") or ""
    through: dict[str, list[Decimal | None]] = defaultdict(list)
    for row in found.rows:
        local = is_local(row["receiver_org_ref"], iso2)
        # From one who is not of the country it may go on to one who is: the files do not say.
        through[hands([local]) if local else UNKNOWN].append(row["usd"])
    told = localisation((name, usd) for name, some in sorted(through.items()) for usd in some)
    if told.reason:
        for name in LOCAL:
            yield unknown(name, found.period, of_measure(told.reason), found.behind)
        return
    percents = {one.name: one.percent or Decimal(0) for one in told.parts}
    open_percent = percents[UNKNOWN]
    mine = Decimal(100) - open_percent - percents.get(NOT_LOCAL, Decimal(0))
    hidden = sum(row["without_rate"] for row in found.rows)
    between = (mine, mine + open_percent) if open_percent else None
    yield known("local_percent", mine, found.period, between=between, estimated=bool(hidden), sources=found.behind)
    yield known("local_unknown_percent", open_percent, found.period, estimated=bool(hidden), sources=found.behind)
