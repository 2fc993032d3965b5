"""Results: what came of the work, on the ladder and against targets; a dispute takes nothing away."""

import html
import re

import pytest
from optioning import enter, label, refusals, take_back, viewed
from worlds import in_both, plain, without_secrets

TALKS, RELIEF, EVERY = "/register/fiction-talks/results", "/register/fiction-relief/results", "/register/results"
RUNG = {
    "rung": "violence_paused", "goal": "resolve_conflicts", "finding": "Fictional: no shot in May", "indicator": "",
    "unit": "", "baseline": "", "target": "", "actual": "", "period_start": "2025-05", "period_end": "2025-05",
    "citation": "Fictional count", "obtained": "dataset", "sealed": "",
}  # fmt: skip
COUNTED = RUNG | {
    "rung": "", "finding": "", "indicator": "Fictional: schools open", "unit": "schools", "baseline": "10",
    "target": "40", "actual": "25", "period_start": "2024", "period_end": "2024",
}  # fmt: skip


def flat(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def section(text, name):
    """What stands in one section of a page, in words."""
    [found] = re.findall(rf'<section[^>]* aria-labelledby="{name}">(.*?)</section>', text, re.DOTALL)
    return flat(found)


def row(text, head):
    """What stands in the row of a table that begins with a word."""
    [found] = [
        one for one in re.findall(r"<tr><th scope=\"row\">.*?</tr>", text, re.DOTALL) if flat(one).startswith(head)
    ]
    return flat(found)


def record(learning, who="demo-owner", path=TALKS, **said):
    return learning.ask(who, f"{path}/record", **(RUNG | said))


def counted(learning, who="demo-owner", path=TALKS, **said):
    return learning.ask(who, f"{path}/record", **(COUNTED | said))


def recorded(learning, who="demo-owner", file="fiction-talks"):
    from forlik.portfolio.results.of_register import results_of

    return results_of(viewed(learning, who).dossier, file)


def test_the_ladder_tells_each_rung_with_its_evidence_and_what_would_show_it_wrong(learning):
    text = learning.text("demo-legal", TALKS)
    kept = row(text, "Contact kept")
    assert "both delegations came to every round" in kept
    assert "The party says that there was no contact" in kept
    assert row(text, "Durable").startswith("Durable – Five years after the text")
    assert "The highest rung with a result that has evidence and is not disputed: contact kept" in flat(text)
    assert "That says nothing of the rungs below it" in flat(text)
    assert "Meld. St. 30 (2024–2025)" in section(text, "ladder")


def test_a_higher_rung_says_nothing_of_the_ones_below(learning):
    assert record(learning, rung="text_agreed").status_code == 303
    text = learning.text("demo-owner", TALKS)
    assert "not disputed: text agreed" in flat(text)
    assert "no shot in May" in row(text, "Text agreed")
    assert row(text, "Violence paused").startswith("Violence paused –")
    assert row(text, "Access won").startswith("Access won –")


def test_a_disputed_result_stays_is_marked_and_is_not_the_highest(learning):
    record(learning)
    [mine] = [one for one in recorded(learning) if one.achieved.rung == "violence_paused"]
    path = f"{TALKS}/{mine.id}/dispute"
    assert "Deaths in the pause are no fewer" in flat(learning.text("demo-legal", path))
    said = {
        "finding": "Fictional: shots on the 9th",
        "citation": "Fictional letter",
        "obtained": "received",
        "sealed": "",
    }
    assert learning.ask("demo-legal", path, **said).status_code == 303
    text = learning.text("demo-owner", TALKS)
    paused = row(text, "Violence paused")
    assert "disputed: 1" in paused
    assert "shots on the 9th" in paused
    assert "Fictional letter" in paused
    assert "no shot in May" in paused, "nothing is taken away"
    assert "not disputed: contact kept" in flat(text)
    assert "disputed: 1" in row(learning.text("demo-owner", EVERY), "Violence paused")


def test_it_is_disputed_no_more_when_that_is_withdrawn(learning):
    claim = enter(
        learning,
        "demo-legal",
        "fiction-talks",
        "claim",
        about="fiction-result",
        engagement="fiction-talks",
        finding="Fictional: no",
    )
    assert "disputed" in row(learning.text("demo-owner", TALKS), "Contact kept")
    take_back(learning, "demo-legal", claim)
    assert "disputed" not in row(learning.text("demo-owner", TALKS), "Contact kept")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "partly reached 50.00 percent of the way"),
        ({"actual": "40"}, "Reached"),
        ({"actual": "8"}, "Not reached"),
        ({"actual": ""}, "No actual value"),
        ({"actual": "", "period_start": "", "period_end": "2999"}, "Period not over"),
        ({"actual": "", "period_start": "", "period_end": ""}, "No actual value the end of the period is not stated"),
        ({"baseline": ""}, "Cannot be compared whether more or less is better is not stated"),
        ({"baseline": "", "actual": "40"}, "Reached"),
        ({"target": ""}, "Cannot be compared no target is stated"),
        ({"baseline": "90", "target": "40", "actual": "40,0"}, "Reached"),
        ({"baseline": "90", "target": "0", "actual": "0"}, "Reached"),
    ],
)
def test_an_indicator_is_held_against_its_own_target(learning, said, told):
    assert counted(learning, **said).status_code == 303
    found = row(learning.text("demo-legal", TALKS), "Fictional: schools open")
    assert told.lower() in found.lower()


def test_an_actual_value_that_nobody_says_is_unknown_and_no_result(learning):
    counted(learning, actual="", path=RELIEF, who="demo-relief")
    cells = re.findall(
        r"<td[^>]*>(.*?)</td>", learning.text("demo-relief", RELIEF).partition("schools open")[2], re.DOTALL
    )
    assert [flat(one) for one in cells[:3]] == ["10", "40", "unknown"]


def test_a_target_whose_time_is_over_without_an_actual_is_late_and_has_an_owner(learning):
    counted(learning, actual="")
    lacking = section(learning.text("demo-legal", EVERY), "lacking")
    assert "Record what was reached" in lacking
    assert "Fictional: the two-bank talks" in lacking
    assert "Demo: owner of the talks" in lacking
    assert "31 Mar 2025 late" in lacking, "three months after its time"
    assert "Record what was reached" in flat(learning.text("demo-owner", "/register/due?days=30"))
    [mine] = [one for one in recorded(learning) if one.achieved.indicator]
    assert f"/register/fiction-talks/change/{mine.id}" in learning.text("demo-owner", TALKS)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"rung": "", "finding": ""}, "Say which rung was reached, or what is counted."),
        ({"rung": "peace"}, "There is no such rung"),
        ({"goal": "world_peace"}, "The white paper has no such goal"),
        ({"finding": ""}, "Say what was found."),
        ({"citation": ""}, "Say by what it is known."),
        ({"actual": "3"}, "A value belongs to an indicator"),
        ({"indicator": "Fictional: wells"}, "Say what was aimed at, or what was reached."),
        ({"indicator": "Fictional: wells", "target": "many"}, "“many” is no number."),
        ({"indicator": "Fictional: wells", "target": "NaN"}, "“NaN” is no number."),
        ({"indicator": "Fictional: wells", "target": "1e9"}, "“1e9” is no number."),
        ({"indicator": "Fictional: wells", "target": "1,200"}, "“1,200” can be read in two ways"),
        ({"indicator": "Fictional: wells", "target": "1.200"}, "“1.200” can be read in two ways"),
        ({"indicator": "Fictional: wells", "target": "9" * 30}, "this has too many digits"),
        ({"indicator": "Fictional: " + "w" * 400, "target": "9"}, "this is longer than 300 letters"),
        ({"period_start": "2025-13"}, "“2025-13” is no day"),
        ({"period_start": "2025-06"}, "It would end before it begins."),
        ({"period_start": "2999", "period_end": ""}, "This time has not begun"),
    ],
)
def test_what_is_wrong_is_named_nothing_is_recorded_and_nothing_is_lost(learning, said, told):
    before = recorded(learning)
    answer = record(learning, **said)
    assert any(told in one for one in refusals(answer)), refusals(answer)
    assert recorded(learning) == before
    text = html.unescape(answer.content.decode())
    # What is chosen from a list and is not in it is named, and chosen anew.
    assert all(value in text for name, value in (RUNG | said).items() if name not in ("rung", "goal"))


def test_everything_that_is_wrong_is_named_at_once(learning):
    assert len(refusals(record(learning, finding="", citation="", goal="x", actual="y"))) == 5


def test_a_dispute_needs_words_and_a_source(learning):
    path = f"{TALKS}/fiction-result/dispute"
    answer = learning.ask("demo-legal", path, finding="", citation="", obtained="received", sealed="")
    assert refusals(answer) == ["Say what is said against it.", "Say by what it is known."]


@pytest.mark.parametrize(
    "path",
    [
        "/register/no-such/results", "/register/no-such/results/record", f"{TALKS}/no-such/dispute",
        f"{RELIEF}/fiction-result/dispute", f"{TALKS}/fiction-flag/dispute",
    ],
)  # fmt: skip
def test_what_is_not_there_is_answered_like_what_may_not_be_seen(learning, path):
    from forlik.core.errors import NoData
    from forlik.desk.register.cases import ABSENT

    with pytest.raises(NoData, match=ABSENT):
        learning.ask("demo-owner", path)


def test_coverage_comes_first_then_what_is_lacking_then_the_ladder(learning):
    text = learning.text("demo-owner", EVERY)
    places = [text.index(f'id="{name}"') for name in ("coverage", "by-pillar", "lacking", "ladder", "indicators")]
    assert places == sorted(places)
    assert "Of 2 engagements that go on or are closed, 2 have a result, and 0 a published evaluation." in flat(text)
    assert row(text, "Peace and reconciliation").endswith("1 1 100 percent 0 0 percent")


def test_a_target_alone_and_a_result_of_a_lesson_are_no_result_of_the_work(learning):
    for one in recorded(learning):
        take_back(learning, "demo-owner", one.id)
    counted(learning, actual="", period_start="", period_end="2999")
    enter(
        learning,
        "demo-owner",
        "fiction-talks",
        "result",
        about="fiction-mandate",
        engagement="fiction-talks",
        finding="x",
    )
    text = learning.text("demo-owner", f"{EVERY}?whose=mine")
    assert "Of 1 engagements that go on or are closed, 0 have a result" in flat(text)
    assert "Record what came of it" in section(text, "lacking")


def test_it_is_narrowed_by_pillar_place_and_whose(learning):
    def files(query):
        return set(re.findall(r"/register/(fiction-\w+)/results", learning.text("demo-owner", EVERY + query)))

    assert files("") == {"fiction-talks", "fiction-relief"}
    assert files("?whose=mine") == {"fiction-talks"}
    assert files("?pillar=humanitarian") == {"fiction-relief"}
    assert files("?pillar=peace") == {"fiction-talks"}
    assert files("?place=Fictional: Estovia") == {"fiction-talks"}
    nothing = flat(learning.text("demo-owner", f"{EVERY}?place=Atlantis"))
    assert "No engagement that you may see is so. Show all" in nothing


def test_evaluations_are_linked(learning):
    enter(
        learning, "demo-owner", "fiction-talks", "public_evaluation", about="fiction-talks", engagement="fiction-talks",
        public_title="Fictional: ten years of talks",
        evidence=[{"citation": "Fictional review", "url": "https://review.example/talks"}],
    )  # fmt: skip
    for path in (TALKS, EVERY):
        text = learning.text("demo-legal", path)
        assert '<a href="https://review.example/talks" rel="noreferrer">Fictional: ten years of talks</a>' in text
    assert "and 1 a published evaluation" in flat(learning.text("demo-legal", EVERY))


def test_a_sealed_result_is_recorded_for_its_compartment_alone(learning):
    before = {path: learning.text("demo-legal", path) for path in (TALKS, EVERY)}
    assert record(learning, rung="durable", sealed=label(learning)).status_code == 303
    assert "not disputed: durable" in flat(learning.text("demo-deputy", TALKS))
    assert "sealed" in row(learning.text("demo-deputy", EVERY), "Durable")
    assert {path: learning.text("demo-legal", path) for path in before} == before


def due_of_talks(learning, who):
    """Its rows in the due list, as the page and the calendar file of a viewer have them."""
    address = "/register/due?days=365&whose=all"
    file = learning.ask(who, f"{address}&as=ics").getvalue().decode().replace("\r\n ", "")
    events = sorted(re.findall(r"DTSTART;VALUE=DATE:(\d+).*?SUMMARY:([^\r]*)", file, re.DOTALL))
    return flat(learning.text(who, address)), events


def test_the_day_of_a_sealed_target_stands_in_no_plain_calendar_and_its_reading_is_logged(learning):
    before = due_of_talks(learning, "demo-legal")
    own = due_of_talks(learning, "demo-owner")[1]
    assert counted(learning, actual="", sealed=label(learning)).status_code == 303
    reads = len(learning.log("read"))
    page, events = due_of_talks(learning, "demo-owner")
    assert "Record what was reached" in page
    assert "reached" not in str(events)
    assert "20250331" not in str(set(events) - set(own))
    assert {one.who for one in learning.log("read")[reads:]} == {learning.ids["demo-owner"]}
    assert due_of_talks(learning, "demo-legal") == before


def test_a_sealed_dispute_changes_nothing_for_a_colleague(learning):
    before = {path: learning.text("demo-legal", path) for path in (TALKS, EVERY)}
    said = {"finding": "Fictional: no", "citation": "Fictional", "obtained": "received", "sealed": label(learning)}
    assert learning.ask("demo-owner", f"{TALKS}/fiction-result/dispute", **said).status_code == 303
    assert "disputed: 1" in row(learning.text("demo-deputy", TALKS), "Contact kept")
    assert {path: learning.text("demo-legal", path) for path in before} == before


def test_what_disputes_a_sealed_result_is_sealed_as_it_is(learning):
    sealed = label(learning)
    record(learning, sealed=sealed)
    [mine] = [one for one in recorded(learning) if one.achieved.rung == "violence_paused"]
    said = {"finding": "Fictional: shots", "citation": "Fictional", "obtained": "received", "sealed": ""}
    assert learning.ask("demo-deputy", f"{TALKS}/{mine.id}/dispute", **said).status_code == 303
    dossier = viewed(learning, "demo-deputy").dossier
    from forlik.portfolio.results.of_register import claims_on

    [claim] = claims_on(dossier, mine.id)
    assert dossier.labels(claim.id) == {sealed}


def test_whoever_was_let_out_loses_nothing_and_records_nothing_in_the_open(learning):
    before = recorded(learning)
    answer = record(learning, "demo-legal", sealed=label(learning))
    assert refusals(answer) == ["You can no longer seal it so: choose anew who may read it."]
    assert "no shot in May" in answer.content.decode()
    assert recorded(learning) == before


def test_an_earlier_day_is_shown_as_it_was_known_and_nothing_is_recorded_from_it(learning):
    text = learning.text("demo-owner", f"{TALKS}?as_of=2026-01-01")
    assert "No result is recorded that you may see." in flat(text)
    assert "/results/record" not in text


IATI = """<iati-activities version="2.03" generated-datetime="2024-06-30"><iati-activity default-currency="USD">
<iati-identifier>XM-A-1</iati-identifier><reporting-org ref="XM-A" type="10"><narrative>Fictional giver</narrative>
</reporting-org><title><narrative>Fictional schools</narrative></title><activity-status code="2"/>
<activity-date type="2" iso-date="2020-01-01"/><recipient-country code="SD"/><sector vocabulary="1" code="11220"/>
<result type="1"><title><narrative>Schools</narrative></title><indicator measure="1" ascending="1">
<title><narrative>Fictional classrooms</narrative></title><baseline year="2020" value="0"/>
<period><period-start iso-date="2020-01-01"/><period-end iso-date="2021-12-31"/><target value="40"/><actual value="30"/>
</period><period><period-start iso-date="2022-01-01"/><period-end iso-date="2022-12-31"/><target value="50"/></period>
</indicator></result></iati-activity></iati-activities>"""


def test_what_its_activities_publish_is_told_and_what_no_file_has_is_unknown(learning, tmp_path):
    from test_portfolio_page import put

    from forlik.core.settings import home
    from forlik.discover import source
    from forlik.register.concepts import Engagement
    from forlik.store.intake import take_in

    aid = Engagement(
        id="made-aid", title="Fictional aid", places=("SDN",), pillars=("development",), activities=("XM-A-1", "XM-A-2")
    )
    put(learning, "demo-owner", aid)
    assert "XM-A-1 unknown unknown unknown" in flat(learning.text("demo-owner", "/register/made-aid/results"))
    path = tmp_path / "a.xml"
    path.write_text(IATI)
    _, errors = take_in(home(), source("iati"), [path])
    assert errors == []
    text = learning.text("demo-owner", "/register/made-aid/results")
    assert "1 of 1 activities that should have results have published at least one." in section(text, "published")
    assert row(text, "Fictional schools").endswith("yes yes yes partly reached: 1 · no actual value: 1")
    assert "XM-A-2 unknown unknown unknown" in flat(text)
    assert "Of 1 nothing is known" in section(text, "published")


def test_the_file_leads_to_its_results(learning):
    assert f'<a href="{TALKS}">What came of it</a>' in learning.text("demo-legal", "/register/fiction-talks")


def test_what_is_secret_changes_nothing_for_a_colleague(django_db_blocker, tmp_path_factory):
    def look(learning):
        paths = (TALKS, RELIEF, EVERY, f"{EVERY}?pillar=peace", f"{TALKS}/record", f"{TALKS}/fiction-result/dispute")
        return {who: plain(learning, {path: learning.text(who, path) for path in paths}) for who in learning.ids}

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert whole["demo-guardian"] == bare["demo-guardian"]
    assert whole["demo-legal"] == bare["demo-legal"]
