"""Screens kept between requests: a question is put to a world once, and the same is drawn once.

Only what is known is read under ``worlds.LOCK``; the draws are numbers alone, and other pages are made meanwhile. So
nobody who holds ``worlds.LOCK`` may ask here for a screen: it would be held while others draw.
"""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from forlik.assess.acceptability.smaa import DRAWS
from forlik.assess.options.record_screen import Shown, not_shown, shown_of
from forlik.assess.screens.asking import Asked, ask
from forlik.assess.screens.deciding import Then, again, answered, then_of
from forlik.assess.screens.question_file import question, question_names
from forlik.assess.screens.screen import Screen
from forlik.core.days import today
from forlik.core.errors import NoData
from forlik.core.settings import home
from forlik.desk.turns import ALL, MOST_WAITING, Each, Once, Turns
from forlik.desk.worlds import LOCK, kept, stamp
from forlik.world import World

STEP = 1000
"""Draws while a weight is moved: the answer comes at once, and its shares are exact to about 0.03."""

# Days that are over can be asked for in any number, and so can weights: they leave a place to today's, which everybody
# asks for.
# A person has one whole screen in the making at most, and one of what is asked for in any number: whoever asks for many
# at once is asked to come again, and the others go on.
WHOLE, ANY_NUMBER = Each(), Each()
BESIDE = Turns(at_once=MOST_WAITING - 1, inside=MOST_WAITING - 1, among=ALL, each=ANY_NUMBER)
PRESENT = Turns(at_once=1, inside=MOST_WAITING, among=ALL, each=WHOLE)
PAST = Turns(at_once=1, inside=MOST_WAITING - 1, among=BESIDE, each=WHOLE)
STEPS = Turns(at_once=1, inside=MOST_WAITING - 1, among=BESIDE)

# Today's are kept apart, so that no number of other days pushes them out.
ASKED: dict[bool, Once[Asked]] = {True: Once(10), False: Once(10)}
DRAWN: dict[bool, Once[Screen]] = {True: Once(10), False: Once(30)}
MOVED: Once[Screen] = Once(30)


def asked(question: str, day: date) -> Asked:
    """A question as it is put to what was known on a day.

    Raises:
        UsageError: There is no such question.
        Busy: Too many wait already.
    """
    present = day == today()
    return ASKED[present].get(_now(), (question, day), _turns(present), lambda: _read(question, day))


def screen(question: str, day: date) -> Screen:
    """The answer to a question, by what was known on a day: as the command line gives it.

    Raises:
        UsageError: There is no such question.
        NoData: So little was known that there is nothing to rank.
        Busy: Too many wait already.
    """
    present, now = day == today(), _now()
    found = DRAWN[present].kept(now, (question, day))
    if found is not None:
        return found
    # Read in a turn of its own: whoever draws never waits for who waits for the same turn.
    put = asked(question, day)
    return DRAWN[present].get(now, (question, day), _turns(present), lambda: _drawn(now, put))


def moved(question: str, day: date, weights: Mapping[str, float]) -> Screen:
    """The answer by one weighting alone, from a tenth of the draws.

    Args:
        question: Name of the question.
        day: The day.
        weights: Dimension → weight.

    Raises:
        UsageError: No such question, or weights that are none.
        NoData: So little was known that there is nothing to rank.
        Busy: Too many wait already.
    """
    now, key = _now(), (question, day, tuple(sorted(weights.items())))
    found = MOVED.kept(now, key)
    if found is not None:
        return found
    put = asked(question, day)
    return MOVED.get(now, key, STEPS, lambda: again(put, draws=STEP, weights=weights))


def shown(place: str, day: date) -> tuple[Shown, ...]:
    """What every question shows of a place on a day; one that does not ask of it shows nothing.

    One that cannot be answered says why, if any question asks of the place.

    Args:
        place: The place's code.
        day: The day.

    Raises:
        Busy: Too many wait already.
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


def forget() -> None:
    """Forget every screen, and what was read for it."""
    every: tuple[Once[Any], ...] = (*ASKED.values(), *DRAWN.values(), MOVED)
    for one in every:
        one.clear()
    _then.cache_clear()


def _now() -> Hashable:
    """What all of it hangs on."""
    return stamp(), home()


def _turns(present: bool) -> Turns:
    return PRESENT if present else PAST


def _read(question: str, day: date) -> Asked:
    with LOCK:
        return ask(kept(day), question)


def _drawn(now: Hashable, put: Asked) -> Screen:
    return answered(put, lambda day: _then(now, put.question.name, day))


@lru_cache(maxsize=200)
def _then(_now: Hashable, question: str, day: date) -> Then:
    """What a question said before a release: it is the same for every day until the next one."""
    with LOCK:
        # Of that day's world no more than this is asked: it pushes out none that is kept.
        put = ask(World(replace(kept(today()).then, day=day)), question)
    return then_of(put, draws=DRAWS, seed=0)
