"""Deciding on an option in the browser: on the screen as it stands, through the gate, whole or not at all."""

import hashlib
import html
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from filling import _Form, seen, wrong_of
from optioning import take_back

from forlik.assess.ledger.ledger import ledger
from forlik.assess.options.record import decided_of, decisions
from forlik.assess.options.record_screen import Shown
from forlik.core.days import today
from forlik.core.errors import NoData, NotPermitted
from forlik.register.concepts import Assessment, Commitment, Engagement
from forlik.register.concepts.expected import Expected

OWNER, DEPUTY, RELIEF = "demo-owner", "demo-deputy", "demo-relief"
OPTION = "Fictional: Marenia/peace/support_lead/2031"
CITED = [{"citation": "Fictional: a note", "basis": "fictional", "obtained": "archive"}]
LATER = str(today() + timedelta(days=200))
SCREEN = (
    Shown("need-top-20", hashlib.sha256(b"x").hexdigest(), 0.95, 3, 19, "supported", observed=0.9, oldest="2024"),
)


@pytest.fixture(autouse=True)
def screen(monkeypatch):
    """What the questions show of the made-up place; a list, so that a test can change it."""
    from forlik.desk import screens

    found = [*SCREEN]
    monkeypatch.setattr(screens, "shown", lambda _place, _day: tuple(found))
    return found


def recorded(learning, who, record, *, file="", secret="", decision=False):
    """Record something as the pages do."""
    from forlik.desk.access.people import person
    from forlik.desk.records.together import record_together
    from forlik.desk.records.viewed import view
    from forlik.desk.register.writing import GROUNDS, changes
    from forlik.register.facets import OPEN, SECRET

    now = datetime.now(UTC)
    me = person(learning.ids[who], "passkey")
    made = changes(
        view(me, now, day=now.date()), record, file=file or record.id, secret=secret, grounds=GROUNDS,
        floor=SECRET if secret else OPEN, decision=decision,
    )  # fmt: skip
    record_together(made, me, now)
    return record.id


def judged(learning, who, id_, kind, **said):
    body = {"option": OPTION, "made_on": today(), "author": learning.ids[who], "evidence": CITED, **said}
    return Assessment(id=id_, kind=kind, **body)


def proposed(learning, who=OWNER, **how):
    """An option that somebody put forward; gives the address at which it is decided on."""
    record = recorded(
        learning, who, judged(learning, who, "an-option", "option", finding="Fictional: stand behind"), **how
    )
    return f"/register/decide/{record}/decision"


@pytest.fixture
def page(learning):
    return proposed(learning)


def red(learning, who=OWNER, **how):
    harm = judged(learning, who, "a-harm", "harm", issue="diversion", answer="red", finding="Fictional: it is taken")
    return recorded(learning, who, harm, file="an-option", **how)


def fields(answer):
    reader = _Form()
    reader.feed(answer.content.decode())
    return {name: given if len(given) > 1 else given[0] for name, given in reader.form.items()}


def form(learning, page, who=OWNER, **more):
    """The form as it is shown, filled in: three expectations, one of which a measure tells; a decision to open."""
    rows = {
        f"expectation.{turn}.{name}": text
        for turn, odds in enumerate(("20", "50", "80"))
        for name, text in (("finding", f"Fictional: {odds}"), ("score", odds), ("resolves_on", LATER))
    }
    told = {
        "measure": "deaths_state_based",
        "place": "Sudan",
        "period": "2031",
        "relation": "at_most",
        "threshold": "25",
    }
    rows |= {f"expectation.0.{name}": text for name, text in told.items()} | {"expectation.0.base_rate": "40"}
    said = {
        "decision": "open", "question": "need-top-20", "stance": "agree", "dissent": "Nobody", "next_on": LATER,
        "evidence": "Fictional: minutes",
        "title": "Fictional: behind the neighbour", "exit.0.promise": "Fictional: they meet without us",
        "exit.0.on": LATER,
    }  # fmt: skip
    return {**fields(learning.ask(who, page)), **rows, **said, **more}


def send(learning, page, given, who=OWNER):
    return learning.ask(who, page, **given)


def text_of(answer):
    return html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode()))


def made(learning, who=OWNER):
    """The one decision on the option, as somebody sees it; none where there is none."""
    found = [one for one in decisions(seen(learning, who)) if str(one.option) == OPTION]
    return found[0] if found else None


def test_an_expectation_is_not_taken_back_while_a_decision_rests_on_it(learning, page):
    assert send(learning, page, form(learning, page)).status_code == 303
    one = made(learning)
    with pytest.raises(NotPermitted, match="a decision rests on this"):
        take_back(learning, OWNER, one.expectations[0].id)
    assert len(made(learning).expectations) == len(one.expectations)
    with pytest.raises(NotPermitted, match="not yours to take back"):
        take_back(learning, RELIEF, one.record.id)
    take_back(learning, OWNER, one.record.id, reason="Fictional: never mind")
    assert made(learning) is None
    for each in one.expectations:
        with pytest.raises(NotPermitted, match="a decision rests on this"):
            take_back(learning, OWNER, each.id)
    held = {each.record.id for each in ledger(seen(learning, OWNER))}
    assert {each.id for each in one.expectations} <= held


def test_a_decision_that_was_withdrawn_stays_in_sight_with_who_when_and_why(learning, page):
    assert send(learning, page, form(learning, page)).status_code == 303
    one = made(learning)
    before = text_of(learning.ask(OWNER, "/register/decide/overrides"))
    take_back(learning, OWNER, one.record.id, reason="Fictional: never mind")
    pages = ("/register/decide/an-option", f"/register/{one.record.engagement}", "/register/decide/overrides")
    for path in pages:
        told = " ".join(text_of(learning.ask(OWNER, path)).split())
        assert "Fictional: never mind" in told, path
        assert re.search(r"Withdrawn as a mistake:? \S.*?: Fictional: never mind", told), path
    option, engagement, overrides = (" ".join(text_of(learning.ask(OWNER, path)).split()) for path in pages)
    assert "Nothing has been decided" not in option
    assert "Its exit criteria came with it" in engagement
    assert "Fictional: they meet without us" in engagement
    assert "decision beside them was withdrawn as a mistake" in overrides
    assert "withdrawn as a mistake" not in before


def test_a_sealed_decision_that_was_withdrawn_tells_nothing_of_itself_to_others(learning):
    page = proposed(learning)
    paths = ("/register/decide/an-option", "/register/decide/overrides", "/register/an-option/history")

    def shown_to_relief():
        return [learning.ask(RELIEF, path).content.decode().partition("<main")[2] for path in paths]

    def without_tokens(pages):
        return [re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", one) for one in pages]

    from optioning import label

    before = without_tokens(shown_to_relief())
    red_ = red(learning, secret=label(learning))
    assert without_tokens(shown_to_relief()) == before
    take_back(learning, OWNER, red_, reason="Fictional: never mind")
    assert "Fictional: never mind" in text_of(learning.ask(OWNER, paths[0]))
    given = form(
        learning, page, decision="wait", title="", stance="defer", reason_code="timing", finding="Fictional: later",
        sealed=label(learning), **{"exit.0.promise": "", "exit.0.on": ""},
    )  # fmt: skip
    answer = send(learning, page, given)
    assert answer.status_code == 303, wrong_of(answer)
    take_back(learning, OWNER, made(learning).record.id, reason="Fictional: nor that")
    assert "Fictional: nor that" in text_of(learning.ask(OWNER, paths[0]))
    assert without_tokens(shown_to_relief()) == before


def test_a_red_answer_that_its_author_withdrew_stays_in_sight_and_in_the_frozen_screen(learning, page):
    answer = red(learning)
    take_back(learning, OWNER, answer, reason="Fictional: the wrong country")
    for path in ("/register/decide/an-option", "/register/decide/an-option/harm"):
        for who in (OWNER, RELIEF):
            told = " ".join(text_of(learning.ask(who, path)).split())
            assert "Fictional: the wrong country" in told, path
            assert "Fictional: it is taken" in told, path
            assert "Nothing has been answered yet" not in told, path
    assert send(learning, page, form(learning, page)).status_code == 303
    [gone] = made(learning).screen["withdrawn"]
    assert (gone["question"], gone["reason"], gone["withdrawn_by"]) == (
        "diversion", "Fictional: the wrong country", learning.ids[OWNER],
    )  # fmt: skip
    assert "a red answer was withdrawn as a mistake" in text_of(learning.ask(OWNER, "/register/decide/an-option"))


def test_whoever_judged_withdraws_it_on_its_page_with_a_reason_and_nobody_else(learning, page):
    answer = red(learning)
    way = f"/register/decide/an-option/withdraw/{answer}"
    assert way in learning.ask(OWNER, "/register/decide/an-option").content.decode()
    assert way not in learning.ask(DEPUTY, "/register/decide/an-option").content.decode()
    for path in (way, "/register/decide/an-option/withdraw/an-option", "/register/decide/an-option/withdraw/nothing"):
        with pytest.raises(NoData):
            learning.ask(DEPUTY, path, reason="Fictional: oops")
    assert learning.ask(OWNER, way, reason=" ").status_code == 422
    assert send(learning, page, form(learning, page)).status_code == 422, "it blocks all the same"
    assert learning.ask(OWNER, way, reason="Fictional: the wrong country").status_code == 303
    assert "Fictional: the wrong country" in text_of(learning.ask(DEPUTY, "/register/decide/an-option"))
    assert send(learning, page, form(learning, page)).status_code == 303
    one = made(learning)
    shown = learning.ask(OWNER, "/register/decide/an-option").content.decode()
    assert f"withdraw/{one.record.id}" in shown
    assert not [each for each in one.expectations if f"withdraw/{each.id}" in shown], "no way leads to a refusal"
    for each in (one.expectations[0], one.record):
        gone = learning.ask(OWNER, f"/register/decide/an-option/withdraw/{each.id}", reason="Fictional: never mind")
        assert gone.status_code == (303 if each is one.record else 422)
    assert made(learning) is None
    assert "Fictional: never mind" in text_of(learning.ask(OWNER, "/register/decide/an-option"))


def test_the_history_of_an_option_tells_all_that_was_recorded_on_it(learning, page):
    answer = red(learning)
    take_back(learning, OWNER, answer, reason="Fictional: the wrong country")
    history = text_of(learning.ask(RELIEF, "/register/an-option/history"))
    assert "Fictional: it is taken" in history
    assert "Fictional: the wrong country" in history
    assert "/register/an-option/history" in learning.ask(OWNER, "/register/decide/an-option").content.decode()


def test_a_decision_to_open_begins_the_engagement_which_shows_it(learning, page):
    answer = send(learning, page, form(learning, page))
    assert (answer.status_code, answer.headers.get("Location")) == (303, "/register/decide/an-option"), wrong_of(answer)
    one, dossier = made(learning), seen(learning, OWNER)
    opened = dossier.get(Engagement, one.record.engagement)
    assert (opened.title, opened.places, opened.pillars) == (
        "Fictional: behind the neighbour", ("Fictional: Marenia",), ("peace",)
    )  # fmt: skip
    assert (opened.owner, opened.fictional) == (learning.ids[OWNER], True)
    assert [(each.promise, str(each.due.on)) for each in one.exit_criteria] == [
        ("Fictional: they meet without us", LATER)
    ]
    assert one.exit_criteria[0].engagement == opened.id
    assert [each.score for each in one.expectations] == [20, 50, 80]
    measured = one.expectations[0]
    assert measured.place == "SDN"
    assert measured.expected == Expected(
        resolves_on=LATER, base_rate=40, measure="deaths_state_based", period="2031", relation="at_most", threshold=25,
        unit="deaths",
    )  # fmt: skip
    assert one.screen["questions"][0]["share_top_k"] == 0.95
    assert one.record.decided.question == "need-top-20"
    assert sorted(each.probability for each in ledger(dossier) if each.record.option == OPTION) == [20, 50, 80]
    page_of_it = text_of(learning.ask(DEPUTY, f"/register/{opened.id}"))
    assert "Decided on" in page_of_it
    assert "As the screen has it" in page_of_it
    assert "Fictional: they meet without us" in page_of_it
    steps = learning.ask(OWNER, f"/register/{opened.id}").content.decode()
    exploring = steps.partition("/step/explore")[2].partition("/step/")[0]
    assert "a deputy" in exploring
    assert "a decision, with evidence" not in exploring, "it was decided on, and the page shows on what"
    assert 'href="/register/decide/an-option"' in learning.ask(DEPUTY, f"/register/{opened.id}").content.decode()


def test_a_decision_against_the_screen_says_why_or_is_refused(learning, page):
    given = form(
        learning, page, decision="wait", stance="override_down", title="", **{"exit.0.promise": "", "exit.0.on": ""}
    )
    answer = send(learning, page, given)
    assert answer.status_code == 422
    assert "says why, by a code and in words" in wrong_of(answer)
    assert made(learning) is None
    again = fields(answer)
    assert again["expectation.2.finding"] == "Fictional: 80", "nothing that was written is lost"
    assert send(learning, page, {**again, "reason_code": "timing", "finding": "Fictional: not now"}).status_code == 303
    record = made(learning).record
    assert (record.decided.reason_code, record.finding, record.engagement) == ("timing", "Fictional: not now", None)


def test_an_open_red_answer_blocks_with_its_message_and_waiting_is_not_blocked(learning, page):
    red(learning)
    given = form(learning, page)
    answer = send(learning, page, given)
    assert answer.status_code == 422
    assert "it blocks the option" in wrong_of(answer)
    assert "Demo: owner of the talks" in wrong_of(answer), "the person is called by name"
    assert learning.ids[OWNER] not in wrong_of(answer)
    assert [one.id for one in seen(learning, OWNER).every(Engagement) if "behind" in (one.title or "")] == []
    waits = form(
        learning, page, decision="wait", title="", stance="defer", reason_code="timing", finding="Fictional: later",
        **{"exit.0.promise": "", "exit.0.on": ""},
    )  # fmt: skip
    assert send(learning, page, waits).status_code == 303


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"expectation.2.finding": "", "expectation.2.score": "", "expectation.2.resolves_on": ""}, "here are 2"),
        ({"expectation.1.score": "100"}, "who is certain has nothing to learn"),
        ({"expectation.1.resolves_on": str(today())}, "is not after the day on which it was expected"),
        ({"expectation.0.place": "Sudn"}, "this is no country or territory"),
        ({"expectation.0.period": "2031-02"}, "it has a figure a year"),
        ({"expectation.0.threshold": ""}, "a measure tells with a period, a relation and a bound"),
        ({"expectation.0.measure": "no_such"}, "there is no such measure"),
        ({"dissent": ""}, "that nobody did is said, too: this is needed"),
        ({"next_on": ""}, "When it is looked at again: this is needed"),
        ({"next_on": "2020-01-01"}, "it is made again"),
        ({"evidence": ""}, "By what it is known: the note or the minutes: this is needed"),
        ({"title": ""}, "What the new engagement is called: this is needed"),
        ({"exit.0.promise": "", "exit.0.on": ""}, "say by what it is seen that the work is done"),
        ({"exit.0.on": ""}, "By which day: this is needed"),
        ({"decision": "wait"}, "only a decision to open an engagement begins one"),
        ({"decision": "change"}, "choose an engagement for which you answer"),
        ({"stance": "override_down", "reason_code": "law", "finding": "x"}, "does not stand for"),
        ({"stance": "override_up", "reason_code": "law", "finding": "x"}, "choose “as the screen has it”"),
        ({"question": ""}, "Against which question it is held: this is needed"),
        ({"question": "no-such"}, "Against which question it is held: this is needed"),
        ({"stance": "not_covered", "reason_code": "law", "finding": "x"}, "so it is covered by it"),
    ],
)
def test_what_a_decision_lacks_is_named_and_nothing_is_recorded(learning, page, changes, said):
    before = len(seen(learning, OWNER).facets)
    answer = send(learning, page, form(learning, page, **changes))
    assert answer.status_code == 422
    assert said in wrong_of(answer)
    assert len(seen(learning, OWNER).facets) == before


@pytest.mark.parametrize("period", ["2020", str(today().year - 1)])
def test_nothing_is_expected_of_a_period_that_is_over(learning, page, period):
    from django.utils import translation

    given = form(learning, page, **{"expectation.0.period": period})
    english = wrong_of(send(learning, page, given))
    with translation.override("nb"):
        norwegian = wrong_of(send(learning, page, given))
    assert f"Expectation 1, Year or month of the figure: {period} was over when it was expected" in english
    assert f"{period} var over da det ble ventet" in norwegian
    assert "known already" not in english, "told once"
    assert made(learning) is None


def test_nothing_is_expected_of_a_figure_that_is_known_already(learning, page, monkeypatch):
    from django.utils import translation

    from forlik.assess.ledger.ledger import Reading
    from forlik.desk.register.pages.decision import known

    year, asked = str(today().year), []

    def figures(day):
        return lambda *what: asked.append((day, *what)) or (Reading(Decimal("8.1"), "deaths") if known_ else None)

    monkeypatch.setattr(known, "figures_on", figures)
    known_ = True
    given = form(learning, page, **{"expectation.0.period": year})
    answer = send(learning, page, given)
    assert "Year or month of the figure: this figure is known already (8.1 deaths)" in wrong_of(answer)
    assert 'id="expectation.0.period" name="expectation.0.period" value="' + year + '" aria-invalid="true"' in (
        answer.content.decode()
    )
    assert asked == [(today(), "deaths_state_based", "SDN", year)]
    with translation.override("nb"):
        assert "dette tallet er kjent allerede (8,1" in wrong_of(send(learning, page, given))
    assert made(learning) is None
    known_ = False
    assert send(learning, page, given).status_code == 303, "a year that runs, and of which nothing is known"


@pytest.mark.parametrize(
    ("field", "input_"),
    [
        ("decided.exit_criteria", "exit.0.promise"),
        ("decided.expectations", "expectation.0.finding"),
        ("decided.stance", "stance"),
        ("decided.question", "question"),
        ("decided.decision", "decision"),
        ("decided.screen", ""),
        ("engagement", "engagement"),
    ],
)
def test_a_reason_stands_at_the_input_that_its_field_names_whatever_it_says(field, input_):
    from forlik.desk.register.pages.decision.against import _where
    from forlik.register.doubt import Doubt

    assert _where(Doubt(field, "of exit criteria, expectations and stances", "", "", "")) == input_


def test_everything_is_named_at_once_in_both_languages(learning, page):
    from django.utils import translation

    red(learning)
    given = form(learning, page, dissent="", title="", stance="override_up", **{"expectation.2.score": "0"})
    english = wrong_of(send(learning, page, given))
    with translation.override("nb"):
        norwegian = wrong_of(send(learning, page, given))
    parts = {
        "it blocks the option": "det sperrer alternativet", "says why, by a code": "sier hvorfor, med kode",
        "from 1 to 99": "fra 1 til 99", "called: this is needed": "heter: dette trengs",
    }  # fmt: skip
    for en, nb in parts.items():
        assert en in english
        assert nb in norwegian


def test_where_no_share_is_shown_there_is_nothing_to_agree_with(learning, page, screen):
    screen.clear()
    answer = send(learning, page, form(learning, page))
    assert answer.status_code == 422
    assert "shows no share of this place" in wrong_of(answer)
    uncovered = form(
        learning,
        page,
        stance="not_covered",
        question="",
        reason_code="missing_datum",
        finding="Fictional: a made-up land",
    )
    assert send(learning, page, uncovered).status_code == 303


WHY = "of 3 places 0 can be ranked, and the question asks for the first 10"


def test_a_question_that_was_not_answered_is_shown_and_frozen_as_that(learning, page, screen):
    from django.utils import translation

    from forlik.assess.options.record_screen import not_shown

    screen.append(not_shown("worsening", 1, WHY))
    told = text_of(learning.ask(OWNER, page))
    assert "not answered: " + WHY in re.sub(r"\s+", " ", told)
    with translation.override("nb"):
        norwegian = re.sub(r"\s+", " ", text_of(learning.ask(OWNER, page)))
    assert "ikke besvart: av 3 steder kan 0 rangeres" in norwegian
    assert "Nothing has been answered yet where you can see it" in told, "of the gate"
    refused = send(learning, page, form(learning, page, question="worsening"))
    assert "shows no share of this place" in wrong_of(refused)
    assert send(learning, page, form(learning, page)).status_code == 303
    assert made(learning).screen["questions"][1]["unanswered"] == WHY
    shown = re.sub(r"\s+", " ", text_of(learning.ask(OWNER, "/register/decide/an-option")))
    assert "As the screen has it The twenty most severe needs" in shown
    assert "not answered: " + WHY in shown


def test_a_screen_that_changed_meanwhile_is_looked_at_again(learning, page, screen):
    given = form(learning, page)
    screen[:] = [Shown("need-top-20", hashlib.sha256(b"y").hexdigest(), 0.92, 2, 20, "supported")]
    answer = send(learning, page, given)
    assert answer.status_code == 422
    assert "The screen has changed since you opened this form" in wrong_of(answer)
    assert "The twenty most severe needs" in wrong_of(answer)
    assert "diversion" not in wrong_of(answer).lower()
    assert made(learning) is None
    assert send(learning, page, fields(answer)).status_code == 303, "what it shows now was seen"
    assert made(learning).screen["questions"][0]["share_top_k"] == 0.92


def test_an_answer_on_harm_that_came_in_meanwhile_is_named_as_what_changed(learning, page):
    given = form(learning, page, decision="wait", title="", **{"exit.0.promise": "", "exit.0.on": ""})
    red(learning)
    answer = send(learning, page, given)
    assert answer.status_code == 422
    assert re.search(r"changed since you opened this form: \w*[Dd]iver", wrong_of(answer))


def test_a_form_without_its_screen_decides_nothing(learning, page):
    given = form(learning, page)
    del given["form-shown"]
    answer = send(learning, page, given)
    assert answer.status_code == 422
    assert "The screen did not come with the form" in wrong_of(answer)


def change(learning, page, engagement, who=OWNER):
    return form(learning, page, who, decision="change", title="", engagement=engagement)


@pytest.fixture
def ours(learning, page):
    """An engagement of one's own at the option's place."""
    body = {"title": "Fictional: ours", "places": ["Fictional: Marenia"], "pillars": ["peace"], "fictional": True}
    one = Engagement(id="ours", owner=learning.ids[OWNER], deputy=learning.ids[DEPUTY], evidence=CITED, **body)
    return recorded(learning, OWNER, one)


def test_an_engagement_of_ones_own_is_changed_and_another_one_is_not(learning, page, ours):
    texts = set()
    for other in ("fiction-relief", "nothing-at-all"):
        answer = send(learning, page, change(learning, page, other))
        assert answer.status_code == 422
        texts.add(wrong_of(answer))
    assert len(texts) == 1, "an engagement of another and none at all are refused alike"
    assert "choose an engagement for which you answer" in texts.pop()
    assert send(learning, page, change(learning, page, ours)).status_code == 303
    assert made(learning).exit_criteria[0].engagement == ours
    assert made(learning).record.id in [one.record.id for one in decided_of(seen(learning, OWNER), ours)]


def test_one_more_row_is_given_and_keeps_what_was_written(learning, page):
    answer = send(learning, page, form(learning, page) | {"form-more": "expectation"})
    assert answer.status_code == 200
    assert fields(answer)["expectation.3.finding"] == ""
    assert fields(answer)["expectation.0.finding"] == "Fictional: 20"
    many = fields(answer)
    for _ in range(9):
        many = fields(send(learning, page, many | {"form-more": "expectation"}))
    assert sum(name.endswith(".finding") for name in many) == 8


def test_whoever_does_not_decide_gets_one_refusal(learning, page):
    for who in (DEPUTY, RELIEF, "demo-legal", "demo-guardian"):
        for given in ({}, {"decision": "open"}):
            with pytest.raises(NotPermitted):
                learning.ask(who, page, **given)
    with pytest.raises(NoData):
        learning.ask(OWNER, page.replace("an-option", "nothing-at-all"))


def label_of(learning, who=OWNER, clearance=2):
    from forlik.desk.access.people import person

    [one] = person(learning.ids[who], "passkey").memberships
    return f"{clearance}:{one.compartment}"


def test_a_decision_on_what_is_sealed_is_sealed_with_all_that_it_makes(learning, page):
    sealed = label_of(learning)
    harm = judged(
        learning, OWNER, "a-harm", "harm", issue="diversion", answer="amber", finding="Fictional: sealed word"
    )
    recorded(learning, OWNER, harm, file="an-option", secret=sealed)
    given = form(learning, page)
    assert given["sealed"].startswith(("2:", "3:")), "only what covers it is offered, and the first stands there"
    assert send(learning, page, {**given, "sealed": ""}).status_code == 422
    assert send(learning, page, {**given, "sealed": sealed}).status_code == 303
    one = made(learning)
    everything = [one.record, *one.expectations, *one.exit_criteria]
    dossier = seen(learning, OWNER)
    assert {label for each in everything for label in dossier.labels(each.id)} == {sealed}
    assert dossier.labels(one.record.engagement) == {sealed}
    assert made(learning, "demo-legal") is None
    with pytest.raises(NoData):
        learning.ask("demo-legal", f"/register/{one.record.engagement}")


def test_what_the_decider_does_not_see_changes_no_byte_and_no_answer(learning):
    page = proposed(learning, RELIEF)
    before = learning.text(RELIEF, page)
    sealed = Engagement(id="unseen", title="Fictional: unseen", places=("Fictional: Marenia",), pillars=("peace",))
    recorded(learning, OWNER, sealed, secret=label_of(learning))
    assert learning.text(RELIEF, page) == before
    answers = {send(learning, page, change(learning, page, id_, RELIEF), RELIEF) for id_ in ("unseen", "not-there")}
    assert len({wrong_of(one) for one in answers}) == 1
    assert send(learning, page, form(learning, page, RELIEF), RELIEF).status_code == 303


def test_a_decision_that_names_a_sealed_engagement_is_sealed_with_it(learning, page):
    said = {"places": ("Fictional: Marenia",), "pillars": ("peace",), "owner": learning.ids[OWNER]}
    unseen = Engagement(id="unseen", title="Fictional: unseen", **said)
    recorded(learning, OWNER, unseen, secret=label_of(learning))
    plain = {**change(learning, page, "unseen"), "sealed": ""}
    assert "so is the decision" in wrong_of(send(learning, page, plain))
    assert made(learning) is None
    assert send(learning, page, {**plain, "sealed": label_of(learning)}).status_code == 303
    assert made(learning) is not None
    assert made(learning, RELIEF) is None


def test_a_decision_is_sealed_where_its_taker_says_so(learning, page):
    assert send(learning, page, form(learning, page, sealed=label_of(learning))).status_code == 303
    assert made(learning) is not None
    assert made(learning, "demo-legal") is None


def test_of_an_engagement_a_sealed_decision_is_told_to_its_compartment_alone(learning, page, ours):
    before = learning.text("demo-legal", "/register/ours")
    assert send(learning, page, {**change(learning, page, ours), "sealed": label_of(learning)}).status_code == 303
    assert learning.text("demo-legal", "/register/ours") == before, "in both worlds the same bytes"
    assert "Fictional: they meet without us" in learning.text(DEPUTY, "/register/ours")


def test_an_earlier_day_does_not_show_it(learning, page, ours):
    assert send(learning, page, change(learning, page, ours)).status_code == 303
    yesterday = today() - timedelta(days=1)
    assert "they meet without us" in learning.text(OWNER, "/register/ours")
    with pytest.raises(NoData):
        learning.text(OWNER, f"/register/ours?as_of={yesterday}")


def test_the_reading_of_sealed_things_on_it_is_logged_and_marked(learning):
    page = proposed(learning, secret=label_of(learning))
    before = len(learning.log("read"))
    answer = learning.ask(OWNER, page)
    assert 'class="bar marking warn">Confidential<' in answer.content.decode()
    assert len(learning.log("read")) == before + 1
    with pytest.raises(NoData):
        learning.ask("demo-legal", page)


def test_what_was_written_is_found_again(learning, page):
    from django.http import QueryDict

    from forlik.desk.register.pages.decision import page as module

    given = QueryDict(mutable=True)
    for name, text in form(learning, page).items():
        given.setlist(name, text if isinstance(text, list) else [text])
    shown = module.again(asked_by(learning), given, record="an-option")
    assert shown.shows["form"]["rows"]["expectation"][2]["given"]["finding"] == "Fictional: 80"


def asked_by(learning, who=OWNER):
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view
    from forlik.desk.register.asked import Asked

    now = datetime.now(UTC)
    viewed = view(person(learning.ids[who], "passkey"), now, day=today())
    return Asked("/register/decide/an-option/decision", {}, today(), dated=False, language="en", viewed=viewed)


def test_no_form_of_a_file_begins_an_option_or_a_decision(learning):
    add = "/register/fiction-talks/add/assessment"
    offered = learning.text(OWNER, add)
    assert '<option value="decision"' not in offered
    assert '<option value="option"' not in offered
    assert '<option value="lesson"' in offered
    for kind in ("option", "decision"):
        given = {"kind": kind, "option": OPTION, "made_on": str(today()), "evidence.0.citation": "Fictional"}
        answer = learning.ask(OWNER, add, **given)
        assert answer.status_code == 422
        assert "on pages of their own" in wrong_of(answer)


def test_a_commitment_named_as_exit_criterion_is_one(learning, page):
    assert send(learning, page, form(learning, page)).status_code == 303
    [criterion] = made(learning).exit_criteria
    assert isinstance(criterion, Commitment)
    assert criterion.kind == "exit_criterion"
