"""Opening an IATI file: packed or not, in whatever encoding; what its first bytes say, and what is refused at once."""

import codecs
import gzip
import hashlib
import mmap
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.iati.layout import Content
from forlik.iati.read.spans import LONGEST_ADDRESS, start_tag
from forlik.store.read import members

ROOTS: Mapping[str, Content] = {
    "iati-activities": "activity",
    "iati-activity": "activity",
    "iati-organisations": "organisation",
    "iati-organisation": "organisation",
}
HEAD = 1 << 20
"""Bytes in which the root element must begin."""
CHUNK = 1 << 20
LARGEST = 16 << 30
"""Bytes that one file may unpack to."""
LARGEST_RATIO, SMALL = 400, 64 << 20
"""How many times its packed size a file may unpack to, once it is larger than ``SMALL``: bombs pack better than XML."""
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
"""How a file of two bytes a sign begins when it has no mark."""
DECLARATION = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
PROLOG = re.compile(rb"(?:\s+|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
NAME = re.compile(rb"<([^\s/><!?]+)")
ASCII = bytes([9, 10, 13, *range(32, 92), *range(93, 127)]) + rb"\n\u0041" + b"\x1b$B"
"""What every encoding must have in its place in which a declaration can be read before the encoding is known."""
XML_OWN = ("http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/")
"""Addresses that no file may give another prefix to."""
MOST_PREFIXES = 200
"""Prefixes of a root that are kept: every activity is read with all of them."""
LONGEST_STATEMENT = 100
"""Characters of a root's version or date that are kept, since they stand beside every activity."""
MANY = 1000
"""Attributes of one element from which they are taken in another way."""
GET_AGAIN = "get it again from the publisher; report it to them if it stays so"


@dataclass(frozen=True, slots=True)
class Document:
    """One IATI file, open for reading.

    Args:
        name: The name it was given under; ``archive.zip!member.xml`` inside an archive.
        path: Where its bytes are, unpacked and in UTF-8.
        published: Where its bytes are, unpacked and otherwise as published.
        size: Bytes of the file as published, unpacked.
        encoding: Encoding as published; offsets are those of the file as published.
        content: Activities or organisations.
        version: The version its root states; empty when none.
        generated: The root's ``generated-datetime``.
        namespaces: Prefix → address, as the root declares them.
        root: All attributes of the root.
        single: Whether its root is an activity or organisation itself.
        start: First byte after the root's start tag, or of the root when it is a single activity.
        notes: What is odd about the file as a whole, and was read nevertheless.
    """

    name: str
    path: Path
    published: Path
    size: int
    encoding: str
    content: Content
    version: str
    generated: str
    namespaces: Mapping[str, str]
    root: Mapping[str, str]
    single: bool
    start: int
    notes: tuple[str, ...] = field(default=())


def documents(path: Path, room: Path, called: str = "") -> Iterator[Document | BadInput]:
    """The IATI files at a path: the file itself, or what a gzip or zip file holds.

    Args:
        path: A file.
        room: An empty folder for unpacked bytes; it must outlive the documents.
        called: What the file is called; its own name when not given.

    Yields:
        A document, or the reason why a file is none; one bad member of an archive hides no other.
    """
    try:
        plain = list(_plain(path, room, called or path.name))
    except BadInput as error:
        yield error
        return
    for name, bytes_at, notes in plain:
        try:
            yield _document(name, bytes_at, room, notes)
        except BadInput as error:
            yield error


def _plain(path: Path, room: Path, called: str) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise BadInput(
            f"cannot be opened: {error.strerror}", file=str(path), remedy="check its name and rights"
        ) from error
    if start.startswith(b"PK\x03\x04"):
        every = members(RawFile(path.name, path), room)
        inside = [one for one in every if _is_xml(one.path)]
        if not inside:
            raise BadInput("the archive holds no XML file", file=called, remedy="look at what is in it")
        passed = [one.name for one in every if one not in inside]
        note = (f"passed over in the archive, as no XML: {', '.join(passed[:8])}",) if passed else ()
        for number, member in enumerate(inside):
            # Said once, of the first file.
            yield f"{called}!{member.name}", member.path, () if number else note
    elif start.startswith(b"\x1f\x8b"):
        yield called, *_gunzip(path, room)
    else:
        yield called, path, ()


def _is_xml(path: Path) -> bool:
    """Whether a file begins as XML does, or as a web page that should have been XML."""
    with path.open("rb") as file:
        start = file.read(64)
    return start.startswith(tuple(mark for mark, _ in BOMS)) or start.replace(b"\0", b"").lstrip()[:1] == b"<"


def _gunzip(path: Path, room: Path) -> tuple[Path, tuple[str, ...]]:
    packed = path.stat().st_size
    out = room / f"{hashlib.sha256(str(path).encode()).hexdigest()[:16]}.xml"
    most = min(LARGEST, max(SMALL, packed * LARGEST_RATIO))
    done = 0
    try:
        with gzip.open(path) as source, out.open("wb") as target:
            while block := source.read1(CHUNK):  # what is there, so that a file cut off is read up to the cut
                done += len(block)
                if done > most:
                    out.unlink()
                    raise BadInput(
                        f"unpacks to more than {most // max(packed, 1)} times its size: a gzip bomb",
                        file=path.name,
                        remedy="do not open this file; unpack it yourself if you trust it",
                    )
                target.write(block)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        # What could be unpacked is read: whole activities in a file cut short are good ones.
        if not done:
            raise BadInput(f"is not a whole gzip file: {error}", file=path.name, remedy=GET_AGAIN) from error
        return out, (f"is not a whole gzip file: {error}; what could be unpacked is read",)
    return out, ()


def _document(name: str, path: Path, room: Path, packing: tuple[str, ...]) -> Document:
    size = path.stat().st_size
    if size == 0:
        raise BadInput("is empty", file=name, remedy=GET_AGAIN)
    with path.open("rb") as file:
        head = file.read(HEAD)
    published = path
    encoding, notes = _encoding(head)
    if encoding != "utf-8":
        path = _transcoded(name, path, encoding, room / f"{path.name}.{encoding}.xml")
        with path.open("rb") as file:
            head = file.read(HEAD)
    found = _root(name, head)
    content = ROOTS[found.group(1).decode()]
    single = found.group(1).decode() == f"iati-{content}"
    whole = start_tag(found.group(1).decode()).match(head, found.start())
    # A start tag that is not well formed ends before the next tag at the latest: the activities after it are read.
    end = whole.end() if whole else head.find(b"<", found.end())
    if end < 0:
        raise BadInput("the start tag of its root does not end", file=name, remedy=GET_AGAIN)
    tag = head[found.start() : end]
    attributes, namespaces, more = _opened(tag, single=single)
    if not single and not tag.endswith(b"/>") and not _closed(path, found.group(1)):
        more = (*more, "its root element is not closed: the file may be cut off")
    return Document(
        name=name,
        path=path,
        published=published,
        size=size,
        encoding=encoding,
        content=content,
        version=_statement(attributes, "version"),
        generated=_statement(attributes, "generated-datetime"),
        namespaces=dict(list(namespaces.items())[:MOST_PREFIXES]),
        root={} if single else attributes,
        single=single,
        start=found.start() if single else end,
        notes=(*packing, *notes, *more, *_too_much(attributes, namespaces)),
    )


def _statement(attributes: Mapping[str, str], name: str) -> str:
    """What the root states of itself; nothing when it is no statement but a text."""
    written = attributes.get(name, "").strip()
    return written if len(written) <= LONGEST_STATEMENT else ""


def _too_much(attributes: Mapping[str, str], namespaces: Mapping[str, str]) -> list[str]:
    """What of a root is not followed, because it would stand beside every activity."""
    long = [name for name in ("version", "generated-datetime") if len(attributes.get(name, "")) > LONGEST_STATEMENT]
    notes = [f"its {name} has more than {LONGEST_STATEMENT} characters and is taken for none" for name in long]
    if len(namespaces) > MOST_PREFIXES:
        notes.append(f"its root declares {len(namespaces):,} prefixes; the first {MOST_PREFIXES} are followed")
    return notes


def _encoding(head: bytes) -> tuple[str, tuple[str, ...]]:
    """The encoding to read a file in: its mark, else what it declares if that can be so, else UTF-8."""
    signs = (
        *(name for mark, name in BOMS if head.startswith(mark)),
        *(name for sign, name in WIDE if head.startswith(sign)),
    )
    declared = DECLARATION.match(head.lstrip())
    if signs or not declared:
        return (*signs, "utf-8")[0], ()
    written = declared.group(1).decode()
    try:
        encoding = codecs.lookup(written).name
    except LookupError:
        return "utf-8", (f"declares the encoding “{written}”, which does not exist; read as UTF-8",)
    if encoding in ("utf-8", "utf-8-sig", "ascii"):
        return "utf-8", ()
    try:
        can_be = ASCII.decode(encoding, escaping(encoding)) == ASCII.decode("ascii")
    except (LookupError, ValueError):  # a codec of Python's that is no encoding of text, or of other texts only
        can_be = False
    if not can_be:
        return "utf-8", (f"declares the encoding “{written}” and is not written in it; read as UTF-8",)
    return encoding, ()


def escaping(encoding: str) -> str:
    """How bytes that are nothing in an encoding are kept, so that the activity with them is refused and no other."""
    return "surrogatepass" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"


def _transcoded(name: str, path: Path, encoding: str, out: Path) -> Path:
    decoder = codecs.getincrementaldecoder(encoding)(escaping(encoding))
    wide = escaping(encoding) == "surrogatepass"
    try:
        with path.open("rb") as source, out.open("wb") as target:
            while block := source.read(CHUNK):
                target.write(decoder.decode(block).encode("utf-8", "surrogatepass"))
            # Half a sign at the end of a file that is cut off is left out.
            target.write(b"" if wide else decoder.decode(b"", final=True).encode("utf-8", "surrogatepass"))
    except UnicodeError as error:
        raise BadInput(f"is not written in {encoding}: {error}", file=name, remedy=GET_AGAIN) from error
    return out


def _closed(path: Path, root: bytes) -> bool:
    """Whether a file has its root's end tag, wherever."""
    with mapped(path) as data:
        at = data.rfind(b"</" + root)
        return at >= 0 and bool(re.match(rb"\s*>", data[at + len(root) + 2 : at + len(root) + 2 + CHUNK]))


def _root(name: str, head: bytes) -> re.Match[bytes]:
    text = head.removeprefix(codecs.BOM_UTF8)
    if re.match(rb"\s*(?:<!doctype\s+html|<html)", text, re.IGNORECASE):
        raise BadInput(
            "is a web page, not an IATI file", file=name, remedy="look at it; the address has moved or refused"
        )
    at = PROLOG.match(head, len(head) - len(text))
    start = at.end() if at else 0
    if head.startswith(b"<!DOCTYPE", start):
        line = head.count(b"\n", 0, start) + 1
        raise BadInput(
            "has a DOCTYPE, which IATI does not use and which can hide entities",
            file=name,
            line=line,
            remedy="ask the publisher to leave it out",
        )
    found = NAME.match(head, start)
    if not found:
        raise BadInput("is not XML: no element begins it", file=name, remedy=GET_AGAIN)
    if found.group(1).decode("utf-8", "replace") not in ROOTS:
        root = found.group(1).decode("utf-8", "replace")
        raise BadInput(
            f"its root element is “{root:.60}”, not iati-activities or iati-organisations",
            file=name,
            line=head.count(b"\n", 0, found.start()) + 1,
            remedy="check which file it is",
        )
    return found


def _opened(tag: bytes, *, single: bool) -> tuple[Mapping[str, str], Mapping[str, str], tuple[str, ...]]:
    """Attributes and namespaces of a root's start tag; a bad one is read as far as it can be, and told."""
    whole = tag if tag.endswith(b"/>") else tag.removesuffix(b">") + b"/>"
    notes: tuple[str, ...] = ()
    try:
        element = etree.fromstring(whole, parser())
    except etree.XMLSyntaxError as error:
        notes = (f"its root's start tag is not well formed: {said(error)}",)
        element = etree.fromstring(whole, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
        if element is None or not _readable(element):
            return {}, {}, notes
    if None in element.nsmap:
        read = "kept as extensions" if single else "read as if in none"
        notes = (*notes, f"its elements stand in the namespace {element.nsmap[None]}; {read}")
    namespaces = {
        prefix: address if is_address(address) else f"undeclared:{prefix}"
        for prefix, address in element.nsmap.items()
        if prefix
    }
    return {str(name): str(value) for name, value in attributes(element)}, namespaces, notes


def _readable(element: "etree._Element") -> bool:
    """Whether what was read in spite of faults is text: a reference to half a character may have become none."""
    try:
        return element.nsmap is not None and attributes(element) is not None
    except UnicodeDecodeError:
        return False


def attributes(element: "etree._Element") -> list[tuple[str, str]]:
    """Names and values of an element's attributes; lxml looks each up among all, which for very many takes hours."""
    if len(element.attrib) < MANY:
        items: list[tuple[str, str]] = element.items()
        return items
    return [(one.attrname, str(one)) for one in element.xpath("@*")]


def is_address(address: str) -> bool:
    """Whether libxml2 takes a text as the address of a namespace."""
    if len(address) > LONGEST_ADDRESS or address in XML_OWN:
        return False
    try:
        etree.Element("root", nsmap={"x": address})
    except ValueError:
        return False
    return True


def said(error: etree.XMLSyntaxError) -> str:
    """What a parser found wrong, without the place, which is told beside it."""
    return re.sub(r", line \d+, column \d+.*$", "", str(error.msg or error), flags=re.DOTALL)


def parser() -> etree.XMLParser:
    """A parser that opens nothing and nobody: no entities, no network, libxml2's limits on."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, remove_blank_text=True
    )


def sha256_of(path: Path) -> str:
    """Hash of a file's bytes."""
    with mapped(path) as data:
        return hashlib.sha256(data).hexdigest()


def mapped(path: Path) -> mmap.mmap:
    """A file's bytes, mapped into memory."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
