"""The ledger of expectations as pages tell it: what runs, what waits, what came, and how good it was."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _t

from forlik.assess.ledger.ledger import Entry, brought_in, forecasts, ledger, made_here, nowcasts
from forlik.assess.ledger.scores import Bin, against_base_rates, brier, calibration
from forlik.assess.options.proposed import options
from forlik.charts.calibration import Point, calibration_plot
from forlik.core.errors import ForlikError, UsageError
from forlik.desk import worlds
from forlik.desk.register.deciding.spoken import decimal, percent
from forlik.desk.register.figures import figures_on
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.sections.foreseen import entry_told
from forlik.desk.register.sections.telling import Telling
from forlik.discover import measure, source
from forlik.register.option import option_of

FEW = 30
"""Resolved expectations below which a score says little of anything."""
GROUPS = ("waiting", "running", "resolved", "void")


def entries_of(telling: Telling) -> tuple[Entry, ...]:
    """The expectations that whoever asks may see, with what became of them on the day asked for."""
    with worlds.LOCK:
        return ledger(telling.dossier, figures_on(telling.asked.day))


def grouped(telling: Telling, entries: Iterable[Entry]) -> dict[str, list[dict[str, Any]]]:
    """Expectations by where they stand: those that wait for somebody first; what came last is first of what came."""
    found: dict[str, list[Entry]] = {name: [] for name in GROUPS}
    for one in entries:
        found["resolved" if one.resolved else one.outcome].append(one)
    found["resolved"].reverse()
    ways = _ways(telling)
    return {name: [told(telling, one, ways) for one in some] for name, some in found.items()}


def told(telling: Telling, one: Entry, ways: dict[str, str] | None = None) -> dict[str, Any]:
    """One expectation with its option and, where a measure tells, the way to the figure and to its source."""
    expected = one.record.expected
    name = expected.measure if expected and expected.measure else ""
    return {
        **entry_told(telling, one),
        "option": _option(telling, one, _ways(telling) if ways is None else ways),
        "bound": _bound(one, name),
        "figured": _figured(telling, one, name) if name else None,
    }


def scored(entries: Sequence[Entry]) -> dict[str, Any]:
    """How good the forecasts made here were, in all: never of one person, for the ledger is for learning."""
    here = made_here(entries)
    given = forecasts(here)
    scores, base = brier(given), against_base_rates(here)
    void = [one for one in here if one.outcome == "void"]
    bins = [one for one in calibration(given) if one.n]
    return {
        "n": scores.n,
        "few": scores.n < FEW,
        "enough": FEW,
        "score": decimal(scores.brier, 3),
        "parts": [
            (_t("how far what was said lies from what came: 0 is best"), decimal(scores.reliability, 3)),
            (_t("how much what was said tells apart: the more the better"), decimal(scores.resolution, 3)),
            (_t("how uncertain it was in all: the score of always saying how often it came"),
             decimal(scores.uncertainty, 3)),
        ],
        "happened": "" if scores.happened is None else percent(scores.happened),
        "base": {"n": base.n, "score": decimal(base.brier, 3), "base": decimal(base.base, 3),
                 "better": base.skill is not None and base.skill > 0, "skill": decimal(base.skill, 2)},
        "bins": [_bin(one) for one in bins],
        "plot": _plot(bins),
        "void": len(void),
        "void_by_own": sum(one.own for one in void),
        "apart": _apart(brought_in(entries)),
        "over": _apart(nowcasts(entries)),
    }  # fmt: skip


def _apart(entries: Sequence[Entry]) -> dict[str, Any]:
    """What is in no score of what was forecast here, with a score of its own."""
    scores = brier(forecasts(entries))
    return {"count": len(entries), "n": scores.n, "score": decimal(scores.brier, 3)}


def _bin(one: Bin) -> dict[str, Any]:
    return {
        "band": f"{one.low}–{one.high} %",
        "n": one.n,
        "said": percent(one.said or 0),
        "came": percent(one.came or 0),
        "between": f"{percent(one.came_low or 0)} – {percent(one.came_high or 0)}",
    }


def _plot(bins: Iterable[Bin]) -> str:
    points = [
        Point(one.said or 0, one.came or 0, one.came_low or 0, one.came_high or 0, one.n)
        for one in bins
    ]  # fmt: skip
    return calibration_plot(points, _t("Said to be probable, in percent"), _t("Came, in percent")) if points else ""


def _ways(telling: Telling) -> dict[str, str]:
    """The options that are seen → the record of each."""
    return {str(one.option): one.record for one in options(telling.dossier)}


def _option(telling: Telling, one: Entry, ways: dict[str, str]) -> dict[str, str]:
    try:
        option = option_of(one.record.option or "")
    except UsageError:
        return {"id": "", "title": one.record.option or ""}
    record = ways.get(str(option), "")
    if record:
        telling.of(telling.dossier[record])
    return {"id": record, "title": option_title(option, telling.language)}


def _bound(one: Entry, name: str) -> dict[str, Any] | None:
    """What was to hold of a figure, in words."""
    expected = one.record.expected
    if expected is None or not name or expected.threshold is None:
        return None
    return {
        "relation": _t("at least") if expected.relation == "at_least" else _t("at most"),
        "threshold": expected.threshold,
        "unit": expected.unit,
        "period": expected.period,
    }


def _figured(telling: Telling, one: Entry, name: str) -> dict[str, Any]:
    """What the measure is called, where its page is, and from which source the figure is, where one is known."""
    place = one.record.place or ""
    found: dict[str, Any] = {
        "name": name,
        "title": name,
        "place": place,
        "called": _t("World") if place == "World" else "",
        "sources": [],
    }
    found["called"] = found["called"] or telling.place(place)
    try:
        found["title"] = _t(measure(name).title)
    except ForlikError:
        return {**found, "name": ""}  # what was a measure then is none now
    if one.reading:
        expected = one.record.expected
        period = expected.period if expected else None
        with worlds.LOCK:
            rows = worlds.kept(telling.asked.day).measure(name, place, start=period, end=period).rows()
        found["sources"] = [(row["source"], source(row["source"]).title) for row in rows]
    return found
