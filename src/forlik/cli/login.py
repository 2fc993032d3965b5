"""Signing in at a terminal. What is asked is typed there: words of a command are seen by others."""

import sys
from typing import Any

import click

from forlik.cli.options import Voice, spoken
from forlik.core.errors import NoData, UsageError


@click.command()
@spoken
def login(voice: Voice) -> None:
    """Sign in to the register from this terminal: user name, password and a code, asked here.

    Records for staff are shown from then on, until half an hour has passed without a verb, or twelve hours in all.
    Sealed records stay closed: they ask for a passkey, and passkeys do not work in a terminal.
    """
    files, terminal = _signing_in()
    username = _asked("User name")
    password = _asked("Password", hidden=True)
    key, name = terminal.sign_in(username, password, lambda: _asked("Code of your app"))
    terminal.sign_out(files.read())
    files.write(key)
    voice.answer(
        {"name": name, "sealed": False},
        lambda: f"Signed in: {name}. Sealed records stay closed here: they ask for a passkey, in the desk.",
    )


@click.command()
@spoken
def logout(voice: Voice) -> None:
    """Sign out from this terminal."""
    files, terminal = _signing_in()
    ended = terminal.sign_out(files.read())
    files.remove()
    voice.answer({"ended": ended}, lambda: "Signed out." if ended else "Nobody was signed in.")


def _signing_in() -> Any:
    """The session's file, and signing in, once Django is loaded.

    Raises:
        NoData: There is no register; none is made for whoever asks.
    """
    from forlik.desk.access.engine import was_opened

    if not was_opened():
        raise NoData("there is no register here", remedy="forlik register examples, or FORLIK_HOME")
    from forlik.desk.access.opening import set_up

    set_up()
    from forlik.desk.signin import session_file, terminal

    return session_file, terminal


def _asked(what: str, *, hidden: bool = False) -> str:
    """What somebody types.

    Raises:
        UsageError: There is no terminal to ask at.
    """
    if not sys.stdin.isatty():
        raise UsageError(
            "signing in asks at a terminal", remedy="run it there: a password is never a word of a command"
        )
    return str(click.prompt(what, hide_input=hidden, err=True, default="", show_default=False))
