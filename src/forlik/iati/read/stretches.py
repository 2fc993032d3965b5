"""The stretches of a file in batches: where each activity is, its line, and where it is in the file as published."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from forlik.iati.layout import layout
from forlik.iati.read.document import Document, escaping, mapped
from forlik.iati.read.spans import Bytes, Span, spans

PIECE = 1 << 18
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stretches:
    """Some stretches of a file, in its order.

    Args:
        starts: First byte of each, in the bytes that are read.
        ends: The byte after its last.
        lines: The line in which it begins, counted from 1.
        published: First byte in the file as published.
        published_ends: The byte after its last there.
        faults: Number of a stretch → why it cannot be an activity.
    """

    starts: Places
    ends: Places
    lines: Places
    published: Places
    published_ends: Places
    faults: Mapping[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.starts)

    def spans(self) -> Sequence[Span]:
        """The stretches one by one."""
        places = zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        return [Span(start, end, self.faults.get(number, "")) for number, (start, end) in enumerate(places)]


def stretches(document: Document, size: int, *, fast: bool) -> Iterator[Stretches]:
    """The stretches of a file.

    Args:
        document: The file.
        size: Bytes from which a batch is full.
        fast: Whether to cut by compiled code as far as nothing is amiss.
    """
    data = mapped(document.path)
    tag = layout(document.content).tag
    at, line = document.start, lines_between(data, 0, document.start) + 1
    if fast and document.encoding == "utf-8":
        from forlik.iati.read.fast.cut import activities

        root = (
            b""
            if document.single
            else (b"iati-activities" if document.content == "activity" else b"iati-organisations")
        )
        for starts, ends, lines in activities(np.frombuffer(data, np.uint8), tag.encode(), root, at, line):
            yield from _batches(Stretches(starts, ends, lines, starts, ends), size)
            at, line = int(ends[-1]), int(lines[-1]) + lines_between(data, int(starts[-1]), int(ends[-1]))
    yield from _one_by_one(document, data, spans(data, tag, at, len(data)), at, line, size)


def _batches(every: Stretches, size: int) -> Iterator[Stretches]:
    """Parts of about one size."""
    before = np.cumsum(every.ends - every.starts)
    first = 0
    while first < len(every):
        done = int(before[first - 1]) if first else 0
        last = int(np.searchsorted(before, done + size)) + 1
        part = slice(first, last)
        yield Stretches(every.starts[part], every.ends[part], every.lines[part], every.starts[part], every.ends[part])
        first = last


def _one_by_one(
    document: Document, data: Bytes, found: Iterator[Span], at: int, line: int, size: int
) -> Iterator[Stretches]:
    published = _published(document, data, 0, at)
    rows: list[tuple[int, int, int, int, int]] = []
    faults: dict[int, str] = {}
    held = 0
    for span in found:
        line += lines_between(data, at, span.start)
        published += _published(document, data, at, span.start)
        at = span.start
        if span.fault:
            faults[len(rows)] = span.fault
        length = _published(document, data, span.start, span.end)
        rows.append((span.start, span.end, line, published, published + length))
        held += span.end - span.start
        if held >= size:
            yield _gathered(rows, faults)
            rows, faults, held = [], {}, 0
    if rows:
        yield _gathered(rows, faults)


def _gathered(rows: Sequence[tuple[int, ...]], faults: Mapping[int, str]) -> Stretches:
    starts, ends, lines, published, published_ends = np.array(rows, np.int64).T
    return Stretches(starts, ends, lines, published, published_ends, faults)


def lines_between(data: Bytes, start: int, end: int) -> int:
    """Line breaks between two bytes."""
    return sum(data[at : min(at + PIECE, end)].count(b"\n") for at in range(start, end, PIECE))


def _published(document: Document, data: Bytes, start: int, end: int) -> int:
    """How many bytes a stretch has in the file as published."""
    if document.encoding == "utf-8":
        return end - start
    text = data[start:end].decode("utf-8", "surrogatepass")
    return len(text.encode(document.encoding, escaping(document.encoding)))
