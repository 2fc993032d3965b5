"""The half-year account: what the made-up files say of each half-year, and what it never says."""

import re

import pytest
from briefs_read import plainly, unpacked
from register_briefs import DAY, published, row, seen

from forlik.briefs.account import account_brief
from forlik.briefs.checking import checked
from forlik.briefs.writing import FORMS, written
from forlik.core.errors import UsageError
from forlik.register.dossier import dossier
from forlik.register.examples.fictional import fictional
from forlik.world import world

ALL = ("1", "2:talks", "2:relief")

pytestmark = pytest.mark.usefixtures("home")


def account(half, *labels, language="en"):
    return account_brief(world(str(DAY)), seen(*labels), half, language=language)


def of(rows, half="2026-1"):
    return account_brief(world(str(DAY)), dossier(rows, DAY), half)


def markdown(made):
    return re.sub(r"\[\^\d+\]", "", written(made, "md").decode())


def section(made, title):
    [found] = (part for part in markdown(made).split("\n## ") if part.startswith(f"{title}\n"))
    return found


def engagement(id_, **body):
    return row(id_, "engagement", "0", **{"title": id_.upper(), "places": ["SDN"], "pillars": ["peace"], **body})


def test_the_first_half_of_2024_as_the_examples_record_it():
    """Both began in it; the ceasefire was signed on 10 May, the room met on 8 May; the boat was due on 9 June."""
    made = account("2024-1", *ALL)
    text = markdown(made)
    for said in (
        "**peace and reconciliation:** 1 went on at the end, 1 began, 0 ended, 0 were looked into.",
        "**Fictional: the two-bank talks**: active since 2024-03-01; began 2024-01",
        "**2024-05-10** signing: Fictional: the Island Ceasefire is signed",
        "**2024-01-15** decision: Fictional: hear both sides; step: explore",
        "open an engagement",
        "The rows together: 13\u202f200\u202f000 NOK (made up); staff-months: 38 (made up).",
    ):
        assert said in text, said
    promises = section(made, "Promises")
    met, late = promises.split("**Met in part:**")
    assert "a heated room for the second round" in met
    assert "met 2024-05-08" in met
    assert "a joint boat on the river" in late.split("**Late on 2024-06-30:**")[1]


def test_what_happened_in_the_other_half_is_not_in_it():
    first, second = markdown(account("2024-1", *ALL)), markdown(account("2024-2", *ALL))
    assert "2024-11-25" in second
    assert "2024-11-25" not in first
    assert "hear both sides" not in second


def test_an_engagement_begins_and_ends_in_the_half_year_in_which_its_days_lie():
    """Of five, one began on the first day, one ended on the last, one ran through, one was over, one was to come."""
    rows = [
        engagement("a", start="2026-01-01", end="2026-08"),
        engagement("b", start="2020", end="2026-06-30"),
        engagement("c", start="2019-05", end="2026-07-01"),
        engagement("d", start="2019-05", end="2025-12-31"),
        engagement("e", start="2026-07-01"),
    ]
    text = section(of(rows), "Engagements by pillar")
    assert "**peace and reconciliation:** 2 went on at the end, 1 began, 1 ended, 0 were looked into." in text
    assert "**A**: began 2026-01-01" in text
    assert "ended 2026-06-30" in text
    assert "**D**" not in text
    assert "**E**" not in text


def step(id_, transition, happened, file="a"):
    return row(id_, "act", "0", kind="decision", happened=happened, engagement=file, transition=transition)


def test_what_has_no_end_and_no_step_on_record_is_never_said_to_go_on():
    """A step says that B went on; of A and C nothing does, and C may have ended in May or in July."""
    rows = [
        engagement("a", start="2005"),
        engagement("b", start="2005"),
        engagement("c", start="2005", end="2026"),
        step("b1", "explore", "2025-01-01", "b"),
        step("b2", "activate", "2025-02-01", "b"),
    ]
    made = of(rows)
    pillar, gaps = section(made, "Engagements by pillar"), section(made, "Information gaps")
    assert (
        "1 went on at the end, 0 began, 0 ended, 0 were looked into. Of 2 it is not on record whether they went on."
    ) in pillar
    assert "**B**: active since 2025-02-01" in pillar
    assert "**A**" not in pillar
    assert "“A”: whether it went on at the end of the half-year is not on record; it began 2005" in gaps
    assert "“C”: whether it ended in the half-year; only 2026 is on record" in gaps
    assert "“B”: whether" not in gaps


def test_what_is_documented_of_an_engagement_stands_beside_what_is_not_on_record():
    """The list says that the talks with ETA are ended, and knows no day: what it says is told, with how it is known."""
    said = {"citation": "Page", "claims": {"status": "Ended (2025-08-31)"}}
    guess = {"citation": "Recalled", "basis": "background", "claims": {"status": "Ended"}}
    rows = [
        engagement("no-esp-eta", title="Spain: talks with ETA", start="2005", evidence=[said]),
        row("no-col-00", "engagement", "0", title="Colombia: talks around the year 2000", evidence=[guess]),
        engagement("over", end="2011"),
    ]  # fmt: skip
    gaps = section(of(rows), "Information gaps")
    assert "it began 2005; its status as it is documented: “Ended (2025-08-31)”" in gaps
    assert "“Ended” (background knowledge, not verified)" in gaps
    assert "OVER" not in gaps
    made = account_brief(world(str(DAY)), dossier(rows, DAY), "2026-1", language="nb")
    text = section(made, "Det vi ikke vet")
    assert "«Spania: samtaler med ETA»: om det pågikk ved slutten av halvåret, er ikke registrert" in text
    assert "«Avsluttet (2025-08-31)»" in text
    assert "«Colombia: samtaler rundt år 2000»: når det begynte" in text
    written_ = written(made, "md").decode()
    found = checked(written_, lambda day: world(str(day)), "a.md", lambda day: dossier(rows, day or DAY))
    assert [one for one in found if not one.same] == []


def test_a_public_file_keeps_its_own_words_where_somebody_changed_them():
    rows = [row("no-esp-eta", "engagement", "0", title="Spain: the last talks", pillars=["peace"], start="2026-01-01")]
    made = account_brief(world(str(DAY)), dossier(rows, DAY), "2026-1", language="nb")
    assert "Spain: the last talks" in markdown(made)


def test_what_an_engagement_cost_is_counted_though_nobody_says_that_it_went_on():
    rows = [
        engagement("a", start="2005"),
        row("a", "engagement", "1", "staff", costs=[{"year": 2026, "amount": "3000000", "staff_months": "2"}]),
    ]
    assert "The rows together: 3\u202f000\u202f000 NOK" in section(of(rows), "What it cost")


def test_what_is_known_by_the_year_alone_is_a_gap_and_in_neither_half():
    rows = [
        engagement("a", start="2026"),
        row("x", "act", "0", kind="visit", happened="2026", engagement="a", public_title="A visit"),
        engagement("b"),
    ]
    for half in ("2026-1", "2026-2"):
        made = of(rows, half)
        assert "0 began" in section(made, "Engagements by pillar")
        gaps = section(made, "Information gaps")
        assert "“A”: whether it began in the half-year; only 2026 is on record" in gaps
        assert "“A visit”; only 2026 is on record" in gaps
        assert "“B”: since when it has run" in gaps
        assert "A visit" not in section(made, "What happened")


def test_a_promise_that_was_late_at_the_end_is_late_though_it_was_met_since():
    """Due on 1 May, met on 1 August: late in the first half, met in the second, and never both in one."""
    rows = [
        engagement("a", start="2020"),
        row("p", "commitment", "0", engagement="a", kind="own_pledge", title="Wells", due={"on": "2026-05-01"}),
        row("m", "assessment", "0", kind="implementation", about="p", state="met", made_on="2026-08-01"),
    ]
    first, second = (section(of(rows, half), "Promises") for half in ("2026-1", "2026-2"))
    assert "Wells" in first.split("**Late on 2026-06-30:**")[1]
    assert "Wells" not in first.split("**Late on 2026-06-30:**")[0]
    assert "Wells" in second.split("**Met in part:**")[0]
    assert "Wells" not in second.split("**Late on 2026-11-01:**")[1]


def result(id_, made_on="2026-03-01", under="0", **body):
    return row(
        id_,
        "assessment",
        under,
        kind="result",
        engagement="a",
        about="a",
        made_on=made_on,
        finding=f"Found {id_}",
        **body,
    )


def test_results_stand_under_their_goals_from_the_lowest_rung_and_imply_nothing():
    rows = [
        engagement("a", start="2020"),
        result("one", achieved={"rung": "text_agreed", "goal": "resolve_conflicts"}),
        result("two", achieved={"rung": "contact_kept", "goal": "resolve_conflicts"}),
        result("three", achieved={"rung": "access_won"}),
        result("four", made_on="2025-12-31", achieved={"rung": "durable", "goal": "resolve_conflicts"}),
        result("five", achieved={"indicator": "wells", "target": 10}),
    ]
    text = section(of(rows), "Results on the ladder of peace results")
    assert re.findall(r"Found (\w+)", text) == ["two", "one", "three"]
    assert text.index("conflicts dampened and resolved:") < text.index("Found two")
    assert text.index("no goal named:") < text.index("Found three")
    assert "solutions under international law that the parties own:** none on record." in text
    assert "access won" in text
    assert "violence paused" not in text
    assert "without evidence" in text


def test_a_disputed_result_is_told_as_disputed():
    rows = [
        engagement("a", start="2020"),
        result("one", achieved={"rung": "text_agreed", "goal": "resolve_conflicts"}),
        row("no", "assessment", "0", kind="claim", about="one", made_on="2026-04-01", finding="Not so"),
    ]
    assert "disputed" in section(of(rows), "Results on the ladder of peace results")


def test_currencies_are_never_added_and_what_is_unknown_is_a_gap():
    """3 and 4 million kroner are 7; a million dollars stands beside; nobody says the staff-months of B."""
    rows = [
        engagement("a", start="2026-01-01"),
        engagement("b", start="2026-01-01"),
        row("a", "engagement", "1", "staff", costs=[{"year": 2026, "amount": "3000000", "staff_months": "2.5"}]),
        row(
            "b", "engagement", "1", "staff",
            costs=[{"year": 2026, "amount": "4000000"}, {"year": 2026, "amount": "1000000", "currency": "USD"}],
        ),
    ]  # fmt: skip
    made = of(rows)
    assert "The rows together: 7\u202f000\u202f000 NOK; 1\u202f000\u202f000 USD; staff-months: 2.5." in section(
        made, "What it cost"
    )
    gaps = section(made, "Information gaps")
    assert "“B”: the staff-months of 2026" in gaps
    assert "“A”: the" not in gaps
    bokmal = account_brief(world(str(DAY)), dossier(rows, DAY), "2026-1", language="nb")
    assert "Radene samlet: 7\u202f000\u202f000 NOK; 1\u202f000\u202f000 USD; månedsverk: 2,5." in markdown(bokmal)
    assert "| A | 3\u202f000\u202f000 NOK | 2,5 |" in markdown(bokmal)
    for one in (made, bokmal):
        text = written(one, "md").decode()
        for changed in (text, text.replace("| 2.5", "| 2.6").replace("| 2,5", "| 2,6")):
            found = checked(changed, lambda day: world(str(day)), "a.md", lambda day: dossier(rows, day or DAY))
            assert ([one.said for one in found if not one.same] == []) is (changed == text)
    assert not re.search(r"\| 0 ?\|", markdown(made))


def test_an_account_of_public_rows_is_public_and_one_for_staff_is_not():
    rows = published([engagement("a", start="2026-01-01")])
    assert of(rows).marking == "0"
    staff = [*rows, row("x", "act", "1", kind="note", happened="2026-02-01", engagement="a")]
    assert of(staff).marking == "1"
    assert account("2024-1", *ALL).marking == "2:talks"


def test_a_half_year_that_is_not_over_is_told_up_to_the_day():
    made = account("2026-2", "1")
    assert "it is told up to 2026-11-01" in made.remarks[1]
    assert "Late on 2026-11-01:" in markdown(made)


@pytest.mark.parametrize("half", ["2027-1", "2026-3", "2026", "1-2026", "", "2026-1x", "٢٠٢٦-1"])
def test_what_is_no_half_year_is_refused(half):
    with pytest.raises(UsageError):
        account(half, "1")


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_same_account_is_the_same_bytes_and_every_fact_is_found_again(language):
    for half in ("2024-1", "2024-2", "2025-1", "2026-1"):
        made = account(half, *ALL, language=language)
        for form in FORMS:
            assert written(made, form) == written(account(half, *ALL, language=language), form), form
        text = written(made, "md").decode()
        found = checked(text, lambda day: world(str(day)), "account.md", lambda day: seen(*ALL, day=day or DAY))
        assert [one for one in found if not one.same] == [], half
        assert found


def test_an_empty_register_gives_an_account_of_nothing():
    made = of([])
    text = markdown(made)
    assert text.count("none on record.") >= 4
    assert made.marking == "0"


def test_whoever_holds_no_label_of_a_compartment_has_none_of_its_words_in_any_form():
    for half in ("2024-1", "2024-2", "2025-1", "2026-1"):
        for form in FORMS:
            text = plainly(unpacked(form, written(account(half, "1"), form)))
            for never in ("night clerk", "no room on either bank", "hear us, and tell nobody"):
                assert plainly(never) not in text, (half, form, never)


def test_an_account_of_what_everybody_may_read_says_so_and_misses_no_cost_that_is_never_public():
    """For parliament: what an engagement costs is for the staff, so that its absence is no gap of what is public."""
    everything = [one for one in fictional().rows() if one.facet == "open"]
    text = written(account_brief(world(str(DAY)), dossier(published(everything), DAY), "2024-1"), "md").decode()
    assert "**Public**" in text
    assert "everybody may read" in text
    assert "whoever made it" not in text
    assert "staff-months" not in text.split("## Information gaps")[1]
    mine = written(account_brief(world(str(DAY)), seen("1"), "2024-1"), "md").decode()
    assert "whoever made it may see" in mine


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_notes_of_what_everybody_may_read_lead_to_public_pages_and_each_is_found_again(language):
    """Nobody who reads it can sign in: not a letter of it names the register as a place to look at."""
    three = [{"citation": f"Page {number}"} for number in (1, 2, 3)]
    rows = published(
        [
            engagement("a", start="2026-01-01", evidence=three),
            row("s", "act", kind="signing", happened="2026-02-03", engagement="a", public_title="A signing"),
            row("p", "commitment", engagement="a", kind="own_pledge", public_title="Wells", due={"on": "2026-05-01"}),
            row("o", "assessment", kind="decision", option="SDN/peace/facilitate/2026", made_on="2026-03-15",
                decided={"decision": "follow"}),
        ]
    )  # fmt: skip
    made = account_brief(world(str(DAY)), dossier(rows, DAY), "2026-1", language=language)
    text = written(made, "md").decode()
    notes = [one for one in text.splitlines() if one.startswith("[^")]
    addresses = [re.findall("`(.+)`", one)[0] for one in notes]
    assert len(addresses) >= 4
    assert all(one.startswith(("/public/a?", "/public?of=o&", "/public?half=2026-1&")) for one in addresses), addresses
    assert all(any(f"of={record}&" in one for one in addresses) for record in "spo"), addresses
    assert "/register" not in text
    assert ("public page" if language == "en" else "offentlige siden") in text
    found = checked(text, lambda day: world(str(day)), "a.md", lambda day: dossier(rows, day or DAY))
    assert [one for one in found if not one.same] == []
    assert len(found) >= 4
    other = text.replace("2026-02-03", "2026-02-04")
    found = checked(other, lambda day: world(str(day)), "a.md", lambda day: dossier(rows, day or DAY))
    assert [one for one in found if not one.same]


def test_a_count_of_what_everybody_may_read_is_made_again_of_that_alone():
    """Whoever checks sees one engagement more than everybody does: the count for everybody stays what it was."""
    public = published([engagement("a", start="2026-01-01")])
    text = written(of(public), "md").decode()
    more = [*public, row("b", "engagement", title="B", pillars=["peace"], start="2026-02-01")]
    found = checked(text, lambda day: world(str(day)), "a.md", lambda day: dossier(more, day or DAY))
    assert [one for one in found if not one.same] == []
    other = text.replace("1 began", "2 began")
    found = checked(other, lambda day: world(str(day)), "a.md", lambda day: dossier(more, day or DAY))
    assert [one for one in found if not one.same]


def test_a_file_that_was_closed_in_the_half_year_says_once_when_it_ended():
    rows = [
        engagement("a", start="2020"),
        step("a1", "explore", "2025-01-01"),
        step("a2", "activate", "2025-02-01"),
        step("a3", "begin_closing", "2026-03-01"),
        step("a4", "close", "2026-04-01"),
    ]
    pillar = section(of(rows), "Engagements by pillar")
    assert "0 went on at the end, 0 began, 1 ended" in pillar
    assert pillar.count("2026-04-01") == 1
