"""The verb that publishes the public copy of the register."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forlik.cli.options import Voice, spoken
from forlik.core.days import now
from forlik.core.errors import ForlikError, UsageError
from forlik.core.printable import printable

if TYPE_CHECKING:
    from forlik.publish import Difference, Fewer
    from forlik.published import Public, Refused


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
@click.option("--fewer", is_flag=True, help="Let more than half of the records that the folder holds vanish.")
@click.option("--diff", is_flag=True, help="Say what would become public and what would vanish, and write nothing.")
@click.option("--text", is_flag=True, help="With --diff, every field and text too: what stood there, and what would.")
@spoken
def publish(
    voice: Voice,
    folder: Path | None,
    fictional: bool,
    site: bool,
    rules: Path | None,
    fewer: bool,
    diff: bool,
    text: bool,
) -> None:
    """Write what the public may read of the register as a Data Package and a site, or refuse: record and rule.

    Without FOLDER, into the folder that the public pages read. What another edition left there is replaced.
    """
    if folder is not None and not folder.is_dir() and (folder.exists() or folder.is_symlink()):
        raise UsageError("this is no folder", where=str(folder), remedy="name a folder, or one that does not exist yet")
    if text and not diff:
        raise UsageError("--text says what --diff tells of each record", remedy="add --diff, or leave --text out")
    from forlik.desk.access.opening import set_up

    set_up()
    from forlik.desk import public
    from forlik.desk.register.publishing import difference
    from forlik.desk.register.publishing import publish as made
    from forlik.published import Refused

    into = folder or public.folder()
    try:
        if diff:
            _differs(voice, *difference(into, now(), made_up=fictional), into, text=text)
            return
        told = made(into, now(), made_up=fictional, site=site, rules=rules, fewer=fewer)
    except Refused as error:
        _refused(voice, error)
        raise click.exceptions.Exit(error.exit_code) from error
    except ForlikError as error:
        _as_json(voice, error)
        raise
    voice.answer(
        dataclasses.asdict(told),
        lambda: f"{told.records:,} records ({told.made_up:,} made up) published to {told.folder}, {told.edition}",
    )


def _as_json(voice: Voice, error: ForlikError, **more: Any) -> None:
    """Tell a program why nothing was published; people read it on standard error."""
    if voice.as_json:
        from forlik.publish import Fewer

        fewer = error.told() if isinstance(error, Fewer) else {}
        told = {"what": error.what, "where": error.where, "remedy": error.remedy, **fewer, "refused": [], **more}
        voice.answer(told, lambda: "")


def _refused(voice: Voice, error: "Refused") -> None:
    """Say what stands against it, a line for each record and rule, and what the copy before still shows."""
    told = {"what": error.total, "where": error.folder, "refused": error.told()}
    _as_json(voice, error, **told, still_public=[_named(one) for one in error.still])
    lines = [f"forlik: {error.total}", *(f"  {printable(line)}" for line in error.lines), f"→ {error.remedy}"]
    if error.still:
        count = len(error.still)
        shown = f"{count:,} {'record that is' if count == 1 else 'records that are'} public no longer"
        lines.append(f"The copy in {printable(error.folder)} still shows {shown}:")
        lines += [f"  {one.concept} {_title(one)}" for one in error.still]
        lines.append(
            "→ raise, or release without naming them, the records above that name them (Grades of each file), then "
            "publish again; until then, moving that folder away takes everything in it from the public"
        )
    click.echo("\n".join(lines), err=True)


def _differs(voice: Voice, found: "Difference", fewer: "Fewer | None", folder: Path, *, text: bool) -> None:
    from forlik.publish import halfway
    from forlik.publish.comparing import called
    from forlik.publish.telling_apart import told as told_apart

    texts = told_apart(found) if text else {}

    def line(sign: str, one: "Public", fields: tuple[str, ...] = ()) -> Iterator[str]:
        said = f" ({', '.join(fields)})" if fields else ""
        yield f"{sign} {one.concept} {one.id}: {printable(called(one))}{said}"
        for each in texts.get(one.id, ()):
            yield f"    {each.field}:"
            yield from (f"      - {part}" for part in map(printable, each.was.splitlines()))
            yield from (f"      + {part}" for part in map(printable, each.now.splitlines()))

    lines = [said for one in found.new for said in line("+", one)]
    lines += [said for one, fields in found.changed for said in line("~", one, fields)]
    lines += [said for one in found.gone for said in line("-", one)]
    total = f"{len(found.new):,} would become public, {len(found.changed):,} change, {len(found.gone):,} vanish"
    stopped = halfway(folder)
    if stopped:
        lines.append("! a publish was stopped half way: the site is not of the package beside it; publish again")
    if fewer:
        lines.append(f"! without --fewer this would be refused: {printable(fewer.what)}")

    def told(one: "Public", **more: Any) -> dict[str, Any]:
        apart = {"text": [each._asdict() for each in texts[one.id]]} if one.id in texts else {}
        return {**_named(one), **more, **apart}

    voice.answer(
        {
            "halfway": stopped,
            "new": [told(one) for one in found.new],
            "changed": [told(one, fields=list(fields)) for one, fields in found.changed],
            "gone": [told(one) for one in found.gone],
            "refused_without_fewer": fewer.told() if fewer else None,
        },
        lambda: "\n".join([*lines, f"{total}; nothing was written"]),
    )


def _title(one: "Public") -> str:
    from forlik.published.copy import title_of

    title = printable(title_of(one))
    return f"{title} ({one.id})" if title else one.id


def _named(one: "Public") -> dict[str, Any]:
    from forlik.published.copy import title_of

    return {"id": one.id, "concept": one.concept, "title": title_of(one)}
