"""The leading figures of a country: the newest of each with the one before it, and which are unknown."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from forlik.briefs.country.choice import choice
from forlik.briefs.courses import known_of
from forlik.briefs.document import Grid, Language, Line, Strong, Value, line
from forlik.briefs.references import of_measure
from forlik.briefs.words import because, number, word
from forlik.core.days import stated_in_words
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.core.measure import Measure
from forlik.core.translated import translated
from forlik.discover import measures
from forlik.places import Place
from forlik.profile import LEADING, marks
from forlik.world import World

PACKAGE = "forlik.briefs.country"
COURSES = "courses of the places asked for last"
PILLARS = ("peace", "humanitarian", "development", "rights")


@dataclass(frozen=True, slots=True)
class Leading:
    """One leading figure.

    Args:
        what: Its measure.
        course: Every known figure of it, oldest first; none where nothing is known.
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
    return tuple(sorted(of_names(world, place, LEADING, language), key=lambda one: PILLARS.index(one.what.pillar)))


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
        yield Leading(what, course, "" if course else _why(world, place, what, language))


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
        courses[key] = known_of(world, what, place, language)
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


def old(world: World, figures: Sequence[Leading], language: Language) -> Iterator[str]:
    """What of the leading figures is older than its source should let it grow, with its period.

    Args:
        world: What was known.
        figures: The leading figures.
        language: Language.
    """
    for one in figures:
        never = one.what.name in choice("due")["never"]
        if one.newest and not never and "stale" in marks(one.newest, world.day):
            yield f"{translated(one.what.title, language)} ({stated_in_words(one.newest.period, language)})"


def _why(world: World, place: Place, what: Measure, language: Language) -> str:
    """Why a figure is unknown, without what a desk would do about it."""
    try:
        world.measure(what.name, place.iso3)
    except NoData as nothing:
        return because(nothing.what, language)
    return ""


def _row(world: World, one: Leading, language: Language) -> Iterator[tuple[Line, ...]]:
    if one.newest is None:
        return
    estimated = (f" {word('estimated', language)}",) if one.newest.status == "estimated" else ()
    earlier = f" ({stated_in_words(one.before.period, language)})" if one.before else ""
    yield (
        line(translated(one.what.title, language)),
        line(translated(one.what.unit, language)),
        line(stated_in_words(one.newest.period, language)),
        line(valued(world, one.newest, language), *estimated),
        line(valued(world, one.before, language), earlier) if one.before else line("–"),
    )
