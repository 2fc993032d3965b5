"""Information gaps: everything that a desk officer would expect in the file and that is not there, or not shown."""

from collections.abc import Iterator, Sequence

from forlik.briefs.activities import span_of
from forlik.briefs.engagement.asked import DECIDED, ONWARD, item, lacks_of_step
from forlik.briefs.engagement.opened import Opened
from forlik.briefs.filed import without_day
from forlik.briefs.folded import guarded
from forlik.briefs.telling import cut
from forlik.portfolio.linked import Linked
from forlik.register.answers.costs import total
from forlik.register.concepts import Text
from forlik.register.machines.consent import NEVER, consent
from forlik.register.machines.guards import Missing, why_not
from forlik.register.machines.mandate import OVER, running
from forlik.register.promises.words import title

EXPECTED = {
    **dict.fromkeys(("noticed", "exploring", "active", "suspended"), ("explore", "activate")),
    "closing": ("close",),
    "closed": ("close",),
    "declined": (),
}
"""State → the steps whose items a desk officer expects to be there."""
OPEN_TO_ALL = frozenset({"began", "asked_by", "mode", "consent", "need", "inclusion_plan", "exit_criterion"})
"""Items that stand in what everybody may see; of the others, nothing can be told where no more is seen."""
BY_NAME = frozenset({"consent", "mandate"})
"""Items that are told here in more words than the guards have."""
ON_ONE_PAGE = 12


def gaps(of: Opened, found: Sequence[Linked]) -> list[str]:
    """What was looked for and is not there, in words, each once.

    Args:
        of: The engagement.
        found: Its aid activities.
    """
    every = [*_of_the_file(of), *_of_parties(of), *_of_the_mandate(of), *_by_guards(of), *_in_evidence(of)]
    every += [*_of_promises(of), *_of_money(of), *_of_aid(of, found)]
    every = list(dict.fromkeys(every))
    if of.full or len(every) <= ON_ONE_PAGE:
        return every
    return [*every[: ON_ONE_PAGE - 1], of.say("gap.more", count=len(every) - ON_ONE_PAGE + 1)]


def looked_at(of: Opened) -> Iterator[str]:
    """The records that fill a gap, or say what lacks it: of a gap that is none, no line is told.

    Args:
        of: The engagement.
    """
    steps = {*EXPECTED[of.life.state], *([onward] if (onward := ONWARD.get(of.life.state)) else [])}
    yield from guarded(of.case, sorted(steps), OPEN_TO_ALL if of.telling.public else None)


def _of_the_file(of: Opened) -> Iterator[str]:
    one = of.case.engagement
    if not (one.title or one.working_title):
        yield of.say("gap.title")
    if not of.life.told:
        yield of.say("gap.state")
    if one.process and of.phase is None:
        yield of.say("gap.process")
    if of.phase and of.phase.stage is None:
        yield of.say("gap.phase")
    for field in ("start", "places", "pillars"):
        if not getattr(one, field):
            yield of.say(f"gap.{field}")
    if not of.case.acts:
        yield of.say("gap.acts")
    if (one.end or of.life.state == "closed") and not one.outcome:
        yield of.say("gap.outcome")


def _of_parties(of: Opened) -> Iterator[str]:
    if of.case.process is None or of.life.state in OVER:
        return
    parties = consent(of.case)
    if not parties:
        yield of.say("gap.parties")
    for one in parties:
        if one.state == NEVER:
            yield of.say("gap.consent", party=cut(of.telling.called(one.party), of.longest))


def _of_the_mandate(of: Opened) -> Iterator[str]:
    if of.telling.public or of.life.state in OVER:
        return
    named = of.case.dossier.get(Text, of.case.engagement.mandate)
    if named is None:
        yield of.say("gap.mandate")
    elif running(of.case, named, of.case.day).ends_on is None:
        yield of.say("gap.mandate.end")


def _by_guards(of: Opened) -> Iterator[str]:
    told = {one.item for one in lacks_of_step(of)}
    for step in EXPECTED[of.life.state]:
        for one in why_not(of.case, step, of.case.day):
            if _expected(of, one) and one.item not in told:
                yield item(of, one)


def _expected(of: Opened, one: Missing) -> bool:
    return one.item not in DECIDED | BY_NAME and (not of.telling.public or one.item in OPEN_TO_ALL)


def _in_evidence(of: Opened) -> Iterator[str]:
    """What somebody looked for in public sources, and did not find."""
    for piece in of.case.engagement.evidence:
        if piece.basis == "not-found":
            for field in piece.claims:
                yield of.say("gap.found", field=field.replace("_", " "))


def _of_promises(of: Opened) -> Iterator[str]:
    for one in without_day(of.case.commitments, of.projections):
        yield of.say("gap.due", title=cut(title(one), of.longest))


def _of_money(of: Opened) -> Iterator[str]:
    one = of.case.engagement
    if of.telling.public:
        return
    found = total([one], of.case.day)
    for code, lacks in (("gap.costs", found.amount_gaps), ("gap.months", found.month_gaps)):
        if years := lacks.get(one.id):
            yield of.say(code, years=years_said(years, full=of.full))
        elif one.id in lacks and code == "gap.costs":
            yield of.say("gap.costs.all")


def years_said(years: Sequence[int], *, full: bool) -> str:
    """The years of which something is not known, in words.

    Args:
        years: The years, in their order.
        full: Whether each is named, and not the first and the last alone.
    """
    return ", ".join(map(str, years)) if full else span_of(years)


def _of_aid(of: Opened, found: Sequence[Linked]) -> Iterator[str]:
    for one in found:
        if one.paid is None:
            yield of.say("gap.aid", activity=cut(one.title or one.activity_id, of.longest), reason=one.reason)
