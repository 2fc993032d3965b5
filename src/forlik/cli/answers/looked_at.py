"""What each rule of flags looked at, in words and as plain values: every figure with what it is held against."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from forlik.cli.wrapping import wrapped

if TYPE_CHECKING:
    from forlik.portfolio.flags import Flags, Look, LookedAt, NamedFigure
    from forlik.portfolio.flags.judged import Judged
    from forlik.portfolio.flags.rule import Condition

SAID = {"raised": "flag raised", "silent": "silent", "untold": "cannot be told"}
BESIDE = "Figures that no rule asks about"
Row = tuple[str, str, str, str]
"""What a figure is called, its value, what it is held against, and its period."""


def in_words(found: "Flags", fitting: int) -> Iterator[str]:
    """The table, rule by rule; in columns where they fit.

    Args:
        found: All rules on one place and year.
        fitting: Columns of the terminal; 0 where nothing is to be broken.
    """
    from forlik.portfolio.flags import looked_at

    blocks = [(_head(one), [_look(each) for each in one.looks]) for one in looked_at(found)]
    if found.beside:
        blocks.append((BESIDE, [_row(one) for one in found.beside]))
    rows = [row for _, several in blocks for row in several]
    wide = [max((len(row[place]) for row in rows), default=0) for place in range(3)]
    in_columns = not fitting or sum(wide) + max((len(row[3]) for row in rows), default=0) + 10 <= fitting
    for head, several in blocks:
        yield from wrapped([f"  {head}"], fitting)
        for row in several:
            if in_columns:
                cells = (cell.ljust(wide[place]) if place < len(wide) else cell for place, cell in enumerate(row))
                yield f"    {'  '.join(cells)}".rstrip()
            else:
                yield from wrapped([f"    {row[0]}: {'; '.join(filter(None, row[1:]))}"], fitting)
    yield from wrapped(_why_unknown(found), fitting)
    yield from wrapped(_sources(found), fitting)


def in_json(one: "LookedAt") -> dict[str, Any]:
    """A rule with its figures and their bounds, numbers as exact texts.

    Args:
        one: What the rule looked at.
    """
    return {
        "rule": one.rule,
        "version": one.version,
        "title": one.title.en,
        "figures": [
            {
                **figure_in_json(each.figure),
                "raised_if": [_bound(condition) for condition in each.raised_if],
                "told_if": [_bound(condition) for condition in each.told_if],
            }
            for each in one.looks
        ],
    }


def figure_in_json(one: "NamedFigure") -> dict[str, Any]:
    """A figure with what it is called.

    Args:
        one: The figure.
    """
    return {**one.as_json(), "title": _title(one)}


def _bound(one: "Condition") -> dict[str, Any]:
    return {"bound": one.kind, "at": [f"{each:f}" for each in one.bounds]}


def _head(one: "LookedAt") -> str:
    beyond = "; ".join(each.en for each in one.beyond)
    return f"{one.title.en}: {SAID[one.said]}{f', {beyond}' if beyond else ''}"


def _look(one: "Look") -> Row:
    from forlik.portfolio.flags.wording import bound

    held = (
        *(f"flag if {bound(each, 'en')}" for each in one.raised_if),
        *(f"can tell only if {bound(each, 'en')}" for each in one.told_if),
    )
    title, value, _, period = _row(one.figure)
    return title, value, "; ".join(held), period


def _row(one: "NamedFigure") -> Row:
    from forlik.portfolio.flags.wording import shown

    value = "unknown" if one.value is None else f"{shown(one, 'en')} {one.unit}"
    return _title(one), value, "", one.period


def _title(one: "NamedFigure") -> str:
    from forlik.portfolio.flags import vocabulary

    return vocabulary()[one.name].title.en


def _every(found: "Flags") -> Iterator["NamedFigure"]:
    """Each figure once, whatever number of rules look at it."""
    judged: tuple[Judged, ...] = (*found.raised, *found.silent, *found.untold)
    figures = [*(figure for one in judged for figure in one.figures), *found.beside]
    yield from {one.name: one for one in figures}.values()


def _why_unknown(found: "Flags") -> Iterator[str]:
    """Reasons, each with all the figures that are unknown for it."""
    why: dict[str, list[str]] = {}
    for one in _every(found):
        if one.value is None and one.reason:
            why.setdefault(one.reason.en, []).append(_title(one))
    if why:
        yield "Unknown, and never 0:"
        yield from (f"  {reason}: {'; '.join(dict.fromkeys(titles))}" for reason, titles in why.items())


def _sources(found: "Flags") -> Iterator[str]:
    titles = dict.fromkeys(basis.title for one in _every(found) for basis in one.sources)
    if titles:
        yield f"Sources: {'; '.join(titles)}."
