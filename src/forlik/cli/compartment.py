"""Verbs on compartments, for the person at the machine: founding one, who guards it, letting people in and out."""

from datetime import timedelta
from typing import Any

import click

from forlik.cli.options import Early, Voice, columns, spoken


class Compartments(Early, click.Group):
    """The verbs on compartments."""


GUARDIAN = click.option("--guardian", required=True, metavar="PERSON", help="In whose name: id or user name.")
"""A guardian is named, and the log holds that it was done at the machine."""


@click.group(cls=Compartments)
def compartment() -> None:
    """Found compartments of the register, say who guards them, and let people in and out.

    All of it is done at the machine, in the name of a guardian. COMPARTMENT is an id, or the name of one that the
    guardian guards; PERSON is an id or a user name.
    """


def _both() -> Any:
    from forlik.desk.access.opening import set_up

    set_up()
    from forlik.desk.access.opening import ready, there
    from forlik.desk.signin import machine, users

    there()
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


@compartment.command(name="list")
@click.argument("who", metavar="PERSON")
@spoken
def list_(voice: Voice, who: str) -> None:
    """The compartments that PERSON is in or guards, and who is in those that PERSON guards; each look is logged."""
    machine, users = _both()
    found = machine.known_rooms(users.found(who))
    voice.answer([_told(one) for one in found], lambda: _words(found))


@compartment.command()
@click.argument("who", metavar="PERSON")
@click.argument("where", metavar="COMPARTMENT")
@click.option("--instead-of", metavar="PERSON", help="The guardian who guards it no more; without it, all go on.")
@GUARDIAN
@spoken
def guard(voice: Voice, who: str, where: str, instead_of: str | None, guardian: str) -> None:
    """Let a person guard a compartment too, or instead of a guardian; it is never left without one who works here.

    A guardian steps down by being named twice: --guardian PERSON --instead-of PERSON. Where no guardian works here any
    more, one who has left is named.
    """
    machine, users = _both()
    new, guards = users.found(who), users.found(guardian)
    old = users.found(instead_of) if instead_of else ""
    where = machine.meant(where, guards)
    machine.make_guardian(new, where, guards, old)
    told = {"person": new, "compartment": where, "instead_of": old or None}
    voice.answer(told, lambda: f"{new} guards {where}{f' instead of {old}' if old else ''}, from the next request on")


@compartment.command()
@click.argument("who", metavar="PERSON")
@click.argument("where", metavar="COMPARTMENT")
@click.option(
    "--clearance",
    type=click.Choice(["2", "3"]),
    required=True,
    help="2 confidential, 3 strictly confidential, which covers 2.",
)
@click.option("--until", metavar="DAY", help="The last day, as 2027-12-31 or 31.12.2027; none: no end.")
@GUARDIAN
@spoken
def admit(voice: Voice, who: str, where: str, clearance: str, until: str | None, guardian: str) -> None:
    """Let a person into a compartment; what was held there before ends."""
    machine, users = _both()
    from forlik.core.days import now
    from forlik.desk.access.last_day import over_after

    member, guards = users.found(who), users.found(guardian)
    where = machine.meant(where, guards)
    last = over_after(until, now()) if until else None
    machine.let_in(member, where, int(clearance), guards, last)
    told = {"person": member, "compartment": where, "clearance": int(clearance), "until": _day(last)}
    voice.answer(told, lambda: f"{member} is in {where} with clearance {clearance}, from the next request on")


@compartment.command()
@click.argument("who", metavar="PERSON")
@click.argument("where", metavar="COMPARTMENT")
@GUARDIAN
@spoken
def dismiss(voice: Voice, who: str, where: str, guardian: str) -> None:
    """End a person's membership, effective at the next request, for all of the past too."""
    machine, users = _both()
    member, guards = users.found(who), users.found(guardian)
    where = machine.meant(where, guards)
    machine.let_out(member, where, guards)
    voice.answer({"person": member, "compartment": where}, lambda: f"{member} is out of {where}")


def _told(one: Any) -> dict[str, Any]:
    """A compartment as one person knows it."""
    told = {
        "id": one.id,
        "name": one.name,
        "clearance": one.clearance or None,
        "until": _day(one.until),
        "guards": one.guards,
    }
    if one.guards:
        told["guardians"] = [{"person": id_, "name": name, "closed": id_ in one.closed} for id_, name in one.guardians]
        told["members"] = [
            {
                "person": each.person,
                "name": each.name,
                "clearance": each.clearance,
                "until": _day(each.until),
                "closed": each.person in one.closed,
            }
            for each in one.members
        ]
    return told


def _words(found: Any) -> str:
    if not found:
        return "in no compartment, and guardian of none"
    return "\n\n".join("\n".join(_lines(one)) for one in found)


def _lines(one: Any) -> list[str]:
    """A compartment in lines: what the person holds in it, and for its guardian who else is in."""
    own = [_held(one.clearance, one.until)] if one.clearance else []
    lines = [f"{one.id}  {one.name}", f"  {', '.join([*own, *(['guards it'] if one.guards else [])])}"]
    if not one.guards:
        return lines
    shut = dict.fromkeys(one.closed, ", account closed")
    rows = [
        (each.person, each.name, _held(each.clearance, each.until) + shut.get(each.person, "")) for each in one.members
    ]
    rows += [(id_, name, f"guardian{shut.get(id_, '')}") for id_, name in one.guardians]
    return lines + [f"  {line}" for line in columns(rows, ("person", "name", "")).split("\n")]


def _held(clearance: int, until: Any) -> str:
    return f"clearance {clearance}{f' until {_day(until)}' if until else ''}"


def _day(until: Any) -> str | None:
    """The last day on which something holds, as it is given to `admit`."""
    return str((until - timedelta(microseconds=1)).date()) if until else None
