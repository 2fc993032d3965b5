"""Both made-up engagements from first notice to closing, through the pages only, as those who answer for them do it.

What a step needs is written here by hand, from the table of the design; every step is tried too early first.
"""

from fiction import called, concept, day, typed
from looking import looked_at, picture
from playwright.sync_api import expect
from telling import record, write, wrong

FRONT, GOVERNMENT, COMMANDER = "fiction-front", "fiction-government", "fiction-commander"
CHECK = "a listing check of every armed actor named, at most 30 days old"
CONSENT = "consent from every primary party, with evidence, or a waiver with its reason"
SENSITIVITY = "a judgement on conflict sensitivity, at most 90 days old"
RIGHTS = "human-rights due diligence, at most 90 days old"
PARTNERS = "due diligence on every partner"
NOTE = {"evidence": "Fictional decision note"}
LOOKED_AT = {
    "file", "file-of-a-long-life", "change", "add-actor", "add-act", "add-assessment", "add-commitment",
    "step-explore", "refused-step", "step-suspend", "step-begin_closing", "handover",
}  # fmt: skip
"""Kinds of pages that are looked at, each once: the others are made alike."""
SEEN: set[str] = set()

ANNA = "Anna"
"""Whoever is at the keyboard clears a check in no other name."""


class File:
    """An engagement, in the window of somebody who works on it."""

    def __init__(self, house, username, name):
        self.house, self.page, self.name, self.path = house, house.page_of(username), name, ""

    def begin(self, **said):
        self.page.goto(f"{self.house.address}/register")
        self.page.get_by_role("link", name="Begin an engagement").first.click()
        write(self.page, said)
        record(self.page)
        self.path = self.page.url.removeprefix(self.house.address)

    def open(self, way=""):
        self.page.goto(self.house.address + self.path + way)

    def form(self, id_, **otherwise):
        """The form of a record, filled in and not yet sent."""
        self.open(f"/add/{concept(id_)}")
        self.once(f"add-{concept(id_)}")
        write(self.page, typed(id_, **otherwise))

    def add(self, id_, **otherwise):
        """Add a record of the examples by its form."""
        self.form(id_, **otherwise)
        record(self.page)
        if self.page.get_by_role("button", name="Record all the same").count():
            record(self.page)
        assert self.page.url == self.house.address + self.path, wrong(self.page)

    def package(self):
        """Make an archive package, which no other page records."""
        self.open("/archive")
        self.page.get_by_role("button", name="Make a package").click()
        expect(self.page.get_by_role("link", name="Fetch the package of")).to_be_visible()

    def refused(self, name):
        """Press the button, and be told what is wrong."""
        record(self.page)
        picture(self.page, f"{self.name}-refused-{name}")
        return wrong(self.page)

    def change(self, id_, **said):
        """Change the record of that name."""
        self.open()
        self.page.locator("summary", has_text="Change …").click()
        self.page.get_by_role("link", name=called(id_), exact=True).first.click()
        write(self.page, said)

    def change_file(self, **said):
        self.open()
        self.page.get_by_role("link", name="Change", exact=True).click()
        self.once("change")
        write(self.page, said)
        record(self.page)
        assert self.page.url == self.house.address + self.path, wrong(self.page)

    def step(self, name, **said):
        """Take a step, as far as that is possible."""
        self.open(f"/step/{name}")
        self.once(f"step-{name}")
        write(self.page, said)
        self.page.get_by_role("button", name="Take the step").click()

    def too_early(self, name, **said):
        """What a step is refused for: each item, with the records concerned."""
        self.step(name, **said)
        expect(self.page.get_by_text("The step was not taken")).to_be_visible()
        self.once("refused-step")
        picture(self.page, f"{self.name}-refused-{name}")
        return lacking(self.page)

    def take(self, name, state, **said):
        self.step(name, **said)
        assert self.page.url == self.house.address + self.path, lacking(self.page)
        assert self.state() == state

    def state(self):
        self.open()
        return (
            self.page.get_by_role("region", name="Where it stands").locator("li").first.inner_text().split(" since ")[0]
        )

    def once(self, kind):
        if kind in LOOKED_AT - SEEN:
            SEEN.add(kind)
            looked_at(self.page, kind)


def lacking(page):
    """Every item that a step lacks → the records that lack it, where it is some."""
    found = page.locator(".lacks > li").evaluate_all(
        "all => all.map(one => [one.firstChild.textContent, one.querySelector('strong')?.textContent || ''])"
    )
    return {item.strip().removesuffix(":"): set(about.split("; ")) - {""} for item, about in found}


def test_the_talks(new_house):  # noqa: PLR0915 - a life, from beginning to end
    talks = File(new_house, "anna", "talks")

    # Somebody calls. A file is begun: first without saying in which pillar, which is refused.
    talks.page.goto(f"{new_house.address}/register/add/engagement")
    write(talks.page, {"title": called("fiction-talks"), "places": "Fictional: Estovia"})
    assert "Pillars: this is needed" in talks.refused("beginning")
    talks.begin(
        title="Fictional: talks in Estovia",
        working_title=called("fiction-talks"),
        places="Fictional: Estovia",
        pillars=["peace"],
        fictional=True,
        red_lines="Fictional: no room on either bank; no money for fighters",
        **{"form-sealed": "The delta"},
    )
    assert talks.state() == "No step is recorded that you may see."
    talks.once("file")

    # Who they are, and in what they meet.
    talks.add("fiction-process")
    talks.change_file(process=called("fiction-process"))
    for actor in (GOVERNMENT, FRONT, COMMANDER, "fiction-clerk"):
        talks.add(actor)
    talks.add("fiction-role-government")
    talks.form("fiction-role-front", actor=GOVERNMENT)
    assert "already a primary party on the other side" in talks.refused("both-sides")
    for role in ("fiction-role-front", "fiction-role-commander"):
        talks.add(role)
    talks.add("fiction-role-clerk")

    # To explore it, too early; then with all that it lacks.
    assert talks.too_early("explore") == {
        "a deputy": set(),
        "a decision, with evidence": set(),
        "how it began": set(),
        CHECK: {called(FRONT)},
        "a contact-safety note": set(),
    }
    expect(talks.page.get_by_role("alert")).to_contain_text("Say by what the decision is known.")
    talks.add("fiction-request-front", happened=day(-28))
    talks.add("fiction-request-government", happened=day(-28))
    talks.add("fiction-check-front", made_on=day(-27), restricts=None, listings=None, cleared_by=None)
    assert talks.too_early("explore", **NOTE) == {
        "a deputy": set(),
        "what each list restricts": {called(FRONT)},
        "by whom the listing check was cleared": {called(FRONT)},
        "a contact-safety note": set(),
    }
    talks.form("fiction-check-front", made_on=day(-26))
    assert "put your own name" in talks.refused("cleared-in-anothers-name")
    talks.add("fiction-check-front", made_on=day(-26), cleared_by=ANNA)
    talks.add("fiction-check-commander", made_on=day(-26), cleared_by=ANNA)
    talks.add("fiction-contact-safety", signed=day(-26), versions=[{"dated": day(-26)}])
    talks.change_file(deputy="Bo", began="requested", requested_by=[called(FRONT), called(GOVERNMENT)])
    talks.take("explore", "exploring", happened=day(-25), reason="Fictional: both have asked", **NOTE)

    # To engage, too early.
    assert talks.too_early("activate", **NOTE) == {
        "our role, or what we do": set(),
        "a mandate that runs": set(),
        SENSITIVITY: set(),
        RIGHTS: set(),
        "a declaration of role conflicts": set(),
        "an inclusion plan (UNSCR 1325)": set(),
        "an exit criterion": set(),
        "a day of its end or review that is not over": set(),
        CONSENT: {called(FRONT), called(GOVERNMENT)},
    }
    mandate = {"signed": day(-24), "starts_on": day(-24), "versions": [{"dated": day(-24)}]}
    talks.form("fiction-mandate", **mandate, ends_on=day(-30))
    assert "before it starts" in talks.refused("mandate-ends-before-it-starts")
    write(talks.page, {"ends_on": day(700)})
    record(talks.page)
    talks.add("fiction-inclusion", signed=day(-24), versions=[{"dated": day(-24)}])
    for judgement in ("fiction-sensitivity", "fiction-diligence", "fiction-roles"):
        talks.add(judgement, made_on=day(-23))
    talks.add("fiction-exit")
    talks.form("fiction-consent-front", happened=day(-22), by=[called(COMMANDER)])
    assert "consent is given by a party, and this is none on that day" in talks.refused("consent-by-a-non-party")
    talks.form("fiction-consent-front", happened="2026-02-30")
    assert "not a day" in talks.refused("impossible-day")
    write(talks.page, {"happened": day(1)})
    assert "is in the future" in talks.refused("future")
    write(talks.page, {"happened": day(-22)})
    record(talks.page)
    talks.change_file(modes=["facilitate"], mandate=called("fiction-mandate"), review_on=day(300), start=day(-28))
    assert talks.too_early("activate", **NOTE) == {CONSENT: {called(GOVERNMENT)}}
    talks.add("fiction-consent-government", happened=day(-21))
    talks.take("activate", "active", happened=day(-20), reason="Fictional: both consent", **NOTE)

    # Two rounds, a ceasefire, and promises that hang on one another: no ring of them is taken.
    talks.add("fiction-round-one", happened=day(-19), present=["Anna", "Bo"])
    talks.add("fiction-room", agreed=day(-19), due={"on": day(-19), "offset": "2", "unit": "months"})
    talks.add("fiction-ceasefire", signed=day(-18), versions=[{"dated": day(-18)}])
    talks.add("fiction-signing", happened=day(-18))
    talks.add("fiction-boat", agreed=day(-18))
    talks.add("fiction-tolls", agreed=day(-18))
    talks.change("fiction-boat", due={"act": "", "commitment": called("fiction-tolls"), "offset": "1"})
    assert "it would hang on itself" in talks.refused("cyclic-anchors")

    # It is suspended.
    assert talks.too_early("suspend") == {
        "who suspended it": set(),
        "which obligations survive": set(),
        "a rule for contact": set(),
        "a condition to resume": set(),
        "a day of review": set(),
    }
    talks.take(
        "suspend",
        "suspended",
        happened=day(-15),
        by=[called(GOVERNMENT)],
        reason="Fictional: shots at the lower ferry",
        obligations="Fictional: the hotline stays",
        contact_rule="Fictional: the owner only, by the hotline",
        condition="Fictional: a week without shots",
        review_on=day(60),
        **NOTE,
    )
    talks.add("fiction-withdrawn", happened=day(-15))
    talks.open()
    expect(talks.page.locator("main")).to_contain_text("consent withdrawn")

    # Back to the table, too early: a splinter group has turned up that nobody has checked.
    talks.add(FRONT, name="Fictional: Free Ferries", listed=None)
    talks.add("fiction-role-front", actor="Fictional: Free Ferries", kind="party", side=None)
    assert talks.too_early("resume", **NOTE) == {
        CONSENT: {called(FRONT), called(GOVERNMENT)},
        CHECK: {"Fictional: Free Ferries"},
        "a review since the suspension": set(),
    }
    talks.add("fiction-consent-again-government", happened=day(-8))
    talks.add("fiction-consent-again-front", happened=day(-8))
    talks.add("fiction-check-front-again", about="Fictional: Free Ferries", made_on=day(-8), cleared_by=ANNA)
    talks.add("fiction-review", made_on=day(-7))
    talks.take("resume", "active", happened=day(-6), reason="Fictional: the condition is met", **NOTE)

    # To close, too early: what we promised is open, and nobody has thought of those who stay.
    promised = {called("fiction-exit"), called("fiction-room")}
    found = talks.too_early("begin_closing", **NOTE)
    assert set(found) == {
        "a reason",
        "what becomes of each open promise of ours",
        "a plan to protect contacts and partners",
    }
    assert found["what becomes of each open promise of ours"] == promised
    talks.add("fiction-relief-protection", signed=day(-5), versions=[{"dated": day(-5)}])
    talks.open("/step/begin_closing")
    for box in talks.page.locator("#dispositions fieldset").all():
        box.get_by_label("What becomes of it").select_option(label="met")
    write(talks.page, {"happened": day(-5), "reason": "Fictional: both have ratified", **NOTE})
    talks.page.get_by_role("button", name="Take the step").click()
    assert talks.state() == "closing"

    found = talks.too_early("close", **NOTE)
    assert set(found) == {
        "no promise of ours that is left open",
        "a debrief with all six parts",
        "an archive package with its hash",
        "a release date",
    }
    talks.add("fiction-room-met", made_on=day(-4))
    talks.add(
        "fiction-room-met", about=called("fiction-exit"), finding="Fictional: both have ratified", made_on=day(-4)
    )
    talks.add("fiction-relief-debrief", signed=day(-3), versions=[{"dated": day(-3)}])
    talks.package()
    talks.change_file(release_on=day(2000), end=day(-2), outcome="Fictional: quiet on the river")
    talks.take("close", "closed", happened=day(-2), reason="Fictional: nothing is owed", **NOTE)

    # Somebody asks again, and nobody has said so yet.
    assert talks.too_early("reopen", **NOTE) == {
        "a new request": set(),
        CONSENT: {called(FRONT), called(GOVERNMENT)},
    }
    talks.add("fiction-request-government", happened=day(-1), said="Fictional: the river is not quiet")
    for party in ("front", "government"):
        talks.add(f"fiction-consent-again-{party}", happened=day(0))
    talks.take("reopen", "active", happened=day(0), reason="Fictional: they ask again", **NOTE)
    talks.once("file-of-a-long-life")

    # Whoever is in no compartment sees that there are talks, and nothing of what is sealed.
    colleague = new_house.page_of("carl")
    colleague.goto(new_house.address + talks.path)
    expect(colleague.locator("h1")).to_contain_text(called("fiction-talks"))
    seen = colleague.locator("body").inner_text()
    for sealed in ("no room on either bank", "come and hear us", "night clerk", "you may sit between us"):
        assert sealed not in seen


def test_relief_and_rights(new_house):  # noqa: PLR0915 - a life, from beginning to end
    relief = File(new_house, "anna", "relief")
    relief.begin(
        title=called("fiction-relief"),
        places="Fictional: Marenia",
        pillars=["humanitarian", "rights"],
        fictional=True,
        start=day(-40),
        approvals="Fictional: the minister, by telephone",
        **{"form-sealed": "The delta"},
    )
    relief.add("fiction-partner")
    relief.add("fiction-role-partner", since=day(-39))

    # No process is named, so that no consent and no listing check is asked for: need and partners are.
    assert relief.too_early("explore") == {
        "a deputy": set(),
        "a decision, with evidence": set(),
        "how it began": set(),
        "a contact-safety note": set(),
    }
    relief.add("fiction-relief-safety", signed=day(-38), versions=[{"dated": day(-38)}])
    relief.change_file(deputy="Bo", began="own_initiative")
    relief.take("explore", "exploring", happened=day(-37), reason="Fictional: the wells are salt", **NOTE)

    assert relief.too_early("activate", **NOTE) == {
        "our role, or what we do": set(),
        "a mandate that runs": set(),
        SENSITIVITY: set(),
        RIGHTS: set(),
        "a declaration of role conflicts": set(),
        "an inclusion plan (UNSCR 1325)": set(),
        "an exit criterion": set(),
        "a day of its end or review that is not over": set(),
        "a need, with evidence": set(),
        PARTNERS: {called("fiction-partner")},
    }
    for judgement in ("need", "relief-sensitivity", "relief-diligence", "relief-roles"):
        relief.add(f"fiction-{judgement}", made_on=day(-36))
    signed = {"signed": day(-36), "versions": [{"dated": day(-36)}]}
    relief.add("fiction-relief-mandate", **signed, starts_on=day(-36), ends_on=day(400))
    relief.add("fiction-relief-inclusion", **signed)
    relief.add("fiction-relief-exit")
    relief.change_file(
        modes=["fund", "advocate"], mandate=called("fiction-relief-mandate"), review_on=day(200),
        costs=[{"year": "2024", "amount": "9000000", "staff_months": "7", "fictional": True}],
    )  # fmt: skip

    # The partner has not been looked into. It may not wait: somebody else lets it stand for some days, as a debt.
    decided = {"happened": day(-3), "reason": "Fictional: the need is shown", **NOTE}
    lacks = relief.too_early("activate", **decided, provisional_until=day(5))
    assert "a provisional step names who approved it" in wrong(relief.page)
    assert lacks == {PARTNERS: {called("fiction-partner")}}
    relief.too_early("activate", **decided, provisional_until=day(20), approver="Bo")
    assert "a provisional step ends within 14 days" in wrong(relief.page)
    relief.take("activate", "active", **decided, provisional_until=day(5), approver="Bo")
    owed = relief.page
    owed.goto(f"{new_house.address}/register")
    debts = owed.get_by_role("region", name="Still owed by provisional steps")
    expect(debts).to_contain_text(f"{called('fiction-relief')}: {PARTNERS}")
    looked_at(owed, "first-page-with-a-debt")
    relief.add("fiction-partner-check", made_on=day(0))
    owed.goto(f"{new_house.address}/register")
    expect(debts).to_have_count(0)

    # A promise, a payment, a word in public; a suspension, and back again.
    relief.add("fiction-wells", agreed=day(-2), due={"on": day(300)})
    relief.add("fiction-relief-first-payment", happened=day(-2))
    relief.add("fiction-relief-statement", happened=day(-2))
    assert set(relief.too_early("suspend")) == {
        "who suspended it",
        "which obligations survive",
        "a rule for contact",
        "a condition to resume",
        "a day of review",
    }
    relief.take(
        "suspend",
        "suspended",
        happened=day(-2),
        by=[called("fiction-partner")],
        obligations="Fictional: what is dug is paid",
        contact_rule="Fictional: the owner only",
        condition="Fictional: the road is open",
        review_on=day(20),
        **NOTE,
    )
    assert relief.too_early("resume", **NOTE) == {"a review since the suspension": set()}
    relief.add("fiction-review", about=called("fiction-relief"), made_on=day(-1))
    relief.take("resume", "active", happened=day(-1), reason="Fictional: the road is open", **NOTE)

    # Anna leaves, and hands the file over to Bo: what is open is listed, and nothing happens until Bo confirms it.
    relief.open("/handover")
    relief.once("handover")
    write(relief.page, {"next_dates": "", "new_owner": ""})
    relief.page.get_by_role("button", name="Hand over").click()
    picture(relief.page, "relief-refused-handover")
    assert "Say by what the hand-over is known." in wrong(relief.page)
    refused = relief.page.get_by_role("region", name="What it lacks").inner_text()
    for item in ("who takes over", "the live contacts", "the next dates"):
        assert item in refused
    write(
        relief.page,
        {
            "new_owner": "Bo",
            "contacts": [called("fiction-partner")],
            "next_dates": "Fictional: the spring review",
            "evidence": "Fictional note",
        },
    )
    relief.page.get_by_role("button", name="Hand over").click()
    expect(relief.page.get_by_role("region", name="Offered, and not yet taken over")).to_contain_text("Bo")
    assert relief.state() == "active"
    bo = new_house.page_of("bo")
    bo.goto(f"{new_house.address}/register/mine")
    looked_at(bo, "mine-with-an-offer")
    bo.get_by_role("button", name="Take over").click()
    expect(bo.get_by_role("heading", name=called("fiction-relief"))).to_be_visible()
    answer = relief.page.goto(f"{new_house.address}{relief.path}/step/begin_closing")
    assert answer.status == 404, "who has handed a file over takes no step in it any more"

    # Bo closes it.
    relief.page = bo
    found = relief.too_early("begin_closing", **NOTE)
    assert found == {
        "a reason": set(),
        "what becomes of each open promise of ours": {called("fiction-wells"), called("fiction-relief-exit")},
        "a plan to protect contacts and partners": set(),
    }
    relief.add("fiction-relief-protection", signed=day(0), versions=[{"dated": day(0)}])
    for promise in ("fiction-wells", "fiction-relief-exit"):
        relief.add(f"{promise}-met", made_on=day(0))
    relief.take("begin_closing", "closing", reason="Fictional: two rainy seasons without salt", **NOTE)
    assert relief.too_early("close", **NOTE) == {
        "a debrief with all six parts": set(),
        "an archive package with its hash": set(),
        "a release date": set(),
    }
    relief.add("fiction-relief-debrief", signed=day(0), versions=[{"dated": day(0)}])
    relief.package()
    relief.change_file(release_on=day(2000), outcome="Fictional: sixty-two sweet wells")
    relief.take("close", "closed", reason="Fictional: nothing is owed", **NOTE)


def test_what_is_noticed_may_be_declined(new_house):
    other = File(new_house, "anna", "another")
    other.begin(title="Fictional: a letter from Estovia", places="Fictional: Estovia", pillars=["peace"])
    assert other.too_early("decline") == {"a decision, with evidence": set(), "a reason": set()}
    other.take("decline", "declined", reason="Fictional: others are nearer", **NOTE)
