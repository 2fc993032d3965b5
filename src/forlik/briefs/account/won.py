"""Results of the half-year on the ladder of peace results, under the goals that they serve; no rung implies another."""

from collections.abc import Iterator, Mapping, Sequence

from forlik.briefs.account.opened import Opened, Work
from forlik.briefs.document import Block, Inline, Line, Strong, bullets, line, paragraph
from forlik.briefs.telling import cut
from forlik.briefs.words import number
from forlik.portfolio.results import Result, goals, ladder
from forlik.portfolio.results.of_register import awaited, claims_on, on_the_ladder, results_of
from forlik.register.concepts import Assessment
from forlik.register.concepts.achieved import Achieved

LONGEST = 300


def won(of: Opened) -> tuple[Block, ...]:
    """Under each goal its results, the lowest rung first; then those that name no goal.

    Args:
        of: The half-year.
    """
    found = dict(_results(of))
    records = {one.id: one for one, _ in found.values()}
    lines: dict[str, list[Line]] = {}
    placed = on_the_ladder(of.dossier, records.values())
    made = ladder(placed)
    for result in (*(one for step in made.steps for one in step.results), *made.beside):
        lines.setdefault(result.goal, []).append(_line(of, *found[result.id], result))
    blocks: list[Block] = []
    for goal in (*goals(), None):
        title = goal.text(language=of.language) if goal else of.say("results.goalless")
        mine = lines.get(goal.code if goal else "", [])
        if mine:
            blocks += [paragraph(Strong(f"{title}:")), bullets(mine)]
        elif goal:
            blocks.append(paragraph(Strong(f"{title}:"), " ", of.say("none")))
    return (*blocks, paragraph(of.say("results.note")))


def without(of: Opened) -> Iterator[str]:
    """Engagements of which no result of the half-year is recorded, and results without evidence.

    Args:
        of: The half-year.
    """
    found = dict(_results(of))
    have = {work.one.id for _, work in found.values()}
    for work in of.works:
        if work.one.id not in have and (work.running or work.closed):
            yield of.say("gap.result", title=cut(of.telling().called(work.one.id), LONGEST))
    for one, work in found.values():
        if not one.evidence:
            yield of.say("gap.evidence", title=cut(of.telling().called(work.one.id), LONGEST), day=one.made_on)


def _results(of: Opened) -> Iterator[tuple[str, tuple[Assessment, Work]]]:
    """Id of a result of the half-year → the result and its engagement; one that is still awaited is none."""
    for work in of.every:
        said = [one for one in results_of(of.dossier, work.one.id) if not awaited(one)]
        days: Mapping[str, Result] = {one.id: one for one in on_the_ladder(of.dossier, said)}
        for one in said:
            day = days[one.id].day
            if day is not None and of.half.first <= day <= of.end:
                yield one.id, (one, work)


def _line(of: Opened, one: Assessment, work: Work, result: Result) -> Line:
    telling = of.telling(work.one.id)
    rung = telling.word("result_rungs", result.rung) or of.say("results.rungless")
    marks = _marks(of, one, result)
    text = one.finding or one.public_title
    said: list[Inline] = [telling.fact(cut(text, LONGEST), one.id, "finding", "public_title")] if text else []
    if counted := _counted(of, one.achieved):
        said += ["; " if said else "", telling.fact(counted, one.id, "achieved")]
    if marks:
        claims = [claim.id for claim in claims_on(of.dossier, one.id)]
        said += [" (", telling.fact(", ".join(marks), one.id, beside=claims), ")"]
    where = f" ({cut(telling.called(work.one.id), LONGEST)})"
    return line(Strong(rung), ": ", *(said or [telling.fact("–", one.id)]), where)


def _marks(of: Opened, one: Assessment, result: Result) -> Sequence[str]:
    marks = [of.say("results.on", day=result.day)] if result.day else []
    if not one.evidence:
        marks.append(of.say("results.bare"))
    return [*marks, of.say("results.disputed")] if result.contested else marks


def _counted(of: Opened, said: Achieved | None) -> str:
    """An indicator with its target and actual; what is not known is a dash and never nought."""
    if said is None or not said.indicator:
        return ""
    values = {name: number(getattr(said, name), of.language) for name in ("target", "actual")}
    return of.say("results.counted", indicator=said.indicator, unit=said.unit, **values)
