"""The lock of adopted methods: a method in use is never edited. ``python -m forlik.methods`` locks new ones."""

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path

from forlik.core.measure import Measure
from forlik.discover import measures

FILE = Path(str(files("forlik.measures"))) / "methods.lock"


def held() -> Mapping[str, str]:
    """Method (``measure/number``) → hash, as locked."""
    found: dict[str, str] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.is_file() else {}
    return found


def current(chosen: Iterable[Measure]) -> Mapping[str, str]:
    """Method → hash, as the code is now."""
    return {f"{one.name}/{method.number}": method.digest() for one in chosen for method in one.methods}


def write() -> None:
    """Lock every method as it is now."""
    FILE.write_text(json.dumps(dict(sorted(current(measures().values()).items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
