"""Verbs on compartments, for the person at the machine: founding one, letting people in and out."""

from datetime import timedelta
from typing import Any

import click

from forlik.cli.options import Early, Voice, spoken


class Compartments(Early, click.Group):
    """The verbs on compartments."""


GUARDIAN = click.option("--guardian", required=True, metavar="PERSON", help="In whose name: id or user name.")
"""A guardian is named, and the log holds that it was done at the machine."""


@click.group(cls=Compartments)
def compartment() -> None:
    """Found compartments of the register, and let people in; guardians do the same in the desk."""


def _both() -> Any:
    from forlik.desk.access.opening import set_up

    set_up()
    from forlik.desk.access.opening import ready
    from forlik.desk.signin import machine, users

    ready()
    return machine, users


@compartment.command()
@click.argument("name")
@GUARDIAN
@spoken
def add(voice: Voice, name: str, guardian: str) -> None:
    """Found a compartment; its guardian lets others in, and is let in by another guardian, or not at all."""
    machine, users = _both()
    id_ = machine.found_compartment(name, users.found(guardian))
    voice.answer({"id": id_}, lambda: f"{id_}\nThe name is sealed: note the id.")


@compartment.command()
@click.argument("who", metavar="PERSON")
@click.argument("where", metavar="COMPARTMENT")
@click.option(
    "--clearance",
    type=click.Choice(["2", "3"]),
    required=True,
    help="2 confidential, 3 strictly confidential, which covers 2.",
)
@click.option("--until", metavar="DAY", help="The last day; without it, until somebody ends it.")
@GUARDIAN
@spoken
def admit(voice: Voice, who: str, where: str, clearance: str, until: str | None, guardian: str) -> None:
    """Let a person into a compartment; what was held there before ends."""
    from forlik.core.days import end_of, parse_day

    machine, users = _both()
    member = users.found(who)
    last = end_of(parse_day(until)) + timedelta(seconds=1) if until else None
    machine.let_in(member, where, int(clearance), users.found(guardian), last)
    told = {"person": member, "compartment": where, "clearance": int(clearance), "until": until}
    voice.answer(told, lambda: f"{member} is in {where} with clearance {clearance}, from the next request on")


@compartment.command()
@click.argument("who", metavar="PERSON")
@click.argument("where", metavar="COMPARTMENT")
@GUARDIAN
@spoken
def dismiss(voice: Voice, who: str, where: str, guardian: str) -> None:
    """End a person's membership, effective at the next request, for all of the past too."""
    machine, users = _both()
    member = users.found(who)
    machine.let_out(member, where, users.found(guardian))
    voice.answer({"person": member, "compartment": where}, lambda: f"{member} is out of {where}")
