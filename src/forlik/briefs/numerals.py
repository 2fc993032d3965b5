"""Numbers in a text, in whatever digits they are written."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

NUMBER = re.compile(r"\d[\d\u202f.,]*")
"""What is looked up by a footnote has one of these in it."""
RAISED = frozenset({"No", "Nl"})
"""Unicode categories of numbers that are no plain digits: raised and lowered ones, fractions, numbers in circles."""
PLANES = 0x20000
"""No such number lies beyond."""
THIN = "\u202f"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text, or a day, or what is written like one.

    Args:
        said: As it stands there.
        start: Where it begins.
        end: Where it ends.
        cut: Whether the text is cut off in the midst of it.
    """

    said: str
    start: int
    end: int
    cut: bool = False

    @property
    def plain(self) -> str:
        """The same without what groups its digits."""
        return self.said.replace(THIN, "")


def numerals_of(text: str) -> Iterator[Numeral]:
    """The numbers and days in a text, in their order.

    Args:
        text: The text.
    """
    for found in _pattern().finditer(text):
        yield Numeral(found["said"], found.start("said"), found.end("said"), bool(found["cut"]))


@cache
def _pattern() -> re.Pattern[str]:
    raised = "".join(sign for sign in map(chr, range(PLANES)) if unicodedata.category(sign) in RAISED)
    digit = rf"[\d{re.escape(raised)}]"
    return re.compile(rf"(?P<said>{digit}++(?:[-.,{THIN}]{digit}++)*+)(?P<cut>[-.,]?…)?")
