"""Syncing against a local server that replays what publishers answer, changed layouts included."""

import dataclasses
import http.server
import io
import threading
import zipfile

import pytest

from forlik.core.errors import BadInput, SourceUnavailable
from forlik.core.source import Address
from forlik.discover import source
from forlik.store.fetch import POLICY
from forlik.sync import sync
from forlik.world import world

HEAD = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,year,"
    "intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,"
    "ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)
ROW = "1,Colombia,Government,1,,Group,1,,2,,2020,1,0,3,2001-01-01,1,2001-01-01,1,0,,,100,,,,100,5,1\n"


def zipped(text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("acd.csv", text)
    return stream.getvalue()


@pytest.fixture
def publisher():
    """A server on loopback; ``answers`` maps a path to (status, content type, bytes)."""

    class Handler(http.server.BaseHTTPRequestHandler):
        answers: dict = {}  # noqa: RUF012 - one server a test, filled by it

        def do_GET(self):
            status, kind, body = self.answers.get(self.path, (404, "text/html", b"gone"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words):
            """Stay silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def bring(home, publisher, path: str = "/acd.zip"):
    port = publisher.server_address[1]
    address = Address("all", f"http://127.0.0.1:{port}{path}", "acd.zip", ("application/zip",))
    changed = dataclasses.replace(source("ucdp_acd"), addresses=(address,))
    policy = dataclasses.replace(
        POLICY, loopback=frozenset({f"127.0.0.1:{port}"}), pause_s=0, attempts=2, sleep=lambda _: None
    )
    return sync(home, [changed], policy=policy)


def test_a_download_is_taken_in_like_a_file_offered_by_hand(home, publisher):
    publisher.RequestHandlerClass.answers = {"/acd.zip": (200, "application/zip", zipped(HEAD + ROW))}
    taken, errors = bring(home, publisher)
    assert not errors
    assert taken[0].snapshot.origin.startswith("http://127.0.0.1")
    assert world(home=home).measure("active_conflicts", "COL").rows()[0]["value"] == 1
    again, _ = bring(home, publisher)
    assert again[0].new is False, "the same bytes are not recorded twice"
    assert not (home / "downloads" / "ucdp_acd").exists()


def test_a_publisher_that_fails_is_told_and_changes_nothing(home, publisher):
    publisher.RequestHandlerClass.answers = {"/acd.zip": (500, "text/html", b"down")}
    taken, errors = bring(home, publisher)
    assert taken == []
    assert isinstance(errors[0], SourceUnavailable)
    assert errors[0].exit_code == 4


def test_a_changed_layout_is_refused_and_the_old_world_stands(home, publisher):
    publisher.RequestHandlerClass.answers = {"/acd.zip": (200, "application/zip", zipped(HEAD + ROW))}
    bring(home, publisher)
    renamed = zipped(HEAD.replace("intensity_level", "intensity") + ROW)
    publisher.RequestHandlerClass.answers = {"/acd.zip": (200, "application/zip", renamed)}
    taken, errors = bring(home, publisher)
    assert taken == []
    assert isinstance(errors[0], BadInput)
    assert world(home=home).measure("active_conflicts", "COL").rows()[0]["value"] == 1


def test_a_page_where_a_file_was_promised_is_refused(home, publisher):
    publisher.RequestHandlerClass.answers = {"/acd.zip": (200, "text/html", b"<html>moved</html>")}
    taken, errors = bring(home, publisher)
    assert (taken, errors[0].exit_code) == ([], 4)


def test_rates_come_from_an_installed_package_without_any_network(home, monkeypatch):
    monkeypatch.setenv("FORLIK_OFFLINE", "1")
    taken, errors = sync(home, [source("ecb_rates")])
    assert [error.exit_code for error in errors] == [6], "the publisher's own address is not asked"
    assert taken[0].told.rows > 6000
