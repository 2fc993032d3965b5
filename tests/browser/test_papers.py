"""Pages of what is handed out: briefs, the account, tokens, and the published site from a plain file server."""

import functools
import http.server
import sys
import threading
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from looking import looked_at
from playwright.sync_api import expect

from forlik.briefs.document import Bullets, Card, Cards, Document, Grid, Paragraph, Section, Strong, Value
from forlik.briefs.writing import written
from forlik.core.figure import Figure

sys.path.append(str(Path(__file__).parent.parent / "publish"))

from public_copy import site

FIGURE = Figure("population", "Population", "Colombia", "COL", "2024", Decimal(52_321_152), "people", "reported")
PAPERS = {
    "brief": "/register/fiction-talks/brief",
    "account": "/register/account",
    "memo": "/register/decide/fiction-option-facilitate/memo",
    "hand-over": "/register/fiction-talks/handover",
    "tokens": "/register/tokens",
    "a new token": "/register/tokens/new",
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_page_of_papers_keeps_nobody_out_in_either_language(examples_house, name):
    page = examples_house.page_of("demo-owner")
    assert page.goto(examples_house.address + PAPERS[name]).status == 200
    looked_at(page, f"{name}-en")
    page.get_by_role("button", name="Norsk bokmål").or_(page.get_by_role("link", name="Norsk bokmål")).click()
    expect(page.locator("html")).to_have_attribute("lang", "nb")
    looked_at(page, f"{name}-nb")
    page.get_by_role("button", name="English").or_(page.get_by_role("link", name="English")).click()


@pytest.mark.parametrize("language", ["en", "nb"])
def test_a_brief_as_a_page_fits_a_telephone(page, tmp_path, language):
    for number, name in enumerate(["A", "Engasjementspolitikken", "الوساطة", "W" * 300]):
        words = f"{name} {name}"
        head = (Paragraph((words, Value(FIGURE, "/measure/population"))), Bullets(((words,), (Strong(words),))))
        card = Card(name, Value(FIGURE, "/measure/population"), (words,))
        grid = Grid(words, (name, name, name), ((("1",), (words,), (words,)),))
        parts = (Section(name, (Cards((card,) * 4), *head, grid)),)
        made = Document(f"one-{number}", name, name, date(2026, 11, 1), language, "0", "Public", parts)
        path = tmp_path / f"{number}.html"
        path.write_bytes(written(made, "html"))
        page.goto(path.as_uri())
        looked_at(page, f"page-of-a-brief-{language}-{number}")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A plain file server that says nothing."""

    def log_message(self, *_):
        """Nobody listens."""


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The address of a published folder, and its pages."""
    folder = tmp_path_factory.mktemp("site") / "copy"
    site(folder)
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        yield address, sorted(one.relative_to(folder).as_posix() for one in (folder / "site").rglob("*.html"))
        server.shutdown()


def test_every_page_of_the_site_reads_well_and_asks_nowhere_else(page, published):
    address, pages = published
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("request", lambda one: None if one.url.startswith(address) else complaints.append(one.url))
    assert len(pages) > 8
    for name in pages:
        assert page.goto(f"{address}/{name}").status == 200
        looked_at(page, name.replace("/", "-"))
        page.emulate_media(color_scheme="dark")
        looked_at(page, f"{name.replace('/', '-')}-dark")
        page.emulate_media(color_scheme="light")
    assert complaints == []
