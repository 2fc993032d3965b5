"""Phase of a process: the stage of its latest signed text, or of a later act."""

from datetime import UTC, datetime

from good_case import DAY, act, ago, case_of, good, written

from forlik.register.concepts import Process
from forlik.register.machines.phase import phase


def text(record, signed, stage, **more):
    return written(record, "agreement", signed=signed, stage=stage, **{"engagement": None, "process": "proc", **more})


CEASE = text("t1", "2026-02-01", "ceasefire")
FRAME = text("t2", "2026-03-01", "framework_partial")
BACK = act("back", "public_statement", "2026-04-01", stage="prenegotiation", engagement=None, process="proc")
TRACK = Process(id="track", label="Fictional track", parent="proc", level="2")


def found(*more, day=None, process="proc", recorded=None):
    return phase(case_of({**good("suspend"), **{one.id: one for one in more}}, recorded=recorded).dossier, process, day)


def test_without_texts_and_acts_there_is_no_phase():
    one = found()
    assert (one.stage, one.since, one.rests_on, one.history) == (None, None, None, ())


def test_the_latest_signed_text_says_it_and_the_earlier_ones_are_its_history():
    one = found(FRAME, CEASE)
    assert (one.stage, one.since, one.rests_on) == ("framework_partial", "2026-03-01", "t2")
    assert [(mark.stage, mark.since, mark.record) for mark in one.history] == [
        ("ceasefire", "2026-02-01", "t1"), ("framework_partial", "2026-03-01", "t2"),
    ]  # fmt: skip


def test_a_later_act_overrides_it_and_it_may_go_backwards():
    one = found(FRAME, CEASE, BACK)
    assert (one.stage, one.rests_on) == ("prenegotiation", "back")
    assert found(FRAME, CEASE, BACK, text("t3", "2026-05-01", "renewal")).stage == "renewal"
    earlier = act("back", "public_statement", "2026-02-15", stage="prenegotiation", engagement=None, process="proc")
    assert found(FRAME, CEASE, earlier).stage == "framework_partial"


def test_since_when_goes_back_to_the_first_of_what_says_the_same():
    one = found(CEASE, text("t9", "2026-05-01", "ceasefire"), text("t0", "2025-05-01", "ceasefire"), day=DAY)
    assert (one.since, one.rests_on) == ("2025-05-01", "t9")
    one = found(text("t0", "2025-05-01", "ceasefire"), text("t01", "2025-06-01", "renewal"), CEASE)
    assert one.since == "2026-02-01"


def test_on_one_day_what_was_recorded_later_counts():
    same = act("a", "public_statement", "2026-03-01", stage="other", engagement=None, process="proc")
    early, late = datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 1, 10, tzinfo=UTC)
    assert found(FRAME, same, recorded={"t2": early, "a": late}).rests_on == "a"
    assert found(FRAME, same, recorded={"t2": late, "a": early}).rests_on == "t2"


def test_a_draft_a_text_of_tomorrow_and_one_without_a_stage_say_nothing():
    assert (
        found(
            text("d", None, "renewal"), text("e", ago(-1).isoformat(), "renewal"), text("f", "2026-01-01", None)
        ).stage
        is None
    )
    assert found(text("e", DAY.isoformat(), "renewal")).stage == "renewal"
    assert found(act("x", "meeting", "2026-01-01", process="proc")).stage is None
    assert found(act("x", "meeting", ago(-1).isoformat(), stage="other")).stage is None
    assert found(act("x", "meeting", None, stage="other")).stage is None


def test_the_phase_of_an_earlier_day_leaves_out_what_came_later():
    assert found(FRAME, CEASE, BACK, day=ago(70)).stage == "framework_partial"


def test_a_track_does_not_move_its_process_nor_the_process_its_track():
    track = text("tt", "2026-05-01", "implementation", process="track")
    assert found(CEASE, TRACK, track).stage == "ceasefire"
    assert found(CEASE, TRACK, track, process="track").stage == "implementation"
    assert found(CEASE, TRACK, process="track").stage is None
    moves = act("x", "meeting", "2026-05-01", stage="other", process="track")
    assert found(CEASE, TRACK, moves).stage == "ceasefire", "it stands in our file, and moves the track only"
    assert found(CEASE, TRACK, moves, process="track").stage == "other"


def test_an_act_of_a_file_that_serves_the_process_moves_it():
    assert found(CEASE, act("x", "meeting", "2026-05-01", stage="other")).rests_on == "x"


def test_a_text_of_our_file_alone_does_not():
    assert found(CEASE, text("tt", "2026-05-01", "implementation", process=None, engagement="eng")).stage == "ceasefire"
