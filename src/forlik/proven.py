"""Where every figure of an answer comes from, as PROV-JSON: read off the shapes of answers as others rely on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any

from forlik.core.citation import figure_of_row
from forlik.core.derived import Derived, Part, Way
from forlik.core.figure import Basis, Figure, made_of
from forlik.core.measure import Measure
from forlik.core.prov_json import Graph, named, short, typed
from forlik.core.provenance import figure, making, provenance, snapshot
from forlik.core.table import Manifest
from forlik.discover import measure, measures
from forlik.portfolio.definitions import definition, definition_names
from forlik.portfolio.overview.figures import DOLLARS, PORTFOLIO, total
from forlik.world import VERSION


def answer(body: Mapping[str, Any], bases: Sequence[Basis]) -> str:
    """The provenance of every figure of an answer.

    Args:
        body: The answer, in one of the shapes of :mod:`forlik.shapes` or of the portfolio.
        bases: What it stands on; their numbers are those that its rows name.

    Returns:
        PROV-JSON. Where the answer has no figures, or their shape is none that is known here, of its snapshots alone.
    """
    return provenance(_figures(body, {one.number: one for one in bases}), bases, VERSION)


def tells(body: Mapping[str, Any]) -> bool:
    """Whether an answer is in a shape whose figures are told one by one."""
    return ("method" in body and "measure" in body) or "figures" in body or "sum_usd" in body or _is_portfolio(body)


def rows(what: Measure, number: int, given: Iterable[Mapping[str, Any]], bases: Sequence[Basis]) -> str:
    """The provenance of rows of a measure.

    Args:
        what: The measure.
        number: Number of the method that made them.
        given: Its rows, as a table of the world or an answer has them.
        bases: The sources of that table.
    """
    return provenance(_rows(what, number, list(given), bases), bases, VERSION)


def _rows(what: Measure, number: int, given: Sequence[Mapping[str, Any]], bases: Sequence[Basis]) -> Iterator[Derived]:
    """Rows of a measure; what an only row stands on, all of it is made of."""
    way = of_measure(what.name, number)
    for row in given:
        one = figure_of_row(what, row, bases)
        yield Derived(made_of(one, bases) if len(given) == 1 and one.basis else one, way)


def table(manifest: Manifest, title: str, figures: Iterable[Figure] = ()) -> str:
    """The provenance of a table as a whole.

    Args:
        manifest: What it was made from.
        title: What it is called.
        figures: The figures that it was reckoned from, where they are known one by one.
    """
    graph = Graph()
    made = making(graph, Way(manifest.what, title, manifest.method, adopted=manifest.adopted), manifest.code)
    day = date.fromisoformat(manifest.as_of)
    told = (figure(graph, Derived(one, way_of(one, day)), {}, manifest.code) for one in figures)
    sources = list(dict.fromkeys((*told, *(snapshot(graph, one) for one in manifest.sources))))
    name = graph.put(
        "entity",
        named("table", manifest.what, short(made, *manifest.remarks, *sources)),
        prov_type=typed("term:Table", "prov:QUALIFIED_NAME"),
        prov_label=title,
        dct_description=manifest.grain,
        term_remarks=" ".join(manifest.remarks),
    )
    graph.relate("wasGeneratedBy", name, made)
    for source in sources:
        graph.relate("used", made, source)
        graph.relate("wasDerivedFrom", name, source, made)
    return graph.written()


@lru_cache(maxsize=256)
def of_measure(name: str, number: int) -> Way:
    """How a method of a measure makes its figures."""
    what = measure(name)
    method = next(one for one in what.methods if one.number == number)
    return Way(name, what.title, number, what.lock(method), method.adopted.isoformat(), method.says)


def way_of(one: Figure, day: date) -> Way:
    """How a figure was made: by the method in force on a day, by a definition of pillars, or by the software alone.

    Args:
        one: The figure.
        day: The day.
    """
    if one.measure in measures():
        return of_measure(one.measure, measure(one.measure).method_on(day).number)
    return _defined("purpose") if one.measure == PORTFOLIO else Way(one.measure, one.measure)


@lru_cache(maxsize=8)
def _defined(name: str) -> Way:
    """How a total of the portfolio is made: which money is of which pillar, by a definition of a version."""
    if name not in definition_names():
        return Way(f"{PORTFOLIO}_{name}", name)
    said = definition(name)
    digest = sha256(said.model_dump_json().encode()).hexdigest()
    return Way(f"{PORTFOLIO}_{name}", said.title.en, said.version, digest, says=said.statement)


def _figures(body: Mapping[str, Any], bases: Mapping[int, Basis]) -> Iterator[Derived]:
    if "measure" in body and "method" in body:
        what, number = measure(body["measure"]), body["method"]["number"]
        yield from _rows(what, number, body["rows"], tuple(bases.values()))
    elif "figures" in body:
        for one in body["figures"]:
            found = _newest(body, one, bases)
            yield Derived(found, way_of(found, date.fromisoformat(body["as_of"])))
    elif "sum_usd" in body:
        yield _opened(body, bases)
    elif _is_portfolio(body):
        for row in _portfolio_rows(body):
            for pillar, cell in row["pillars"].items():
                name = str(body["definition"]["name"])
                found = _total({**row, **cell, "pillar": pillar, "flow": body["flow"]}, bases)
                yield Derived(found, _defined(name), whole=cell["flows"])


def _is_portfolio(body: Mapping[str, Any]) -> bool:
    return "definition" in body and "level_rule" in body


def _portfolio_rows(body: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for name in ("countries", "beside", "totals", "rows"):
        yield from (row for row in body.get(name, ()) if isinstance(row, Mapping) and "pillars" in row)


def _newest(body: Mapping[str, Any], one: Mapping[str, Any], bases: Mapping[int, Basis]) -> Figure:
    """A figure of a country's profile."""
    return Figure(
        measure=one["measure"],
        label=one["label"],
        country=body["country"],
        country_iso3=body["country_iso3"],
        period=one["period"],
        value=_exact(one["value"]),
        unit=one["unit"],
        status=one["status"],
        reason=one["reason"] or "",
        low=_exact(one["low"]),
        high=_exact(one["high"]),
        basis=bases.get(one["basis"]),
        others=tuple(bases[number] for number in one["bases"] if number != one["basis"] and number in bases),
    )


def _total(cell: Mapping[str, Any], bases: Mapping[int, Basis]) -> Figure:
    files = sorted(cell["bases"], key=lambda number: number != cell.get("basis"))
    return total(
        (f"{cell['flow']}, {cell['pillar']}", cell["place"]),
        cell["place_code"] or cell["place_kind"],
        cell["year"],
        _exact(cell["amount_usd"]),
        status=cell["status"],
        reason=cell["reason"] or "",
        files=[bases[number] for number in files if number in bases],
    )


def _opened(body: Mapping[str, Any], bases: Mapping[int, Basis]) -> Derived:
    """A total with the transactions that it is the sum of, or with those of them that the answer has."""
    parts = tuple(_part(one) for one in body["flows"])
    # Also where the answer has some of its parts only, the files of all of them are named.
    used = {*(one.basis for one in parts), *body.get("bases", ())}
    found = tuple(bases[number] for number in sorted(used & bases.keys()))
    count = body.get("count", len(parts))
    if "partner" in body:
        return Derived(_of_partner(body), Way("partners", "Money of a partner"), found, parts, count)
    return Derived(_total(body, bases), _defined(body["definition"]), found, parts, count)


def _of_partner(body: Mapping[str, Any]) -> Figure:
    """What a partner gives, gets or spends."""
    amount = _exact(body["amount_usd"])
    return Figure(
        measure="partners",
        label=f"{body['name'] or body['partner']}, {body['side']}, {body['flow']}",
        country="",
        country_iso3=body.get("country") or "",
        period=str(body.get("year") or ""),
        value=amount,
        unit=DOLLARS,
        # What has no rate is not in the sum, and the reason says so.
        status="unknown" if amount is None else "estimated" if body["reason"] else "reported",
        reason=body["reason"] or "",
    )


def _part(one: Mapping[str, Any]) -> Part:
    return Part(
        name=f"{one['activity_key']} {one['transaction_no']}",
        title=one["title"] or one["activity_key"],
        basis=one["basis"],
        file_sha256=one["file_sha256"],
        first=one["byte_start"],
        last=one["byte_end"],
    )


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
