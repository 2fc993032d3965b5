"""Where a register lies that is not on a server."""

from pathlib import Path

from forlik.core.settings import home, setting


def register_home() -> Path:
    """The folder of the register's encrypted file; beside the store, unless the settings name another."""
    named = setting("register_home")
    return Path(named).expanduser() if named else home()
