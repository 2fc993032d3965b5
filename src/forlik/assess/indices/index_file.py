"""Read an index from its file: strictly, so that a key misspelt or said twice is an error with its line."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from forlik.assess.indices.consistent import flaws, measure_flaws
from forlik.assess.indices.recipe import Index
from forlik.core.errors import UsageError
from forlik.core.plain_yaml import Flaw, bytes_at, modelled, wrong

FIX = "correct the file of the index"


@lru_cache(maxsize=1)
def index_names() -> tuple[str, ...]:
    """Names of the indices that come with Forlik."""
    folder = files("forlik.assess.indices")
    return tuple(sorted(one.name.removesuffix(".yaml") for one in folder.iterdir() if one.name.endswith(".yaml")))


@lru_cache(maxsize=32)
def index(name: str) -> Index:
    """An index that comes with Forlik.

    Args:
        name: Its name; :func:`index_names` gives all.

    Raises:
        UsageError: There is none of that name.
    """
    if name not in index_names():
        raise UsageError(f"there is no index “{name}”", remedy=f"there are {', '.join(index_names())}")
    return parse_index((files("forlik.assess.indices") / f"{name}.yaml").read_bytes(), f"{name}.yaml")


def read_index(path: Path | str) -> Index:
    """Read an index from a file of one's own.

    Args:
        path: The file; its stem is the index's name.

    Raises:
        BadInput: It cannot be read, says what is not foreseen, or does not hold together; with file, line and field.
    """
    return parse_index(*bytes_at(path))


def parse_index(text: bytes, file: str) -> Index:
    """Read an index from the bytes of its file.

    Args:
        text: YAML in UTF-8. Every word is a text until its field says that it is a number: ``NO`` is Norway.
        file: Name of the file, whose stem is the index's name.

    Raises:
        BadInput: As in :func:`read_index`.
    """
    found, lines = modelled(Index, text, file, FIX)
    stem = file.removesuffix(".yaml")
    if found.name != stem:
        raise wrong(Flaw(("name",), f"the index is called “{found.name}” and its file “{stem}”"), file, lines, FIX)
    for flaw in (*flaws(found), *_measures(found)):
        raise wrong(flaw, file, lines, FIX)
    return found


def _measures(found: Index) -> tuple[Flaw, ...]:
    if not any(one.measure for one in found.inputs.values()):
        return ()
    # Only an index made of our own measures waits for them to be loaded.
    from forlik.discover import measures

    return tuple(measure_flaws(found, {name: one.unit for name, one in measures().items()}))
