"""The impartiality wall: which measures a question may name, and which of them never beside one another.

Humanitarian help goes to need alone (impartiality: the Fundamental Principles of the Red Cross and Red Crescent, 1965;
United Nations General Assembly resolution 46/182, 1991). So a question about need cannot name what we are able to do,
what a moment opens, how rights are kept, or what it means to ourselves. What each measure says something about stands
in ``wall.toml``, apart from the questions, so that no question can say it of itself.
"""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Any

from forlik.assess.screens.question import Indicator, Question
from forlik.core.plain_yaml import Flaw

MEANING = {
    "need": "need",
    "risk": "risk",
    "rights": "how rights are kept",
    "neglect": "neglect",
    "opportunity": "opportunity",
    "ability": "our ability",
    "interest": "our own interest",
}
APART = "ask it in a question of its own, which is shown beside this one and never mixed into it"


@lru_cache(maxsize=1)
def rules() -> dict[str, Any]:
    """What stands in ``wall.toml``."""
    return tomllib.loads((files("forlik.assess.screens") / "wall.toml").read_text(encoding="utf-8"))


def says(measure: str) -> tuple[str, ...]:
    """What a measure says something about; nothing where ``wall.toml`` does not tell."""
    return tuple(rules()["measures"].get(measure, ()))


def wall_flaws(question: Question) -> Iterator[Flaw]:
    """Measures that a question of its side of the wall may not name, and such as count the same thing twice.

    A measure weighs as an indicator, divides one, or says by where it is known which places are asked about at all:
    each of these moves the answer. What stands beside moves nothing, and may be any measure.
    """
    for dimension, one in question.dimensions.items():
        for name, indicator in one.indicators.items():
            at = ("dimensions", dimension, "indicators", name)
            yield from _admitted(question, (*at, "measure"), indicator.measure)
            yield from _size(at, indicator)
    if question.universe.where_known:
        yield from _admitted(question, ("universe", "where_known"), question.universe.where_known)
    yield from _twice(question)


def _admitted(question: Question, at: tuple[str, ...], measure: str) -> Iterator[Flaw]:
    said, admitted = says(measure), rules()["admits"][question.wall]
    if not said:
        yield Flaw(
            at,
            f"the impartiality wall does not tell what “{measure}” says something about",
            "enter the measure in wall.toml first",
        )
    elif not set(said) & set(admitted):
        about, asked = " and ".join(MEANING[one] for one in said), MEANING[question.wall]
        yield Flaw(
            at,
            f"“{measure}” says something about {about}, and a question about {asked} may not name it: the "
            "impartiality wall",
            APART,
        )


def _size(at: tuple[str, ...], indicator: Indicator) -> Iterator[Flaw]:
    if indicator.per and indicator.per.measure not in rules()["sizes"]["measures"]:
        yield Flaw(
            (*at, "per", "measure"),
            f"“{indicator.per.measure}” is no size that a figure is divided by: the impartiality wall",
            "divide by " + " or ".join(rules()["sizes"]["measures"]),
        )


def _twice(question: Question) -> Iterator[Flaw]:
    named = {indicator.measure: name for name, indicator in question.indicators.items()}
    divided_by = {indicator.per.measure for indicator in question.indicators.values() if indicator.per}
    for rule in rules()["never_both"]:
        parts = [one for one in rule["parts"] if one in named or one in divided_by]
        if rule["whole"] in named and parts:
            indicator = named[rule["whole"]]
            yield Flaw(
                ("dimensions", question.dimension_of(indicator), "indicators", indicator, "measure"),
                f"“{rule['whole']}” stands beside its own parts ({', '.join(parts)}), which would then count twice",
                "name the whole or its parts, never both",
            )
