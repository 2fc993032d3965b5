"""What changed in an answer since a day, which figure or method did it, and what it did."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forlik.cli.answers.saving import save
from forlik.cli.options import Voice, columns
from forlik.cli.wrapping import width, wrapped
from forlik.core.figure import DASH

if TYPE_CHECKING:
    from forlik.assess.screens.question import Question
    from forlik.core.table import Table

OVER = ("", "", "", "", "", "", "share", "", "share")
HEAD = ("country", "indicator", "cause", "before", "after", "known", "before", "alone", "after")
SHARES = frozenset({6, 7, 8})


def tell(voice: Voice, table: "Table", question: str, path: Path | None) -> None:
    """Print it, or write it to a file.

    Args:
        voice: How to speak.
        table: From :func:`forlik.assess.screens.comparing.changes`.
        question: Name of the question.
        path: The file; nothing to print.
    """
    from forlik import shapes
    from forlik.assess.screens.question_file import question as named
    from forlik.core.days import parse_day

    shape = shapes.changes(table)
    if path:
        save(voice, path, table, shape)
    else:
        voice.answer(shape, lambda: words(table, named(question, parse_day(table.manifest.as_of)), width()))


def words(table: "Table", question: "Question", fitting: int) -> str:
    """What changed, in words.

    Args:
        table: From :func:`forlik.assess.screens.comparing.changes`.
        question: The question as it is put on the second day.
        fitting: How wide a sentence may be; 0 for as wide as it is.
    """
    rows = table.rows()
    return "\n".join(
        [
            table.manifest.what,
            "",
            columns([HEAD, *map(_cells, rows)], OVER, right=SHARES) if rows else "Nothing that it weighs changed.",
            "",
            *wrapped(_indicators(rows, question), fitting),
            *wrapped(_unranked(rows), fitting),
            *wrapped(table.manifest.remarks, fitting),
        ]
    )


def _indicators(rows: list[dict[str, Any]], question: "Question") -> Iterator[str]:
    """The titles of the indicators that the rows name in short."""
    named = {row["indicator"] for row in rows}
    known = {name: one for name, one in question.indicators.items() if name in named}
    yield from (f"{name}: {one.title.en}" for name, one in known.items())
    if known:
        yield ""


def _unranked(rows: list[dict[str, Any]]) -> Iterator[str]:
    if any(row["country"] and None in (row["share_before"], row["share_after"]) for row in rows):
        yield f"{DASH} for a share: the place was not ranked then; too little was known."


def _cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    from forlik.assess.acceptability.words import percent

    shares = (row[f"share_{when}"] for when in ("before", "alone", "after"))
    return (
        row["country"] or "the question itself",
        row["indicator"],
        row["cause"],
        _value(row, "before"),
        _value(row, "after"),
        row["known_after"] or "",
        *(DASH if share is None else percent(share) for share in shares),
    )


def _value(row: Mapping[str, Any], when: str) -> str:
    value, period = row[f"value_{when}"], row[f"period_{when}"]
    return DASH if value is None else f"{value:.6g}" + (f" ({period})" if period else "")
