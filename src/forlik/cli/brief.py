"""Verbs on briefs: write one, and look every number of one up again."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forlik.cli.country_briefs import countries
from forlik.cli.due import looking
from forlik.cli.engagement import AS_OF
from forlik.cli.options import Early, Voice, as_of, columns, spoken
from forlik.core.citation import ASKED_FOR, PROV
from forlik.core.errors import BadInput, ForlikError, NoData, UsageError

if TYPE_CHECKING:
    from collections.abc import Collection

    from forlik.briefs.checking import Checked
    from forlik.briefs.document import Document, Language
    from forlik.desk.records.viewed import Viewed

LANGUAGES = ("en", "nb")
MARKDOWN = "md"
SHOWN = 200
"""Rows of what is not found as said that are shown; all of them are in JSON."""
LARGEST = 20_000_000
"""Signs of a brief that is checked: twenty times one of 300 pages."""


class _Verbs(Early, click.Group):
    """A group whose verbs may have the options of every verb before them."""


@click.group(cls=_Verbs)
def brief() -> None:
    """Write a brief as PDF, DOCX, HTML or Markdown, every figure with its source; or check one."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a brief is handed over.

    Args:
        out: The file that it is written to; none where it is cited alone.
        language: Its language.
        links: The desk that footnotes lead back to.
        cite: The form of citation that is printed; none where it is empty.
    """

    out: Path | None
    language: "Language"
    links: str
    cite: str


def _written(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb ``--out``, ``--language``, ``--links`` and ``--cite``, looked at and handed on as one ``way``."""

    @click.option("-o", "--out", type=click.Path(path_type=Path), help="FILE.pdf, .docx, .html or .md.")
    @click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True)
    @click.option("--links", metavar="ADDRESS", default="", help="The desk that footnotes lead back to.")
    @click.option("--cite", type=click.Choice(ASKED_FOR), help="Print it and its sources as citations in this form.")
    @wraps(function)
    def wrapped(out: Path | None, language: str, links: str, cite: str | None, **others: Any) -> Any:
        _may_be_written(out, links, cite)
        return function(way=_Way(out, "nb" if language == "nb" else "en", links, cite or ""), **others)

    return wrapped


@brief.command()
@click.argument("place")
@_written
@as_of
@spoken
def country(voice: Voice, place: str, way: _Way, as_of: str | None, clock: str, mode: str) -> None:
    """Two pages on one country, from published data alone."""
    from forlik.briefs.country import country_brief
    from forlik.briefs.notes import Notes
    from forlik.world import world

    then = world(as_of, clock=clock, mode=mode)  # type: ignore[arg-type]
    made = country_brief(then, place, language=way.language, base=way.links)
    _save(voice, made, way)
    if not Notes(made).noted and mode == "known":
        voice.progress.say(
            f"forlik: nothing in this store was known of it on {then.day} → ask for a later day, or with "
            "--mode reconstructed for what later releases say of the time up to it"
        )


brief.add_command(countries)


@brief.command()
@click.argument("id_", metavar="ID")
@click.option("--full", is_flag=True, help="Everything in the file, and not one page.")
@_written
@AS_OF
@spoken
def engagement(voice: Voice, id_: str, full: bool, way: _Way, as_of: str | None) -> None:
    """One engagement on one page, or its whole file; what is sealed is never in it.

    Public ones, or after `forlik login` those for staff too.
    """
    terminal, day = looking(as_of)
    from forlik.desk.register import brief_of

    made = brief_of.engagement(terminal.look(day), id_, full=full, language=way.language, base=way.links)
    _save(voice, made, way)


@brief.command()
@_written
@AS_OF
@spoken
def handover(voice: Voice, way: _Way, as_of: str | None) -> None:
    """What is open in the engagements that you answer for, for whoever takes over; takes `forlik login`."""
    terminal, day = looking(as_of)
    from forlik.desk.register import brief_of

    _save(voice, brief_of.handover(terminal.look(day), language=way.language, base=way.links), way)


@brief.command()
@click.argument("id_", metavar="ID")
@_written
@AS_OF
@spoken
def line(voice: Voice, id_: str, way: _Way, as_of: str | None) -> None:
    """What may be said of one engagement in public, in a minute, each part with its evidence."""
    terminal, day = looking(as_of)
    from forlik.desk.register import brief_of

    _save(voice, brief_of.line(terminal.look(day), id_, language=way.language, base=way.links), way)


@brief.command()
@click.argument("half", metavar="HALF-YEAR")
@_written
@AS_OF
@spoken
def account(voice: Voice, half: str, way: _Way, as_of: str | None) -> None:
    """A half-year (2026-1 or 2026-2): what was done and decided, promises, results, costs, and what is unknown.

    Of public records, or after `forlik login` of those for staff too.
    """
    terminal, day = looking(as_of)
    from forlik.desk.register import brief_of

    viewed = terminal.look(day)
    if not viewed.dossier.facets:
        # Nothing but gaps would be read as nothing done.
        voice.progress.say(
            "no register is there, or none of its records may be seen: the account has nothing to tell of "
            "(forlik register public, or forlik login)"
        )
    _save(voice, brief_of.account(viewed, half, language=way.language, base=way.links), way)


@brief.command()
@click.argument("id_", metavar="ID")
@_written
@AS_OF
@spoken
def memo(voice: Voice, id_: str, way: _Way, as_of: str | None) -> None:
    """An option, or a decision on one, with the screen as it was shown then; takes `forlik login`."""
    terminal, day = looking(as_of)
    from forlik.desk.register import brief_of

    _save(voice, brief_of.memo(terminal.look(day), id_, language=way.language, base=way.links), way)


@brief.command()
@click.argument("id_", metavar="ID")
@_written
@AS_OF
@spoken
def lessons(voice: Voice, id_: str, way: _Way, as_of: str | None) -> None:
    """The lessons that bear on where one engagement stands, and those on which nobody ever acted."""
    terminal, day = looking(as_of)
    from forlik.desk.register import brief_of

    _save(voice, brief_of.lessons(terminal.look(day), id_, language=way.language, base=way.links), way)


@brief.command()
@click.argument("file", type=click.Path(path_type=Path))
@spoken
def check(voice: Voice, file: Path) -> None:
    """Look every number and fact of a brief (.md) up again; any that differs, or has no footnote, fails.

    Numbers in the store; facts of records in the register, as far as you may see them. A number without a footnote must
    be said by what is noted or named beside it, or by the words of the house.
    """
    from forlik.briefs.checking import checked
    from forlik.world import World, world

    _is_markdown(file)

    @cache
    def then(day: object) -> World:
        return world(str(day))

    @cache
    def look(day: object) -> "Viewed":
        terminal, at = looking(str(day) if day else None)
        return terminal.look(at)  # type: ignore[no-any-return]

    def names() -> "Collection[str]":
        from forlik.desk.register.brief_of import names_known

        return names_known(look(None))

    found = checked(_read(file), then, str(file), lambda day: look(day).dossier, names)
    _tell(voice, file, found)


def _tell(voice: Voice, file: Path, found: "Sequence[Checked]") -> None:
    """Say what was found.

    Raises:
        ForlikError: Something is not what is on record.
    """
    wrong, unlooked = [one for one in found if one.wrong], [one for one in found if not one.looked]

    def words() -> str:
        rows = [
            (one.line, one.said, one.number or "–", one.found or "–", one.why or "differs", one.around, one.address)
            for one in (*wrong, *unlooked)
        ]
        table = columns(rows[:SHOWN], ("line", "said", "note", "found", "why", "around", "address")) if rows else ""
        more = f"and {len(rows) - SHOWN} more: --json has all" if len(rows) > SHOWN else ""
        said = f"{len(found)} numbers and facts, {len(wrong)} not found as said" if found else "it has no numbers"
        said += f", {len(unlooked)} not looked up" if unlooked else ""
        return "\n".join(part for part in (table, more, said) if part)

    told = {"numbers": len(found), "wrong": list(map(asdict, wrong)), "not_looked_up": list(map(asdict, unlooked))}
    voice.answer(told, words)
    if wrong:
        raise ForlikError(f"{len(wrong)} of {len(found)} are not what is on record", where=str(file))


def _is_markdown(file: Path) -> None:
    """Say which file is meant, where it is another form of the brief.

    Raises:
        UsageError: It is no Markdown, going by its name.
    """
    from forlik.briefs.writing import FORMS

    form = file.suffix.lower().removeprefix(".")
    if form != MARKDOWN:
        other = f"this is the .{form} of a brief" if form in FORMS else f"“{file.suffix:.20}” is no form of a brief"
        raise UsageError(
            f"{other}: a brief is checked as Markdown, whose footnotes say where each number is found again",
            where=str(file),
            remedy="write the same brief with -o FILE.md, and check that",
        )


def _read(file: Path) -> str:
    """The text of a brief.

    Raises:
        BadInput: There is no such file, it is no text, or it is longer than any brief.
    """
    try:
        # A word processor of one kind marks its texts by a sign at their beginning.
        with file.open(encoding="utf-8-sig") as stream:
            text = stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise BadInput("there is no such file", file=str(file), remedy="write the brief with -o FILE.md") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            "this cannot be read as text", file=str(file), remedy="write the brief with -o FILE.md"
        ) from error
    if len(text) > LARGEST:
        raise BadInput(
            f"this is longer than any brief: it has more than {LARGEST // 1_000_000} million signs",
            file=str(file),
            remedy="check the file that was written with -o FILE.md",
        )
    return text


def _may_be_written(out: Path | None, links: str, cite: str | None) -> None:
    """Look at what was asked for before anything is made.

    Raises:
        UsageError: The name of the file ends in no form, footnotes cannot lead to the address, or nothing is asked for.
    """
    from forlik.briefs.writing import FORMS

    if out is None and not cite:
        raise UsageError("a brief is written to a file", remedy="name it with -o FILE.pdf, or ask for --cite alone")
    if out is not None and out.suffix.removeprefix(".") not in FORMS:
        raise UsageError(f"there is no file form “{out.suffix}”", remedy="end the name in ." + ", .".join(FORMS))
    if links and not links.startswith(("http://", "https://")):
        raise UsageError(f"“{links:.60}” is no address of a desk", remedy="write it as http://localhost:8400")


def _save(voice: Voice, made: "Document", way: _Way) -> None:
    """Write a brief, and say what was written; or say what it stands on, as citations.

    Raises:
        NoData: Its provenance is asked for, and nothing in it has a footnote.
    """
    from forlik.briefs.notes import Notes
    from forlik.briefs.writing import saved

    notes = Notes(made)
    if way.cite == PROV and not notes.every:
        raise NoData("nothing in this brief has a footnote, so there is nothing to prove", remedy="cite it as text")
    target = saved(made, way.out) if way.out else None
    cited = _cited(made, way.cite) if way.cite else ""
    told = {
        "file": str(target) if target else None,
        "title": made.title,
        "as_of": made.day.isoformat(),
        "marking": made.marked,
        "notes": len(notes.every),
        "sources": len(notes.files),
        "publications": len(notes.publications),
        **({"citations": cited} if cited else {}),
    }
    written = (
        f"{target}: “{made.title}”, as known on {made.day}, marked “{made.marked}”; "
        f"{len(notes.every)} notes, {len(notes.files) + len(notes.publications)} sources"
    )
    if target and cited:
        # Citations are an answer that is kept; what was written beside them is news.
        voice.progress.say(written)
    voice.answer(told, lambda: cited or written)


def _cited(made: "Document", form: str) -> str:
    if form == PROV:
        from forlik.briefs.proven import proven

        return proven(made)
    from forlik.briefs.citing import cite_brief

    return cite_brief(made, form)
