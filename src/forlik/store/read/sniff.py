"""A cheap look into a file, to tell whose it is: never an error, whatever the file is."""

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.store.read import header_of
from forlik.store.read.workbook import sheet_names

HEAD = 4096
ZIP = b"PK\x03\x04"


def head(file: RawFile) -> bytes:
    """The first bytes of a file without byte-order mark and leading space."""
    with file.path.open("rb") as stream:
        return stream.read(HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()


def columns(file: RawFile) -> frozenset[str]:
    """The column names of delimited text, also when saved again with another separator; none for anything else."""
    start = head(file)
    if not start or start[:1] in (b"{", b"[", b"<") or start.startswith(ZIP) or b"\0" in start:
        return frozenset()
    try:
        return max((frozenset(header_of(file, delimiter=mark)) for mark in ",;\t|"), key=len)
    except BadInput:
        return frozenset()


def sheets(file: RawFile) -> tuple[str, ...]:
    """The sheet names of a workbook; none for anything else."""
    if not head(file).startswith(ZIP):
        return ()
    try:
        return tuple(sheet_names(file))
    except BadInput:
        return ()


def holds(file: RawFile, *keys: str) -> bool:
    """Whether a file begins like JSON and names all these keys near its beginning."""
    start = head(file)
    return start[:1] in (b"{", b"[") and all(f'"{key}"'.encode() in start for key in keys)
