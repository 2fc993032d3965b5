"""Partners in words: who gives and who gets, with how many ties, and what would be lost with each; coverage first."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forlik.cli.answers.saving import save as written
from forlik.cli.options import Voice, columns
from forlik.cli.wrapping import width, wrapped
from forlik.core.errors import NoData
from forlik.core.figure import DASH, plain
from forlik.core.table import json_number

if TYPE_CHECKING:
    from forlik.core.table import Table
    from forlik.portfolio.partners import Money, Partner, Partners
    from forlik.world import World

PRINTED = 20
"""Partners of a list that is printed; files and JSON have all."""
NAME = 40
"""Letters of a name in a narrow column."""
GRAIN = "One row: one organisation, with what it gives, gets and spends, its ties, and what would be lost with it."


def tell(voice: Voice, then: "World", iso3: str | None, year: int | None, save: Path | None) -> None:
    """Print the partners, or write them to a file.

    Args:
        voice: How to speak.
        then: What was known.
        iso3: ISO code of one country: who gives and who gets there; all when nothing.
        year: One year; all when nothing.
        save: The file; nothing to print.

    Raises:
        NoData: Nothing is published there, or no IATI file was known on the day.
    """
    from forlik.portfolio.partners import partners

    found = partners(then, place=iso3, years=year)
    some = [one for one in found.found if one.given.flows or one.received.flows or one.own.flows]
    if not some:
        raise NoData(
            f"nothing is published as {found.flow}{_of(found)}",
            where="--partners",
            remedy="that is unknown, not 0; another year or country may have something",
        )
    rows = _rows(found, some)
    data = _shape(found, rows)
    if save:
        written(voice, save, _table(then, found, rows), data)
        return
    voice.answer(data, lambda: "\n".join(_words(found, some, width())))


def _of(found: "Partners") -> str:
    from forlik import places

    place = f" for {places.by_code('iso3', found.place).name()}" if found.place else ""
    return place + (f" in {found.years[0]}" if found.years else "")


def _words(found: "Partners", some: Sequence["Partner"], fitting: int) -> Iterator[str]:
    network, parts = found.network, _parts(found)
    heading = f"Partners{_of(found)}, {found.flow}, in USD, current prices, as known on {found.day}"
    covered = DASH if network.coverage_percent is None else f"{network.coverage_percent} %"
    ties = (
        f"{len(some)} with money; {len(network.ids)} with a tie, {len(network)} ties; parts that hang together: "
        f"{len(parts)}, {max(parts, default=0)} organisations in the largest."
    )
    yield from wrapped(
        [
            heading,
            f"Coverage: {covered} of the flows, or of their money, whichever is less, is between two that are named.",
            ties,
        ],
        fitting,
    )
    yield ""
    if found.place:
        yield from _ends(some, fitting)
    else:
        yield from _everywhere(found, some, fitting)
    yield ""
    yield from wrapped(_minded(found, some), fitting)


def _parts(found: "Partners") -> list[int]:
    """How many organisations are in each part that hangs together."""
    from forlik.portfolio.network.connected import components

    return [len(one.organisations) for one in components(found.network)]


def _ends(some: Sequence["Partner"], fitting: int) -> Iterator[str]:
    """Who gives most to a country and who gets most there, with own spending, as its page has them."""
    for title, head, side in (("Who gives most", "gives", "given"), ("Who gets most", "gets", "received")):
        there = [one for one in some if getattr(one, side).flows or one.own.flows]
        there.sort(key=lambda one: -_together(getattr(one, side), one.own))
        yield title
        rows = [(_called(one), _dollars(getattr(one, side)), _dollars(one.own)) for one in there[:PRINTED]]
        yield from _laid_out(rows, ("partner", head, "own spending"), fitting)
        yield from _more(len(there))
        yield ""


def _together(money: "Money", own: "Money") -> Decimal:
    return (money.usd or Decimal(0)) + (own.usd or Decimal(0))


def _everywhere(found: "Partners", some: Sequence["Partner"], fitting: int) -> Iterator[str]:
    head = ("partner", "gives", "gets", "own spending", "ties", "lost", "alone")
    yield from _laid_out([_line(found, one) for one in some[:PRINTED]], head, fitting)
    yield from _more(len(some))


def _line(found: "Partners", one: "Partner") -> tuple[str, ...]:
    from forlik.portfolio.partners.summary import degrees_of, leaving_of

    degree, lost = degrees_of(found).get(one.ref), leaving_of(found).get(one.ref)
    return (
        _called(one),
        *map(_dollars, (one.given, one.received, one.own)),
        f"{degree.funders}+{degree.implementers}" if degree else DASH,
        _whole(lost.through) + ("+" if lost.unknown else "") if lost else DASH,
        str(lost.left_alone) if lost else DASH,
    )


def _laid_out(rows: Sequence[Sequence[str]], head: Sequence[str], fitting: int) -> Iterator[str]:
    """Rows as a table that fits, else a paragraph each."""
    lines = columns(rows, head, right=frozenset(range(1, len(head)))).split("\n")
    if not fitting or max(map(len, lines)) <= fitting:
        yield from lines
        return
    for row in rows:
        said = ", ".join(f"{name} {value}" for name, value in zip(head[1:], row[1:], strict=True))
        yield from wrapped([f"{row[0]}: {said}"], fitting)


def _more(many: int) -> Iterator[str]:
    if many > PRINTED:
        yield f"and {many - PRINTED} more; --json and --save have all"


def _called(one: "Partner") -> str:
    name = " ".join(one.name.split())
    return name if len(name) <= NAME else f"{name[: NAME - 1]}…"


def _dollars(money: "Money") -> str:
    """Whole dollars; what has no rate is not in them, and a mark says so."""
    if money.usd is None:
        return DASH
    return _whole(money.usd) + ("*" if money.without_rate else "")


def _whole(usd: Decimal) -> str:
    from forlik.portfolio.overview import whole_units

    return plain(whole_units(usd))


def _minded(found: "Partners", some: Sequence["Partner"]) -> Iterator[str]:
    """What a reader must mind."""
    from forlik.portfolio.matrix.cells import RULE

    if any(money.without_rate for one in some for money in (one.given, one.received, one.own)):
        yield "*: something without a rate is not in it."
    yield (
        "Own spending has one organisation at both ends: it is no part of what is given and got; the page of a country "
        "counts it on both sides."
    )
    if not found.place:
        yield (
            "Ties: from how many it gets, and to how many it gives. Lost: the larger of what it gets from and gives to "
            "others who are named, “+” where of some ties the money is unknown; alone: how many have nobody else. "
            "Nobody is taken to step in: it is no forecast."
        )
    for one in found.network.left_out:
        if one.entries:
            worth = "of unknown worth" if one.money is None else f"{_whole(one.money)} US dollars"
            yield f"Not in the ties, {one.reason.text('en')}: {one.entries}, {worth}."
    yield RULE


def _rows(found: "Partners", some: Sequence["Partner"]) -> list[dict[str, Any]]:
    from forlik.portfolio.partners.summary import degrees_of, leaving_of

    ties, leaving = degrees_of(found), leaving_of(found)
    return [
        {
            "ref": one.ref,
            "name": one.name,
            "given_usd": one.given.usd,
            "given_without_rate": one.given.without_rate,
            "received_usd": one.received.usd,
            "received_without_rate": one.received.without_rate,
            "own_usd": one.own.usd,
            "own_without_rate": one.own.without_rate,
            "funders": ties[one.ref].funders if one.ref in ties else None,
            "implementers": ties[one.ref].implementers if one.ref in ties else None,
            "lost_usd": leaving[one.ref].through if one.ref in leaving else None,
            "lost_unknown_ties": leaving[one.ref].unknown if one.ref in leaving else None,
            "left_alone": leaving[one.ref].left_alone if one.ref in leaving else None,
            "hands": one.hands,
        }
        for one in some
    ]


def _shape(found: "Partners", rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    from forlik.portfolio.matrix.cells import RULE

    parts = _parts(found)
    return {
        "as_of": found.day.isoformat(),
        "coverage": json_number(found.network.coverage_percent),
        "flow": found.flow,
        "country": found.place,
        "year": found.years[0] if found.years else None,
        "organisations": len(found.network.ids),
        "ties": len(found.network),
        "parts": len(parts),
        "largest_part": max(parts, default=0),
        "left_out": [
            {"reason": one.reason.code, "entries": one.entries, "usd": json_number(one.money)}
            for one in found.network.left_out
        ],
        "level_rule": RULE,
        "partners": [
            {name: json_number(value) if isinstance(value, Decimal) else value for name, value in row.items()}
            for row in rows
        ],
    }


def _table(then: "World", found: "Partners", rows: Sequence[dict[str, Any]]) -> "Table":
    from forlik.charts.plain_table import plain_table
    from forlik.portfolio.partners.figures import bases

    return plain_table(then, rows, what="partners", grain=GRAIN, bases=bases(then, found.recency))
