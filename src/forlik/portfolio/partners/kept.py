"""What was asked last is kept, whichever day it was asked of: by what was known, and never by whose question it was."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Kept(Generic[Answer]):
    """The last few answers; the one unused for longest goes first.

    Args:
        most: How many.
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._found: OrderedDict[Hashable, Answer] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Answer]) -> Answer:
        """The answer to what was asked; made where it is not kept, and not kept where it cannot be made.

        Args:
            key: All that the answer hangs on.
            make: Gives the answer. It is made without the lock: two who ask at once may both make it.
        """
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        made = make()
        with self._lock:
            self._found[key] = made
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return made
