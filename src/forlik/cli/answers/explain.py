"""One place opened: where it stands, and every figure that rests on, down to its source."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from forlik.cli.options import Voice
from forlik.cli.wrapping import width, wrapped

if TYPE_CHECKING:
    from forlik.assess.interest import OwnInterest
    from forlik.assess.screens.screen import Screen


def tell(voice: Voice, screen: "Screen", place: str, own: "OwnInterest | None" = None) -> None:
    """Print it.

    Args:
        voice: How to speak.
        screen: The answer.
        place: Code of a place that the question asks about.
        own: Own interest, to be shown beside it; left out when nothing.
    """
    from forlik import shapes

    voice.answer(shapes.decide(screen, place, own), lambda: words(screen, place, own, width()))


def words(screen: "Screen", place: str, own: "OwnInterest | None", fitting: int) -> str:
    """One place in words.

    Args:
        screen: The answer.
        place: Code of a place that the question asks about.
        own: Own interest, to be shown beside it; left out when nothing.
        fitting: How wide a sentence may be; 0 for as wide as it is.
    """
    body, _, footer = screen.explain(place).rpartition("\n")
    beside = () if own is None else (*_own(own, place), "")
    return "\n".join(wrapped((*body.split("\n"), *beside, footer), fitting))


def _own(own: "OwnInterest", place: str) -> Iterator[str]:
    from forlik.assess.screens.explaining import figure_told

    found = own.by_place[place]
    score = "nothing is known of it" if found.score is None else f"score {found.score:.1f} of 10 by what is known"
    yield f"Own interest ({own.home}), apart and no part of the answer: {score}"
    for name, tie in own.said.indicators.items():
        figure = found.figures.get(name)
        yield f"    {tie.title.en}: {found.missing[name] if figure is None else figure_told(figure)}"
    yield f"    Not yet covered: {own.said.not_yet.en}"
    yield own.said.misuse.en
