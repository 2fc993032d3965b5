"""The engagements one may see, narrowed and ordered as the address asks."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forlik.core.errors import UsageError
from forlik.desk.register.asked import Asked
from forlik.desk.register.sections.telling import Telling
from forlik.register.vocabulary import vocabulary

Row = Mapping[str, Any]
AT_ONCE = 100
"""Rows on one page."""
UNTOLD = "untold"
"""The state of a file in which no step is seen."""


def _by_title(row: Row) -> Any:
    return row["title"].casefold()


def _own_first(row: Row) -> Any:
    return not row["mine"], row["title"].casefold()


def _newest(row: Row) -> Any:
    return row["since"] or row["start"]


ORDERS: Mapping[str, tuple[Callable[[Row], Any], bool]] = {
    "mine": (_own_first, False),
    "title": (_by_title, False),
    "newest": (_newest, True),
    "oldest": (_newest, False),
}
"""Order → by what, and whether the greatest comes first."""


@dataclass(frozen=True)
class Listed:
    """What the list shows.

    Args:
        rows: The rows of the page.
        count: How many there are with these filters.
        every: How many there are without any.
        wanted: Filter → what it is set to.
        choices: Filter → what may be chosen: value, what it is called, how many, and whether it is chosen.
        turn: Which page.
        turns: How many pages.
    """

    rows: tuple[Row, ...]
    count: int
    every: int
    wanted: Mapping[str, str]
    choices: Mapping[str, tuple[tuple[str, str, int, bool], ...]]
    turn: int
    turns: int

    @property
    def narrowed(self) -> bool:
        """Whether any filter is set."""
        return any(value for name, value in self.wanted.items() if name != "sort")


def listed(asked: Asked, telling: Telling, rows: Iterable[Row]) -> Listed:
    """Narrow and order the rows of a list.

    Raises:
        UsageError: A filter is set to what it does not know, or there is no such page.
    """
    every = tuple(rows)
    wanted = {name: asked.given.get(name, "").strip() for name in ("q", "state", "pillar", "place", "mine", "sort")}
    wanted["sort"] = wanted["sort"] or "mine"
    _known(wanted)
    found = [row for row in every if _fits(row, wanted)]
    key, reverse = ORDERS[wanted["sort"]]
    ordered = sorted(sorted(found, key=_by_title), key=key, reverse=reverse)
    turn, turns = _turn(asked, len(ordered))
    return Listed(
        tuple(ordered[(turn - 1) * AT_ONCE : turn * AT_ONCE]),
        len(ordered),
        len(every),
        wanted,
        _choices(telling, every, wanted),
        turn,
        turns,
    )


def _known(wanted: Mapping[str, str]) -> None:
    words = {"state": (*vocabulary("states"), UNTOLD), "pillar": tuple(vocabulary("pillars")), "sort": tuple(ORDERS)}
    for name, some in words.items():
        if wanted[name] and wanted[name] not in some:
            raise UsageError(f"“{wanted[name]}” is no {name}", remedy=f"take one of {', '.join(some)}")


def _fits(row: Row, wanted: Mapping[str, str]) -> bool:
    places = {one["id"] for one in row["places"]}
    words = wanted["q"].casefold().split()
    told = " ".join([row["title"], row["outcome"], *row["modes"], *(one["name"] for one in row["places"])]).casefold()
    return (
        (not wanted["state"] or (row["state_word"] or UNTOLD) == wanted["state"])
        and (not wanted["pillar"] or wanted["pillar"] in row["pillars"])
        and (not wanted["place"] or wanted["place"] in places)
        and (not wanted["mine"] or row["mine"])
        and all(one in told for one in words)
    )


def _choices(
    telling: Telling, every: tuple[Row, ...], wanted: Mapping[str, str]
) -> Mapping[str, tuple[tuple[str, str, int, bool], ...]]:
    """What each filter offers: only what is in the list, with how many there are of it."""
    states = Counter(row["state_word"] or UNTOLD for row in every)
    pillars = Counter(pillar for row in every for pillar in row["pillars"])
    places = Counter((one["id"], one["name"]) for row in every for one in row["places"])
    return {
        "state": tuple(
            (one, telling.word("states", one), states[one], one == wanted["state"])
            for one in (*vocabulary("states"), UNTOLD)
            if states[one]
        ),
        "pillar": tuple(
            (one, telling.word("pillars", one), pillars[one], one == wanted["pillar"])
            for one in vocabulary("pillars")
            if pillars[one]
        ),
        "place": tuple(
            (id_, name, count, id_ == wanted["place"])
            for (id_, name), count in sorted(places.items(), key=lambda pair: pair[0][1].casefold())
        ),
    }


def _turn(asked: Asked, count: int) -> tuple[int, int]:
    given = asked.given.get("page", "") or "1"
    turns = max(1, -(-count // AT_ONCE))
    if not (given.isascii() and given.isdigit()) or not 1 <= int(given) <= turns:
        raise UsageError(f"there is no page “{given}”", remedy=f"ask for one from 1 to {turns}")
    return int(given), turns
