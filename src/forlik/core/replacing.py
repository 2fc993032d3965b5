"""A file is written beside its place and takes it when it is whole: whoever reads sees the old one or the new one."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from forlik.core.errors import ForlikError


@contextmanager
def replacing(target: Path, settle: Callable[[Path], None] | None = None) -> Iterator[Path]:
    """A neighbour to write to that takes the file's name when all went well, and is gone when not.

    Args:
        target: The file.
        settle: Makes the folder's renames last, where that is asked for.

    Raises:
        ForlikError: The file cannot be written.
    """
    neighbour = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        yield neighbour
        neighbour.replace(target)
        if settle:
            settle(target.parent)
    except OSError as error:
        raise ForlikError(
            f"cannot be written: {error.strerror or error}",
            where=str(target),
            remedy="name a file in a folder that is there, with room for it",
        ) from error
    finally:
        with suppress(OSError):
            neighbour.unlink(missing_ok=True)
