"""What a file of records carries, and what can be wrong with it, as plain frozen values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from forlik.register.exchange.document import Document
from forlik.register.grounds import Grounds

Body = Mapping[str, Any]
SLUGS = {"0": "public", "1": "staff", "2": "confidential", "3": "strictly-confidential"}
"""Grade → how it stands in the name of a file."""


def slug(labels: Iterable[str]) -> str:
    """The greatest grade of some labels, as it stands in the name of a file; of none, public."""
    return SLUGS[max((label[0] for label in labels), default="0")]


@dataclass(frozen=True, slots=True)
class Said:
    """One revision of one facet.

    Args:
        body: Its fields.
        n: Its number in the register that it comes from; 0 where none is given.
        known_at: When it could be known; none where none is given.
        recorded_at: When it was recorded there; none where none is given.
        who: Who recorded it there.
    """

    body: Body = field(hash=False)
    n: int = 0
    known_at: datetime | None = None
    recorded_at: datetime | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Carried:
    """One facet of one record.

    Args:
        record: Id of the record.
        concept: Name of its concept.
        facet: ``open``, ``staff`` or ``secret``.
        label: Its label.
        said: Its revisions, the oldest first; of a table the newest only.
        file: Id of the record in whose file it stands; empty where that is not said.
        why: Why it is above public; none where that is not said.
        whole: Whether all of its revisions are there.
        where: Where in the file it stands, for whoever reads of a fault.
    """

    record: str
    concept: str
    facet: str
    label: str
    said: tuple[Said, ...]
    file: str = ""
    why: Grounds | None = None
    whole: bool = True
    where: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong with a file, or that must be known about it.

    Args:
        where: File, and line or record.
        field: Column or key; empty when it is not in one field.
        en: What, in English.
        nb: In Norwegian.
        remedy_en: What to do.
        remedy_nb: The same in Norwegian.
    """

    where: str
    field: str
    en: str
    nb: str
    remedy_en: str
    remedy_nb: str

    def __str__(self) -> str:
        place = f"{self.where}, field {self.field}" if self.field else self.where
        return f"{place}: {self.en} → {self.remedy_en}"


class Unreadable(ValueError):  # noqa: N818 - named for what the user sees
    """A file that cannot be read at all.

    Args:
        wrong: What is wrong with it.
    """

    def __init__(self, wrong: Wrong) -> None:
        super().__init__(str(wrong))
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Copy:
    """The records of a file.

    Args:
        facets: Every facet.
        compartments: Id of a compartment → what it is called there.
        as_known_on: The day on which they were known so.
        documents: The attached documents, of a file that leaves.
        left: What a file names that cannot come in, of one that comes.
    """

    facets: tuple[Carried, ...]
    compartments: Mapping[str, str] = field(default_factory=dict, hash=False)
    as_known_on: date | None = None
    documents: tuple[Document, ...] = ()
    left: tuple[Wrong, ...] = ()

    @property
    def labels(self) -> frozenset[str]:
        """The labels of all that is in it: its marking is the greatest of them."""
        return frozenset([*(one.label for one in self.facets), *(one.label for one in self.documents)])
