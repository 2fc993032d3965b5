"""The verb that publishes the public copy of the register."""

import dataclasses
from pathlib import Path

import click

from forlik.cli.options import Voice, spoken
from forlik.core.days import now
from forlik.core.errors import UsageError


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--fictional", is_flag=True, help="Publish made-up engagements too, each row marked.")
@spoken
def publish(voice: Voice, folder: Path | None, fictional: bool) -> None:
    """Write what the public may read of the register as a Data Package, or refuse and name record and rule.

    Without FOLDER, into the folder that the public pages read. What another edition left there is replaced.
    """
    if folder is not None and not folder.is_dir() and (folder.exists() or folder.is_symlink()):
        raise UsageError("this is no folder", where=str(folder), remedy="name a folder, or one that does not exist yet")
    from forlik.desk.access.opening import set_up

    set_up()
    from forlik.desk import public
    from forlik.desk.register.publishing import publish as made

    told = made(folder or public.folder(), now(), made_up=fictional)
    voice.answer(
        dataclasses.asdict(told),
        lambda: f"{told.records:,} records ({told.made_up:,} made up) published to {told.folder}, {told.edition}",
    )
