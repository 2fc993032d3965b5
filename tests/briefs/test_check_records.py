"""Briefs of the register looked up again: every fact by its own footnote, in what whoever checks may see."""

import re
from dataclasses import replace
from functools import cache

import pytest
from register_briefs import AT, DAY, every_brief, row, saying, seen

from forlik.briefs.checking import checked
from forlik.briefs.document import Fact
from forlik.briefs.engagement import engagement_brief
from forlik.briefs.handover import handover_pack
from forlik.briefs.writing import written
from forlik.core.errors import BadInput
from forlik.register.dossier import dossier
from forlik.world import world

ALL = ("1", "2:talks", "2:relief")

pytestmark = pytest.mark.usefixtures("home")


def wrong(document, dossiers):
    found = checked(written(document, "md").decode(), lambda day: world(str(day)), "brief.md", dossiers)
    return [one for one in found if one.wrong], len(found)


def holding(*labels, more=()):
    """What a holder of some labels sees, on any day, as the check asks for it."""
    return cache(lambda day: seen(*labels, more=more, day=day or DAY))


@pytest.mark.parametrize("language", ["en", "nb"])
def test_every_brief_is_what_the_records_say(language):
    for name, made in every_brief(seen(*ALL), language).items():
        differ, many = wrong(made, holding(*ALL))
        assert differ == [], name
        assert many or "handover" in name or "line" in name, name


def made_of(rows):
    return engagement_brief(world(str(DAY)), dossier(rows, DAY).case("e"), full=True)


def test_a_day_that_was_changed_in_the_brief_is_told():
    """It is reviewed on 1 March 2027; the brief is made to say the 2nd."""
    rows = [row("e", "engagement", "0", title="E"), row("e", "engagement", "1", "staff", review_on="2027-03-01")]
    text = written(made_of(rows), "md").decode()
    assert re.search(r"2027-03-01\[\^\d+\]", text)
    changed = text.replace("2027-03-01[^", "2027-03-02[^")
    kept = dossier(rows, DAY)
    told = [one for one in checked(changed, world, "brief.md", lambda _: kept) if not one.same]
    assert [(one.said, one.why) for one in told] == [("2027-03-02", "the record does not say it")]


def test_a_day_that_the_record_no_longer_says_is_told():
    """The review was moved to 1 June after the brief was made: on its day it was right, now it is not."""
    rows = [row("e", "engagement", "0", title="E"), row("e", "engagement", "1", "staff", review_on="2027-03-01")]
    moved = [rows[0], replace(rows[1], body={"review_on": "2027-06-01"})]
    differ, _ = wrong(made_of(rows), lambda day: dossier(rows if day else moved, day or DAY))
    assert [(one.said, one.why) for one in differ] == [("2027-03-01", "the record says otherwise now")]


def test_a_record_that_may_not_be_seen_is_not_told_from_one_that_is_not_there():
    made = every_brief(seen(*ALL))["fiction-talks full"]
    differ, _ = wrong(made, holding("1"))
    sealed = [one for one in differ if "there is no such record, or none that you may see" in one.why]
    assert sealed
    fact = Fact("2027-01-01", "nothing", f"/register/nothing?as_of={DAY}")
    [alike], _ = wrong(saying(fact), holding("1"))
    assert {one.why for one in sealed} == {alike.why}
    assert all(not one.found for one in sealed)


def test_a_record_that_was_withdrawn_since_is_told():
    rows = [row("e", "engagement", "0", title="E", start="2020-05-01")]
    gone = [replace(rows[0], body={"withdrawn": "It never was"}, n=2)]
    differ, _ = wrong(made_of(rows), lambda day: dossier(rows if day else [*rows, *gone], day or DAY))
    assert {one.why for one in differ} == {"the record was withdrawn as a mistake"}


def test_without_a_register_no_fact_is_taken_for_found():
    made = every_brief(seen("1"))["fiction-talks page"]
    found = checked(written(made, "md").decode(), lambda day: world(str(day)), "brief.md", None)
    assert {one.why for one in found} == {"the register was not asked"}
    assert {one.wrong for one in found if one.number} == {True}
    assert {one.looked for one in found if not one.number} == {False}


def test_a_brief_without_footnotes_has_its_day_alone_and_passes():
    """Nobody of this name answers for anything: the pack says so, and has nothing to look up."""
    for language in ("en", "nb"):
        made = handover_pack(world(str(DAY)), seen("1"), "nobody", language=language)
        assert wrong(made, None) == ([], 1)
    with pytest.raises(BadInput, match="this is no brief"):
        checked("# A heading\n\nTwo 2 words.\n", world, "other.md")


def test_an_address_without_a_day_is_told():
    [one], _ = wrong(saying(Fact("5", "e", "/register/e")), holding("1"))
    assert "names its day" in one.why
    assert AT.year == 2026
