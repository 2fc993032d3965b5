"""Verbs on the register's keys."""

import click

from forlik.cli.options import Early, Voice, spoken
from forlik.core.errors import NoData


class Keys(Early, click.Group):
    """The verbs on keys."""


@click.group(cls=Keys)
def keys() -> None:
    """Look after the keys of the register."""


@keys.command()
@spoken
def rotate(voice: Voice) -> None:
    """Put a new master key in the place of the old one; nobody is stopped, and a killed rotation is carried on."""
    from forlik.desk.access.engine import was_opened
    from forlik.desk.access.opening import ready, set_up

    if not was_opened():
        raise NoData("there is no register yet", remedy="it is made when the desk first needs it")
    set_up()
    ready()
    from forlik.desk.access import keyfile
    from forlik.desk.access.keys import rotate as turn

    number = turn()
    told = {"wrapped": number, "key_file": str(keyfile.path())}
    voice.answer(
        told,
        lambda: (
            f"{number} keys wrapped anew. Copy {keyfile.path()} to a safe place now, away from this machine; keep the "
            "older copy only as long as older backups of the register are kept."
        ),
    )
