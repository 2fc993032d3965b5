"""Every byte of a brief that may hold a text: unpacked, decompressed and decoded, whatever its form."""

import html
import io
import re
import zipfile

import pypdf


def unpacked(form, made):
    """All texts of a brief in one: the file as it stands, and all that is packed into it."""
    return "\n".join([made.decode("utf-8", "replace"), *_PARTS[form](made)])


def text_of_pdf(made):
    """What is read on the pages of a PDF."""
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def plainly(text):
    """A text without what forms put between its signs: their own signs, line ends, and what escapes them."""
    return re.sub(r"[\s\\\u00ad-]+", "", html.unescape(text))


def _pdf(made):
    read = pypdf.PdfReader(io.BytesIO(made))
    yield text_of_pdf(made)
    yield str(read.metadata)
    yield read.xmp_metadata.stream.get_data().decode("utf-8", "replace") if read.xmp_metadata else ""
    numbers = {number for each in read.xref.values() for number in each} | set(read.xref_objStm)
    for number in sorted(numbers - {0}):
        one = read.get_object(number)
        yield str(one)
        if hasattr(one, "get_data"):
            yield one.get_data().decode("latin-1")


def _docx(made):
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        for name in package.namelist():
            yield name
            text = package.read(name).decode("utf-8", "replace")
            yield text
            yield re.sub(r"<[^>]+>", "", text)


def _html(made):
    yield re.sub(r"<[^>]+>", "", made.decode())


def _md(made):
    yield re.sub(r"\[\^\d+\]", "", made.decode())


_PARTS = {"pdf": _pdf, "docx": _docx, "html": _html, "md": _md}
