"""What somebody who has signed in asks of the register, and what a page of it shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from forlik.desk.records.viewed import Viewed


@dataclass(frozen=True)
class Asked:
    """A question to the register.

    Args:
        path: The page's address, not yet quoted.
        given: Query fields as given.
        day: The day as known on which the answer shall stand.
        dated: Whether a day was given: then nothing is recorded from the page.
        language: Language of the answer.
        viewed: What the person who asks may see now.
        files: Files that came with the form, by the names of their fields.
        origin: The desk's own address, as whoever asks wrote it.
        twice: Query fields that were given more than once.
    """

    path: str
    given: Mapping[str, str]
    day: date
    dated: bool
    language: str
    viewed: Viewed
    files: Mapping[str, Any] = field(default_factory=dict)
    origin: str = ""
    twice: frozenset[str] = frozenset()

    @property
    def kept(self) -> str:
        """What keeps the day in the address of another page, which has no fields of its own; empty for today."""
        return f"?as_of={self.day}" if self.dated else ""


@dataclass(frozen=True)
class Shown:
    """What a page of the register shows.

    Args:
        title: Heading of the page and of the browser's tab.
        shows: What its template needs.
        records: Ids of the records of which anything is shown: that sealed ones were is logged.
        lead: A sentence under the heading.
        marking: The greatest label of what is shown.
        status: HTTP status.
    """

    title: str
    shows: Mapping[str, Any] = field(default_factory=dict)
    records: tuple[str, ...] = ()
    lead: str = ""
    marking: str = ""
    status: int = 200


@dataclass(frozen=True, slots=True)
class Gone:
    """The answer to what was recorded stands at another address.

    Args:
        path: That address.
    """

    path: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A file to be kept, never to be shown by the browser.

    Args:
        content: Its bytes, or its pieces, each made when its turn comes: what is large is never held whole.
        name: Its name, safe on every system.
        kind: Its media type.
        records: Ids of the records of which it tells anything: that sealed ones were is logged.
        marking: The greatest grade of what is in it, as a word that stands beside the file; empty where it has none.
    """

    content: bytes | Iterator[bytes]
    name: str
    kind: str
    records: tuple[str, ...] = ()
    marking: str = ""
