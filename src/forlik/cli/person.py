"""Verbs on persons: who may sign in. A password is never a word of a command: others see those."""

import sys
from typing import Any

import click

from forlik.cli.options import Early, Voice, columns, spoken
from forlik.core.errors import UsageError

LONGEST = 1024


class Persons(Early, click.Group):
    """The verbs on persons."""


@click.group(cls=Persons)
def person() -> None:
    """Enter the persons who may sign in to the register, and look after their accounts."""


def _users(*, founding: bool = False) -> Any:
    """Signing in, once Django is loaded; a register is begun by entering somebody, and by nothing else here.

    Raises:
        NoData: There is no register, and none is to be founded.
    """
    from forlik.desk.access.opening import set_up, there

    set_up()
    if not founding:
        there()
    from forlik.desk.signin import users

    return users


@person.command()
@click.argument("name")
@click.option("--username", required=True, metavar="U", help="What the person types to sign in.")
@click.option("--staff", is_flag=True, help="The person works here: records for staff are shown.")
@click.option("--protection", is_flag=True, help="The person holds the role of data protection.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, instead of making one.")
@spoken
def add(voice: Voice, name: str, username: str, staff: bool, protection: bool, password_stdin: bool) -> None:
    """Enter a person with a way in; prints a password for the first visit, which asks for another one."""
    users = _users(founding=True)
    password = _read() if password_stdin else users.new_password()
    id_ = users.make(name, username, password, staff=staff, protection=protection, one_time=not password_stdin)
    told = {"id": id_, "username": username} | ({} if password_stdin else {"one_time_password": password})
    voice.answer(told, lambda: _words(told))


@person.command(name="list")
@spoken
def list_(voice: Voice) -> None:
    """Every person: id, user name, role, and which second factors are set."""
    rows = _users().listed()
    shown = [
        (
            one["id"],
            one["name"],
            one["username"],
            "open" if one["active"] else "closed",
            ", ".join(role for role in ("staff", "protection") if one[role]),
            ", ".join(one["factors"]),
        )
        for one in rows
    ]
    head = ("id", "name", "user name", "account", "role", "second factors")
    voice.answer(rows, lambda: columns(shown, head) if shown else "nobody yet: forlik person add")


@person.command()
@click.argument("who", metavar="PERSON")
@spoken
def close(voice: Voice, who: str) -> None:
    """Close a person's account, effective at the next request; PERSON is an id or a user name."""
    users = _users()
    id_ = users.found(who)
    users.close(id_)
    from forlik.desk.signin.machine import left_alone

    alone = left_alone(id_)
    told = {"id": id_, "active": False, "compartments_without_guardian": alone}
    voice.answer(
        told, lambda: "\n".join((f"{id_}: closed; nothing of it is taken out of the log", *_alone(alone, id_)))
    )


@person.command()
@click.argument("who", metavar="PERSON")
@spoken
def reset(voice: Voice, who: str) -> None:
    """Give a person who lost everything a new one-time password; second factors and sessions end."""
    users = _users()
    id_ = users.found(who)
    told = {"id": id_, "one_time_password": users.reset(id_)}
    voice.answer(told, lambda: _words(told))


def _alone(compartments: list[str], who: str) -> list[str]:
    return [
        f"nobody who works here guards {one} any more: forlik compartment guard PERSON {one} --guardian {who} "
        f"--instead-of {who}"
        for one in compartments
    ]


def _read() -> str:
    """The first line of standard input.

    Raises:
        UsageError: There is none.
    """
    line = sys.stdin.readline(LONGEST).rstrip("\r\n")
    if not line:
        raise UsageError("there is no password on standard input", remedy="forlik person add … --password-stdin < FILE")
    return line


def _words(told: dict[str, str]) -> str:
    if "one_time_password" not in told:
        return f"{told['id']}: entered; at the first visit the desk asks for a second factor"
    return (
        f"{told['id']}\nOne-time password: {told['one_time_password']}\nIt opens the first visit, within a week. Hand "
        "it over in person; the desk then asks for a password of their own and a second factor."
    )
