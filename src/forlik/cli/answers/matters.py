"""Which assumption moves the ranks of an answer most."""

from typing import TYPE_CHECKING

from forlik.cli.options import Voice, columns
from forlik.cli.wrapping import width, wrapped

if TYPE_CHECKING:
    from forlik.assess.acceptability.sobol_indices import SobolIndices
    from forlik.assess.screens.asking import Asked

HEAD = ("of", "assumption", "alone", "±", "with others", "±")
NUMBERS = frozenset({2, 3, 4, 5})


def tell(voice: Voice, asked: "Asked", place: str, seed: int) -> None:
    """Print it.

    Args:
        voice: How to speak.
        asked: The question as it was put to a world.
        place: Code of a ranked place about whose own rank it is asked too; none when empty.
        seed: Seed of the samples.
    """
    from forlik import shapes
    from forlik.assess.screens.mattering import what_matters

    found = what_matters(asked, of=(place,) if place else (), seed=seed)
    voice.answer(shapes.matters(asked, found, seed), lambda: words(asked, found, seed, width()))


def words(asked: "Asked", found: "SobolIndices", seed: int, fitting: int) -> str:
    """What matters, in words.

    Args:
        asked: The question as it was put to a world.
        found: The shares of the variance.
        seed: Seed of the samples.
        fitting: How wide a sentence may be; 0 for as wide as it is.
    """
    from forlik.assess.screens.screen import FOOTER

    rows = [
        (
            one.of,
            one.assumption,
            *(f"{round(each, 2) + 0:.2f}" for each in (one.first, one.first_margin, one.total, one.total_margin)),
        )
        for one in found.indices
    ]
    above = f"{asked.question.title.en}, as known on {asked.day}: shares of the variance of ranks (Sobol' indices)"
    below = (
        *(f"Nothing moves {one}." for one in found.steady),
        f"{found.samples} samples, seed {seed}. Spread that comes of weights no better data take away.",
        "",
        FOOTER,
    )
    return "\n".join([*wrapped([above], fitting), "", columns(rows, HEAD, right=NUMBERS), "", *wrapped(below, fitting)])
