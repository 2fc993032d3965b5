"""The verb that says what falls due."""

from pathlib import Path
from typing import Any

import click

from forlik.cli.options import Voice, columns, spoken


@click.command()
@click.option("--days", default="30", show_default=True, metavar="N", help="Days ahead.")
@click.option("--mine", is_flag=True, help="Only what you follow yourself; takes `forlik login`.")
@click.option("--as-of", metavar="DAY", help="As known at the end of this day (UTC); today by default.")
@click.option("--ics", type=click.Path(path_type=Path), metavar="FILE", help="Write the list as a calendar file.")
@click.option("--force", is_flag=True, help="Replace the calendar file, if there is one.")
@spoken
def due(voice: Voice, days: str, mine: bool, as_of: str | None, ics: Path | None, force: bool) -> None:
    """What falls due, by whom, and on what it hangs; late ones first.

    Public records, or after `forlik login` those for staff too. What is sealed is never shown here.
    """
    from forlik.core.days import now
    from forlik.core.errors import NotPermitted
    from forlik.desk.register.due_list import days_ahead, due_list

    terminal, day = looking(as_of)
    if ics is not None:
        _free(ics, force=force)
    ahead = days_ahead(days)
    viewed = terminal.look(day)
    if mine and not viewed.person.id:
        raise NotPermitted("nobody has signed in, so that nothing is anybody's own", remedy="forlik login")
    items = due_list(viewed.dossier, day, ahead, viewed.person.id, "en", mine=mine)
    told = [terminal.due_told(viewed, item) for item in items]
    if ics is not None:
        from forlik.register.promises.calendar_file import calendar_text

        text = calendar_text([item.row for item in items], stamp=now(), name="Forlik: falls due")
        _write(ics, text.encode())
        voice.answer({"file": str(ics), "rows": len(told)}, lambda: f"{len(told)} rows written to {ics}")
        return
    voice.answer({"day": str(day), "days": ahead, "due": told}, lambda: _words(told, ahead))


def _free(file: Path, *, force: bool) -> None:
    """Look whether a file may be written, before anything is asked.

    Raises:
        UsageError: There is no such folder, or something of that name which is not to be replaced.
    """
    from forlik.core.errors import UsageError

    if not file.absolute().parent.is_dir():
        raise UsageError("there is no such folder", where=str(file.parent), remedy="make it first")
    if file.is_dir():
        raise UsageError("this is a folder", where=str(file), remedy="name a file in it")
    if file.exists() and not file.is_file():
        raise UsageError("this is no plain file", where=str(file), remedy="name another")
    if not force and (file.exists() or file.is_symlink()):
        raise UsageError("there is a file of that name", where=str(file), remedy="choose another, or add --force")


def _write(file: Path, content: bytes) -> None:
    """Put a file there whole, or not at all: a calendar program may read it at any time."""
    from forlik.store.disk import clear_errors, replace_file

    with clear_errors(file.parent):
        replace_file(file, content)


def looking(as_of: str | None) -> Any:
    """The register as a terminal shows it, once Django is loaded, and the day.

    Raises:
        UsageError: The day is none, or lies in the future.
    """
    from forlik.core.days import parse_day, today
    from forlik.core.errors import UsageError

    day = parse_day(as_of) if as_of else today()
    if day > today():
        raise UsageError(f"{day} lies in the future", remedy="ask for today or earlier")
    from forlik.desk.access.opening import set_up

    set_up()
    from forlik.desk.register import terminal

    return terminal, day


def _words(told: list[dict[str, Any]], ahead: int) -> str:
    if not told:
        return f"Nothing that you may see falls due within {ahead} days."
    rows = [
        (
            one["day"] + (f" (planned {one['planned']})" if one["planned"] not in (None, one["day"]) else ""),
            "late" if one["late"] else "",
            one["kind"],
            one["title"],
            ", ".join(one["by"]) or "–",
            one["anchored"] or "–",
            one["engagement"] or "–",
        )
        for one in told
    ]
    return columns(rows, ("day", "", "what sort", "what", "by", "hangs on", "engagement"))
