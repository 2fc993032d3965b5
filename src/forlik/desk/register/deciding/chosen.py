"""Chosen: what an address asks of the screen, read strictly; and the addresses of what is one step away."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from forlik import places
from forlik.assess.screens.question import Question
from forlik.assess.screens.question_file import question, question_names
from forlik.assess.screens.screen import Screen
from forlik.core.errors import UsageError
from forlik.core.printable import printable
from forlik.desk import screens
from forlik.desk.register.asked import Asked

PAGE = "/register/decide"
FILE = f"{PAGE}/file/"
FIRST = "need-top-20"
"""The question that is answered where none is named."""
MARK = "w."
"""What the name of a weight begins with."""
LEAST, MOST = 0.0, 10.0
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked of the screen.

    Args:
        question: The question, in the version in force on the day.
        weights: Dimension → weight; empty for all weightings.
        own: Whether own interest is shown.
        place: Code of the place that is opened; empty for none.
        day: The day whose knowledge is asked for.
        dated: Whether that is another day than today.
        short: Whether the places behind the fold are left out, as while a weight is moved and the fold is closed.
    """

    question: Question
    weights: Mapping[str, float]
    own: bool
    place: str
    day: date
    dated: bool
    short: bool = False

    def address(
        self, path: str = PAGE, *, weights: bool = True, own: bool | None = None, place: str | None = None
    ) -> str:
        """The address of the same with something changed.

        Args:
            path: Another page that is asked the same.
            weights: Whether the weights are kept.
            own: Whether own interest is shown; as it is when not given.
            place: The place opened; as it is when not given, none when empty.
        """
        fields = dict(self.fields(weights=weights))
        fields |= {"own": "1"} if (self.own if own is None else own) else {}
        opened = self.place if place is None else place
        fields |= {"place": opened} if opened else {}
        return f"{path}?{urlencode(fields)}"

    def fields(self, *, weights: bool = True) -> list[tuple[str, str]]:
        """The fields of an address that name the question, the day and the weights."""
        named = [("question", self.question.name)]
        named += [("as_of", self.day.isoformat())] if self.dated else []
        return named + ([(MARK + name, f"{weight:g}") for name, weight in self.weights.items()] if weights else [])


def chosen(asked: Asked) -> Chosen:
    """What an address asks for.

    Raises:
        UsageError: There is no such question, or a weight is none.
        PlaceRefused: There is no such place.
    """
    given = asked.given
    name = printable(given.get("question", ""), LONGEST).strip() or FIRST
    if name not in question_names():
        raise UsageError(f"there is no question “{name}”", remedy="choose one of " + ", ".join(question_names()))
    one = question(name, asked.day)
    opened = given.get("place", "").strip()
    return Chosen(
        question=one,
        weights=_weights(given, one, asked.twice),
        own=given.get("own", "") == "1",
        place=places.guess(opened)[0].iso3 if opened else "",
        day=asked.day,
        dated=asked.dated,
        short=given.get("rest", "") == "0",
    )


def answered(one: Chosen) -> Screen:
    """The screen that was asked for: of all weightings, or of one alone.

    Raises:
        NoData: So little is known that there is nothing to rank.
        UsageError: The weights are all on what nothing is known of.
    """
    name = one.question.name
    if not one.weights:
        return screens.screen(name, one.day)
    weighed = screens.asked(name, one.day).scores.dimensions
    if weighed and not any(one.weights.get(dimension) for dimension in weighed):
        raise UsageError("the weights are all on what nothing is known of", remedy="weigh another dimension")
    return screens.moved(name, one.day, one.weights)


def _weights(given: Mapping[str, str], of: Question, twice: frozenset[str]) -> dict[str, float]:
    """The weights, in the order of the dimensions; those that are not named count for nothing."""
    if again := sorted(key.removeprefix(MARK) for key in twice if key.startswith(MARK)):
        raise UsageError(f"“{printable(again[0], LONGEST)}” is weighed twice", remedy="give it one weight")
    said = {
        key.removeprefix(MARK): text.strip() for key, text in given.items() if key.startswith(MARK) and text.strip()
    }
    if unknown := sorted(said.keys() - of.dimensions.keys()):
        raise UsageError(
            f"the question “{of.name}” has no dimension “{printable(unknown[0], LONGEST)}”",
            remedy="weigh one of " + ", ".join(of.dimensions),
        )
    found = {name: _weight(said[name]) for name in of.dimensions if name in said}
    if found and not any(found.values()):
        raise UsageError("all weights are 0, so nothing counts", remedy="give one of them more than 0")
    return found


def _weight(text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = math.nan
    if not LEAST <= number <= MOST:
        raise UsageError(f"“{printable(text, LONGEST)}” is no weight", remedy="give a number from 0 to 10")
    return number + 0.0  # a negative zero is a zero
