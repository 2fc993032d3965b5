"""The verb that writes the briefs of many countries at once."""

from pathlib import Path

import click

from forlik.cli.options import Voice, as_of, spoken
from forlik.core.errors import ForlikError, UsageError
from forlik.core.printable import printable

FORMS = ("pdf", "docx", "html", "md")
SHOWN = 5
"""Places that the last word names; the lines before it name all of them."""


@click.command()
@click.argument("places", nargs=-1, metavar="[PLACE]...")
@click.option("-o", "--out", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="Where to.")
@click.option("--form", type=click.Choice(FORMS), default="pdf", show_default=True)
@click.option("--language", type=click.Choice(["en", "nb"]), default="en", show_default=True)
@click.option("--links", metavar="ADDRESS", default="", help="The desk that footnotes lead back to.")
@as_of
@spoken
def countries(
    voice: Voice,
    places: tuple[str, ...],
    out: Path,
    form: str,
    language: str,
    links: str,
    as_of: str | None,
    clock: str,
    mode: str,
) -> None:
    """Briefs of several countries, one file each, in one folder; of every state when none is named.

    What goes wrong with one is named at the end, and the others are written.
    """
    if links and not links.startswith(("http://", "https://")):
        raise UsageError(f"“{links:.60}” is no address of a desk", remedy="write it as http://localhost:8400")
    from forlik.world import world

    then = world(as_of, clock=clock, mode=mode)  # type: ignore[arg-type]
    _folder(out)
    from forlik.briefs.several import country_briefs
    from forlik.places import all_places

    named = dict.fromkeys(places or (one.iso3 for one in all_places("state", on=then.day)))
    shown = voice.progress.over(list(named), "writing briefs")
    # The bar moves when the next one is asked for: each is written as it is named.
    done = list(country_briefs(then, shown, out, form, language="nb" if language == "nb" else "en", base=links))
    failed = [one for one in done if one.file is None]
    written = sorted({str(one.file) for one in done if one.file})
    told = {
        "folder": str(out),
        "as_of": then.day.isoformat(),
        "files": written,
        "failed": [{"place": one.place, "why": one.why} for one in failed],
    }
    voice.answer(told, lambda: f"{out}: {len(written)} country briefs, as known on {then.day}")
    if failed:
        for one in failed:
            click.echo(f"forlik: {printable(one.place)}: {one.why}", err=True)
        more = f" and {len(failed) - SHOWN} more" if len(failed) > SHOWN else ""
        raise ForlikError(
            f"{len(failed)} of {len(done)} briefs were not written: "
            + ", ".join(one.place for one in failed[:SHOWN])
            + more,
            where=str(out),
        )


def _folder(out: Path) -> None:
    """Make the folder, where it is not there.

    Raises:
        UsageError: Something else of that name is there, or it cannot be made.
    """
    try:
        out.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"this is no folder to write to: {error.strerror}", where=str(out), remedy="name one, or one to be made"
        ) from error
