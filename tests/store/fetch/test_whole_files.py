import dataclasses
import gzip
import hashlib
import io
import socket

import pytest

from forlik.core.errors import NotPermitted, SourceUnavailable, UsageError
from forlik.core.progress import Progress
from forlik.store.fetch.answers import decoded

BREAD = b"place,price\r\nOslo,41\nBergen,\xf8\n"
CSV = {"Content-Type": "text/csv; charset=latin-1"}


def test_the_bytes_are_kept_exactly_as_received_with_what_the_publisher_says_of_them(shop, answer):
    stamps = {"ETag": '"v1"', "Last-Modified": "Thu, 29 Feb 2024 10:00:00 GMT"}
    shop.says(answer(BREAD, headers=CSV | stamps))
    (got,) = shop.fetch()
    assert (shop.folder / "prices.csv").read_bytes() == BREAD
    assert got.file.name == "prices.csv"
    assert got.file.path == shop.folder / "prices.csv"
    assert got.sha256 == hashlib.sha256(BREAD).hexdigest()
    assert (got.size, got.media, got.url, got.unchanged) == (len(BREAD), "text/csv", shop.address.url, False)
    assert (got.etag, got.last_modified) == ('"v1"', "Thu, 29 Feb 2024 10:00:00 GMT")
    assert got.retrieved_at == shop.time.now()
    assert shop.names() == ["prices.csv"]


def test_we_say_who_we_are_and_ask_for_plain_bytes(shop, answer):
    shop.says(answer(BREAD, headers=CSV))
    shop.fetch()
    (asked,) = shop.server.asked
    assert asked.headers["user-agent"].startswith("forlik/")
    assert asked.headers["accept-encoding"] == "identity"
    assert asked.headers["host"] == shop.server.site
    assert not {"range", "if-none-match", "authorization", "cookie", "referer"} & set(asked.headers)


def test_progress_names_the_file_and_its_size(shop, answer):
    shop.says(answer(BREAD, headers=CSV))
    told = io.StringIO()
    shop.fetch(progress=Progress(told))
    assert "prices.csv: 30 bytes" in told.getvalue()


def test_nothing_is_asked_while_offline(shop, monkeypatch):
    monkeypatch.setenv("FORLIK_OFFLINE", "1")
    with pytest.raises(NotPermitted, match="switched off") as refused:
        shop.fetch()
    assert refused.value.exit_code == 6
    assert "forlik import brod FILE" in refused.value.remedy
    assert shop.server.connections == 0
    assert not shop.folder.exists()


@pytest.mark.parametrize("file", ["../prices.csv", "/etc/prices.csv", "a/b.csv", "", ".", ".."])
def test_a_file_name_that_leaves_the_folder_is_refused(shop, file):
    with pytest.raises(UsageError, match="not a plain file name"):
        shop.moves(file=file).fetch()
    assert shop.server.connections == 0


# --- unchanged ---


def test_an_unchanged_file_is_not_downloaded_again(shop, answer):
    shop.says(answer(BREAD, headers=CSV | {"ETag": 'W/"v1"'}), answer(status=304, length=None))
    (first,) = shop.fetch()
    shop.time.seconds += 3600
    (second,) = shop.fetch(previous=first)
    assert shop.server.asked[1].headers["if-none-match"] == 'W/"v1"'
    assert second == dataclasses.replace(first, unchanged=True, retrieved_at=shop.time.now())
    assert shop.names() == ["prices.csv"]


def test_a_date_is_used_where_there_is_no_tag(shop, answer):
    date = "Thu, 29 Feb 2024 10:00:00 GMT"
    stamped = answer(BREAD, headers=CSV | {"Last-Modified": date})
    shop.says(stamped, answer(status=304, length=None))
    (first,) = shop.fetch()
    (second,) = shop.fetch(previous=first)
    assert shop.server.asked[1].headers["if-modified-since"] == date
    assert "if-none-match" not in shop.server.asked[1].headers
    assert second.unchanged


def test_the_same_bytes_sent_again_are_unchanged_and_other_bytes_are_not(shop, answer):
    shop.says(*(answer(body, headers=CSV) for body in (BREAD, BREAD, b"new")))
    (first,) = shop.fetch()
    (second,) = shop.fetch(previous=first)
    (third,) = shop.fetch(previous=second)
    assert (second.unchanged, third.unchanged) == (True, False)
    assert (shop.folder / "prices.csv").read_bytes() == b"new"


def test_an_earlier_retrieval_of_another_address_is_not_compared(shop, answer):
    shop.says(answer(BREAD, headers=CSV | {"ETag": '"v1"'}))
    (first,) = shop.fetch()
    elsewhere = dataclasses.replace(first, url=shop.server.url("/other.csv"))
    (second,) = shop.fetch(previous=elsewhere)
    assert "if-none-match" not in shop.server.asked[1].headers
    assert not second.unchanged


def test_an_unchanged_that_was_not_asked_for_is_no_file(shop, answer):
    shop.says(answer(status=304, length=None))
    with pytest.raises(SourceUnavailable, match="answered 304"):
        shop.fetch()


# --- what is refused ---


@pytest.mark.parametrize("status", [400, 403, 404, 410, 418, 451])
def test_a_refusal_is_not_asked_again(shop, answer, status):
    shop.says(answer(b"no", status=status))
    what = shop.refuses()
    assert str(status) in what
    assert ("layout may have changed" in what) == (status in (404, 410))
    assert len(shop.server.asked) == 1


@pytest.mark.parametrize("status", [201, 204, 206, 300, 305])
def test_a_status_that_is_no_file_is_refused(shop, answer, status):
    shop.says(answer(b"" if status == 204 else b"x", status=status, headers=CSV))
    shop.refuses()


@pytest.mark.parametrize("body", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_answer_is_refused(shop, answer, body):
    shop.says(answer(body, headers=CSV))
    assert "empty" in shop.refuses()
    assert len(shop.server.asked) == 1


def test_another_content_type_is_refused_before_its_bytes_are_read(shop, answer):
    shop.says(answer(BREAD, headers={"Content-Type": "Text/HTML"}, hang=True, cut_after=0))
    what = shop.refuses()
    assert "text/html, not text/csv" in what
    assert "layout may have changed" in what


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><title>Moved</title>",
        b"\xef\xbb\xbf \n<html lang=nb>",
        b"<?xml version='1.0'?>\n<!DOCTYPE HTML PUBLIC>",
        b"<!-- cached -->\n<HTML>",
        b"<script>location='/login'</script>",
    ],
)
@pytest.mark.parametrize("headers", [CSV, {}])
def test_a_page_for_people_is_refused_where_a_table_was_promised(shop, answer, page, headers):
    shop.says(answer(page, headers=headers))
    assert "HTML page came instead of prices.csv" in shop.refuses()


def test_an_html_page_is_kept_where_it_was_promised(shop, answer):
    shop.moves(file="treaties.html", media=())
    shop.says(answer(b"<html>", headers={"Content-Type": "text/html"}))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == b"<html>"


@pytest.mark.parametrize("text", [b"<htmlish>a</htmlish>", b"<?xml version='1.0'?><iati-activities/>", b"html,body"])
def test_data_that_only_resembles_a_page_is_kept(shop, answer, text):
    shop.says(answer(text))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == text


def test_a_stated_size_above_the_limit_is_refused_before_reading(shop, answer):
    shop.says(answer(BREAD, headers=CSV, length=10**12, hang=True, cut_after=0))
    assert "larger than the 50 bytes" in shop.refuses(max_bytes=50)
    assert len(shop.server.asked) == 1


def test_a_size_that_is_not_stated_is_counted(shop, answer):
    shop.says(answer(b"x" * 51, headers=CSV, length=None))
    assert "larger than the 50 bytes" in shop.refuses(max_bytes=50)


def test_as_many_bytes_as_the_limit_pass(shop, answer):
    shop.says(answer(b"x" * 50, headers=CSV, length=None))
    (got,) = shop.allows(max_bytes=50).fetch()
    assert got.size == 50


def test_chunked_bytes_are_counted_and_joined(shop, answer):
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    shop.says(answer(raw=head + b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == b"hello world"
    got.file.path.unlink()
    assert "larger" in shop.refuses(max_bytes=10)


def test_bytes_beyond_a_stated_size_never_reach_the_file(shop, answer):
    shop.says(answer(b"place,priceEXTRA", headers=CSV, length=11))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == b"place,price"


# --- packed answers ---


def test_a_packed_answer_is_unpacked(shop, answer):
    two = gzip.compress(BREAD) + gzip.compress(b"Tromso,43\n")
    shop.says(answer(two, headers=CSV | {"Content-Encoding": "gzip"}))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == BREAD + b"Tromso,43\n"
    assert got.size == len(BREAD) + 10


def test_a_packed_bomb_is_stopped_by_the_size_of_what_comes_out(shop, answer):
    bomb = gzip.compress(b"0" * 50_000_000)
    assert len(bomb) < 100_000
    shop.says(answer(bomb, headers=CSV | {"Content-Encoding": "gzip"}))
    assert "larger than the 1,000,000 bytes" in shop.refuses(max_bytes=1_000_000)


def test_a_bomb_is_unpacked_in_small_pieces_only():
    pieces = decoded(iter([gzip.compress(b"0" * 5_000_000)]), {"content-encoding": "gzip"}, "a.csv", 10**6)
    sizes = [len(piece) for piece in pieces]
    assert sum(sizes) == 5_000_000
    assert max(sizes) <= 262_144


def test_packed_bytes_that_hold_nothing_are_counted_too(shop, answer):
    nothing = gzip.compress(b"") * 100
    shop.says(answer(nothing, headers=CSV | {"Content-Encoding": "gzip"}, length=None))
    assert "larger than the 1,999 bytes" in shop.refuses(max_bytes=1_999)


def test_highly_packed_bytes_come_out_whole(shop, answer):
    zeros = b"0" * 3_000_001
    shop.says(answer(gzip.compress(zeros), headers=CSV | {"Content-Encoding": "gzip"}))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == zeros


def test_a_packed_answer_that_ends_early_is_asked_for_again(shop, answer):
    packed = {"Content-Encoding": "gzip", "ETag": '"v1"'} | CSV
    whole = gzip.compress(BREAD)
    shop.says(answer(whole[:-9], headers=packed), answer(whole, headers=packed))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == BREAD
    assert "range" not in shop.server.asked[1].headers


@pytest.mark.parametrize(
    ("encoding", "what"), [("gzip", "damaged gzip"), ("br", "“br”, which was not"), ("gzip, gzip", "“gzip, gzip”")]
)
def test_an_encoding_that_cannot_be_undone_is_refused(shop, answer, encoding, what):
    shop.says(answer(BREAD, headers=CSV | {"Content-Encoding": encoding}))
    assert what in shop.refuses()


def test_a_file_that_is_itself_packed_stays_packed(shop, answer):
    shop.moves(file="prices.csv.gz", media=())
    body = gzip.compress(BREAD)
    shop.says(answer(body, headers={"Content-Encoding": "gzip"}))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == body


# --- digest ---


def test_a_stated_digest_is_verified(shop, answer):
    shop.says(answer(BREAD, headers=CSV))
    right = hashlib.sha256(BREAD).hexdigest()
    (got,) = shop.fetch(expected_sha256=right.upper())
    assert got.sha256 == right
    got.file.path.write_bytes(b"old world")
    with pytest.raises(SourceUnavailable, match="digest"):
        shop.fetch(expected_sha256="0" * 64)
    assert (shop.folder / "prices.csv").read_bytes() == b"old world"
    assert shop.names() == ["prices.csv"]


def test_a_host_without_a_name_is_told_at_once(shop):
    def unknown(*_):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    shop.moves(url="https://bread.example.org/file.csv")
    assert "name is not known" in shop.refuses(look_up=unknown)
    assert shop.time.waits == []


def test_a_name_server_that_does_not_answer_is_asked_again(shop, answer):
    answers = [socket.gaierror(socket.EAI_AGAIN, "Try again"), ("127.0.0.1",)]

    def slow(*_):
        reply = answers.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    shop.says(answer(BREAD, headers=CSV))
    (got,) = shop.allows(look_up=slow).fetch()
    assert got.size == len(BREAD)
    assert shop.time.waits == [1.0]
