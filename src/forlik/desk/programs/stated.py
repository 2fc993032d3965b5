"""What every answer carries: the day whose knowledge it shows, and citations of what it stands on."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from forlik.core.citation import cite
from forlik.core.figure import Basis
from forlik.desk.question import Question
from forlik.discover import sources


def answer(asked: Question, bases: Iterable[Basis], /, **body: Any) -> dict[str, Any]:
    """An answer.

    Args:
        asked: The question.
        bases: What it stands on.
        body: The rest of it.
    """
    return {
        **body,
        "as_of": asked.day.isoformat(),
        "clock": asked.clock,
        "mode": asked.mode,
        "citations": [cited(one) for one in once(bases)],
    }


def cited(basis: Basis) -> dict[str, Any]:
    """What an answer stands on, with its citation in words."""
    return dict(_cited(basis))


@lru_cache(maxsize=1024)
def _cited(basis: Basis) -> Mapping[str, Any]:
    return asdict(basis) | {"text": cite([basis])}


def once(bases: Iterable[Basis]) -> tuple[Basis, ...]:
    """Each of them once, nothing of a private source: that it is held is told to nobody here."""
    known = sources()
    found = {(one.number, one.edition): one for one in bases}
    return tuple(one for one in found.values() if one.source not in known or not known[one.source].private)


def newest(asked: Question, names: Iterable[str]) -> tuple[Basis, ...]:
    """The newest of what stands on the day of each of some sources.

    Args:
        asked: The question.
        names: Names of sources.
    """
    found: dict[str, Basis] = {}
    for one in asked.bases:
        held = found.get(one.source)
        if held is None or (one.known_at, one.number) > (held.known_at, held.number):
            found[one.source] = one
    return tuple(found[name] for name in dict.fromkeys(names) if name in found)
