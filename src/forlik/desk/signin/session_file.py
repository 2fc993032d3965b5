"""Where a terminal's session is kept between two verbs: a file that only its owner can read, and nobody can swap."""

import os
import stat
from pathlib import Path

from forlik.core.errors import NotPermitted
from forlik.core.settings import home

NAME = "terminal-session"
OWNERS = stat.S_IRUSR | stat.S_IWUSR
OTHERS = stat.S_IRWXG | stat.S_IRWXO
LONGEST = 256


def path() -> Path:
    """The file: in the folder that FORLIK_HOME names, else in the state folder of whoever calls."""
    if os.environ.get("FORLIK_HOME"):
        return home() / NAME
    state = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(state) / "forlik" / NAME


def read() -> str:
    """The key of the session; empty where nobody has signed in.

    Raises:
        NotPermitted: Others could have read it, or it is no plain file of whoever calls.
    """
    try:
        handle = os.open(path(), os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise _unsafe() from error
    with os.fdopen(handle) as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_mode & OTHERS or found.st_uid != os.geteuid():
            raise _unsafe()
        return file.read(LONGEST).strip()


def write(key: str) -> None:
    """Keep the key of a session; a file that was there is replaced, whatever it was."""
    target = path()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = target.with_name(f"{NAME}.{os.getpid()}")
    new.unlink(missing_ok=True)
    # Made with its rights, never given them afterwards: in between somebody could open it.
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, OWNERS)
    with os.fdopen(handle, "w") as file:
        file.write(key)
    new.replace(target)


def remove() -> None:
    """Forget the session."""
    path().unlink(missing_ok=True)


def _unsafe() -> NotPermitted:
    return NotPermitted(
        "others can read or exchange the session file", where=str(path()), remedy="remove it, and run `forlik login`"
    )
