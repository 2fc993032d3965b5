"""Answers on harm as rows of the due list: the day after which the first of an option is good no more."""

from collections.abc import Iterator
from datetime import date

from forlik.assess.options.gate import gate
from forlik.assess.options.proposed import Proposed, options
from forlik.assess.options.record import decisions
from forlik.register.dossier import Dossier
from forlik.register.promises.days import Span
from forlik.register.promises.due import DueRow
from forlik.register.promises.state import OVERDUE, RUNNING
from forlik.register.promises.words import Language

KIND = "harm"
DECLINED = "decline"


def running_out(dossier: Dossier, day: date, language: Language = "en") -> Iterator[DueRow]:
    """Of each option the answers on harm, and liftings, that run out first, on the last day on which they are good.

    An option whose period is over, or that was declined, asks for no new answers; nor does a red answer that nobody has
    lifted, for time opens no gate.

    Args:
        dossier: What the viewer sees.
        day: The day from which is counted.
        language: Of the words.
    """
    declined = {one.option: one.record.decided for one in decisions(dossier, day)}
    for one in options(dossier, day):
        said = declined.get(one.option)
        if one.option.last >= day and not (said and said.decision == DECLINED):
            yield from _row(dossier, one, day, language)


def _row(dossier: Dossier, one: Proposed, day: date, language: Language) -> Iterator[DueRow]:
    timed = [(item.until, item) for item in gate(dossier, one.option, day).items if item.until]
    if not timed:
        return
    last = min(until for until, _ in timed)
    first = [item for until, item in timed if until == last]
    left = (last - day).days
    rests_on = tuple(dict.fromkeys(answer for item in first for answer in item.rests_on))
    yield DueRow(
        KIND,
        rests_on[0],
        ", ".join(item.question.nb if language == "nb" else item.question.en for item in first),
        Span.on(last),
        left,
        OVERDUE if left < 0 else RUNNING,
        left < 0,
        keepers=(one.author,) if one.author else (),
        option=str(one.option),
        labels=frozenset().union(*(item.labels for item in first)),
        rests_on=rests_on,
    )
