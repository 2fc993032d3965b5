"""Where and when: a question read and weighed, then an option from being put forward to what came of it.

The answers stand on the figures that come with Forlik; what is said of the two options is made up.
"""

import re
from importlib.resources import files

import pytest
from fiction import day
from looking import looked_at, picture
from playwright.sync_api import expect
from telling import record, write, wrong

SOON = 60_000
"""A question is drawn at its first asking, and a decision asks all of them."""
NOTE = "Fictional: a note of the desk"
REFUSED: list[str] = []
"""What was refused on the way."""
WATCH = """
  window.tookMs = null;
  addEventListener("keydown", () => { window.pressed = performance.now(); }, { once: true, capture: true });
  new MutationObserver((all, watcher) => {
    if (![...all].some((one) => [...one.addedNodes].some((node) => node.id === "answer"))) return;
    window.tookMs = Math.round(performance.now() - window.pressed);
    watcher.disconnect();
  }).observe(document.body, { childList: true, subtree: true });
"""
"""Lives as long as the page does: how long from the next key until the answer is another."""


@pytest.fixture
def anna(new_house):
    """Whoever is at the keyboard."""
    return new_house.page_of("anna")


def ranked(page, of="th[scope=row] a"):
    """What stands in the list, from above to below: names, or another part of the rows."""
    return page.locator("#answer table.ranked").first.locator(f"tr:not(.group) {of}").all_inner_texts()


def intervals(page):
    return dict(zip(ranked(page), ranked(page, "td.rank strong"), strict=True))


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def refusal(page, name):
    """What is said against what was sent; nothing of it is recorded."""
    expect(page.get_by_role("alert").first).to_be_visible(timeout=SOON)
    REFUSED.append(name)
    picture(page, f"where-refused-{name}")
    return wrong(page)


def put_forward(page, house, place, finding):
    """Put an option forward from the list's own page; its address."""
    page.goto(f"{house.address}/register/decide", timeout=SOON)
    page.get_by_role("link", name="Put an option forward").first.click()
    write(page, {"place": place, "pillar": "peace", "mode": "facilitate", "first": "2027"})
    write(page, {"finding": finding, "citation": NOTE})
    press(page, "Put forward")
    expect(page.get_by_role("heading", name="Harm gate")).to_be_visible(timeout=SOON)
    return page.url


def decided(page, option):
    """Press the button of a decision, and see it on the page of the option."""
    press(page, "Record the decision")
    expect(page).to_have_url(option, timeout=SOON)
    return page.get_by_role("region", name="Decisions")


def expected(*some):
    """Three expectations: what, how probable, and in how many days it is seen."""
    return {"expectation": [{"finding": what, "score": odds, "resolves_on": day(days)} for what, odds, days in some]}


def waits_for_its_turn(page, house, after):
    """Who moves on while the answer before is still reckoned is asked to wait, and the page does so by itself."""
    turned_away = []

    def once(route):
        if turned_away:
            route.continue_()
            return
        turned_away.append(route.request.url)
        route.fulfill(status=503, headers={"Retry-After": "1"}, body="")

    moves = re.compile(r"w\.violence=10")
    page.route(moves, once)
    page.get_by_label("Violence", exact=True).press("End")
    expect(page.locator("#weighing")).to_contain_text("One weighting alone", timeout=SOON)
    assert turned_away
    assert intervals(page) == after
    # The browser tells of every answer that is none, and of nothing else.
    [told] = house.complaints
    assert "503" in told
    house.complaints.clear()
    page.unroute(moves)
    page.get_by_role("link", name="All weightings").click()
    expect(page.locator("#weighing")).to_contain_text("All weightings count alike", timeout=SOON)


def test_where_by_whom_it_is_weighed_and_on_what_it_stands(anna, new_house):
    page = anna
    page.goto(f"{new_house.address}/register")
    page.get_by_role("link", name="Decide", exact=True).first.click()
    expect(page.get_by_role("heading", name="Where and when")).to_be_visible(timeout=SOON)
    looked_at(page, "where-screen")

    # Every place of the list stands between two ranks, and says under how many of the weightings it is on it.
    before = intervals(page)
    assert before["Sudan"], before
    assert all(re.fullmatch(r"\d+(–\d+)?", ranks) for ranks in before.values()), before
    supported = page.locator("tr", has=page.get_by_role("link", name="Sudan", exact=True)).first
    expect(supported.locator(".share")).to_contain_text("%")
    expect(page.locator("main")).to_contain_text("it is no probability")
    expect(page.locator("main")).to_contain_text("Never a ground for decisions on asylum")

    # A weight is moved by keyboard: the intervals are others, and the page is the same one.
    page.evaluate(WATCH)
    violence = page.get_by_label("Violence", exact=True)
    violence.focus()
    violence.press("End")
    expect(page.locator("#weighing")).to_contain_text("One weighting alone", timeout=SOON)
    took = page.evaluate("window.tookMs")
    assert took is not None, "the answer came with another page"
    expect(violence).to_be_focused()
    expect(violence).to_have_attribute("aria-valuetext", "50 %")
    after = intervals(page)
    assert after != before
    assert "w.violence=10" in page.url, "the address is that of what is seen"
    looked_at(page, "where-weighed")
    print(f"a weight moved by keyboard: other intervals after {took} ms")  # noqa: T201 - the figure that was asked for
    page.get_by_role("link", name="All weightings").click()
    expect(page.locator("#weighing")).to_contain_text("All weightings count alike", timeout=SOON)
    assert intervals(page) == before, "the same question gives the same answer"
    waits_for_its_turn(page, new_house, after)

    # A place is opened, down to the bytes of the publisher's file.
    page.get_by_role("link", name="Sudan", exact=True).first.click()
    opened = page.get_by_role("region", name="Sudan")
    expect(opened.get_by_role("heading", name="Every cell")).to_be_visible(timeout=SOON)
    cell = opened.locator("tr", has_text="Deaths in state-based conflict").first
    expect(cell).to_contain_text("deaths, 2023")
    digest = cell.locator("code").first.get_attribute("title")
    packed = (files("forlik.starter") / "pack.json").read_text(encoding="utf-8")
    assert f'"{digest}"' in packed, f"no snapshot that comes with Forlik has the digest {digest}"
    looked_at(page, "where-opened")
    page.get_by_role("link", name="Close").click()

    # Own interest is shown apart, and hidden again: nothing of the answer moves.
    page.get_by_role("link", name="Show own interest, apart").click()
    expect(page.get_by_role("columnheader", name="Own interest, apart")).to_be_visible(timeout=SOON)
    expect(page.locator("#answer")).to_contain_text("moves nothing in the answer")
    assert list(intervals(page).items()) == list(before.items())
    looked_at(page, "where-own-interest")
    page.get_by_role("link", name="Hide own interest").click()
    expect(page.get_by_role("link", name="Show own interest, apart")).to_be_visible(timeout=SOON)
    expect(page.get_by_role("columnheader", name="Own interest, apart")).to_have_count(0)
    assert list(intervals(page).items()) == list(before.items())


def test_an_option_is_decided_against_the_screen_and_another_is_opened(anna, new_house):  # noqa: PLR0915 - from beginning to end
    page = anna

    # An option for a place that the screen supports; somebody finds what must not be.
    sudan = put_forward(page, new_house, "Sudan", "Fictional: a quiet room for those who keep the wells")
    expect(page.get_by_role("region", name="What the questions show of the place")).to_contain_text("100 %")
    looked_at(page, "where-option")
    page.get_by_role("link", name="Answer, or lift").click()
    looked_at(page, "where-harm")
    write(page, {"answer.diversion": "red"})
    record(page)
    said = refusal(page, "answer-without-evidence")
    assert "Say in words what you found." in said
    assert "Say by what it is known." in said
    write(page, {"finding.diversion": "Fictional: the fuel goes to a party", "citation.diversion": NOTE})
    record(page)
    expect(page.get_by_text("The gate is closed")).to_be_visible(timeout=SOON)

    # Need does not open the gate.
    opening = {
        "decision": "open",
        "question": "need-top-20",
        "stance": "as the screen has it",
        "dissent": "Fictional: nobody dissented",
        "next_on": day(180),
        "evidence": NOTE,
        "title": "Fictional: a room for the keepers of the wells",
        "exit": [{"promise": "Fictional: the wells have a council of their own", "on": day(300)}],
        **expected(
            ("Fictional: they meet within the month", 80, 30),
            ("Fictional: a third well is opened", 40, 90),
            ("Fictional: the council of the wells is chosen", 20, 300),
        ),
    }
    page.goto(f"{sudan}/decision", timeout=SOON)
    expect(page.get_by_text("The gate is closed: an open red answer blocks")).to_be_visible()
    write(page, opening)
    press(page, "Record the decision")
    said = refusal(page, "gate-is-closed")
    assert "Diversion: red since" in said
    assert "answered by Anna" in said
    assert "need does not offset it" in said
    assert "expectation" not in said.casefold(), said  # nothing else stands in the way

    # It is lifted by name, with a reason.
    page.goto(f"{sudan}/harm")
    lifting = page.get_by_role("group", name=re.compile("^Lift the red answer of Anna"))
    lifting.get_by_label("By what it is known").fill(NOTE)
    record(page)
    assert "Say why it is lifted." in refusal(page, "lifting-without-a-reason")
    lifting.get_by_label("Why it is lifted").fill("Fictional: the fuel is counted by the keepers now")
    record(page)
    expect(page.get_by_text("The gate is open")).to_be_visible(timeout=SOON)
    expect(page.get_by_text("lifted by Anna")).to_be_visible()
    picture(page, "where-lifted")

    # Evidence is coded, by what it is known.
    page.goto(f"{sudan}/evidence")
    looked_at(page, "where-evidence")
    write(page, {"code.live_process": "3", "finding.live_process": "Fictional: they sit together on Tuesdays"})
    record(page)
    assert "Say by what it is known." in refusal(page, "code-without-evidence")
    write(page, {"citation.live_process": NOTE})
    record(page)
    expect(page.get_by_role("group", name="A live process")).to_contain_text("No other code that you may see yet")

    # The screen is for it, and the desk declines: not without saying why.
    page.goto(f"{sudan}/decision", timeout=SOON)
    looked_at(page, "where-decision")
    write(page, {name: opening[name] for name in ("question", "dissent", "next_on", "evidence", "expectation")})
    write(page, {"decision": "decline", "stance": "against it though the screen is for it"})
    press(page, "Record the decision")
    said = refusal(page, "override-without-a-reason")
    assert "Why, in words: a decision that is not as the screen has it says why, by a code and in words" in said
    expect(page.locator("[name='expectation.0.finding']")).to_have_value("Fictional: they meet within the month")
    write(page, {"reason_code": "others lead, and better"})
    press(page, "Record the decision")
    assert "by a code and in words" in refusal(page, "override-without-words")
    write(page, {"finding": "Fictional: the neighbours have sat with them for a year"})
    made = decided(page, sudan)
    expect(made).to_contain_text("Decline")
    expect(made).to_contain_text("others lead, and better")
    expect(made).to_contain_text("The screen as it was shown then")
    looked_at(page, "where-declined")

    # Another option is as the screen has it: an engagement is opened, and says on what it was decided.
    somalia = put_forward(page, new_house, "SOM", "Fictional: a boat for the talks on the river")
    page.get_by_role("link", name="Decide", exact=True).last.click()
    without_exit = {name: said for name, said in opening.items() if name != "exit"}
    write(page, {**without_exit, "title": "Fictional: a boat on the river", "began": "on our own initiative"})
    press(page, "Record the decision")
    assert "say by what it is seen that the work is done" in refusal(page, "no-exit-criterion")
    write(page, {"exit": [{"promise": "Fictional: the ferry takes over", "on": day(300)}]})
    expect(decided(page, somalia)).to_contain_text("Open an engagement")
    page.get_by_role("link", name="Fictional: a boat on the river").first.click()
    on = page.get_by_role("region", name="Decided on")
    expect(on).to_contain_text("Open an engagement", timeout=SOON)
    expect(on).to_contain_text("As the screen has it")
    expect(on).to_contain_text("Fictional: the ferry takes over")
    expect(page.get_by_role("region", name="Where it stands")).to_be_visible()
    looked_at(page, "where-opened-engagement")

    # What is expected waits for its day; that it happened may be said at once, by somebody who judges.
    bo = new_house.page_of("bo")
    bo.goto(f"{new_house.address}/register/decide/expectations", timeout=SOON)
    expect(bo.get_by_text("6 running")).to_be_visible()
    looked_at(bo, "where-expectations")
    bo.get_by_role("row").filter(has_text="Sudan").get_by_role("link", name="they meet within the month").click()
    expect(bo.get_by_label("it did not happen")).to_be_disabled()
    write(bo, {"answer": "happened"})
    record(bo)
    assert "Say by what it is known." in refusal(bo, "resolution-without-evidence")
    write(bo, {"citation": NOTE})
    record(bo)
    expect(bo.get_by_role("region", name="How it stands")).to_contain_text("It happened: Bo", timeout=SOON)
    page.goto(f"{new_house.address}/register/decide/expectations", timeout=SOON)
    expect(page.get_by_text("5 running")).to_be_visible()
    expect(page.get_by_text("1 seen")).to_be_visible()
    # Four fifths were said to be probable, and it came: (1 - 0.8)².
    expect(page.get_by_role("region", name="How good they were")).to_contain_text("0.04")
    looked_at(page, "where-resolved")

    # The override counts, with its reason.
    page.goto(f"{new_house.address}/register/decide/overrides", timeout=SOON)
    expect(page.locator("main")).to_contain_text("2 decisions, 2 of which the screen covers")
    expect(page.locator("main")).to_contain_text("As the screen has it: 50 % (1 of 2)")
    reason = page.get_by_role("region", name="Why they differ").get_by_role("row", name=re.compile("^Others lead"))
    assert [one.strip() for one in reason.get_by_role("cell").all_inner_texts()][:3] == ["0", "1", "0"]
    expect(page.get_by_role("region", name="Decisions that are not as the screen has it")).to_contain_text(
        "the neighbours have sat with them for a year"
    )
    looked_at(page, "where-overrides")
    print(f"from an option to what became of it: {len(REFUSED)} refusals: {', '.join(REFUSED)}")  # noqa: T201 - counted
