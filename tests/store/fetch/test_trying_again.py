import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.errors import SourceUnavailable
from forlik.store.fetch import Pace, Policy
from forlik.store.fetch.retry import back_off, retry_after

BREAD = b"place,price\nOslo,41\n"
NOON = datetime(2024, 3, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 599])
def test_a_passing_failure_is_tried_again_after_doubling_waits(shop, answer, status):
    shop.says(answer(b"busy", status=status), answer(status=status), answer(BREAD))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == BREAD
    assert shop.time.waits == [1.0, 2.0]


def test_after_the_last_try_the_answer_is_told(shop, answer):
    shop.says(answer(b"broken", status=500))
    assert shop.refuses() == "the publisher answered 500 (3 tries)"
    assert len(shop.server.asked) == 3
    assert shop.time.waits == [1.0, 2.0]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "waited"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("Fri, 01 Mar 2024 12:00:30 GMT", 30.0),
        ("Fri, 01 Mar 2024 11:00:00 GMT", 0.0),
        ("86400", 120.0),
        ("Sat, 01 Mar 2025 12:00:00 GMT", 120.0),
        ("99999999999999999999999", 120.0),
        ("soon", 1.0),
        ("-5", 1.0),
        ("", 1.0),
    ],
)
def test_the_publisher_says_how_long_to_wait_up_to_our_cap(shop, answer, status, header, waited):
    shop.says(answer(status=status, headers={"Retry-After": header}), answer(BREAD))
    shop.fetch()
    assert shop.time.waits == [waited]


def test_a_wait_asked_with_any_other_failure_is_not_heeded(shop, answer):
    shop.says(answer(status=500, headers={"Retry-After": "77"}), answer(BREAD))
    shop.fetch()
    assert shop.time.waits == [1.0]


def test_a_wait_that_would_outlast_the_whole_download_is_not_begun(shop, answer):
    shop.says(answer(status=503, headers={"Retry-After": "60"}))
    assert "60 s for the whole download are over" in shop.refuses(total_s=60.0)
    assert shop.time.waits == []


def test_a_silent_server_is_left_after_the_read_time(shop, answer):
    shop.says(answer(hang=True), answer(BREAD))
    (got,) = shop.allows(read_s=0.1).fetch()
    assert got.file.path.read_bytes() == BREAD
    assert shop.time.waits == [1.0]


def test_a_server_that_falls_silent_in_the_middle_is_left_too(shop, answer):
    shop.says(answer(BREAD, cut_after=5, hang=True))
    assert "no answer in time (3 tries)" in shop.refuses(read_s=0.05)


@pytest.mark.parametrize(
    "spoiled",
    [
        b"",
        b"HTTP/1.1 200",
        b"220 mail.example.org ESMTP\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nplace",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nplace\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000,
    ],
)
def test_a_cut_or_garbled_answer_is_tried_again_and_never_kept(shop, answer, spoiled):
    shop.says(answer(raw=spoiled))
    assert "the connection was cut" in shop.refuses()
    assert len(shop.server.asked) == 3
    shop.says(answer(raw=spoiled), answer(BREAD))
    (got,) = shop.fetch()
    assert got.file.path.read_bytes() == BREAD


def test_a_closed_port_is_no_connection(shop, start):
    server = start()
    site = server.site
    server.server_close()
    shop.moves(url=f"http://{site}/file.csv")
    assert "no connection" in shop.refuses(loopback=frozenset({site}))
    assert len(shop.time.waits) == 2


def test_a_drip_of_bytes_cannot_outlast_the_time_for_the_whole_download(shop, answer):
    # Every look at the clock finds it a second later, so that each piece of 64 kB takes a second to come.
    seconds = itertools.count(0.0, 1.0)
    shop.says(answer(b"x" * 20_000_000))
    with pytest.raises(SourceUnavailable, match="40 s for the whole download are over"):
        shop.allows(clock=lambda: next(seconds), total_s=40.0).fetch()
    assert shop.names() == []


def test_a_drip_of_headers_cannot_either(shop, answer):
    seconds = itertools.count(0.0, 1.0)
    shop.says(answer(raw=b"HTTP/1.1 200 OK\r\n", hang=True, cut_after=0))
    with pytest.raises(SourceUnavailable, match="whole download"):
        shop.allows(clock=lambda: next(seconds), total_s=4.5, read_s=60.0).fetch()


def test_a_host_is_not_asked_more_often_than_its_pause(shop, answer):
    shop.says(answer(BREAD))
    shop.allows(pause_s=5.0, pace=Pace())
    shop.fetch()
    assert shop.time.waits == []
    shop.fetch()
    assert shop.time.waits == [5.0]
    shop.time.seconds += 3
    shop.fetch()
    assert shop.time.waits == [5.0, 2.0]


def test_hosts_do_not_wait_for_each_other():
    pace, waits = Pace(), []
    for host in ("a", "b", "a", "a"):
        pace.keep(host, 2.0, lambda: 10.0, waits.append)
    assert waits == [2.0, 4.0]


@given(
    tried=st.integers(1, 10_000),
    first=st.floats(0.001, 600),
    longest=st.floats(0.001, 3600),
    chance=st.floats(0, 1),
)
def test_a_back_off_lies_between_half_and_all_of_the_doubled_and_capped_wait(tried, first, longest, chance):
    policy = Policy(first_wait_s=first, longest_wait_s=longest, jitter=lambda: chance)
    doubled = first * 2 ** (tried - 1) if tried < 40 else longest
    most = min(doubled, longest)
    assert most / 2 <= back_off(tried, policy) <= most
    assert back_off(tried, policy) <= back_off(tried + 1, policy)


@given(st.text(max_size=40))
def test_no_header_makes_a_wait_negative_or_fails(text):
    wait = retry_after(text, NOON)
    assert wait is None or wait >= 0


@given(st.integers(0, 999_999_999))
def test_seconds_are_read_as_seconds(seconds):
    assert retry_after(str(seconds), NOON) == seconds
