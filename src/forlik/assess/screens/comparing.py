"""What changed between two days: which datum or method, and what it did to the answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from forlik import places
from forlik.assess.acceptability.smaa import DRAWS
from forlik.assess.screens.asking import INCOME, Asked, ask, ranked
from forlik.assess.screens.deciding import analysed
from forlik.assess.screens.differing import Difference, causes, differences
from forlik.assess.screens.observed import seen
from forlik.assess.screens.peers import groupings
from forlik.assess.screens.screen import FOOTER
from forlik.assess.screens.standing_on import code_version
from forlik.assess.screens.warned import NOT_FOR, Warned
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Figure
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
Changed = dict[str, Any]


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
        One row a change: ``country``, ``country_iso3``, ``indicator``, ``measure`` (whose figure or method it is: that
        of the indicator or what it is divided by), ``cause`` (``new figure``, ``revised figure``, ``now known``,
        ``no longer known``, ``method``, ``question``, ``place came``, ``place left``), ``period_before``,
        ``value_before``, ``low_before``, ``high_before``, ``known_before``, ``source_before`` of that figure, the same
        ``…_after``, ``share_before``, ``share_alone``, ``share_after`` and the ranks of both days. Where more than one
        thing changed behind a value each has its row. A row without an indicator tells of a place that is asked about
        on one day only, or, with the measure of income, of one that came among other peers. The places that moved most
        come first. Shares are null where a place was withheld or not asked about. A file of it says in every row
        between which days, and what it must not be used for.

    Raises:
        UsageError: No such question, or days that are not two days in their order.
    """
    before, after = (ask(world(day, home=home), question) for day in (day1, day2))
    if before.day >= after.day:
        raise UsageError(f"{before.day} is not before {after.day}", remedy="name the earlier day first")
    told = [_told(one, draws, seed) for one in (before, after)]
    rows = [
        *_by_question(before, after),
        *(row for by in (_by_place, _by_datum, _by_peers) for row in by(before, after, draws, seed)),
    ]
    every = [_with_shares(row, *told) for row in rows]
    every.sort(key=lambda row: (-_moved(row), row["country"], row["indicator"], row["measure"], row["cause"]))
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


def _by_question(before: Asked, after: Asked) -> Iterator[Changed]:
    if before.question.version != after.question.version:
        yield {
            **_row("", "", Difference("", "question", (None, None)), NOTHING),
            "value_before": float(before.question.version),
            "value_after": float(after.question.version),
            "known_after": after.question.adopted.isoformat(),
        }


def _by_place(before: Asked, after: Asked, draws: int, seed: int) -> Iterator[Changed]:
    """Places that are asked about, and could be ranked, on one of the days only."""
    came = sorted({*after.places} - {*before.places} - {*after.withheld})
    left = sorted({*before.places} - {*after.places} - {*before.withheld})
    where = after.question.universe.where_known or before.question.universe.where_known
    alone = _told(_among(before, after.places), draws, seed) if came else {}
    for cause, codes in (("place came", came), ("place left", left)):
        for iso3 in codes:
            pair = _newest(before, where, iso3), _newest(after, where, iso3)
            different = Difference(where, cause, pair, (pair[0] is not None, pair[1] is not None))
            yield _row(iso3, "", different, alone.get(iso3, NOTHING))


def _by_datum(before: Asked, after: Asked, draws: int, seed: int) -> Iterator[Changed]:
    for name, indicator in after.question.indicators.items():
        if before.question.indicators.get(name) != indicator:
            continue  # the question itself is another, and what that did cannot be told figure by figure
        old, new = before.found[name], after.found[name]
        found = [
            (iso3, different)
            for iso3 in after.places
            if iso3 in old
            for different in differences(indicator, iso3, (old[iso3], new[iso3]), (before.series, after.series))
        ]
        alone = {
            measure: _told(_with(before, after, name, measure), draws, seed)
            for measure in dict.fromkeys(different.measure for _, different in found)
        }
        for iso3, different in found:
            yield _row(iso3, name, different, alone[different.measure].get(iso3, NOTHING))


def _by_peers(before: Asked, after: Asked, draws: int, seed: int) -> Iterator[Changed]:
    """Places whose income puts them among other peers; of no concern where nothing was drawn from peers before."""
    if not all(np.isnan(one.scores.values).any() for one in (before, after)):
        return
    codes = sorted({*before.scores.places, *after.scores.places} & {*before.places} & {*after.places})
    series = before.series[INCOME], after.series[INCOME]
    both = zip(codes, *(groupings(codes, one)[0] for one in series), strict=True)
    if not (moved := [iso3 for iso3, one, two in both if one != two]):
        return
    alone = _told(replace(before, series={**before.series, INCOME: series[1]}), draws, seed)
    for iso3 in moved:
        pair = _newest(before, INCOME, iso3), _newest(after, INCOME, iso3)
        known = pair[0] is not None, pair[1] is not None
        for cause in causes(pair, known, series):
            yield _row(iso3, "", Difference(INCOME, cause, pair, known), alone.get(iso3, NOTHING))


def _newest(asked: Asked, measure: str, iso3: str) -> Figure | None:
    series = asked.series.get(measure)
    period = series.newest(iso3) if series else None
    return series.figure(iso3, period) if series and period else None


def _with(before: Asked, after: Asked, name: str, measure: str) -> Asked:
    """The question of the first day, with one measure behind one indicator as it was known on the second."""
    indicator, mixed = before.question.indicators[name], {**before.series, measure: after.series[measure]}
    swapped = {iso3: seen(indicator, iso3, mixed, after.day) for iso3 in before.places}
    return ranked(before.question, before.day, before.series, before.places, {**before.found, name: swapped})


def _among(before: Asked, codes: tuple[str, ...]) -> Asked:
    """The question of the first day, asked about other places."""
    found = {
        name: {iso3: seen(indicator, iso3, before.series, before.day) for iso3 in codes}
        for name, indicator in before.question.indicators.items()
    }
    return ranked(before.question, before.day, before.series, codes, found)


def _row(iso3: str, indicator: str, different: Difference, alone: _Told) -> Changed:
    return {
        "country": places.by_code("iso3", iso3).name() if iso3 else "",
        "country_iso3": iso3,
        "indicator": indicator,
        "measure": different.measure,
        "cause": different.cause,
        **_cell(different.figures[0], "before", known=different.known[0]),
        **_cell(different.figures[1], "after", known=different.known[1]),
        "alone": alone,
    }


def _cell(figure: Figure | None, when: str, *, known: bool) -> Changed:
    basis = figure.basis if figure else None
    return {
        f"period_{when}": figure.period if figure else None,
        f"value_{when}": float(figure.value) if known and figure and figure.value is not None else None,
        f"low_{when}": _number(figure.low) if known and figure else None,
        f"high_{when}": _number(figure.high) if known and figure else None,
        f"known_{when}": None if basis is None else basis.known_at[:10],
        f"source_{when}": None if basis is None else basis.source,
    }


def _number(bound: Decimal | None) -> float | None:
    return None if bound is None else float(bound)


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
    beside = [INCOME, after.question.universe.where_known, before.question.universe.where_known]
    series = [one.series[name] for one in (before, after) for name in beside if name in one.series]
    bases = [*before.weighed, *after.weighed, *(basis for one in series for basis in one.sources)]
    every = {basis.number: basis for basis in bases}
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
        ("measure", pa.string()),
        ("cause", pa.string()),
        *(
            (f"{name}_{when}", kind)
            for when in ("before", "after")
            for name, kind in (
                ("period", pa.string()),
                ("value", pa.float64()),
                ("low", pa.float64()),
                ("high", pa.float64()),
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
