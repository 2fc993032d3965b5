"""What the page lets its reader choose, without a script; and the same as lines of a notebook."""

from typing import Any

from forlik.desk.portfolio import CURRENCIES, DEFINITIONS, FLOWS, Choice, titles
from forlik.desk.question import Question
from forlik.places import Place


def form(asked: Question, chosen: Choice, place: Place | None, known: tuple[int, ...], year: int | None) -> Any:
    """What there is to choose from, and what is chosen.

    Args:
        asked: The question.
        chosen: What was asked for.
        place: The country; nothing for all places.
        known: Years of which something is published, the newest first.
        year: The year shown.
    """
    more = () if chosen.flow in FLOWS else ((chosen.flow, chosen.flow),)
    return {
        "country": place.name(asked.language) if place else "",
        "years": [str(one) for one in known],
        "year": str(year or ""),
        "flows": [*titles(FLOWS), *more],
        "definitions": titles(DEFINITIONS),
        "currencies": sorted({*CURRENCIES, chosen.currency}),
        "chosen": chosen,
    }


def snippet(asked: Question, chosen: Choice, iso3: str | None, year: int) -> str:
    """How to get the same in a notebook."""
    said = "".join(f', {name}="{value}"' for name, value in chosen.fields.items())
    of = f'place="{iso3}"' if iso3 else f"years={year}"
    return (
        f'import forlik\nfrom forlik.portfolio.overview import overview\n\nworld = forlik.world("{asked.day}")\n'
        f"overview(world, {of}{said}).table()"
    )
