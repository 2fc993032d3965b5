"""Caveats: what a reader of a measure must mind, as warnings with names."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from forlik import places
from forlik.core.age import is_stale
from forlik.core.days import period_of
from forlik.core.figure import Basis
from forlik.core.measure import WORLD
from forlik.core.warnings import ForlikWarning, NotComparable, StaleData
from forlik.discover import source
from forlik.standing import Standing


def caveats(
    then: Standing, rows: Iterable[Mapping[str, Any]], *, open_ended: bool
) -> Iterator[tuple[type[ForlikWarning], str]]:
    """What must be minded of a measure's rows.

    Args:
        then: What stands.
        rows: Rows with ``country_iso3``, ``year``, ``month`` and ``basis``.
        open_ended: Whether the newest there is was asked for; a past range is never stale.
    """
    newest: dict[int, tuple[int, int, str]] = {}
    for row in rows:
        if (basis := row["basis"]) is not None:
            reach = (row["year"], row["month"] or 0, row["country_iso3"])
            if basis not in newest or reach > newest[basis]:
                newest[basis] = reach
    if not newest:
        return
    bases = [then.bases[number] for number in newest]
    number, (year, month, iso3) = max(newest.items(), key=lambda one: (one[1][:2], then.bases[one[0]].known_at))
    period = period_of(year, month or None)
    if open_ended and not ended(iso3, then.day):
        latest = then.bases[number]
        if old(latest, period, then.day):
            yield StaleData, f"the newest figure is of {period}, {_aged(latest, then.day)}"
    for said in side_by_side(bases):
        yield NotComparable, said


def side_by_side(bases: Iterable[Basis]) -> Iterator[str]:
    """What must be minded where figures of several editions of one dataset stand side by side.

    Args:
        bases: What the figures stand on.
    """
    for (title, part), editions in _editions(bases).items():
        if len(editions) > 1:
            yield f"{title} ({part}): figures of the editions {' and '.join(editions)} stand side by side"


def ended(iso3: str, day: date) -> bool:
    """Whether a place no longer existed on a day, so that nothing newer can come."""
    return iso3 != WORLD and not places.by_code("iso3", iso3).exists(day)


def old(basis: Basis, period: str, day: date) -> bool:
    """Whether a figure of a period was overdue to be replaced by a newer one on a day."""
    return is_stale(source(basis.source).cadence, date.fromisoformat(basis.known_at[:10]), day, period)


def _aged(basis: Basis, day: date) -> str:
    origin = source(basis.source)
    ways = f"`forlik import {basis.source} FILE`" + (f" or `forlik sync {basis.source}`" if origin.addresses else "")
    return (
        f"known since {basis.known_at[:10]}: old on {day} for {basis.title} ({origin.cadence}); "
        f"a newer edition comes with {ways}"
    )


def _editions(bases: Iterable[Basis]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for basis in sorted(bases, key=lambda one: one.known_at):
        stated = found.setdefault((basis.title, basis.part), [])
        if basis.edition and basis.edition not in stated:
            stated.append(basis.edition)
    return found
