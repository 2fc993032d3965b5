"""Progress on standard error: one line that moves on a terminal, plain lines elsewhere, nothing when quiet."""

import sys
from collections.abc import Iterator, Sequence
from typing import TextIO, TypeVar

from forlik.core.printable import printable

Item = TypeVar("Item")

WIDTH = 24


class Progress:
    """Tells a person what is going on.

    Args:
        stream: Where to write; standard error when not given.
        quiet: Whether to say nothing.
    """

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self.stream = stream if stream is not None else sys.stderr
        self.quiet = quiet
        self.moving = not quiet and self.stream.isatty()

    def say(self, text: str) -> None:
        """Write one whole line."""
        if not self.quiet:
            self.stream.write(("\r\x1b[K" if self.moving else "") + printable(text) + "\n")
            self.stream.flush()

    def over(self, items: Sequence[Item], title: str) -> Iterator[Item]:
        """Go through items, showing how far; off a terminal only the end is told."""
        for done, item in enumerate(items):
            if self.moving:
                bar = "█" * (WIDTH * done // len(items))
                self.stream.write(f"\r\x1b[K{title} {bar:<{WIDTH}} {done}/{len(items)} {printable(str(item), 40)}")
                self.stream.flush()
            yield item
        self.say(f"{title}: {len(items)}")


QUIET = Progress(quiet=True)
"""For callers that want no words."""
