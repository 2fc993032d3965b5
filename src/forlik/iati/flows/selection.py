"""Which flows are added up: one kind, one level of each publisher, first-hand reports, one version of each activity."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

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
            which is refused when it, or a file it stands in, has several. Capitals do not matter.
        currency: Currency to add up in, which the flows were converted to; ``None`` keeps every currency apart.
        provider: References of those who give; empty for all.
        receiver: References of those who receive; empty for all.
        kind: Which amounts.
        secondary: Whether reports of others' money count too.
        duplicates: Whether every version of an activity counts instead of one.

    Raises:
        UsageError: There is no such kind.
    """

    level: Level = None
    currency: str | None = None
    provider: Collection[str] = ()
    receiver: Collection[str] = ()
    kind: Kind = "transaction"
    secondary: bool = False
    duplicates: bool = False

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UsageError(f"there is no kind “{self.kind}”", remedy="one of " + ", ".join(KINDS))


class Place(NamedTuple):
    """Where amounts of one type stand: whose, in which file, at which level."""

    who: str | None
    file: str | None
    type: str | None
    level: int


def candidates(flow: pa.Table, asked: Selection) -> pa.Table:
    """The flows that were asked for, those that will be left out among them, with their columns as plain texts.

    Args:
        flow: The flow table.
        asked: What is asked for.

    Raises:
        UsageError: The question cannot be asked of this table.
    """
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


def standing(found: pa.Table, type_column: str) -> set[Place]:
    """Where amounts stand: each publisher, file, type and level there is.

    Args:
        found: The flows that are to be added up.
        type_column: Column of the type of the amount; each type is published at a level of its own.
    """
    columns = {"who": "reporting_org_ref", "file": "file", "type": type_column}
    kinds = pa.table({name: found[column].cast(pa.string()) for name, column in columns.items()})
    kinds = kinds.append_column("level", found["hierarchy"])
    rows = kinds.group_by([*columns, "level"]).aggregate([]).to_pylist()
    return {Place(row["who"], row["file"], row["type"], row["level"]) for row in rows}


def one_level(places: Collection[Place], level: Level = None) -> None:
    """Refuse to add up amounts of one type over several levels of one publisher, or of one file.

    A file counts as well as a publisher, because activities without a reference, or with another one, may stand at
    another level of the same hierarchy.

    Args:
        places: Where the amounts stand that are to be added up.
        level: The levels that were chosen: a file all of whose publishers have one is taken as it is.

    Raises:
        UsageError: Some publisher or file has several levels.
    """
    chosen = {_folded(who) for who in level} if isinstance(level, Mapping) else set()
    levels: dict[tuple[str, str, str | None], set[int]] = {}
    left: set[tuple[str, str, str | None]] = set()
    spelled: dict[str, str] = {}
    for place in places:
        publisher, file = _folded(place.who), ("file", place.file or "", place.type)
        if place.file or not publisher:
            levels.setdefault(file, set()).add(place.level)
        if publisher not in chosen:
            left.add(file)
        if place.who and publisher:
            levels.setdefault(("publisher", publisher, place.type), set()).add(place.level)
            spelled[publisher] = min(spelled.get(publisher, place.who), place.who)
    several = {
        (spelled[key[1]] if key[0] == "publisher" else key[1] or "no file"): sorted(there)
        for key, there in sorted(levels.items(), key=str)
        if len(there) > 1 and (key[0] == "publisher" or key in left)
    }
    if several:
        told = "; ".join(f"{who}: {', '.join(map(str, there))}" for who, there in list(several.items())[:5])
        raise UsageError(
            f"the same money may stand at several levels of an activity hierarchy, and is not added over them ({told})",
            remedy="choose one level (level), for all or for each publisher, or ask for totals by hierarchy",
        )


def _at_level(flow: pa.Table, level: Level) -> pa.ChunkedArray:
    if level is None:
        return pc.is_valid(flow["hierarchy"])
    if not isinstance(level, Mapping):
        return pc.equal(flow["hierarchy"], level)
    publisher = flow["reporting_org_ref"].cast(pa.string())
    written = pc.unique(publisher).to_pylist()
    chosen = {_folded(who): one for who, one in level.items()}
    named = [who for who in written if who is not None and _folded(who) in chosen]
    mask = pc.invert(pc.is_in(publisher, pa.array(named, pa.string())))
    for who in named:
        mine = pc.and_(pc.fill_null(pc.equal(publisher, who), False), pc.equal(flow["hierarchy"], chosen[_folded(who)]))
        mask = pc.or_(mask, mine)
    return mask


def _folded(reference: str | None) -> str:
    """A reference as references are compared; empty for none."""
    return (reference or "").strip().casefold()


def _converted(flow: pa.Table, currency: str) -> None:
    there = pc.unique(flow["converted_currency"].cast(pa.string())).to_pylist()
    if there not in ([currency], []):
        raise UsageError(
            f"the flows were not converted to {currency}",
            remedy=f"make them with flows(…, currency=“{currency}”), and with rates",
        )
