"""Paths of elements, to and from: each parent's children are counted once, however many findings they have."""

import re
from typing import Any

from lxml import etree

_STEP = re.compile(r"/([^/\[\]]+)(?:\[(\d+)\])?")
_ANY = "*"


class Siblings:
    """The children of the elements that were asked for, by name, and the place of each among those of its name.

    The parser's own paths count anew for every element: for the many findings of a large activity that takes hours.
    """

    def __init__(self) -> None:
        self._children: dict[Any, dict[str, list[Any]]] = {}
        self._ordinals: dict[Any, int] = {}

    def path(self, node: Any, top: Any) -> str:
        """The path of an element below another, such as ``/transaction[2]/value``; empty for that other itself.

        Args:
            node: The element.
            top: The one to begin below.
        """
        steps = []
        while node is not top and node is not None:
            parent = node.getparent()
            if parent is None:
                break
            alike = self._of(parent)[_name(node)]
            steps.append(_name(node) + (f"[{self._ordinals[node]}]" if len(alike) > 1 else ""))
            node = parent
        return "".join(f"/{step}" for step in reversed(steps))

    def follow(self, root: Any, path: str | None) -> Any:
        """The element that a path of the parser leads to, as far as it can be followed.

        Args:
            root: The element of its first step.
            path: The path.
        """
        node = root
        for name, place in _STEP.findall(path or "")[1:]:
            alike = self._of(node).get(name, [])
            number = int(place or 1)
            if number > len(alike):
                break
            node = alike[number - 1]
        return node

    def _of(self, parent: Any) -> dict[str, list[Any]]:
        if parent not in self._children:
            # The parser calls an element of a default namespace “*” and counts it among all.
            named: dict[str, list[Any]] = {_ANY: []}
            for child in parent.iterchildren("*"):
                alike = named.setdefault(_name(child), [])
                alike.append(child)
                named[_ANY].append(child)
                self._ordinals[child] = len(alike)
            self._children[parent] = named
        return self._children[parent]


def _name(node: Any) -> str:
    name = etree.QName(node).localname if node.tag.startswith("{") else node.tag
    return f"{node.prefix}:{name}" if node.prefix else name
