"""One activity or organisation as the checks see it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forlik.iati.standard import Kind

_IDENTIFIERS: dict[Kind, tuple[str, ...]] = {
    "activity": ("iati-identifier",),
    "organisation": ("organisation-identifier", "iati-identifier"),
}


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity or organisation, in a tree of its own below the root element of its file.

    Args:
        root: Root of the tree, which is always that of a file of many.
        element: The activity or organisation.
        kind: Which of the two.
        version: Version of the standard that the file states; empty when it states none.
        now: The present.
    """

    root: Any
    element: Any
    kind: Kind
    version: str
    now: datetime

    @property
    def before_2(self) -> bool:
        """Whether the file says that it is of version 1.0x."""
        return is_before_2(self.version)

    @property
    def identifier(self) -> str:
        """Its identifier, without white space around it; empty when it has none."""
        for name in _IDENTIFIERS[self.kind]:
            found = (self.element.findtext(name) or "").strip()
            if found:
                return found
        return ""

    @property
    def reporter(self) -> str:
        """Identifier of the organisation that reports; empty when there is none."""
        reporting = self.element.find("reporting-org")
        return "" if reporting is None else reporting.get("ref", "")


def is_before_2(version: str) -> bool:
    """Whether a version is one of 1.0x."""
    return version.startswith("1.") or version == "1"
