"""The page of the data: every file with its size and digest, the schema, the terms, and what changed."""

from collections.abc import Mapping

from forlik.briefs.words import word
from forlik.publish.aid import ACTIVITIES, ORGANISATION, Aid
from forlik.publish.changes import Changes
from forlik.publish.edition import Edition
from forlik.publish.pages.elements import facts, link, section, table, text
from forlik.publish.pages.frame import PACKAGE, Writer
from forlik.published.package import DESCRIPTOR

FORMS: Mapping[str, str] = {
    "dataset.jsonld": "form.dataset",
    "dcat.jsonld": "form.catalogue",
    "prov.json": "form.provenance",
    "feed-{language}.xml": "form.feed",
    "dates-{language}.ics": "form.calendar",
    ACTIVITIES: "form.activities",
    ORGANISATION: "form.organisation",
    "iati-left-out.json": "form.left_out",
}
"""File of the site → what it is."""


def data(writer: Writer, changes: Changes, made: Aid, written: Mapping[str, bytes], head: str) -> bytes:
    """The page of the data.

    Args:
        writer: Writes it.
        changes: What the edition changed.
        made: The IATI files.
        written: The files of the site that it may lead to.
        head: What else stands in its head.
    """
    copy, said = writer.edition.copy, writer.said
    title, address = writer.edition.licence
    told = said("changes.told").format(
        day=changes.day, new=len(changes.new), changed=len(changes.changed), gone=changes.gone
    )
    about = [
        (said("edition"), f"<code>{text(copy.edition)}</code>"),
        (said("licence"), link(address, title)),
        (said("schema"), link(f"../../{DESCRIPTOR}", DESCRIPTOR)),
        (said("changes"), text(told)),
    ]
    body = facts(about) + section(said("files"), _files(writer, writer.edition))
    body += section(said("other"), _forms(writer, written) + f"<p>{text(_aid(writer, made))}</p>")
    return writer.page("data", said("data"), body, cited=word("data", "en", PACKAGE), head=head)


def _files(writer: Writer, edition: Edition) -> str:
    heads = [writer.said(one) for one in ("file", "about", "bytes", "sha256")]
    rows = [
        [
            link(f"../../{one['path']}", one["path"].rpartition("/")[2]),
            text(writer.said(f"resource.{one['name']}")),
            str(one["bytes"]),
            f"<code>{text(one['hash'].removeprefix('sha256:'))}</code>",
        ]
        for one in edition.about["resources"]
    ]
    return table(writer.said("files"), heads, rows, numbers=[2])


def _forms(writer: Writer, written: Mapping[str, bytes]) -> str:
    named = {name.format(language=writer.language): code for name, code in FORMS.items()}
    items = [f"<li>{link(f'../{name}', writer.said(code))}</li>" for name, code in named.items() if name in written]
    return f"<ul>{''.join(items)}</ul>"


def _aid(writer: Writer, made: Aid) -> str:
    left = len({one.engagement for one in made.left})
    return writer.said("iati").format(written=made.written, left=left)
