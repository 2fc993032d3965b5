"""The strict reader of feeds (RSS and other small XML): no document type, no entities, no network."""

from typing import Any

from lxml import etree

from forlik.core.errors import BadInput
from forlik.core.source import RawFile

LARGEST = 64 << 20
BOM = b"\xef\xbb\xbf"
DOUBLE_BOM = b"\xc3\xaf\xc2\xbb\xc2\xbf"
"""A byte-order mark that was taken for text and encoded once more; GDACS sends it."""
ATTRIBUTE = "@"


def read_feed(file: RawFile, root: str) -> dict[str, Any]:
    """Parse a feed into plain values, so that it can be taken apart field by field as JSON is.

    An element with neither attributes nor children is its text, or ``None`` when empty. Any other is an object: its
    attributes under ``@name``, its own text under ``text`` when there is any, its children under their names with the
    prefix the file gives them (``gdacs:eventid``); children of one name are a list.

    Args:
        file: The feed.
        root: Name its outermost element must have.

    Raises:
        BadInput: Empty, cut, too large, not UTF-8, of another kind, or with a document type.
    """
    if file.path.stat().st_size > LARGEST:
        raise BadInput(
            "the file is larger than 64 MiB", file=file.name, remedy="a feed is small; check which file it is"
        )
    content = file.path.read_bytes().strip()
    for mark in (BOM, DOUBLE_BOM, BOM):
        content = content.removeprefix(mark)
    if not content.strip():
        raise BadInput("the file is empty", file=file.name, remedy="get it again")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"byte {error.start + 1} is not UTF-8 text", file=file.name, remedy="get it again") from error
    _refuse_document_type(file, text)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        top = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise BadInput(
            f"is not XML: {error.msg}",
            file=file.name,
            line=error.lineno or 0,
            remedy="the file is cut off or another file; get it again",
        ) from error
    if _name(top) != root:
        raise BadInput(f"is a <{_name(top):.40}>, not a <{root}>", file=file.name, remedy="check which file it is")
    value = _value(top)
    return value if isinstance(value, dict) else {}


def _refuse_document_type(file: RawFile, text: str) -> None:
    """Refuse a document type before anything parses it: entities are made there, and a feed needs none."""
    place = 0
    while True:
        while place < len(text) and text[place].isspace():
            place += 1
        ending = next((end for start, end in (("<?", "?>"), ("<!--", "-->")) if text.startswith(start, place)), "")
        end = text.find(ending, place) if ending else -1
        if end < 0:
            break
        place = end + len(ending)
    if text[place : place + 9].upper() == "<!DOCTYPE":
        raise BadInput(
            "has a document type (DOCTYPE), which can name entities and other files",
            file=file.name,
            line=text.count("\n", 0, place) + 1,
            remedy="do not open this file; get the feed from its publisher",
        )


def _name(element: Any) -> str:
    local = str(etree.QName(element).localname)
    return f"{element.prefix}:{local}" if element.prefix else local


def _value(element: Any) -> Any:
    # Text after a child or a comment belongs to the element too.
    own = "".join([element.text or "", *(child.tail or "" for child in element)]).strip() or None
    fields: dict[str, Any] = {f"{ATTRIBUTE}{etree.QName(name).localname}": text for name, text in element.items()}
    several: set[str] = set()
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name, value = _name(child), _value(child)
        if name not in fields:
            fields[name] = value
        elif name in several:
            fields[name].append(value)
        else:
            several.add(name)
            fields[name] = [fields[name], value]
    if not fields:
        return own
    return fields | {"text": own} if own else fields
