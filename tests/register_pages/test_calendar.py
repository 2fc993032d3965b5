"""Calendar addresses: whoever has one reads by it, so that it tells little and ends at will."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from falling import CANARY, OTHERS, PUBLIC, STAFF, day_of, fill, put, secret_label
from worlds import in_both, plain, without_secrets

from forlik.core.errors import NoData
from forlik.desk.access.people import leave, let_out, person
from forlik.desk.records import calendars
from forlik.desk.register import feed

icalendar = pytest.importorskip("icalendar", reason="the independent reader of calendars is not installed")

PAGE = "/register/calendar"
ADDRESS = re.compile(r'value="http://testserver(/calendar/([\w-]+)\.ics)"')
UNTOLD = "Forlik: something falls due"
STAMP = re.compile(r"DTSTAMP:\d{8}T\d{6}Z")
NOW = datetime.now(UTC)


@pytest.fixture
def filled(learning):
    return fill(learning)


def made(learning, who="demo-owner", strength="passkey", **form):
    """The address that the page shows once."""
    response = learning.ask(who, PAGE, strength, do="make", **form)
    assert response.headers["Cache-Control"] == "no-store"
    return ADDRESS.search(response.content.decode())[1]


def read(learning, address):
    return learning.ask("", address).content.decode()


def events(text):
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def told(text):
    return {str(one["SUMMARY"]): one.decoded("DTSTART") for one in events(text)}


def visitor():
    from django.test import Client

    return Client(headers={"host": "localhost"})


def test_an_address_is_random_shown_once_and_kept_as_a_digest_only(filled):
    first, second = made(filled), made(filled)
    assert first != second
    assert all(len(ADDRESS_SECRET.search(one)[1]) >= 43 for one in (first, second)), "256 bits"
    page = filled.text("demo-owner", PAGE)
    assert "/calendar/" not in page.replace("/register/calendar", "")
    from forlik.desk.records.models import Calendar

    for row in Calendar.objects.values():
        assert first[10:-4] not in str(row)


ADDRESS_SECRET = re.compile(r"/calendar/([\w-]+)\.ics")


def test_titles_are_told_of_what_is_public_and_of_staff_rows_only_where_wished(filled):
    plain_one, titled = made(filled), made(filled, titles="yes")
    text = read(filled, plain_one)
    assert PUBLIC in told(text)
    assert STAFF not in text
    assert UNTOLD in told(text)
    untold = [one for one in events(text) if one["SUMMARY"] == UNTOLD]
    assert day_of("staff") in {one.decoded("DTSTART") for one in untold}
    for one in untold:
        assert set(one) == {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "URL", "CLASS", "TRANSP"}
        assert one["URL"] == "http://testserver/register/due", "the way back, and no record's id"
    assert told(read(filled, titled))[STAFF] == day_of("staff")


def test_it_has_what_its_person_follows_unless_all_was_wished(filled):
    assert OTHERS not in told(read(filled, made(filled, titles="yes")))
    assert OTHERS in told(read(filled, made(filled, titles="yes", whose="all")))


def test_a_sealed_row_is_not_there_and_busy_only_where_wished_by_who_follows_it(filled):
    for wishes in ({}, {"titles": "yes"}, {"whose": "all", "titles": "yes"}):
        text = read(filled, made(filled, **wishes))
        assert CANARY not in text
        assert "Busy" not in told(text)
    text = read(filled, made(filled, busy="yes"))
    assert CANARY not in text
    assert "falling-sealed" not in text
    busy = [one for one in events(text) if one["SUMMARY"] == "Busy"]
    assert day_of("sealed") in {one.decoded("DTSTART") for one in busy}
    for one in busy:
        assert set(one) == {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    theirs = events(read(filled, made(filled, "demo-deputy", busy="yes", whose="all")))
    assert day_of("sealed") not in {one.decoded("DTSTART") for one in theirs if one["SUMMARY"] == "Busy"}


def test_sealed_days_are_let_out_with_a_passkey_only(filled):
    response = filled.ask("demo-owner", PAGE, "second factor", do="make", busy="yes")
    assert response.status_code == 422
    assert "passkey" in response.content.decode()
    assert calendars.calendars(person(filled.ids["demo-owner"], "passkey")) == []


def test_what_was_revoked_is_gone_at_the_next_fetch(filled):
    address = made(filled, busy="yes")
    assert "Busy" in told(read(filled, address))
    guardian = person(filled.ids["demo-guardian"], "passkey")
    let_out(filled.ids["demo-owner"], secret_label(filled)[2:], guardian, datetime.now(UTC))
    text = read(filled, address)
    assert "Busy" not in told(text)
    assert PUBLIC in told(text), "the calendar itself goes on"


def test_an_opened_glass_lets_nothing_out(filled):
    """Somebody who follows a sealed row, and broke the glass to see it, sees it in the desk and not in the calendar."""
    from forlik.desk.records.glass import break_glass

    label, clerk = secret_label(filled), filled.ids["demo-relief"]
    put(filled, "glass", "Fictional: kept by another", label, keeper="demo-relief")
    address = made(filled, "demo-relief", busy="yes", whose="all")
    before = events(read(filled, address))
    break_glass(person(clerk, "passkey"), label, "an emergency", datetime.now(UTC).replace(microsecond=0))
    assert "Fictional: kept by another" in filled.text("demo-relief", "/register/due")
    assert len(events(read(filled, address))) == len(before)


def refused(path):
    answer = visitor().get(path)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies
    return answer.content, {name: value for name, value in answer.headers.items() if "Policy" not in name}


@pytest.mark.parametrize("gone", ["revoked", "renewed", "left", "no staff", "began anew"])
def test_unknown_and_ended_addresses_get_the_same_bytes_for_the_same_work(filled, gone):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from forlik.desk.access.models import Person

    address = made(filled)
    [kept] = calendars.calendars(person(filled.ids["demo-owner"], "passkey"))
    assert visitor().get(address).status_code == 200
    if gone == "revoked":
        assert filled.ask("demo-owner", PAGE, do="end", calendar=kept.id).status_code == 303
    elif gone == "renewed":
        fresh = ADDRESS.search(filled.ask("demo-owner", PAGE, do="renew", calendar=kept.id).content.decode())[1]
        assert visitor().get(fresh).status_code == 200
    elif gone == "began anew":
        from forlik.desk.signin.users import make_user, reset

        make_user(filled.ids["demo-owner"], "owner", "four words of some length")
        reset(filled.ids["demo-owner"])
    elif gone == "left":
        leave(filled.ids["demo-owner"], datetime.now(UTC), "")
    else:
        Person.objects.filter(pk=filled.ids["demo-owner"]).update(staff=False)
    unknown = "/calendar/" + "x" * 43 + ".ics"
    assert refused(address) == refused(unknown) == refused("/calendar/x.ics") == refused("/calendar/%ff%00é.ics")
    queries = []
    for one in (address, unknown):
        with CaptureQueriesContext(connection) as captured:
            visitor().get(one)
        queries.append([re.sub(r"'[^']*'", "?", one["sql"]) for one in captured.captured_queries])
    assert queries[0] == queries[1], "the same work"


def test_without_a_register_no_address_makes_one(home, django_db_blocker):
    answer = visitor().get("/calendar/x.ics")
    assert answer.status_code == 404
    assert not (home / "register.db").exists()
    assert not (home / "register-keys").exists()


def test_somebody_elses_calendar_cannot_be_ended(filled):
    made(filled)
    [kept] = calendars.calendars(person(filled.ids["demo-owner"], "passkey"))
    for doing in ("end", "renew"):
        with pytest.raises(NoData):
            filled.ask("demo-deputy", PAGE, do=doing, calendar=kept.id)
    assert "You have no calendar." in filled.text("demo-deputy", PAGE)


def test_a_row_that_was_moved_to_another_person_by_another_hand_opens_nothing(filled):
    from forlik.desk.records.models import Calendar

    address = made(filled)
    for field, value in (("person", filled.ids["demo-deputy"]), ("busy", True), ("titles", True), ("whose", "all")):
        was = Calendar.objects.values_list(field, flat=True).get()
        Calendar.objects.update(**{field: value})
        with pytest.raises(NoData):
            read(filled, address)
        Calendar.objects.update(**{field: was})
    assert read(filled, address)


def test_the_other_methods_do_nothing(filled):
    address = made(filled)
    client = visitor()
    assert client.head(address).status_code == 200
    for method in ("post", "put", "delete", "patch", "options"):
        assert getattr(client, method)(address).status_code in (403, 405), method
    assert client.post("/calendar/x.ics").status_code == client.post(address).status_code


def test_making_reading_and_ending_are_logged_and_reading_without_end_is_not_served(filled):
    address = made(filled, busy="yes")
    for _ in range(calendars.OFTEN):
        assert filled.ask("", address).status_code == 200
    answer = filled.ask("", address)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    [kept] = calendars.calendars(person(filled.ids["demo-owner"], "passkey"))
    filled.ask("demo-owner", PAGE, do="end", calendar=kept.id)
    for verb, number in (("make calendar", 1), ("read calendar", calendars.OFTEN), ("revoke calendar", 1)):
        logged = filled.log(verb)
        assert len(logged) == number, verb
        assert {(row.who, row.facets) for row in logged} == {(filled.ids["demo-owner"], kept.id)}
    from forlik.desk.access.log import verify_log

    assert verify_log()[1] == []
    assert filled.log("read")[-1].who == filled.ids["demo-owner"], "of sealed rows the days were told"


def test_after_a_while_it_is_served_again(filled):
    address = made(filled)
    kept = calendars.behind(ADDRESS_SECRET.search(address)[1])
    assert [calendars.counted(kept, NOW) for _ in range(calendars.OFTEN + 1)] == [True] * calendars.OFTEN + [False]
    assert calendars.counted(kept, NOW + calendars.WITHIN)
    assert calendars.counted(kept, NOW - timedelta(days=1)), "a clock that was put back closes nothing"


def test_one_person_has_some_calendars_and_not_without_end(filled):
    for _ in range(calendars.AT_ONCE):
        made(filled)
    answer = filled.ask("demo-owner", PAGE, do="make")
    assert answer.status_code == 422
    assert "end one that you do not use" in answer.content.decode()


def test_events_keep_their_identifiers_and_two_calendars_share_none(filled):
    mine, deputys = made(filled, whose="all"), made(filled, "demo-deputy", whose="all")
    first, again, other = ({str(one["UID"]) for one in events(read(filled, one))} for one in (mine, mine, deputys))
    assert first == again
    assert not first & other, "nobody can match the events of one with those of another"
    assert all(len(line.encode()) <= 75 for line in read(filled, mine).split("\r\n"))


def test_a_fault_of_ours_does_not_write_the_address_to_the_servers_log(filled, monkeypatch, caplog):
    address = made(filled)

    def broken(*_given, **_named):
        raise RuntimeError(address)

    monkeypatch.setattr(feed, "calendar_of", broken)
    client = visitor()
    client.raise_request_exception = False
    assert client.get(address).status_code == 500
    assert ADDRESS_SECRET.search(address)[1] not in caplog.text


def test_who_may_not_see_gets_the_same_calendar_with_and_without_the_secret(
    django_db_blocker, tmp_path_factory, monkeypatch
):
    monkeypatch.setattr(feed, "event_key", lambda _kept: b"the same in both")
    sealed = iter((True, False))

    def look(learning):
        fill(learning, sealed=next(sealed))
        found = {}
        for who in ("demo-legal", "demo-guardian"):
            wishes = ({"whose": "all"}, {"whose": "all", "titles": "yes", "busy": "yes"}, {})
            addresses = [made(learning, who, **one) for one in wishes]
            texts = {str(turn): STAMP.sub("", read(learning, one)) for turn, one in enumerate(addresses)}
            found[who] = plain(learning, texts)
        found["demo-owner"] = STAMP.sub("", read(learning, made(learning, busy="yes")))
        return found

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    for who in ("demo-legal", "demo-guardian"):
        assert whole[who] == bare[who], who
        assert any("SUMMARY" in text for text in whole[who].values())
    assert whole["demo-owner"] != bare["demo-owner"]
    assert CANARY not in str(whole)


def test_nobody_who_is_not_staff_has_one(learning):
    who = replace(person(learning.ids["demo-owner"], "passkey"), staff=False)
    from forlik.core.errors import NotPermitted

    with pytest.raises(NotPermitted):
        calendars.make_calendar(calendars.Wishes(), who, NOW)
