"""Question: what a request asks, read from its address alone, so that every address can be kept and sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from forlik.core.days import parse_day, today
from forlik.core.errors import UsageError
from forlik.core.figure import Basis
from forlik.desk import worlds
from forlik.discover import sources
from forlik.world import World

MODES = ("known", "reconstructed")
CLOCKS = ("known", "held")


@dataclass(frozen=True)
class Question:
    """What was asked.

    Args:
        path: The page's address without suffix, not yet quoted.
        given: Query fields as given.
        day: The day whose knowledge is asked for.
        dated: Whether a day was given.
        clock: ``known`` or ``held``.
        mode: ``known`` or ``reconstructed``.
        language: Language of the answer.
        origin: The desk's own address, as whoever asks wrote it; empty where nobody did.
    """

    path: str
    given: Mapping[str, str]
    day: date
    dated: bool
    clock: Any
    mode: Any
    language: str
    origin: str = ""

    @property
    def world(self) -> World:
        """What was known on that day."""
        return worlds.kept(self.day, self.clock, self.mode)

    @property
    def bases(self) -> tuple[Basis, ...]:
        """What that world stands on, as far as everybody may be told: nothing of a private source."""
        return tuple(one for one in self.world.manifest() if not sources()[one.source].private)

    def address(self, path: str | None = None, changes: Mapping[str, str] | None = None) -> str:
        """An address that keeps the day, clock and mode of this question.

        Args:
            path: Another page; this one when not given.
            changes: Query fields to set; an empty one is left out.
        """
        kept = {"as_of": self.day.isoformat() if self.dated else "", "clock": self.clock, "mode": self.mode}
        fields = {
            name: value
            for name, value in (kept | dict(changes or {})).items()
            if value and (name, value) not in _DEFAULTS
        }
        return quote(self.path if path is None else path) + (f"?{urlencode(fields)}" if fields else "")


_DEFAULTS = {("clock", "known"), ("mode", "known")}


def read(path: str, given: Mapping[str, str], origin: str = "") -> Question:
    """Read a question in the language of the request that is being answered.

    Args:
        path: What is asked.
        given: Its fields.
        origin: The desk's own address, as whoever asks wrote it.

    Raises:
        UsageError: The day, clock or mode is none.
    """
    from django.utils.translation import get_language

    return put(path, given, get_language() or "en", origin)


def put(path: str, given: Mapping[str, str], language: str, origin: str = "") -> Question:
    """Read a question where there is no request.

    Args:
        path: What is asked.
        given: Its fields.
        language: Language of the answer.
        origin: The desk's own address.

    Raises:
        UsageError: The day, clock or mode is none.
    """
    stated = given.get("as_of", "").strip()
    day = parse_day(stated) if stated else today()
    if day > today():
        raise UsageError(f"{day} lies in the future", remedy="ask for today or earlier")
    clock, mode = given.get("clock", "known"), given.get("mode", "known")
    if clock not in CLOCKS or mode not in MODES:
        raise UsageError("there is no such clock or mode", remedy="clock=known or held, mode=known or reconstructed")
    return Question(path, given, day, bool(stated) and day != today(), clock, mode, language, origin)
