"""Choices: what may be chosen in a form, within what is seen; what is hidden and what is not there are the same."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from forlik.desk.access.labels import CONFIDENTIAL, grade
from forlik.desk.access.people import colleagues, compartment_name
from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.inputs import ANY, EITHER, PERSON, Input
from forlik.desk.register.forms.names import concept_called
from forlik.desk.register.frame import GRADES
from forlik.desk.register.words import word
from forlik.desk.register.writing import secret_labels
from forlik.desk.writing import stated
from forlik.register.called import called
from forlik.register.concept import Concept
from forlik.register.concepts import CONCEPTS, Act, Role
from forlik.register.dossier import Case
from forlik.register.vocabulary import vocabulary

NEAR = ("act", "commitment", "assessment", "role")
"""Concepts of which there are so many that only those of the file are offered."""
Option = tuple[str, str]
"""Value, and what it is called."""


class Choices:
    """What may be chosen by whoever asks.

    Args:
        asked: The question.
        case: The file; none while one is begun.

    Attributes:
        shown: Ids of the records that were offered or named.
    """

    def __init__(self, asked: Asked, case: Case | None) -> None:
        self._asked = asked
        self._case = case
        self._dossier = asked.viewed.dossier
        self._kept: dict[str, tuple[tuple[str, tuple[Option, ...]], ...]] = {}
        self.shown: set[str] = set()

    def words(self, name: str) -> tuple[Option, ...]:
        """The words of a vocabulary."""
        norwegian = self._asked.language == "nb"
        return tuple((one.word, one.nb if norwegian else one.en) for one in vocabulary(name).values())

    def ids(self, names: str) -> tuple[tuple[str, tuple[Option, ...]], ...]:
        """What ids may name, in groups: what they are called, and the options."""
        if names not in self._kept:
            self._kept[names] = tuple((title, some) for title, some in self._groups(names) if some)
        return self._kept[names]

    def _groups(self, names: str) -> Iterable[tuple[str, tuple[Option, ...]]]:
        concepts = {PERSON: (), EITHER: ("actor",), ANY: tuple(CONCEPTS)}.get(names, (names,))
        for concept in concepts:
            records = sorted(((self.label(one), one) for one in self._records(concept)), key=_by_day_and_name)
            options = [(one.id, label) for label, one in records]
            self.shown.update(id_ for id_, _ in options)
            yield concept_called(concept) if len(concepts) > 1 or names == EITHER else "", tuple(options)
        if names in (PERSON, EITHER):
            yield "", tuple(self.persons.items())

    def _records(self, concept: str) -> Iterable[Concept]:
        if concept not in NEAR or self._case is None:
            return self._dossier.every(CONCEPTS[concept]) if concept not in NEAR else ()
        case = self._case
        near: Mapping[str, Iterable[Concept]] = {
            "act": case.acts, "commitment": case.commitments, "assessment": case.assessments, "role": case.roles
        }  # fmt: skip
        return near[concept]

    @cached_property
    def persons(self) -> Mapping[str, str]:
        """The persons of the house."""
        return dict(colleagues())

    def known(self, one: Input, id_: str) -> bool:
        """Whether an id names something that is seen, of the sort that the field names."""
        if one.names in (PERSON, EITHER) and id_ in self.persons:
            return True
        if one.names == PERSON or id_ not in self._dossier:
            return False
        concept = self._dossier.concept(id_)
        return one.names == ANY or concept == ("actor" if one.names == EITHER else one.names)

    def sealed_only(self, id_: str) -> bool:
        """Whether all that is seen of a record is sealed, so that naming it in the open would tell that it is there."""
        return id_ in self._dossier and all(grade(label) >= CONFIDENTIAL for label in self._dossier.labels(id_))

    def label(self, record: Concept) -> str:
        """What a record is called; one without a title by its kind and day."""
        language = self._asked.language
        kind = word(record.KINDS, getattr(record, "kind", None), language) if record.KINDS else ""
        if isinstance(record, Role):
            actor = self.named(record.actor)
            return f"{actor}: {kind}" if actor else kind or concept_called("role")
        if isinstance(record, Act):
            said = (stated(record.happened) if record.happened else "", kind, called(record))
            return " · ".join(one for one in said if one) or concept_called("act")
        title = called(record)
        return (title if len(title) <= LONGEST else f"{title[:LONGEST]}…") or kind or concept_called(_concept(record))

    def named(self, id_: str | None) -> str:
        """What an id names; empty for what is not there or may not be seen."""
        if id_ in self._dossier:
            self.shown.add(str(id_))
            return self.label(self._dossier[str(id_)])
        return self.persons.get(id_ or "", "")

    @cached_property
    def sealing(self) -> tuple[Option, ...]:
        """The labels under which something may be sealed."""
        return tuple(
            (label, f"{compartment_name(label.partition(':')[2])} · {GRADES[label[:1]]}")
            for label in secret_labels(self._asked.viewed)
        )

    @cached_property
    def usual(self) -> str:
        """The label under which the file seals, if whoever asks holds it; empty where that is not seen."""
        if self._case is None:
            return ""
        file = self._case.engagement.id
        for id_ in (file, *(one.id for one in self._case.own_acts)):
            for label in sorted(self._dossier.labels(id_)):
                if grade(label) >= CONFIDENTIAL:
                    return label
        return ""


LONGEST = 120
"""Letters of a title in a choice."""


def _concept(record: Concept) -> str:
    return type(record).__name__.lower()


def _by_day_and_name(labelled: tuple[str, Concept]) -> tuple[str, str]:
    """Acts stand in the order in which they happened, all else by what it is called."""
    label, record = labelled
    return (record.happened or "" if isinstance(record, Act) else ""), label.casefold()
