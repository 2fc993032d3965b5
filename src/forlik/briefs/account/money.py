"""What the engagements cost in the calendar year, and what is published of the donor's aid."""

from collections.abc import Iterator, Sequence

from forlik import places
from forlik.briefs.account.opened import Opened, Work
from forlik.briefs.account.reckoned import COSTS, amount_said, costs_of, reckoned, summed
from forlik.briefs.document import Block, Grid, Line, line, paragraph
from forlik.briefs.donated import of_kind
from forlik.briefs.telling import NOBODY, cut
from forlik.briefs.words import because, number
from forlik.core.errors import NoData
from forlik.core.settings import setting
from forlik.portfolio.donor import Donor, donor, years_of
from forlik.register.answers.costs import total
from forlik.register.concepts.engagement import Cost
from forlik.world import World

LONGEST = 120


def costs(of: Opened) -> tuple[Block, ...]:
    """A row for each engagement of which a cost of the year is told, and their sum by currency.

    Args:
        of: The half-year.
    """
    works = [one for one in of.works if costs_of(of, one)]
    note = paragraph(of.say("costs.note", year=of.half.year))
    if not works:
        return (paragraph(of.say("costs.none", year=of.half.year)), note)
    rows = [_row(of, one) for one in works]
    whole = paragraph(reckoned(of, COSTS, summed(of)), " ", of.say("costs.unconverted"))
    heads = ("costs.engagement", "costs.amount", "costs.months")
    return (Grid("", tuple(map(of.say, heads)), tuple(rows), frozenset({1, 2})), whole, note)


def cost_gaps(of: Opened) -> Iterator[str]:
    """Engagements of which nothing is said for the year: of their money, of their staff-months, or of either.

    Args:
        of: The half-year.
    """
    works = [one for one in of.works if one.told]
    found = total((work.one for work in works), of.end)
    for work in works:
        lacks = [
            of.say(code)
            for code, gaps in (("gap.money", found.amount_gaps), ("gap.months", found.month_gaps))
            if work.one.id in gaps and (not gaps[work.one.id] or of.half.year in gaps[work.one.id])
        ]
        if lacks:
            title = cut(of.telling().called(work.one.id), LONGEST)
            yield of.say("gap.costs", title=title, year=of.half.year, what=of.say("and").join(lacks))


def aid(of: Opened, world: World) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The donor's published aid of the year, or of the newest before it: three kinds of money, never added.

    Args:
        of: The half-year.
        world: What was known.

    Returns:
        The blocks; nothing where no year is published. And what is not known, with the reason.
    """
    try:
        found = _newest(of, world)
    except NoData as nothing:
        return (), (of.say("gap.aid", reason=because(nothing.what, of.language)),)
    if found is None:
        return (), (of.say("gap.aid.year", year=of.half.year),)
    values = [(of.say(f"aid.{kind.name}"), of_kind(world, found, kind, of.language)) for kind in found.kinds]
    known = [(title, value) for title, value in values if value.figure.value is not None]
    rows: list[tuple[Line, ...]] = [(line(title), line(value)) for title, value in known]
    gaps = [
        of.say("gap.aid.kind", kind=title, year=found.year, reason=because(value.figure.reason, of.language))
        for title, value in values
        if value.figure.value is None
    ]
    if found.year != of.half.year:
        gaps.insert(0, of.say("gap.aid.year", year=of.half.year))
    heads = (of.say("aid.kind"), of.say("aid.amount", year=found.year))
    notes = [paragraph(of.say("aid.note")), *(paragraph(one) for one in _statements(of, found))]
    return (Grid("", heads, tuple(rows), frozenset({1})), *notes), tuple(gaps)


def _newest(of: Opened, world: World) -> Donor | None:
    home = places.guess(setting("home_actor"))[0].iso3
    years = [year for year in years_of(world, home) if year <= of.half.year]
    return donor(world, home, years[-1]) if years else None


def _statements(of: Opened, found: Donor) -> Sequence[str]:
    """What must stand beside these figures, in the reader's language."""
    return [of.say("aid.not_stated"), *([of.say("aid.not_whole")] if len(found.statements) > 1 else [])]


def _row(of: Opened, work: Work) -> tuple[Line, ...]:
    telling = of.telling(work.one.id)
    some = costs_of(of, work)
    amounts = [
        amount_said(of, f"{number(one.amount, of.language)} {one.currency}", _made_up(work, one))
        for one in some
        if one.amount is not None
    ]
    months = [
        amount_said(of, number(one.staff_months, of.language), _made_up(work, one))
        for one in some
        if one.staff_months is not None
    ]

    def cell(parts: list[str]) -> Line:
        return line(telling.fact("; ".join(parts), work.one.id, "costs") if parts else NOBODY)

    return line(cut(telling.called(work.one.id), LONGEST)), cell(amounts), cell(months)


def _made_up(work: Work, one: Cost) -> bool:
    return one.fictional or work.one.fictional
