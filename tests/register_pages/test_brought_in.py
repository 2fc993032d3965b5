"""What a file brings in is told as that wherever it stands, opens no gate here, and is counted apart."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from learning import Learning
from optioning import CITED, OPTION, enter, propose, viewed
from test_exchange import empty, sent  # noqa: F401 - a fixture

from forlik.assess.ledger.ledger import brought_in, forecasts, ledger, made_here, nowcasts
from forlik.assess.options.gate import gate
from forlik.assess.options.record import decisions
from forlik.assess.options.record_report import override_report
from forlik.core.days import today

MADE_UP = "Fictional: Estovia/peace/facilitate/2024..2027"
PAGE = "/register/decide/fiction-option-facilitate"
THEN = date(2024, 6, 1)
MARK, CLOSED = "brought in from elsewhere", "opens nothing here"


@pytest.fixture
def elsewhere(learning, empty):  # noqa: F811
    """Another register, into which somebody brought everything that the owner exported."""
    from forlik.desk.register.importing import bring_in

    content, _ = sent(learning, "demo-owner", "/register/export?as=json")
    member = empty()
    found = bring_in(content, "f.json", member, datetime.now(UTC), dry=False)
    assert (found.wrong, found.done) == ((), True)
    return Learning({"member": member.id})


def test_where_it_was_made_nothing_is_marked(learning):
    for path in (PAGE, "/register/fiction-talks", "/register/decide/overrides", "/register/decide/expectations"):
        text = learning.text("demo-owner", path)
        assert MARK not in text, path
        assert "taken elsewhere" not in text
    assert not viewed(learning, "demo-owner").dossier.brought


def test_elsewhere_it_is_marked_wherever_it_is_shown(elsewhere):
    option, file, ledger_page, overrides = (
        elsewhere.text("member", path)
        for path in (PAGE, "/register/fiction-talks", "/register/decide/expectations", "/register/decide/overrides")
    )
    for section, following in (("gate", "evidence"), ("evidence", "requests"), ("decisions", "expectations")):
        part = option.partition(f'id="{section}"')[2].partition(f'id="{following}"')[0]
        assert MARK in part, section
    assert MARK in option.partition('id="expectations"')[2]
    assert MARK in file.partition("Decided on")[2]
    assert MARK in ledger_page
    assert "are in none of these figures" in ledger_page
    assert "taken elsewhere and brought in" in overrides
    assert "brought in by a file" in elsewhere.text("member", "/register/fiction-talks/history")
    expectation = ledger(viewed(elsewhere, "member").dossier)[0].record.id
    assert MARK in elsewhere.text("member", f"/register/decide/expectations/{expectation}")


def test_it_is_counted_apart_and_moves_no_figure(learning):
    here = viewed(learning, "demo-owner").dossier
    entries, report = ledger(here), override_report(here)
    assert report.decisions
    assert not report.brought
    assert made_here(entries) == entries
    assert forecasts(entries)


def test_elsewhere_nothing_of_it_is_a_figure_of_that_house(elsewhere):
    there = viewed(elsewhere, "member").dossier
    entries, report = ledger(there), override_report(there)
    assert (report.decisions, report.covered, report.agree_rate, report.reasons) == (0, 0, None, ())
    assert report.brought == len(decisions(there)) > 0
    assert made_here(entries) == ()
    assert forecasts(brought_in(entries))


def test_a_lifting_that_came_with_its_option_opens_nothing_until_it_is_lifted_here(learning, elsewhere):
    day = THEN
    there = gate(viewed(elsewhere, "member", day=day).dossier, MADE_UP)
    assert there.blocks
    [item] = [one for one in there.items if one.standing == "open"]
    assert item.lifted_elsewhere
    for path in (PAGE, f"{PAGE}/harm", f"{PAGE}/decision"):
        assert CLOSED in elsewhere.text("member", path), path
    now = gate(viewed(elsewhere, "member").dossier, MADE_UP)
    for red in next(one.rests_on for one in now.items if one.question == item.question):
        enter(elsewhere, "member", "fiction-option-facilitate", "harm_lifting", about=red, finding="Fictional: guarded")
    again = gate(viewed(elsewhere, "member").dossier, MADE_UP)
    [item] = [one for one in again.items if one.question == item.question]
    assert (item.standing, item.lifted_by) == ("lifted", elsewhere.ids["member"])


def test_where_it_was_lifted_the_same_gate_was_open(learning):
    assert not gate(viewed(learning, "demo-owner", day=THEN).dossier, MADE_UP).blocks


def filed(*records):
    """A file of records of one option."""
    grounds = {"reason": "a", "legal_basis": "b", "review_on": str(today() + timedelta(days=300))}
    made = []
    for id_, body in records:
        said = {"made_on": str(today()), "evidence": [{"citation": CITED}], **body}
        revision = {
            "n": 1, "recorded_at": "2026-01-01T00:00:00Z", "known_at": "2026-01-01T00:00:00Z", "who": "x", "body": said,
        }  # fmt: skip
        facet = {"facet": "staff", "label": "1", "grounds": grounds, "revisions": [revision]}
        made.append({"id": id_, "concept": "assessment", "file": "an-option", "facets": [facet]})
    whole = {"forlik_register": 1, "marking": "x", "as_known_on": None, "compartments": {}, "records": made}
    return json.dumps(whole).encode()


@pytest.mark.parametrize("author", ["another-house", "whoever brings it in"])
def test_no_name_in_the_file_makes_it_one_of_this_house(learning, author):
    from test_exchange import brought

    name = learning.ids["demo-relief"] if author == "whoever brings it in" else author
    answer = {"kind": "harm", "option": OPTION, "issue": "diversion", "answer": "red", "author": name, "finding": "x"}
    content = filed(
        ("an-option", {"kind": "option", "option": OPTION, "author": name, "finding": "Fictional: sit between"}),
        ("a-red", answer),
        ("a-lifting", {"kind": "harm_lifting", "about": "a-red", "author": name, "finding": "Fictional: all is well"}),
    )
    found = brought(learning, "demo-relief", content)
    assert (found.wrong, found.done) == ((), True)
    assert viewed(learning, "demo-relief").dossier.brought == {"an-option", "a-red", "a-lifting"}
    assert gate(viewed(learning, "demo-relief").dossier, OPTION).blocks
    assert CLOSED in learning.text("demo-relief", "/register/decide/an-option")


def test_what_was_expected_elsewhere_of_a_period_that_was_over_comes_in_with_its_option_and_is_scored_apart(learning):
    from django.utils import translation
    from test_exchange import brought

    told = {
        "resolves_on": str(today() + timedelta(days=1)), "measure": "deaths_state_based", "period": "2020",
        "relation": "at_least", "threshold": "1", "unit": "deaths",
    }  # fmt: skip
    sure = {"kind": "expectation", "option": OPTION, "score": 99, "finding": "Fictional: known", "author": "x"}
    sure |= {"expected": told, "place": "AFG"}
    option = ("an-option", {"kind": "option", "option": OPTION, "author": "x", "finding": "Fictional: sit between"})
    found = brought(learning, "demo-relief", filed(option, ("sure", sure)))
    assert (found.wrong, found.done) == ((), True)
    assert "2020 was over when it was expected" in " ".join(one.en for one in found.told)
    entries = ledger(viewed(learning, "demo-relief").dossier)
    assert [one.record.id for one in nowcasts(entries)] == ["sure"]
    assert "sure" not in {one.record.id for one in (*made_here(entries), *brought_in(entries))}
    here = propose(learning, "demo-relief", option="MLI/peace/watch/2027", ago=1)
    content = filed(("surer", {**sure, "option": "MLI/peace/watch/2027", "author": learning.ids["demo-relief"]}))
    with translation.override("nb"):
        again = brought(learning, "demo-relief", content.replace(b"an-option", here.encode()))
    assert not again.done, "for an option that is here it is refused"
    assert "løper eller skal komme" in " ".join(one.nb for one in again.wrong)


def test_a_file_cannot_say_that_it_is_none(learning):
    from test_exchange import brought

    for where in ("body", "revision", "facet", "record"):
        whole = json.loads(filed(("an-option", {"kind": "option", "option": OPTION, "author": "x", "finding": "y"})))
        record = whole["records"][0]
        facet = record["facets"][0]
        at = {
            "record": record,
            "facet": facet,
            "revision": facet["revisions"][0],
            "body": facet["revisions"][0]["body"],
        }
        at[where]["carried"] = False
        brought(learning, "demo-relief", json.dumps(whole).encode())
        seen = viewed(learning, "demo-relief").dossier
        assert "an-option" not in seen or "an-option" in seen.brought, where
