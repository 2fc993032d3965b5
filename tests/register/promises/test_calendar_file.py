"""The calendar file, read back by a reader that others wrote."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.register.promises.calendar_file import BUSY, calendar_text
from forlik.register.promises.days import Span
from forlik.register.promises.due import DueRow, due

icalendar = pytest.importorskip("icalendar", reason="the independent reader of calendars is not installed")

D = date.fromisoformat
STAMP = datetime(2024, 6, 1, 8, 30, 5, tzinfo=UTC)


def row(record="a", title="Meet", on="2024-06-03", **said):
    day = said.pop("day", Span.on(D(on)))
    said = {"kind": "promise", "days_left": 2, "state": "running", "late": False, **said}
    return DueRow(record=record, title=title, day=day, **said)


def events(text):
    return icalendar.Calendar.from_ical(text.encode()).walk("VEVENT")


def test_a_row_is_an_event_of_a_whole_day():
    (event,) = events(calendar_text([row(by=("The bank",), anchored="8 months after signing")], stamp=STAMP))
    assert event.decoded("DTSTART") == D("2024-06-03")
    assert event.decoded("DTEND") == D("2024-06-04")
    assert event.decoded("DTSTAMP") == STAMP
    assert event["SUMMARY"] == "Meet"
    assert event["DESCRIPTION"] == "The bank\n8 months after signing\nrunning"
    assert event["TRANSP"] == "TRANSPARENT"


def test_a_calendar_has_a_name():
    text = calendar_text([], stamp=STAMP, name="Forlik: frister på mandag")
    assert icalendar.Calendar.from_ical(text)["X-WR-CALNAME"] == "Forlik: frister på mandag"


def test_a_day_known_to_the_month_is_an_event_of_the_month():
    (event,) = events(calendar_text([row(day=Span.stated("2024-02"))], stamp=STAMP))
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (D("2024-02-01"), D("2024-03-01"))


def test_the_same_rows_make_the_same_bytes_in_any_order_and_the_identifiers_last():
    rows = [row("a"), row("b", on="2024-06-02"), row("c", kind="review")]
    text = calendar_text(rows, stamp=STAMP)
    assert text == calendar_text(rows[::-1], stamp=STAMP)
    later = calendar_text([row("a", title="Other", on="2025-01-01")], stamp=STAMP + timedelta(days=300))
    assert events(later)[0]["UID"] in {one["UID"] for one in events(text)}
    assert len({one["UID"] for one in events(text)}) == 3


def test_an_instant_without_zone_is_refused_and_one_of_another_zone_is_brought_to_utc():
    with pytest.raises(ValueError, match="zone"):
        calendar_text([], stamp=datetime(2024, 6, 1))  # noqa: DTZ001 - the point of the test
    oslo = STAMP.astimezone(timezone(timedelta(hours=2)))
    assert calendar_text([row()], stamp=oslo) == calendar_text([row()], stamp=STAMP)


def test_the_first_and_last_days_of_the_calendar_can_be_written():
    first, last = row("a", day=Span.on(date.min)), row("b", day=Span.on(date.max))
    text = calendar_text([first, last], stamp=STAMP)
    assert "DTSTART;VALUE=DATE:00010101\r\n" in text
    assert "DTSTART;VALUE=DATE:99991231\r\n" in text
    assert text.count("DTEND") == 1


def test_alarms_are_written_for_what_is_not_sealed():
    rows = [row("a"), row("b", labels=frozenset({"2:x"}))]
    text = calendar_text(rows, stamp=STAMP, alarms=(7, 60), busy={"b"})
    assert text.count("BEGIN:VALARM") == 2
    assert text.index("TRIGGER:-P60D") < text.index("TRIGGER:-P7D")
    assert len(icalendar.Calendar.from_ical(text).walk("VALARM")) == 2


def test_of_two_versions_of_an_event_the_later_one_counts():
    first, same_day, later = (
        events(calendar_text([row()], stamp=STAMP + timedelta(**ago)))[0] for ago in ({}, {"hours": 3}, {"days": 1})
    )
    assert first["UID"] == same_day["UID"] == later["UID"]
    # RFC 5546, 2.1.5: by SEQUENCE, and where it is the same by DTSTAMP.
    order = [(one["SEQUENCE"], one.decoded("DTSTAMP")) for one in (first, same_day, later)]
    assert order == sorted(order)
    assert first["SEQUENCE"] < later["SEQUENCE"]


CANARY = "Kanarifugl"


def test_of_an_untold_row_only_that_something_falls_due_is_written():
    staff = row(CANARY, CANARY, by=(CANARY,), anchored=CANARY, kind="mandate", engagement=CANARY)
    text = calendar_text(
        [staff], stamp=STAMP, alarms=(7,), untold=lambda _row: True, address="https://desk.example/due"
    )
    assert CANARY.casefold() not in text.casefold()
    assert "mandate" not in text
    (event,) = events(text)
    assert set(event) == {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "URL", "CLASS", "TRANSP"}
    assert event["URL"] == "https://desk.example/due"
    assert not event.walk("VALARM")


def test_identifiers_under_a_key_cannot_be_matched_with_those_of_another_calendar():
    rows = [row("a"), row("b", labels=frozenset({"2:x"}))]
    mine, again, theirs, plain = (
        {one["UID"] for one in events(calendar_text(rows, stamp=STAMP, busy={"b"}, key=key))}
        for key in (b"mine", b"mine", b"theirs", b"")
    )
    assert mine == again
    assert len(mine | theirs | plain) == 6


@pytest.mark.parametrize("label", ["2:a", "3:a", "2:øst"])
@pytest.mark.parametrize("language", ["en", "nb"])
def test_of_a_sealed_row_nothing_but_the_day_is_written_and_only_when_opted_in(label, language):
    secret = row(
        CANARY, f"Meet {CANARY}", by=(CANARY,), anchored=CANARY, keepers=(CANARY,), engagement="e",
        labels=frozenset({"0", "1", label}), state="disputed", alarm=7,
    )  # fmt: skip
    rows = [row("open"), secret]
    hidden = calendar_text(rows, stamp=STAMP, language=language, alarms=(7,))
    assert hidden == calendar_text([row("open")], stamp=STAMP, language=language, alarms=(7,))
    for busy in ({"e"}, {CANARY}):
        shown = calendar_text(rows, stamp=STAMP, language=language, busy=busy, alarms=(7,))
        assert CANARY.casefold() not in shown.casefold()
        assert label not in shown
        (event,) = (one for one in events(shown) if one["SUMMARY"] == BUSY[language])
        assert set(event) == {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
        assert event.decoded("DTSTART") == D("2024-06-03")


def test_a_sealed_promise_of_a_dossier_leaves_no_word_in_the_file(seen, promise):
    letter = promise(
        "letter", "2024-06-03", kind="side_letter", title=CANARY, article=CANARY, engagement="e", keeper="k"
    )
    after = promise("after", ">letter", 3)
    rows = due(seen(D("2024-06-01"), letter, after), D("2024-06-01"), 30)
    assert len(rows) == 2
    text = calendar_text(rows, stamp=STAMP, busy={"letter", "after"})
    assert CANARY not in text
    assert "Promise" not in text
    assert text.count("SUMMARY:Busy") == 2


texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), min_size=1, max_size=300)


@given(title=texts, name=texts, anchored=texts, day=st.dates(max_value=date(9000, 1, 1)), days=st.integers(0, 400))
def test_what_is_written_is_read_back(title, name, anchored, day, days):
    span = Span(day, day + timedelta(days=days))
    text = calendar_text([row(title=title, anchored=anchored, day=span)], stamp=STAMP, name=name)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    (event,) = events(text)
    assert event["SUMMARY"] == title
    assert event["DESCRIPTION"] == f"{anchored}\nrunning"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (day, day + timedelta(days=days + 1))
    assert event.errors == []


@pytest.mark.parametrize(
    "hostile",
    [
        "a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:b",
        "a\rATTACH:http://x",
        "a\nATTENDEE:mailto:x",
        "a\x00b\x1b[31m",
        "a\udc80b",
        "a\x85ATTACH:b",
        "\u2028ATTACH:b",
        "back\\slash; and, comma\\n",
    ],
)
def test_no_text_can_forge_a_field(hostile):
    text = calendar_text([row(title=hostile, by=(hostile,))], stamp=STAMP, name=hostile)
    text.encode()
    (event,) = events(text)
    assert not {"ATTACH", "ATTENDEE"} & set(event)
    assert text.count("BEGIN:VEVENT") - text.count("\\nBEGIN:VEVENT") == 1
    assert "\x00" not in text
    assert "\x1b" not in text
