"""A package's public names, each loaded when it is first used, so that the command line starts at once."""

import importlib
from collections.abc import Callable, Mapping
from typing import Any


def lazy(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Give a package's `__getattr__`, which finds each public name in the module that `homes` names for it.

    `homes` maps a name to its module inside `package`. Any other name raises AttributeError, as Python's own does.
    """

    def find(name: str) -> Any:
        if name in homes:
            return getattr(importlib.import_module(f"{package}.{homes[name]}"), name)
        raise AttributeError(f"module “{package}” has no attribute “{name}”")

    return find
