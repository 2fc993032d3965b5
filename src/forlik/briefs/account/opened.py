"""The half-year as an account reads it: the engagements in it, and where each stood."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from forlik.briefs.account.half import Half
from forlik.briefs.document import Block, Language, Line, bullets, paragraph
from forlik.briefs.marking import PUBLIC
from forlik.briefs.seeded import called_in
from forlik.briefs.telling import Telling
from forlik.briefs.words import word
from forlik.register.concepts import Engagement
from forlik.register.day import first_day, last_day
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.lifecycle import Life, lifecycle
from forlik.register.machines.when import by
from forlik.register.promises.projection import Projections, project

PACKAGE = "forlik.briefs.account"
GOES_ON, ENDED = frozenset({"active", "suspended", "closing"}), frozenset({"closed", "declined"})
OPENS, ENDS = frozenset({"activate", "reopen"}), frozenset({"close", "decline"})
"""Steps by which an engagement begins, and by which it is over."""


@dataclass(frozen=True)
class Work:
    """One engagement in the half-year.

    Args:
        case: The engagement.
        half: The half-year.
        end: The last day that is told: that of the half-year, or the day of knowledge where that comes before.
    """

    case: Case
    half: Half
    end: date

    @property
    def one(self) -> Engagement:
        """The engagement itself."""
        return self.case.engagement

    @cached_property
    def life(self) -> Life:
        """Where it stood on the last day."""
        return lifecycle(self.case, self.end)

    @cached_property
    def started(self) -> tuple[str | None, str | None]:
        """Since when it runs, and the act that says so; no act where the file itself does."""
        return (self.one.start, None) if self.one.start else self._step(OPENS, first=True)

    @cached_property
    def ended(self) -> tuple[str | None, str | None]:
        """Until when it ran, and the act that says so."""
        if self.one.end:
            return self.one.end, None
        return self._step(ENDS, first=False) if self.life.state in ENDED else (None, None)

    @property
    def begun(self) -> bool:
        """Whether it began in the half-year."""
        return self.half.holds(self.started[0]) and by(self.started[0], self.end)

    @property
    def closed(self) -> bool:
        """Whether it ended in the half-year."""
        ended = self.ended[0]
        return ended is not None and self.half.holds(ended) and last_day(ended) <= self.end

    @property
    def running(self) -> bool:
        """Whether it is on record that it went on at the end: by the step it stood at, or by an end that came later."""
        if self.life.told:
            return self.life.state in GOES_ON
        ended = self.ended[0]
        return by(self.started[0], self.end) and ended is not None and first_day(ended) > self.end

    @property
    def unsure(self) -> bool:
        """Whether it had begun, and nothing on record says if it went on at the end: that no end is, says nothing."""
        if self.life.told or not by(self.started[0], self.end):
            return False
        ended = self.ended[0]
        return ended is None or first_day(ended) <= self.end < last_day(ended)

    @property
    def explored(self) -> bool:
        """Whether it was looked into at the end of the half-year, and no more."""
        return self.life.told and self.life.state in ("noticed", "exploring")

    @property
    def told(self) -> bool:
        """Whether the account tells of it."""
        return self.begun or self.closed or self.running or self.explored

    @property
    def unsaid(self) -> bool:
        """Whether nobody can say if it ran in the half-year."""
        over = self.ended[0] is not None and last_day(self.ended[0]) < self.half.first
        return self.started[0] is None and not self.life.told and not over

    def _step(self, steps: frozenset[str], *, first: bool) -> tuple[str | None, str | None]:
        found = [one for one in self.life.history if one.transition in steps]
        taken = (found[0] if first else found[-1]) if found else None
        return (taken.day, taken.act) if taken else (None, None)


@dataclass(frozen=True)
class Opened:
    """A half-year, opened for an account.

    Args:
        dossier: What the viewer sees.
        half: The half-year.
        language: Language.
        drawn: Ids of the records that the account draws on.
    """

    dossier: Dossier
    half: Half
    language: Language
    drawn: set[str] = field(default_factory=set)

    @property
    def end(self) -> date:
        """The last day that is told."""
        return min(self.half.last, self.dossier.day)

    @cached_property
    def every(self) -> tuple[Work, ...]:
        """All engagements that are seen, by title."""
        cases = (self.dossier.case(id_) for id_ in self.dossier.ids(Engagement))
        found = [Work(case, self.half, self.end) for case in cases if case]
        return tuple(sorted(found, key=lambda work: (self._title(work), work.one.id)))

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """Those of which the account tells, and those that may have gone on at its end."""
        return tuple(one for one in self.every if one.told or one.unsure)

    @cached_property
    def projections(self) -> Projections:
        """When promises fall due, as known on the day of knowledge."""
        return project(self.dossier)

    @cached_property
    def at_end(self) -> Projections:
        """The same as seen from the last day of the half-year."""
        return project(self.dossier, self.end)

    @cached_property
    def public(self) -> bool:
        """Whether no more is seen than what everybody sees."""
        return all(
            label == PUBLIC for rows in self.dossier.facets.values() for label in (row.label for row in rows.values())
        )

    def telling(self, file: str = "") -> Telling:
        """What is told of one file, in the account of all of them."""
        own = Telling(self.dossier, file, self.language)
        own.drawn, own.for_all = self.drawn, self.public
        return own

    def say(self, code: str, **given: object) -> str:
        """A code of this brief in words."""
        return word(code, self.language, PACKAGE).format(**given)

    def listed(self, lines: Sequence[Line], none: str) -> tuple[Block, ...]:
        """A list, or that there is nothing to list."""
        return (bullets(lines),) if lines else (paragraph(self.say(none)),)

    def _title(self, work: Work) -> str:
        return called_in(work.one, self.language).casefold()
