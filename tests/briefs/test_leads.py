"""Where a brief leads: each note to the desk that is named, each source to its publisher, and nothing else anywhere."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pypdf
import pytest
from lxml import etree
from register_briefs import every_brief, saying, seen

from forlik.briefs.country import country_brief
from forlik.briefs.document import Fact
from forlik.briefs.notes import Notes
from forlik.briefs.writing import written
from forlik.world import world

BASE = "https://desk.example:8400"
LINKING = ("pdf", "docx", "html")


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    return country_brief(world(date(2026, 11, 28), home=tmp_path_factory.mktemp("no-store")), "COL")


@pytest.fixture(scope="module")
def whole():
    return every_brief(seen("1", "2:talks"))["fiction-talks full"]


def leads(form, document):
    """Every address outside itself to which a brief leads."""
    return set(_READ[form](written(document, form)))


def _pdf(made):
    for page in pypdf.PdfReader(io.BytesIO(made)).pages:
        for one in page.get("/Annots") or ():
            if uri := one.get_object().get("/A", {}).get("/URI"):
                yield str(uri)


def _docx(made):
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        for name in package.namelist():
            if name.endswith(".rels"):
                for one in etree.fromstring(package.read(name)):
                    if one.get("TargetMode") == "External":
                        yield one.get("Target")


def _html(made):
    yield from (one for one in etree.HTML(made).xpath("//@href") if not one.startswith("#"))


_READ = {"pdf": _pdf, "docx": _docx, "html": _html}


def publishers(document):
    """The web addresses of the sources of a brief."""
    found = {part for text in Notes(document).citations for part in text.replace("<", " ").replace(">", " ").split()}
    return {one for one in found if one.startswith(("https://", "http://"))}


@pytest.mark.parametrize("form", LINKING)
@pytest.mark.parametrize("name", ["country", "whole"])
def test_every_note_leads_to_the_desk_that_is_named_and_every_source_to_its_publisher(form, name, request):
    document = replace(request.getfixturevalue(name), base=BASE)
    notes = {BASE + one.address for one in Notes(document).every if one.address}
    assert len(notes) > 20
    assert leads(form, document) == notes | publishers(document)


@pytest.mark.parametrize("form", LINKING)
def test_without_a_desk_the_publishers_alone_are_led_to(form, country, whole):
    assert len(publishers(country)) > 5
    assert leads(form, country) == publishers(country)
    assert leads(form, whole) == publishers(whole)
    assert {urlsplit(one).scheme for one in leads(form, country)} <= {"https", "http"}


@pytest.mark.parametrize("form", LINKING)
def test_an_address_within_a_record_leads_nowhere(form):
    """What somebody wrote into the register is no publisher of it: a reader is not sent there by a click."""
    text = "see <https://elsewhere.example/told> and https://elsewhere.example/again"
    fact = Fact(text, "0b1", "/register/record/0b1", "0", text, "2026-01-02")
    assert leads(form, saying(fact, title=text)) == set()


@pytest.mark.parametrize("form", LINKING)
def test_the_desk_named_is_an_input_and_gives_the_same_bytes_again(form, whole):
    made = [written(replace(whole, base=base), form) for base in (BASE, BASE, "")]
    assert made[0] == made[1] != made[2]


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("nb", "nb-NO")])
def test_a_word_file_is_in_its_own_language_and_in_no_other(language, tag):
    """By it a word processor reads aloud and looks at the spelling; what the library brings is American."""
    made = written(saying("A line.", language=language), "docx")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}
    assert [name for name, text in parts.items() if "en-US" in text] == []
    for name, place in (("word/styles.xml", "lang"), ("word/settings.xml", "themeFontLang")):
        [found] = etree.fromstring(parts[name].encode()).xpath(f"//*[local-name()='{place}']")
        assert {key.rpartition("}")[2]: said for key, said in found.items()}["val"] == tag


def letters(document, sign):
    """The sizes of letters in which a PDF has the texts with some sign in them."""
    sizes = set()

    def seen_text(text, _current, matrix, _font, size):
        if sign in text:
            sizes.add(round(float(size) * abs(matrix[3] or matrix[0]), 1))

    for page in pypdf.PdfReader(io.BytesIO(written(document, "pdf"))).pages:
        page.extract_text(visitor_text=seen_text)
    return sizes


def test_notes_on_paper_can_be_read(country, whole):
    """Of a brief that may be as long as it is, 7.5 points; of two pages as many as fit, and six at least."""
    assert letters(whole, "/register/") == {7.5}
    [size] = letters(country, "/measure/")
    assert 6 <= size <= 7.5
    [large] = letters(replace(country, sections=country.sections[:1]), "/measure/")
    assert large == 7.5, "the room that there is is used"
