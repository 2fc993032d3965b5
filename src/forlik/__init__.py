"""Forlik: one honest file per engagement, on open evidence.

>>> import forlik
>>> world = forlik.world("2026-01-31")
>>> world.measure("active_conflicts", "World", start=2024).rows()[0]["value"]  # doctest: +SKIP
"""

from typing import TYPE_CHECKING

from forlik.core.lazy import lazy

if TYPE_CHECKING:
    from forlik.assess.screens.comparing import changes
    from forlik.assess.screens.deciding import decide
    from forlik.world import World, world

__all__ = ["World", "changes", "decide", "world"]
HOMES = {"World": "world", "world": "world", "decide": "assess.screens.deciding", "changes": "assess.screens.comparing"}
"""Name → module that it is loaded from."""

__getattr__ = lazy("forlik", HOMES)


def __dir__() -> list[str]:
    """The public names, whether they are loaded yet or not."""
    return [*__all__]
