"""The four forms of a brief say the same, take nothing of a text for their own signs, and hold no clock."""

import io
import re
import time
import zipfile
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import docx
import pypdf
import pytest
from lxml import etree

from forlik.briefs.document import Document, Fact, Grid, Section, Strong, Value, bullets, line, paragraph
from forlik.briefs.notes import Notes
from forlik.briefs.writing import FORMS, saved, written
from forlik.core.errors import UsageError
from forlik.core.figure import Basis, Figure

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BASIS = Basis(
    *(1, "deaths", "Deaths", "A publisher", "", "25.1", "2025-06-30T00:00:00Z", "2026-01-02T00:00:00Z", "ab" * 32),
    *("CC BY 4.0", "A publisher 2025, Deaths 25.1", "https://example.org/deaths"),
)
ADDRESS = "/measure/deaths?country=COL&period=2024&as_of=2026-11-28"
DEATHS = Value(
    Figure("deaths", "Deaths", "Colombia", "COL", "2024", Decimal(12345), "people", "reported", basis=BASIS), ADDRESS
)
UNKNOWN = Value(Figure("x", "X", "Colombia", "COL", "2024", None, "people", "unknown", "nobody counts"), "/measure/x")
SIGNED = Fact("24 November 2016", "0b1", "/register/record/0b1", "0", "Text of the agreement, page 1", "2026-01-02")
HOSTILE = '<script>alert(1)</script> *a* #b $c$ [d](e) `f` & | \\ #import "x" {{ y }} {% z %} =1+1\n# g'


def document(*lines, title="Colombia", **more):
    grid = Grid(
        "A table", ("What", "2024"), ((line("Deaths"), line(DEATHS)), (line("X"), line(UNKNOWN))), frozenset({1})
    )
    blocks = (paragraph("Of ", DEATHS, " deaths, again ", DEATHS, "."), grid, bullets([line("signed ", SIGNED)]))
    section = Section("At a glance", (*blocks, *(paragraph(*one) for one in lines)))
    told = {"name": "country-COL", "kind": "Country brief", "day": date(2026, 11, 28), "language": "en"}
    return Document(title=title, marking="0", marked="Public", sections=(section,), **{**told, **more})


def text_of_pdf(made):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def footnotes_of(made):
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return etree.fromstring(package.read("word/footnotes.xml"))


def text_of(form, made):
    if form == "pdf":
        return text_of_pdf(made)
    if form == "docx":
        read = docx.Document(io.BytesIO(made))
        cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
        notes = ["".join(one.itertext()) for one in footnotes_of(made)]
        return " ".join([*(one.text for one in read.paragraphs), *cells, *notes])
    if form == "html":
        found = []
        reader = HTMLParser()
        reader.handle_data = found.append
        reader.feed(made.decode())
        return " ".join(found)
    return re.sub(r"\\(.)", r"\1", made.decode())


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(form):
    said = " ".join(text_of(form, written(document(), form)).split())
    # Markdown is what a brief is checked as: its day is for programs too.
    day = "As known on 2026-11-28" if form == "md" else "As known on 28 Nov 2026"
    for part in ("Colombia", "Public", day, "At a glance", "24 November 2016", "A table"):
        assert part in said, part
    assert "12\u202f345" in said or "12 345" in said
    assert "sha256 abababababab" in said
    assert "known 2025-06-30" in said, "the note has the snapshot's date, not the reader's"
    assert "A publisher 2025, Deaths 25.1" in said
    assert "nobody counts" in said
    assert "Text of the agreement, page 1" in said


@pytest.mark.parametrize("form", FORMS)
def test_the_same_brief_gives_the_same_bytes_at_another_time(form):
    first = written(document(), form)
    time.sleep(2.1)  # a ZIP file tells time in steps of two seconds
    assert written(document(), form) == first


@pytest.mark.parametrize("form", FORMS)
def test_a_text_is_never_taken_for_signs_of_the_form(form):
    made = written(document((HOSTILE,), title=HOSTILE), form)
    said = "".join(text_of(form, made).split())
    for part in HOSTILE.split():
        assert part in said, part
    if form == "html":
        assert b"<script" not in made
    if form == "md":
        # Every line that could begin a heading of its own is none.
        assert [one for one in made.decode().splitlines() if one.startswith("#")][1:] == [
            "## At a glance",
            "## Sources",
        ]


def test_a_figure_that_stands_twice_has_one_note_and_each_source_one_number():
    notes = Notes(document())
    assert [one.number for one in notes.every] == [1, 2, 3]
    assert notes.sources == (BASIS,)
    assert notes.number(DEATHS) == 1
    assert notes.number(Strong("Deaths")) is None


def test_word_files_have_footnotes_that_lead_back_to_the_record():
    made = written(document(base="https://desk.example.org/"), "docx")
    notes = [one for one in footnotes_of(made) if one.get(f"{W}type") is None]
    assert [one.get(f"{W}id") for one in notes] == ["1", "2", "3"]
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        links = package.read("word/_rels/footnotes.xml.rels").decode()
    assert [one.get(f"{W}id") for one in body.iter(f"{W}footnoteReference")] == ["1", "2", "3"]
    assert {one.get(f"{W}instr") for one in body.iter(f"{W}fldSimple")} == {r" NOTEREF note_1 \h "}
    assert "https://desk.example.org/register/record/0b1" in links
    assert "https://desk.example.org/measure/deaths?country=COL&amp;period=2024" in links


def test_a_pdf_is_tagged_and_has_its_title_and_language():
    read = pypdf.PdfReader(io.BytesIO(written(document(), "pdf")))
    catalogue = read.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en"
    assert read.metadata.title == "Colombia"
    assert "pdfuaid" in catalogue["/Metadata"].get_data().decode()


def test_an_unknown_form_is_refused_and_nothing_is_left_behind(tmp_path):
    with pytest.raises(UsageError, match="there is no file form “odt”"):
        saved(document(), tmp_path / "brief.odt")
    assert list(tmp_path.iterdir()) == []


def test_a_brief_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    target = tmp_path / "brief.pdf"
    saved(document(), target)
    before = target.read_bytes()
    from forlik.briefs.writing import pdf
    from forlik.core.errors import ForlikError

    monkeypatch.setattr(pdf, "_layout", lambda: b"#panic()")
    with pytest.raises(ForlikError, match="cannot be laid out"):
        saved(document(), target)
    assert target.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["brief.pdf"]


def test_a_brief_with_nothing_in_it_is_written_in_every_form():
    empty = Document("x", "X", "Brief", date(2026, 1, 1), "nb", "0", "Offentlig", ())
    for form in FORMS:
        assert "X" in text_of(form, written(empty, form))
