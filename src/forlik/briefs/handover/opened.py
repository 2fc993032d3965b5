"""The engagements of one owner, with what is open in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forlik.briefs.document import Language
from forlik.briefs.folded import due_from, in_touch, lived, mandated, owed, owing, serving
from forlik.briefs.telling import Telling
from forlik.register.concepts import Assessment, Engagement
from forlik.register.day import last_day
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.handing import AHEAD, Estate, estate
from forlik.register.machines.lifecycle import Life, lifecycle
from forlik.register.machines.mandate import OVER, Clock, alarms
from forlik.register.promises.due import DueRow, due
from forlik.register.promises.projection import Projections, project


@dataclass(frozen=True, slots=True)
class Handed:
    """One engagement that is handed over.

    Args:
        case: The engagement.
        life: Where it stands.
        estate: The open promises of ours, the live contacts and what falls due.
        alarms: What ends within 60 days, or has ended.
        projections: When promises fall due, of the whole dossier.
    """

    case: Case
    life: Life
    estate: Estate
    alarms: tuple[Clock, ...]
    projections: Projections

    @property
    def over(self) -> bool:
        """Whether it has ended by its file, and no step says otherwise."""
        end = self.case.engagement.end
        return not self.life.told and end is not None and last_day(end) < self.case.day

    @property
    def fell(self) -> tuple[DueRow, ...]:
        """What has fallen due."""
        return tuple(one for one in self.estate.dates if one.late)

    @property
    def dates(self) -> tuple[DueRow, ...]:
        """What falls due next."""
        return tuple(one for one in self.estate.dates if not one.late)

    @property
    def soonest(self) -> date:
        """The day by which the pack is in order: of what is late or comes next, the soonest."""
        return min((one.day.earliest for one in self.estate.dates), default=date.max)

    def folded(self) -> Iterator[str]:
        """The records by which something is open in it, ends or falls due, or does not any more."""
        case = self.case
        yield from mandated(case)
        yield from owing(case, self.life)
        yield from owed(case)
        yield from in_touch(case)
        yield from due_from(self.projections, [one.id for one in case.commitments])
        yield from serving(case.dossier, case.commitments)
        # What is assessed anew does not fall due by what was said before.
        again = [one.about for one in case.assessments if one.next_on and one.about]
        yield from (one.id for one in case.dossier.near(Assessment, again) if one.about in again)

    def behind(self, row: DueRow) -> tuple[str, ...]:
        """The records that the day of a promise follows from; of anything else, none."""
        one = self.projections.get(row.record)
        return (*one.records, *one.tied) if one else ()


def handed(dossier: Dossier, person: str, language: Language, drawn: set[str]) -> tuple[Handed, ...]:
    """The engagements that a person answers for and that go on, the one with the soonest day first.

    Args:
        dossier: What the viewer sees.
        person: Id of the person of the house.
        language: Of the words of what falls due.
        drawn: Where the records are put by which a person's engagements go on or are over.
    """
    projections = project(dossier)
    rows = due(dossier, dossier.day, AHEAD, language=language, projections=projections)
    found = list(_each(dossier, person, rows, projections, language, drawn))
    return tuple(sorted(found, key=lambda one: (one.soonest, one.case.engagement.id)))


def telling_of(one: Handed, telling: Telling) -> Telling:
    """What is told of one engagement, in the brief on all of them.

    Args:
        one: The engagement.
        telling: What the whole brief tells, whose records these are too.
    """
    own = Telling(telling.dossier, one.case.engagement.id, telling.language, telling.people)
    own.drawn = telling.drawn
    return own


def _each(
    dossier: Dossier,
    person: str,
    rows: tuple[DueRow, ...],
    projections: Projections,
    language: Language,
    drawn: set[str],
) -> Iterator[Handed]:
    for one in dossier.every(Engagement):
        case = dossier.case(one.id)
        if case is None or not person or one.owner != person:
            continue
        life = lifecycle(case)
        # That one is over keeps it out of the pack.
        drawn.update((one.id, *lived(life)))
        if life.state in OVER:
            continue
        held = estate(case, dossier.day, language=language, projections=projections, rows=rows)
        yield Handed(case, life, held, alarms(case), projections)
