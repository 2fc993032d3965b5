"""Verbs on data: sources, sync, import, build."""

import filecmp
import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forlik.cli.options import Voice, columns, spoken
from forlik.core.errors import BadInput, ForlikError, UsageError
from forlik.core.settings import home

if TYPE_CHECKING:
    from forlik.core.source import Source


@click.command()
@click.argument("name", required=False)
@spoken
def sources(voice: Voice, name: str | None) -> None:
    """List the sources: licence, rows read, ignored and refused, age; or tell all about one."""
    from forlik.inventory import describe, inventory

    if name:
        about = describe(home(), name, private=True)
        voice.answer(about, lambda: "\n".join(f"{key:18} {value}" for key, value in about.items()))
        return
    rows = inventory(home(), private=True)

    def words() -> str:
        shown = [
            (
                row["name"],
                row["licence"],
                row["rows"],
                row["ignored"],
                row["refused"],
                row["snapshots"],
                (row["newest_known_at"] or "–")[:10],
                row["newest_period"] or "–",
                ", ".join(row["marks"]),
            )
            for row in rows
        ]
        head = ("source", "licence", "rows", "ignored", "refused", "snapshots", "known", "newest", "marks")
        return columns(shown, head, right=frozenset({2, 3, 4, 5}))

    voice.answer(rows, words)


MOST_FILES = 5_000
FEWER = click.option("--fewer", is_flag=True, help="Take a version that holds fewer rows than the one before it.")


def _expand(paths: tuple[Path, ...]) -> tuple[list[Path], bool]:
    """Files named, and files of folders named; whether a folder was among them.

    Raises:
        BadInput: A folder holds more files than any delivery.
    """
    found: list[Path] = []
    folders = False
    for path in paths:
        if path.is_dir():
            folders = True
            inside = list(itertools.islice((one for one in path.rglob("*") if one.is_file()), MOST_FILES + 1))
            if len(inside) > MOST_FILES:
                raise BadInput(
                    f"holds more than {MOST_FILES:,} files",
                    file=str(path),
                    remedy="name the folder of the files themselves",
                )
            found += sorted(inside)
        else:
            found.append(path)
    return found, folders


PACKING = frozenset({".gz", ".xml", ".txt"})


def _told_apart(origin: "Source", paths: list[Path]) -> tuple[list[Path], list[ForlikError]]:
    """Of files of one part and one name, whose order nothing tells, the first; and why the later ones are refused."""
    from forlik.core.source import RawFile
    from forlik.store.strictly import part_of

    kept: dict[tuple[str, str], Path] = {}
    clear: list[Path] = []
    errors: list[ForlikError] = []
    for path in paths:
        try:
            part = part_of(origin, RawFile(path.name, path)) if path.is_file() else None
            first = kept.setdefault((part, _stem(path)), path) if part else path
            same = first is path or filecmp.cmp(first, path, shallow=False)
        except (ForlikError, OSError):
            same = True  # whatever is wrong with it is told when it is taken in
        if same:
            clear.append(path)
            continue
        errors.append(
            BadInput(
                f"it has the name and the publisher of {first}, and other content: both would be {part}, "
                "and the one read last would replace the other",
                file=str(path),
                remedy="rename one of them; or, if they are versions of one dataset, import them one by one",
            )
        )
    return clear, errors


def _stem(path: Path) -> str:
    while path.suffix.lower() in PACKING:
        path = path.with_suffix("")
    return path.name


@click.command(name="import")
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--published", default="", metavar="DAY", help="When these bytes were published: 2025, 2025-06, 2025-06-11."
)
@FEWER
@spoken
def import_(voice: Voice, source: str, files: tuple[Path, ...], published: str, fewer: bool) -> None:
    """Take in files of SOURCE by hand. Each part is kept whole, or refused whole with the reason.

    A zip archive gives its files; a folder gives those of its files that are the source's.
    """
    from forlik.discover import source as named
    from forlik.discover import sources as known
    from forlik.starter import versions
    from forlik.store.intake import Taken, take_in
    from forlik.store.unpack import is_foreign, unpacked

    origin = named(source)
    everything = tuple(known().values())
    taken: list[Taken] = []
    errors: list[ForlikError] = []
    passed_over: list[str] = []
    with tempfile.TemporaryDirectory() as room:
        paths, folders = _expand(files)
        opened = unpacked(origin, paths, Path(room))
        paths, errors = opened.paths, opened.errors
        passed_over = opened.passed
        if opened.passed:
            voice.progress.say(f"not of {source}, passed over: {', '.join(opened.passed[:8])}")
        if folders:
            looked = voice.progress.over(paths, "looking at files")
            strange = {path for path in looked if is_foreign(origin, path)}
            paths = [path for path in paths if path not in strange]
            passed_over = [*passed_over, *sorted(path.name for path in strange)]
            if strange:
                some = ", ".join(passed_over[-len(strange) :][:8])
                voice.progress.say(f"{len(strange)} files in the folder are not of {source}, passed over: {some}")
            if not paths and not errors:
                raise BadInput(f"no file of {source} is in the folder", file=str(files[0]))
        if any(address.listing for address in origin.addresses):
            paths, doubled = _told_apart(origin, paths)
            errors = [*errors, *doubled]
        if paths:
            taken, refused = take_in(
                home(),
                origin,
                paths,
                published=published,
                others=everything,
                fewer=fewer,
                packed=versions(source),
            )
            errors += refused
    data = {
        "source": source,
        "taken": [_taken(one) for one in taken],
        "passed_over": passed_over,
        "errors": [{"error": str(error), "exit": error.exit_code} for error in errors],
    }
    voice.answer(data, lambda: "\n".join(_line(one) for one in taken))
    for error in errors:
        click.echo(f"forlik: {error}", err=True)
    if errors:
        raise click.exceptions.Exit(errors[0].exit_code)


def _taken(one: Any) -> dict[str, Any]:
    return {
        "part": one.snapshot.part,
        "new": one.new,
        "sha256": one.snapshot.sha256,
        "edition": one.told.edition,
        "known_at": one.snapshot.known_at.isoformat(),
        "held_at": one.snapshot.held_at.isoformat(),
        "rows": one.told.rows,
        "ignored": sum(one.told.ignored.values()),
        "refused": len(one.told.refused),
        "remarks": list(one.remarks),
    }


def _line(one: Any) -> str:
    row = _taken(one)
    head = f"{one.snapshot.source} {row['part']}" + (f" edition {row['edition']}" if row["edition"] else "")
    body = f"{row['rows']} rows read, {row['ignored']} ignored, {row['refused']} refused"
    notes = "".join(f"\n  · {remark}" for remark in row["remarks"])
    return f"{head}: {body}; known from {row['known_at'][:10]}{notes}"


@click.command()
@click.option("--starter/--no-starter", default=None, help="Whether the offline reference figures belong to the store.")
@spoken
def build(voice: Voice, starter: bool | None) -> None:
    """Bring tables and measures up to date with what was taken in. Nothing is done twice."""
    from forlik.build import build as bring
    from forlik.portfolio.cube import compute

    done = bring(home(), starter=starter, progress=voice.progress, further=(compute,))
    data = {"read": done.read, "computed": done.computed, "unchanged": done.unchanged}
    words = "nothing has changed" if done.unchanged else f"{done.read} snapshots read, {done.computed} results computed"
    voice.answer(data, lambda: words)


@click.command()
@click.argument("names", nargs=-1)
@click.option(
    "--part",
    "parts",
    multiple=True,
    metavar="NAME",
    help="Only this part of a source; of an index, this publisher or dataset. * stands for anything.",
)
@FEWER
@spoken
def sync(voice: Voice, names: tuple[str, ...], parts: tuple[str, ...], fewer: bool) -> None:
    """Download what the sources' own addresses have now, then build.

    A source that is an index of thousands of files (iati) is downloaded only when it is named.
    """
    from forlik.build import build as bring
    from forlik.discover import source as named
    from forlik.discover import sources as known
    from forlik.portfolio.cube import compute
    from forlik.sync import sync as download

    every = [one for one in known().values() if any(address.listing is None for address in one.addresses)]
    chosen = [named(name) for name in names] or every
    without = [one.name for one in chosen if not one.addresses]
    if without:
        raise UsageError(
            f"{', '.join(without)} cannot be downloaded", remedy=f"get the file and `forlik import {without[0]} FILE`"
        )
    taken, errors = download(home(), chosen, voice.progress, fewer=fewer, only=parts)
    done = bring(home(), progress=voice.progress, further=(compute,))
    data = {
        "taken": [_taken(one) | {"source": one.snapshot.source} for one in taken],
        "errors": [{"error": str(error), "exit": error.exit_code} for error in errors],
        "computed": done.computed,
    }
    voice.answer(data, lambda: "\n".join(_line(one) for one in taken) or "nothing was downloaded")
    for error in errors:
        click.echo(f"forlik: {error}", err=True)
    if errors:
        raise click.exceptions.Exit(errors[0].exit_code)
