"""Telling: words and names in the reader's language, and of which records anything was told."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from forlik import places
from forlik.core.errors import ForlikError
from forlik.desk.access.labels import CONFIDENTIAL, grade
from forlik.desk.access.people import everybody
from forlik.desk.register.asked import Asked
from forlik.desk.register.words import word
from forlik.register.called import called
from forlik.register.concept import Concept
from forlik.register.concepts import Actor
from forlik.register.evidence import Evidence, Link
from forlik.register.promises.words import Language
from forlik.register.vocabulary import vocabulary

NOBODY = "–"
Linked = Mapping[str, str]
"""What something is called, and its id where there is a page of it that may be seen."""


class Telling:
    """What one answer tells.

    Args:
        asked: The question.

    Attributes:
        asked: The question.
        dossier: What may be seen.
        shown: Ids of the records of which anything was told.
    """

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.dossier = asked.viewed.dossier
        self.shown: set[str] = set()
        self._places: dict[str, str] = {}

    @property
    def language(self) -> Language:
        """The language of the words of the library."""
        return "nb" if self.asked.language == "nb" else "en"

    def word(self, vocabulary: str, one: str | None) -> str:
        """A word of a vocabulary; empty where none is said."""
        return word(vocabulary, one, self.asked.language)

    def words(self, vocabulary: str, some: Iterable[str]) -> list[str]:
        """Words of a vocabulary."""
        return [self.word(vocabulary, one) for one in some]

    def of(self, *records: Concept | None) -> None:
        """Say that something is told of records."""
        self.shown.update(one.id for one in records if one)

    def called(self, record: Concept | None) -> str:
        """What a record is called, of which this tells; empty for one that is not there or may not be seen."""
        self.of(record)
        return called(record)

    def actor(self, id_: str | None) -> Linked:
        """An actor with the way to its page; a dash for one that is not there or may not be seen."""
        found = self.dossier.get(Actor, id_)
        return {"id": found.id, "name": self.called(found) or NOBODY} if found else {"id": "", "name": NOBODY}

    def actors(self, ids: Iterable[str | None]) -> list[Linked]:
        """Actors with the ways to their pages."""
        return [self.actor(one) for one in ids]

    def judge(self, id_: str | None) -> Linked:
        """Whoever judges: an actor, or a person of the house, who has no page."""
        return self.actor(id_) if id_ in self.dossier else {"id": "", "name": self.person(id_)}

    def person(self, id_: str | None) -> str:
        """A person of the house by name, those who have left among them; empty where none is named."""
        if not id_:
            return ""
        return self._people.get(id_, NOBODY)

    @cached_property
    def _people(self) -> Mapping[str, str]:
        return everybody()

    def place(self, code: str) -> str:
        """A place by name, the World and regions too; what is no code of one is told as it stands."""
        if code in vocabulary("wide_places"):
            return self.word("wide_places", code)
        if code not in self._places:
            try:
                self._places[code] = places.by_code("iso3", code).name(self.asked.language)
            except ForlikError:
                self._places[code] = code
        return self._places[code]

    def places(self, codes: Iterable[str]) -> list[Linked]:
        """Places by name, with the ways to their pages."""
        return [{"id": code, "name": self.place(code)} for code in codes]

    def evidence(self, piece: Evidence) -> dict[str, Any]:
        """A piece of evidence: who said it where, when, how it was obtained and how sure it is."""
        return {
            "citation": piece.citation,
            "url": piece.url,
            "dated": piece.dated or "",
            "basis": self.word("basis", piece.basis),
            "confidence": self.word("confidence", piece.confidence),
            "obtained": self.word("obtained", piece.obtained),
        }

    def links(self, some: Iterable[Link]) -> list[dict[str, Any]]:
        """The same thing under the ids of others."""
        return [
            {
                "issuer": self.word("issuers", one.issuer),
                "id": one.id,
                "confidence": self.word("confidence", one.confidence),
                "reviewed": bool(one.reviewed_by),
            }
            for one in some
        ]

    def sealed(self, record: Concept) -> bool:
        """Whether anything that is told of a record is sealed."""
        return any(grade(label) >= CONFIDENTIAL for label in self.dossier.labels(record.id))

    def brought(self, record: Concept | None) -> bool:
        """Whether a record was not made here: a file brought it in."""
        return record is not None and record.id in self.dossier.brought

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of the records of which anything was told, for the log."""
        return tuple(sorted(self.shown))

    @property
    def marking(self) -> str:
        """The greatest label of what was told."""
        there = (one for one in self.shown if one in self.dossier or one in self.dossier.gone)
        labels = (label for one in there for label in self.dossier.labels(one))
        return max(labels, key=grade, default="")
