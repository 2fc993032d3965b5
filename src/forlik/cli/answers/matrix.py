"""The portfolio in words: rows of places and years, what stands beside them, and by which rules they were made."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forlik.cli.answers.saving import save as written
from forlik.cli.options import Voice, columns
from forlik.cli.wrapping import width, wrapped
from forlik.core.figure import DASH, plain
from forlik.core.table import json_number

if TYPE_CHECKING:
    from forlik.portfolio.matrix import Cell
    from forlik.portfolio.overview import Overview, Row

TITLES = {
    "development": "development",
    "humanitarian": "humanitarian",
    "peace": "peace",
    "rights_democracy": "rights",
    "excluded_donor_side": "donor side",
    "no_pillar": "no pillar",
    "all": "all",
}
NOWHERE = {"none": "no place stated", "all": "all places"}
MILLION, THOUSANDTH = 10**6, Decimal("0.001")
WHY = {
    "other_level": "on another level than the one that counts",
    "other_version": "in an older version of an activity",
    "secondary": "reported by others than who did it",
    "replaced": "replaced by a revised budget",
    "undated": "of no year",
}


def tell(
    voice: Voice,
    found: Sequence["Overview"],
    *,
    place: str | None,
    years: tuple[int, int],
    known: Sequence[int],
    tags: bool,
    save: Path | None,
) -> None:
    """Print it, or write it to a file.

    Args:
        voice: How to speak.
        found: The overview, one a definition.
        place: ISO code of one country; all when nothing.
        years: First and last year asked for.
        known: Years of which something is published.
        tags: Whether tags are told beside it.
        save: The file; nothing to print.
    """
    from forlik.portfolio.overview.exported import shape, together

    silent = [year for year in range(years[0], years[1] + 1) if year not in known]
    data: dict[str, Any] = shape(found[0])
    if len(found) > 1:
        data = {"by_definition": [shape(one) for one in found]}
    data["years_without_data"] = silent
    sums = _tags(found[0], place, years, known) if tags else []
    if tags:
        data["tags"] = [{**row, "usd": json_number(row["usd"])} for row in sums]
    if save:
        written(voice, save, together(found), data)
        return
    voice.answer(data, lambda: "\n".join(_words(found, place, silent, sums, width())))


def _words(
    found: Sequence["Overview"], place: str | None, silent: list[int], sums: list[dict[str, Any]], fitting: int
) -> Iterator[str]:
    one = found[0]
    yield from wrapped([_heading(found)], fitting)
    yield ""
    if len(found) == 1:
        yield from _laid_out(one, _rows(one, place), fitting)
    for each in found if len(found) > 1 else ():
        yield f"{each.matrix.definition.title.en} ({each.matrix.definition.name})"
        yield from _laid_out(each, each.rows if place else each.totals, fitting)
        yield ""
    if sums:
        yield ""
        yield from _tag_words(one, sums)
    yield ""
    yield from wrapped(_minded(found, silent), fitting)


def _heading(found: Sequence["Overview"]) -> str:
    one, said = found[0], found[0].matrix.definition
    pillars = f"{said.title.en} ({said.name}, version {said.version})" if len(found) == 1 else "under each definition"
    return (
        f"Aid by place and pillar, {one.matrix.flow}, in {one.currency}, current prices, as known on {one.world.day}; "
        f"pillars: {pillars}"
    )


def _rows(one: "Overview", place: str | None) -> list["Row"]:
    """The rows: countries, then what stands beside them, then all places; of one country its own."""
    return [*one.rows] if place else [*one.rows, *one.beside, *one.totals]


def _laid_out(one: "Overview", rows: Sequence["Row"], fitting: int) -> Iterator[str]:
    """Rows as a table that fits: in whole units, else in millions, else a line a cell."""
    shown = _shown(rows)
    for unit in (1, MILLION):
        lines = _wide(one, rows, shown, unit)
        if not fitting or max(map(len, lines)) <= fitting:
            yield from lines
            if unit == MILLION:
                yield f"In millions of {one.currency}."
            return
    yield from _long(one, rows, shown)


def _shown(rows: Sequence["Row"]) -> list[str]:
    """The pillars of which something is shown, and all four always."""
    there = {name for row in rows for name in row.cells}
    return [name for name in TITLES if name in there or name not in {"excluded_donor_side", "no_pillar"}]


def _wide(one: "Overview", rows: Sequence["Row"], shown: list[str], unit: int) -> list[str]:
    head = ("place", "year", *(TITLES[name] for name in shown), "coverage", "levels")
    cells = [
        (_named(row), row.year, *(_amount(one, row.cells.get(name), unit) for name in shown), *_sureness(row.whole))
        for row in rows
    ]
    return columns(cells, head, right=frozenset(range(1, len(head)))).split("\n")


def _long(one: "Overview", rows: Sequence["Row"], shown: list[str]) -> Iterator[str]:
    head = ("place", "year", "pillar", "amount", "coverage", "levels")
    cells = [
        (_named(row)[:24], row.year, TITLES[name], _amount(one, cell, 1), *_sureness(cell))
        for row in rows
        for name in shown
        if (cell := row.cells.get(name))
    ]
    yield from columns(cells, head, right=frozenset({1, 3, 4, 5})).split("\n")


def _named(row: "Row") -> str:
    from forlik.portfolio.overview import place_name

    return NOWHERE.get(row.place_kind) or place_name(row.where)


def _amount(one: "Overview", cell: "Cell | None", unit: int) -> str:
    """An amount; what is not published is unknown, and what is too small to be seen is not 0."""
    from forlik.portfolio.overview import whole_units

    money = one.money(cell) if cell else None
    if money is None or money.value is None:
        return DASH
    sign = "*" if money.status == "estimated" else ""
    if unit == 1:
        return plain(whole_units(money.value)) + sign
    shown = (money.value / unit).quantize(THOUSANDTH)
    if money.value and not shown:
        return f"{'<' if money.value > 0 else '>-'}{THOUSANDTH}{sign}"
    return plain(shown) + sign


def _sureness(cell: "Cell") -> tuple[str, str]:
    from forlik.portfolio.overview.rows import coverage_percent

    share = coverage_percent(cell)
    return DASH if share is None else f"{share} %", ", ".join(map(str, cell.levels)) or DASH


def _minded(found: Sequence["Overview"], silent: list[int]) -> Iterator[str]:
    """What a reader must mind: what is missing, what is left out, by which rules the totals stand."""
    from forlik.portfolio.currency import PRICE_BASIS
    from forlik.portfolio.matrix.cells import RULE

    one = found[0]
    if silent:
        yield f"Nothing is published for {', '.join(map(str, silent))}: that is unknown, not 0."
    rows = (*one.rows, *one.beside, *one.totals)
    amounts = [(cell, one.money(cell)) for row in rows for cell in row.cells.values()]
    reasons = {money.reason for cell, money in amounts if money.reason and cell.flows}
    if any(money.status == "estimated" for _, money in amounts):
        yield "*: something is not in it."
    yield from (f"  {reason}" for reason in sorted(reasons)[:SHOWN])
    if len(reasons) > SHOWN:
        yield f"  and {len(reasons) - SHOWN} more; --json has each with its cell"
    yield from _left_out(one)
    yield (
        "Coverage is the lower of two shares, rounded down: parts with a rate, and money with a pillar; of all places "
        "also money of a known country."
    )
    yield RULE
    yield from _rates(one)
    yield f"Prices: {PRICE_BASIS.text}; {PRICE_BASIS.why}."
    yield from (each.matrix.definition.statement.strip() for each in found)


SHOWN = 8


def _left_out(one: "Overview") -> Iterator[str]:
    for each in one.left_out_together:
        worth = "of unknown worth" if each.usd is None else f"{plain(each.usd.quantize(Decimal(1)))} US dollars"
        level = "" if each.level is None else f", level {each.level}"
        without = f", {each.without_rate} of them without a rate" if each.without_rate else ""
        yield f"Left out, {WHY.get(each.why, each.why)}{level}: {worth} in {plain(Decimal(each.flows))} parts{without}."


def _rates(one: "Overview") -> Iterator[str]:
    from forlik.portfolio.currency.names import DOLLAR

    if one.currency == DOLLAR:
        return
    for year, rate in one.rates.items():
        value = DASH if rate.value is None else f"{rate.value.quantize(Decimal('0.0001'))} {one.currency} a US dollar"
        told = f", the mean of {rate.days} days ({rate.period}, {rate.rule})" if rate.days else ""
        reason = f"; {rate.reason}" if rate.reason and rate.rate else ""
        yield f"Rate of {year}: {rate.reason if rate.rate is None else value + (told or f' ({rate.rule})') + reason}."


def _tags(one: "Overview", place: str | None, years: tuple[int, int], known: Sequence[int]) -> list[dict[str, Any]]:
    from forlik.portfolio.overview import tag_sums

    asked = [year for year in range(years[0], years[1] + 1) if year in known]
    return [
        {"tag": each.tag, "year": year, "usd": each.usd, "flows": each.flows, "reason": each.reason}
        for year in reversed(asked)
        for each in tag_sums(one.world, flow=one.matrix.flow, year=year, place=place)
    ]


def _tag_words(one: "Overview", sums: list[dict[str, Any]]) -> Iterator[str]:
    from forlik.portfolio.currency import in_currency
    from forlik.portfolio.overview import whole_units

    yield f"Across the pillars, by tag, parts of the totals above, {one.currency}:"
    rows = []
    for row in sums:
        money = in_currency(one.world, row["usd"], row["year"], one.currency)
        value = DASH if money.value is None else plain(whole_units(money.value))
        rows.append((row["tag"], row["year"], value, row["flows"], row["reason"]))
    yield from columns(rows, ("tag", "year", "amount", "parts", ""), right=frozenset({1, 2, 3})).split("\n")
