"""The worked example: a real agreement's deadlines, foreseen from its signing, and what moves when it starts late."""

import html
import re
from datetime import date
from itertools import pairwise

import pytest

from forlik.register.concepts import Act, Actor, Assessment, Commitment, Engagement, Process, Text
from forlik.register.facets import OPEN
from forlik.register.placing import lacking, place
from forlik.register.promises.days import Span
from forlik.register.promises.due import due
from forlik.register.promises.example import PREFIX, SIGNED, stated, worked_example
from forlik.register.promises.projection import Wait, project
from forlik.register.promises.state import standings
from forlik.register.promises.ties import cycle

D = date.fromisoformat
ON = Span.on
SIGNING_DAY = D(SIGNED)
RECORDS = worked_example()
CLAUSES = [one for one in RECORDS if isinstance(one, Commitment)]

FROM_THE_SIGNING = {
    # reckoned on paper from 12 September 2018: the transition is to begin on 12 May 2019 and to end on 12 May 2022
    "1-1-2-pre": "2018-09-12",
    "2-1-5": "2018-09-15",
    "1-4-7": "2018-09-26",
    "2-1-11": "2018-09-26",
    "7-1": "2018-09-27",
    "1-18-1-1": "2018-10-03",
    "1-18-6": "2018-10-10",
    "2-2-2": "2018-10-12",
    "1-18-7": "2018-11-09",
    "1-15-17-3": "2018-11-11",
    "1-18-1-2": "2018-12-11",
    "1-15-12": "2018-12-25",
    "2-5-4-1": "2019-01-10",
    "2-5-4-2": "2019-02-09",
    "2-5-4-3": "2019-03-11",
    "1-20-1": "2019-03-12",
    "1-1-2-start": "2019-05-12",
    "1-1-4": "2019-05-12",
    "1-20-2-law": "2019-05-12",
    "1-18-8": "2019-05-12",
    "3-2-1": "2019-06-12",
    "4-3-1-1": "2019-06-12",
    "5-2-1-3": "2019-07-12",
    "4-12-1": "2019-08-12",
    "5-2-1-2-law": "2019-08-12",
    "5-2-1-4": "2019-08-27",
    "1-18-1-3": "2019-09-12",
    "5-2-1-2-work": "2019-09-12",
    "6-3": "2019-11-12",
    "3-2-6": "2019-12-12",
    "3-2-8": "2020-03-12",
    "4-8-2-1-2": "2020-11-12",
    "6-4": "2021-05-12",
    "6-11": "2021-07-12",
    "1-20-5": "2021-07-12",
    "2-4-11": "2021-11-12",
    "5-2-2-5": "2022-02-12",
    "1-1-5": "2022-03-13",
    "1-1-2-end": "2022-05-12",
}


@pytest.fixture(scope="module")
def known(seen):
    """The example as seen on a day, with what else is recorded."""
    return lambda day, *more: seen(D(day), *RECORDS, *more)


def of(projections, clause):
    return projections[PREFIX + clause]


def test_at_least_forty_clauses_each_with_its_article_evidence_and_obligor():
    assert len(CLAUSES) >= 70
    assert sum(1 for _, said in stated().values() if said[0].isdigit()) >= 40
    actors = {one.id for one in RECORDS if isinstance(one, Actor)}
    for one in CLAUSES:
        assert one.article
        assert one.evidence[0].citation.endswith(f"article {one.article}")
        assert "PA-X" not in one.evidence[0].citation
        assert one.obligors
        assert set(one.obligors) <= actors
        assert one.due.wording
    assert {actor for one in CLAUSES for actor in one.obligors} | {PREFIX + "rjmec"} == actors


def test_all_of_it_is_open_complete_and_real():
    ids = [one.id for one in RECORDS]
    assert len(set(ids)) == len(ids)
    for one in RECORDS:
        assert list(place(one)) == [OPEN]
        assert lacking(one) == ()
        assert one.evidence
        assert not getattr(one, "fictional", False)
        assert all(evidence.basis != "fictional" for evidence in one.evidence)
    kinds = {type(one) for one in RECORDS}
    assert kinds == {Process, Text, Actor, Commitment, Act}
    assert not kinds & {Assessment, Engagement}


def test_the_clauses_form_a_graph_of_events_and_of_one_another_without_a_ring(known):
    anchors = {one.due.act or one.due.commitment for one in CLAUSES}
    assert {"signing", "pretransition_begins", "transition_begins"} <= anchors
    promises = {one.id for one in CLAUSES}
    hanging = [one for one in CLAUSES if one.due.commitment]
    assert len(hanging) >= 15
    assert all(one.due.commitment in promises for one in hanging)
    for one in CLAUSES:
        assert cycle(CLAUSES, one) is None
    longest = max((project(known(SIGNED)).chain(one.id) for one in CLAUSES), key=len)
    assert len(longest) >= 3


def test_the_whole_agreement_as_foreseen_on_the_day_it_was_signed(known):
    found = project(known(SIGNED))
    expected = {PREFIX + clause: ON(D(day)) for clause, day in FROM_THE_SIGNING.items()}
    assert {id_: found[id_].planned for id_ in expected} == expected
    assert {id_: found[id_].projected for id_ in expected} == expected
    without = [id_ for id_, one in found.items() if one.projected is None]
    assert without == [PREFIX + "7-10"]
    assert found[without[0]].waits_on.on == "condition"
    assert of(found, "6-3").waits_on == Wait("act", ("transition_begins",))
    assert of(found, "1-18-1-1").waits_on is None


def test_nothing_is_met_without_an_assessment(known):
    for day in (SIGNED, "2019-05-12", "2020-03-01", "2024-01-01"):
        found = project(known(day))
        assert all(one.actual is None for one in found.values())
        states = {one.state for one in standings(found).values()}
        assert states <= {"waiting", "running", "overdue"}


def test_while_the_transition_has_not_begun_its_deadlines_are_pushed_from_day_to_day(known):
    before, late = project(known("2019-05-12")), project(known("2019-11-12"))
    assert of(before, "6-3").projected == ON(D("2019-11-12"))
    assert of(late, "6-3").projected == ON(D("2020-05-12"))
    assert of(late, "6-3").planned == ON(D("2019-11-12"))
    assert of(late, "1-1-5").projected == ON(D("2022-09-13"))
    # what hangs on the signing does not move, but is overdue
    assert of(late, "1-18-1-1").projected == ON(D("2018-10-03"))
    assert standings(late)[PREFIX + "1-18-1-1"].state == "overdue"


def test_what_moves_when_the_transition_begins_late_and_what_does_not(known):
    found = project(known("2020-03-01"))
    # Only the month is cited: February 2020, so every day that hangs on it is known to the month.
    assert of(found, "6-3").anchor == Span.stated("2020-02")
    assert of(found, "6-3").projected == Span(D("2020-08-01"), D("2020-08-29"))
    assert of(found, "1-1-2-end").projected == Span(D("2023-02-01"), D("2023-02-28"))
    assert of(found, "1-1-5").projected == Span(D("2022-12-03"), D("2022-12-30"))
    assert of(found, "6-11").projected == Span(D("2022-04-01"), D("2022-04-29"))
    assert of(found, "4-12-1").slip == 291
    moved = {id_ for id_, one in found.items() if one.slip}
    on_transition = {one.id for one in CLAUSES if one.due.act == "transition_begins"}
    assert on_transition <= moved
    for one in CLAUSES:
        if one.due.act == "signing":
            assert one.id not in moved
    # the government's formation is promised with the transition; until somebody says it is formed, what hangs waits
    assert of(found, "5-2-1-2-law").waits_on == Wait("promise", (PREFIX + "1-1-4",))


def test_an_assessment_that_the_government_is_formed_sets_the_truth_commission_going(known, judged):
    formed = judged("formed", PREFIX + "1-1-4", "met", "2020-02-20")
    found = project(known("2020-03-01", formed))
    assert of(found, "1-1-4").actual == D("2020-02-20")
    assert of(found, "5-2-1-2-law").projected == ON(D("2020-05-20"))
    assert of(found, "5-2-1-2-work").projected == ON(D("2020-06-20"))
    assert of(found, "5-2-1-3").projected == ON(D("2020-04-20"))
    assert found.chain(PREFIX + "5-2-1-2-work") == (PREFIX + "5-2-1-2-law", PREFIX + "1-1-4")
    assert [one.state for one in standings(found).values()].count("met") == 1


def test_job_2_what_falls_due_within_30_days_by_whom_anchored_on_what(known):
    rows = due(known("2018-09-20"), D("2018-09-20"), 30)
    assert all(one.by and one.anchored for one in rows)
    assert [(one.day.earliest.isoformat(), one.record.removeprefix(PREFIX)) for one in rows if one.days_left > 0] == [
        ("2018-09-26", "1-15-1"), ("2018-09-26", "1-4-7"), ("2018-09-26", "2-1-11"), ("2018-09-27", "7-1"),
        ("2018-10-03", "1-18-1-1"), ("2018-10-10", "1-18-6"), ("2018-10-12", "2-2-2"), ("2018-10-12", "2-4-9"),
        ("2018-10-12", "2-5-3"),
    ]  # fmt: skip
    (bill,) = (one for one in rows if one.record.endswith("1-18-1-1"))
    assert bill.by == ("National Constitutional Amendment Committee (NCAC)",)
    assert bill.anchored == "21 days after signing"
    assert not any(one.sealed for one in rows)


# Against the text itself, which stays where it is: read, and never carried.

NUMBERS = {
    "1": "one|first|a", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight",
    "9": "nine", "12": "twelve", "14": "fourteen", "15": "fifteen", "18": "eighteen", "21": "twenty-one",
    "24": "twenty-four", "30": "thirty", "36": "thirty-six", "60": "sixty", "72": "seventy-two", "90": "ninety",
    "120": "one hundred twenty", "150": "one hundred and fifty", "180": "one hundred and eighty",
}  # fmt: skip


@pytest.fixture(scope="module")
def articles(shared):
    path = shared / "pax" / "texts" / "pax_2112.html"
    if not path.exists():
        pytest.skip("the text of the agreement is not in the folder of real files")
    text = html.unescape(re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8")))
    body = text[
        text.rindex("REVITALISED TRANSITIONAL GOVERNMENT OF NATIONAL UNITY") : text.rindex("Done in Addis Ababa")
    ]
    headings = list(re.finditer(r"^[ \t\xa0]*(\d+(?:\.\d+)+)\.?", body, flags=re.MULTILINE))
    found = {}
    for heading, following in pairwise([*headings, None]):
        end = following.start() if following else len(body)
        found.setdefault(heading.group(1), " ".join(body[heading.end() : end].split()).casefold())
    return found


def says(article, said):
    """Whether an article holds a number with its unit, in figures or words, or the words."""
    number, _, unit = said.partition(" ")
    if number not in NUMBERS:
        return said.casefold() in article
    written = rf"(?:{NUMBERS[number]}|\(?{number}\)?)"
    return re.search(rf"(?<![\w-]){written}[^.;:]{{0,16}}?\b{unit.rstrip('s')}s?\b", article) is not None


@pytest.mark.real
@pytest.mark.parametrize("clause", [one.id for one in CLAUSES])
def test_the_article_of_a_clause_exists_and_holds_its_number_and_unit(articles, clause):
    article, said = stated()[clause]
    assert article in articles
    assert says(articles[article], said), articles[article]


@pytest.mark.real
def test_a_wrong_number_or_article_would_be_noticed(articles):
    """Every clause with its number raised by one, or read in the next article, is refused but for chance."""
    wrong = beside = 0
    for article, said in stated().values():
        number, _, unit = said.partition(" ")
        if number not in NUMBERS:
            continue
        raised = str(int(number) + 1)
        wrong += raised in NUMBERS and says(articles[article], f"{raised} {unit}")
        order = list(articles)
        beside += says(articles[order[order.index(article) + 1]], said)
    assert wrong == 0
    assert beside == 2


@pytest.mark.real
def test_our_words_are_not_the_agreements(articles):
    """No six words on end of a promise or its wording stand in its article."""
    for one in CLAUSES:
        its = re.sub(r"[^\w\s-]|\(\d+\)", " ", articles[one.article]).split()
        runs = {tuple(its[at : at + 6]) for at in range(len(its))}
        for ours in (one.promise, one.due.wording):
            words = re.sub(r"[^\w\s-]", " ", ours.casefold()).split()
            copied = [words[at : at + 6] for at in range(len(words) - 5) if tuple(words[at : at + 6]) in runs]
            assert not copied, (one.article, copied)


@pytest.mark.real
def test_the_signing_is_the_day_of_the_text_and_of_the_dataset_cited(shared):
    table = (shared / "ucdp" / "ucdp-peace-agreements-221.csv").read_text(encoding="utf-8-sig")
    (row,) = (line for line in table.splitlines() if line.startswith("1625,"))
    assert SIGNED in row
    (text,) = (one for one in RECORDS if isinstance(one, Text))
    assert text.signed == SIGNED
