"""The desk's own laws: what every page declares, and what no template may do."""

import ast
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import forlik.desk
from forlik.desk.pages.conftest import examples

HERE = Path(forlik.desk.__file__).parent
TEMPLATES = sorted(
    [*HERE.glob("templates/**/*.html"), *HERE.glob("pages/*/*.html"), *HERE.glob("register/pages/*/*.html")]
)
NAMES = sorted(path.parent.name for path in HERE.glob("pages/*/page.py"))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_declares_where_it_is_who_may_see_it_and_what_it_is_called(name, viewer):
    from forlik.desk.urls import found_pages

    page = found_pages()[name]
    assert isinstance(page.PATH, str)
    assert page.ACCESS == "public"
    assert str(page.TITLE)
    assert examples()[name] == page.EXAMPLE, "an example is written as a text, so that the browser tests find it"
    assert viewer.get(page.EXAMPLE).status_code == 200
    folder = HERE / "pages" / name
    assert (folder / "page.html").is_file()
    assert "def test_" in (folder / "test_page.py").read_text(encoding="utf-8")
    assert len((folder / "page.py").read_text(encoding="utf-8").splitlines()) <= 120


def test_a_page_of_the_register_stands_below_its_closed_address():
    from django.urls import resolve

    from forlik.desk.signin.closed import is_closed
    from forlik.desk.urls import found_register_pages

    pages = found_register_pages()
    assert len(pages) == len(list(HERE.glob("register/pages/*/page.py")))
    for name, page in pages.items():
        assert is_closed(f"/{page.PATH}"), name
        assert resolve(urlsplit(page.EXAMPLE).path).url_name == f"register-{name}"
        assert str(page.TITLE)
        folder = HERE / "register" / "pages" / name
        assert len((folder / "page.py").read_text(encoding="utf-8").splitlines()) <= 180


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(HERE).as_posix())
def test_no_template_prints_a_raw_number_or_carries_script_or_style(path):
    text = path.read_text(encoding="utf-8")
    shown = re.sub(r"<[^>]*>", " ", re.sub(r"\{[{%].*?[%}]\}", " ", text, flags=re.DOTALL))
    assert not re.search(r"\d", shown), "figures are printed by the tag, counts by the filter"
    assert not re.search(r"\{\{[^}]*\.value\b", text), "a value is printed by the figure tag only"
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"""(src|href)=["'](https?:)?//""", text), "no request leaves the machine"
    assert "|safe" not in text


@pytest.mark.parametrize("path", sorted(HERE.glob("pages/*/*.py")), ids=lambda path: path.relative_to(HERE).as_posix())
def test_no_sentence_of_a_page_holds_a_number(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "_t"}:
            said = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            assert not re.search(r"\d", " ".join(said)), "a number comes from a Figure, never from a sentence"


@pytest.mark.parametrize("path", sorted(HERE.glob("static/**/*.*")), ids=lambda path: path.name)
def test_no_static_file_asks_for_anything_outside(path):
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|@import|url\(", text)
    assert not re.search(r"\beval\(|new Function|innerHTML", text)


def test_pages_do_not_import_each_other():
    for path in HERE.glob("pages/*/*.py"):
        others = path.read_text(encoding="utf-8").replace(f"forlik.desk.pages.{path.parent.name}", "")
        assert "forlik.desk.pages" not in others
