import gzip
import hashlib
import json

import pytest

from forlik.core.errors import SourceUnavailable

WHOLE = b"place,price\n" + b"".join(b"%d,%d\n" % (n, n * 7) for n in range(20_000))
CUT = 100_000
STAMPS = {"ETag": '"v1"', "Content-Type": "text/csv"}
DATED = {
    "Last-Modified": "Thu, 29 Feb 2024 10:00:00 GMT",
    "Date": "Fri, 01 Mar 2024 12:00:00 GMT",
    "Content-Type": "text/csv",
}


def rest(answer, whole=WHOLE, stamps=STAMPS):
    """A server that honours Range and If-Range, as RFC 9110 section 14 asks."""

    def reply(request):
        told = request.headers.get("range", "")
        if not told or request.headers.get("if-range") not in (stamps.get("ETag"), stamps.get("Last-Modified")):
            return answer(whole, headers=stamps)
        first = int(told.removeprefix("bytes=").removesuffix("-"))
        place = {"Content-Range": f"bytes {first}-{len(whole) - 1}/{len(whole)}"}
        return answer(whole[first:], status=206, headers=stamps | place)

    return reply


def cut_once(shop, answer, stamps=STAMPS, body=WHOLE):
    """One interrupted run, which leaves its part."""
    shop.says(answer(body, headers=stamps, cut_after=CUT))
    with pytest.raises(SourceUnavailable, match="cut"):
        shop.allows(attempts=1).fetch()
    shop.server.asked.clear()


@pytest.mark.parametrize("stamps", [STAMPS, DATED])
def test_a_cut_download_goes_on_where_it_was_cut(shop, answer, stamps):
    shop.says(answer(WHOLE, headers=stamps, cut_after=CUT), rest(answer, stamps=stamps))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == WHOLE
    assert got.sha256 == hashlib.sha256(WHOLE).hexdigest()
    assert (got.etag, got.last_modified) == (stamps.get("ETag", ""), stamps.get("Last-Modified", ""))
    assert shop.server.asked[1].headers["range"] == f"bytes={CUT}-"
    assert shop.server.asked[1].headers["if-range"] == stamps.get("ETag", stamps.get("Last-Modified"))
    assert shop.names() == ["prices.csv"]


def test_the_next_run_goes_on_too(shop, answer):
    cut_once(shop, answer)
    assert shop.names() == ["prices.csv.part", "prices.csv.part.json"]
    assert (shop.folder / "prices.csv.part").read_bytes() == WHOLE[:CUT]
    shop.says(rest(answer))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == WHOLE
    assert [request.headers["range"] for request in shop.server.asked] == [f"bytes={CUT}-"]
    assert shop.names() == ["prices.csv"]


def test_it_may_be_cut_again_and_again(shop, answer):
    def one_piece(request):
        first = int(request.headers.get("range", "bytes=0-").removeprefix("bytes=").removesuffix("-"))
        place = {"Content-Range": f"bytes {first}-{len(WHOLE) - 1}/{len(WHOLE)}"} if first else {}
        return answer(WHOLE[first:], status=206 if first else 200, headers=STAMPS | place, cut_after=CUT)

    shop.says(one_piece)
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == WHOLE
    assert len(shop.server.asked) == 3


def test_a_server_that_knows_no_ranges_starts_over(shop, answer):
    cut_once(shop, answer)
    shop.says(answer(WHOLE, headers=STAMPS))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == WHOLE


def test_a_file_that_changed_meanwhile_comes_whole_in_its_new_version(shop, answer):
    cut_once(shop, answer)
    shop.says(rest(answer, b"new," * 50_000, STAMPS | {"ETag": '"v2"'}))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == b"new," * 50_000
    assert got.etag == '"v2"'
    assert len(shop.server.asked) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"ETag": '"v2"', "Content-Range": f"bytes {CUT}-{len(WHOLE) - 1}/{len(WHOLE)}"},
        {"Content-Range": f"bytes {CUT - 1}-{len(WHOLE) - 1}/{len(WHOLE)}"},
        {"Content-Range": f"bytes {CUT}-{len(WHOLE) - 1}/{len(WHOLE)}", "Content-Encoding": "gzip"},
    ],
)
def test_a_rest_that_does_not_fit_is_never_joined(shop, answer, wrong):
    cut_once(shop, answer)
    shop.says(answer(WHOLE[CUT:], status=206, headers=wrong), answer(WHOLE, headers=STAMPS))
    (got,) = shop.allows(attempts=3).fetch()
    assert got.file.path.read_bytes() == WHOLE
    assert "range" not in shop.server.asked[1].headers
    assert shop.time.waits == [0]


def test_a_rest_that_does_not_say_where_it_belongs_is_refused(shop, answer):
    cut_once(shop, answer)
    shop.says(answer(WHOLE[CUT:], status=206, headers={"Content-Type": "multipart/byteranges"}))
    assert "does not say which part" in shop.refuses()


def test_a_rest_that_is_only_a_piece_is_gone_on_with(shop, answer):
    cut_once(shop, answer)
    piece = {"Content-Range": f"bytes {CUT}-{CUT + 9}/{len(WHOLE)}"}
    shop.says(answer(WHOLE[CUT : CUT + 10], status=206, headers=piece), rest(answer))
    (got,) = shop.allows(attempts=2).fetch()
    assert got.file.path.read_bytes() == WHOLE
    assert shop.server.asked[1].headers["range"] == f"bytes={CUT + 10}-"


def test_a_range_beyond_the_end_starts_over(shop, answer):
    cut_once(shop, answer)
    shop.says(answer(status=416), answer(b"short\n", headers=STAMPS))
    (got,) = shop.allows(attempts=2).fetch()
    assert got.file.path.read_bytes() == b"short\n"
    assert "range" not in shop.server.asked[1].headers


@pytest.mark.parametrize(
    "weak",
    [
        {},
        {"ETag": 'W/"v1"'},
        {"Last-Modified": "Fri, 01 Mar 2024 12:00:00 GMT", "Date": "Fri, 01 Mar 2024 12:00:00 GMT"},
        {"Last-Modified": "Fri, 01 Mar 2024 11:00:00 GMT"},
        {"Last-Modified": "yesterday", "Date": "Fri, 01 Mar 2024 12:00:00 GMT"},
    ],
)
def test_what_no_validator_vouches_for_is_not_kept_for_later(shop, answer, weak):
    cut_once(shop, answer, weak)
    assert shop.names() == []


def test_bytes_packed_for_one_answer_are_not_kept_for_later(shop, answer):
    cut_once(shop, answer, STAMPS | {"Content-Encoding": "gzip"}, gzip.compress(WHOLE, 0))
    assert shop.names() == []


def spoil_bytes(shop):
    (shop.folder / "prices.csv.part").write_bytes(b"X" * CUT)


def spoil_size(shop):
    with (shop.folder / "prices.csv.part").open("ab") as part:
        part.write(b"\0" * 4096)


def spoil_notes(shop):
    (shop.folder / "prices.csv.part.json").write_text('{"url": "http', encoding="utf-8")


def forget_notes(shop):
    (shop.folder / "prices.csv.part.json").unlink()


def other_address(shop):
    notes = shop.folder / "prices.csv.part.json"
    said = json.loads(notes.read_text(encoding="utf-8"))
    notes.write_text(json.dumps(said | {"url": "https://elsewhere.example.org/"}), encoding="utf-8")


@pytest.mark.parametrize("spoil", [spoil_bytes, spoil_size, spoil_notes, forget_notes, other_address])
def test_a_part_that_is_not_what_was_noted_is_not_gone_on_with(shop, answer, spoil):
    cut_once(shop, answer)
    spoil(shop)
    shop.says(rest(answer))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == WHOLE
    assert "range" not in shop.server.asked[0].headers


def test_the_digest_of_the_joined_whole_is_verified(shop, answer):
    cut_once(shop, answer)
    liar = WHOLE.replace(b"19999,", b"66666,")
    shop.says(rest(answer, liar))
    with pytest.raises(SourceUnavailable, match="digest"):
        shop.fetch(expected_sha256=hashlib.sha256(WHOLE).hexdigest())
    assert shop.names() == []


def test_the_limit_counts_what_is_here_already(shop, answer):
    cut_once(shop, answer)
    shop.says(rest(answer))
    assert "larger" in shop.refuses(max_bytes=len(WHOLE) - 1)


def test_unchanged_since_the_last_whole_one_drops_the_part(shop, answer):
    shop.says(answer(WHOLE, headers=STAMPS))
    (first,) = shop.fetch()
    cut_once(shop, answer, STAMPS | {"ETag": '"v2"'})
    shop.says(answer(status=304, length=None))
    (second,) = shop.fetch(previous=first)
    assert second.unchanged
    assert shop.names() == ["prices.csv"]


def test_an_old_file_stays_until_the_new_one_is_whole(shop, answer):
    shop.says(answer(b"old", headers=STAMPS))
    shop.fetch()
    cut_once(shop, answer, STAMPS | {"ETag": '"v2"'})
    assert (shop.folder / "prices.csv").read_bytes() == b"old"
