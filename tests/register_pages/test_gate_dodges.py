"""A gate is not gone around: not by another period of the same thing, nor by a decision about another place."""

import html
import re

import pytest
from filling import seen
from optioning import enter, gate_of, label, propose, viewed

from forlik.assess.options.record_screen import freeze, thawed
from forlik.core.days import today
from forlik.register.changing import fits
from forlik.register.checks import doubts
from forlik.register.concepts import Assessment, Engagement
from forlik.register.concepts.decided import Decided
from forlik.register.option import option_of

OWNER, LEGAL = "demo-owner", "demo-legal"
SHORT, LONG, AFTER = (f"SDN/peace/facilitate/{period}" for period in ("2027", "2027..2028", "2028"))
WORDS = "Fictional: the fuel goes"


def answered(learning, file, option, answer, **how):
    return enter(learning, OWNER, file, "harm", option=option, issue="diversion", answer=answer, finding=WORDS, **how)


def lifted(learning, file, about, **how):
    return enter(learning, OWNER, file, "harm_lifting", about=about, finding="Fictional: guarded now", **how)


def beside(learning, option, who=OWNER):
    return [(str(one.option), one.item.question.item) for one in gate_of(learning, who, option).beside]


@pytest.fixture
def both(learning):
    """An option whose gate is red, and the same with one more year."""
    short, long_ = propose(learning, option=SHORT), propose(learning, option=LONG)
    return short, long_, answered(learning, short, SHORT, "red")


def test_a_year_more_is_no_way_around_a_red_answer(learning, both):
    assert beside(learning, LONG) == [(SHORT, "diversion")]
    assert gate_of(learning, OWNER, LONG).blocks
    for other in (AFTER, "SDN/peace/fund/2027..2028", "MLI/peace/facilitate/2027"):
        assert not gate_of(learning, OWNER, other).blocks, other
    lifted(learning, both[0], both[2])
    assert not gate_of(learning, OWNER, LONG).blocks


def test_a_greener_answer_does_not_open_it_and_a_lifting_here_does(learning, both):
    _short, long_, _red = both
    answered(learning, long_, LONG, "green")
    assert gate_of(learning, OWNER, LONG).blocks
    mine = answered(learning, long_, LONG, "red")
    lifted(learning, long_, mine)
    assert not gate_of(learning, OWNER, LONG).blocks
    assert gate_of(learning, OWNER, SHORT).blocks, "what was lifted here is not lifted there"


def test_a_red_answer_that_came_after_the_lifting_blocks_anew(learning):
    short, long_ = propose(learning, option=SHORT, ago=9), propose(learning, option=LONG, ago=9)
    mine = answered(learning, long_, LONG, "red", ago=9)
    lifted(learning, long_, mine, ago=8)
    answered(learning, short, SHORT, "red", ago=7)
    assert beside(learning, LONG) == [(SHORT, "diversion")]


def test_pages_name_it_and_the_frozen_screen_holds_it(learning, both):
    _short, long_, _red = both
    for page in ("", "/harm", "/decision"):
        text = html.unescape(re.sub(r"<[^>]*>", " ", learning.text(OWNER, f"/register/decide/{long_}{page}")))
        assert "Red for the same in a period that overlaps" in text, page
        assert WORDS in text, page
    found = freeze(viewed(learning, OWNER).dossier, LONG, today(), (), as_of=today())
    assert thawed(found.text)["gate_beside"] == {SHORT: ["diversion"]}


def test_what_is_not_seen_beside_changes_nothing(learning):
    long_, short = propose(learning, option=LONG), propose(learning, option=SHORT)
    before = {page: learning.text(LEGAL, f"/register/decide/{long_}{page}") for page in ("", "/harm")}
    answered(learning, short, SHORT, "red", secret=label(learning))
    assert beside(learning, LONG) == [(SHORT, "diversion")]
    assert beside(learning, LONG, LEGAL) == []
    for page, text in before.items():
        assert learning.text(LEGAL, f"/register/decide/{long_}{page}") == text


def engagement(**said):
    return Engagement(**{"id": "e", "title": "Fictional: one", "places": ("SDN",), "pillars": ("peace",), **said})


@pytest.mark.parametrize(
    ("mode", "said", "fit"),
    [
        ("fund", {}, True),
        ("fund", {"places": ("KEN",)}, False),
        ("fund", {"places": ("KEN", "SDN")}, True),
        ("fund", {"places": ("World",)}, True),
        ("fund", {"places": ("XAF",)}, False),
        ("fund", {"start": "2000", "end": "2006"}, False),
        ("exit", {"start": "2000", "end": "2006"}, True),
        ("hold", {"start": "2000", "end": "2006"}, True),
        ("exit", {"places": ("KEN",)}, False),
        ("watch", {}, False),
    ],
)
def test_a_decision_changes_an_engagement_of_its_place_that_goes_on(learning, mode, said, fit):
    option = option_of(f"SDN/peace/{mode}/2027")
    assert fits(seen(learning, OWNER), option, engagement(**said), today()) is fit


def decision(learning, option, **said):
    return Assessment(
        id="a-decision", kind="decision", option=option, author=learning.ids[OWNER], made_on=today(),
        engagement="fiction-talks", decided=Decided(decision="change"), **said,
    )  # fmt: skip


def reasons(learning, one):
    return [doubt.en for doubt in doubts(seen(learning, OWNER), one, today()) if doubt.refuse]


def test_the_door_refuses_an_engagement_of_another_place(learning):
    elsewhere = "this engagement is not at the option’s place, and its gate was not asked"
    assert elsewhere in reasons(learning, decision(learning, "KEN/peace/fund/2027"))
    assert elsewhere not in reasons(learning, decision(learning, "Fictional: Estovia/peace/fund/2027"))
    assert elsewhere not in reasons(learning, decision(learning, "KEN/peace/fund/2027", withdrawn="Fictional: a slip"))


def test_to_watch_opens_and_changes_nothing(learning):
    watching = "to watch opens and changes no engagement"
    assert watching in reasons(learning, decision(learning, "Fictional: Estovia/peace/watch/2027"))
    assert watching not in reasons(learning, decision(learning, "Fictional: Estovia/peace/fund/2027"))


def test_a_form_that_did_not_come_whole_is_told_so_and_lists_no_raw_words(learning):
    from django.http import QueryDict

    from forlik.desk.register.pages.decision.screened import called
    from forlik.desk.register.pages.decision.written import sent

    part, whole = QueryDict("form-shown=gate:diversion 00"), QueryDict("form-shown=option 00&form-shown=version 00")
    assert sent(part).shown == {}
    assert sent(whole).shown == {"option": "00", "version": "00"}
    assert not {called("option", "en"), called("version", "en"), called("gate_beside", "en")} & {
        "option", "version", "gate_beside"
    }  # fmt: skip


def test_a_weight_that_is_given_twice_is_refused_and_shares_add_up():
    from types import SimpleNamespace

    from forlik.core.errors import UsageError
    from forlik.desk.register.deciding.chosen import chosen
    from forlik.desk.register.deciding.spoken import parts_said

    asked = SimpleNamespace(given={"w.violence": "2"}, day=today(), dated=False, twice=frozenset({"w.violence"}))
    with pytest.raises(UsageError, match="“violence” is weighed twice"):
        chosen(asked)
    assert parts_said([1, 9.5, 9.5]) == ["5 %", "48 %", "47 %"]
    assert parts_said([1, 1, 1]) == ["34 %", "33 %", "33 %"]
    assert parts_said([0.01, 9.99, 0]) == ["under 1 %", "over 99 %", "0 %"]
    assert parts_said([0, 0]) == ["", ""]
