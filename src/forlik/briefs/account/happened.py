"""What happened in the half-year, and what was decided: acts of the engagements, and decisions on options."""

from collections.abc import Iterator

from forlik.assess.options.proposed import option_about
from forlik.assess.options.record import Decision, decisions
from forlik.briefs.account.opened import Opened, Work
from forlik.briefs.considered import Considering, option_called
from forlik.briefs.document import Block, Line, Strong, bullets, line, paragraph
from forlik.briefs.filed import act_line
from forlik.briefs.telling import cut
from forlik.register.concepts import Act

LONGEST = 200
"""Signs of a text that may stand on a line."""


def happened(of: Opened) -> tuple[Block, ...]:
    """All acts in the half-year but decisions, engagement by engagement.

    Args:
        of: The half-year.
    """
    blocks: list[Block] = []
    for work, acts in _by_engagement(of):
        lines = [act_line(of.telling(work.one.id), act, LONGEST) for act in acts if not _decides(act)]
        if lines:
            blocks += [paragraph(Strong(cut(of.telling(work.one.id).called(work.one.id), LONGEST))), bullets(lines)]
    return tuple(blocks) or (paragraph(of.say("acts.none")),)


def decided(of: Opened) -> list[Line]:
    """Decisions in the half-year, in their order: steps of engagements, other decisions in them, and on options.

    Args:
        of: The half-year.
    """
    taken = [(act.happened or "", act.id, work, act) for work, acts in _by_engagement(of) for act in acts]
    acts = [(day, id_, _step(of, work, act)) for day, id_, work, act in taken if _decides(act)]
    chosen = [
        (one.day.isoformat(), one.record.id, _on_option(of, one))
        for one in decisions(of.dossier)
        if of.half.first <= one.day <= of.end
    ]
    return [found for *_, found in sorted([*acts, *chosen], key=lambda one: one[:2])]


def vague(of: Opened) -> Iterator[str]:
    """Acts that may have happened in the half-year and may not: their day is not known well enough."""
    for work in of.every:
        for act in work.case.own_acts:
            if of.half.may_hold(act.happened):
                telling = of.telling(work.one.id)
                title = telling.called(act.id) if act.title or act.public_title else telling.word("act_kinds", act.kind)
                telling.of(act.id)
                yield of.say("gap.act", act=cut(title, LONGEST), day=act.happened)


def _by_engagement(of: Opened) -> list[tuple[Work, list[Act]]]:
    """Engagements with their acts in the half-year, each act once, though several serve its process."""
    told: set[str] = set()
    found = []
    for work in of.every:
        acts = [one for one in work.case.acts if one.id not in told and _here(of, work, one)]
        told.update(one.id for one in acts)
        if acts:
            found.append((work, acts))
    return found


def _here(of: Opened, work: Work, act: Act) -> bool:
    """Whether an act is of the half-year and of this file, or of its process and of no file."""
    return of.half.holds(act.happened) and act.engagement in (work.one.id, None)


def _decides(act: Act) -> bool:
    return act.kind == "decision" or act.transition is not None


def _step(of: Opened, work: Work, act: Act) -> Line:
    telling = of.telling(work.one.id)
    step = telling.word("transitions", act.transition)
    said = ("; ", telling.fact(of.say("step", step=step), act.id, "transition")) if step else ()
    where = f" ({cut(telling.called(work.one.id), LONGEST)})"
    return line(*act_line(telling, act, LONGEST), *said, where)


def _on_option(of: Opened, one: Decision) -> Line:
    telling = Considering(of.dossier, option_about(of.dossier, one.record.id), of.language)
    telling.drawn, telling.for_all = of.drawn, of.public
    telling.of(telling.file)
    said = telling.word("decisions", one.record.decided.decision if one.record.decided else None)
    about = of.say("option", option=option_called(telling, one.option))
    return line(Strong(one.day.isoformat()), " ", telling.fact(f"{about}: {said or '–'}", one.record.id))
