"""What a guard is: one item that a step needs, with one predicate over the case."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from forlik.register.concepts import Act, Assessment, Text
from forlik.register.day import first_day
from forlik.register.dossier import Case
from forlik.register.machines.listing import armed
from forlik.register.machines.steps import Taken
from forlik.register.machines.when import by

Lack = tuple[str, ...] | None
"""What a predicate finds: nothing lacking (``None``), or lacking, with the records that lack it, if it is some."""


@dataclass(frozen=True)
class Asked:
    """What is asked of the guards: may this step be taken in this case on this day?

    Args:
        case: The engagement, as one viewer sees it.
        transition: The step.
        day: The day.
        act: The act that decides it, recorded or only proposed; nothing when nobody has decided yet.
        history: The steps taken before.
    """

    case: Case
    transition: str
    day: date
    act: Act | None
    history: tuple[Taken, ...]

    def on(self, day: date) -> "Asked":
        """The same, asked on another day."""
        return replace(self, day=day)

    @property
    def decided_on(self) -> date:
        """The day of the decision; while there is none, the day on which it is asked."""
        return first_day(self.act.happened) if self.act and self.act.happened else self.day

    def last(self, *transitions: str) -> Act | None:
        """The act of the latest of some steps."""
        found = [one for one in self.history if one.transition in transitions]
        return self.case.dossier.get(Act, found[-1].act) if found else None

    @cached_property
    def armed(self) -> tuple[str, ...]:
        """The armed actors named by the day."""
        return armed(self.case, self.day)

    def judgements(self, kind: str, about: Iterable[str] | None = None) -> tuple[Assessment, ...]:
        """Judgements of a kind made up to the day that say something.

        Args:
            kind: The kind.
            about: The records that they must be about; by default the engagement or its process, or nothing in
                particular when they stand in the file. One on a single track or partner is none on the whole.
        """
        whole = (self.case.engagement.id, self.case.engagement.process, None)
        wanted = frozenset(whole if about is None else about)
        return tuple(
            one
            for one in self.case.assessments
            if one.kind == kind
            and one.made_on is not None
            and one.made_on <= self.day
            and (one.finding is not None or one.score is not None)
            and one.about in wanted
        )

    def own_texts(self, kind: str) -> tuple[Text, ...]:
        """Texts of a kind in the file itself that are written: there is a version or a summary, and by the day."""
        return tuple(
            one
            for one in self.case.texts
            if one.kind == kind and one.engagement == self.case.engagement.id and _written(one, self.day)
        )


def _written(text: Text, day: date) -> bool:
    dated = [one for one in (text.signed, *(version.dated for version in text.versions)) if one]
    if dated:
        return any(by(one, day) for one in dated)
    return text.summary is not None


Predicate = Callable[[Asked], Lack]


@dataclass(frozen=True, slots=True)
class Guard:
    """One item that a step needs.

    Args:
        item: Its name.
        en: What is needed, in English.
        nb: In Norwegian.
        remedy_en: What to do when it is missing.
        remedy_nb: The same in Norwegian.
        predicate: Whether it is missing, and of which records.
        only_with_process: Asked only where a process is named: a star in the table of the design.
        only_without_process: Asked only where none is: what takes the place of a starred item.
    """

    item: str
    en: str
    nb: str
    remedy_en: str
    remedy_nb: str
    predicate: Predicate
    only_with_process: bool = False
    only_without_process: bool = False

    def asks(self, process: str | None) -> bool:
        """Whether it is asked of an engagement with this process, or with none."""
        return not (self.only_without_process if process else self.only_with_process)


@dataclass(frozen=True, slots=True)
class Missing:
    """One item that a step lacks.

    Args:
        transition: The step.
        item: The name of the item.
        en: What is needed, in English.
        nb: In Norwegian.
        remedy_en: What to do.
        remedy_nb: The same in Norwegian.
        about: The records that lack it, when it is some: actors, promises.
    """

    transition: str
    item: str
    en: str
    nb: str
    remedy_en: str
    remedy_nb: str
    about: tuple[str, ...] = ()


def unless(held: object) -> Lack:
    """Lacking unless something holds."""
    return None if held else ()


def those(records: Iterable[str]) -> Lack:
    """Lacking when there are records that lack it."""
    return tuple(sorted(records)) or None
