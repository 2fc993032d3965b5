"""Which flows are added up: one kind, one level of each publisher, first-hand reports, one version of each activity."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import UsageError
from forlik.iati.flows.amounts import KINDS

Level = int | Mapping[str, int] | None
Kind = Literal["transaction", "budget", "planned_disbursement"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for.

    Args:
        level: One level for all publishers, or publisher → level; a publisher that is not named is taken as it is,
            which is refused when it has several.
        currency: Currency to add up in, which the flows were converted to; ``None`` keeps every currency apart.
        provider: References of those who give; empty for all.
        receiver: References of those who receive; empty for all.
        kind: Which amounts.
        secondary: Whether reports of others' money count too.
        duplicates: Whether every version of an activity counts instead of one.
    """

    level: Level = None
    currency: str | None = None
    provider: Collection[str] = ()
    receiver: Collection[str] = ()
    kind: Kind = "transaction"
    secondary: bool = False
    duplicates: bool = False


def candidates(flow: pa.Table, asked: Selection) -> pa.Table:
    """The flows that were asked for, those that will be left out among them, with their columns as plain texts.

    Args:
        flow: The flow table.
        asked: What is asked for.

    Raises:
        UsageError: The question cannot be asked of this table.
    """
    if asked.kind not in KINDS:
        raise UsageError(f"there is no kind “{asked.kind}”", remedy="one of " + ", ".join(KINDS))
    mask = pc.equal(flow["kind"].cast(pa.string()), asked.kind)
    for name, wanted in (("provider_org_ref", asked.provider), ("receiver_org_ref", asked.receiver)):
        if wanted:
            references = [wanted] if isinstance(wanted, str) else sorted(wanted)
            mask = pc.and_(mask, pc.is_in(flow[name].cast(pa.string()), pa.array(references, pa.string())))
    mask = pc.and_(mask, _at_level(flow, asked.level))
    found = flow if pc.all(mask).as_py() else flow.filter(mask)
    if asked.currency is not None:
        _converted(flow, asked.currency)
    return found


def left_out(found: pa.Table, asked: Selection) -> tuple[pa.ChunkedArray, pa.ChunkedArray]:
    """Of each flow whether it is left out as a secondary report, and whether as a duplicate; it may be both."""
    nothing = pc.not_equal(found["activity_no"], found["activity_no"])
    secondary = nothing if asked.secondary else found["secondary_reporter"]
    again = nothing if asked.duplicates else pc.invert(found["current"])
    return secondary, again


def one_level(found: pa.Table, type_column: str) -> None:
    """Refuse to add up a publisher's amounts of one type over several levels.

    Args:
        found: The flows that are to be added up.
        type_column: Column of the type of the amount; each type is published at a level of its own.

    Raises:
        UsageError: Some publisher has several levels.
    """
    publisher = pc.coalesce(*(found[name].cast(pa.string()) for name in ("reporting_org_ref", "file")), pa.scalar(""))
    kinds = pa.table({"who": publisher, "type": found[type_column].cast(pa.string()), "level": found["hierarchy"]})
    levels: dict[tuple[str, str | None], set[int]] = {}
    for row in kinds.group_by(["who", "type", "level"]).aggregate([]).to_pylist():
        levels.setdefault((row["who"], row["type"]), set()).add(row["level"])
    several = {who: sorted(there) for (who, _), there in sorted(levels.items(), key=str) if len(there) > 1}
    if several:
        told = "; ".join(f"{who}: {', '.join(map(str, there))}" for who, there in list(several.items())[:5])
        raise UsageError(
            f"the same money may stand at several levels of an activity hierarchy, and is not added over them ({told})",
            remedy="choose one level for each publisher (level), or ask for totals by hierarchy",
        )


def _at_level(flow: pa.Table, level: Level) -> pa.ChunkedArray:
    if level is None:
        return pc.is_valid(flow["hierarchy"])
    if not isinstance(level, Mapping):
        return pc.equal(flow["hierarchy"], level)
    publisher = flow["reporting_org_ref"].cast(pa.string())
    mask = pc.invert(pc.is_in(publisher, pa.array(list(level), pa.string())))
    for who, one in level.items():
        mine = pc.and_(pc.fill_null(pc.equal(publisher, who), False), pc.equal(flow["hierarchy"], one))
        mask = pc.or_(mask, mine)
    return mask


def _converted(flow: pa.Table, currency: str) -> None:
    there = pc.unique(flow["converted_currency"].cast(pa.string())).to_pylist()
    if there not in ([currency], []):
        raise UsageError(
            f"the flows were not converted to {currency}",
            remedy=f"make them with flows(…, currency=“{currency}”), and with rates",
        )
