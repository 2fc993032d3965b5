"""What records say, as facts with their footnotes; and of which records a brief tells anything."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from forlik import places
from forlik.briefs.document import Fact, Language
from forlik.briefs.marking import PUBLIC, greatest, marked, marking_of
from forlik.briefs.seeded import called_in
from forlik.briefs.words import word as said_by_all
from forlik.core.errors import ForlikError
from forlik.register.concepts import Actor
from forlik.register.dossier import Dossier
from forlik.register.evidence import Evidence
from forlik.register.promises.days import Span
from forlik.register.vocabulary import vocabulary

PIECES = 2
"""Pieces of evidence that a footnote tells; how many more there are, it says."""
CITED = 160
"""Signs of a citation in a footnote."""
PAGES = {"engagement": "/register/{id}", "actor": "/register/actor/{id}", "process": "/register/process/{id}"}
"""Concept → the page of the desk that shows a record of it; of another, its history shows it."""
NOBODY = "–"


class Telling:
    """What one brief tells of the register.

    Args:
        dossier: What the viewer sees.
        file: The engagement in whose file what has no page of its own is looked up.
        language: Language.
        people: Id of a person of the house → name; who is not among them is not named.

    Attributes:
        drawn: Ids of the records that the brief draws on.
        for_all: Whether the brief is for everybody: its notes then lead to public pages, and not into the register.
    """

    def __init__(
        self, dossier: Dossier, file: str, language: Language, people: Mapping[str, str] | None = None
    ) -> None:
        self.dossier = dossier
        self.file = file
        self.language: Language = language
        self.people = people or {}
        self.drawn: set[str] = set()
        self.for_all = False
        self._places: dict[str, str] = {}

    def fact(self, text: str, record: str, *fields: str, beside: Iterable[str | None] = ()) -> Fact:
        """Something that a record says.

        Args:
            text: What is said, in words.
            record: Id of the record, which is seen.
            fields: The fields that it was read from; all of them where none is named.
            beside: Ids of other records that it was read from, as far as they are seen.
        """
        others = [one for one in beside if one and one in self.dossier]
        self.drawn.update((record, *others))
        labels = [*self._labels(record, fields), *(label for one in others for label in self.dossier.labels(one))]
        at = self.dossier.recorded.get(record)
        return Fact(
            text=text,
            record=record,
            address=self.address(record),
            label=greatest(labels),
            evidence=self.evidence(record),
            recorded_at=at.date().isoformat() if at else "",
        )

    def of(self, *records: str | None) -> None:
        """Say that the brief draws on records, as far as they are seen."""
        self.drawn.update(one for one in records if one and one in self.dossier)

    def address(self, record: str) -> str:
        """Where the desk shows a record, as known on the day."""
        day = self.dossier.day.isoformat()
        return self._on_public_page(record, day) if self.for_all else self.in_register(record, day)

    def in_register(self, record: str, day: str) -> str:
        """The page of the register that shows a record, as known on a day."""
        if path := PAGES.get(self.dossier.concept(record)):
            return f"{path.format(id=record)}?as_of={day}"
        return f"/register/{self.file}/history?of={record}&as_of={day}"

    def evidence(self, record: str) -> str:
        """By what a record is known, in words: the first pieces, and how many more there are."""
        pieces = self.dossier[record].evidence
        said = [self._piece(one) for one in pieces[:PIECES]]
        more = len(pieces) - PIECES
        code = "note.more.public" if self.for_all else "note.more"
        return "; ".join([*said, said_by_all(code, self.language).format(count=more)] if more > 0 else said)

    def word(self, name: str, one: str | None) -> str:
        """A word of a vocabulary; empty where none is said."""
        found = vocabulary(name).get(one or "")
        return (found.nb if self.language == "nb" else found.en) if found else ""

    def words(self, name: str, some: Iterable[str]) -> str:
        """Words of a vocabulary, with commas."""
        return ", ".join(self.word(name, one) for one in some)

    def called(self, record: str | None) -> str:
        """What a record is called, on which the brief draws; a dash for one that is not there or may not be seen."""
        if record is None or record not in self.dossier:
            return NOBODY
        self.of(record)
        return called_in(self.dossier[record], self.language) or record

    def names(self, actors: Iterable[str | None]) -> str:
        """Actors by name, with commas; those that are not seen are left out."""
        return ", ".join(self.called(one) for one in actors if self.dossier.get(Actor, one))

    def person(self, id_: str | None) -> str:
        """A person of the house by name; empty where none is named, or nobody says what the name is."""
        return self.people.get(id_ or "", "")

    def judge(self, id_: str | None) -> str:
        """Whoever judges: an actor, or a person of the house."""
        return self.called(id_) if self.dossier.get(Actor, id_) else self.person(id_)

    def place(self, code: str) -> str:
        """A place by name, the World and regions too; what is no code of one is told as it stands."""
        if code in vocabulary("wide_places"):
            return self.word("wide_places", code)
        if code not in self._places:
            try:
                self._places[code] = places.by_code("iso3", code).name(self.language)
            except ForlikError:
                self._places[code] = code
        return self._places[code]

    def span(self, span: Span | None) -> str:
        """A day as far as it is known; a dash where nothing is."""
        if span is None:
            return NOBODY
        if span.earliest == span.latest:
            return span.earliest.isoformat()
        return said_by_all("between", self.language).format(first=span.earliest, last=span.latest)

    @property
    def marking(self) -> str:
        """The greatest label of the records that were drawn on."""
        return marking_of(self.dossier, self.drawn)

    def marked(self, compartments: Mapping[str, str] | None) -> str:
        """The marking in words."""
        return marked(self.marking, self.language, compartments)

    @cached_property
    def public(self) -> bool:
        """Whether of the file's engagement no more is seen than what everybody sees."""
        return self.file not in self.dossier or self.dossier.labels(self.file) <= {PUBLIC}

    def _on_public_page(self, record: str, day: str) -> str:
        """The public page of the engagement in whose file a record stands; the list of all where it stands in none."""
        if self.dossier.concept(record) == "engagement":
            return f"/public/{record}?as_of={day}"
        files = (self.file, getattr(self.dossier[record], "engagement", None))
        file = next((one for one in files if one and one in self.dossier), "")
        return f"/public/{file}?of={record}&as_of={day}" if file else f"/public?of={record}&as_of={day}"

    def _labels(self, record: str, fields: Iterable[str]) -> Iterable[str]:
        rows = self.dossier.facets[record]
        # A footnote tells the evidence too.
        wanted = {*fields, "evidence"} if fields else set()
        found = [row.label for row in rows.values() if not wanted or wanted & row.body.keys()]
        return found or self.dossier.labels(record)

    def _piece(self, one: Evidence) -> str:
        cited = one.citation if len(one.citation) <= CITED else one.citation[: CITED - 1].rstrip() + "…"
        how = ", ".join(
            part for part in (self.word("obtained", one.obtained), self.word("basis", one.basis), one.dated) if part
        )
        return f"{cited} ({how})"


def cut(text: str, longest: int) -> str:
    """A text that is cut where it is longer than may stand; all of it where ``longest`` is 0.

    Args:
        text: The text.
        longest: Signs that may stand.
    """
    return text if not longest or len(text) <= longest else text[: longest - 1].rstrip() + "…"
