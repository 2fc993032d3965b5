"""The record of a decision: refused with every reason until it is whole; frozen, and read back as it was."""

import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_option import DAY, EXIT, HELD, OPTION, STAFF, TALKS, expectation, harm, judged, lifting, request, seen

from forlik.assess.options.proposed import options
from forlik.assess.options.record import decided_of, decisions, floor, refused
from forlik.assess.options.record_report import override_report
from forlik.assess.options.record_screen import LARGEST, Shown, freeze, not_shown, shown_of, thawed, written
from forlik.assess.options.record_stance import fitting
from forlik.core.days import in_words
from forlik.core.errors import NoData, UsageError
from forlik.register.concepts import Assessment, Commitment
from forlik.register.concepts.decided import Decided
from forlik.register.concepts.expected import Expected
from forlik.register.facets import OPEN, SECRET

HERE = Path(__file__).parent
AS_OF = date(2026, 5, 20)
HASHES = ("0123456789abcdef" * 4, "fedcba9876543210" * 4)
SHOWN = (
    Shown(
        "need-top-20", HASHES[0], 0.94, 4, 19, "supported", observed=0.9, oldest="2024", by_data=(6, 12),
        by_weights=(4, 18),
    ),
    Shown("neglected-10", HASHES[1], None, None, None, withheld="gaps", version=2),
    not_shown("worsening", 1, "too little is known"),
)  # fmt: skip
THREE = tuple(expectation(f"e{n}", percent) for n, percent in enumerate((20, 60, 90)))
BASE = (*TALKS, EXIT, *THREE)
LAST_YEAR = Expected(
    resolves_on=date(2027, 6, 1), measure="deaths", period=str(DAY.year - 1), relation="at_least", threshold=1
)


def screen_of(*records, **how):
    return freeze(seen(*records, **how), OPTION, DAY, SHOWN, as_of=AS_OF)


MANIFEST = screen_of().manifest


def decision(id_="d", screen=None, *, said=None, **more):
    decided = {
        "decision": "open", "stance": "agree", "question": "need-top-20", "as_of": AS_OF, "manifest": MANIFEST,
        "dissent": "Nobody", "screen": screen if screen is not None else screen_of(*BASE).text,
        "exit_criteria": ("exit",), "expectations": ("e0", "e1", "e2"), **(said or {}),
    }  # fmt: skip
    whole = {"engagement": "talks", "next_on": date(2026, 12, 1), **more}
    return judged(id_, "decision", decided=Decided(**decided), **whole)


def reasons(proposed, *records, holds_all=True, **how):
    found = refused(seen(*(records or BASE), **how), proposed, DAY, holds_all=holds_all)
    assert all((one.en, one.nb, one.remedy_en, one.remedy_nb) for one in found)
    return [one.en for one in found]


def test_a_whole_decision_is_let_through():
    assert reasons(decision()) == []


@pytest.mark.parametrize(
    ("expectations", "left"),
    [
        ((), 0),
        (("e0", "e1"), 2),
        (("e0", "e1", "e1"), 2),
        (("e0", "e1", "nobody"), 2),
        (("e0", "e1", "certain"), 2),
        (("e0", "e1", "never"), 2),
        (("e0", "e1", "over"), 2),
        (("e0", "e1", "elsewhere"), 2),
        (("e0", "e1", "nowcast"), 2),
        (("e0", "e1", "late"), 2),
        (("e0", "e1", "undated"), 2),
        (("e0", "e1", "exit"), 2),
    ],
)
def test_without_three_expectations_it_is_refused(expectations, left):
    odd = (
        expectation("certain", 100),
        expectation("never", 0),
        expectation("over", 50, DAY, made_on=DAY - timedelta(days=9)),
        expectation("nowcast", 50, expected=LAST_YEAR, place="XXA"),
        expectation("elsewhere", 50, option="XXB/peace/facilitate/2027"),
        expectation("late", 50, made_on=DAY + timedelta(days=1)),
        expectation("undated", 50, expected=Expected()),
    )
    [why] = reasons(decision(said={"expectations": expectations}), *BASE, *odd)
    assert "at least 3 expectations" in why
    assert why.endswith(f"here are {left}")


def test_an_expectation_names_the_same_option_however_its_period_is_written():
    spelt = expectation("e3", option="XXA/peace/facilitate/2027-01..2027-12")
    assert reasons(decision(said={"expectations": ("e0", "e1", "e3")}), *BASE, spelt) == []


@pytest.mark.parametrize(
    ("said", "more", "why"),
    [
        ({"decision": None}, {}, "decision: this is needed"),
        ({"stance": None}, {}, "stance: this is needed"),
        ({"question": ""}, {}, "question: this is needed"),
        ({"dissent": None}, {}, "dissent: this is needed"),
        ({"exit_criteria": ()}, {}, "names exit criteria"),
        ({"exit_criteria": ("pledge",)}, {}, "names exit criteria"),
        ({"exit_criteria": ("exit", "theirs")}, {}, "names exit criteria"),
        ({}, {"engagement": None}, "none is named"),
        ({}, {"author": None}, "this is needed"),
        ({}, {"next_on": None}, "this is needed"),
        ({}, {"evidence": ()}, "this is needed"),
        ({"stance": "override_down", "reason_code": "timing"}, {"finding": "w"}, "does not stand for"),
        ({"stance": "override_up"}, {"finding": "w"}, "says why"),
        ({"stance": "override_up", "reason_code": "newer"}, {}, "says why"),
        ({"stance": "not_covered"}, {}, "says why"),
        ({"as_of": DAY + timedelta(days=1)}, {}, "after the decision"),
    ],
)
def test_what_a_decision_lacks_is_named(said, more, why):
    pledge = Commitment(id="pledge", kind="own_pledge", engagement="talks", promise="Fictional")
    theirs = EXIT.model_copy(update={"id": "theirs", "engagement": "other"})
    found = refused(seen(*BASE, pledge, theirs), decision(said=said, **more), DAY, holds_all=True)
    assert any(why in f"{one.field}: {one.en}" for one in found)


def test_all_that_is_lacking_is_named_at_once_and_says_what_to_do():
    poor = decision(said={"expectations": (), "exit_criteria": (), "dissent": None}, author=None)
    found = refused(seen(*BASE), poor, DAY, holds_all=False)
    told = "; ".join(f"{one.field}: {one.en}" for one in found)
    for said in ("at least 3 expectations", "exit criteria", "dissent", "author", "every label"):
        assert said in told
    assert any("record what you expect of it" in one.remedy_en for one in found)


@pytest.mark.parametrize(
    ("stance", "word"),
    [("override_down", "decline"), ("defer", "wait"), ("override_down", "wait"), ("not_covered", "wait")],
)
def test_to_decline_or_to_wait_needs_no_engagement_but_expectations_all_the_same(stance, word):
    said = {"decision": word, "stance": stance, "reason_code": "timing", "exit_criteria": ()}
    said["question"] = "" if stance == "not_covered" else "need-top-20"
    assert reasons(decision(said=said, engagement=None, finding="Fictional")) == []
    said["expectations"] = ()
    assert "at least 3" in reasons(decision(said=said, engagement=None, finding="Fictional"))[0]


def test_an_open_red_answer_blocks_a_decision_to_engage_and_no_need_offsets_it():
    red = harm("r", "red", "reprisal_risk", author="p9")
    shown = screen_of(*BASE, red).text
    assert reasons(decision(screen=shown), *BASE, red) == [
        f"Risk of reprisals: red since {in_words(DAY, 'en')}, answered by p9; it blocks the option"
    ]
    lifted = (*BASE, red, lifting("l", "r"))
    assert reasons(decision(screen=screen_of(*lifted).text), *lifted) == []


def test_a_red_answer_does_not_block_a_decision_not_to_engage():
    red = harm("r", "red")
    said = {"decision": "decline", "stance": "override_down", "reason_code": "law", "exit_criteria": ()}
    shown = screen_of(*BASE, red).text
    assert reasons(decision(screen=shown, said=said, finding="Fictional"), *BASE, red) == []


def test_who_does_not_hold_every_label_does_not_decide():
    """A gate that is open to a viewer may be closed by what the viewer may not see; nobody is told which it is."""
    red = harm("hidden", "red")
    shown = screen_of(*BASE, labels=STAFF).text
    without = refused(seen(*BASE, labels=STAFF), decision(screen=shown), DAY, holds_all=False)
    assert refused(seen(*BASE, red, sealed={"hidden"}, labels=STAFF), decision(screen=shown), DAY, holds_all=False) == (
        without
    )
    assert [one.en for one in without] == ["a decision takes whoever holds every label of the file"]


@pytest.mark.parametrize(
    ("change", "value"),
    [("option", "XXB/peace/facilitate/2027"), ("manifest", "f" * 64), ("as_of", "2026-05-19"), ("gate", {})],
)
def test_a_screen_that_was_not_shown_is_refused(change, value):
    other = json.dumps({**json.loads(screen_of(*BASE).text), change: value})
    assert reasons(decision(screen=other)) == [
        "the screen that was frozen is not the screen of this option on this day"
    ]


@pytest.mark.parametrize("text", ["{}", "[]", "no JSON", '"x"'])
def test_a_screen_that_cannot_be_read_is_refused(text):
    assert "is not the screen" in reasons(decision(screen=text))[0]


def test_a_gate_that_closed_since_the_screen_was_frozen_needs_a_new_look():
    stale = decision(said={"decision": "decline", "exit_criteria": ()})
    assert "is not the screen" in reasons(stale, *BASE, harm("r", "red"))[-1]


def test_a_decision_is_never_rewritten_but_may_be_withdrawn_as_a_mistake():
    there = decision(finding="Fictional: as it was put then")
    seen_ = seen(*BASE, there)
    softened = there.decided.model_copy(update={"dissent": "Fictional: on reflection nobody"})
    for change in ({"finding": "Fictional: better words"}, {"next_on": date(2027, 1, 1)}, {"decided": softened}):
        found = refused(seen_, there.model_copy(update=change), DAY, holds_all=True)
        assert [(one.field, one.en) for one in found] == [
            (next(iter(change)), "what was thought then is not rewritten")
        ]
    assert refused(seen_, there.model_copy(update={"withdrawn": "Fictional: twice"}), DAY, holds_all=True) == ()
    assert refused(seen_, there, DAY, holds_all=True) == ()


def test_only_a_decision_is_judged_as_one():
    with pytest.raises(UsageError, match="no decision"):
        refused(seen(), judged("x", "option"), DAY, holds_all=True)


# ---------------------------------------------------------------- the frozen screen


def test_a_screen_holds_what_was_shown():
    found = screen_of(
        *BASE, harm("r", "red"), request("q", "front", "oral"), judged("c", "ability", issue="envoy", score=3)
    )
    held = json.loads(found.text)
    assert (held["option"], held["as_of"], held["manifest"]) == (str(OPTION), "2026-05-20", MANIFEST)
    assert held["questions"][0] == {
        "question": "need-top-20", "manifest": HASHES[0], "share_top_k": 0.94, "rank_low": 4, "rank_high": 19,
        "word": "supported", "withheld": "", "version": 1, "observed": 0.9, "oldest": "2024", "unanswered": "",
        "by_data": [6, 12], "by_weights": [4, 18],
    }  # fmt: skip
    unanswered = held["questions"][2]
    assert (unanswered["question"], unanswered["unanswered"]) == ("worsening", "too little is known")
    assert (unanswered["share_top_k"], unanswered["by_data"], held["version"]) == (None, None, 2)
    assert [held["questions"][1][name] for name in ("withheld", "version", "share_top_k")] == ["gaps", 2, None]
    told = hashlib.sha256(
        f'{{"need-top-20":"{HASHES[0]}","neglected-10":"{HASHES[1]}","worsening":""}}'.encode()
    ).hexdigest()
    assert found.manifest == held["manifest"] == told
    assert held["gate"]["diversion"] == ["red", "open"]
    assert held["gate"]["civic_space"] == ["amber", "unanswered"]
    assert held["evidence"]["envoy"] == {"p1": 3}
    assert held["evidence"]["ceasefire"] == {}
    assert held["requests"] == {"front": 2, "gov": None}
    assert held["consent"] == {"talks": {"front": "never_asked", "gov": "never_asked"}}


def test_a_screen_that_shows_what_is_sealed_is_sealed():
    assert screen_of(*BASE).labels <= {"0", "1"}
    assert floor(screen_of(*BASE).labels) is OPEN
    assert floor(screen_of(*BASE, request("q", "front", "oral")).labels) is SECRET
    assert floor(screen_of(*BASE, harm("r", "green"), sealed={"r"}).labels) is SECRET
    for named in ("talks", "r1", "front"):
        # Neither asked nor consented: that it is there is told by its id alone.
        assert floor(screen_of(*BASE, sealed={named}).labels) is SECRET
    assert floor(frozenset({"1", "3:b"})) is SECRET


def test_the_same_is_written_the_same_in_whatever_order_it_comes():
    assert written({"b": 1, "a": {"d": None, "c": "Tromsø"}}) == '{"a":{"c":"Tromsø","d":null},"b":1}'


def test_the_same_screen_is_the_same_bytes_in_another_process():
    script = (
        f"import sys; sys.path.insert(0, {str(HERE)!r})\n"
        "from test_record import BASE, screen_of\n"
        "print(screen_of(*BASE).hash)"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == screen_of(*BASE).hash


@pytest.mark.parametrize(
    ("shown", "as_of"),
    [
        ((SHOWN[0], SHOWN[0]), AS_OF),
        (SHOWN, DAY + timedelta(days=1)),
        (tuple(Shown(f"q{n}", HASHES[0], 0.5, 1, 2, "w" * 200) for n in range(LARGEST // 200)), AS_OF),
    ],
    ids=["twice", "later", "too long"],
)
def test_a_screen_that_cannot_be_is_refused(shown, as_of):
    with pytest.raises(UsageError):
        freeze(seen(*BASE), OPTION, DAY, shown, as_of=as_of)


@pytest.mark.parametrize(
    "said",
    [
        ("abc", 0.5, 1, 2),
        ("F" * 64, 0.5, 1, 2),
        (HASHES[0], float("nan"), 1, 2),
        (HASHES[0], float("inf"), 1, 2),
        (HASHES[0], -0.1, 1, 2),
        (HASHES[0], 1.1, 1, 2),
        (HASHES[0], 0.5, None, None),
        (HASHES[0], 0.5, 3, 2),
        (HASHES[0], 0.5, 0, 2),
        (HASHES[0], None, None, None),
        (HASHES[0], 0.5, 1, 2, "w", "withheld"),
    ],
)
def test_what_no_screen_can_have_shown_is_refused(said):
    with pytest.raises(UsageError):
        Shown("q", *said)


def answer():
    """The answer to a question, as far as a record takes it."""
    row = {"word": "depends", "observed": 0.8, "oldest": "2023", "spread": {"data": (3, 7), "choices": (4, 5)}}
    return SimpleNamespace(
        question=SimpleNamespace(name="need-top-20", version=3),
        stands_on=SimpleNamespace(sha256=HASHES[0]),
        rows=(SimpleNamespace(country_iso3="XXA", share_top_k=0.5, rank_low=2, rank_high=9, **row),),
        withheld=(SimpleNamespace(country_iso3="XXB", reason="too little is known", observed=0.1),),
    )


def test_of_an_answer_the_record_takes_what_it_shows_of_the_place():
    assert shown_of(answer(), "XXA") == Shown(
        "need-top-20", HASHES[0], 0.5, 2, 9, "depends", version=3, observed=0.8, oldest="2023", by_data=(3, 7)
    )
    assert shown_of(answer(), "XXB") == Shown(
        "need-top-20", HASHES[0], None, None, None, withheld="too little is known", version=3, observed=0.1
    )
    with pytest.raises(NoData, match="does not ask about XXC"):
        shown_of(answer(), "XXC")


@pytest.mark.parametrize("more", [{"withheld": "gaps"}, {"word": "depends"}, {"manifest": HASHES[0]}])
def test_a_question_that_was_not_answered_shows_nothing(more):
    said = {"manifest": "", "share_top_k": None, "rank_low": None, "rank_high": None, **more}
    with pytest.raises(UsageError, match="shows nothing"):
        Shown("q", **said, unanswered="too little is known")


WORDS = ("supported", "depends", "not_supported")
FOR, AGAINST = ("open", "change"), ("decline", "follow")


def test_which_stances_a_decision_can_have_beside_what_is_shown():
    """Of every word and decision; where it depends, the screen speaks neither for nor against."""
    for one in FOR:
        assert [fitting(word, one, "fund") for word in WORDS] == [
            ("agree",), ("agree", "override_up"), ("override_up",)
        ]  # fmt: skip
    for one in AGAINST:
        assert [fitting(word, one, "fund") for word in WORDS] == [("override_down",), ("agree",), ("agree",)]
    assert [fitting(word, "wait", "fund") for word in WORDS] == [
        ("defer", "override_down"), ("agree", "defer"), ("agree", "defer")
    ]  # fmt: skip
    assert [fitting(word, "follow", "watch") for word in WORDS] == [fitting(word, "open", "fund") for word in WORDS]
    for mode in ("exit", "hold"):
        assert {fitting(word, one, mode) for word in WORDS for one in (*FOR, *AGAINST)} == {("not_covered",)}
        assert fitting("supported", "wait", mode) == ("defer", "not_covered")


def told_of(share, word, *, mode="facilitate", finding="Fictional: why", **said):
    """Why a decision beside one question that shows this is refused."""
    option = f"XXA/peace/{mode}/2027"
    shown = (Shown("need-top-20", HASHES[0], share, 1, 40, word), *SHOWN[1:])
    hoped = tuple(expectation(f"e{n}", 50, option=option) for n in range(3))
    there = (*TALKS, EXIT, *hoped)
    frozen = freeze(seen(*there), option, DAY, shown, as_of=AS_OF)
    engages = said.get("decision", "open") in FOR
    said = {"reason_code": "newer", "manifest": frozen.manifest, "exit_criteria": ("exit",) if engages else (), **said}
    one = decision(
        screen=frozen.text, said=said, option=option, finding=finding, engagement="talks" if engages else None
    )
    found = refused(seen(*there), one, DAY, holds_all=True)
    assert all((each.en, each.nb, each.remedy_en, each.remedy_nb) for each in found)
    return [(each.field, each.en, each.remedy_en) for each in found]


@pytest.mark.parametrize(
    ("share", "word", "decided", "stance", "fits"),
    [
        (1.0, "supported", "open", "agree", True),
        (1.0, "supported", "open", "override_up", False),
        (1.0, "supported", "decline", "agree", False),
        (1.0, "supported", "decline", "override_down", True),
        (1.0, "supported", "follow", "override_down", True),
        (1.0, "", "decline", "agree", False),
        (0.5, "depends", "open", "agree", True),
        (0.5, "depends", "decline", "agree", True),
        (0.5, "depends", "decline", "override_down", False),
        (0.5, "depends", "open", "override_up", True),
        (0.01, "not_supported", "open", "agree", False),
        (0.01, "not_supported", "open", "override_up", True),
        (0.01, "not_supported", "decline", "agree", True),
        (0.01, "not_supported", "wait", "override_down", False),
    ],
)
def test_a_stance_that_contradicts_the_frozen_screen_is_refused(share, word, decided, stance, fits):
    found = told_of(share, word, decision=decided, stance=stance)
    assert [field for field, _en, _remedy in found] == ([] if fits else ["decided.stance"])
    if not fits:
        assert "The twenty most severe needs" in found[0][1]


def test_what_would_fit_is_told():
    [(_field, _en, remedy)] = told_of(1.0, "supported", decision="open", stance="override_up")
    assert remedy == "choose “as the screen has it”, or decide otherwise"


def test_where_it_depends_whoever_agrees_says_why_in_words():
    [(field, text, _remedy)] = told_of(0.5, "depends", decision="open", stance="agree", finding=None)
    assert (field, "neither for it nor against it" in text) == ("finding", True)


@pytest.mark.parametrize("mode", ["exit", "hold"])
@pytest.mark.parametrize("stance", ["agree", "override_up"])
def test_of_leaving_and_of_going_on_the_screen_says_nothing(mode, stance):
    [(field, text, _remedy)] = told_of(1.0, "supported", mode=mode, stance=stance)
    assert (field, "says nothing for or against" in text) == ("decided.stance", True)
    assert told_of(1.0, "supported", mode=mode, stance="not_covered", question="") == []
    assert told_of(1.0, "supported", mode=mode, decision="wait", stance="defer") == []


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("neglected-10", "shows no share"),
        ("worsening", "shows no share"),
        ("rights-concern", "does not show the question"),
    ],
)
def test_the_question_that_is_named_was_shown_and_shows_a_share(question, why):
    [(field, text, _remedy)] = told_of(1.0, "supported", stance="agree", question=question)
    assert (field, why in text) == ("decided.question", True)


def test_a_question_that_shows_a_share_covers_the_place():
    [(field, text, _remedy)] = told_of(1.0, "supported", stance="not_covered")
    assert (field, "is covered by it" in text) == ("decided.stance", True)
    assert told_of(1.0, "supported", stance="not_covered", question="worsening") == []


def test_a_screen_of_the_first_layout_is_still_read():
    old = json.loads(screen_of(*BASE).text) | {"version": 1}
    newer = ("unanswered", "by_data", "by_weights")
    shown = [{name: one[name] for name in one if name not in newer} for one in old["questions"][:2]]
    text = json.dumps({**old, "questions": shown})
    assert reasons(decision(screen=text)) == []
    assert decisions(seen(*BASE, decision(screen=text)))[0].screen["version"] == 1


def test_what_was_decided_before_a_question_was_named_may_still_be_withdrawn():
    there = decision(said={"question": ""})
    assert "this is needed" in reasons(there)
    withdrawn = there.model_copy(update={"withdrawn": "Fictional: twice"})
    assert refused(seen(*BASE, there), withdrawn, DAY, holds_all=True) == ()


@pytest.mark.parametrize(
    ("stance", "fits"), [("agree", False), ("override_up", False), ("defer", False), ("not_covered", True)]
)
def test_where_no_share_was_shown_there_is_nothing_to_agree_with(stance, fits):
    frozen = freeze(seen(*BASE), OPTION, DAY, SHOWN[1:], as_of=AS_OF)
    said = {"stance": stance, "reason_code": "missing_datum", "manifest": frozen.manifest}
    said["question"] = "" if fits else "neglected-10"
    said |= {"decision": "wait", "exit_criteria": ()} if stance == "defer" else {}
    found = reasons(decision(screen=frozen.text, said=said, finding="Fictional: no data"))
    assert [one[:26] for one in found] == ([] if fits else ["the screen shows no share "])


def test_an_option_that_no_question_asks_about_has_a_screen_of_its_gate_and_evidence():
    held = json.loads(freeze(seen(*BASE), OPTION, DAY, (), as_of=AS_OF).text)
    assert held["questions"] == []
    assert len(held["gate"]) == 7


# ---------------------------------------------------------------- read back


def test_a_decision_is_read_back_as_it_was_and_the_engagement_shows_it():
    dossier = seen(*BASE, decision())
    [one] = decisions(dossier)
    assert (one.option, one.day, one.screen["manifest"]) == (OPTION, DAY, MANIFEST)
    assert [each.id for each in one.expectations] == ["e0", "e1", "e2"]
    assert [each.id for each in one.exit_criteria] == ["exit"]
    assert decided_of(dossier, "talks") == (one,)
    assert decided_of(dossier, "other") == ()
    assert decisions(dossier, DAY - timedelta(days=1)) == ()


def test_a_decision_under_another_label_is_not_there():
    there = (*BASE, decision())
    assert decisions(seen(*there, sealed={"d"}, labels=STAFF)) == ()
    assert len(decisions(seen(*there, sealed={"d"}, labels=HELD))) == 1
    assert override_report(seen(*there, sealed={"d"}, labels=STAFF)).decisions == 0


def test_overrides_are_counted_by_reason():
    made = [("agree", None), ("agree", None), ("override_up", "newer"), ("override_down", "newer"), ("defer", "timing"),
            ("not_covered", "missing_datum")]  # fmt: skip
    records = [
        decision(f"d{n}", screen="{}", said={"stance": stance, "reason_code": code, "expectations": ()})
        for n, (stance, code) in enumerate(made)
    ]
    found = override_report(seen(*BASE, *records))
    assert (found.decisions, found.covered, found.agree_rate) == (6, 5, pytest.approx(2 / 5))
    assert found.stances == {"agree": 2, "override_up": 1, "override_down": 1, "defer": 1, "not_covered": 1}
    assert [(one.code, one.up, one.down, one.defer, one.of, one.rate) for one in found.reasons] == [
        ("newer", 1, 1, 0, 5, pytest.approx(2 / 5)),
        ("timing", 0, 0, 1, 5, pytest.approx(1 / 5)),
    ]


def test_overrides_are_counted_by_question_with_their_numbers():
    made = [("agree", "need-top-20"), ("override_up", "worsening"), ("agree", "worsening"), ("defer", "worsening"),
            ("not_covered", ""), ("not_covered", "neglected-10")]  # fmt: skip
    records = [
        decision(f"d{n}", screen="{}", said={"stance": stance, "question": name})
        for n, (stance, name) in enumerate(made)
    ]
    found = override_report(seen(*BASE, *records)).questions
    assert [(one.question, one.decisions, one.agree_rate) for one in found] == [
        ("worsening", 3, pytest.approx(1 / 3)), ("need-top-20", 1, 1)
    ]  # fmt: skip
    assert found[0].stances == {"agree": 1, "override_up": 1, "override_down": 0, "defer": 1, "not_covered": 0}


def test_what_was_decided_elsewhere_is_counted_apart_and_moves_no_rate():
    records = [
        decision(f"d{n}", screen="{}", said={"stance": stance, "reason_code": code, "question": "worsening"})
        for n, (stance, code) in enumerate([("agree", None), ("override_up", "newer"), ("agree", None)])
    ]
    here = override_report(seen(*BASE, *records[:2]))
    found = override_report(seen(*BASE, *records, brought={"d2"}))
    assert found.brought == 1
    assert replace(found, brought=0) == here
    assert [one.brought for one in decisions(seen(*BASE, *records, brought={"d2"}))] == [False, False, True]


def test_of_no_decisions_there_is_no_rate():
    found = override_report(seen())
    assert (found.decisions, found.covered, found.agree_rate, found.reasons) == (0, 0, None, ())


@given(st.lists(st.tuples(st.sampled_from(["agree", "override_up", "override_down", "defer", "not_covered"]),
                          st.sampled_from(["newer", "timing", "law"])), max_size=8))  # fmt: skip
def test_rates_of_agreeing_and_of_all_reasons_add_up_to_one(made):
    records = [
        decision(f"d{n}", screen="{}", said={"stance": stance, "reason_code": code})
        for n, (stance, code) in enumerate(made)
    ]
    found = override_report(seen(*BASE, *records))
    assert sum(found.stances.values()) == found.decisions == len(made)
    if found.covered:
        assert found.agree_rate + sum(one.rate for one in found.reasons) == pytest.approx(1)


def test_options_are_listed_once_as_put_forward_last():
    first = judged("o9", "option", finding="Fictional: talks", made_on=DAY - timedelta(days=3))
    again = judged("o2", "option", finding="Fictional: talks, smaller", option="XXA/peace/facilitate/2027-01..2027-12")
    other = judged("o3", "option", option="XXB/humanitarian/fund/2027")
    strange = Assessment(id="o4", kind="option", option="elsewhere", made_on=DAY)
    found = options(seen(strange, other, again, first))
    assert [(str(one.option), one.record) for one in found] == [
        ("XXA/peace/facilitate/2027", "o2"),
        ("XXB/humanitarian/fund/2027", "o3"),
    ]
    assert [one.record for one in options(seen(first, again), DAY - timedelta(days=1))] == ["o9"]
    assert [one.record for one in options(seen(first, other), place="XXB")] == ["o3"]


def test_neither_options_nor_decisions_are_asked_of_a_day_that_is_not_known():
    for ask in (options, decisions):
        with pytest.raises(UsageError, match="as known on"):
            ask(seen(*BASE), DAY + timedelta(days=1))


@pytest.mark.parametrize(
    "text", ["no json", "[]", "[" * 9000 + "]" * 9000, '{"questions": [{"question": "\\ud800"}]}', ""]
)
def test_a_screen_that_cannot_be_read_hides_no_decision_and_breaks_nothing(text):
    assert thawed(text) == {}


def test_a_screen_is_thawed_as_it_was_frozen():
    assert thawed('{"version":2,"questions":[]}') == {"version": 2, "questions": []}
