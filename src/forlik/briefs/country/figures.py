"""The leading figures of a country: the newest of each with the one before it, and which are unknown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from forlik.briefs.country.choice import choice
from forlik.briefs.courses import called, known_of
from forlik.briefs.document import Grid, Language, Line, Strong, Value, line
from forlik.briefs.references import of_measure
from forlik.briefs.words import because, number, word
from forlik.caveats import ended
from forlik.core.days import end_of_precision, stated_in_words
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.core.translated import translated
from forlik.discover import measures
from forlik.places import Place
from forlik.profile import LEADING, marks
from forlik.watch import added_up, twelve_and_before
from forlik.world import World

PACKAGE = "forlik.briefs.country"
COURSES = "courses of the places asked for last"
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b", re.ASCII)
PILLARS = ("peace", "humanitarian", "development", "rights")


@dataclass(frozen=True, slots=True)
class Leading:
    """One leading figure.

    Args:
        what: Its measure.
        course: Every known figure of it, oldest first; none where nothing is known. Of what is known by month and is
            summed, the sums of its last twelve months and of the twelve before.
        why: Why nothing is known; empty otherwise.
    """

    what: Measure
    course: tuple[Figure, ...]
    why: str = ""

    @property
    def newest(self) -> Figure | None:
        """The newest figure."""
        return self.course[-1] if self.course else None

    @property
    def before(self) -> Figure | None:
        """The one before it."""
        return self.course[-2] if len(self.course) > 1 else None


def leading(world: World, place: Place, language: Language) -> tuple[Leading, ...]:
    """The leading figures of a country, in the order of the four pillars.

    Args:
        world: What was known.
        place: The country.
        language: Language of labels and units.
    """
    summed = [*of_names(world, place, choice("summed")["measures"], language)]
    # The one that reaches furthest, or, where none is known, why not: an old one says less than figures of whole years.
    known = [(end_of(one.newest), one) for one in summed if one.newest and not aged(one.newest, world.day)]
    furthest = max(known, key=lambda one: one[0])[1:] if known else [one for one in summed if not one.course][:1]
    every = (*furthest, *of_names(world, place, LEADING, language))
    return tuple(sorted(every, key=lambda one: PILLARS.index(one.what.pillar)))


def of_names(world: World, place: Place, names: Iterable[str], language: Language) -> Iterator[Leading]:
    """Figures of measures by name; one that is not installed is passed over.

    Args:
        world: What was known.
        place: The country.
        names: Names of measures.
        language: Language of labels and units.
    """
    known = measures()
    for what in (known[name] for name in names if name in known):
        course = course_of(world, what, place, language)
        why = "" if course else _why(world, place, what, language)
        if course and what.name in choice("summed")["measures"]:
            course = _summed(world, place, what, course[-1], language)
            why = "" if course else word("summed.lacking", language, PACKAGE)
        yield Leading(what, course, why)


def _summed(world: World, place: Place, what: Measure, last: Figure, language: Language) -> tuple[Figure, ...]:
    """The twelve months up to the last that is known, added up, after the twelve before; none where one is unknown."""
    now, before = twelve_and_before(last.period)
    found = []
    for span in (before, now):
        with suppress(NoData):
            figure = called(added_up(world, what.name, place.iso3, span), place, language)
            found.append(replace(figure, label=word(f"summed.{what.name}", language, PACKAGE)))
    # The twelve before alone say nothing of now.
    return tuple(found) if found and found[-1].period == now else ()


def priced(what: Measure, figures: Iterable[Figure], language: Language) -> tuple[Figure, ...]:
    """Figures of a measure, of an amount of money with its prices beside its unit.

    Args:
        what: The measure.
        figures: The figures.
        language: Language.
    """
    code = choice("prices").get(what.currency)
    said = f" ({word(f'prices.{code}', language, PACKAGE)})" if code else ""
    return tuple(replace(one, unit=f"{one.unit}{said}") for one in figures)


def end_of(figure: Figure) -> date:
    """The day on which the period of a figure ends."""
    return end_of_precision(figure.period.rpartition("/")[2]).date()


def aged(figure: Figure, day: date) -> bool:
    """Whether the period of a figure ended so long before a day that the figure says nothing of now.

    Args:
        figure: The figure.
        day: The day.
    """
    ending, years = end_of(figure), choice("old")["years"]
    return figure.measure not in choice("due")["never"] and (ending.year + years, ending.month, ending.day) < (
        day.year,
        day.month,
        day.day,
    )


def course_of(world: World, what: Measure, place: Place, language: Language) -> tuple[Figure, ...]:
    """Every known figure of a measure in a place, oldest first; of the places asked for last they are kept.

    Args:
        world: What was known.
        what: The measure.
        place: The place.
        language: Language of labels and units.
    """
    # A brief asks for one course for its table, its cards and its charts.
    courses: dict[tuple[str, int], tuple[Figure, ...]] = world.then.one_of_few(COURSES, (place.iso3, language), dict)
    key = (what.name, what.method_on(world.day).number)
    if key not in courses:
        courses[key] = priced(what, known_of(world, what, place, language), language)
    return courses[key]


def valued(world: World, figure: Figure, language: Language) -> Value:
    """A figure as the language writes it, with its address.

    Args:
        world: What was known.
        figure: The figure.
        language: Language.
    """
    return of_measure(world, figure, number(figure.value, language))


def table_of(world: World, figures: Sequence[Leading], language: Language) -> Grid:
    """One table, pillar by pillar; what is not known stands among the gaps.

    Args:
        world: What was known.
        figures: The leading figures.
        language: Language.
    """
    rows: list[tuple[Line, ...]] = []
    for pillar in PILLARS:
        mine = [row for one in figures if one.what.pillar == pillar for row in _row(world, one, language)]
        if mine:
            rows.append((line(Strong(word(pillar, language, PACKAGE))), *([()] * 4)))
            rows += mine
    heads = tuple(word(code, language, PACKAGE) for code in ("figure", "unit", "period", "value", "before"))
    return Grid("", heads, tuple(rows), frozenset({3, 4}))


def unknown(figures: Sequence[Leading], language: Language) -> Iterator[tuple[str, str]]:
    """What of the leading figures is not known, and why.

    Args:
        figures: The leading figures.
        language: Language.
    """
    for one in figures:
        if not one.course:
            yield translated(one.what.title, language), one.why


def old(world: World, figures: Sequence[Leading], language: Language) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The leading figures that are old, and those of the others that are older than their source should let them grow.

    Args:
        world: What was known.
        figures: The leading figures.
        language: Language.

    Returns:
        The names of both, each with its period.
    """
    found: tuple[list[str], list[str]] = ([], [])
    for one in figures:
        never = one.what.name in choice("due")["never"]
        if one.newest is None or never or ended(one.newest.country_iso3, world.day):
            continue
        said = f"{one.newest.label} ({stated_in_words(one.newest.period, language)})"
        if aged(one.newest, world.day):
            found[0].append(said)
        elif "/" not in one.newest.period and "stale" in marks(one.newest, world.day):
            found[1].append(said)
    return tuple(found[0]), tuple(found[1])


def when(world: World, figure: Figure, language: Language, *, sure: bool = True) -> str:
    """The period of a newest figure in words, that nothing newer is known where it is old, and that it is an estimate.

    Args:
        world: What was known.
        figure: The figure.
        language: Language.
        sure: Whether it is said that it is an estimate.
    """
    old = f", {word('aged', language, PACKAGE)}" if aged(figure, world.day) else ""
    estimated = f" {word('estimated', language)}" if sure and figure.status == "estimated" else ""
    return f"{stated_in_words(figure.period, language)}{old}{estimated}"


def _why(world: World, place: Place, what: Measure, language: Language) -> str:
    """Why a figure is unknown, without what a desk would do about it."""
    try:
        world.measure(what.name, place.iso3)
    except NoData as nothing:
        return because_of(nothing.what, language)
    return ""


def because_of(text: str, language: Language) -> str:
    """Why something is unknown, in a language, with its days in words.

    Args:
        text: A reason as the library says it.
        language: Language.
    """
    return DAY.sub(lambda found: stated_in_words(found[0], language), because(text, language))


def _row(world: World, one: Leading, language: Language) -> Iterator[tuple[Line, ...]]:
    if one.newest is None:
        return
    estimated = (f" {word('estimated', language)}",) if one.newest.status == "estimated" else ()
    earlier = f" ({stated_in_words(one.before.period, language)})" if one.before else ""
    yield (
        line(one.newest.label),
        line(one.newest.unit),
        line(when(world, one.newest, language, sure=False)),
        line(valued(world, one.newest, language), *estimated),
        line(valued(world, one.before, language), earlier) if one.before else line("–"),
    )
