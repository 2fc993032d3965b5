"""The portfolio of the register: countries, regions, the World; promises of rights; cost; aid in its activities."""

import re

import pytest
from optioning import CITED, viewed
from worlds import in_both, plain, without_secrets

CORE = {
    "title": "Fictional core support",
    "places": ("World",),
    "pillars": ("rights",),
    "modes": ("core_contribution",),
}


def put(learning, who, *records):
    from forlik.desk.records.together import record_together
    from forlik.desk.register.writing import changes
    from forlik.register.facets import OPEN

    for one in records:
        seen = viewed(learning, who)
        file = getattr(one, "engagement", None) or one.id
        made = changes(seen, one, file=file, secret="", grounds=("a test", "none"), floor=OPEN)
        record_together(made, seen.person, seen.now)


def row(text, name):
    """What stands in the row of a place, cell by cell."""
    [found] = re.findall(rf"<tr><th scope=\"row\">(?:<a [^>]*>)?{re.escape(name)}<.*?</tr>", text, re.DOTALL)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", found, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in cells]


@pytest.fixture
def wide(learning):
    from forlik.register.concepts import Commitment, Engagement
    from forlik.register.concepts.commitment import Due

    ids = learning.ids
    core = Engagement(id="made-core", owner=ids["demo-owner"], **CORE)
    horn = Engagement(id="made-horn", title="Fictional horn", places=("1027",), pillars=("development",))
    review = Commitment(
        id="made-review", kind="rights_recommendation", engagement="made-core", ours=True,
        promise="Fictional: ratify", due=Due(condition="Fictional: next review"), evidence=[{"citation": CITED}],
    )  # fmt: skip
    put(learning, "demo-owner", core, horn, review)
    return learning


def test_the_world_and_regions_stand_beside_countries_with_what_is_promised_there(wide):
    text = wide.text("demo-owner", "/register/portfolio")
    peace, relief, development, rights = row(text, "the World")
    assert (peace, relief, development) == ("–", "–", "–")
    assert "1 engagement" in rights
    assert "Human-rights recommendation: 1" in rights
    assert row(text, "Eastern Africa (regional)")[2].startswith("1 engagement")
    assert row(text, "All places, each record once")[3].count("Human-rights recommendation: 1") == 1


def test_each_place_leads_to_what_is_engaged_there_in_all_four_pillars(wide):
    text = wide.text("demo-owner", "/register/place/World")
    assert "Fictional core support" in text
    assert "What it cost" in text
    assert "What the sources say of it" not in text, "the World has no page of a country"


def test_what_an_engagement_names_as_its_aid_is_unknown_and_not_nothing_where_no_file_has_it(learning):
    from forlik.register.concepts import Engagement

    aid = Engagement(
        id="made-aid", title="Fictional aid", places=("COL",), pillars=("development",), activities=("XM-A-1",)
    )
    put(learning, "demo-owner", aid)
    text = " ".join(learning.text("demo-owner", "/register/place/COL").split())
    assert "XM-A-1" in text
    assert "no file that was known on the day has it" in text
    assert "0 USD" not in text


def test_what_is_secret_changes_nothing_for_a_colleague(django_db_blocker, tmp_path_factory):
    def look(learning):
        return {who: plain(learning, {"p": learning.text(who, "/register/portfolio")}) for who in learning.ids}

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert whole["demo-guardian"] == bare["demo-guardian"]
