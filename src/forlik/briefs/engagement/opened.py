"""The file of an engagement as a brief reads it, and what every part of the brief needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from forlik.briefs.document import Block, Line, bullets, paragraph
from forlik.briefs.telling import Telling
from forlik.briefs.words import word
from forlik.register.dossier import Case
from forlik.register.machines.lifecycle import Life, lifecycle
from forlik.register.machines.phase import Phase, phase
from forlik.register.promises.projection import Projections, project

PACKAGE = "forlik.briefs.engagement"
SHORT = 110
"""Signs of a text that may stand on one page."""


@dataclass(frozen=True)
class Opened:
    """An engagement, opened for a brief.

    Args:
        case: The engagement, as one viewer sees it.
        telling: What the brief tells.
        full: Whether the whole file is told, and not one page.
    """

    case: Case
    telling: Telling
    full: bool

    @cached_property
    def life(self) -> Life:
        """Where it stands."""
        return lifecycle(self.case)

    @cached_property
    def phase(self) -> Phase | None:
        """Where its process stands; nothing where it serves none that is seen."""
        return phase(self.case.dossier, self.case.process.id) if self.case.process else None

    @cached_property
    def projections(self) -> Projections:
        """When its promises fall due."""
        return project(self.case)

    @property
    def longest(self) -> int:
        """Signs of a text that may stand; all of them when 0."""
        return 0 if self.full else SHORT

    def say(self, code: str, **given: object) -> str:
        """A code of this brief in words."""
        return word(code, self.telling.language, PACKAGE).format(**given)

    def listed(self, lines: Sequence[Line], none: str) -> tuple[Block, ...]:
        """A list, or that there is nothing to list."""
        return (bullets(lines),) if lines else (paragraph(self.say(none)),)
