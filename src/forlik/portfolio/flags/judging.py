"""Judge a rule on the figures of a place and year; pure."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from forlik.core.errors import UsageError
from forlik.portfolio.flags.holding import holds
from forlik.portfolio.flags.in_both import InBoth
from forlik.portfolio.flags.judged import Judged, Raised, Silent, Untold
from forlik.portfolio.flags.named import NamedFigure
from forlik.portfolio.flags.reasons import because
from forlik.portfolio.flags.rule import Condition, Rule
from forlik.portfolio.flags.vocabulary import term
from forlik.portfolio.flags.wording import YEAR, gaps, number, sentence


def figures_in(rule: Rule) -> tuple[str, ...]:
    """Names of the figures that a rule asks about or names, in the order in which it does."""
    asked = (one.figure for one in (*rule.needs, *rule.when))
    told = (name for _, name, _ in gaps(rule.seen) if name != YEAR)
    return tuple(dict.fromkeys((*asked, *told)))


def judge(rule: Rule, figures: Mapping[str, NamedFigure], *, place: str, year: int, day: date) -> Judged:
    """What a rule says.

    A rule of which any figure is unknown neither raises nor stays silent: it cannot be told. So it is too where
    what it needs does not hold, and where a figure is known only between two ends and its bound lies between them.

    Args:
        rule: The rule.
        figures: Every figure that it asks about or names.
        place: ISO3 of the country.
        year: The year.
        day: The day whose knowledge the figures are; days until it is due are counted from it.

    Raises:
        UsageError: A figure of the rule is not among them.
    """
    names = figures_in(rule)
    if lacking := [name for name in names if name not in figures]:
        raise UsageError(f"the rule “{rule.name}” asks for a figure that is not given: {lacking[0]}", where="figures")
    mine, bounds = tuple(figures[name] for name in names), (*rule.needs, *rule.when)
    if reasons := tuple(_unknown(rule, figures, mine)):
        return Untold(rule.name, rule.version, rule.title, mine, bounds, reasons)
    answers = [(one, holds(one, figures[one.figure])) for one in rule.when]
    if failing := next((one for one, held in answers if held is False), None):
        return Silent(rule.name, rule.version, rule.title, mine, bounds, failing.figure)
    if reasons := tuple((one.figure, _open(one, figures[one.figure])) for one, held in answers if held is None):
        return Untold(rule.name, rule.version, rule.title, mine, bounds, reasons)
    return Raised(
        rule=rule.name,
        version=rule.version,
        place=place,
        year=year,
        title=rule.title,
        seen=sentence(rule.seen, figures, year),
        why=rule.why,
        owner=rule.owner,
        pillars=rule.pillars,
        figures=mine,
        conditions=bounds,
        due=day + timedelta(days=rule.due_days),
        key=f"{place}-{year}-{rule.name}",
    )


def _unknown(
    rule: Rule, figures: Mapping[str, NamedFigure], mine: tuple[NamedFigure, ...]
) -> Iterator[tuple[str, InBoth]]:
    for one in mine:
        if one.value is None and one.reason:
            yield one.name, one.reason
    for need in rule.needs:
        if figures[need.figure].value is not None and not holds(need, figures[need.figure]):
            yield need.figure, need.otherwise


def _open(condition: Condition, figure: NamedFigure) -> InBoth:
    digits = term(condition.figure).digits
    ends = (figure.low or Decimal(0), figure.high or Decimal(0))
    en, nb = (" – ".join([number(end, digits, language) for end in ends]) for language in ("en", "nb"))
    return InBoth(en=because("between", en).en, nb=because("between", nb).nb)
