"""Discovery: every source and every measure, by name. The only place of the library that looks for modules."""

import difflib
import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from forlik import measures as measure_package
from forlik import sources as source_package
from forlik.core.errors import UsageError
from forlik.core.measure import Measure
from forlik.core.source import Source
from forlik.store import shelf

Kind = TypeVar("Kind", Source, Measure)


def _discover(package: Any, attribute: str) -> Iterator[Any]:
    for module in pkgutil.iter_modules(package.__path__):
        if not module.name.startswith("_"):
            yield getattr(importlib.import_module(f"{package.__name__}.{module.name}"), attribute)


@lru_cache
def sources() -> Mapping[str, Source]:
    """All sources by name."""
    found = {source.name: source for source in _discover(source_package, "SOURCE")}
    for name in found:
        # Now, while the files are those that were just loaded: tables are never kept under a newer reader's name.
        shelf.reader_digest(name)
    return found


@lru_cache
def measures() -> Mapping[str, Measure]:
    """All measures by name."""
    return {measure.name: measure for measure in _discover(measure_package, "MEASURE")}


def source(name: str) -> Source:
    """One source.

    Raises:
        UsageError: No such source.
    """
    return _named(sources(), name, "source")


def measure(name: str) -> Measure:
    """One measure.

    Raises:
        UsageError: No such measure.
    """
    return _named(measures(), name, "measure")


def _named(kinds: Mapping[str, Kind], name: str, what: str) -> Kind:
    if name not in kinds:
        near = difflib.get_close_matches(name, kinds, n=3, cutoff=0.5)
        raise UsageError(f"there is no {what} “{name}”", remedy=", ".join(near or sorted(kinds)))
    return kinds[name]
