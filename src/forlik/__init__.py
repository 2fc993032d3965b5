"""Forlik: one honest file per engagement, on open evidence.

>>> import forlik
>>> world = forlik.world("2026-01-31")
>>> world.measure("active_conflicts", "World", start=2024).rows()[0]["value"]  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from forlik.assess.comparing import changes
    from forlik.assess.deciding import decide
    from forlik.world import World, world

__all__ = ["World", "changes", "decide", "world"]
HOMES = {"World": "world", "world": "world", "decide": "assess.deciding", "changes": "assess.comparing"}
"""Name → module that it is loaded from."""


def __getattr__(name: str) -> Any:
    """Load the library when it is first used, so that the command line starts at once."""
    if name in __all__:
        # Not `import forlik.world`: the function of that name is what a notebook wants here.
        import importlib

        return getattr(importlib.import_module(f"forlik.{HOMES[name]}"), name)
    raise AttributeError(f"module “forlik” has no attribute “{name}”")
