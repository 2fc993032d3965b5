"""XML to records: every element and attribute is taken, kept as an extension, or named in an error.

For files that keep to the standard 2.03, this writer's own above all. Other versions and damaged files are the business
of :mod:`forlik.iati.read`.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from lxml import etree

from forlik.core.errors import BadInput
from forlik.iati.write.beside import read_attributes, read_element
from forlik.iati.write.organisation import Organisation
from forlik.iati.write.records import Activity
from forlik.iati.write.scalars import SPACE, from_text
from forlik.iati.write.shape import Attr, Beside, Elem, Slot, Text, absent, slots
from forlik.iati.write.values import LANGUAGE, Extended, Extensible, Narrative
from forlik.iati.write.wrong import Wrong, named

R = TypeVar("R", Activity, Organisation)
IDENTIFIER: dict[type, str] = {Activity: "iati-identifier", Organisation: "organisation-identifier"}
XSI = "{http://www.w3.org/2001/XMLSchema-instance}"


def activity(node: Any) -> Activity:
    """An ``iati-activity`` as a record.

    Raises:
        BadInput: It says something that the standard does not know, or misses what it asks for.
    """
    return _record(node, Activity)


def organisation(node: Any) -> Organisation:
    """An ``iati-organisation`` as a record.

    Raises:
        BadInput: It says something that the standard does not know, or misses what it asks for.
    """
    return _record(node, Organisation)


def parse(path: Path | str) -> tuple[Activity | Organisation, ...]:
    """All records of a file, which is held in memory.

    Raises:
        BadInput: It is not XML, or a record is not as the standard wants it.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.parse(str(path), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise BadInput(f"not XML: {error.msg}", file=str(path), line=error.lineno or 0) from None
    except OSError as error:
        raise BadInput(f"cannot be read: {error}", file=str(path), remedy="check the name") from None
    return tuple(READERS[node.tag](node) for node in root if node.tag in READERS)


def _record(node: Any, cls: type[R]) -> R:
    name = (node.findtext(IDENTIFIER[cls]) or "").strip(SPACE)
    with named(f"line {node.sourceline}, “{name}”"):
        record: R = _read(node, cls)
    return record


def _read(node: Any, cls: type) -> Any:
    inside = _children(node)
    taken: set[str] = set()
    found: dict[str, Any] = {}
    for slot in slots(cls):
        if isinstance(slot.place, Beside):
            continue
        try:
            value = _value(node, inside, slot, taken)
        except Wrong as wrong:
            raise wrong.inside(slot.field) from None
        if not absent(value):
            found[slot.field] = value
        elif slot.required:
            found[slot.field] = _required(slot)
    return cls(**found, **_left(node, inside, taken, cls))


def _required(slot: Slot) -> Any:
    # What is there but empty stays so, and is refused by who writes it; a value cannot be made up.
    if slot.many:
        return ()
    if slot.kind is str:
        return ""
    raise Wrong("is missing", "the standard asks for it")


def _children(node: Any) -> dict[str, list[Any]]:
    inside: dict[str, list[Any]] = {}
    for child in node:
        if isinstance(child.tag, str):
            inside.setdefault(child.tag, []).append(child)
    return inside


def _value(node: Any, inside: dict[str, list[Any]], slot: Slot, taken: set[str]) -> Any:
    place = slot.place
    if isinstance(place, Attr):
        taken.add(place.name)
        return _plain(node.get(place.name), slot)
    if isinstance(place, Text):
        taken.add("")
        return _plain(_text(node), slot)
    assert isinstance(place, Elem)  # noqa: S101 - there is no fourth place
    nodes = inside.pop(place.name, [])
    language = ""
    if place.inner and nodes:
        # What is said around a narrative of its language holds for the narrative.
        language = _single(nodes).get(LANGUAGE, "").strip(SPACE)
        nodes = _inner(_single(nodes), place)
    if not slot.many:
        return _one(_single(nodes), slot, place) if nodes else None
    values = []
    for index, one in enumerate(nodes):
        try:
            value = _one(one, slot, place)
            values.append(replace(value, language=language) if language and not value.language else value)
        except Wrong as wrong:
            raise wrong.inside(f"[{index}]") from None
    # A narrative without a word, or an empty telephone number, says nothing.
    return tuple(value for value in values if not _blank(value))


def _blank(value: Any) -> bool:
    said = getattr(value, "text", value)
    return not said.strip() if isinstance(said, str) else absent(said)


def _single(nodes: list[Any]) -> Any:
    if len(nodes) > 1:
        raise Wrong(f"<{nodes[1].tag}> on line {nodes[1].sourceline} is there twice", "say it once")
    return nodes[0]


def _inner(node: Any, place: Elem) -> list[Any]:
    inside = _children(node)
    nodes = inside.pop(place.inner, [])
    _left(node, inside, set(), Narrative)
    return nodes


def _one(node: Any, slot: Slot, place: Elem) -> Any:
    if slot.record:
        return _read(node, slot.kind)
    inside = _children(node)
    value = _plain(node.get(place.attr) if place.attr else _text(node), slot)
    _left(node, inside, {place.attr}, Narrative)
    return value


def _plain(text: str | None, slot: Slot) -> Any:
    stripped = (text or "").strip(SPACE)
    return from_text(stripped, slot.kind) if stripped else slot.kind() if slot.kind is str else None


def _text(node: Any) -> str:
    return (node.text or "") + "".join(child.tail or "" for child in node)


def _left(node: Any, inside: dict[str, list[Any]], taken: set[str], cls: type) -> dict[str, Any]:
    """What no field took: kept where the record can carry it, else an error."""
    nodes = [one for ones in inside.values() for one in ones]
    foreign = [one for one in nodes if one.tag.startswith("{")]
    attributes = [name for name in node.attrib if name not in taken and not name.startswith(XSI)]
    if not issubclass(cls, Extensible):
        attributes = [name for name in attributes if name != LANGUAGE]  # the language of no text
    unknown = [f"<{one.tag}>" for one in nodes if one not in foreign or not issubclass(cls, Extended)]
    unknown += [f"@{name}" for name in attributes if not name.startswith("{") or not issubclass(cls, Extensible)]
    if "" not in taken and _text(node).strip(SPACE):
        unknown.append(f"the text “{_text(node).strip(SPACE)[:40]}”")
    if unknown:
        raise Wrong(
            f"<{node.tag}> on line {node.sourceline} holds what the standard does not know: {', '.join(unknown)}",
            "take it out, or put it in a namespace of your own",
        )
    kept: dict[str, Any] = {}
    if issubclass(cls, Extended):
        kept["extensions"] = tuple(read_element(one) for one in node if isinstance(one.tag, str) and one in foreign)
    if issubclass(cls, Extensible):
        kept["foreign"] = read_attributes(node, [name for name in node.attrib if name not in attributes])
    return kept


READERS: dict[str, Callable[[Any], Activity | Organisation]] = {
    "iati-activity": activity,
    "iati-organisation": organisation,
}
