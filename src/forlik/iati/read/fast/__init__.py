"""The fast reader: the tables of the reference reader, by a compiled scanner.

An activity that is not plainly well formed, or that says something in an unusual way, is odd: the reference reader
reads it, and the report says how many there were. Importing this package loads numba, which takes seconds; nobody does
it for a small file.
"""

import functools
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from forlik.iati.layout import Content, Layout
from forlik.iati.layout import layout as layout_of
from forlik.iati.read import reference
from forlik.iati.read.document import Document, is_address
from forlik.iati.read.fast.automaton import Automaton, automaton
from forlik.iati.read.fast.decimals import decimals
from forlik.iati.read.fast.gather import strings
from forlik.iati.read.fast.names import OF_ATTRIBUTE, OF_TEXT
from forlik.iati.read.fast.scan import scan
from forlik.iati.read.fast.space import (
    ACTIVITY,
    NAMESPACE,
    PARENT,
    PARENT_ORDINAL,
    PATH,
    PATH_COUNT,
    SPACE_COUNT,
    Space,
    cells_of,
    cleared,
    new_space,
    rows_of,
    wider,
)
from forlik.iati.read.raw import Raw, below, nothing, schemas
from forlik.iati.read.spans import Bytes, Span
from forlik.iati.read.stretches import Stretches

__all__ = ["decimals", "read_spans"]

XML = "http://www.w3.org/XML/1998/namespace"


def read_spans(document: Document, data: Bytes, task: Stretches, layout: Layout) -> Raw:
    """Read activities of one file, as ``reference.read_spans`` does."""
    letters = np.frombuffer(data, np.uint8)  # type: ignore[call-overload]
    follow = _automaton(layout.content)
    prefixes = list(document.namespaces)
    space = _space(layout.content, follow, prefixes)
    odd = np.zeros(len(task), np.uint8)
    odd[list(task.faults)] = 1
    odd[task.ends + READ_OVER > len(letters)] = 1
    at = 0
    while (at := scan(letters, task.starts, task.ends, at, odd, follow, space)) < len(task):
        space = wider(space, follow, prefixes)
    if not all(map(is_address, _declared(data, space))):
        # An address that is none makes an activity not well formed; which one, the reference reader finds.
        space = _space(layout.content, follow, prefixes, space)
        odd[:] = 1
    strange = np.flatnonzero(odd)
    places = zip(task.starts[strange].tolist(), task.ends[strange].tolist(), strange.tolist(), strict=True)
    spans = [Span(start, end, task.faults.get(number, "")) for start, end, number in places]
    scanned = dict(_tables(document, data, letters, layout, space))
    if space.cells.nbytes <= LARGEST_KEPT:
        _kept.spaces[layout.content] = space
    if not spans:
        return Raw(scanned, list(range(len(task))), [])
    others = reference.read_spans(document, data, spans, layout)
    # Activities are numbered among those that were read, in the order of the file.
    read = np.ones(len(task), bool)
    read[np.delete(strange, others.read)] = False
    numbers = (np.cumsum(read) - 1).astype(np.int32)
    of_others = numbers[strange[others.read]] if others.read else np.zeros(0, np.int32)
    tables = {
        name: _merged(_numbered(rows, numbers), _numbered(others.tables[name], of_others))
        for name, rows in scanned.items()
    }
    return Raw(tables, np.flatnonzero(read).tolist(), others.refused, len(strange) - len(task.faults))


READ_OVER = 8
"""Bytes that may be read behind an activity, and must be there."""


LARGEST_KEPT = 256 << 20
"""Bytes of cells that are kept for the next batch; one with a very large activity gives them back."""


class _Kept(threading.local):
    """The memory of each worker, which the next batch uses again."""

    def __init__(self) -> None:
        self.spaces: dict[str, Space] = {}


_kept = _Kept()


def _space(content: Content, follow: Automaton, prefixes: list[str], kept: Space | None = None) -> Space:
    kept = kept or _kept.spaces.pop(content, None)
    return new_space(follow, prefixes) if kept is None else cleared(kept, follow, prefixes)


@functools.cache
def _automaton(content: Content) -> Automaton:
    return automaton(layout_of(content))


def _numbered(rows: pa.RecordBatch, numbers: NDArray[np.int32]) -> pa.RecordBatch:
    activity = numbers[rows.column(0).to_numpy()] if rows.num_rows else np.zeros(0, np.int32)
    return rows.set_column(0, rows.schema.field(0), pa.array(activity))


def _merged(scanned: pa.RecordBatch, others: pa.RecordBatch) -> pa.RecordBatch:
    """The rows of both readers, in the order of their activities."""
    if not others.num_rows:
        return scanned
    both = pa.Table.from_batches([scanned, others]).unify_dictionaries().combine_chunks()
    order = np.argsort(both.column(0).to_numpy(), kind="stable")
    return both.take(pa.array(order)).combine_chunks().to_batches()[0]


def _tables(
    document: Document, data: Bytes, letters: NDArray[np.uint8], layout: Layout, space: Space
) -> Iterator[tuple[str, pa.RecordBatch]]:
    """What the scanner noted, as raw batches."""
    for number, (name, schema) in enumerate(schemas(layout).items()):
        rows = rows_of(space, number)
        if rows.start == rows.stop:
            yield name, nothing(schema)
            continue
        columns = [pa.array(space.rows[rows, ACTIVITY].copy())]
        if "parent" in schema.names:
            columns += [
                pa.array(space.rows[rows, PARENT].astype(np.int8)),
                pa.array(space.rows[rows, PARENT_ORDINAL].copy()),
            ]
        if name == layout.narrative:
            columns += [_coded(space.rows[rows, PATH], _narrative_paths(layout.content))]
        elif name == layout.extension:
            columns += _unknown(document, data, layout, space, rows)
        cells = range(len(schema) - len(columns))
        columns += [strings(letters, cells_of(space, number, cell)) for cell in cells]
        yield name, pa.RecordBatch.from_arrays(columns, schema=schema)


def _coded(numbers: NDArray[Any], texts: Sequence[str | None]) -> pa.DictionaryArray:
    """A dictionary of texts from numbers of texts, whether or not the same text has several numbers."""
    coded = pa.array(texts, pa.string()).dictionary_encode()
    return pa.DictionaryArray.from_arrays(coded.indices.take(pa.array(numbers)), coded.dictionary)


@functools.cache
def _narrative_paths(content: Content) -> tuple[str, ...]:
    """The path of each element's narratives, and of its own text."""
    pairs = ((f"{node.path}/narrative".lstrip("/"), node.path or ".") for node in layout_of(content).nodes)
    return tuple(path for pair in pairs for path in pair)


def _unknown(document: Document, data: Bytes, layout: Layout, space: Space, rows: slice) -> list[pa.Array]:
    """Path, namespace and name of what the standard does not know."""
    bases = [path for node in layout.nodes for path in (f"{node.path}/narrative".lstrip("/"), node.path)]
    names: list[str] = []
    for place in range(int(space.numbers[PATH_COUNT])):
        base, written, kind = map(int, space.paths[place])
        name = "text()" if kind == OF_TEXT else _local(data, space, written)
        names.append(f"@{name}" if kind == OF_ATTRIBUTE else name)
        above = bases[base]
        bases.append(below(above, names[-1]))
    namespaces = [None, XML, *document.namespaces.values(), *_declared(data, space)]
    places = space.rows[rows, PATH]
    return [
        _coded(places + 2 * len(layout.nodes), bases),
        _coded(space.rows[rows, NAMESPACE] + 1, namespaces),
        _coded(places, names),
    ]


def _declared(data: Bytes, space: Space) -> list[str]:
    """The addresses of namespaces that activities declare."""
    places = space.spaces[: int(space.numbers[SPACE_COUNT])]
    return [data[int(start) : int(end)].decode() for start, end in places]


def _local(data: Bytes, space: Space, name: int) -> str:
    """The name without its prefix."""
    return data[int(space.names[name, 0]) : int(space.names[name, 1])].decode().rpartition(":")[2]
