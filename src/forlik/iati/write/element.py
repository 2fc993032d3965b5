"""Records to XML: one walk along the places that the fields name, in the order of the schema."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from forlik.iati.write.beside import add_attributes, add_element, prefixes
from forlik.iati.write.organisation import Organisation
from forlik.iati.write.records import Activity
from forlik.iati.write.scalars import SPACE, to_text, writable
from forlik.iati.write.shape import Attr, Beside, Elem, Slot, Text, absent, slots
from forlik.iati.write.values import Attribute, Extension, Narrative
from forlik.iati.write.wrong import Wrong, named

TAGS: dict[type, str] = {Activity: "iati-activity", Organisation: "iati-organisation"}
WORDS: dict[type, str] = {Activity: "activity", Organisation: "organisation"}


def label(record: Activity | Organisation) -> str:
    """How an error names a record."""
    return f"{WORDS[type(record)]} “{record.identifier}”"


def element(record: Activity | Organisation) -> Any:
    """A record as an element of the standard.

    Raises:
        BadInput: Something is missing or cannot be written; the error names record and field.
    """
    with named(label(record)):
        node = etree.Element(TAGS[type(record)], nsmap=_prefixes(record))
        _fill(node, record)
    return node


def _prefixes(record: Any) -> dict[str, str]:
    try:
        return prefixes(_beside(record))
    except (AttributeError, TypeError):
        return {}  # a field holds something else than it declares, and says so when it is written


def _beside(record: Any) -> Iterator[Attribute | Extension]:
    for slot in slots(type(record)):
        value = getattr(record, slot.field)
        if isinstance(slot.place, Beside):
            yield from value
        elif slot.record and not absent(value) and slot.kind is not Narrative:
            for one in value if slot.many else (value,):
                yield from _beside(one)


def _fill(node: Any, record: Any) -> None:
    for slot in slots(type(record)):
        value = getattr(record, slot.field)
        try:
            if absent(value) or (isinstance(value, str) and not value.strip()):
                _may_be_absent(slot)
            elif slot.many and not isinstance(value, tuple):
                raise Wrong(f"{value!r} is not a tuple", "write a tuple, also of one")  # noqa: TRY301 - named below
            else:
                _put(node, slot, value)
        except Wrong as wrong:
            raise wrong.inside(slot.field) from None


def _may_be_absent(slot: Slot) -> None:
    if slot.required:
        raise Wrong("is missing", f"say it: the standard asks for it{' at least once' if slot.many else ''}")


def _put(node: Any, slot: Slot, value: Any) -> None:
    place = slot.place
    if isinstance(place, Attr):
        node.set(place.name, to_text(value, slot.kind))
    elif isinstance(place, Text):
        # Spaces around a text are layout; those around anything else are refused.
        node.text = writable(value).strip(SPACE) if slot.kind is str else to_text(value, slot.kind)
    elif isinstance(place, Elem):
        into = etree.SubElement(node, place.name) if place.inner else node
        for index, one in enumerate(value if slot.many else (value,)):
            try:
                _put_one(into, slot, place, one)
            except Wrong as wrong:
                raise (wrong.inside(f"[{index}]") if slot.many else wrong) from None
    elif place.what == "attributes":
        add_attributes(node, value)
    else:
        _put_extensions(node, value)


def _put_one(node: Any, slot: Slot, place: Elem, one: Any) -> None:
    if slot.record:
        if type(one) is not slot.kind:
            raise Wrong(f"is a {type(one).__name__}, not a {slot.kind.__name__}", f"make it a {slot.kind.__name__}")
        _fill(etree.SubElement(node, place.inner or place.name), one)
        return
    text = to_text(one, slot.kind)
    if not text:
        raise Wrong("is empty", "say it, or leave it out")
    child = etree.SubElement(node, place.name)
    if place.attr:
        child.set(place.attr, text)
    else:
        child.text = text


def _put_extensions(node: Any, extensions: Any) -> None:
    for index, one in enumerate(extensions):
        try:
            add_element(node, one)
        except Wrong as wrong:
            raise wrong.inside(f"[{index}]") from None
