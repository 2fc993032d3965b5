"""What changed between two days: which datum or method, and what it did to the answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from forlik import places
from forlik.assess.acceptability.smaa import DRAWS
from forlik.assess.screens.asking import Asked, ask, ranked
from forlik.assess.screens.deciding import analysed
from forlik.assess.screens.observed import Seen
from forlik.assess.screens.screen import FOOTER
from forlik.assess.screens.standing_on import code_version
from forlik.assess.screens.warned import NOT_FOR, Warned
from forlik.core.errors import NoData, UsageError
from forlik.core.table import Manifest
from forlik.world import world

REMARK = (
    "share_alone is the share when, of all that changed, this alone is as on the second day; such shares do not "
    "add up, for figures also grow older, and their errors with them."
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the screens of two days said of a place."""

    share: float | None
    low: int | None
    high: int | None


NOTHING = _Told(None, None, None)
Shares = Mapping[str, _Told]


def changes(
    question: str,
    day1: str | date,
    day2: str | date,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    home: Path | str | None = None,
) -> Warned:
    """What changed in the answer to a question between two days, which datum or method did it, and what it did.

    Args:
        question: Name of a question; each day takes the version in force on it.
        day1: The earlier day.
        day2: The later day.
        draws: How many draws.
        seed: Their seed, the same for both days, so that draws do not differ by chance.
        home: Folder of the store; the setting ``home`` when not given.

    Returns:
        One row a change: ``country``, ``country_iso3``, ``indicator``, ``cause`` (``new figure``, ``revised figure``,
        ``now known``, ``no longer known``, ``method``, ``question``), ``period_before``, ``value_before``,
        ``known_before``, the same ``…_after``, ``share_before``, ``share_alone``, ``share_after`` and the ranks of both
        days. The places that moved most come first. Shares are null where a place was withheld. A file of it says
        in every row between which days, and what it must not be used for.

    Raises:
        UsageError: No such question, or days that are not two days in their order.
    """
    before, after = (ask(world(day, home=home), question) for day in (day1, day2))
    if before.day >= after.day:
        raise UsageError(f"{before.day} is not before {after.day}", remedy="name the earlier day first")
    told = [_told(one, draws, seed) for one in (before, after)]
    rows = [*_by_question(before, after), *_by_datum(before, after, draws, seed, told[0])]
    every = [_with_shares(row, *told) for row in rows]
    every.sort(key=lambda row: (-_moved(row), row["country"], row["indicator"]))
    content = pa.Table.from_pylist(every, schema=_SHAPE)
    said = {"question": question, "day_before": str(before.day), "day_after": str(after.day), NOT_FOR: FOOTER}
    return Warned(_manifest(before, after), lambda: content, said=said)


def _told(asked: Asked, draws: int, seed: int) -> Shares:
    try:
        found = analysed(asked, draws=draws, seed=seed)
    except NoData:
        return {}
    return {
        iso3: _Told(float(share), int(low), int(high))
        for iso3, share, low, high in zip(
            found.alternatives, found.share_top_k, found.rank_low, found.rank_high, strict=True
        )
    }


def _by_question(before: Asked, after: Asked) -> Iterator[dict[str, Any]]:
    if before.question.version != after.question.version:
        yield {
            "country": "",
            "country_iso3": "",
            "indicator": "",
            "cause": "question",
            "value_before": float(before.question.version),
            "value_after": float(after.question.version),
            "known_after": after.question.adopted.isoformat(),
            "alone": NOTHING,
        }


def _by_datum(before: Asked, after: Asked, draws: int, seed: int, told: Shares) -> Iterator[dict[str, Any]]:
    for name, indicator in after.question.indicators.items():
        if before.question.indicators.get(name) != indicator:
            continue  # the question itself is another, and what that did cannot be told figure by figure
        old, new = before.found[name], after.found[name]
        methods = before.series[indicator.measure].method, after.series[indicator.measure].method
        causes = {
            iso3: cause
            for iso3 in after.places
            if (cause := _cause(old.get(iso3, Seen(None)), new[iso3], changed=methods[0] != methods[1]))
        }
        alone = _told(_with(before, after, name), draws, seed) if causes else told
        for iso3, cause in causes.items():
            yield {
                "country": places.by_code("iso3", iso3).name(),
                "country_iso3": iso3,
                "indicator": name,
                "cause": cause,
                **_cell(old.get(iso3, Seen(None)), "before"),
                **_cell(new[iso3], "after"),
                "alone": alone.get(iso3, NOTHING),
            }


def _cause(old: Seen, new: Seen, *, changed: bool) -> str:
    """Why the two differ; empty where they do not."""
    if old.value == new.value and (old.period == new.period or new.value is None):
        return ""
    if old.value is None:
        return "now known"
    if new.value is None:
        return "no longer known"
    if old.period != new.period:
        return "new figure"
    return "method" if changed else "revised figure"


def _with(before: Asked, after: Asked, name: str) -> Asked:
    """The question of the first day, with one indicator as it was known on the second."""
    swapped = {iso3: after.found[name].get(iso3, before.found[name][iso3]) for iso3 in before.places}
    return ranked(before.question, before.day, before.series, before.places, {**before.found, name: swapped})


def _cell(seen: Seen, when: str) -> dict[str, Any]:
    basis = seen.figures[0].basis if seen.figures else None
    return {
        f"period_{when}": seen.period or None,
        f"value_{when}": seen.value,
        f"known_{when}": None if basis is None else basis.known_at[:10],
        f"source_{when}": None if basis is None else basis.source,
    }


def _with_shares(row: Mapping[str, Any], before: Shares, after: Shares) -> dict[str, Any]:
    iso3 = row["country_iso3"]
    one, two = before.get(iso3, NOTHING), after.get(iso3, NOTHING)
    return {name: value for name, value in row.items() if name != "alone"} | {
        "share_before": one.share,
        "share_alone": row["alone"].share,
        "share_after": two.share,
        "rank_low_before": one.low,
        "rank_high_before": one.high,
        "rank_low_after": two.low,
        "rank_high_after": two.high,
    }


def _moved(row: Mapping[str, Any]) -> float:
    if not row["country_iso3"]:
        return 2.0  # another question stands before every place
    before, after = float(row["share_before"] or 0), float(row["share_after"] or 0)
    return abs(after - before)


def _manifest(before: Asked, after: Asked) -> Manifest:
    every = {basis.number: basis for one in (before, after) for basis in one.weighed}
    one = after.question
    return Manifest(
        what=f"{one.name}, changes from {before.day} to {after.day}",
        as_of=after.day.isoformat(),
        clock="known",
        method=one.version,
        adopted=one.adopted.isoformat(),
        unit="share of weightings",
        grain="country and indicator",
        sources=tuple(every[number] for number in sorted(every)),
        code=code_version(),
        remarks=(REMARK, FOOTER),
    )


_SHAPE = pa.schema(
    [
        ("country", pa.string()),
        ("country_iso3", pa.string()),
        ("indicator", pa.string()),
        ("cause", pa.string()),
        *(
            (f"{name}_{when}", kind)
            for when in ("before", "after")
            for name, kind in (
                ("period", pa.string()),
                ("value", pa.float64()),
                ("known", pa.string()),
                ("source", pa.string()),
            )
        ),
        ("share_before", pa.float64()),
        ("share_alone", pa.float64()),
        ("share_after", pa.float64()),
        ("rank_low_before", pa.int32()),
        ("rank_high_before", pa.int32()),
        ("rank_low_after", pa.int32()),
        ("rank_high_after", pa.int32()),
    ]
)
