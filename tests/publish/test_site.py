"""The site: every link leads to a file, nothing in it runs, and the same copy gives the same bytes."""

import hashlib
import json
import subprocess
import sys
import textwrap
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from public_copy import BODIES, DAY, HOSTILE, copy, files_of, site

from forlik.published import packed

VOID = {"meta", "link", "br", "img", "hr", "input"}


class Page(HTMLParser):
    """What stands in a page: its elements in their order, links, ids, scripts and the text that a reader sees."""

    def __init__(self, content):
        super().__init__(convert_charrefs=True)
        self.elements, self.links, self.ids, self.scripts, self.text = [], [], set(), [], ""
        self.open = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag, given):
        given = dict(given)
        self.elements.append((tag, given))
        self.links += [given[name] for name in ("href", "src") if name in given]
        if "id" in given:
            self.ids.add(given["id"])
        if tag not in VOID:
            self.open.append(tag)
        if tag == "script":
            self.scripts.append((given.get("type"), ""))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data):
        if self.open[-1:] == ["script"]:
            self.scripts[-1] = (self.scripts[-1][0], self.scripts[-1][1] + data)
        else:
            self.text += data


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published") / "copy"
    site(folder)
    return folder


def pages(folder):
    return {path: Page(path.read_bytes()) for path in sorted(folder.rglob("*.html"))}


def test_there_is_a_page_for_each_engagement_process_and_text_in_both_languages(folder):
    names = {path.relative_to(folder / "site").as_posix() for path in pages(folder)}
    own = {f"{concept}-{name}" for name, (concept, _) in BODIES.items() if concept in {"engagement", "process", "text"}}
    wanted = {f"{lang}/{one}.html" for lang in ("en", "nb") for one in own | {"index", "processes", "texts", "data"}}
    assert names == wanted | {"index.html"}


def test_every_relative_link_leads_to_a_file(folder):
    missed, followed = [], 0
    for path, page in pages(folder).items():
        for address in page.links:
            parts = urlsplit(address)
            if parts.scheme:
                continue
            followed += 1
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_relative_to(folder), address
            if not target.is_file() or (parts.fragment and parts.fragment not in Page(target.read_bytes()).ids):
                missed.append((path.name, address))
    assert followed > 200
    assert missed == []


def test_no_page_asks_another_server_for_anything_and_nothing_in_it_runs(folder):
    for path, page in pages(folder).items():
        assert {kind for kind, _ in page.scripts} <= {"application/ld+json"}, path
        for tag, given in page.elements:
            assert tag not in {"iframe", "object", "embed", "form", "base", "img", "style", "b"}, path
            assert not any(name.startswith("on") or name == "style" for name in given), path
            if tag == "link" or "src" in given:
                address = given.get("href") or given.get("src")
                # An empty icon of its own keeps a browser from asking for one.
                assert address == "data:," or not urlsplit(address).scheme, path


def test_a_text_that_tries_to_break_out_is_read_as_it_was_written(folder):
    page = Page((folder / "site/en/engagement-south.html").read_bytes())
    assert HOSTILE in page.text
    assert page.open == []
    listed = Page((folder / "site/en/index.html").read_bytes())
    assert HOSTILE in listed.text
    [(_, told)] = listed.scripts
    assert json.loads(told)["@type"] == "Dataset"


def test_pages_say_their_language_title_and_how_they_are_cited(folder):
    titles = set()
    for path, page in pages(folder).items():
        [html] = [given for tag, given in page.elements if tag == "html"]
        assert html["lang"] == (path.parent.name if path.parent.name in {"en", "nb"} else "en")
        assert [tag for tag, _ in page.elements].count("h1") == 1
        assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in page.elements
        if path.parent.name in {"en", "nb"}:
            assert "Ministry Ñandú" in page.text
            assert DAY.isoformat() in page.text
            assert len([one for one in page.links if "/cite/" in one]) == 3
            titles.add((path.parent.name, path.read_text("utf-8").partition("<title>")[2].partition("</title>")[0]))
    assert len(titles) == len(pages(folder)) - 1, "no two pages of a language bear one title"


def test_tables_have_a_caption_and_heads_of_columns_and_rows(folder):
    for path, page in pages(folder).items():
        tags = [tag for tag, _ in page.elements]
        assert tags.count("table") == tags.count("caption") == tags.count("thead"), path
        for tag, given in page.elements:
            if tag == "th":
                assert given["scope"] in {"col", "row"}


def test_what_is_not_published_is_said_to_be_so_and_is_never_a_nought(folder):
    text = Page((folder / "site/en/engagement-south.html").read_bytes()).text
    assert "Endnot published" in text
    assert "Outcomenot published" in text
    nb = Page((folder / "site/nb/engagement-south.html").read_bytes()).text
    assert "Sluttikke offentliggjort" in nb


def test_an_engagement_shows_what_its_file_holds_and_by_what_it_is_known(folder):
    text = Page((folder / "site/en/engagement-north.html").read_bytes()).text
    for said in (
        "Colombia",
        "peace and reconciliation",
        "The accord",
        "To let the prisoners go",
        "2024-09-01",
        "donor",
    ):
        assert said in text
    assert "ab" * 32 in text, "the digest of what was read"


def test_the_page_of_the_data_has_every_file_with_its_size_and_digest(folder):
    page = Page((folder / "site/en/data.html").read_bytes())
    for path in sorted(folder.glob("edition-*/*")):
        content = path.read_bytes()
        assert hashlib.sha256(content).hexdigest() in page.text
        assert str(len(content)) in page.text
        assert f"../../{path.relative_to(folder).as_posix()}" in page.links
    assert "../../datapackage.json" in page.links
    assert "https://creativecommons.org/licenses/by/4.0/" in page.links


def test_an_empty_copy_makes_a_site_too(tmp_path):
    files = site(tmp_path / "copy", copy(**dict.fromkeys(BODIES)))
    assert b"None is public." in files["en/index.html"]
    assert b"Ingen er offentlige." in files["nb/texts.html"]
    assert "iati-activities.xml" not in files


PROGRAM = """
    import sys
    from pathlib import Path
    sys.path.insert(0, {here!r})
    from public_copy import site
    site(Path(sys.argv[1]))
"""


def test_two_processes_make_the_same_bytes_of_the_same_copy(tmp_path):
    program = textwrap.dedent(PROGRAM.format(here=str(Path(__file__).parent)))
    for turn in ("1", "2"):
        environment = {"PYTHONHASHSEED": turn, "TZ": f"UTC-{turn}"}
        subprocess.run([sys.executable, "-c", program, str(tmp_path / turn)], check=True, env=environment)
    one, two = files_of(tmp_path / "1"), files_of(tmp_path / "2")
    assert len(one) > 50
    assert one == two


def test_a_reader_of_data_packages_finds_nothing_wrong(folder):
    import frictionless

    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    about = json.loads((folder / "datapackage.json").read_bytes())
    # A package says by its profile by which version of the standard it is to be read.
    profile = "https://datapackage.org/profiles/2.0/"
    assert about["$schema"] == f"{profile}datapackage.json"
    assert {one["$schema"] for one in about["resources"]} == {f"{profile}dataresource.json"}
    assert {one["schema"]["$schema"] for one in about["resources"] if "schema" in one} == {f"{profile}tableschema.json"}
    assert report.stats["tasks"] == len(about["resources"])


def test_the_site_is_made_of_the_package_alone(folder):
    assert set(files_of(folder)) - {f"site/{name}" for name in files_of(folder / "site")} == {
        "datapackage.json",
        *(f"{packed(copy()).edition}/{name}" for name in packed(copy()).files),
    }
