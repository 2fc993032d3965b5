"""The due list and its calendar file: what falls due, by whom, hanging on what, late ones first."""

import re
from datetime import timedelta

import pytest
from falling import CANARY, OTHERS, PUBLIC, STAFF, day_of, fill
from worlds import in_both, plain, without_secrets

from forlik.core.days import today
from forlik.core.errors import UsageError
from forlik.register.promises.due import due

icalendar = pytest.importorskip("icalendar", reason="the independent reader of calendars is not installed")

PAGE = "/register/due?days=90&whose=all"
STAMP = re.compile(r"DTSTAMP:\d{8}T\d{6}Z")


@pytest.fixture
def filled(learning):
    return fill(learning)


def rows(page):
    """The table's rows: day and title, in their order."""
    return re.findall(r'<time datetime="([\d-]+)">.*?<th scope="row">(.*?) <span class="sub">', page)


def titles(page):
    return [title for _, title in rows(page)]


def events(response):
    return icalendar.Calendar.from_ical(response.getvalue()).walk("VEVENT")


def seen(learning, who, ahead, strength="passkey"):
    from datetime import UTC, datetime

    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view

    who, day = person(learning.ids[who], strength), today()
    return due(view(who, datetime.now(UTC), day=day).dossier, day, ahead)


def test_the_list_has_what_falls_due_and_the_late_ones_first(filled):
    page = filled.text("demo-owner", PAGE)
    found = rows(page)
    ours = {PUBLIC, STAFF, CANARY, OTHERS}
    assert [title for _, title in found if title in ours] == [PUBLIC, STAFF, CANARY, OTHERS]
    late = titles(page[: page.index('id="coming"')])
    coming = rows(page[page.index('id="coming"') :])
    days = [day for day, _ in coming]
    assert days == sorted(days), "the soonest first"
    assert "Fictional: answer the letter" in late
    assert not ours & set(late)
    assert {day for day, title in found if title == STAFF} == {str(day_of("staff"))}
    assert "Fictional: look again" not in page, "it falls due later"
    assert "Fictional: look again" in filled.text("demo-owner", PAGE.replace("90", "365"))


def test_thirty_days_and_what_is_mine_unless_the_address_says_otherwise(filled):
    plainly = rows(filled.text("demo-owner", "/register/due"))
    assert plainly == rows(filled.text("demo-owner", "/register/due?days=30&whose=mine"))
    assert OTHERS not in dict(map(reversed, plainly))
    assert OTHERS in titles(filled.text("demo-deputy", "/register/due"))
    assert "Nothing of yours falls due in this time." in filled.text("demo-legal", "/register/due")


def test_a_row_says_on_what_it_hangs_who_must_act_and_in_which_file(filled):
    page = filled.text("demo-owner", PAGE)
    line = page[page.index(f">{STAFF} <") :]
    line = line[: line.index("</tr>")]
    assert f"3 days after {day_of('staff') - timedelta(days=3)}" in line
    assert "Demo: owner of the talks" in line, "of our own promise, the person who keeps it"
    assert '<a href="/register/fiction-talks">' in line


def test_a_provisional_step_is_named_with_who_approved_it(learning):
    given = {
        "happened": today().isoformat(),
        "title": "Fictional: the end is near",
        "reason": "Fictional: both have ratified",
        "evidence": "Fictional decision note",
        "provisional_until": (today() + timedelta(days=10)).isoformat(),
        "approver": learning.ids["demo-deputy"],
    }
    assert learning.ask("demo-owner", "/register/fiction-talks/step/begin_closing", **given).status_code == 303
    page = learning.text("demo-owner", "/register/due")
    line = page[page.index("Begin to close: Fictional: the end is near") :]
    line = line[: line.index("</tr>")]
    assert "provisional step ends" in line
    assert "approved by Demo: deputy of both" in line
    assert "Begin to close" not in learning.text("demo-legal", "/register/due"), "it is not theirs to follow"


def test_the_list_of_a_past_day_is_as_it_was_known_then(learning):
    page = learning.text("demo-owner", "/register/due?whose=all&as_of=2024-07-01")
    assert "2024-06-09" in dict(rows(page))
    assert "30 days after signing" in page
    assert "Fictional: Northern Front" in page


@pytest.mark.parametrize("days", ["-1", "x", "1e3", "99999", "٣"])
def test_a_number_of_days_that_is_none_is_refused(learning, days):
    with pytest.raises(UsageError, match="no number of days"):
        learning.ask("demo-owner", f"/register/due?days={days}")


def test_the_file_is_exactly_the_list_but_what_is_sealed(filled):
    response = filled.ask("demo-owner", PAGE + "&as=ics")
    assert response.headers["Content-Type"].startswith("text/calendar")
    assert response.headers["Content-Disposition"] == f'attachment; filename="forlik-due-{today()}.ics"'
    assert response.headers["Cache-Control"] == "no-store"
    sealed = {row.title for row in seen(filled, "demo-owner", 90) if row.sealed}
    assert CANARY in sealed
    shown = [row for row in rows(filled.text("demo-owner", PAGE)) if row[1] not in sealed]
    found = events(response)
    assert sorted((str(one.decoded("DTSTART")), str(one["SUMMARY"])) for one in found) == sorted(shown)
    assert CANARY.encode() not in filled.ask("demo-owner", PAGE + "&as=ics").getvalue()


def test_sealed_days_of_ones_own_are_busy_when_asked_for_and_those_of_others_never(filled):
    own = filled.ask("demo-owner", PAGE + "&as=ics&busy=yes")
    sealed = [row for row in seen(filled, "demo-owner", 90) if row.sealed and filled.ids["demo-owner"] in row.keepers]
    busy = [one for one in events(own) if one["SUMMARY"] == "Busy"]
    assert [one.decoded("DTSTART") for one in busy] == [row.day.earliest for row in sealed]
    assert day_of("sealed") in {one.decoded("DTSTART") for one in busy}
    for one in busy:
        assert set(one) == {"UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}
    deputy = filled.ask("demo-deputy", PAGE + "&as=ics&busy=yes")
    assert CANARY in filled.text("demo-deputy", PAGE), "who may see it, sees it on the page"
    busy = [one for one in events(deputy) if one["SUMMARY"] == "Busy"]
    assert day_of("sealed") not in {one.decoded("DTSTART") for one in busy}, "it is the owner's"


def test_without_a_passkey_what_is_sealed_is_not_there(filled):
    assert CANARY not in filled.text("demo-owner", PAGE, "second factor")
    assert titles(filled.text("demo-owner", PAGE, "second factor")) == titles(filled.text("demo-legal", PAGE))


def test_that_sealed_rows_were_shown_is_logged(filled):
    before = len(filled.log("read"))
    filled.text("demo-owner", PAGE)
    assert len(filled.log("read")) == before + 1
    filled.text("demo-legal", PAGE)
    filled.ask("demo-owner", PAGE + "&as=ics")
    # Staff titles follow from no sealed record, and are not what the log is for.
    assert {row.who for row in filled.log("read")[before:]} == {filled.ids["demo-owner"]}


def test_whoever_is_named_as_obligor_is_in_the_log(learning):
    """The name of an actor is of a record of its own, and is read with the row."""
    from datetime import UTC, datetime

    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view
    from forlik.desk.register.due_list import due_list

    day = today()
    seen = view(person(learning.ids["demo-owner"], "passkey"), datetime.now(UTC), day=day).dossier
    named = {
        actor
        for row in due(seen, day, 3660)
        if row.kind == "promise"
        for actor in seen[row.record].obligors
        if actor in seen
    }
    told = {one for item in due_list(seen, day, 3660, "", "en", mine=False) for one in item.records}
    assert named
    assert named <= told


def test_who_may_not_see_gets_the_same_bytes_with_and_without_the_secret(django_db_blocker, tmp_path_factory):
    paths = (PAGE, "/register/due", "/register/due?whose=all&days=3660", "/register/due?as_of=2024-07-01&whose=all")
    worlds = iter((True, False))

    def look(learning):
        fill(learning, sealed=next(worlds))
        found = {}
        for who in ("demo-legal", "demo-guardian", "demo-relief"):
            pages = {path: learning.text(who, path) for path in paths}
            for path in (PAGE, PAGE + "&busy=yes"):
                pages[path + "&as=ics"] = STAMP.sub("", learning.ask(who, path + "&as=ics").getvalue().decode())
            found[who] = plain(learning, pages)
        found["demo-owner"] = learning.text("demo-owner", PAGE)
        return found

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    for who in ("demo-legal", "demo-guardian"):
        assert whole[who] == bare[who], who
        assert CANARY not in str(whole[who])
    assert CANARY in whole["demo-owner"]
    assert CANARY not in bare["demo-owner"]
    assert CANARY not in str(whole["demo-relief"])
