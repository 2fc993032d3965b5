import errno
import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import BrokenStore, NotPermitted, SourceUnavailable, UsageError
from forlik.core.source import Paging
from forlik.store.fetch.paging import next_page, numbered, page_name

LINK = Paging("link", key="meta.nextLink", items="data.flows")
NUMBER = Paging("number", key="page", items="Result", first=0)
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def linked(shop):
    return shop.moves(file="flows.json", media=("application/json",), paging=LINK)


@pytest.fixture
def counted(shop):
    return shop.moves(url=shop.server.url("/flows?size=2&page=9"), file="flows.json", media=(), paging=NUMBER)


def page(flows, link=None):
    meta = {"count": 5} | ({"nextLink": link} if link is not None else {})
    return json.dumps({"data": {"flows": flows}, "meta": meta}, indent=1).encode()


def refuses(shop, what, where):
    with pytest.raises(SourceUnavailable) as refusal:
        shop.fetch()
    assert what in refusal.value.what
    assert where in refusal.value.where
    assert "forlik import brod FILE" in refusal.value.remedy
    assert shop.names() == []


def test_links_are_followed_and_every_page_is_kept_as_received(linked, answer):
    server = linked.server
    pages = [page([1, 2], server.url("/2")), page([3, 4], "/3?x=1"), page([5])]
    for path, body in zip(["/file.csv", "/2", "/3?x=1"], pages, strict=True):
        server.script(path, answer(body, headers=JSON))
    got = linked.fetch()
    assert [one.file.name for one in got] == ["flows.json", "flows-page-2.json", "flows-page-3.json"]
    assert [one.file.path.read_bytes() for one in got] == pages
    assert [one.url for one in got] == [server.url("/file.csv"), server.url("/2"), server.url("/3?x=1")]
    assert [one.sha256 for one in got] == [hashlib.sha256(body).hexdigest() for body in pages]
    assert linked.names() == ["flows-page-2.json", "flows-page-3.json", "flows.json"]


@pytest.mark.parametrize("last", [{}, {"nextLink": None}, {"nextLink": ""}])
def test_the_last_page_leaves_the_link_out_or_empty(linked, answer, last):
    linked.says(answer(json.dumps({"data": {"flows": []}, "meta": last}).encode(), headers=JSON))
    assert len(linked.fetch()) == 1


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b'{"data": {"flows": []}}', "page 2 lacks the key “meta.nextLink”"),
        (b'{"data": {}, "meta": {}}', "page 2 lacks the key “data.flows”"),
        (b'{"data": {"flows": {}}, "meta": {}}', "page 2 holds no list at “data.flows”"),
        (b'{"data": {"flows": []}, "meta": {"nextLink": 3}}', "page 2 holds no address at “meta.nextLink”"),
        (b'{"data": {"flows": []}, "meta": {"nextLink": "http://[::1"}}', "page 2 holds no address at “meta.nextLink”"),
        (b"[]", "page 2 lacks the key “data.flows”"),
        (b'{"data": ', "page 2 is not JSON"),
        (b"\xff\xfe\x00", "page 2 is not JSON"),
        (b"[" * 200_000, "page 2 is not JSON"),
    ],
)
def test_a_page_of_another_layout_is_refused_and_no_page_is_left(linked, answer, body, what):
    linked.says(answer(page([1], "/2"), headers=JSON))
    linked.server.script("/2", answer(body, headers=JSON))
    refuses(linked, what, "/2")


def test_a_page_that_is_a_web_page_is_refused(linked, answer):
    linked.says(answer(page([1], "/2"), headers=JSON))
    linked.server.script("/2", answer(b"<html>", headers={"Content-Type": "text/html"}))
    refuses(linked, "text/html, not application/json", "/2")


@pytest.mark.parametrize(("back", "message"), [("/file.csv", "leads back to page 1"), ("/2", "leads back to page 2")])
def test_a_loop_of_links_is_noticed(linked, answer, back, message):
    linked.says(answer(page([1], "/2"), headers=JSON))
    linked.server.script("/2", answer(page([2], back), headers=JSON))
    refuses(linked, message, back)
    assert len(linked.server.asked) == 2


def test_links_that_never_end_are_left_at_the_limit(linked, answer):
    def more(request):
        at = int(request.path[1:]) if request.path[1:].isdigit() else 1
        linked.server.script(f"/{at + 1}", more)
        return answer(page([at], f"/{at + 1}"), headers=JSON)

    linked.says(more)
    linked.allows(max_pages=7)
    refuses(linked, "more than the 7 pages", "/8")
    assert len(linked.server.asked) == 7


def test_the_size_limit_is_for_all_pages_together(linked, answer):
    first = page([1], "/2")
    linked.says(answer(first, headers=JSON))
    linked.server.script("/2", answer(page(["x" * 100]), headers=JSON))
    linked.allows(max_bytes=len(first) + 50)
    refuses(linked, "larger than the 50 bytes", "/2")


def test_one_page_has_a_limit_of_its_own(linked, answer):
    linked.says(answer(page(["x" * 100]), headers=JSON))
    linked.allows(max_page_bytes=99)
    refuses(linked, "larger than the 99 bytes", "/file.csv")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example.com/2",
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:1/2",
        "//evil.example.com/2",
        "file:///etc/passwd",
        "ftp://127.0.0.1/2",
        "\\\\evil.example.com\\2",
    ],
)
def test_a_link_to_another_host_is_not_followed(linked, answer, elsewhere):
    linked.says(answer(page([1], elsewhere), headers=JSON))
    with pytest.raises(NotPermitted, match="address refused"):
        linked.fetch()
    assert linked.names() == []
    assert len(linked.server.asked) == 1


def test_a_page_is_tried_again_by_itself(linked, answer):
    linked.says(answer(page([1], "/2"), headers=JSON))
    linked.server.script("/2", answer(status=503), answer(page([2]), headers=JSON))
    assert len(linked.fetch()) == 2
    assert [request.path for request in linked.server.asked] == ["/file.csv", "/2", "/2"]


def test_a_failed_set_leaves_the_old_set_untouched(linked, answer):
    linked.says(answer(page([1], "/2"), headers=JSON), answer(page([11], "/2"), headers=JSON))
    linked.server.script("/2", answer(page([2]), headers=JSON), answer(status=404))
    old = [(one.file.path, one.file.path.read_bytes()) for one in linked.fetch()]
    with pytest.raises(SourceUnavailable, match="404"):
        linked.fetch()
    assert [path.read_bytes() for path, _ in old] == [content for _, content in old]
    assert linked.names() == ["flows-page-2.json", "flows.json"]


def test_the_plain_name_comes_last_so_that_it_stands_for_the_whole_set(linked, answer, monkeypatch):
    given_names = []
    replace = Path.replace

    def failing(path, target):
        if len(given_names) == 2:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        given_names.append(target.name)
        return replace(path, target)

    monkeypatch.setattr("pathlib.Path.replace", failing)
    linked.says(answer(page([1], "/2"), headers=JSON))
    linked.server.script("/2", answer(page([2], "/3"), headers=JSON))
    linked.server.script("/3", answer(page([3]), headers=JSON))
    with pytest.raises(BrokenStore):
        linked.fetch()
    assert given_names == ["flows-page-3.json", "flows-page-2.json"]
    assert "flows.json" not in linked.names()


def test_pages_are_counted_until_one_is_empty_and_the_empty_one_is_not_kept(counted, answer):
    bodies = [b'{"Result": [1, 2]}', b'{"Result": [3]}', b'{"Result": []}']
    for number, body in enumerate(bodies):
        counted.server.script(f"/flows?size=2&page={number}", answer(body))
    got = counted.fetch()
    assert [one.file.path.read_bytes() for one in got] == bodies[:2]
    assert [request.path[-6:] for request in counted.server.asked] == ["page=0", "page=1", "page=2"]
    assert counted.names() == ["flows-page-2.json", "flows.json"]


def test_an_empty_first_page_is_an_answer_too(counted, answer):
    counted.server.script("/flows?size=2&page=0", answer(b'{"Result": []}'))
    (got,) = counted.fetch()
    assert got.file.path.read_bytes() == b'{"Result": []}'


def test_the_answer_may_be_the_list_itself_and_start_at_one(counted, answer):
    counted.moves(paging=Paging("number", key="page", first=1))
    for number, body in enumerate([b"[1]", b"[]"], 1):
        counted.server.script(f"/flows?size=2&page={number}", answer(body))
    assert len(counted.fetch()) == 1


def test_a_server_that_gives_the_first_page_for_every_number_is_noticed(counted, answer):
    for number in range(9):
        counted.server.script(f"/flows?size=2&page={number}", answer(b'{"Result": [1, 2]}'))
    refuses(counted, "page 2 repeats page 1", "page=1")


def test_a_counted_page_without_its_list_is_refused(counted, answer):
    counted.server.script("/flows?size=2&page=0", answer(b'{"result": [1]}'))
    refuses(counted, "page 1 lacks the key “Result”", "page=0")


def test_one_digest_cannot_vouch_for_many_pages(linked):
    with pytest.raises(UsageError, match="several pages"):
        linked.fetch(expected_sha256="0" * 64)


def test_keys_that_hold_dots_are_found(shop, answer):
    paging = Paging("link", key="@odata.nextLink", items="value")
    shop.moves(file="treaties.json", media=(), paging=paging)
    shop.says(answer(b'{"@odata.nextLink": "/2", "value": [1]}'))
    shop.server.script("/2", answer(b'{"value": [2]}'))
    assert len(shop.fetch()) == 2


def test_many_pages_do_not_hold_many_files_open(linked, answer):
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    linked.says(answer(page([1], "/2"), headers=JSON))
    for number in range(2, 151):
        link = f"/{number + 1}" if number < 150 else None
        linked.server.script(f"/{number}", answer(page([number], link), headers=JSON))
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, hard))
    try:
        assert len(linked.fetch()) == 150
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(
    ("file", "number", "name"),
    [
        ("flows.json", 1, "flows.json"),
        ("flows.json", 2, "flows-page-2.json"),
        ("a.b.json", 12, "a.b-page-12.json"),
        ("flows", 3, "flows-page-3"),
    ],
)
def test_pages_are_named_after_their_number(file, number, name):
    assert page_name(file, number) == name


def test_a_number_replaces_its_parameter_and_leaves_the_others_byte_for_byte():
    url = "https://api.example.org/x?$filter=a%20eq%201&page=7&list=b,c&empty="
    assert numbered(url, "page", 2) == "https://api.example.org/x?$filter=a%20eq%201&list=b,c&empty=&page=2"
    assert numbered("https://api.example.org/x", "page", 0) == "https://api.example.org/x?page=0"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["meta", "nextLink", "data", "flows"]), inner)
    ),
    max_leaves=12,
)


@given(document=json_values, paging=st.sampled_from([LINK, NUMBER, Paging("link", key="nextLink")]))
def test_any_json_either_pages_or_is_refused_by_page_and_key(document, paging):
    body = json.dumps(document).encode()
    refused = ""
    try:
        link, _ = next_page(body, paging, url="https://api.example.org/x", page=4, remedy="")
    except SourceUnavailable as refusal:
        link, refused = "", refusal.what
    assert refused.startswith("page 4 ") if refused else isinstance(link, str)
