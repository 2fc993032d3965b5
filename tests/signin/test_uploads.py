"""Files sent and received through the whole desk, from the door on, as a browser does it."""

import io
import zipfile

from forlik.register.documents.kinds import LARGEST
from forlik.register.exchange import json_file
from forlik.register.exchange.carried import Carried, Copy, Said
from forlik.register.packing import packed

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
    assert "export one engagement at a time" in page.content.decode()


def test_an_export_with_attachments_that_is_too_large_is_told_a_way_in(inside):
    records = json_file.written(Copy((ONE,)), "x")
    content = b"".join(packed([("register.json", lambda: records), ("attachments/d1", lambda: bytes(LARGEST))]))
    assert "At most 20 MB" in inside.get("/register/import").content.decode(), "it is told before"
    page = inside.post("/register/import", {"file": named(content, "f.zip")}).content.decode()
    assert "unpack it, and choose register.json" in page.partition('role="alert"')[2].partition("</div>")[0]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        alone = archive.read("register.json")
    assert "What it would do" in inside.post("/register/import", {"file": named(alone, "f.json")}).content.decode()


def test_a_file_at_which_a_reader_fails_is_refused_in_words(inside):
    content = b"".join(packed([("register.json", lambda: b"x" * 3000)]))
    unusual = content.replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x0e\x00"
    )
    assert unusual != content
    late = json_file.written(Copy((ONE,)), "x").replace(b'"known_at": null', b'"known_at": "0001-01-01T00:00:00+14:00"')
    for file, what in ((unusual, "packed in an unusual way"), (late, "is not an instant")):
        page = inside.post("/register/import", {"file": named(file, "f.zip")})
        assert page.status_code == 422
        assert what in page.content.decode()


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
