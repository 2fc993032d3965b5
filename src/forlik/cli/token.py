"""Verbs on tokens for programs, for the person at the machine: what there is, and ending one."""

from typing import Any

import click

from forlik.cli.options import Early, Voice, columns, spoken


class Tokens(Early, click.Group):
    """The verbs on tokens."""


@click.group(cls=Tokens)
def token() -> None:
    """Look at the tokens by which programs read the register, and end one; they are made in the desk alone."""


def _both() -> Any:
    from forlik.desk.access.opening import set_up

    set_up()
    from forlik.desk.access.opening import ready, there
    from forlik.desk.signin import machine, users

    there()
    ready()
    return machine, users


@token.command(name="list")
@click.option("--person", "who", metavar="PERSON", help="Of one person alone: id or user name.")
@spoken
def list_(voice: Voice, who: str | None) -> None:
    """All that is known of every token: whose, its name, what it opens, made, expires, last used."""
    machine, users = _both()
    found = machine.known_tokens(users.found(who) if who else "")
    names = {one["id"]: one["name"] for one in users.listed()}
    told = [_told(one, names.get(one.person, "")) for one in found]
    rows = [
        (
            one["id"],
            one["person_name"],
            one["name"],
            " ".join(one["scopes"]),
            one["made"],
            one["expires"],
            one["last_used"] or "never",
        )
        for one in told
    ]
    head = ("id", "person", "name", "opens", "made", "expires", "last used")
    voice.answer(told, lambda: columns(rows, head) if rows else "no token")


@token.command()
@click.argument("id_", metavar="TOKEN")
@spoken
def revoke(voice: Voice, id_: str) -> None:
    """End a token, effective at the next request; TOKEN is its id, which the list and the log have."""
    machine, _users = _both()
    person = machine.end_token(id_)
    voice.answer({"id": id_, "person": person}, lambda: f"{id_}: revoked; it was of {person}")


def _told(one: Any, whose: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "person": one.person,
        "person_name": whose,
        "name": one.name,
        "scopes": list(one.scopes),
        "made": one.made_at.date().isoformat(),
        "expires": one.until.date().isoformat(),
        "last_used": one.used_on.isoformat() if one.used_on else None,
    }
