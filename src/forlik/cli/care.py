"""Verbs that look after a store: verify, doctor, completion."""

import dataclasses
from typing import TYPE_CHECKING, Any

import click

from forlik.cli.options import Voice, columns, spoken
from forlik.core.settings import home

if TYPE_CHECKING:
    from forlik.desk.access.chain import Fault


@click.command()
@click.option("--mend", is_flag=True, help="Make damaged tables and results anew from the kept bytes.")
@spoken
def verify(voice: Voice, mend: bool) -> None:
    """Hash every kept file again, tables and results too, and look through the register; exit code 1 when damaged."""
    from forlik.build import build as bring
    from forlik.portfolio.cube import compute
    from forlik.verify import mend as remove
    from forlik.verify import verify as look

    # A register may stand in a folder without a store, and is looked through all the same.
    store = not _only_a_register()
    hashed, damage = look(home(), voice.progress) if store else (0, [])
    if store and mend and remove(home(), damage):
        bring(home(), progress=voice.progress, further=(compute,))
        hashed, damage = look(home(), voice.progress)
    logged, faults = _register()
    told = [(one.where, one.what, one.remedy) for one in damage] + [(one.where, one.what, one.remedy) for one in faults]
    data: dict[str, Any] = {
        "hashed": hashed,
        "damage": [{"where": where, "what": what, "remedy": remedy} for where, what, remedy in told],
    }
    lines = [f"{where}: {what} → {remedy}" for where, what, remedy in told]
    lines.append(f"{hashed} files hashed, {len(damage)} damaged" if store else "there is no store here")
    if logged is not None:
        data["logged"] = logged
        lines.append(f"{logged} rows of the register's log verified, {len(faults)} faults")
    voice.answer(data, lambda: "\n".join(lines))
    if damage or faults:
        raise click.exceptions.Exit(1)


def _only_a_register() -> bool:
    """Whether there is a register and no store beside it."""
    from forlik.desk.access.engine import was_opened
    from forlik.store import catalogue

    return not (home() / catalogue.NAME).is_file() and was_opened()


def _register() -> "tuple[int | None, list[Fault]]":
    """Rows of the register's log and what is wrong in the register; none where it was never opened."""
    from forlik.desk.access.engine import was_opened

    if not was_opened():
        return None, []
    from forlik.desk.access.opening import ready, set_up

    set_up()
    ready()
    from forlik.desk.records.proof import verify_register

    return verify_register()


@click.command()
@spoken
def doctor(voice: Voice) -> None:
    """Look at the machine, the settings and the store, and say what to do."""
    from forlik.doctor import findings

    found = findings(home())
    data = [dataclasses.asdict(one) for one in found]
    rows = [("ok" if one.ok else "look", one.what, one.remedy) for one in found]
    voice.answer(data, lambda: columns(rows, ("", "what", "what to do")))
    if not all(one.ok for one in found):
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a shell: eval "$(forlik completion bash)"."""
    from click.shell_completion import get_completion_class

    from forlik.cli import cli

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(cli, {}, "forlik", "_FORLIK_COMPLETE").source())
