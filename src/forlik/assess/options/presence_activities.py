"""The activities that IATI files name at a place on a day, each once, with its money there."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from forlik.assess.options.presence_money import TYPES
from forlik.assess.options.presence_standing import Standing, Why, standing
from forlik.measures._iati import firsthand, levels
from forlik.places import Place
from forlik.world import World

ACTIVITIES, FLOWS, FILES = "iati__activities", "iati__flows", "iati__files"


@dataclass(frozen=True, slots=True)
class There:
    """One activity there.

    Args:
        about: Its row of ``iati__activities``, with the file, the line and the bytes.
        standing: ``running`` or ``unsure``.
        why: Why it is unsure.
        money: Its sums there, by kind of transaction, both sides, pillar and currency.
    """

    about: Mapping[str, Any]
    standing: Standing
    why: Why
    money: Sequence[Mapping[str, Any]]


def there(world: World, place: Place) -> list[There]:
    """The activities there on the day, first-hand, each once, of each publisher one level: levels repeat each other.

    Raises:
        NoData: No IATI file was known on the day.
    """
    every = world.table(ACTIVITIES).to_ibis()
    flows = firsthand(every, world.table(FLOWS).to_ibis(), TYPES)
    named = every.filter(~every.secondary_reporter & every.countries_iso3.contains(place.iso3))
    level = {row["reporting_org_ref"]: row["hierarchy"] for row in _rows(world, levels(flows))}
    money: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in _rows(world, _money(flows, place, world.day)):
        money[row["activity_key"], row["dataset"]].append(row)
    found = []
    for about in _rows(world, named):
        how, why = standing(about["status_code"], about["started"], about["ended"], world.day)
        if how and about["hierarchy"] == level.get(about["reporting_org_ref"] or "", about["hierarchy"]):
            found.append(There(about, how, why, money.get((about["activity_key"], about["dataset"]), ())))
    return found


def activity_files(world: World) -> list[Mapping[str, Any]]:
    """The files of activities that are known on the day."""
    return [row for row in _rows(world, world.table(FILES).to_ibis()) if row["content"] == "activity"]


def ref_of(row: Mapping[str, Any], side: str) -> str:
    """The reference of one side: ``reporting``, ``provider`` or ``receiver``; empty where none is stated."""
    return (row[f"{side}_org_ref"] or "").strip()


def _money(flows: Any, place: Place, day: date) -> Any:
    here = flows.filter((flows.country_iso3 == place.iso3) & flows.year.notnull() & (flows.year <= day.year))
    return here.group_by(
        "activity_key", "dataset", "transaction_type_code", "provider_org_ref", "provider_org_name",
        "receiver_org_ref", "receiver_org_name", "pillar", "currency",
    ).aggregate(
        usd=here.amount_usd.sum(), left_out=here.amount_usd.isnull().any(), first=here.year.min(), last=here.year.max()
    )  # fmt: skip


def _rows(world: World, expression: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = world.then.engine.run(expression).to_pylist()
    return rows
