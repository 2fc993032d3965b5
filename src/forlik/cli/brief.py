"""Verbs on briefs: write one, and look every number of one up again."""

from dataclasses import asdict
from functools import cache
from pathlib import Path

import click

from forlik.cli.options import Early, Voice, as_of, columns, spoken
from forlik.core.errors import ForlikError, UsageError

LANGUAGES = ("en", "nb")


class _Verbs(Early, click.Group):
    """A group whose verbs may have the options of every verb before them."""


@click.group(cls=_Verbs)
def brief() -> None:
    """Write a brief as PDF, DOCX, HTML or Markdown, every figure with its source; or check one."""


@brief.command()
@click.argument("place")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help="FILE.pdf, .docx, .html or .md.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--links", metavar="ADDRESS", default="", help="The desk that footnotes lead back to.")
@as_of
@spoken
def country(
    voice: Voice, place: str, out: Path, language: str, links: str, as_of: str | None, clock: str, mode: str
) -> None:
    """Two pages on one country, from published data alone."""
    from forlik.briefs.country import country_brief
    from forlik.briefs.notes import Notes
    from forlik.briefs.writing import FORMS, saved
    from forlik.world import world

    if out.suffix.removeprefix(".") not in FORMS:
        raise UsageError(f"there is no file form “{out.suffix}”", remedy="end the name in ." + ", .".join(FORMS))
    if links and not links.startswith(("http://", "https://")):
        raise UsageError(f"“{links:.60}” is no address of a desk", remedy="write it as http://localhost:8400")
    then = world(as_of, clock=clock, mode=mode)  # type: ignore[arg-type]
    made = country_brief(then, place, language="nb" if language == "nb" else "en", base=links)
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
