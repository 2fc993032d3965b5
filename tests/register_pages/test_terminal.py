"""The register at a terminal: what is public, after signing in what is for staff; what is sealed never."""

import json
import re

import pytest
from falling import CANARY, PUBLIC, STAFF, day_of, fill
from worlds import in_both, plain, without_secrets

from forlik.cli import main
from forlik.desk.signin import session_file, terminal

icalendar = pytest.importorskip("icalendar", reason="the independent reader of calendars is not installed")

VERBS = (
    ("due",),
    ("due", "--days", "365", "--json"),
    ("due", "--as-of", "2024-07-01", "--days", "90"),
    ("engagement", "list"),
    ("engagement", "list", "--json"),
    ("engagement", "list", "--as-of", "2024-03-25"),
    ("engagement", "show", "fiction-talks"),
    ("engagement", "show", "fiction-talks", "--json", "--as-of", "2024-03-25"),
    ("engagement", "show", "fiction-relief", "--json"),
)


@pytest.fixture
def filled(learning):
    return fill(learning)


@pytest.fixture
def forlik(capsys):
    def run(*words):
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        told = capsys.readouterr()
        return ended.value.code or 0, told.out, told.err

    return run


@pytest.fixture
def as_(monkeypatch):
    """Somebody who has signed in at the terminal."""

    def signed_in(learning, who):
        from forlik.desk.access.people import person

        monkeypatch.setattr(terminal, "whose", lambda _key: person(learning.ids[who], "second factor"))

    return signed_in


def test_whoever_has_not_signed_in_sees_what_is_public_and_nothing_else(filled, forlik):
    code, out, _ = forlik("due", "--days", "365", "--json")
    assert code == 0
    assert [(one["title"], one["day"]) for one in json.loads(out)["due"]] == [(PUBLIC, str(day_of("public")))]
    assert forlik("engagement", "list")[0] == 3, "the made-up engagements are for staff"


def test_public_engagements_are_listed_and_shown(learning, forlik):
    from forlik.core.days import now
    from forlik.desk.access.people import person
    from forlik.desk.register.starting import seed_public

    seed_public(person(learning.ids["demo-owner"], "passkey"), now())
    code, out, _ = forlik("engagement", "list")
    assert code == 0
    assert "Colombia: peace process with FARC-EP" in out
    assert "fiction-talks" not in out
    code, out, _ = forlik("engagement", "show", "no-col-farc")
    assert code == 0
    assert "guarantor" in out.casefold() or "peace" in out
    whole = json.loads(forlik("engagement", "show", "no-col-farc", "--json")[1])
    assert whole["id"] == "no-col-farc"
    assert whole["places"] == ["COL"]


def test_a_hidden_record_and_an_absent_one_give_the_same_bytes_and_exit_code_3(filled, forlik, as_):
    # Ids of one length, for the answer does not repeat them.
    hidden, absent = forlik("engagement", "show", "fiction-talks"), forlik("engagement", "show", "nothing-there")
    assert hidden == absent
    assert hidden[0] == 3
    as_(filled, "demo-legal")
    for id_ in ("fiction-clerk", "falling-sealed", "nothing-there"):
        assert forlik("engagement", "show", id_) == absent
        assert forlik("engagement", "act", id_, "--kind", "note", "--evidence", "x") == absent


def test_after_signing_in_staff_see_what_is_for_staff(filled, forlik, as_):
    as_(filled, "demo-owner")
    code, out, _ = forlik("due", "--json", "--days", "20", "--mine")
    assert code == 0
    told = json.loads(out)["due"]
    assert {PUBLIC, STAFF} <= {one["title"] for one in told}
    assert told[0]["late"], "the late ones first"
    [staff] = (one for one in told if one["title"] == STAFF)
    assert staff["day"] == str(day_of("staff"))
    assert staff["anchored"].startswith("3 days after")
    assert staff["engagement_id"] == "fiction-talks"
    words = forlik("due", "--days", "20")[1]
    assert re.search(rf"{day_of('staff')} +promise +{STAFF}", words)
    assert "fiction-talks" in forlik("engagement", "list")[1]
    page = forlik("engagement", "show", "fiction-talks")[1]
    assert page.startswith("Fictional: the two-bank talks\n  state: active since ")
    assert "What happened" in page


def test_what_is_sealed_is_never_shown(filled, forlik, as_, tmp_path):
    """Not to the owner either: passkeys do not work in a terminal, and no read of anything sealed is logged."""
    as_(filled, "demo-owner")
    before = len(filled.log("read"))
    for words in VERBS:
        _, out, err = forlik(*words)
        assert CANARY not in out + err
        assert "night clerk" not in out
    file = tmp_path / "due.ics"
    assert forlik("due", "--days", "365", "--ics", str(file))[0] == 0
    assert CANARY not in file.read_text()
    assert "Busy" not in file.read_text()
    assert len(filled.log("read")) == before


def test_the_calendar_file_is_the_list(filled, forlik, as_, tmp_path):
    as_(filled, "demo-owner")
    file = tmp_path / "due.ics"
    told = json.loads(forlik("due", "--days", "90", "--json")[1])["due"]
    code, out, _ = forlik("due", "--days", "90", "--ics", str(file), "--json")
    assert (code, json.loads(out)) == (0, {"file": str(file), "rows": len(told)})
    events = icalendar.Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert sorted((str(one["SUMMARY"]), str(one.decoded("DTSTART"))) for one in events) == sorted(
        (one["title"], one["day"]) for one in told
    )


def test_as_of_a_past_day_it_is_as_it_was_known_then(filled, forlik, as_):
    as_(filled, "demo-legal")
    states = {}
    for day in ("2024-02-22", "2026-11-01"):
        states[day] = json.loads(forlik("engagement", "show", "fiction-talks", "--json", "--as-of", day)[1])
    assert states["2024-02-22"]["state"] != states["2026-11-01"]["state"]
    assert len(states["2024-02-22"]["acts"]) < len(states["2026-11-01"]["acts"])
    assert forlik("engagement", "show", "fiction-talks", "--as-of", "2023-01-01")[0] == 3
    for day in ("2099-01-01", "yesterday", "2024-02-30"):
        assert forlik("due", "--as-of", day)[0] == 2, day


@pytest.mark.parametrize("days", ["-1", "x", "1e3", "99999"])
def test_a_number_of_days_that_is_none_is_a_usage_error(learning, forlik, days):
    assert forlik("due", f"--days={days}")[0] == 2


def test_recording_takes_signing_in_whether_the_record_is_there_or_not(filled, forlik):
    answers = {forlik("engagement", "act", id_, "--kind", "note", "--evidence", "x") for id_ in ("fiction-talks", "x")}
    assert len(answers) == 1
    assert answers.pop()[0] == 6
    assert forlik("due", "--mine")[0] == 6


def test_an_act_is_recorded_for_the_staff_and_what_is_sealed_is_refused(filled, forlik, as_):
    as_(filled, "demo-legal")
    words = ("engagement", "act", "fiction-talks", "--kind", "decision", "--title", "Fictional: we go on")
    code, out, _ = forlik(*words, "--evidence", "Fictional: own note", "--happened", "2026-11", "--json")
    assert code == 0
    id_ = json.loads(out)["id"]
    acts = json.loads(forlik("engagement", "show", "fiction-talks", "--json")[1])["acts"]
    assert ("2026-11", "Fictional: we go on") in {(one["happened"], one["title"]) for one in acts}
    assert filled.log("record")[-1].who == filled.ids["demo-legal"]
    from forlik.desk.records.models import Facet

    assert set(Facet.objects.filter(record=id_).values_list("label", flat=True)) == {"1"}, "nothing is published by it"
    code, _, err = forlik("engagement", "act", "fiction-talks", "--kind", "request", "--evidence", "Fictional: x")
    assert code == 6
    assert "passkey" in err
    for wrong in (
        ("--kind", "nonsense"),
        ("--kind", "note", "--happened", "2099"),
        ("--kind", "note", "--by", "no"),
        ("--kind", "note", "--obtained", "no"),
    ):
        assert forlik("engagement", "act", "fiction-talks", *wrong, "--evidence", "Fictional: x")[0] == 2


def test_how_an_act_is_known_is_recorded_as_it_was_said(filled, forlik, as_):
    as_(filled, "demo-legal")
    words = ("engagement", "act", "fiction-talks", "--kind", "note", "--evidence", "Fictional: they told us")
    id_ = json.loads(forlik(*words, "--obtained", "partner", "--basis", "background", "--json")[1])["id"]
    from filling import seen

    [piece] = seen(filled, "demo-legal")[id_].evidence
    assert (piece.obtained, piece.basis) == ("partner", "background")


def test_without_a_register_it_is_as_with_an_empty_one_and_none_is_made(home, forlik, django_db_blocker):
    assert forlik("due")[0] == 0
    assert forlik("engagement", "list")[0] == 3
    assert forlik("engagement", "show", "x")[0] == 3
    assert not (home / "register.db").exists()


def test_a_session_file_that_others_can_read_is_not_believed(filled, forlik):
    session_file.write("x")
    session_file.path().chmod(0o644)
    code, _, err = forlik("due")
    assert code == 6
    assert "others can read" in err


def test_two_worlds_give_the_same_bytes(django_db_blocker, tmp_path_factory, monkeypatch, capsys):
    from forlik.desk.access.people import person

    sealed = iter((True, False))

    def look(learning):
        fill(learning, sealed=next(sealed))
        found = {}
        for who in ("", "demo-legal", "demo-owner"):
            if who:
                monkeypatch.setattr(terminal, "whose", lambda _key, who=who: person(learning.ids[who], "second factor"))
            told = {}
            for words in VERBS:
                with pytest.raises(SystemExit) as ended:
                    main(list(words))
                told[" ".join(words)] = f"{ended.value.code} {capsys.readouterr()}"
            found[who] = plain(learning, told)
        monkeypatch.undo()
        return found

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert whole == bare
