"""A tile grid of values with its legend, for any page."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from forlik import places
from forlik.charts.tile_grid import Tile, layout, limits, step, tile_grid
from forlik.desk.question import Question
from forlik.desk.writing import number


def grid(
    asked: Question, title: str, values: Mapping[str, Decimal | None], words: Callable[[Decimal | None], str]
) -> dict[str, Any]:
    """What ``desk/grid.html`` draws: every country of the layout, shaded by its value, leading to its page.

    Args:
        asked: The question, whose day the links keep.
        title: What is shown.
        values: Country → value; countries that are missing are unknown.
        words: A value in words, after the country's name.
    """
    marks = limits([value for value in values.values() if value is not None])
    tiles = [
        Tile(
            country_iso3=iso3,
            label=f"{places.by_code('iso3', iso3).name(asked.language)}: {words(values.get(iso3))}",
            step=step(values.get(iso3), marks),
            address=asked.address(f"/country/{iso3}"),
        )
        for iso3 in layout()
    ]
    return {"grid": tile_grid(tiles, title), "limits": [number(mark) for mark in marks]}
