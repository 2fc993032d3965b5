"""Long, mixed and strange texts in a file: every form of its brief is written, and says them."""

import io
import unicodedata

import docx
import pypdf
import pytest
from briefs_read import plainly, text_of_pdf
from register_briefs import of, row, saying

from forlik.briefs.writing import FORMS, written

SCRIPTS = {
    "arabic": "اتفاق وقف إطلاق النار",
    "hebrew": "הסכם הפסקת אש",
    "devanagari": "युद्धविराम समझौता",
    "tamil": "போர்நிறுத்த ஒப்பந்தம்",
    "sinhala": "සටන් විරාම ගිවිසුම",
    "burmese": "အပစ်အခတ်ရပ်စဲရေး သဘောတူညီချက်",
    "chinese": "停火协议",
    "korean": "정전 협정",
    "amharic": "የተኩስ አቁም ስምምነት",
    "cyrillic": "Соглашение о прекращении огня",  # noqa: RUF001 - it is Russian
    "emoji": "🕊️ 👩‍👩‍👧 🇳🇴",
}
NOWHERE = "𒀀𓀀"
"""Cuneiform and hieroglyphs: signs that no font here has."""
REMARK = "No font of this PDF has some of the signs in it"
HOSTILE = '<script>alert(1)</script> *a* `b` | \\ #import "x" {{ y }} {% z %} =1+1\n# g\n\u202e\u0000\u200b'
SHORT_OF_300_PAGES = 1_000_000
"""Signs: some 300 pages of 3 300 signs each."""

pytestmark = pytest.mark.usefixtures("home")


def rows(text, **more):
    title = " ".join(text.split())[:300]
    return [
        row("e", "engagement", title=title, outcome=text[:20000], process="p", **more),
        row("p", "process", label=title),
        row("x", "actor", kind="armed_group", name=title),
        row("r", "role", kind="primary_party", actor="x", of="p", side=title),
        row("a", "act", kind="public_statement", happened="2025-02", engagement="e", by=["x"], statement=text[:20000]),
        row("c", "commitment", kind="own_pledge", engagement="e", promise=text[:20000], obligors=["x"]),
        row("t", "text", kind="agreement", engagement="e", title=title, summary=text[:20000]),
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("text", [" ".join(SCRIPTS.values()), HOSTILE, NOWHERE, "N" * 300], ids=range(4))
def test_every_form_is_written(text, full, form):
    made = written(of(rows(text), "e", full=full), form)
    assert len(made) > 1000
    if form == "docx":
        docx.Document(io.BytesIO(made))
    if form == "pdf":
        assert len(pypdf.PdfReader(io.BytesIO(made)).pages) >= 1
    if form == "html":
        assert b"<script" not in made


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_pdf_has_a_font_for_the_script(script):
    """No remark, and no sign that stands for another: the text read back has letters of the script."""
    shown = text_of_pdf(written(saying(SCRIPTS[script]), "pdf"))
    assert REMARK not in " ".join(shown.split())
    assert "[U+" not in shown
    read = set(unicodedata.normalize("NFKC", shown))
    wanted = {one for one in SCRIPTS[script] if unicodedata.category(one) in ("Lo", "Lu", "Ll", "So")}
    assert len(wanted & read) > len(wanted) / 2, script


def test_a_sign_that_no_font_has_stands_as_its_number_in_the_pdf_alone_and_the_first_page_says_so():
    made = saying("before ", NOWHERE, " after", title=f"Ur {NOWHERE[0]}")
    first = pypdf.PdfReader(io.BytesIO(written(made, "pdf"))).pages[0].extract_text()
    shown = " ".join(first.split())
    assert f"{REMARK}. Each stands as its Unicode number, such as [U+12000]" in shown
    assert "before [U+12000][U+13000] after" in shown
    for form in ("md", "html"):
        assert NOWHERE in written(made, form).decode()
        assert REMARK not in written(made, form).decode()
    read = docx.Document(io.BytesIO(written(made, "docx")))
    assert any(NOWHERE in one.text for one in read.paragraphs)


def test_the_remark_is_in_the_language_of_the_brief():
    shown = " ".join(text_of_pdf(written(saying(NOWHERE, language="nb"), "pdf")).split())
    assert "Ingen skrift i denne PDF-en har noen av tegnene i den" in shown


def test_signs_between_which_no_font_lacks_one_stay_as_they_are():
    """Only what is lacking is replaced: neither the letters around it nor the joiner inside another sign."""
    shown = plainly(text_of_pdf(written(saying(f"é{NOWHERE[0]}å 👩‍👩‍👧 می‌خواهم"), "pdf")))
    assert "é[U+12000]å" in shown
    assert "U+200" not in shown


@pytest.mark.parametrize("form", FORMS)
def test_a_text_of_300_pages_is_written_whole(form):
    """Fifty texts of 20 000 signs: the first and the last word of each are there."""
    many = SHORT_OF_300_PAGES // 20000
    said = [f"begin{n} " + "one more word of it " * 995 + f"end{n}" for n in range(many)]
    texts = [
        row(f"t{n}", "text", kind="agreement", engagement="e", title=f"T{n}", summary=one) for n, one in enumerate(said)
    ]
    made = written(of([row("e", "engagement", title="E"), *texts], "e", full=True), form)
    if form == "pdf":
        pages = pypdf.PdfReader(io.BytesIO(made)).pages
        assert len(pages) > 100
        assert "begin9" in "".join(one.extract_text() for one in pages[:12])
        assert "end0" in "".join(one.extract_text() for one in pages[-6:])
        return
    text = (
        "\n".join(one.text for one in docx.Document(io.BytesIO(made)).paragraphs) if form == "docx" else made.decode()
    )
    for n in range(many):
        assert f"begin{n} " in text, n
        assert f"end{n}" in text, n


def test_on_one_page_long_texts_are_cut_and_it_stays_one_page():
    made = of(rows("many words of it " * 1100), "e")
    assert len(pypdf.PdfReader(io.BytesIO(written(made, "pdf"))).pages) == 1
