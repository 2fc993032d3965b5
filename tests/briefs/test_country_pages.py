"""The two pages of a country: charts, notes, engagements and gaps, from the made-up store and from the starter."""

import io
import re
from datetime import date
from decimal import Decimal
from functools import cache

import docx
import pypdf
import pytest
from lxml import etree

from forlik.briefs.checking import checked
from forlik.briefs.country import country_brief
from forlik.briefs.courses import course_again
from forlik.briefs.document import Charts, Value
from forlik.briefs.notes import Notes
from forlik.briefs.words import number
from forlik.briefs.writing import FORMS, saved, written
from forlik.core.errors import BadInput, ForlikError
from forlik.desk.pages.conftest import made_up_store
from forlik.discover import measures
from forlik.world import world

__all__ = ["made_up_store"]
MADE_UP, STARTER = date(2024, 12, 31), date(2026, 11, 28)
PLACES = ("COL", "SSD", "LKA", "PHL", "AFG", "UKR", "NOR", "TUV")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The starter, as it answers where there is no store."""
    return world(STARTER, home=tmp_path_factory.mktemp("no-store"))


@pytest.fixture
def then(made_up_store):
    @cache
    def on(day):
        return world(day, home=made_up_store)

    return on


def md(known, place, **more):
    return written(country_brief(known, place, **more), "md").decode()


def charts_of(document):
    return [
        chart
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Charts)
        for chart in block.every
    ]


def body_of(text):
    return re.split(r"^## (?:Sources|Kilder)$", text, flags=re.MULTILINE)[0]


def loose(text):
    """Numbers of a brief's text that have no note and are no day, no year, and no part of a name or of a unit."""
    for what in measures().values():
        for name in (what.title, what.unit):
            text = text.replace(name, "")
    text = re.sub(r"^\| \d{4}(-\d\d)? \|", "|", text, flags=re.MULTILINE)
    text = re.sub(r"– \([^)]*\)\[\^\d+\]|[^|;:.\n]*?\([^)]*\d{4}[^)]*\)\[\^\d+\](?= \|)", "", text)
    text = re.sub(r"[^ |\n]+\[\^\d+\]", "", text)
    text = re.sub(r"\b(?:\d{1,2}\.? )?(?:[A-Za-z]{3,4}\.? )?(?:1[89]|2[01])\d\d(?:-\d\d){0,2}\b", "", text)
    return re.findall(r"\S*\d\S*", text)


@pytest.mark.parametrize("place", PLACES)
def test_every_number_of_the_starters_brief_is_found_again(place, shipped):
    for language in ("en", "nb"):
        found = checked(md(shipped, place, language=language), lambda _day: shipped, "brief.md")
        assert len(found) > 40
        assert [one for one in found if not one.same] == []


@pytest.mark.parametrize("place", PLACES)
def test_every_number_in_the_text_has_a_note_or_is_a_day_or_a_year(place, shipped):
    assert loose(body_of(md(shipped, place)).partition("\n## ")[2]) == []


def test_every_number_of_money_and_flags_has_a_note_too(then):
    text = body_of(md(then(MADE_UP), "COL")).partition("\n## ")[2]
    assert "600[^" in text, "there is money in it"
    assert loose(text.replace("Talks in the north", "")) == []
    assert loose(text.replace("600[^", "600 x[^", 1)) == ["600"], "the search finds a number without a note"


@pytest.mark.parametrize("place", ["COL", "PHL", "SSD"])
def test_a_charts_figures_are_those_of_the_measure_and_of_its_table(place, shipped):
    document = country_brief(shipped, place)
    text = written(document, "md").decode()
    notes, charts = Notes(document), charts_of(document)
    assert len(charts) >= 5
    for chart in charts:
        [first, last] = chart.series.figures[0], chart.series.figures[-1]
        rows = shipped.measure(first.measure, place, start=first.period, end=last.period).rows()
        assert [one.value for one in chart.series.figures] == [
            None if row["value"] is None else row["value"].quantize(Decimal(1)) for row in rows
        ]
        again = course_again(shipped, chart.series.address)
        assert [one.value for one in again] == [one.value for one in chart.series.figures]
        mark = notes.number(chart.series)
        for one in chart.series.figures:
            said = f"{number(one.value)}[^{mark}]"
            row = re.search(rf"^\| {one.period} \|.*$", text[text.index("## Over the years") :], re.MULTILINE)
            assert one.value is None or said in text
            assert row is not None


def test_a_number_of_a_course_that_was_changed_is_told(shipped):
    document = country_brief(shipped, "COL")
    chart, text = charts_of(document)[0], written(document, "md").decode()
    mark, one = Notes(document).number(chart.series), chart.series.figures[3]
    said = f"| {one.period} | {number(one.value)}[^{mark}]"
    assert said in text
    [wrong] = [
        each
        for each in checked(text.replace(said, f"| {one.period} | 9[^{mark}]"), lambda _day: shipped, "b.md")
        if not each.same
    ]
    assert (wrong.said, wrong.found, wrong.number) == ("9", number(one.value), mark)


def test_a_documented_fact_that_was_changed_is_told(shipped):
    text = md(shipped, "COL")
    assert "| guarantor[^" in text
    [wrong] = [
        one
        for one in checked(text.replace("| guarantor[^", "| mediator[^", 1), lambda _day: shipped, "b.md")
        if not one.same
    ]
    assert (wrong.said, wrong.found) == ("mediator", "guarantor")
    gone = re.sub(r"#NO-COL-FARC`", "#NO-COL-GONE`", text, count=1)
    assert [one.why for one in checked(gone, lambda _day: shipped, "b.md") if not one.same] == [
        "nothing is documented of NO-COL-GONE, role"
    ]


@pytest.mark.parametrize("place", ["COL", "PHL"])
def test_a_figure_written_into_a_picture_has_the_number_of_its_note(place, shipped):
    document = country_brief(shipped, place)
    notes = {str(one.number): one.address for one in Notes(document).every}
    page = etree.HTML(written(document, "html"))
    ids = set(page.xpath("//@id"))
    pictures = page.xpath("//*[local-name()='svg']")
    assert len(pictures) == len(charts_of(document)) >= 5
    for picture, chart in zip(pictures, charts_of(document), strict=True):
        said = {value.shown: value.address for value in chart.named}
        figures = picture.xpath(".//*[local-name()='text' and @class='figure']")
        assert figures
        for figure in figures:
            [mark] = figure.xpath(".//*[local-name()='tspan']/text()")
            assert notes[mark] == said[figure.text]
            assert figure.xpath(".//*[local-name()='a']/@href") == [f"#note-{mark}"]
            assert f"note-{mark}" in ids


def test_a_gap_in_the_data_is_a_gap_in_the_line_and_is_said(shipped):
    """Of the Philippines IDMC has no figure of people displaced at the end of 2012."""
    document = country_brief(shipped, "PHL")
    [chart] = [one for one in charts_of(document) if one.series.figures[0].measure == "internally_displaced_conflict"]
    assert [one.period for one in chart.series.figures if one.value is None] == ["2012"]
    assert "no figure: 2012" in chart.spoken
    row = re.search(r"^\| 2012 \|.*$", written(document, "md").decode(), re.MULTILINE)[0]
    assert "–" in row
    page = etree.HTML(written(document, "html"))
    [picture] = [
        one
        for one in page.xpath("//*[local-name()='svg']")
        if chart.title in "".join(one.getparent().getparent().itertext())
    ]
    line = "".join(picture.xpath(".//*[@class='sure']/@d"))
    assert line.count("M") == 2


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_brief_has_two_pages_at_most_and_each_picture_its_words(place, language, shipped):
    document = country_brief(shipped, place, language=language)
    read = pypdf.PdfReader(io.BytesIO(written(document, "pdf")))
    assert len(read.pages) <= 2
    objects = (read.get_object(number) for number in range(1, len(read.xref_objStm) + len(read.xref[0]) + 1))
    spoken = {str(one["/Alt"]) for one in objects if isinstance(one, dict) and one.get("/S") == "/Figure"}
    assert spoken == {chart.spoken for chart in charts_of(document)}


def test_a_word_file_has_each_picture_with_its_words(shipped):
    document = country_brief(shipped, "COL")
    read = docx.Document(io.BytesIO(written(document, "docx")))
    assert [one._inline.docPr.get("descr") for one in read.inline_shapes] == [
        chart.spoken for chart in charts_of(document)
    ]


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_fault_in_a_picture_leaves_the_old_file_and_nothing_else(form, shipped, tmp_path, monkeypatch):
    from forlik.briefs.writing import drawing

    target = tmp_path / f"brief.{form}"
    document = country_brief(shipped, "COL")
    saved(document, target)
    before = target.read_bytes()

    def broken(*_arguments, **_options):
        raise ForlikError("a broken picture")

    monkeypatch.setattr(drawing, "course", broken)
    with pytest.raises(ForlikError, match="a broken picture"):
        saved(document, target)
    assert target.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == [target.name]


def test_what_norway_does_is_there_offline_and_doubts_are_seen(shipped):
    text = md(shipped, "COL")
    part = text.split("## What Norway")[1].split("\n## ")[0]
    assert "**Colombia: peace process with FARC-EP** | guarantor[^" in part
    assert "– (not found)[^" in part, "that nobody documents an end is said"
    assert "2014 (low confidence)[^" in part
    assert "(not verified)[^" in part
    assert "A Trusted Facilitator" in text.split("## Sources")[1], "the publication is among the sources"


def test_a_norwegian_brief_says_why_in_norwegian(shipped):
    text = md(shipped, "LKA", language="nb")
    for word in (
        "Drepte i statsbasert konflikt",
        "mennesker ved årets slutt",
        "tilrettelegger",
        "ikke kjent 28. nov. 2026",
    ):
        assert word in text
    for word in ("not known", "deaths", "people at the end", "facilitator[^", "estimate", "no figure"):
        assert word not in body_of(text), word
    assert re.search(r"\d,\d\[\^", text), "a decimal has a comma"
    assert not re.search(r"\d\.\d\[\^", text)


def test_a_country_of_which_nothing_is_known_has_a_clear_page_in_every_form(home):
    """A new store that holds nothing, and the starter on a day before anything of it was known."""
    empty = world(STARTER, home=home)
    for known in (empty, world("1950-01-01", home=home)):
        document = country_brief(known, "TUV")
        for form in FORMS:
            assert len(written(document, form)) > 500
        read = pypdf.PdfReader(io.BytesIO(written(document, "pdf")))
        assert len(read.pages) <= 2
    text = md(world("1950-01-01", home=home), "TUV")
    assert "No leading figure of this country was known on 1 Jan 1950." in text
    assert "forlik" not in text.replace("Forlik", ""), "a reader has no desk at hand"
    assert [one for block in document.sections for one in block.blocks if isinstance(one, Charts)] == []
    with pytest.raises(BadInput):
        checked("Nothing.\n", lambda _day: empty, "x.md")


def test_what_changed_is_told_from_two_figures_and_for_the_worse_first(shipped):
    document = country_brief(shipped, "COL")
    text = written(document, "md").decode()
    opening = text.split("## In brief")[1].split("\n## ")[0]
    told = re.findall(r"^- \*\*(Worse|Better)\.\*\*", opening, re.MULTILINE)
    assert told == sorted(told, reverse=True)
    assert "7\u202f264\u202f767[^" in opening
    values = [one for line in document.lines() for one in line if isinstance(one, Value)]
    assert any(one.figure.value == Decimal(5077150) and one.figure.period == "2023" for one in values)


def test_a_name_written_from_right_to_left_is_laid_out(shipped):
    """No language of briefs is written so; a title may be."""
    from dataclasses import replace

    document = replace(country_brief(shipped, "AFG"), title="أفغانستان " * 12)
    read = pypdf.PdfReader(io.BytesIO(written(document, "pdf")))
    assert len(read.pages) <= 2
    for form in ("docx", "html", "md"):
        assert "أفغانستان" in written(document, form).decode("utf-8", "replace") or form == "docx"


@pytest.mark.parametrize(("clock", "mode"), [("known", "reconstructed"), ("held", "known"), ("held", "reconstructed")])
def test_a_brief_of_another_clock_or_mode_says_so_and_is_found_again_by_it(home, clock, mode):
    """What was reconstructed is not what was known: a footnote that forgot it would lead to other figures."""
    then = world("2025-06-30", clock=clock, mode=mode)
    made = country_brief(then, "COL")
    unusual = [one for one in (clock, mode) if one != "known"]
    assert made.name == "-".join(["country", "COL", *unusual, "2025-06-30"])
    assert len(made.remarks) == len(unusual)
    text = written(made, "md").decode()
    found = checked(text, lambda day: world(str(day)), "brief.md")
    assert [one for one in found if one.wrong] == []
    for name, said in (("clock", clock), ("mode", mode)):
        addresses = [one.address for one in found if one.address]
        assert all((f"{name}={said}" in one) == (said != "known") for one in addresses)
    # The starter's bytes were never held, so that of the held clock nothing is known.
    assert (len(found) > 10) == (clock == "known")
