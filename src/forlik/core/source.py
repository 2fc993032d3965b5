"""Source: who publishes something, under what terms, where, and how its bytes become tables."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from forlik.core.schema import Schema

Cadence = Literal["daily", "weekly", "monthly", "yearly", "irregular", "ended"]

CADENCE_DAYS: Mapping[Cadence, int] = {"daily": 7, "weekly": 21, "monthly": 75, "yearly": 550, "irregular": 1100}
"""Days after which a source's newest publication is stale; an ended series is never stale, only old."""


@dataclass(frozen=True, slots=True)
class Licence:
    """Terms as the publisher states them.

    Args:
        name: Short name, such as ``CC BY 4.0``.
        redistributable: Whether derived figures may be published with attribution.
        stated: Where the statement was found, or that it was not.
        url: The licence's own page, when there is one.
    """

    name: str
    redistributable: bool
    stated: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Paging:
    """How an address gives its answers page by page; the downloader understands these forms only.

    Args:
        how: ``link`` follows the address found at ``key`` in each answer; ``number`` counts the query parameter ``key``
            up from ``first`` until an answer's ``items`` list is empty.
        key: Dotted path of the next link, or name of the query parameter.
        items: Dotted path of the list of items.
        first: First page number.
    """

    how: Literal["link", "number"]
    key: str
    items: str = ""
    first: int = 0


@dataclass(frozen=True, slots=True)
class Listed:
    """One file that an index tells of.

    Args:
        group: Whose it is: by it, or by its name, a reader chooses some of many.
        file: Name the bytes are kept under.
        url: Where it is; at one of the hosts that the source declares.
        version: What tells one version of it from the next (a hash); while it stays the same nothing is downloaded.
    """

    group: str
    file: str
    url: str
    version: str


@dataclass(frozen=True, slots=True)
class Address:
    """One place to download one part from, or the index of many.

    Args:
        part: Name of the part its answer is.
        url: The full address.
        file: Name the bytes are kept under.
        media: Accepted content types.
        paging: How to page, when the answer is paged.
        token: Name of the token in the file of the setting ``fetch_tokens``, when one is needed.
        listing: Makes of the answer, when it is an index, the files to download, each a part of its own.
    """

    part: str
    url: str
    file: str
    media: tuple[str, ...] = ()
    paging: Paging | None = None
    token: str = ""
    listing: Callable[[bytes], Sequence[Listed]] | None = None


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a reading must stay within, or the import fails.

    Args:
        years: First and last year any row may speak of.
        rows: Fewest and most rows over all tables of one snapshot.
        refused: Most rows that may be set aside before the whole file is refused.
        ahead: Years beyond the day of retrieval that rows may speak of (plans, projections, indices named for a year
            to come).
    """

    years: tuple[int, int]
    rows: tuple[int, int] = (1, 50_000_000)
    refused: int = 0
    ahead: int = 0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The places and periods a snapshot speaks for, so that silence inside it can be told from ignorance.

    Args:
        first: First period, ``YYYY`` or ``YYYY-MM``.
        last: Last period, in the same form.
        places: A code system: every place with a code there on that day is spoken for (``gw``, ``iso3`` …); or a tuple
            of ISO3 codes.
        provisional: Whether later editions mostly add to it, so that its silence is an estimate too.
        local: Whether it is a piece cut out of a dataset of the world (one country's table), whose sum is no world's.
    """

    first: str
    last: str
    places: str | tuple[str, ...]
    provisional: bool = False
    local: bool = False

    def plain(self) -> list[Any]:
        """The coverage as JSON has it."""
        return [self.first, self.last, self.places, self.provisional, *([True] if self.local else [])]

    @classmethod
    def of(cls, plain: Sequence[Any]) -> "Coverage":
        """The coverage that ``plain`` wrote."""
        first, last, places, *marks = plain
        return cls(first, last, tuple(places) if isinstance(places, list) else places, *marks)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row set aside: where it stands, and why."""

    file: str
    line: int
    field: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class RawFile:
    """One file as received: the name it came under and where its bytes are now."""

    name: str
    path: Path

    def head(self, size: int = 4096) -> bytes:
        """The first bytes, to tell what kind of file it is."""
        with self.path.open("rb") as stream:
            return stream.read(size)


@dataclass(frozen=True)
class Reading:
    """What one snapshot's bytes say.

    Args:
        tables: Full table name → Arrow table in the declared schema.
        rows: Rows (or items) met in the files.
        covers: What the snapshot speaks for.
        edition: Version as the files state it; empty when they do not.
        published: Publication date as the files state it (``YYYY[-MM[-DD]]``); empty when they do not.
        ignored: Reason → number of rows left out on purpose.
        refused: Rows set aside because they contradict the layout.
        remarks: Sentences the user should see (repairs made, damage suspected).
    """

    tables: Mapping[str, pa.Table]
    rows: int
    covers: tuple[Coverage, ...] = ()
    edition: str = ""
    published: str = ""
    ignored: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[Refusal, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A publisher's dataset; one file under ``forlik/sources`` holds exactly one.

    Args:
        name: File stem, CLI argument, docs page and address.
        title: What the publisher calls it.
        publisher: Who publishes it.
        licence: Its terms.
        citation: How the publisher wants to be cited; ``{edition}`` is filled in.
        home: Its page.
        cadence: How often a new version comes.
        addresses: Official addresses, bulk first.
        schemas: Full table name (``<source>__<things>``) → declaration.
        part_of: File → name of the part it belongs to, or ``None`` when the file is not this source's.
        read: Files of one part, in order → what they say. Pure: same bytes, same reading.
        bounds: Limits that fail the import when broken.
        quirks: Known oddities, as sentences.
        verified: Whether the downloader was ever run against the publisher itself.
        unverified_layout: Where the layout was read, when no real file was at hand; empty otherwise.
        retired_by: Source whose newer final edition replaces these provisional rows.
        merges: Whether several files make up one part (pages of one answer).
        hosts: Further hosts that its addresses may redirect to (a publisher's file store).
        counts_under: Place (ISO3) → the place whose rows it is a part of, in a dataset that does not list it by itself.
        rolling: Whether a version tells the newest only and forgets what came before (an alert feed), so that a shorter
            one has lost nothing.
        private: Whether it is the deployment's own: the public desk tells that there is such a source, and nothing of
            what is held of it: not whether, since when, how much, nor which file was refused and why.
    """

    name: str
    title: str
    publisher: str
    licence: Licence
    citation: str
    home: str
    cadence: Cadence
    schemas: Mapping[str, Schema]
    part_of: Callable[[RawFile], str | None]
    read: Callable[[Sequence[RawFile]], Reading]
    bounds: Bounds
    addresses: tuple[Address, ...] = ()
    quirks: tuple[str, ...] = ()
    verified: bool = False
    unverified_layout: str = ""
    retired_by: str = ""
    merges: bool = False
    hosts: tuple[str, ...] = ()
    counts_under: Mapping[str, str] = field(default_factory=dict)
    rolling: bool = False
    private: bool = False
