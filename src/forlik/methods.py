"""The lock of adopted methods: a method in use is never edited. ``python -m forlik.methods`` adds new ones."""

import json
import sys
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from forlik.core.errors import UsageError
from forlik.core.measure import Measure
from forlik.discover import measures

FILE = Path(str(files("forlik.measures"))) / "methods.lock"


def held() -> Mapping[str, str]:
    """Method (``measure/number``) → hash, as locked."""
    found: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
    return found


def current(chosen: Iterable[Measure]) -> Mapping[str, str]:
    """Method → hash, as the code and the declarations are now."""
    return {f"{one.name}/{method.number}": one.lock(method) for one in chosen for method in one.methods}


def locked(held: Mapping[str, str], now: Mapping[str, str]) -> Mapping[str, str]:
    """The lock with new methods added; those of measures that are gone are left out.

    Raises:
        UsageError: A method that is locked is not what it was.
    """
    measures = {name.partition("/")[0] for name in now}
    edited = sorted(name for name in held if name.partition("/")[0] in measures and now.get(name) != held[name])
    if edited:
        raise UsageError(
            f"in use, and edited or taken out: {', '.join(edited)}",
            remedy="give the new way of computing a number of its own: Method(2, day, …)",
        )
    return dict(sorted(now.items()))


if __name__ == "__main__":
    try:
        lock = locked(held(), current(measures().values()))
    except UsageError as error:
        sys.exit(str(error))
    FILE.write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")
