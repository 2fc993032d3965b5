"""An option as a memo reads it, with the decision on it where one was taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from forlik.assess.options.gate import Gate, gate
from forlik.assess.options.proposed import option_about
from forlik.assess.options.record import Decision, decisions
from forlik.assess.options.record_screen import Shown
from forlik.briefs.considered import Considering
from forlik.briefs.document import Block, Line, bullets, paragraph
from forlik.briefs.words import word
from forlik.core.errors import NoData, UsageError
from forlik.register.concepts import Assessment
from forlik.register.dossier import Dossier
from forlik.register.option import Option, option_of

PACKAGE = "forlik.briefs.memo"
ABSENT = "there is no such option or decision, or none that you may see"


@dataclass(frozen=True)
class Opened:
    """An option, opened for a memo.

    Args:
        telling: What the memo tells.
        option: The option.
        put_forward: The record by which it was put forward; nothing where that is not seen.
        decision: The decision that the memo is of; nothing where none was taken, or none is seen.
        shown: What each question shows of the place now, for an option on which nothing is decided.
    """

    telling: Considering
    option: Option
    put_forward: Assessment | None
    decision: Decision | None
    shown: Sequence[Shown] = ()

    @property
    def dossier(self) -> Dossier:
        """What the viewer sees."""
        return self.telling.dossier

    @cached_property
    def gate(self) -> Gate:
        """Where the option stands with the questions on harm, on the day of knowledge."""
        return gate(self.dossier, self.option)

    def say(self, code: str, **given: object) -> str:
        """A code of this brief in words."""
        return word(code, self.telling.language, PACKAGE).format(**given)

    def listed(self, lines: Sequence[Line], none: str) -> tuple[Block, ...]:
        """A list, or that there is nothing to list."""
        return (bullets(lines),) if lines else (paragraph(self.say(none)),)


def opened(telling: Considering, record: str) -> Opened:
    """The option that a record is, or that a decision is on.

    Args:
        telling: What the memo tells, of no file yet.
        record: Id of an option, or of a decision on one.

    Raises:
        NoData: There is none, or none that may be seen; the two are not told apart.
    """
    dossier = telling.dossier
    one = dossier.get(Assessment, record)
    if one is None or one.kind not in ("option", "decision") or not one.option:
        raise NoData(ABSENT)
    try:
        option = option_of(one.option)
    except UsageError:
        # What was recorded elsewhere under a name that cannot be read is no option here.
        raise NoData(ABSENT) from None
    taken = [each for each in decisions(dossier) if each.option == option]
    chosen = [each for each in taken if each.record.id == record] if one.kind == "decision" else taken
    if one.kind == "decision" and not chosen:
        raise NoData(ABSENT)
    telling.file = option_about(dossier, record) or record
    return Opened(telling, option, dossier.get(Assessment, telling.file), chosen[-1] if chosen else None)


def undecided(dossier: Dossier, record: str) -> str:
    """The place of an option on which nothing is decided, as far as is seen; empty where something is.

    Args:
        dossier: What the viewer sees.
        record: Id of an option, or of a decision on one.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    of = opened(Considering(dossier, "", "en", None), record)
    return "" if of.decision else of.option.place
