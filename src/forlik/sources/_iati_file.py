"""One IATI file before it is read: whether it is one, whose dataset it is, and when it says that it came out."""

import codecs
import gzip
import html
import re
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.iati.read.document import documents

LOOKED_AT = 4 << 20
"""Bytes in which the reporting organisations are looked for."""
UNNAMED = "unnamed"
BLOCK = 64 << 10
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
WIDE = {
    codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be", b"<\0": "utf-16-le", b"\0<": "utf-16-be",
}  # fmt: skip
"""How a file of two bytes a sign begins."""
ROOT = re.compile(
    r"(?:\s++|<\?.*?\?>|<!--.*?-->)*+<iati-(?:activity|activities|organisation|organisations)[\s>/]", re.DOTALL
)
SIGN = re.compile(r"<(?:!--|!\[CDATA\[|\?|(?:reporting-org|iati-activity|iati-organisation)(?=[\s/>]))")
SKIPPED = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
"""What begins a stretch that holds no elements → what ends it."""
REPORTS = re.compile(r"""<reporting-org(?:[^"'<>]++|"[^"<]*+"|'[^'<]*+')*+>""")
"""The whole start tag: a ``<`` stands nowhere in it, so that a search never goes beyond the next tag."""
ATTRIBUTE = re.compile(r"""\s([^\s=<>"'/]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)')""")
ENDINGS = re.compile(r"(?:\.(?:xml|gz|txt))+$", re.IGNORECASE)
DAY_IN_NAME = re.compile(r"[-_. ]?(?<!\d)20\d\d([-_.]?)[01]\d\1[0-3]\d(?!\d)")
LONGEST = 80
FIRST = date(2011, 1, 1)
"""Before it no IATI file was published: a file that says so has a clock that was never set."""
STAMP = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class Dataset:
    """Whose file it is.

    Args:
        publisher: Reference of the organisation that reports; of several the one of most activities, else the first.
        name: The dataset's name: the file's, without its endings and without a day in it.
    """

    publisher: str
    name: str

    @property
    def part(self) -> str:
        """The part of the source that it is."""
        return f"{self.publisher}/{self.name}"


def dataset_of(file: RawFile) -> Dataset | None:
    """Whose dataset a file is, ``None`` when it is not XML at all.

    Raises:
        BadInput: It is XML or is named so, and is no IATI file.
    """
    text = _beginning(file)
    if text is None:
        return None
    if ROOT.match(text):
        found = Counter(one for one in _reporters(text) if one).most_common(1)
        return Dataset(found[0][0] if found else UNNAMED, name_of(file.name))
    if text.lstrip().startswith("<") or file.name.lower().endswith(".xml"):
        raise _why_not(file)
    return None


def _reporters(text: str) -> Iterator[str]:
    """Who reports each activity, as its first such element says; what is written in comments is no element."""
    at, due = 0, False
    endless: set[str] = set()
    while found := SIGN.search(text, at):
        sign, at = found.group(), found.end()
        if sign in SKIPPED:
            stop = -1 if sign in endless else text.find(SKIPPED[sign], at)
            if stop >= 0:
                at = stop + len(SKIPPED[sign])
            elif len(text) >= LOOKED_AT // 4:
                return  # it may end beyond what was looked at
            else:
                endless.add(sign)  # nothing ends it: it is no comment, and spoils its own activity only
        elif sign != "<reporting-org":
            due = True
        elif due and (whole := REPORTS.match(text, found.start())):
            due, at = False, whole.end()
            written = {name: one or other for name, one, other in ATTRIBUTE.findall(whole.group())}
            yield plain(html.unescape(written.get("ref", "")))


def name_of(file: str) -> str:
    """The name of the dataset that a file of this name is a version of.

    Example:
        ``CAF-ActivityFile-2025-10-10.xml.gz`` is a version of ``CAF-ActivityFile``; ``UNHCR-Activities-2023.xml`` is a
        dataset of its own, for a year is what a file speaks of, not when it came out.
    """
    stem = ENDINGS.sub("", file)
    return plain(DAY_IN_NAME.sub("", stem)).strip("-_. ") or plain(stem) or UNNAMED


def stated_day(generated: str, updates: Iterable[str]) -> str:
    """The day on which a file says that it was generated, where that can be true.

    Args:
        generated: ``generated-datetime`` of the file.
        updates: ``last-updated-datetime`` of its activities; a file that was generated before one of them was not
            generated then.

    Returns:
        ``YYYY-MM-DD`` in UTC, or nothing.
    """
    day = _day(generated)
    if day is None or day < FIRST:
        return ""
    last = max((one for one in map(_day, updates) if one), default=day)
    return "" if last > day else day.isoformat()


def _day(stamp: str) -> date | None:
    found = STAMP.fullmatch(stamp.strip())
    if not found:
        return None
    day, time, zone = found.groups()
    try:
        if not time:
            return date.fromisoformat(day)
        instant = datetime.fromisoformat(f"{day}T{time}{(zone or 'Z').replace('Z', '+00:00')}")
        return instant.astimezone(UTC).date()
    except (ValueError, OverflowError):
        return None


def plain(text: str) -> str:
    """A name fit to stand in a list: one line, no control signs, not too long."""
    shown = "".join(sign if sign.isprintable() and sign != "/" else " " for sign in text)
    return " ".join(shown.split())[:LONGEST]


def _beginning(file: RawFile) -> str | None:
    head = file.head(LOOKED_AT)
    if head.startswith(ZIP):
        return None  # an archive is opened on the way in, and each file in it is looked at by itself
    if head.startswith(GZIP):
        head = _unpacked(file.path)
    wide = WIDE.get(head[:2], "utf-8")
    return head.decode(wide, "replace").removeprefix("\ufeff")


def _unpacked(path: Path) -> bytes:
    """The first bytes of a gzip file, as far as they can be unpacked."""
    found = b""
    try:
        with gzip.open(path) as inside:
            while len(found) < LOOKED_AT and (block := inside.read(BLOCK)):
                found += block
    except (OSError, EOFError, zlib.error):
        pass  # what a cut file still gives is enough to tell whose it is; the reader says that it is cut
    return found


def _why_not(file: RawFile) -> BadInput:
    with tempfile.TemporaryDirectory() as room:
        for found in documents(file.path, Path(room)):
            if isinstance(found, BadInput):
                return BadInput(found.what, file=file.name, line=found.line, remedy=found.remedy)
    return BadInput("is no IATI file", file=file.name, remedy="check which file it is")
