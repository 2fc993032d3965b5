"""The thirteen jobs that the register must do well, each as whoever has it does it: what is seen, and what is not.

Everything is of the two made-up engagements. Pages are asked as known on a day, so that they say the same for ever.
"""

from urllib.parse import quote

import pytest
from looking import looked_at
from playwright.sync_api import Locator, expect

DAY = "2026-11-20"
FRONT, GOVERNMENT = "Fictional: Northern Front", "Fictional: Government of Estovia"
TALKS, RELIEF = "Fictional: the two-bank talks", "Fictional: relief and rights in Marenia"
CLERK = "Fictional: night clerk of the ferry company"
SIDE_LETTER = "Fictional: the splinter group is kept off the lower ferry"
BOAT = "Fictional: a joint boat on the river"


@pytest.fixture
def see(examples_house):
    """Open a page of the register as one of the made-up persons; what it says."""

    def opened(who, path, name=""):
        page = examples_house.page_of(f"demo-{who}")
        page.goto(f"{examples_house.address}/register{path}")
        if name:
            looked_at(page, f"job-{name}")
        return page

    return opened


def section(page, name):
    return page.get_by_role("region", name=name).first


def row(part, *texts):
    """The first row, or item of a list, of a page or a part of it that says all of this."""
    found = part.locator("tr, li, article") if isinstance(part, Locator) else part.locator("main").locator("tr, li")
    for text in texts:
        found = found.filter(has_text=text)
    return found.first


def never(page, *texts):
    """None of it is on the page, nor in its source."""
    source = page.content()
    for text in texts:
        assert text not in source, text


def test_1_i_take_over_on_monday(see):
    page = see("deputy", "/mine", "1-my-files")
    talks = section(page, TALKS)
    for said in (
        "active since 25 Nov 2024",
        "Fictional: we leave when both have ratified, or after two years without a round",
        f"{CLERK} intermediary",
        "Fictional: mandate of the two-bank talks: 31 Jan 2027",
        "suspend",
        "begin to close",
    ):
        expect(talks).to_contain_text(said)
    quiet = section(page, "Nothing to do")  # files that are over are folded away, and there
    quiet.locator("summary").click()
    expect(row(page, RELIEF, "closed since 1 Apr 2026")).to_be_visible()
    never(page, "no money for fighters")  # what must not happen is in the file, and strictly for its readers
    other = see("relief", "/mine")
    section(other, "Nothing to do").locator("summary").click()
    expect(row(other, RELIEF, "closed since 1 Apr 2026")).to_be_visible()
    never(other, TALKS, CLERK, SIDE_LETTER)


def test_2_what_falls_due_in_thirty_days_by_whom_and_hanging_on_what(see):
    page = see("owner", f"/due?as_of={DAY}&days=90&whose=all", "2-due")
    late = row(page, BOAT)
    for said in ("9 Jun 2024", "late", GOVERNMENT, FRONT, "30 days after signing"):
        expect(late).to_contain_text(said)
    expect(row(page, SIDE_LETTER)).to_contain_text("10 Jan 2027")
    expect(row(page, SIDE_LETTER)).to_contain_text("sealed")
    expect(row(page, "Fictional: mandate of the two-bank talks")).to_contain_text("31 Jan 2027")
    page = see("owner", f"/due?as_of={DAY}&days=30&whose=all")
    expect(row(page, "Fictional: plan for Marenia", "1 Dec 2026")).to_contain_text("Demo: owner of the relief file")
    never(page, SIDE_LETTER)  # it falls due later
    never(see("legal", f"/due?as_of={DAY}&days=90&whose=all"), SIDE_LETTER, "sealed")


def test_2_the_same_in_a_calendar_where_what_is_sealed_is_busy_and_no_more(see):
    page = see("owner", f"/due?as_of={DAY}&days=90&whose=all")
    told = {}
    for link in ("This list as a calendar file", "With my sealed days as “busy”"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=link).click()
        told[link] = waiting.value.path().read_text()
    plain, opted = told.values()
    assert "20270110" not in plain
    assert "20270110" in opted
    for text in (plain, opted):
        assert "splinter group" not in text
        assert "20270131" in text
    assert "busy" in opted.casefold()


def test_3_who_of_us_last_met_them_and_what_did_we_promise(see):
    page = see("owner", f"/actor/fiction-front?as_of={DAY}", "3-actor")
    met = section(page, "Who of us last met them")
    expect(met).to_contain_text("20 Mar 2024 · meeting · Fictional: first round")
    expect(met).to_contain_text("Demo: owner of the talks, Demo: deputy of both files")
    expect(row(page, "Fictional: a heated room for the second round")).to_contain_text("met")
    expect(page.locator("main")).to_contain_text("by the ferry company's night clerk")
    other = see("legal", f"/actor/fiction-front?as_of={DAY}")
    expect(section(other, "Who of us last met them")).to_contain_text("No meeting is recorded that you may see.")
    never(other, "night clerk", "first round", SIDE_LETTER, "you may sit between us")


def test_4_what_each_list_restricts_about_meeting_them_and_who_cleared_it(see):
    for who in ("owner", "legal"):
        page = see(who, f"/actor/fiction-front?as_of={DAY}")
        neighbour = row(section(page, "What lists restrict"), "Fictional list of a neighbouring state")
        for said in (
            "funds, travel",
            "high",
            "Demo: legal adviser and data protection, without a compartment",
            "20 Nov 2024",
            "too old for a step",
        ):
            expect(neighbour).to_contain_text(said)
        nothing = row(section(page, "What lists restrict"), "Fictional list of the United Nations")
        expect(nothing).to_contain_text("nothing")
    page = see("owner", "/fiction-talks/listing", "4-listing")
    expect(row(page, FRONT, "armed")).to_contain_text("funds, travel")


def test_5_does_consent_still_stand_from_all_sides(see):
    page = see("owner", f"/fiction-talks?as_of={DAY}")
    consent = section(page, "Consent")
    expect(row(consent, FRONT)).to_contain_text("consents since 19 Nov 2024")
    expect(row(consent, FRONT)).to_contain_text("Fictional letter of the Front")
    expect(row(consent, GOVERNMENT)).to_contain_text("consents since 17 Nov 2024")
    expect(consent).not_to_contain_text("does not stand")
    then = section(see("owner", "/fiction-talks?as_of=2024-09-10"), "Consent")
    expect(row(then, GOVERNMENT)).to_contain_text("has withdrawn its consent since 2 Sept 2024")
    expect(row(then, GOVERNMENT)).to_contain_text("does not stand")
    expect(row(then, FRONT)).not_to_contain_text("does not stand")
    before = section(see("owner", "/fiction-talks?as_of=2024-09-01"), "Consent")
    expect(before).not_to_contain_text("does not stand")  # nothing withdrawn later is visible earlier
    never(see("legal", f"/fiction-talks?as_of={DAY}"), "we never left", "Fictional letter of the Front")


def test_6_who_else_runs_a_track(see):
    page = see("owner", f"/process/fiction-process?as_of={DAY}", "6-process")
    track = row(page, "Fictional: meetings of the market women of both banks")
    expect(track).to_contain_text("track 2")
    expect(track).to_contain_text("Fictional: University of the Delta facilitator")
    expect(row(page, "Fictional: Estovia, government and Northern Front", "primary party")).to_contain_text(TALKS)
    never(see("legal", f"/process/fiction-process?as_of={DAY}"), "a third each, a third for the boat")


def test_7_what_happened_in_ceasefires_like_this_one(see):
    page = see("owner", "/fiction-talks/alike?stage=ceasefire&country=SSD&conflict_type=government", "7-alike")
    nearest = row(section(page, "The nearest, and why"), "Ceasefire by the river")
    for said in ("kind of text (ceasefire)", "country (South Sudan)", "within 1 year: fighting in every year"):
        expect(nearest).to_contain_text(said)
    titles = section(page, "The nearest, and why").locator("strong").all_inner_texts()
    assert titles.index("Ceasefire by the river") < titles.index("Ceasefire far away")
    expect(section(page, "Sources")).to_contain_text("PA-X Peace Agreements Database")
    never(page, CLERK, "no money for fighters")


def test_8_the_state_as_we_knew_it_on_a_day(see, examples_house):
    page = see("owner", "/fiction-talks")
    expect(section(page, "Where it stands")).to_contain_text("active")
    page.get_by_label("As known on").fill("2024-10-01")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(f"{examples_house.address}/register/fiction-talks?as_of=2024-10-01")
    looked_at(page, "job-8-as-known")
    expect(section(page, "Where it stands")).to_contain_text("suspended since 2 Sept 2024")
    expect(section(page, "Course")).not_to_contain_text("Fictional: back to the table")
    expect(page.get_by_role("link", name="Add an act")).to_have_count(0)
    page.get_by_role("link", name="Today", exact=True).last.click()
    expect(section(page, "Where it stands")).to_contain_text("active since 25 Nov 2024")


def test_9_the_public_line_with_evidence_in_a_minute(see):
    page = see("owner", "/fiction-talks/release?of=fiction-ceasefire", "9-public-text")
    page.get_by_role("button", name="Propose its release").click()
    decides = see("deputy", "/waiting", "9-waiting")
    expect(decides.locator("main")).to_contain_text("Exactly this would become public")
    decides.get_by_role("button", name="Release it").click()
    line = section(see("legal", "/fiction-talks/release", "9-public-line"), "The public line, with evidence")
    for said in ("Fictional: Island Ceasefire", "a joint boat looks after it", "Fictional communiqué", "public since"):
        expect(line).to_contain_text(said)
    expect(line).not_to_contain_text(TALKS)


def test_10_what_survives_if_we_suspend(see):
    page = see("owner", f"/fiction-talks?as_of={DAY}")
    survives = section(page, "What survives if we suspend")
    expect(survives).to_contain_text("Fictional: Island Ceasefire")
    expect(survives).to_contain_text("Fictional: we leave when both have ratified")
    expect(row(survives, BOAT)).to_contain_text("overdue")
    then = section(see("owner", "/fiction-talks?as_of=2024-10-01"), "What survives the suspension")
    for said in (
        "Fictional: the hotline stays",
        "the owner only, by the hotline",
        "a week without shots",
        "2 Dec 2024",
    ):
        expect(then).to_contain_text(said)


def test_11_which_lessons_bear_on_this_phase_and_which_were_never_acted_on(see):
    page = see("owner", f"/fiction-talks?as_of={DAY}")
    lessons = section(page, "Lessons")
    expect(lessons).to_contain_text("They bear on where it stands: ceasefire.")
    expect(row(lessons, "hear the market women before each round")).to_contain_text("never acted on")
    acted = row(lessons, "agree on the hotline before the first round")
    expect(acted).to_contain_text("acted on")
    expect(acted).not_to_contain_text("never acted on")
    expect(acted).to_contain_text("the hotline is in the agenda of every first round (14 Apr 2025)")


def test_12_what_can_we_now_release(see):
    page = see("owner", "/fiction-talks/release")
    could = section(page, "What could be released")
    expect(row(could, "signing", "Fictional: the Island Ceasefire is signed")).to_contain_text("nothing")
    expect(could).to_contain_text("No day is set from which the file may be released.")
    relief = section(see("relief", "/fiction-relief/release", "12-not-yet"), "What could be released")
    expect(relief).to_contain_text("The file may be released from 1 Apr 2031")
    statement = row(relief, "Fictional: a word for the delta's water courts")
    expect(statement).to_contain_text("the day from which the file may be released has not come")
    never(see("legal", "/fiction-talks/release"), SIDE_LETTER, "a third each, a third for the boat", CLERK)


def test_13_what_have_we_engaged_there_in_all_four_pillars_and_what_did_it_cost(see):
    page = see("owner", f"/place/{quote('Fictional: Marenia')}?as_of={DAY}", "13-place")
    cost = section(page, "What it cost")
    expect(cost).to_contain_text("17 500 000 NOK")
    expect(cost).to_contain_text("13")
    for pillar in ("Humanitarian", "Human rights and democracy"):
        expect(section(page, pillar)).to_contain_text(RELIEF)
    for pillar in ("Peace and reconciliation", "Development"):
        expect(section(page, pillar)).to_contain_text("No engagement that you may see.")
    expect(cost).to_contain_text("counts once here")
    talks = see("owner", f"/place/{quote('Fictional: Estovia')}?as_of={DAY}")
    expect(section(talks, "What it cost")).to_contain_text("8 000 000 NOK")
    expect(section(talks, "What it cost")).to_contain_text("57.5")
