"""Options that every verb has, and how a verb prints."""

import functools
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import click

from forlik.core.printable import printable
from forlik.core.progress import Progress

EVERYWHERE = {"--json", "--quiet", "--offline"}


class Early:
    """Lets the options that every verb has stand before the verb of a group too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put them behind the verb."""
        first = next((place for place, word in enumerate(args) if word not in EVERYWHERE), len(args))
        if first < len(args) and not args[first].startswith("-"):
            args = [args[first], *args[:first], *args[first + 1 :]]
        parsed: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        return parsed


@dataclass(frozen=True, slots=True)
class Voice:
    """How a verb speaks: JSON or words on standard output, progress on standard error."""

    as_json: bool
    progress: Progress

    def answer(self, data: Any, words: Callable[[], str]) -> None:
        """Print the answer: ``data`` as JSON, or the words."""
        text = json.dumps(data, ensure_ascii=False, indent=1) if self.as_json else words()
        if text:
            click.echo(text if self.as_json else "\n".join(map(printable, text.split("\n"))))


def spoken(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb ``--json``, ``--quiet`` and ``--offline``, handed on as one ``voice``."""

    @click.option("--json", "as_json", is_flag=True, help="Print JSON on standard output.")
    @click.option("--quiet", is_flag=True, help="No progress on standard error.")
    @click.option("--offline", is_flag=True, help="Refuse every download.")
    @functools.wraps(function)
    def wrapped(as_json: bool, quiet: bool, offline: bool, **others: Any) -> Any:
        if offline:
            os.environ["FORLIK_OFFLINE"] = "1"
        return function(voice=Voice(as_json, Progress(sys.stderr, quiet=quiet)), **others)

    return wrapped


def as_of(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb ``--as-of``, ``--clock`` and ``--mode``."""
    function = click.option(
        "--mode",
        type=click.Choice(["known", "reconstructed"]),
        default="known",
        help="reconstructed: a later release cut to periods up to the day; not what was known.",
    )(function)
    function = click.option(
        "--clock", type=click.Choice(["known", "held"]), default="known", help="Known to the world, or held here."
    )(function)
    return click.option("--as-of", metavar="DAY", help="As known at the end of this day (UTC); today by default.")(
        function
    )


def columns(rows: Sequence[Sequence[object]], head: Sequence[str], right: frozenset[int] = frozenset()) -> str:
    """Lay rows out in columns for a terminal."""
    texts = [list(head), *([printable(str(cell)) for cell in row] for row in rows)]
    widths = [max(len(row[place]) for row in texts) for place in range(len(head))]
    lines = []
    for row in texts:
        cells = [
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)
