"""What is reckoned for long: once for all who ask for the same, few at a time, and never with every thread waiting.

The server has a few threads, and one that reckons or waits makes no page. So of those that ask for something that is
not kept some wait, and the others are asked to come again; whatever is kept is given to everybody at once.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from threading import BoundedSemaphore, Lock
from typing import Generic, TypeVar

from forlik.core.errors import Busy, NoData

Answer = TypeVar("Answer")

THREADS = 4
"""Threads in which a worker of the server makes pages."""
MOST_WAITING = THREADS - 1
"""Of them, how many may reckon or wait for what is reckoned: one is left to pages for which nothing must be."""


_WHO: ContextVar[str] = ContextVar("who", default="")


@contextmanager
def asking(who: str) -> Iterator[None]:
    """Whatever is asked for meanwhile in this thread is asked by a person.

    Args:
        who: Id of the person.
    """
    token = _WHO.set(who)
    try:
        yield
    finally:
        _WHO.reset(token)


class Each:
    """One place for each person: whoever asks for much at once waits for himself, and not everybody else."""

    def __init__(self) -> None:
        self._lock, self._in = Lock(), set[str]()

    @contextmanager
    def place(self) -> Iterator[None]:
        """The place of whoever asks; what nobody asks, as a command, needs none.

        Raises:
            Busy: It is taken.
        """
        who = _WHO.get()
        with self._lock:
            if who and who in self._in:
                raise Busy(
                    "what you asked for before is still being reckoned",
                    remedy="ask again in a moment; nothing of what you sent was recorded",
                )
            self._in |= {who} if who else set()
        try:
            yield
        finally:
            with self._lock:
                self._in -= {who}


class Turns:
    """How many reckon and wait at a time.

    Args:
        at_once: How many reckon; the next waits.
        inside: How many reckon or wait; the next is asked to come again.
        among: Others, with whom they count together as inside.
        each: Gives each person one place; without it a person may take all of them.
    """

    def __init__(self, at_once: int, inside: int, among: "Turns | None" = None, each: Each | None = None) -> None:
        self._each = each
        self._turn, self._inside, self._among = BoundedSemaphore(at_once), BoundedSemaphore(inside), among

    @contextmanager
    def inside(self) -> Iterator[None]:
        """A place among those that reckon or wait.

        Raises:
            Busy: There is none, or none more for whoever asks.
        """
        own = self._each.place() if self._each else nullcontext()
        with own, self._among.inside() if self._among else nullcontext(), self._place():
            yield

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._inside.acquire(blocking=False):
            raise Busy(
                "so much is being reckoned just now that this has to wait",
                remedy="ask again in a moment; nothing of what you sent was recorded",
            )
        try:
            yield
        finally:
            self._inside.release()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """The turn to reckon, waited for."""
        with self._turn:
            yield


ALL = Turns(at_once=MOST_WAITING, inside=MOST_WAITING)
"""Whatever is drawn or laid out counts among these: a thread of the server is left to pages for which nothing is."""


def _said(found: Answer | NoData) -> Answer:
    if isinstance(found, NoData):
        # Of its own for each: an error carries the way that it came.
        raise NoData(found.what, where=found.where, remedy=found.remedy)
    return found


class Once(Generic[Answer]):
    """Answers by what was asked: reckoned by the first who asks, waited for by the others, and kept.

    That nothing is known is an answer, too. Whatever else goes wrong is not kept: who asks next tries anew.

    Args:
        most: How many are kept; the one unused for longest goes first.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._now: Hashable = None
        self._found: OrderedDict[Hashable, Future[Answer | NoData]] = OrderedDict()

    def get(self, now: Hashable, key: Hashable, turns: Turns, reckon: Callable[[], Answer]) -> Answer:
        """The answer to what was asked.

        Args:
            now: What every answer hangs on; when it is another, everything kept is forgotten.
            key: What was asked.
            turns: Whose turn is waited for, where it is not kept.
            reckon: Gives the answer.

        Raises:
            NoData: Nothing is known.
            Busy: Too many wait already.
        """
        found = self.kept(now, key)
        if found is None:
            with turns.inside():
                found = _said(self._reckoned(now, key, turns, reckon))
        return found

    def kept(self, now: Hashable, key: Hashable) -> Answer | None:
        """The answer to what was asked, where it is kept.

        Raises:
            NoData: It is kept that nothing is known.
        """
        with self._lock:
            if now != self._now:
                self._found.clear()
                self._now = now
            found = self._found.get(key)
            if found is None or not found.done():
                return None
            self._found.move_to_end(key)
        return _said(found.result())

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._found.clear()

    def _reckoned(self, now: Hashable, key: Hashable, turns: Turns, reckon: Callable[[], Answer]) -> Answer | NoData:
        with self._lock:
            # What came to hang on something else meanwhile is answered as it was asked, and not kept.
            found = self._found.get(key) if now == self._now else None
            if found is None:
                mine: Future[Answer | NoData] = Future()
                if now == self._now:
                    self._keep(key, mine)
        if found is None:
            self._answer(key, mine, turns, reckon)
        return (mine if found is None else found).result()

    def _keep(self, key: Hashable, found: "Future[Answer | NoData]") -> None:
        self._found[key] = found
        done = [old for old, one in self._found.items() if one.done()]
        for old in done[: max(0, len(self._found) - self._most)]:
            del self._found[old]

    def _answer(
        self, key: Hashable, found: "Future[Answer | NoData]", turns: Turns, reckon: Callable[[], Answer]
    ) -> None:
        try:
            with turns.turn():
                found.set_result(reckon())
        except NoData as nothing:
            found.set_result(NoData(nothing.what, where=nothing.where, remedy=nothing.remedy))
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of it, whatever it is
            with self._lock:
                if self._found.get(key) is found:
                    del self._found[key]
            found.set_exception(error)
