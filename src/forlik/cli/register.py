"""Verbs on what a register begins with: the public engagements, and two made-up ones to learn with."""

from typing import Any

import click

from forlik.cli.options import Early, Voice, spoken
from forlik.core.days import now


class Register(Early, click.Group):
    """The verbs on the register."""


@click.group(cls=Register)
def register() -> None:
    """Begin the register: with the public engagements, or with made-up ones to learn with."""


def _starting() -> Any:
    """What begins a register, once Django is loaded."""
    from forlik.desk.access.opening import set_up

    set_up()
    from forlik.desk.register import starting

    return starting


@register.command()
@click.option("--owner", required=True, metavar="PERSON", help="Who answers for the files: an id or a user name.")
@spoken
def public(voice: Voice, owner: str) -> None:
    """Record the public engagements of the starter list, each with its citations; those that are there stay."""
    starting = _starting()
    from forlik.desk.access.people import person
    from forlik.desk.signin.users import found

    made = starting.seed_public(person(found(owner), "second factor"), now())
    voice.answer({"records": made}, lambda: f"{made:,} records of the public engagements, under label 0")


@register.command()
@spoken
def examples(voice: Voice) -> None:
    """Fill an empty register with two made-up engagements and five made-up persons, to learn with."""
    starting = _starting()
    persons = starting.seed_fictional()
    from forlik.desk.signin.users import make_user, new_password

    ways = {name: new_password() for name in persons}
    for name, password in ways.items():
        make_user(persons[name], name, password, one_time=True)
    told = [{"id": persons[name], "username": name, "one_time_password": ways[name]} for name in persons]
    voice.answer(told, lambda: _words(told))


def _words(told: list[dict[str, str]]) -> str:
    lines = [f"{one['username']:14}  {one['one_time_password']}" for one in told]
    return "\n".join(
        (
            "Two made-up engagements and five made-up persons. User name, and the password of the first visit:",
            *lines,
            "Start the desk (forlik serve) and sign in under Register; a passkey opens what is sealed.",
        )
    )
