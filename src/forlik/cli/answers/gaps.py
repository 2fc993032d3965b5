"""What an answer lacks, in words: old figures, unknown ones, remarks, and withheld places, each told once."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forlik.assess.screens.question import Question
    from forlik.assess.screens.screen import Row, Screen, Withheld


def of_old_figures(screen: "Screen", shown: list["Row"]) -> Iterator[str]:
    """Of which places shown an indicator's figure is old."""
    yield from _by_indicator(
        screen,
        shown,
        lambda row: row.stale,
        "Old figures of the places shown, taken as less exact as they are older than the question likes:",
    )


def not_known(screen: "Screen", shown: list["Row"]) -> Iterator[str]:
    """Of which places shown an indicator is not known."""
    yield from _by_indicator(
        screen, shown, lambda row: row.missing, "Missing of the places shown (not known, and not taken for 0):"
    )


def _by_indicator(
    screen: "Screen", shown: list["Row"], of: Callable[["Row"], tuple[str, ...]], head: str
) -> Iterator[str]:
    found = {name: [row.country for row in shown if name in of(row)] for name in screen.question.indicators}
    if any(found.values()):
        yield head
    every = [row.country for row in shown]
    titles = _titles(screen.question)
    yield from (f"  {titles[name]}: {_whose(whose, every)}" for name, whose in found.items() if whose)


def _whose(whose: list[str], every: list[str]) -> str:
    """Names of places; where nearly all are meant, those that are not."""
    others = [country for country in every if country not in whose]
    if not others:
        return "all of them" if len(every) > 1 else every[0]
    return f"all but {', '.join(others)}" if len(others) < len(whose) else ", ".join(whose)


def minded(screen: "Screen", shown: list["Row"]) -> Iterator[str]:
    """What to mind of the places shown, and of how many others there is something to mind."""
    marked = [row for row in shown if row.remarks]
    codes = {row.country_iso3 for row in shown}
    others = sum(bool(row.remarks) and row.country_iso3 not in codes for row in screen.rows)
    if marked:
        yield "Mind of the places shown:"
        yield from (f"  {row.country}: {remark}" for row in marked for remark in row.remarks)
    if others:
        places = f"{others} ranked place{'s' if others > 1 else ''}"
        yield f"There is something to mind of {places} left out here, too: --explain PLACE or --json tells it."


def withheld(screen: "Screen") -> Iterator[str]:
    """Who is withheld and why, places of one reason together."""
    yield f"{len(screen.withheld)} withheld{':' if screen.withheld else '.'}"
    yield from (f"  {', '.join(whose)}: {why}" for why, whose in _reasons(screen).items())


def _reasons(screen: "Screen") -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in screen.withheld:
        found.setdefault(_reason(screen, one), []).append(one.country)
    return found


def _reason(screen: "Screen", one: "Withheld") -> str:
    """Why a place is withheld: indicators by title, those that lack for one reason together, itself as “it”."""
    titles, found = _titles(screen.question), screen.evidence[one.country_iso3]
    lacking: dict[str, list[str]] = {}
    for name in one.missing:
        if re.search(rf"(?<!\w){re.escape(name)} \(", one.reason):
            lacking.setdefault(unnamed(found[name].reason, one.country), []).append(titles[name])
    head = one.reason.partition(": ")[0]
    return f"{head}: " + "; ".join(f"{', '.join(named)} ({why})" for why, named in lacking.items())


def unnamed(reason: str, country: str) -> str:
    """A reason without the name of the place, so that the same is said of another in the same words."""
    return re.sub(rf"(?<!\w){re.escape(country)}(?!\w)", "it", reason)


def _titles(question: "Question") -> dict[str, str]:
    return {name: indicator.title.en for name, indicator in question.indicators.items()}
