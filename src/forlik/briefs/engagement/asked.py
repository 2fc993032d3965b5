"""What is asked of whoever reads: debts, what ends, what is late, and what the next step needs."""

from collections.abc import Iterator

from forlik.briefs.document import Line, line
from forlik.briefs.engagement.opened import Opened
from forlik.briefs.filed import clock_line, debt_line, promise_line
from forlik.register.machines.guards import Missing, why_not
from forlik.register.machines.mandate import OVER, alarms
from forlik.register.machines.ours import undisposed
from forlik.register.promises.state import standing

ONWARD = {"noticed": "explore", "exploring": "activate", "suspended": "resume", "closing": "close"}
"""State → the step that leads on from it; an engagement that is active needs none."""
DECIDED = frozenset({"decision", "state"})
"""Items that are there only once the step is decided: they are what is asked, and no gap."""
LATE = 3
"""Late promises of ours that one page tells."""


def asked(of: Opened) -> list[Line]:
    """What is asked, the most pressing first. Of what everybody sees, nothing is asked.

    Args:
        of: The engagement.
    """
    return [] if of.telling.public else [*_owed(of), *_ending(of), *_late(of), *_days(of), *_step(of)]


def lacks_of_step(of: Opened) -> tuple[Missing, ...]:
    """What the step that leads on from here lacks, but for its being decided.

    Args:
        of: The engagement.
    """
    step = ONWARD.get(of.life.state)
    if step is None or not of.life.told or of.telling.public:
        return ()
    return tuple(one for one in why_not(of.case, step, of.case.day) if one.item not in DECIDED)


def item(of: Opened, one: Missing) -> str:
    """A missing item in words, with the records that lack it.

    Args:
        of: The engagement.
        one: The item.
    """
    said = one.nb if of.telling.language == "nb" else one.en
    about = ", ".join(of.telling.called(id_) for id_ in one.about if id_ in of.case.dossier)
    return of.say("gap.about", item=said, about=about) if about else said


def _owed(of: Opened) -> Iterator[Line]:
    for one in of.life.debts:
        yield debt_line(of.telling, one)


def _ending(of: Opened) -> Iterator[Line]:
    for one in alarms(of.case):
        if one.kind != "engagement":
            yield line(of.say("asked.mandate"), *clock_line(of.telling, one))


def _late(of: Opened) -> Iterator[Line]:
    ours = [one for one in undisposed(of.case, of.case.day) if standing(of.projections, one.id).late]
    for one in ours if of.full else ours[:LATE]:
        yield line(of.say("asked.late"), *promise_line(of.telling, one, of.projections, of.longest))


def _days(of: Opened) -> Iterator[Line]:
    one = of.case.engagement
    if of.life.state in OVER:
        return
    for field, code in (("review_on", "asked.review"), ("ends_on", "asked.end")):
        day = getattr(one, field)
        if day and day < of.case.day:
            yield line(of.telling.fact(of.say(code, day=day), one.id, field))


def _step(of: Opened) -> Iterator[Line]:
    step = ONWARD.get(of.life.state)
    if step is None or not of.life.told:
        return
    name, lacks = of.telling.word("transitions", step), lacks_of_step(of)
    if lacks:
        yield line(of.say("asked.step", step=name, items="; ".join(item(of, one) for one in lacks)))
    else:
        yield line(of.say("asked.step.free", step=name))
