"""Verbs on briefs: write one, and look every number of one up again."""

from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forlik.cli.due import looking
from forlik.cli.engagement import AS_OF
from forlik.cli.options import Early, Voice, as_of, columns, spoken
from forlik.core.errors import ForlikError, UsageError

if TYPE_CHECKING:
    from forlik.briefs.document import Document, Language

LANGUAGES = ("en", "nb")


class _Verbs(Early, click.Group):
    """A group whose verbs may have the options of every verb before them."""


@click.group(cls=_Verbs)
def brief() -> None:
    """Write a brief as PDF, DOCX, HTML or Markdown, every figure with its source; or check one."""


def _written(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options by which a brief is written: ``--out``, ``--language`` and ``--links``."""
    function = click.option("--links", metavar="ADDRESS", default="", help="The desk that footnotes lead back to.")(
        function
    )
    function = click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)(function)
    return click.option(
        "-o", "--out", required=True, type=click.Path(path_type=Path), help="FILE.pdf, .docx, .html or .md."
    )(function)


@brief.command()
@click.argument("place")
@_written
@as_of
@spoken
def country(
    voice: Voice, place: str, out: Path, language: str, links: str, as_of: str | None, clock: str, mode: str
) -> None:
    """Two pages on one country, from published data alone."""
    from forlik.briefs.country import country_brief
    from forlik.world import world

    _may_be_written(out, links)
    then = world(as_of, clock=clock, mode=mode)  # type: ignore[arg-type]
    _save(voice, country_brief(then, place, language=_language(language), base=links), out)


@brief.command()
@click.argument("id_", metavar="ID")
@click.option("--full", is_flag=True, help="Everything in the file, and not one page.")
@_written
@AS_OF
@spoken
def engagement(voice: Voice, id_: str, full: bool, out: Path, language: str, links: str, as_of: str | None) -> None:
    """One engagement on one page, or its whole file; what is sealed is never in it.

    Public ones, or after `forlik login` those for staff too.
    """
    _may_be_written(out, links)
    terminal, day = looking(as_of)
    from forlik.desk.register import brief_of

    made = brief_of.engagement(terminal.look(day), id_, full=full, language=_language(language), base=links)
    _save(voice, made, out)


@brief.command()
@_written
@AS_OF
@spoken
def handover(voice: Voice, out: Path, language: str, links: str, as_of: str | None) -> None:
    """What is open in the engagements that you answer for, for whoever takes over; takes `forlik login`."""
    _may_be_written(out, links)
    terminal, day = looking(as_of)
    from forlik.desk.register import brief_of

    _save(voice, brief_of.handover(terminal.look(day), language=_language(language), base=links), out)


@brief.command()
@click.argument("id_", metavar="ID")
@_written
@AS_OF
@spoken
def line(voice: Voice, id_: str, out: Path, language: str, links: str, as_of: str | None) -> None:
    """What may be said of one engagement in public, in a minute, each part with its evidence."""
    _may_be_written(out, links)
    terminal, day = looking(as_of)
    from forlik.desk.register import brief_of

    _save(voice, brief_of.line(terminal.look(day), id_, language=_language(language), base=links), out)


@brief.command()
@click.argument("file", type=click.Path(path_type=Path))
@spoken
def check(voice: Voice, file: Path) -> None:
    """Look every number of a brief (.md) up again in the store, by its own footnote; any that differs fails."""
    from forlik.briefs.checking import checked
    from forlik.world import World, world

    if file.suffix != ".md":
        raise UsageError("a brief is checked as Markdown", where=str(file), remedy="write it with -o FILE.md")

    @cache
    def then(day: object) -> World:
        return world(str(day))

    found = checked(file.read_text("utf-8"), then, str(file))
    wrong = [one for one in found if not one.same]

    def words() -> str:
        rows = [(one.said, one.number or "–", one.found or "–", one.why or "differs", one.address) for one in wrong]
        table = columns(rows, ("said", "note", "found", "why", "address")) if rows else ""
        return "\n".join(part for part in (table, f"{len(found)} numbers, {len(wrong)} not found as said") if part)

    voice.answer({"numbers": len(found), "wrong": [asdict(one) for one in wrong]}, words)
    if wrong:
        raise ForlikError(f"{len(wrong)} of {len(found)} numbers are not what the store says", where=str(file))


def _may_be_written(out: Path, links: str) -> None:
    """Look at what was asked for before anything is made.

    Raises:
        UsageError: The name of the file ends in no form, or footnotes cannot lead to the address.
    """
    from forlik.briefs.writing import FORMS

    if out.suffix.removeprefix(".") not in FORMS:
        raise UsageError(f"there is no file form “{out.suffix}”", remedy="end the name in ." + ", .".join(FORMS))
    if links and not links.startswith(("http://", "https://")):
        raise UsageError(f"“{links:.60}” is no address of a desk", remedy="write it as http://localhost:8400")


def _language(language: str) -> "Language":
    return "nb" if language == "nb" else "en"


def _save(voice: Voice, made: "Document", out: Path) -> None:
    """Write a brief, and say what was written."""
    from forlik.briefs.notes import Notes
    from forlik.briefs.writing import saved

    notes = Notes(made)
    target = saved(made, out)
    told = {
        "file": str(target),
        "title": made.title,
        "as_of": made.day.isoformat(),
        "marking": made.marked,
        "notes": len(notes.every),
        "sources": len(notes.sources),
    }
    voice.answer(
        told,
        lambda: (
            f"{target}: {made.title}, as known on {made.day}, {made.marked.lower()}; "
            f"{len(notes.every)} notes, {len(notes.sources)} sources"
        ),
    )
