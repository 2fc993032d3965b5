"""Job 4: what each list restricts about meeting a person or group today, how sure that is, and who cleared it."""

from good_case import DAY, ago, case_of, check, good

from forlik.register.concepts import Role
from forlik.register.concepts.assessment import Listing
from forlik.register.machines.listing import checks, groups, listing


def seen(*more, base="explore"):
    return case_of({**good(base), **{one.id: one for one in more}}).dossier


def test_each_list_says_what_it_restricts_how_old_that_is_and_who_cleared_it():
    lists = (
        Listing(name="B list", dated="2026-05", entry="17", restricts=("funds", "travel"), match="low"),
        Listing(name="A list", restricts=("none",)),
    )
    first, second = listing(seen(check("l1", "front", listings=lists, made_on=ago(4))), "front", DAY)
    assert (first.list, first.restricts, first.listed, first.match, first.cleared_by) == (
        "A list",
        ("none",),
        False,
        None,
        "p3",
    )
    assert (second.list, second.dated, second.entry, second.match) == ("B list", "2026-05", "17", "low")
    assert second.restricts == ("funds", "travel")
    assert second.listed
    assert (second.actor, second.made_on, second.age, second.assessment) == ("front", ago(4), 4, "l1")


def test_of_each_list_the_latest_check_counts():
    newer = check("l9", "front", made_on=ago(3), listings=(Listing(name="A list", restricts=("none",)),))
    [one] = listing(seen(newer), "front", DAY)
    assert (one.assessment, one.restricts) == ("l9", ("none",))
    [one] = listing(seen(newer), "front", ago(4))
    assert one.assessment == "l1"
    older = check("l9", "front", made_on=ago(50), listings=(Listing(name="C list", restricts=("arms",)),))
    assert [row.list for row in listing(seen(older), "front", DAY)] == ["A list", "C list"]


def test_an_actor_that_was_never_checked_has_no_rows():
    assert listing(seen(), "ngo", DAY) == ()
    assert listing(seen(), "nowhere", DAY) == ()
    assert checks(seen(check("x", "front", made_on=None)), "ngo", DAY) == ()


def test_a_check_of_another_file_is_seen_but_does_not_count_for_this_one():
    other = check("l9", "front", made_on=ago(1), engagement="eng2")
    assert [one.id for one in checks(seen(other), "front", DAY)] == ["l1", "l9"]
    assert [one.id for one in checks(seen(other), "front", DAY, "eng")] == ["l1"]
    own = check("l9", "front", made_on=ago(1), engagement="eng")
    assert [one.id for one in checks(seen(own), "front", DAY, "eng")] == ["l1", "l9"]


def test_the_groups_of_a_person_bear_on_meeting_it():
    assert groups(seen(), "chief", DAY) == ("front",)
    assert groups(seen(), "gov", DAY) == ()
    member = Role(id="r8", kind="member_of", actor="chief", of="ngo", since=ago(0).isoformat())
    assert groups(seen(member), "chief", DAY) == ("front", "ngo")
    assert groups(seen(member), "chief", ago(1)) == ("front",)
    assert groups(seen(Role(id="r8", kind="member_of", actor="chief")), "chief", DAY) == ("front",)
