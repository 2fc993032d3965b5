import html
import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest

FORMS = {
    "pdf": ("application/pdf", b"%PDF-"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
    "html": ("text/html; charset=utf-8", b"<!doctype html>"),
    "md": ("text/markdown; charset=utf-8", b""),
}
DAY = {"as_of": "2024-07-01"}


def brief(viewer, form="md", place="COL", **fields):
    return viewer.get(f"/briefs/country/{place}.{form}", {**DAY, **fields})


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_brief_is_a_file_of_its_kind_with_a_name_and_the_same_bytes_again(viewer, form):
    media, begins = FORMS[form]
    answer = brief(viewer, form)
    assert answer.status_code == 200
    assert answer["Content-Type"] == media
    assert answer["Content-Disposition"] == f'attachment; filename="forlik-brief-country-COL-2024-07-01-en.{form}"'
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(begins)
    assert "unsafe" not in answer["Content-Security-Policy"]
    from forlik.desk import papers
    from forlik.desk.briefs import _country

    _country.cache_clear()
    papers.forget()
    assert brief(viewer, form, unheard="of").content == answer.content, "made anew, for no address is the same"
    again = viewer.get(f"/briefs/country/COL.{form}", DAY, headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_a_brief_leads_back_to_the_desk_that_it_was_asked_of(viewer, form):
    made = brief(viewer, form)
    where = "http://localhost/measure/active_conflicts?country=COL&period=2023&as_of=2024-07-01"
    assert where in links(form, made.content)
    other = viewer.get(f"/briefs/country/COL.{form}", DAY, headers={"host": "127.0.0.1"})
    assert where.replace("localhost", "127.0.0.1") in links(form, other.content)
    assert b"localhost" not in other.content, "what was made for one address is not given at another"


def links(form, content):
    """Where a brief leads, as its bytes have it."""
    if form == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        return {str(one.get_object().get("/A", {}).get("/URI")) for page in pages for one in page.get("/Annots") or ()}
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = packed.read("word/_rels/footnotes.xml.rels")
    return {html.unescape(one) for one in re.findall(r'(?:href|Target)="([^"]+)"', content.decode())}


def test_a_brief_says_what_the_page_says_with_a_note_that_leads_there(viewer):
    text = brief(viewer).content.decode()
    row = next(line for line in text.splitlines() if line.startswith("| Active state-based conflicts"))
    found = re.search(r"\| 3\[\^(\d+)\]", row)
    assert found, row
    assert f"[^{found[1]}]: " in text
    note = next(line for line in text.splitlines() if line.startswith(f"[^{found[1]}]: "))
    assert "/measure/active_conflicts?country=COL&period=2023&as_of=2024-07-01" in note
    there = viewer.get("/measure/active_conflicts", {"country": "COL", "period": "2023", **DAY}).content.decode()
    assert '<data class="value" value="3">' in there


def test_a_past_day_has_the_brief_of_what_was_known_then(viewer):
    text = viewer.get("/briefs/country/COL.md", {"as_of": "2023-01-01"}).content.decode()
    row = next(line for line in text.splitlines() if line.startswith("| Active state-based conflicts"))
    assert "2021" in row
    assert "2023" not in row.split("[^")[0]


def test_the_language_is_the_readers_or_the_one_that_the_address_names(viewer):
    assert "Country brief" in brief(viewer).content.decode()
    assert "Landnotat" in brief(viewer, language="nb").content.decode()
    norwegian = viewer.get("/briefs/country/COL.md", DAY, headers={"accept-language": "nb"})
    assert "Landnotat" in norwegian.content.decode()
    assert norwegian["Content-Disposition"].endswith('-nb.md"')
    refused = brief(viewer, language="fr")
    assert refused.status_code == 400
    assert "language=nb" in refused.content.decode()


def test_another_name_leads_to_the_one_address_with_its_day_and_language(viewer):
    answer = brief(viewer, "pdf", "kolombia", language="nb")
    assert answer.status_code == 302
    assert answer["Location"] == "/briefs/country/COL.pdf?as_of=2024-07-01&language=nb"


@pytest.mark.parametrize(("name", "helps"), [("Congo", "say which:"), ("xyzzyx", "xyzzyx")])
def test_a_name_that_is_no_one_place_has_no_file_and_says_what_helps(viewer, name, helps):
    answer = brief(viewer, "pdf", name)
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("text/html")
    assert "Content-Disposition" not in answer
    assert helps in answer.content.decode()


def test_a_brief_that_cannot_be_laid_out_is_a_page_that_says_so_and_no_half_file(viewer, monkeypatch):
    from forlik.briefs.writing import pdf
    from forlik.desk import papers

    papers.forget()
    monkeypatch.setattr(pdf, "_layout", lambda: b'#panic("a broken layout")')
    answer = brief(viewer, "pdf", "SDN")
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")
    assert "Content-Disposition" not in answer
    text = answer.content.decode()
    assert "cannot be laid out" in text
    assert "write it as .html or .docx" in text
    assert "Traceback" not in text
    assert brief(viewer, "docx", "SDN").status_code == 200, "the other forms are still there"


def test_writing_a_brief_keeps_nobody_else_waiting(viewer, monkeypatch):
    from forlik.briefs import writing
    from forlik.desk import worlds

    free = []

    def written(_document, _form):
        with ThreadPoolExecutor(1) as other:
            free.append(other.submit(lambda: worlds.LOCK.acquire(blocking=False) and (worlds.LOCK.release() or 1)))
        free[-1] = free[-1].result()
        return b"made"

    monkeypatch.setattr(writing, "written", written)
    assert brief(viewer, "docx", "UKR").content == b"made"
    assert free == [1], "the worlds are read before, and free while a form is written"


def test_who_asks_for_a_pdf_while_another_is_laid_out_is_asked_to_come_again(viewer):
    from forlik.desk import papers

    papers.forget()
    with papers.OF_ANYBODY.inside():
        answer = brief(viewer, "pdf", "ETH")
        assert brief(viewer, "docx", "ETH").status_code == 200
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "ask again in a moment" in answer.content.decode()
    made = brief(viewer, "pdf", "ETH")
    assert made.status_code == 200, "a refusal is not kept"
    with papers.OF_ANYBODY.inside():
        assert brief(viewer, "pdf", "ETH", unheard="of").content == made.content, "what is kept is given at once"


def test_the_page_offers_every_form_of_what_is_asked_for(viewer):
    text = viewer.get("/briefs", {"country": "Kolombia", "language": "nb", **DAY}).content.decode()
    for form in FORMS:
        assert f'href="/briefs/country/COL.{form}?as_of=2024-07-01&amp;language=nb"' in text
    assert "Landnotat" in text
    assert "Offentlig" in text
    assert '<option value="nb" lang="nb" selected>' in text


def test_the_page_alone_says_which_briefs_there_are(viewer):
    text = viewer.get("/briefs").content.decode()
    assert "Country brief" in text
    assert "/briefs/country/" not in text


def test_a_name_of_two_countries_offers_both_and_an_unknown_one_says_so(viewer):
    answer = viewer.get("/briefs", {"country": "Congo", **DAY})
    assert answer.status_code == 300
    for code in ("COD", "COG"):
        assert f'href="/briefs?as_of=2024-07-01&amp;country={code}"' in answer.content.decode()
    unknown = viewer.get("/briefs", {"country": "xyzzyx"})
    assert unknown.status_code == 404
    assert "xyzzyx" in unknown.content.decode()


def test_the_citations_are_the_sources_of_the_brief(viewer):
    text = viewer.get("/briefs/cite.bib", {"country": "COL", **DAY}).content.decode()
    listed = brief(viewer).content.decode().split("## Sources")[1]
    assert "version = {10.1}" in text
    # The brief stands first. Each snapshot has its digest; what a documented fact cites beside them is a publication.
    assert text.startswith("@report{brief_country-COL-")
    numbered, snapshots = (re.findall(one, listed, flags=re.MULTILINE) for one in (r"^\d+\. ", r"^\d+\. .*sha256 "))
    assert text.count("@misc{") == len(numbered) > len(snapshots) > 0
    assert text.count("@misc{publication_") == len(numbered) - len(snapshots)


def test_the_countrys_page_leads_to_its_brief_of_the_same_day(viewer):
    text = viewer.get("/country/COL", DAY).content.decode()
    for form in FORMS:
        assert f'href="/briefs/country/COL.{form}?as_of=2024-07-01"' in text


def test_a_word_file_opens_and_holds_its_title(viewer):
    with zipfile.ZipFile(io.BytesIO(brief(viewer, "docx").content)) as packed:
        assert "Colombia" in packed.read("word/document.xml").decode()
