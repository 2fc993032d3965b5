"""A text in a brief as Markdown is read as that text: it makes no heading, list, link or sign."""

from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from register_briefs import DAY

from forlik.briefs.document import Document, Fact, Grid, Section, Strong, Value, bullets, line, paragraph
from forlik.briefs.writing import written
from forlik.core.figure import Basis, Figure
from forlik.core.printable import printable

SIGNS = ["#", "##", "-", "+", "*", "=", "1", ".", ")", ">", " ", "&", "#x202E;", "lt;", "`", "_", "~", "<b>", "!", "["]
MORE = [
    "]",
    "(x:y)",
    "|",
    "\\",
    "\n",
    "a",
    ":",
    "^1",
    "$",
    "\u202e",
    "http://e.example/?a=1&b=2",
    "www.e.example",
    "\t",
]
texts = st.lists(st.sampled_from(SIGNS + MORE), min_size=1, max_size=7).map("".join).filter(str.strip)


def parsed(text):
    """Kinds of all parts of a brief in which a text stands in every place, and the texts of those parts."""
    grid = Grid(text, (text, "b"), ((line(text), line("c ", text)),))
    blocks = (
        paragraph(text),
        paragraph(text, " ", Strong("strong"), " ", Strong(text)),
        bullets([line(text), line(text)]),
        grid,
    )
    made = Document(
        "x", text, text, DAY, "en", "0", text, (Section(text, blocks), Section("Last", ())), remarks=(text, text)
    )
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    kinds, said = [], []
    for one in parser.parse(written(made, "md").decode()):
        kinds.append((one.type, one.tag))
        if one.children:
            kinds += [(part.type, part.tag) for part in one.children if part.type != "text"]
            said.append(" ".join("".join(part.content for part in one.children).split()))
    return kinds, said


@settings(deadline=None)
@given(texts)
@example("# Heading")
@example("Heading ##")
@example("##")
@example("1. one")
@example("12) one")
@example("- - a")
@example("---")
@example("===")
@example("> quote")
@example("    code")
@example("&#x202E;evil &lt;b&gt; &amp;")
@example("| a | b |")
@example("![a](b:c) [^1]: d")
def test_a_text_is_read_as_that_text_and_has_the_place_that_a_word_has(text):
    kinds, said = parsed(text)
    assert kinds == parsed("word")[0]
    shown = " ".join(printable(text).split())
    assert said.count(shown) >= 7, (shown, said)


def test_an_address_in_a_text_is_no_link_and_that_of_a_source_may_be_one():
    """What begins a link of itself, by the extension of GitHub: a scheme with ://, or www and a point."""
    fact = Fact(
        "at www.f.example", "f", f"/register/f?as_of={DAY}", evidence="# http://n.example", cited=("- HTTPS://s",)
    )
    basis = Basis(
        *(1, "deaths", "Deaths", "A publisher", "", "25.1", "2025-06-30T00:00:00Z", "2026-01-02T00:00:00Z", "ab" * 32),
        *("CC BY 4.0", "A publisher 2025, Deaths 25.1", "https://example.org/deaths"),
    )
    figure = Figure("deaths", "Deaths", "Colombia", "COL", "2024", Decimal(5), "people", "reported", basis=basis)
    deaths = Value(figure, f"/measure/deaths?as_of={DAY}")
    section = Section("S", (paragraph("see HTTP://e.example ", fact, deaths), bullets([line("_ftp://e.example")])))
    text = written(Document("x", "T", "Brief", DAY, "en", "0", "Public", (section,)), "md").decode()
    assert r"see HTTP\://e.example at www\.f.example[^1]" in text
    assert r"- \_ftp\://e.example" in text
    assert r"http\://n.example" in text
    assert r"2. \- HTTPS://s" in text
