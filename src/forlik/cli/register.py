"""Verbs on the register as a whole: what it begins with, what is imported into it, what is due for erasure in it."""

import dataclasses
from pathlib import Path
from typing import Any

import click

from forlik.cli.options import Early, Voice, columns, spoken
from forlik.core.days import now
from forlik.core.errors import NoData, NotPermitted, UsageError


class Register(Early, click.Group):
    """The verbs on the register."""


@click.group(cls=Register)
def register() -> None:
    """Fill the register, and erase what has been kept for its time.

    `examples` and `public` begin a register: with made-up engagements to learn with, or with the public ones of the
    starter list. `import` takes in what another register exported. `retention` says what is kept of natural persons
    and is due for erasure, and erases it.
    """


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
    _there()
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


@register.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--owner", required=True, metavar="PERSON", help="Who imports it, and answers for the files that are new."
)
@click.option("--dry-run", is_flag=True, help="Say what would be added, changed and refused, and import nothing.")
@spoken
def bring_in(voice: Voice, file: Path, owner: str, dry_run: bool) -> None:
    """Import records from an export (JSON, a ZIP file of tables, or one table), all of them or none."""
    _there()
    _starting()
    from forlik.desk.access.people import person
    from forlik.desk.register import importing
    from forlik.desk.signin.users import found
    from forlik.register.exchange.reading import LARGEST, too_large

    if file.stat().st_size > LARGEST:
        brought = importing.Brought(wrong=(too_large(file.name),))
    else:
        # Whoever stands at the machine holds its keys: the person's own labels count, as after signing in by passkey.
        importer = person(found(owner), "passkey")
        brought = importing.bring_in(file.read_bytes(), file.name, importer, now(), dry=dry_run)
    told = {
        "done": brought.done,
        **{what: len(brought.of(what)) for what in ("new", "changed", "same", "left")},
        "refused": [dataclasses.asdict(one) for one in brought.wrong],
        "told": [dataclasses.asdict(one) for one in brought.told],
    }
    voice.answer(told, lambda: _brought(brought, dry=dry_run))
    if brought.wrong:
        raise click.exceptions.Exit(1)


@register.command()
@click.option("--do", "carry_out", is_flag=True, help="Erase what is due; it can never be read again.")
@click.option("--officer", metavar="PERSON", help="In whose name it is done: who holds the role of data protection.")
@spoken
def retention(voice: Voice, carry_out: bool, officer: str | None) -> None:
    """Say what is kept of natural persons and is due for erasure; with --do, erase it: holds are respected."""
    if carry_out and officer is None:
        raise UsageError("erasing is done in somebody's name", remedy="--officer PERSON, who holds data protection")
    if officer is not None and not carry_out:
        raise UsageError(
            "--officer says who erases, and nothing is erased without --do", remedy="add --do, or leave it"
        )
    _there()
    _starting()
    from forlik.desk.records.retention import over

    due = over(now().date())
    if carry_out and officer is not None:
        _erase(officer)
    told = [
        {"person": one.person, "purpose": one.purpose, "kept_until": str(one.until), "erased": carry_out} for one in due
    ]
    voice.answer(told, lambda: _due(told, done=carry_out))


def _there() -> None:
    """Nothing is made for whoever only asks.

    Raises:
        NoData: There is no register.
    """
    from forlik.desk.access.engine import was_opened

    if not was_opened():
        raise NoData("there is no register here", remedy="forlik register examples, or FORLIK_HOME")


def _erase(officer: str) -> None:
    """Erase what is due, in an officer's name.

    Raises:
        NotPermitted: The officer does not hold the role.
    """
    from forlik.desk.access.people import person
    from forlik.desk.records.retention import keeps
    from forlik.desk.signin import machine, users

    id_ = users.found(officer)
    if not keeps(person(id_, "passkey"), now()):
        raise NotPermitted(
            f"{officer} does not hold the role of data protection; nothing was erased",
            remedy="forlik person list says who does; forlik person add … --staff --protection enters somebody",
        )
    machine.erase_due(id_)


def _due(told: list[dict[str, Any]], *, done: bool) -> str:
    if not told:
        return "Nothing was due for erasure; nothing was erased." if done else "Nothing is due for erasure today."
    rows = [(one["person"], one["purpose"], one["kept_until"]) for one in told]
    said = "erased" if done else "due for erasure: forlik register retention --do --officer PERSON"
    return f"{columns(rows, ('person', 'kept for', 'kept until'))}\n{len(told)} {said}"


def _brought(brought: Any, *, dry: bool) -> str:
    lines = [*(f"refused: {one}" for one in brought.wrong), *(f"note: {one}" for one in brought.told)]
    counts = ", ".join(
        f"{len(brought.of(what)):,} {said}"
        for what, said in (("new", "new"), ("changed", "changed"), ("same", "as they are here"), ("left", "left out"))
    )
    if brought.wrong:
        return "\n".join([*lines, "Nothing was imported."])
    return "\n".join([*lines, f"{'Would be imported' if dry else 'Imported'}, parts of records: {counts}"])


def _words(told: list[dict[str, str]]) -> str:
    lines = [f"{one['username']:14}  {one['one_time_password']}" for one in told]
    return "\n".join(
        (
            "Two made-up engagements and five made-up persons. User name, and the password of the first visit:",
            *lines,
            "Start the desk (forlik serve) and sign in under Register; a passkey opens what is sealed.",
        )
    )
