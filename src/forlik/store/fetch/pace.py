"""A pause between two requests to one host, so that no publisher is hurried."""

from collections.abc import Callable


class Pace:
    """Remembers when each host may next be asked; one is shared by all downloads of a process."""

    def __init__(self) -> None:
        self._free_at: dict[str, float] = {}

    def keep(self, host: str, pause_s: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        """Wait until the host may be asked again, and note that it is asked now.

        The turn is taken before the wait, so that two threads asking together do not both go at its end.
        """
        now = clock()
        turn = max(now, self._free_at.get(host, now))
        self._free_at[host] = turn + pause_s
        if turn > now:
            sleep(turn - now)
