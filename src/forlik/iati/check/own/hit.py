"""What a check of our own hits on."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a check applies.

    Args:
        node: The element.
        attribute: Name of the attribute concerned; empty when the element itself is.
        values: What the message tells, by the names in its template.
    """

    node: Any
    attribute: str = ""
    values: dict[str, str] = field(default_factory=dict)
