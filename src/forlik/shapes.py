"""The shapes of answers as JSON, which others rely on: the same from the command line and from the desk."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.core.table import Table, json_number
from forlik.places import Place
from forlik.profile import marks
from forlik.watch import Ranking
from forlik.world import World

if TYPE_CHECKING:
    from forlik.assess.acceptability.sobol_indices import SobolIndices
    from forlik.assess.interest import Interest, OwnInterest
    from forlik.assess.screens.asking import Asked
    from forlik.assess.screens.screen import Evidence, Row, Screen, Withheld


def measure(world: World, what: Measure, table: Table | None) -> dict[str, Any]:
    """A measure's rows with what they stand on; no rows when nothing was known."""
    method = what.method_on(world.day)
    shape = {
        "measure": what.name,
        "unit": what.unit,
        "grain": what.grain,
        "as_of": world.day.isoformat(),
        "clock": world.then.clock,
        "method": {"number": method.number, "adopted": method.adopted.isoformat()},
        "rows": [measure_row(row) for row in (() if table is None else table.rows())],
        "sources": [dataclasses.asdict(basis) for basis in (() if table is None else table.manifest.sources)],
    }
    if table is not None and table.manifest.remarks:
        shape["remarks"] = list(table.manifest.remarks)
    return shape


def measure_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """One row of a measure."""
    return {
        "country": row["country"],
        "country_iso3": row["country_iso3"],
        "year": row["year"],
        "month": row["month"],
        "value": json_number(row["value"]),
        "low": json_number(row["low"]),
        "high": json_number(row["high"]),
        "status": row["status"],
        "reason": row["reason"],
        "basis": row["basis"],
    }


def country(world: World, place: Place, figures: Iterable[Figure]) -> dict[str, Any]:
    """A place's newest figures, unknown ones with their reason."""
    return {
        "country": place.name(),
        "country_iso3": place.iso3,
        "as_of": world.day.isoformat(),
        "figures": [
            {
                "measure": figure.measure,
                "label": figure.label,
                "value": json_number(figure.value),
                "low": json_number(figure.low),
                "high": json_number(figure.high),
                "unit": figure.unit,
                "period": figure.period,
                "status": figure.status,
                "reason": figure.reason,
                "source": figure.basis.source if figure.basis else None,
                "known_at": figure.basis.known_at if figure.basis else None,
                "licence": figure.basis.licence if figure.basis else None,
                "basis": figure.basis.number if figure.basis else None,
                "bases": [one.number for one in figure.bases],
                "stale": "stale" in marks(figure, world.day),
            }
            for figure in figures
        ],
    }


def watch(world: World, listed: Ranking) -> dict[str, Any]:
    """Where deaths have risen most."""
    return {
        "as_of": world.day.isoformat(),
        "measure": listed.measure,
        "last_month": listed.last_month,
        "newest_month": listed.months[0],
        "remarks": list(listed.remarks),
        "rows": [dataclasses.asdict(row) for row in listed.rows],
        "sources": [dataclasses.asdict(basis) for basis in listed.table.manifest.sources],
    }


def decide(screen: "Screen", place: str = "", own: "OwnInterest | None" = None) -> dict[str, Any]:
    """A screen: its question, method, manifest, the ranked places and the withheld ones.

    Where the asker set the weights, ``weights`` of the method are those, and ``one_weighting`` is there: of every
    dimension the share of the weight with which it was reckoned. It is absent of an answer by all weightings.

    Args:
        screen: The screen.
        place: Code of a place whose cells are opened too; none when empty.
        own: Own interest, to be shown beside each place; left out altogether when ``None``.
    """
    one, manifest = screen.question, screen.stands_on
    shape = {
        "question": one.name,
        "as_of": manifest.as_of,
        "method": {
            "version": one.version,
            "adopted": one.adopted.isoformat(),
            "asks": one.asks.en,
            "top": one.top,
            "aggregation": list(one.aggregation),
            "goalposts": one.goalposts,
            "weights": dict(manifest.weights) or one.weights.model_dump(exclude_none=True),
            "draws": manifest.draws,
            "seed": manifest.seed,
            **({"one_weighting": dict(screen.weighting)} if screen.weighting else {}),
        },
        "manifest": {"sha256": manifest.sha256, **manifest.plain()},
        "rows": [_ranked(row) | _beside(own, row.country_iso3) for row in screen.rows],
        "withheld": [_withheld(row) | _beside(own, row.country_iso3) for row in screen.withheld],
        "indicators": [dataclasses.asdict(one) for one in screen.coverage],
        "missing": [one.indicator for one in screen.missing],
        "notes": [one.notes.en, one.misuse.en],
        "footer": screen.footer,
    }
    if place:
        shape["explained"] = {"country_iso3": place, "cells": [_opened(one) for one in screen.opened(place).values()]}
    if own is not None:
        shape["own_interest"] = _own(own)
    return shape


def undecided(asked: "Asked") -> dict[str, Any]:
    """A question of which too little is known to rank anybody: who is withheld and why, and what is missing."""
    from forlik.assess.screens.screening import coverage, withheld

    one, reach = asked.question, coverage(asked)
    return {
        "question": one.name,
        "as_of": asked.day.isoformat(),
        "method": {"version": one.version, "adopted": one.adopted.isoformat(), "asks": one.asks.en, "top": one.top},
        "manifest": None,
        "rows": [],
        "withheld": [_withheld(row) for row in withheld(asked)],
        "indicators": [dataclasses.asdict(one) for one in reach],
        "missing": [one.indicator for one in reach if not one.dimension or not one.known],
    }


def matters(asked: "Asked", found: "SobolIndices", seed: int) -> dict[str, Any]:
    """Which assumption matters to an answer: of each quantity the share of its variance by assumption."""
    from forlik.assess.screens.screen import FOOTER

    one = asked.question
    return {
        "question": one.name,
        "as_of": asked.day.isoformat(),
        "method": {"version": one.version, "adopted": one.adopted.isoformat(), "samples": found.samples, "seed": seed},
        "indices": [dataclasses.asdict(index) for index in found.indices],
        "steady": list(found.steady),
        "footer": FOOTER,
    }


def _withheld(row: "Withheld") -> dict[str, Any]:
    return {
        "country": row.country,
        "country_iso3": row.country_iso3,
        "reason": row.reason,
        "missing": list(row.missing),
        "observed_share": row.observed,
    }


def changes(table: Table) -> dict[str, Any]:
    """What changed in an answer between two days."""
    from forlik.assess.screens.screen import FOOTER

    manifest = table.manifest
    return {
        "changes": manifest.what,
        "as_of": manifest.as_of,
        "method": {"version": manifest.method, "adopted": manifest.adopted},
        "remarks": list(manifest.remarks),
        "rows": table.rows(),
        "sources": [dataclasses.asdict(basis) for basis in manifest.sources],
        "footer": FOOTER,
    }


def _ranked(row: "Row") -> dict[str, Any]:
    return {
        "country": row.country,
        "country_iso3": row.country_iso3,
        "share_top_k": row.share_top_k,
        "rank_low": row.rank_low,
        "rank_high": row.rank_high,
        "dimensions": dict(row.dimensions),
        "missing": list(row.missing),
        "word": row.word,
        "priorities": list(row.priorities),
        "spread": {case: list(ranks) for case, ranks in row.spread.items()},
        "observed_share": row.observed,
        "stale": list(row.stale),
        "oldest": row.oldest,
        "confidence": row.confidence,
        "on_list": row.on_list,
        "remarks": list(row.remarks),
    }


def _opened(one: "Evidence") -> dict[str, Any]:
    return {
        "indicator": one.indicator,
        "title": one.title,
        "dimension": one.dimension,
        "score": one.score,
        "error": one.error,
        "reason": one.reason,
        "figures": [_figure(figure) for figure in one.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "measure": figure.measure,
        "value": json_number(figure.value),
        "low": json_number(figure.low),
        "high": json_number(figure.high),
        "unit": figure.unit,
        "period": figure.period,
        "status": figure.status,
        "basis": dataclasses.asdict(figure.basis) if figure.basis else None,
    }


def _own(own: "OwnInterest") -> dict[str, Any]:
    """What own interest is, how far it reaches, and what its figures stand on; the places have their own."""
    return {
        "home": own.home,
        "version": own.said.version,
        "not_for": own.said.misuse.en,
        "not_yet": own.said.not_yet.en,
        "indicators": {
            name: {
                "title": one.tie.title.en,
                "unit": one.tie.unit,
                "known": one.known,
                "asked": len(own.by_place),
                "years": list(one.years),
                "licence": one.tie.licence,
            }
            for name, one in own.reach.items()
        },
        "sources": [dataclasses.asdict(basis) for basis in own.sources],
    }


def _beside(own: "OwnInterest | None", iso3: str) -> dict[str, Any]:
    if own is None:
        return {}
    found: Interest = own.by_place[iso3]
    figures = {name: _figure(figure) for name, figure in found.figures.items()}
    return {"own_interest": {"score": found.score, "figures": figures, "missing": dict(found.missing)}}
