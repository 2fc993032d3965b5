"""Which flows that others report are a donor's: those whose provider's reference begins as its organisations' do."""

from collections.abc import Sequence
from typing import Any

from forlik.core.errors import UsageError
from forlik.iati.standard.lists import codelists
from forlik.measures._iati import firsthand
from forlik.places import Place
from forlik.portfolio.cube.years import up_to_the_day
from forlik.world import World

ACTIVITIES, FLOWS = "iati__activities", "iati__flows"
SHORTEST = 3
"""Signs of a prefix: fewer would take in organisations of everybody."""
ONE = ("basis", "dataset", "activity_key", "activity_no", "transaction_no")
"""By what one transaction is told from every other."""
SUM = ("reporting_org_ref", "hierarchy", "transaction_type_code", "currency", "year", "provider_org_ref")
"""What tells apart the sums that a transaction may stand in."""
TOLD = ("provider_org_name", "receiver_org_ref", "receiver_org_name", "transaction_date")
RATE = ("rate_period", "rate_rule")


def prefixes_of(place: Place) -> tuple[str, ...]:
    """How references of a country's organisations begin: registers of organisations are named after their country."""
    code = place.code("iso2")
    return (f"{code}-",) if code else ()


def checked_prefixes(stated: Sequence[str]) -> tuple[str, ...]:
    """Prefixes in capitals, each once, in order.

    Args:
        stated: How the references of the donor's organisations begin, such as ``NO-``; letters' case does not matter.

    Raises:
        UsageError: No prefix, or one of fewer than three signs.
    """
    wanted = sorted({one.strip().upper() for one in stated})
    if not wanted or any(len(one) < SHORTEST for one in wanted):
        raise UsageError("a prefix of providers has three signs or more", where="provider_prefixes", remedy="NO-, …")
    return tuple(wanted)


def transactions(world: World, prefixes: Sequence[str]) -> Any:
    """A donor's transactions in what publishers report first-hand, of an activity in several files the newest version.

    Args:
        world: What was known.
        prefixes: What :func:`checked_prefixes` gave.

    Returns:
        Ibis table, one row a transaction: the columns of ``ONE``, ``SUM``, ``TOLD`` and ``RATE``, with ``parts`` (by
        sector and place), ``amount`` in its currency, and ``amount_usd``. Of either nothing where any part of it has
        none: a sum of some parts would pass for all of it.

    Raises:
        NoData: No IATI file was known on the day.
    """
    kinds = tuple(codelists()["TransactionType"])
    flows = firsthand(world.table(ACTIVITIES).to_ibis(), world.table(FLOWS).to_ibis(), kinds)
    theirs = flows.provider_org_ref.upper()
    begins = theirs.startswith(prefixes[0])
    for one in prefixes[1:]:
        begins |= theirs.startswith(one)
    mine = up_to_the_day(world.then, flows.filter(begins))
    whole = mine.group_by(*ONE, *SUM, *TOLD).aggregate(
        **{name: mine[name].min() for name in RATE},
        parts=mine.count(),
        amount=mine.amount.sum(),
        amount_usd=mine.amount_usd.sum(),
        without=mine.amount.isnull().cast("int64").sum(),
        without_usd=mine.amount_usd.isnull().cast("int64").sum(),
    )
    return whole.mutate(
        amount=(whole.without == 0).ifelse(whole.amount, None),
        amount_usd=(whole.without_usd == 0).ifelse(whole.amount_usd, None),
    ).drop("without", "without_usd")
