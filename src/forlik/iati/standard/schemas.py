"""The compiled schemas of version 2.03: one for files of activities, one for files of organisations."""

import threading
from typing import Any, Literal

from lxml import etree

from forlik.iati.standard.files import FOLDER

Kind = Literal["activity", "organisation"]
LATEST = "2.03"
KINDS: dict[Kind, tuple[str, str, str]] = {
    "activity": ("iati-activities", "iati-activity", "iati-activities-schema.xsd"),
    "organisation": ("iati-organisations", "iati-organisation", "iati-organisations-schema.xsd"),
}
"""Kind of file to its root element, the element that repeats below it, and its schema."""


_COMPILED = threading.local()
"""A compiled schema holds the errors of its last validation, so that each thread has its own."""


def schema(kind: Kind) -> Any:
    """The schema of a kind of file, compiled once in each thread.

    Args:
        kind: ``activity`` or ``organisation``.

    Returns:
        An ``lxml.etree.XMLSchema``.
    """
    found = getattr(_COMPILED, kind, None)
    if found is None:
        # The included schemas stand beside it; nothing is asked of a network.
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        found = etree.XMLSchema(etree.parse(FOLDER / "schema" / KINDS[kind][2], parser))
        setattr(_COMPILED, kind, found)
    return found


def kind_of(name: str) -> Kind | None:
    """The kind of file a root element, or the element that repeats below it, belongs to.

    Args:
        name: Name of an element, without a namespace.

    Returns:
        The kind; ``None`` when the element is neither.
    """
    return next((kind for kind, (root, one, _) in KINDS.items() if name in {root, one}), None)
