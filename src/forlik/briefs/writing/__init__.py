"""One file is one form in which a brief is written; the same document gives the same bytes."""

from collections.abc import Callable, Mapping
from pathlib import Path

from forlik.briefs.document import Document
from forlik.core.errors import UsageError

FORMS = ("pdf", "docx", "html", "md")


def written(document: Document, form: str) -> bytes:
    """A brief as the bytes of a file.

    Args:
        document: The brief.
        form: One of ``FORMS``.

    Raises:
        UsageError: There is no such form.
    """
    if form not in FORMS:
        raise UsageError(f"there is no file form “{form}” of a brief", remedy="end the name in ." + ", .".join(FORMS))
    return _writers()[form](document)


def saved(document: Document, target: Path) -> Path:
    """Write a brief to a file whose ending names the form; one that is there is replaced when the new one is whole.

    Raises:
        UsageError: There is no such form.
        ForlikError: The file cannot be written.
    """
    from forlik.core.table import replaced

    return replaced(target, written(document, target.suffix.removeprefix(".")))


def _writers() -> Mapping[str, Callable[[Document], bytes]]:
    # What a form is written with is slow to import, and needed for that form alone.
    from forlik.briefs.writing import html, markdown, pdf, word_file

    return {"pdf": pdf.pdf, "docx": word_file.docx, "html": html.html, "md": markdown.markdown}
