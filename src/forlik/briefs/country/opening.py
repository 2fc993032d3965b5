"""What stands first: one figure of each pillar, and what has changed most."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from forlik.briefs.country.choice import choice
from forlik.briefs.country.figures import PACKAGE, PILLARS, Leading, of_names, valued
from forlik.briefs.document import Block, Card, Cards, Inline, Language, Line, Strong, bullets, line, paragraph
from forlik.briefs.words import told, word
from forlik.core.days import stated_in_words
from forlik.core.figure import DASH, Figure
from forlik.places import Place
from forlik.profile import marks
from forlik.world import World


def opening(world: World, place: Place, figures: Sequence[Leading], language: Language) -> tuple[Block, ...]:
    """A card a pillar, and a few sentences.

    Args:
        world: What was known.
        place: The country.
        figures: The leading figures.
        language: Language.
    """
    cards = Cards(tuple(_card(world, place, pillar, language) for pillar in PILLARS))
    changed = _changed(world, figures)
    if changed:
        return (cards, bullets([_sentence(world, one, language) for one in changed]))
    code = (
        "unchanged"
        if any(one.before for one in figures)
        else "nothing"
        if any(one.course for one in figures)
        else "empty"
    )
    return (cards, paragraph(word(code, language, PACKAGE).format(day=world.day)))


def _card(world: World, place: Place, pillar: str, language: Language) -> Card:
    title = word(pillar, language, PACKAGE)
    known = [one for one in of_names(world, place, choice("first")[pillar], language) if one.newest]
    if not known:
        return Card(title, DASH, line(word("card.none", language, PACKAGE)))
    fresh = world.day.year - choice("first")["fresh"]
    one = next(
        (one for one in known if one.newest and one.newest.value and int(one.newest.period[:4]) >= fresh), known[0]
    )
    newest = cast("Figure", one.newest)
    said: list[Inline] = [*told("card", language, PACKAGE, label=_titled(newest), period=_when(newest, language))]
    if one.before:
        earlier = stated_in_words(one.before.period, language)
        before = valued(world, one.before, language)
        said += told("card.before", language, PACKAGE, before=before, earlier=earlier)
    return Card(title, valued(world, newest, language), line(*said))


def _leads(world: World, newest: Figure | None) -> bool:
    """Whether a figure says something of now."""
    fresh = world.day.year - choice("first")["fresh"]
    return newest is not None and bool(newest.value) and int(newest.period[:4]) >= fresh


def _titled(figure: Figure) -> str:
    """The name of a figure, with its unit where it needs one."""
    return f"{figure.label}, {figure.unit}" if figure.measure in choice("units")["said"] else figure.label


def _when(figure: Figure, language: Language) -> str:
    sure = f" {word('estimated', language)}" if figure.status == "estimated" else ""
    return stated_in_words(figure.period, language) + sure


def _changed(world: World, figures: Sequence[Leading]) -> Sequence[Leading]:
    """The figures that moved most: first for the worse, then in the order of the pillars; an old one is no news."""
    moved = [(_part(one), turn, one) for turn, one in enumerate(figures) if _tells(world, one)]
    least = Decimal(choice("changed")["least"])
    chosen = sorted((each for each in moved if each[0] >= least), key=lambda each: (-each[0], each[1]))
    kept = sorted(chosen[: choice("changed")["most"]], key=lambda each: (not _worse(each[2]), each[1]))
    return [one for _part_, _turn, one in kept]


def _tells(world: World, one: Leading) -> bool:
    if one.newest is None or one.before is None or one.what.direction == "neither":
        return False
    # What is years older than the day says nothing of now, whatever its source promises.
    return int(one.newest.period[:4]) >= world.day.year - 3 or "stale" not in marks(one.newest, world.day)


def _part(one: Leading) -> Decimal:
    """By what part of it a figure moved; of nothing, by the whole of what there is now."""
    newest, before = (cast("Decimal", cast("Figure", figure).value) for figure in (one.newest, one.before))
    return abs(newest - before) / (abs(before) or Decimal(1))


def _up(one: Leading) -> bool:
    newest, before = (cast("Decimal", cast("Figure", figure).value) for figure in (one.newest, one.before))
    return newest > before


def _worse(one: Leading) -> bool:
    return _up(one) == (one.what.direction == "higher is worse")


def _sentence(world: World, one: Leading, language: Language) -> Line:
    newest, before = cast("Figure", one.newest), cast("Figure", one.before)
    parts: dict[str, Inline] = {
        "title": _titled(newest),
        "newest": valued(world, newest, language),
        "period": _when(newest, language),
        "before": valued(world, before, language),
        "earlier": _when(before, language),
    }
    head = Strong(word("worse" if _worse(one) else "better", language, PACKAGE))
    sentence = told("up" if _up(one) else "down", language, PACKAGE, **parts)
    return line(head, " ", *sentence, *_record(one, language), ".")


def _record(one: Leading, language: Language) -> Iterator[Inline]:
    """That a figure is the highest or the lowest of all that are known; of an estimate that is not said."""
    values = [cast("Decimal", figure.value) for figure in one.course]
    if len(values) < choice("changed")["periods"] or one.course[-1].status == "estimated":
        return
    first = stated_in_words(one.course[0].period, language)
    others = values[:-1]
    if values[-1] > max(others):
        yield from told("highest", language, PACKAGE, first=first)
    elif values[-1] < min(others):
        yield from told("lowest", language, PACKAGE, first=first)
