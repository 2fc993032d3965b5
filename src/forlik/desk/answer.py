"""Answer: what a page has found out, before it is printed, exported, cited or drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from forlik.core.figure import Basis
from forlik.core.table import Table


@dataclass(frozen=True)
class Answer:
    """What a page shows.

    Args:
        title: Heading of the page and of the browser's tab.
        shows: What its template needs.
        table: The rows behind it, for export; ``None`` when it has none.
        bases: What it stands on, for citations and for the newest date shown.
        snippet: How to get the same in a notebook.
        grain: What one row of the table is, in words.
        charts: Name → Vega-Lite specification, made when it is asked for.
        lead: A sentence under the heading.
        status: HTTP status.
        template: Name of the template in the page's folder.
        data: What ``.json`` gives instead of the table.
        proven: Where what it shows comes from, as PROV-JSON, where neither table nor data tell it.
    """

    title: str
    shows: Mapping[str, Any] = field(default_factory=dict)
    table: Callable[[], Table] | None = None
    bases: tuple[Basis, ...] = ()
    snippet: str = ""
    grain: str = ""
    charts: Mapping[str, Callable[[], dict[str, Any]]] = field(default_factory=dict)
    lead: str = ""
    status: int = 200
    template: str = "page.html"
    data: Callable[[], Any] | None = None
    proven: Callable[[], str] | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The page has another, canonical address.

    Args:
        path: That page's path, without query.
        without: Query fields that mean nothing there.
    """

    path: str
    without: tuple[str, ...] = ()
