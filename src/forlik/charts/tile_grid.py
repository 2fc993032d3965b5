"""The tile grid: one square a country, roughly where it lies, so that size on a map does not pass for weight.

It takes no position on borders: the layout is our own, and holds the members of the United Nations, Palestine, Kosovo,
Taiwan and Western Sahara.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from html import escape
from importlib.resources import files

SIDE, GAP = 34, 3
STEPS = 5
UNKNOWN = "unknown"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Tile:
    """One country's square.

    Args:
        country_iso3: Its code, printed on it.
        label: Name and value in words, read out and shown when pointed at.
        step: ``1`` to ``5``, ``none`` for zero, ``unknown``.
        address: Where it leads.
    """

    country_iso3: str
    label: str
    step: str
    address: str


@lru_cache
def layout() -> Mapping[str, tuple[int, int]]:
    """Country → its row and column, counted from 0."""
    text = files("forlik.charts").joinpath("tiles.csv").read_text("utf-8")
    return {row["country_iso3"]: (int(row["row"]), int(row["column"])) for row in csv.DictReader(text.splitlines())}


def limits(values: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Upper limits of the first four steps: the fifths of the values above zero, each limit once.

    Args:
        values: Known values, zeros too.
    """
    above = sorted(value for value in values if value > 0)
    if not above:
        return ()
    marks = [above[max(0, (len(above) * share + STEPS - 1) // STEPS - 1)] for share in range(1, STEPS)]
    return tuple(dict.fromkeys(mark for mark in marks if mark < above[-1]))


def step(value: Decimal | None, marks: Sequence[Decimal]) -> str:
    """Which shade a value has."""
    if value is None:
        return UNKNOWN
    if value == 0:
        return NONE
    return str(1 + sum(value > mark for mark in marks))


def tile_grid(tiles: Sequence[Tile], title: str) -> str:
    """Draw the grid as SVG whose colours come from the page; every square is a link that the keyboard reaches.

    Args:
        tiles: The squares; countries outside the layout are left out.
        title: What the grid shows, for those who do not see it.
    """
    places = layout()
    shown = [tile for tile in tiles if tile.country_iso3 in places]
    rows = 1 + max(row for row, _ in places.values())
    columns = 1 + max(column for _, column in places.values())
    pitch = SIDE + GAP
    drawn = "".join(_tile(tile, *places[tile.country_iso3], pitch) for tile in sorted(shown, key=_reading_order))
    return (
        f'<svg class="tiles" viewBox="0 0 {columns * pitch - GAP} {rows * pitch - GAP}" role="group" '
        f'aria-label="{escape(title)}">{drawn}</svg>'
    )


def _reading_order(tile: Tile) -> tuple[int, int]:
    return layout()[tile.country_iso3]


def _tile(tile: Tile, row: int, column: int, pitch: int) -> str:
    left, top = column * pitch, row * pitch
    return (
        f'<a href="{escape(tile.address)}" aria-label="{escape(tile.label)}" data-row="{row}" data-column="{column}" '
        f'class="tile step-{tile.step}"><title>{escape(tile.label)}</title>'
        f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" rx="5"/>'
        f'<text x="{left + SIDE / 2:g}" y="{top + SIDE / 2 + 3.6:g}">{tile.country_iso3}</text></a>'
    )
