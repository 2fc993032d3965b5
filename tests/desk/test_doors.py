"""What holds for every address: headers, errors, exports, host names."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import openpyxl
import pyarrow.parquet as pq
import pytest

from forlik.desk.pages.conftest import examples

PAGES = list(examples().values())
STEMS = ["/today", "/watch", "/data", "/source/ucdp_acd", "/measure/active_conflicts", "/country/COL"]
ODD = ["/country/Congo", "/country/xyzzyx", "/nothing", "/country/COL?as_of=never", "/country/kolombia"]
ODD += ["/static/nothing.css", "/language/xx", "/language/nb", "/country/COL/nothing.svg", "/static/desk/desk.css"]


@pytest.mark.parametrize("address", [*PAGES, *ODD, *(f"{stem}.csv" for stem in STEMS), "/country/COL/cite.ris"])
def test_every_answer_forbids_what_pages_never_need(viewer, address):
    answer = viewer.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    answer.close()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_its_day_skip_link_language_and_direction(viewer, address):
    text = viewer.get(address).content.decode()
    assert '<a class="skip" href="#main">' in text
    assert '<html lang="en" dir="ltr">' in text
    assert 'name="as_of" type="date"' in text
    assert "data-copy-link" in text
    assert "<script>" not in text
    assert " style=" not in text
    assert " onclick" not in text


@pytest.mark.parametrize("stem", STEMS)
def test_every_table_comes_in_four_forms_that_open(viewer, stem):
    shape = json.loads(viewer.get(f"{stem}.json").content)
    rows = shape if isinstance(shape, list) else shape.get("rows") or shape["figures"]
    table = pq.read_table(io.BytesIO(viewer.get(f"{stem}.parquet").content))
    assert table.num_rows == len(rows)
    book = openpyxl.load_workbook(io.BytesIO(viewer.get(f"{stem}.xlsx").content))
    assert book.sheetnames == ["figures", "sources"]
    assert book["figures"].max_row == len(rows) + 1
    lines = viewer.get(f"{stem}.csv").content.decode().splitlines()
    assert lines[0].split(",") == table.column_names
    assert "attachment" in viewer.get(f"{stem}.csv")["Content-Disposition"]


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize(
    ("ending", "mark"), [("bib", "@misc{"), ("ris", "TY  - DATA"), ("txt", "UCDP"), ("json", '"type": "dataset"')]
)
def test_every_page_can_be_cited(viewer, stem, ending, mark):
    assert mark in viewer.get(f"{stem}/cite.{ending}").content.decode()


def test_a_page_links_its_own_files_for_the_same_question(viewer):
    text = viewer.get("/measure/active_conflicts", {"country": "COL", "as_of": "2023-01-01"}).content.decode()
    assert 'href="/measure/active_conflicts.csv?as_of=2023-01-01&amp;country=COL"' in text
    assert 'href="/measure/active_conflicts/cite.bib?as_of=2023-01-01&amp;country=COL"' in text


def test_a_fault_of_ours_is_a_calm_page_without_a_trace(viewer, monkeypatch):
    from forlik.desk.pages.country import page

    def break_down(*_arguments, **_names):
        raise RuntimeError("a secret of the machine room")

    monkeypatch.setattr(page, "answer", break_down)
    viewer.raise_request_exception = False
    answer = viewer.get("/country/AFG")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Something went wrong here" in text
    assert "machine room" not in text
    assert "Traceback" not in text


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io"])
def test_a_name_that_is_not_the_desks_is_refused_even_for_a_page_already_made(viewer, host):
    assert viewer.get("/data").status_code == 200
    assert viewer.get("/data", headers={"host": host}).status_code == 400


def test_a_json_error_is_json(viewer):
    answer = viewer.get("/measure/nothing.json")
    assert answer.status_code == 404
    assert "nothing" in json.loads(answer.content)["error"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_are_for_reading(viewer, method):
    assert getattr(viewer, method)("/country/COL").status_code == 405


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "\\\\evil.example", "/\\evil.example", "javascript:x"]
)
def test_choosing_a_language_never_leads_away(viewer, back):
    answer = viewer.get("/language/nb", {"back": back})
    assert answer["Location"] == "/"
    assert answer.cookies["forlik_language"].value == "nb"


def test_a_chosen_language_stays_and_leads_back(viewer):
    answer = viewer.get("/language/nb", {"back": "/country/COL?as_of=2023-01-01"})
    assert answer["Location"] == "/country/COL?as_of=2023-01-01"
    text = viewer.get("/country/COL").content.decode()
    assert '<html lang="nb" dir="ltr">' in text
    assert "Fred og forsoning" in text
    assert "30. juni 2024" in text


def test_a_reconstructed_world_is_watermarked(viewer):
    text = viewer.get("/country/COL", {"as_of": "2023-01-01", "mode": "reconstructed"}).content.decode()
    assert "not what was known then" in text
    assert "not what was known then" not in viewer.get("/country/COL", {"as_of": "2023-01-01"}).content.decode()


def test_the_bar_of_the_offline_reference_figures_stands_only_over_them(viewer, tmp_path, monkeypatch):
    assert "forlik sync" not in viewer.get("/data").content.decode().split("<main")[0]
    monkeypatch.setenv("FORLIK_HOME", str(tmp_path))
    assert "forlik sync" in viewer.get("/data").content.decode().split("<main")[0]


def test_a_request_for_another_host_is_refused_with_every_header_and_without_a_trace(viewer, caplog):
    answer = viewer.get("/", headers={"host": "evil.example.com"})
    assert answer.status_code == 400
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Traceback" not in caplog.text


def test_an_address_longer_than_any_is_refused_and_a_long_name_is_not_sent_back(viewer):
    assert viewer.get("/", {"x": "y" * 3000}).status_code == 414
    assert viewer.get("/country/" + "y" * 3000).status_code == 414
    assert len(viewer.get("/country/" + "y" * 1500).content) < 10_000


def test_files_are_written_while_others_read_and_only_a_few_at_once(viewer, monkeypatch):
    from forlik.desk import reply, worlds

    monkeypatch.setattr(reply, "WAIT", 0.01)
    with ExitStack() as taken:
        for _ in range(reply.FILES_AT_ONCE):
            taken.enter_context(reply.TURN)
        answer = viewer.get("/measure/active_conflicts.csv")
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert viewer.get("/measure/active_conflicts").status_code == 200
    with ExitStack() as taken:
        for one in (*[reply.TURN] * reply.FILES_AT_ONCE, reply.QUEUE):
            taken.enter_context(one)
        monkeypatch.setattr(reply, "WAIT", 3600)
        assert viewer.get("/measure/active_conflicts.csv").status_code == 503, "a second one does not wait"
    free = []

    def look():
        free.append(worlds.LOCK.acquire(blocking=False))
        if free[-1]:
            worlds.LOCK.release()

    def export(_table, _form):
        with ThreadPoolExecutor(1) as other:
            other.submit(look).result()
        return b"x"

    monkeypatch.setattr("forlik.core.table.Table.export", export)
    assert viewer.get("/measure/wars.csv").content == b"x"
    assert free == [True], "the world is free for others while a file is written"
