"""Where a rule looks: one element, one instant, and the registers of identifiers it may ask."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree

from forlik.iati.standard import codelists

_NAMESPACES = {"xml": "http://www.w3.org/XML/1998/namespace"}


@dataclass(frozen=True, slots=True)
class Registers:
    """Identifiers known from elsewhere.

    Args:
        agencies: Prefixes of approved registration agencies, such as ``GB-COH``.
        organisations: Identifiers of organisations that are known to be in use.
    """

    agencies: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()


@functools.cache
def official_registers() -> Registers:
    """What the official code lists know of identifiers: the agencies, and the two lists of organisations."""
    lists = codelists()
    return Registers(
        agencies=frozenset(lists["OrganisationRegistrationAgency"]),
        organisations=frozenset({*lists["OrganisationIdentifier"], *lists["IATIOrganisationIdentifier"]}),
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule is held against.

    Args:
        element: The element the context selected.
        now: The present.
        registers: Identifiers known from elsewhere.
    """

    element: Any
    now: datetime
    registers: Registers = field(default_factory=Registers)

    def nodes(self, path: str) -> list[Any]:
        """What a path selects; a path that gives no nodes but a value gives that value."""
        found = _compiled(path)(self.element)
        return found if isinstance(found, list) else [found]

    def all(self, paths: list[str]) -> list[Any]:
        """What several paths select, in the order of the paths."""
        return [node for path in paths for node in self.nodes(path)]

    def holds(self, expression: str) -> bool:
        """Whether an expression is true, as XPath understands it."""
        return bool(_compiled(f"boolean({expression})")(self.element))


@functools.lru_cache(maxsize=4096)
def _compiled(path: str) -> Any:
    # XPath of lxml has no function that opens an address or a file; the regular expressions of EXSLT are left out too.
    return etree.XPath(path, namespaces=_NAMESPACES, regexp=False)


Case = Mapping[str, Any]
"""One case of a rule, as published."""
