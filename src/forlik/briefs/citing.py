"""A brief as something to cite: itself, then every snapshot that it stands on, then the publications of its facts."""

import re
from hashlib import sha256

from forlik.briefs.document import Document
from forlik.briefs.notes import Notes
from forlik.briefs.words import word
from forlik.core.citation import cite_report
from forlik.core.citation_forms import Entry
from forlik.core.settings import house


def cite_brief(document: Document, form: str = "text") -> str:
    """Cite a brief and all that it stands on; nothing in it is of the day on which it is asked for.

    Args:
        document: The brief.
        form: One of :data:`forlik.core.citation.FORMATS`.

    Returns:
        The entry of the brief, one of every snapshot behind its figures, and one of every publication that its facts
        cite.

    Raises:
        UsageError: No such form.
    """
    notes = Notes(document)
    return cite_report(_entry(document), notes.files, notes.publications, form)


def _entry(document: Document) -> Entry:
    """The brief itself: of the day whose knowledge it shows, by the house whose brief it is."""
    when = word("as_of", document.language).format(day=document.day)
    said = f"{when[:1].lower()}{when[1:]}"
    author = house()
    return Entry(
        kind="report",
        key="_".join(("brief", _key(document.name), document.language)),
        text=f"{author}. {document.title}. {document.kind}, {said}. {document.marked}.",
        title=document.title,
        author=author,
        day=document.day.isoformat(),
        genre=document.kind,
        note=f"{when}. {document.marked}.",
    )


def _key(name: str) -> str:
    """A name as a key of references: what such a key may not have is told apart by a digest of the whole."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", name)
    return plain if plain == name else f"{plain}-{sha256(name.encode()).hexdigest()[:8]}"
