"""A cell of the portfolio opened: every flow in it with the file and the bytes that it stands in, and their sum."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from forlik.cli.answers.saving import save as written
from forlik.cli.options import Voice, columns
from forlik.cli.wrapping import width, wrapped
from forlik.core.errors import UsageError
from forlik.core.figure import DASH, plain

if TYPE_CHECKING:
    from forlik.portfolio.matrix import Flow
    from forlik.portfolio.overview import Opened
    from forlik.world import World

WHERE = "--explain"
PARTS = 3


def tell(
    voice: Voice, then: "World", asked: str, *, definition: str, flow: str, currency: str, save: Path | None
) -> None:
    """Print it, or write it to a file.

    Args:
        voice: How to speak.
        then: What was known.
        asked: PLACE/PILLAR/YEAR.
        definition: Name of the definition of pillars.
        flow: Kind of flow.
        currency: Code of the currency.
        save: The file; nothing to print.

    Raises:
        UsageError: What is asked is no place, pillar and year.
        NoData: Nothing is published there.
    """
    from forlik.portfolio.overview import opened, read_slug
    from forlik.portfolio.overview.opened import opened_shape

    place, pillar, year = _read(asked)
    where = (
        read_slug(place) if re.match(r"(region-|code-|no-place$|all$)", place) else ("country", then.place(place).iso3)
    )
    found = opened(then, where, pillar, year, definition=definition, flow=flow, currency=currency)
    if save:
        written(voice, save, found.table(), opened_shape(found))
        return
    voice.answer(opened_shape(found), lambda: "\n".join(_words(found, width())))


def _read(asked: str) -> tuple[str, str, int]:
    parts = [part.strip() for part in asked.split("/")]
    if len(parts) != PARTS or not re.fullmatch(r"\d{4}", parts[2]):
        raise UsageError(
            f"“{asked}” is no place, pillar and year",
            where=WHERE,
            remedy="write Mali/peace/2023; the place may be region-298, no-place or all, the pillar no_pillar or all",
        )
    return parts[0], parts[1], int(parts[2])


def _words(found: "Opened", fitting: int) -> Iterator[str]:
    from forlik.portfolio.currency import PRICE_BASIS
    from forlik.portfolio.matrix.cells import RULE
    from forlik.portfolio.overview import place_name

    cell, money = found.cell, found.money
    place = place_name(cell.where) or cell.place_kind
    yield from wrapped(
        [f"{place}, {cell.pillar}, {cell.year}, {cell.flow}: {len(found.flows)} flows, as known on {found.world.day}"],
        fitting,
    )
    yield ""
    for one in found.flows:
        yield from wrapped(_flow(one), fitting)
    yield ""
    rows = [("sum of the flows", "USD", _exact(found.usd)), ("the cell", "USD", _exact(cell.usd))]
    if money.currency != money.original_currency:
        rows.append(("the cell, by the rate of the year", money.currency, _exact(money.value)))
    rows += [("as published", name, _exact(amount)) for name, amount in found.as_published.items()]
    yield from columns(rows, ("", "", "amount"), right=frozenset({2})).split("\n")[1:]
    yield ""
    yield from wrapped(_rules(found, PRICE_BASIS.text, RULE), fitting)


def _rules(found: "Opened", prices: str, rule: str) -> Iterator[str]:
    if found.money.reason:
        yield found.money.reason
    rate = found.money.rate
    if rate.days:
        yield f"Rate: {rate.value:.6f}, the mean of {rate.days} days ({rate.period}, {rate.rule})."
    yield f"Prices: {prices}. Each flow was converted by the rate of its own month, as it was known with its file."
    yield rule


def _flow(one: "Flow") -> Iterator[str]:
    about, (start, end) = one.about, one.bytes
    day = about["transaction_date"] or "no date"
    yield (
        f"{one.dataset}: {about['activity_key']}, {' '.join((about['title'] or '').split())[:60] or 'no title'}; "
        f"{day}, type {about['transaction_type_code']}, {_exact(one.amount)} {one.currency or ''} = "
        f"{_exact(one.amount_usd)} USD"
    )
    yield f"  line {about['line']}, bytes {start} to {end}, sha256 {str(about['file_sha256'])[:12]}; {one.why}"


def _exact(value: Decimal | None) -> str:
    """An amount with the digits it has, at most six."""
    if value is None:
        return DASH
    text = plain(value)
    return text.rstrip("0").rstrip(".") if "." in text else text
