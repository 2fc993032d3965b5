"""One page answers what we have engaged in at a place, in four pillars, and what it cost: aid, promises, flags too."""

import html
import re
import sys
from pathlib import Path

import pytest
from filling import fields_of, record, wrong_of
from optioning import CITED, viewed

sys.path.insert(0, str(Path(__file__).parents[1] / "portfolio"))
from made_up import activity, bring, transaction

OWNER = "demo-owner"
PEACE = '<sector vocabulary="1" code="15220"/>'
RELIEF = '<sector vocabulary="1" code="72010"/>'
NO_PILLAR = '<sector vocabulary="99" code="x"/>'
COUNTRY = '<recipient-country code="CO"/>'
REGION = '<recipient-region code="1027"/>'
WIDE = '<recipient-region code="998"/>'
PAGE = "/register/place/{}"


def put(learning, *records):
    from forlik.desk.records.together import record_together
    from forlik.desk.register.writing import changes
    from forlik.register.facets import OPEN

    for one in records:
        seen = viewed(learning, OWNER)
        file = getattr(one, "engagement", None) or one.id
        record_together(
            changes(seen, one, file=file, secret="", grounds=("a test", "none"), floor=OPEN), seen.person, seen.now
        )


@pytest.fixture
def money(learning, tmp_path):
    """Aid for Colombia, one region and no country at all; half a year of it is still running."""
    from forlik.core.settings import home

    def take(*inside):
        bring(home(), tmp_path, "aid", "2024-06-30", *inside)

    take(
        activity("XM-A-1", transaction("1000", day="2023-02-01"), sectors=PEACE, places=COUNTRY),
        activity("XM-A-2", transaction("250", day="2023-02-01"), sectors=RELIEF, places=COUNTRY),
        activity("XM-A-3", transaction("750", day="2023-02-01"), sectors=NO_PILLAR, places=COUNTRY),
        activity("XM-A-4", transaction("9", day="2024-02-01"), sectors=PEACE, places=COUNTRY),
        activity("XM-A-5", transaction("400", day="2023-02-01"), sectors=PEACE, places=REGION),
        activity("XM-A-6", transaction("80", day="2023-02-01"), sectors=RELIEF, places=WIDE),
    )
    return learning


@pytest.fixture
def engaged(money):
    from forlik.register.concepts import Assessment, Commitment, Engagement
    from forlik.register.concepts.commitment import Due

    ids = money.ids
    cost = ({"year": 2023, "amount": "500", "currency": "NOK"},)
    put(
        money,
        Engagement(
            id="made-talks", title="Fictional talks", places=("COL",), pillars=("peace", "humanitarian"),
            owner=ids[OWNER], start="2023", end="2023", costs=cost, activities=("XM-A-1", "XM-A-2", "XM-Z-9"),
        ),
        Engagement(id="made-horn", title="Fictional horn", places=("1027",), pillars=("peace",), start="2023"),
        Engagement(id="made-core", title="Fictional core", places=("World",), pillars=("rights",), start="2023"),
        Commitment(
            id="made-review", kind="rights_recommendation", engagement="made-talks", ours=True,
            promise="Fictional: ratify", due=Due(condition="Fictional: next review"), evidence=[{"citation": CITED}],
        ),
        Assessment(
            id="made-result", kind="result", about="made-talks", engagement="made-talks", made_on="2024-01-01",
            author=ids[OWNER], finding="Fictional: the guns were silent", evidence=[{"citation": CITED}],
            achieved={"rung": "violence_paused"},
        ),
    )  # fmt: skip
    return money


def rows(text):
    """Pillar → what its cells say, of the table of all four."""
    [table] = re.findall(r"<table[^>]*>(?=(?:(?!</table>).)*Published aid).*?</table>", text, re.DOTALL)[:1]
    found = {}
    for row in re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", table, re.DOTALL):
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        name, *said = (" ".join(html.unescape(re.sub(r"<[^>]+>", " ", one)).split()) for one in cells)
        found[name] = said
    return found


def test_engagements_promises_cost_results_and_aid_of_a_country_stand_by_pillar(engaged):
    text = engaged.text(OWNER, PAGE.format("COL"))
    found = rows(text)
    assert list(found) == [
        *("Peace and reconciliation", "Humanitarian", "Development", "Human rights and democracy", "No pillar"),
        "All together, each once",
    ]
    assert found["Peace and reconciliation"] == ["1 0 running", "–", "500 NOK", "1", "1 000 USD"]
    assert found["Humanitarian"] == ["1 0 running", "–", "500 NOK", "1", "250 USD"]
    assert found["Development"] == ["–", "–", "–", "–", "–"], "nothing published is unknown, and never 0"
    assert found["Human rights and democracy"][1] == "Human-rights recommendation: 1"
    assert found["No pillar"][-1] == "750 USD"
    assert found["All together, each once"][0] == "1 0 running", "an engagement in two pillars counts once"
    assert found["All together, each once"][2:] == ["500 NOK", "1", "2 000 USD"]
    assert "Published aid 2023" in text, "2024 was not over when it was published"


def test_the_coverage_and_the_levels_of_published_aid_are_said_and_each_sum_opens(engaged):
    text = engaged.text(OWNER, PAGE.format("COL"))
    # 1 250 of 2 000 dollars have a pillar.
    assert "Coverage of the published aid: 62.50 %." in text
    assert "Counted here: level 1." in text
    assert 'href="/portfolio?country=COL"' in text
    for path, sum_ in (("COL/peace/2023", "1 000"), ("COL/all/2023", "2 000")):
        assert f'href="/portfolio/{path}"' in text
        assert sum_ in engaged.text(OWNER, f"/portfolio/{path}").replace("\u202f", " ").replace("\xa0", " ")


def test_a_region_and_the_world_have_the_same_page(engaged):
    horn = engaged.text(OWNER, PAGE.format("1027"))
    assert rows(horn)["Peace and reconciliation"] == ["1 0 running", "–", "unknown", "–", "400 USD"]
    assert 'href="/portfolio/region-1027/peace/2023"' in horn
    wide = engaged.text(OWNER, PAGE.format("World"))
    assert rows(wide)["Humanitarian"][-1] == "80 USD"
    assert "developing countries (unspecified)" in wide
    assert "country=" not in wide


def test_where_no_file_is_held_published_aid_is_unknown_with_why(learning):
    text = learning.text(OWNER, PAGE.format("SDN"))
    assert {row[-1] for row in rows(text).values()} == {"–"}
    assert "Published aid: no rows" in " ".join(text.split())


def test_a_place_that_was_made_up_is_of_no_source_and_has_its_kept_flag(learning):
    text = learning.text(OWNER, PAGE.format("Fictional: Marenia"))
    assert "Fictional: relief, and no development" in text
    assert "everybody’s money" not in text
    assert "/register/flags?place=" not in text
    assert 'href="/register/flags?place=COL"' in learning.text(OWNER, PAGE.format("COL"))


def test_results_that_are_recorded_stand_there_with_the_way_to_all_of_them(engaged):
    text = engaged.text(OWNER, PAGE.format("COL"))
    assert "Fictional: the guns were silent" in text
    assert "/register/results?place=COL" in text


def test_an_engagement_shows_what_is_published_of_its_activities(engaged):
    text = " ".join(engaged.text(OWNER, "/register/made-talks").replace("\u202f", " ").replace("\xa0", " ").split())
    assert "1 250 USD" in text
    assert "2 activities counted; 1 of which no amount is known" in text
    assert "no file that was known on the day has it" in text


CHANGE = "/register/fiction-talks/change/fiction-talks"


def test_identifiers_are_written_one_a_line(learning):
    form = fields_of(learning.ask(OWNER, CHANGE)) | {"activities": " GB-1-105854-103 \r\n\r\nXM-DAC-1-2\r\n"}
    answer = learning.ask(OWNER, CHANGE, **form)
    assert answer.status_code == 303, wrong_of(answer)
    assert record(learning, OWNER, "fiction-talks")["activities"] == ["GB-1-105854-103", "XM-DAC-1-2"]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("GB-1-105854\r\nhttps://d-portal.org/x", "“https://d-portal.org/x” is a web address"),
        ("GB-1-105854, GB-1-2", "write one a line"),
        ("schools", "“schools” is no identifier"),
        ("x-" * 101, "longer than 200 letters"),
    ],
)
def test_what_is_no_identifier_is_refused_at_its_field_and_nothing_is_lost(learning, written, why):
    form = fields_of(learning.ask(OWNER, CHANGE)) | {"activities": written}
    answer = learning.ask(OWNER, CHANGE, **form)
    assert answer.status_code == 422
    assert why in wrong_of(answer)
    assert "Its aid activities" in wrong_of(answer)
    assert fields_of(answer)["activities"] == [written]
    assert "activities" not in record(learning, OWNER, "fiction-talks")
