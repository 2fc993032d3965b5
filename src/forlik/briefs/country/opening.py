"""What stands first: one figure of each pillar, and what has changed most."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from forlik.briefs.country.choice import choice
from forlik.briefs.country.figures import PACKAGE, PILLARS, Leading, aged, end_of, of_names, valued, when
from forlik.briefs.document import Block, Card, Cards, Inline, Language, Line, Strong, Value, bullets, line, paragraph
from forlik.briefs.words import told, word
from forlik.core.days import in_words, stated_in_words
from forlik.core.figure import DASH, Figure
from forlik.places import Place
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
    summed = any(_is_sum(part) for card in cards.every for part in (card.figure, *card.said))
    note = (paragraph(word("summed.note", language, PACKAGE)),) if summed or any(map(_of_sums, changed)) else ()
    if changed:
        return (cards, bullets([_sentence(world, one, language) for one in changed]), *note)
    code = (
        "unchanged"
        if any(_tells(world, one) for one in figures)
        else "outdated"
        if any(one.before for one in figures)
        else "nothing"
        if any(one.course for one in figures)
        else "empty"
    )
    return (cards, paragraph(word(code, language, PACKAGE).format(day=in_words(world.day, language))), *note)


def _is_sum(part: Inline) -> bool:
    return isinstance(part, Value) and "/" in part.figure.period


def _of_sums(one: Leading) -> bool:
    return one.newest is not None and "/" in one.newest.period


def _card(world: World, place: Place, pillar: str, language: Language) -> Card:
    title = word(pillar, language, PACKAGE)
    known = [one for one in of_names(world, place, choice("first")[pillar], language) if one.newest]
    if not known:
        return Card(title, DASH, line(word("card.none", language, PACKAGE)))
    # Of several that are as good, the first is taken.
    one = max(known, key=lambda one: _says(world, cast("Figure", one.newest)))
    newest = cast("Figure", one.newest)
    period = when(world, newest, language)
    said: list[Inline] = [*told("card", language, PACKAGE, label=_titled(newest), period=period)]
    if one.before:
        earlier = stated_in_words(one.before.period, language)
        before = valued(world, one.before, language)
        said += told("card.before", language, PACKAGE, before=before, earlier=earlier)
    return Card(title, valued(world, newest, language), line(*said))


def _earlier(figure: Figure, language: Language) -> str:
    sure = f" {word('estimated', language)}" if figure.status == "estimated" else ""
    return stated_in_words(figure.period, language) + sure


def _says(world: World, newest: Figure) -> tuple[bool, bool]:
    """How much a figure says: one of now more than an old one, and of these one that is not 0."""
    return not aged(newest, world.day), bool(newest.value)


def _titled(figure: Figure) -> str:
    """The name of a figure, with its unit where it needs one."""
    return f"{figure.label}, {figure.unit}" if figure.measure in choice("units")["said"] else figure.label


def _changed(world: World, figures: Sequence[Leading]) -> Sequence[Leading]:
    """The figures that moved most: first for the worse, then in the order of the pillars; an old one is no news."""
    telling = [one for one in figures if _tells(world, one)]
    moved = [(_part(one), turn, one) for turn, one in enumerate(telling) if not _denied(one, telling)]
    least = Decimal(choice("changed")["least"])
    chosen = sorted((each for each in moved if each[0] >= least), key=lambda each: (-each[0], each[1]))
    kept = sorted(chosen[: choice("changed")["most"]], key=lambda each: (not _worse(each[2]), each[1]))
    return [one for _part_, _turn, one in kept]


def _tells(world: World, one: Leading) -> bool:
    if one.newest is None or one.before is None or one.what.direction == "neither":
        return False
    # What is years older than the day says nothing of now, whatever its source promises.
    return not aged(one.newest, world.day)


def _denied(one: Leading, figures: Sequence[Leading]) -> bool:
    """Whether a change for the better is denied by a newer figure of the same pillar that has become worse."""
    mine = [other for other in figures if other.what.pillar == one.what.pillar]
    end = end_of(cast("Figure", one.newest))
    newer = [other for other in mine if end_of(cast("Figure", other.newest)) > end]
    return not _worse(one) and any(_part(other) and _worse(other) for other in newer)


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
        "period": when(world, newest, language),
        "before": valued(world, before, language),
        "earlier": _earlier(before, language),
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
