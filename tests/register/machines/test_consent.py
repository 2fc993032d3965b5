"""Whether consent still stands from all sides: of each party, since when, and by what."""

from good_case import DAY, SAID, act, ago, case_of, good

from forlik.register.machines.consent import accepted, consent

FRONT, GOV = "front", "gov"


def standings(*acts, drop=(), day=None):
    records = {name: one for name, one in good("suspend").items() if name not in drop}
    records.update({one.id: one for one in acts})
    return {one.party: one for one in consent(case_of(records), day)}


def test_what_was_given_stands_with_its_day_and_evidence():
    found = standings()
    assert list(found) == [FRONT, GOV]
    one = found[FRONT]
    assert (one.state, one.since, one.act, one.said) == ("given", "2026-05-25", "c2", "given")
    assert one.evidence == SAID
    assert one.by_act.id == "c2"
    assert one.waiver is None
    assert one.stands
    assert one.consents


def test_who_was_never_asked_is_told():
    one = standings(drop=("c2",))[FRONT]
    assert (one.state, one.since, one.act, one.said, one.evidence) == ("never_asked", None, None, "never_asked", ())
    assert not one.stands
    assert not one.consents


def test_what_was_withdrawn_is_told_with_its_day():
    one = standings(act("w", "consent_withdrawn", "2026-05-27", by=(FRONT,)))[FRONT]
    assert (one.state, one.since, one.act, one.said) == ("withdrawn", "2026-05-27", "w", "withdrawn")
    assert not one.stands
    assert not one.consents


def test_consent_to_a_part_is_told_and_does_not_stand_alone():
    one = standings(act("p", "consent", "2026-05-27", by=(FRONT,), scope="partial"))[FRONT]
    assert (one.state, one.since, one.act) == ("partial", "2026-05-27", "p")
    assert not one.stands
    assert one.consents


def test_a_waiver_is_told_with_what_the_party_said():
    waiver = act("v", "consent_waiver", "2026-05-28", to=(FRONT,), reason="It has no spokesman")
    one = standings(waiver, drop=("c2",))[FRONT]
    assert (one.state, one.since, one.act, one.said) == ("waived", "2026-05-28", "v", "never_asked")
    assert one.waiver.reason == "It has no spokesman"
    assert one.stands
    assert not one.consents
    one = standings(waiver, act("w", "consent_withdrawn", "2026-05-27", by=(FRONT,)))[FRONT]
    assert (one.state, one.said) == ("waived", "withdrawn"), "that it was withdrawn is not hidden by the waiver"
    one = standings(waiver)[FRONT]
    assert (one.state, one.act, one.stands) == ("given", "c2", True), "a waiver of what was given changes nothing"


def test_without_evidence_what_was_given_does_not_stand():
    one = standings(act("c3", "consent", "2026-05-27", by=(FRONT,), evidence=()))[FRONT]
    assert (one.state, one.stands, one.consents) == ("given", False, False)


def test_the_state_of_an_earlier_day_leaves_out_what_came_later():
    withdrawn = act("w", "consent_withdrawn", "2026-05-27", by=(FRONT,))
    assert standings(withdrawn, day=ago(5))[FRONT].state == "withdrawn"
    assert standings(withdrawn, day=ago(6))[FRONT].state == "given"
    assert standings(withdrawn, day=ago(8))[FRONT].state == "never_asked"


def test_without_a_process_nobody_is_asked():
    case = case_of(good("activate", process=False))
    assert consent(case) == ()
    assert accepted(case, DAY) == ()


def test_one_act_may_speak_for_several_parties():
    joint = act("j", "consent", "2026-05-27", by=(GOV, FRONT), scope="partial")
    assert {one.state for one in standings(joint).values()} == {"partial"}
