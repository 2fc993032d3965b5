"""Files sent and received through the whole desk, from the door on, as a browser does it."""

import io

from forlik.register.documents.kinds import LARGEST
from forlik.register.exchange import json_file
from forlik.register.exchange.carried import Carried, Copy, Said

ONE = Carried("a1", "actor", "staff", "1", (Said({"influence": "many"}, 1),))


def named(content, name):
    file = io.BytesIO(content)
    file.name = name
    return file


def test_a_file_is_sent_looked_at_and_a_download_is_kept_nowhere_and_never_shown(inside):
    content = json_file.written(Copy((ONE,)), "x")
    page = inside.post("/register/import", {"file": named(content, "f.json")})
    assert page.status_code == 200
    assert "What it would do" in page.content.decode()
    sent = inside.get("/register/export", {"as": "json"})
    assert sent.headers["Content-Disposition"].startswith("attachment;")
    assert sent.headers["X-Content-Type-Options"] == "nosniff"
    assert sent.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in sent.headers["Content-Security-Policy"]


def test_a_file_that_is_too_large_is_told_so_and_let_go_of(inside):
    page = inside.post("/register/import", {"file": named(bytes(LARGEST + 1), "f.json")})
    assert page.status_code == 422
    assert "The file is too large" in page.content.decode()


def test_a_request_that_is_far_too_large_gets_a_page_of_its_own(inside):
    page = inside.post(
        "/register/import", {"file": named(b"x", "f.json")}, headers={"content-length": str(10 * LARGEST)}
    )
    assert page.status_code == 413
    assert "larger than anything we take" in page.content.decode()


def test_whoever_is_not_signed_in_sends_nothing(door, anna):
    page = door.post("/register/import", {"file": named(b"x", "f.json")})
    assert page.status_code == 302
    assert page.headers["Location"].startswith("/account/sign-in")
