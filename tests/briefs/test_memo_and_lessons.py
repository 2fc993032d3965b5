"""The decision memo and the lessons for a phase: what the made-up files say, and what never leaves the house."""

import json
import re
from datetime import date

import pytest
from register_briefs import DAY, PEOPLE, row, seen

from forlik.assess.screens.deciding import decide
from forlik.briefs.checking import checked
from forlik.briefs.lessons import lessons_brief
from forlik.briefs.memo import memo_brief
from forlik.briefs.writing import FORMS, written
from forlik.core.errors import NoData
from forlik.register.dossier import dossier
from forlik.world import world

ALL = ("1", "2:talks", "2:relief")
OPTION = "SDN/peace/facilitate/2026"

pytestmark = pytest.mark.usefixtures("home")


def memo(record, *labels, language="en"):
    return memo_brief(world(str(DAY)), seen(*labels), record, language=language, people=PEOPLE)


def markdown(made):
    return re.sub(r"\[\^\d+\]", "", written(made, "md").decode())


def section(made, title):
    [found] = (part for part in markdown(made).split("\n## ") if part.startswith(f"{title}\n"))
    return found


def differing(made, dossier_):
    text = written(made, "md").decode()
    found = checked(text, lambda day: world(str(day)), "brief.md", lambda _day: dossier_)
    return [one for one in found if not one.same]


def judged(id_, kind, on="2026-02-01", **body):
    return row(id_, "assessment", "1", kind=kind, option=OPTION, made_on=on, author="demo-owner", **body)


SCREEN = {
    "questions": [
        {"question": "of-old", "share_top_k": 0.4213, "rank_low": 3, "rank_high": 17, "word": "", "oldest": "2024"},
        {"question": "other", "share_top_k": None, "withheld": "too little is observed"},
        {"question": "odd", "share_top_k": 0.5, "rank_low": "?"},
    ]
}


def decided_rows():
    decided = {
        "decision": "open", "stance": "agree", "question": "of-old", "as_of": "2026-01-31", "manifest": "ab" * 32,
        "screen": json.dumps(SCREEN), "dissent": "nobody", "expectations": ["x"],
    }  # fmt: skip
    return [
        judged("o", "option", "2026-01-15", finding="Sit between them"),
        judged("h", "harm", issue="diversion", answer="red", finding="Pumps were sold"),
        judged("x", "expectation", score=70, finding="They meet", expected={"resolves_on": "2026-12-31"}),
        judged("d", "decision", "2026-02-02", decided=decided, next_on="2027-02-01"),
    ]


def of(rows, record="o"):
    return memo_brief(world(str(DAY)), dossier(rows, DAY), record, people=PEOPLE)


def test_the_screen_is_told_as_it_was_shown_and_no_share_without_its_ranks():
    """0.4213 is 42 percent, between rank 3 and 17; a share whose ranks cannot be read is not told."""
    text = section(of(decided_rows()), "The screen as it was shown")
    assert "As known on 2026-01-31" in text
    assert "| of-old | 42 % | 3–17 | – |" in text
    assert "| other | – | – | too little is observed |" in text
    assert "| odd | – | – | – |" in text


def undecided(language="en"):
    """A memo of an option on which nothing is decided, and what it was made of: the offline figures are known."""
    from forlik.desk import screens

    day = date(2026, 11, 24)
    then, rows = world(str(day)), dossier([judged("o", "option", "2026-01-15")], day)
    made = memo_brief(then, rows, "o", people=PEOPLE, shown=screens.shown("SDN", day), language=language)
    return made, then, rows


def looked_up(text, then, rows):
    return checked(text, lambda _day: then, "brief.md", lambda _day: rows)


@pytest.mark.parametrize(("language", "title"), [("en", "The screen as it stands"), ("nb", "Silingen slik den står")])
def test_before_a_decision_the_screen_is_told_as_it_stands_and_every_number_is_drawn_again(language, title):
    """What a memo is for: somebody decides with it. The ranks are those of `forlik decide` for the place."""
    made, then, rows = undecided(language)
    [row_] = [one for one in decide(then, "need-top-20").rows if one.country_iso3 == "SDN"]
    told = [[cell.strip() for cell in line.split("|")] for line in section(made, title).splitlines()]
    assert [str(row_.rank_low), str(row_.rank_high)] in [cells[3:5] for cells in told]
    found = looked_up(written(made, "md").decode(), then, rows)
    assert [one for one in found if one.wrong] == []
    assert len([one for one in found if one.address.startswith("/register/decide?")]) >= 6


def test_a_number_of_a_screen_that_was_changed_is_noticed():
    made, then, rows = undecided()
    text = written(made, "md").decode()
    changed = re.sub(r"\| (\d+)(\[\^\d+\]) \|", lambda told: f"| {int(told[1]) + 1}{told[2]} |", text)
    assert changed != text
    assert [one for one in looked_up(changed, then, rows) if not one.same]


def test_a_memo_says_what_is_weighed_and_what_must_not_be_done_with_it():
    made = of(decided_rows())
    assert "It is closed: a red answer is open" in section(made, "The harm gate")
    assert "red, open since 2026-02-01, by Demo: owner. Pumps were sold" in section(made, "The harm gate")
    assert "They meet; probability 70 percent, seen 2026-12-31" in section(made, "What is expected")
    for word in ("asylum", "targeting", "sanctions"):
        assert word in section(made, "What must not be done with this")
    assert "Decision:** open an engagement, 2026-02-02" in section(made, "What was decided")


def test_own_interest_stands_alone_and_after_all_that_decides():
    made = of(decided_rows())
    order = [one.title for one in made.sections]
    assert order.index("Own interest, apart") > max(order.index(one) for one in order[:7])
    rest = markdown(made).replace(section(made, "Own interest, apart"), "").split("## Information gaps")[0]
    assert "Refugees from the place" not in rest


def test_every_fact_of_a_memo_is_found_again():
    rows = decided_rows()
    for record in ("o", "d"):
        assert differing(of(rows, record), dossier(rows, DAY)) == []
    for option in ("fiction-option-facilitate", "fiction-option-fund"):
        for language in ("en", "nb"):
            made = memo(option, *ALL, language=language)
            assert differing(made, seen(*ALL)) == []
            assert [written(made, form) for form in FORMS] == [
                written(memo(option, *ALL, language=language), form) for form in FORMS
            ]


def test_a_memo_is_never_public_and_no_less_secret_than_the_decision():
    assert memo("fiction-option-fund", *ALL).marking == "1"
    assert memo("fiction-option-facilitate", *ALL).marking == "2:talks"
    open_ = [row("o", "assessment", "0", kind="option", option=OPTION, made_on="2026-01-15")]
    assert of(open_).marking == "1"


def test_a_sealed_decision_is_as_if_there_were_none():
    made = memo("fiction-option-facilitate", "1")
    assert "Nothing is decided yet, as far as you may see." in markdown(made)
    assert "a decision, and why it was taken" in section(made, "Information gaps")
    for record in ("fiction-decision-open", "nothing-there", "fiction-talks", "fiction-harm-ties"):
        with pytest.raises(NoData) as refused:
            memo(record, "1")
        assert str(refused.value) == "there is no such option or decision, or none that you may see"


def lessons(file, *labels, language="en"):
    return lessons_brief(seen(*labels).case(file), language=language, people=PEOPLE)


def test_lessons_that_bear_and_those_never_acted_on():
    """The hotline was agreed on, as the review of 14 April 2025 says; the market women were not heard."""
    made = lessons("fiction-talks", *ALL)
    bear, never = section(made, "Lessons that bear on this phase"), section(made, "Lessons never acted on")
    assert "agree on the hotline before the first round" in bear
    assert "What became of it, 2025-04-14" in bear
    assert "hear the market women before each round" in bear
    assert "hear the market women before each round" in never
    assert "hotline" not in never
    assert differing(made, seen(*ALL)) == []
    assert differing(lessons("fiction-talks", *ALL, language="nb"), seen(*ALL)) == []


def test_no_lessons_are_a_gap_and_no_praise():
    made = lessons("fiction-relief", "1")
    assert "any lesson from this file, its process, its place or its stage" in section(made, "Information gaps")


def test_a_lesson_of_another_file_leads_back_to_that_file():
    rows = [
        row("a", "engagement", "0", title="A", places=["SDN"]),
        row("b", "engagement", "0", title="B", places=["SDN"]),
        row("l", "assessment", "0", kind="lesson", engagement="b", made_on="2025-01-01", finding="Ask first"),
    ]
    seen_ = dossier(rows, DAY)
    made = lessons_brief(seen_.case("a"))
    assert f"/register/b/history?of=l&as_of={DAY}" in written(made, "md").decode()
    assert differing(made, seen_) == []


def test_lessons_are_marked_alike_for_whoever_gets_the_same_words():
    """A sealed part of which the brief says nothing marks nothing; a sealed lesson, or what silences one, does."""
    rows = [
        row("e", "engagement", title="Talks"),
        row("l", "assessment", kind="lesson", engagement="e", about="e", made_on="2026-01-05", finding="Ask early"),
    ]
    red = row("e", "engagement", "2:c", "secret", red_lines="No names")
    sealed = row(
        "s", "assessment", "2:c", kind="lesson", engagement="e", about="e", made_on="2026-02-05", finding="Wait"
    )
    answered = row(
        "t", "assessment", "2:c", kind="implementation", engagement="e", about="l", made_on="2026-03-05", state="met"
    )

    def brief(*more):
        return lessons_brief(dossier([*rows, *more], DAY).case("e"))

    assert brief().marking == brief(red).marking == "1"
    assert written(brief(), "md") == written(brief(red), "md")
    assert "e" in brief(red).drawn
    assert brief(red, sealed).marking == "2:c"
    assert written(brief(red, answered), "md") != written(brief(), "md")
    assert brief(red, answered).marking == "2:c"
    gone = row("s", "assessment", "2:c", withdrawn="A mistake")
    assert brief(red, sealed, gone).marking == "2:c", "that a sealed record was withdrawn is told by silence"
