"""Screens kept between requests: a question is put to a world once, and the same is drawn once."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from forlik.assess.options.record_screen import Shown, not_shown, shown_of
from forlik.assess.screens.asking import Asked, ask
from forlik.assess.screens.deciding import again, decide
from forlik.assess.screens.question_file import question, question_names
from forlik.assess.screens.screen import Screen
from forlik.core.errors import NoData
from forlik.core.settings import home
from forlik.desk.worlds import LOCK, Stamp, kept, stamp

MOST_ASKED = 10
MOST_DRAWN = 40
STEP = 1000
"""Draws while a weight is moved: the answer comes at once, and its shares are exact to about 0.03."""
Weights = tuple[tuple[str, float], ...]


def asked(question: str, day: date) -> Asked:
    """A question as it is put to what was known on a day.

    Raises:
        UsageError: There is no such question.
    """
    with LOCK:
        return _asked(stamp(), home(), question, day)


def screen(question: str, day: date) -> Screen:
    """The answer to a question, by what was known on a day: as the command line gives it.

    Raises:
        UsageError: There is no such question.
        NoData: So little was known that there is nothing to rank.
    """
    with LOCK:
        return _drawn(stamp(), home(), question, day)


def moved(question: str, day: date, weights: Mapping[str, float]) -> Screen:
    """The answer by one weighting alone, from a tenth of the draws.

    Args:
        question: Name of the question.
        day: The day.
        weights: Dimension → weight.

    Raises:
        UsageError: No such question, or weights that are none.
        NoData: So little was known that there is nothing to rank.
    """
    with LOCK:
        return _moved(stamp(), home(), question, day, tuple(sorted(weights.items())))


def shown(place: str, day: date) -> tuple[Shown, ...]:
    """What every question shows of a place on a day; one that does not ask of it shows nothing.

    One that cannot be answered says why, if any question asks of the place.

    Args:
        place: The place's code.
        day: The day.
    """
    found = []
    for name in question_names():
        try:
            drawn = screen(name, day)
        except NoData as error:
            found.append(not_shown(name, question(name, day).version, error.what.partition(";")[0]))
            continue
        if place in drawn.asked:
            found.append(shown_of(drawn, place))
    about = any(not one.unanswered or place in asked(one.question, day).places for one in found)
    return tuple(found) if about else ()


@lru_cache(maxsize=MOST_ASKED)
def _asked(_now: Stamp, _folder: Path, question: str, day: date) -> Asked:
    return ask(kept(day), question)


@lru_cache(maxsize=MOST_DRAWN)
def _drawn(_now: Stamp, _folder: Path, question: str, day: date) -> Screen:
    return decide(kept(day), question)


@lru_cache(maxsize=MOST_DRAWN)
def _moved(now: Stamp, folder: Path, question: str, day: date, weights: Weights) -> Screen:
    return again(_asked(now, folder, question, day), draws=STEP, weights=dict(weights))
