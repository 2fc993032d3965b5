"""What the standard does not know: elements and attributes of other namespaces, written and read back."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from lxml import etree

from forlik.iati.write.scalars import SPACE, writable
from forlik.iati.write.values import Attribute, Extension
from forlik.iati.write.wrong import Wrong

XML = "http://www.w3.org/XML/1998/namespace"
REFUSED = frozenset({"http://www.w3.org/2000/xmlns/", "http://www.w3.org/2001/XMLSchema-instance"})
"""Namespaces that steer a reader of XML instead of saying something."""
_NAME = re.compile(r"[^\W\d][\w.\-·]*")
_PREFIX = re.compile(r"(?!ns\d)(?![xX][mM][lL])[A-Za-z_][\w.\-]*", re.ASCII)
"""A prefix that is no reserved one, neither XML's nor that of the library that writes."""


def prefixes(parts: Iterable[Attribute | Extension]) -> dict[str, str]:
    """A prefix for every namespace, the first wish for it where that can be had: a file reads back with its own.

    Args:
        parts: All that stands in other namespaces below one element, in its order.
    """
    wished: dict[str, str] = {}
    for part in _all(parts):
        if part.namespace not in wished and part.namespace not in ("", XML):
            free = _PREFIX.fullmatch(part.prefix) and part.prefix not in wished.values()
            wished[part.namespace] = part.prefix if free else ""
    made = (f"n{number}" for number in count(1))
    taken = set(wished.values())
    return {prefix or next(one for one in made if one not in taken): uri for uri, prefix in wished.items()}


def _all(parts: Iterable[Attribute | Extension]) -> Iterator[Attribute | Extension]:
    for part in parts:
        yield part
        if isinstance(part, Extension):
            yield from _all((*part.attributes, *part.children))


def add_attributes(node: Any, attributes: Iterable[Attribute], *, within: str = "standard") -> None:
    """Write attributes of other namespaces on an element.

    Args:
        node: The element.
        attributes: What to write.
        within: ``standard``, or ``extension``, whose own attributes need no namespace.

    Raises:
        Wrong: A name is none, or there twice, or would say something of the standard's own.
    """
    for place, one in enumerate(attributes):
        try:
            _add_attribute(node, one, within)
        except Wrong as wrong:
            raise wrong.inside(f"[{place}]") from None


def _add_attribute(node: Any, one: Attribute, within: str) -> None:
    if not one.namespace and within == "standard":
        raise Wrong("has no namespace", "give it one: without, it would be an attribute of the standard")
    name = _clark(one.namespace, one.name)
    if name in node.attrib:
        raise Wrong(f"“{one.name}” is there already", "say it once")
    node.set(name, writable(one.value))


def add_element(parent: Any, one: Extension, *, top: bool = True) -> None:
    """Write an element of another namespace inside an element.

    Raises:
        Wrong: It has no namespace or no name, or holds what XML cannot.
    """
    if top and one.namespace in ("", XML):
        raise Wrong("has no namespace of its own", "give it one: without, it would be an element of the standard")
    node = etree.SubElement(parent, _clark(one.namespace, one.name))
    if one.text:
        node.text = writable(one.text).strip(SPACE)
    add_attributes(node, one.attributes, within="extension")
    for place, child in enumerate(one.children):
        try:
            add_element(node, child, top=False)
        except Wrong as wrong:
            raise wrong.inside(f"children[{place}]") from None


def _clark(namespace: str, name: str) -> str:
    if namespace in REFUSED or re.search(r"[\s{}]", namespace):
        raise Wrong(f"“{namespace}” cannot be the namespace of an extension", "use an address of your own")
    if not _NAME.fullmatch(name):
        raise Wrong(
            f"“{name}” cannot be a name in XML", "begin with a letter, and use letters, digits, “-”, “_” and “.”"
        )
    tag = f"{{{writable(namespace)}}}{name}" if namespace else name
    try:
        return str(etree.QName(tag))
    except ValueError:
        raise Wrong(f"“{name}” of “{namespace}” cannot be a name in XML", "use plain letters") from None


def read_attributes(node: Any, taken: Iterable[str]) -> tuple[Attribute, ...]:
    """The attributes of an element that are not taken, as they stand."""
    known = {uri: prefix or "" for prefix, uri in node.nsmap.items()}
    left = [(etree.QName(name), value) for name, value in node.attrib.items() if name not in set(taken)]
    return tuple(
        Attribute(name.localname, value, name.namespace or "", known.get(name.namespace or "", ""))
        for name, value in left
    )


def read_element(node: Any) -> Extension:
    """An element of another namespace, as it stands; comments are not kept."""
    name = etree.QName(node)
    children = [child for child in node if isinstance(child.tag, str)]
    text = (node.text or "") + "".join(child.tail or "" for child in node)
    return Extension(
        namespace=name.namespace or "",
        name=name.localname,
        text=text.strip(SPACE),
        attributes=read_attributes(node, ()),
        children=tuple(read_element(child) for child in children),
        prefix=node.prefix or "",
    )
