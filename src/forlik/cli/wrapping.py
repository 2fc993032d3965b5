"""Long sentences, broken at a terminal's width; what goes to a file or a pipe keeps one line a sentence."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator

HANGING = 2
"""By how much the lines that follow stand further in."""
NARROWEST = 40


def width(*, err: bool = False) -> int:
    """Columns of the terminal that standard output, or standard error, goes to; 0 where it goes elsewhere."""
    stream = sys.stderr if err else sys.stdout
    return max(shutil.get_terminal_size().columns, NARROWEST) if stream.isatty() else 0


def wrapped(lines: Iterable[str], columns: int) -> Iterator[str]:
    """Sentences as lines that fit; those that follow hang below the first.

    Args:
        lines: One sentence each; what it is indented by is kept.
        columns: How many fit; nothing is broken when 0.
    """
    for line in lines:
        if not columns or len(line) <= columns:
            yield line
            continue
        indent = line[: len(line) - len(line.lstrip())]
        yield from textwrap.wrap(
            line.strip(),
            columns,
            initial_indent=indent,
            subsequent_indent=indent + " " * HANGING,
            break_long_words=False,
            break_on_hyphens=False,
        )
