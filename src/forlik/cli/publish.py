"""The verb that publishes the public copy of the register."""

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from forlik.cli.options import Voice, spoken
from forlik.core.days import now
from forlik.core.errors import UsageError
from forlik.core.printable import printable

if TYPE_CHECKING:
    from forlik.publish import Difference
    from forlik.published import Public


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--fictional", is_flag=True, help="Publish made-up engagements too, each row marked.")
@click.option(
    "--site/--no-site", default=True, help="Beside it a site, feeds, a calendar, PROV and IATI; else one is taken away."
)
@click.option(
    "--rules",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of rules of what may be said in IATI, as `forlik iati write` has it.",
)
@click.option("--diff", is_flag=True, help="Say what would become public and what would vanish, and write nothing.")
@spoken
def publish(voice: Voice, folder: Path | None, fictional: bool, site: bool, rules: Path | None, diff: bool) -> None:
    """Write what the public may read of the register as a Data Package and a site, or refuse: record and rule.

    Without FOLDER, into the folder that the public pages read. What another edition left there is replaced.
    """
    if folder is not None and not folder.is_dir() and (folder.exists() or folder.is_symlink()):
        raise UsageError("this is no folder", where=str(folder), remedy="name a folder, or one that does not exist yet")
    from forlik.desk.access.opening import set_up

    set_up()
    from forlik.desk import public
    from forlik.desk.register.publishing import difference
    from forlik.desk.register.publishing import publish as made

    into = folder or public.folder()
    if diff:
        _differs(voice, difference(into, now(), made_up=fictional), into)
        return
    told = made(into, now(), made_up=fictional, site=site, rules=rules)
    voice.answer(
        dataclasses.asdict(told),
        lambda: f"{told.records:,} records ({told.made_up:,} made up) published to {told.folder}, {told.edition}",
    )


def _differs(voice: Voice, found: "Difference", folder: Path) -> None:
    from forlik.publish import halfway
    from forlik.publish.comparing import called

    def line(sign: str, one: "Public", fields: tuple[str, ...] = ()) -> str:
        said = f" ({', '.join(fields)})" if fields else ""
        return f"{sign} {one.concept} {one.id}: {printable(called(one))}{said}"

    lines = [line("+", one) for one in found.new]
    lines += [line("~", one, fields) for one, fields in found.changed]
    lines += [line("-", one) for one in found.gone]
    total = f"{len(found.new):,} would become public, {len(found.changed):,} change, {len(found.gone):,} vanish"
    stopped = halfway(folder)
    if stopped:
        lines.append("! a publish was stopped half way: the site is not of the package beside it; publish again")
    voice.answer(
        {
            "halfway": stopped,
            "new": [_named(one) for one in found.new],
            "changed": [{**_named(one), "fields": list(fields)} for one, fields in found.changed],
            "gone": [_named(one) for one in found.gone],
        },
        lambda: "\n".join([*lines, f"{total}; nothing was written"]),
    )


def _named(one: "Public") -> dict[str, str]:
    return {"id": one.id, "concept": one.concept}
