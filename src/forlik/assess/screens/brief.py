"""A screen in brief: what a Python prompt shows of it, a few lines for what is far larger."""

from collections.abc import Iterator

from forlik.assess.acceptability.words import bounds, percent
from forlik.assess.screens.explaining import weighting_told
from forlik.assess.screens.screen import Screen

SHOWN = 10
"""So many of the first rows are shown."""


def brief(screen: Screen) -> str:
    """Title and day, the first places with share and interval, how many were ranked and withheld, and the footer.

    Args:
        screen: The screen.
    """
    return "\n".join(_lines(screen))


def _lines(screen: Screen) -> Iterator[str]:
    one = screen.question
    yield f"{one.title.en} ({one.name}), as known on {screen.stands_on.as_of}"
    yield from weighting_told(screen)
    told = [
        (row.country, percent(row.share_top_k, bounds(one.hysteresis)), f"{row.rank_low}–{row.rank_high}")
        for row in screen.rows[:SHOWN]
    ]
    of = "share of draws" if screen.stands_on.weights else "share of weightings"
    rows = [("country", of, "ranks 5–95 %"), *told]
    name, share, ranks = (max(len(row[at]) for row in rows) for at in range(3))
    yield from (f"  {row[0]:<{name}}  {row[1]:>{share}}  {row[2]:>{ranks}}" for row in rows)
    left = len(screen.rows) - len(told)
    more = f", {left} more than shown" if left else ""
    yield f"{len(screen.rows)} places ranked{more}; {len(screen.withheld)} withheld"
    yield screen.footer
