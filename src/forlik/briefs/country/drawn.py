"""The courses that a brief draws: which, over which periods, and what is said of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast

from forlik.briefs.country.choice import choice
from forlik.briefs.country.figures import PACKAGE, course_of, priced, valued
from forlik.briefs.courses import of_course
from forlik.briefs.document import Block, Chart, Charts, Inline, Language, Series, Value, line, paragraph
from forlik.briefs.words import number, told, word
from forlik.core.days import period_of, stated_in_words
from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.discover import measures
from forlik.places import Place
from forlik.world import World

MONTHS = 12
YEARLY = "country-year"
FEW = 4
"""Periods without a figure that are listed, at most."""


def drawn(world: World, place: Place, further: Sequence[Chart], language: Language) -> tuple[Block, ...]:
    """The charts of a country, and how to read them; nothing where there is no course.

    Args:
        world: What was known.
        place: The country.
        further: Charts that stand last among them.
        language: Language.
    """
    chosen = [*_chosen(world, place, choice("drawn")["most"] - len(further), language)]
    last = max((figures[-1].period for what, figures in chosen if what.grain == YEARLY), default="")
    charts = [*_charts(world, place, chosen, last, language), *further]
    if not charts:
        return ()
    head = (word("period", language, PACKAGE), word("value", language, PACKAGE))
    return (Charts(tuple(charts), choice("drawn")["columns"], head), paragraph(word("drawn.note", language, PACKAGE)))


def _chosen(world: World, place: Place, most: int, language: Language) -> Iterator[tuple[Measure, Sequence[Figure]]]:
    """Measures of which there is a course in the periods that are drawn, and their figures in these."""
    known, found = measures(), 0
    for what in (known[name] for name in choice("drawn")["measures"] if name in known):
        if found == most:
            return
        every = course_of(world, what, place, language)
        first = _span(every[-1].period, what)[0] if every else ""
        recent = [one for one in every if one.period >= first]
        if len(recent) >= choice("drawn")["least"] and any(one.value for one in recent):
            found += 1
            yield what, recent


def _charts(
    world: World, place: Place, chosen: Sequence[tuple[Measure, Sequence[Figure]]], last: str, language: Language
) -> Iterator[Chart]:
    """The courses on their axes: all that are told by year on one, up to the newest year of any of them."""
    for what, figures in chosen:
        span = _span(last if what.grain == YEARLY else figures[-1].period, what)
        shown = [one for one in figures if one.period >= span[0]]
        # One that ended before the axis begins, or but for a year or two, is no course on it.
        if len(shown) >= choice("drawn")["least"]:
            ends, text = (shown[0].period, shown[-1].period), word("drawn.all", language, PACKAGE)
            series = of_course(world, what, place, ends, language, text)
            series = replace(series, figures=priced(what, series.figures, language))
            named = {name: valued(world, one, language) for name, one in points(shown).items()}
            yield charted(series, named, span, language)


def _span(last: str, what: Measure) -> tuple[str, str]:
    """First and last period of the axis."""
    if what.grain == YEARLY:
        return str(int(last) - choice("drawn")["years"] + 1), last
    months = int(last[:4]) * MONTHS + int(last[5:7]) - choice("drawn")["months"]
    return period_of(months // MONTHS, months % MONTHS + 1), last


def points(shown: Sequence[Figure]) -> Mapping[str, Figure]:
    """The newest of some known figures, the greatest and the first, each once.

    Args:
        shown: The figures, oldest first; at least one.
    """
    newest, first = shown[-1], shown[0]
    peak = max(reversed(shown), key=lambda one: cast("Decimal", one.value))
    found = {"newest": newest}
    if peak.period != newest.period:
        found["peak"] = peak
    if first.period not in {newest.period, peak.period}:
        found["first"] = first
    return found


def charted(
    series: Series,
    named: Mapping[str, Value],
    span: tuple[str, str],
    language: Language,
    *,
    bars: bool = False,
    top: Decimal | None = None,
) -> Chart:
    """A chart with what is said below it and instead of it.

    Args:
        series: The course.
        named: The figures that are written: ``newest``, ``peak``, ``first``.
        span: First and last period of the axis.
        language: Language.
        bars: Whether it is drawn in bars.
        top: The greatest value of the scale.
    """
    said: list[tuple[Inline, ...]] = []
    for name, value in named.items():
        sure = f" {word('estimated', language)}" if value.figure.status == "estimated" else ""
        parts: dict[str, Inline] = {
            "value": value,
            "period": stated_in_words(value.figure.period, language) + sure,
        }
        said.append(told(f"drawn.{name}", language, PACKAGE, **parts))
    lacking = _lacking(series.figures, language)
    said += [(series,), *([(lacking,)] if lacking else [])]
    caption = [one for turn, part in enumerate(said) for one in (*(("; ",) if turn else ()), *part)]
    first = series.figures[0]
    ends = stated_in_words(f"{first.period}/{series.figures[-1].period}", language)
    spoken = "; ".join(plain for part in said if (plain := "".join(map(_plainly, part))))
    return Chart(
        title=first.label,
        unit=first.unit,
        series=series,
        named=tuple(named.values()),
        texts=tuple(number(one.value, language) for one in series.figures),
        caption=line(*caption),
        spoken=f"{first.label}, {first.unit}, {ends}: {spoken}",
        span=span,
        ticks=tuple((one, stated_in_words(one, language)) for one in span),
        bars=bars,
        top=top,
    )


def _plainly(one: Inline) -> str:
    """What is heard of a part of the caption: that there is a whole course is no news of it."""
    return one if isinstance(one, str) else one.shown if isinstance(one, Value) else ""


def _lacking(figures: Sequence[Figure], language: Language) -> str:
    """Which periods have no figure; of many only how it begins and ends."""
    without = [stated_in_words(one.period, language) for one in figures if one.value is None]
    if not without:
        return ""
    if len(without) > FEW:
        without = [*without[: FEW - 1], "…", without[-1]]
    return word("drawn.lacking", language, PACKAGE).format(periods=", ".join(without))
