"""Agreements like this one: from one's own file, on what was brought in, as known on the day; nothing leaks."""

import subprocess
import sys

import pytest
from agreements import ROWS, conflicts, pax
from worlds import in_both, plain, without_secrets

from forlik.desk import worlds as desk_worlds

HERE = "/register/fiction-talks/alike"
CHOSEN = f"{HERE}?stage=ceasefire&country=SSD&conflict_type=government"


def bring_in(folder, published="2020-01-01"):
    """Import the made-up files into this process's store, as somebody at the machine does."""
    for name, content in (("pax", pax()), ("ucdp_acd", conflicts())):
        file = folder / f"{name}.csv"
        file.write_text(content, encoding="utf-8")
        command = [sys.executable, "-m", "forlik.cli", "import", name, str(file), "--published", published]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.fixture
def filled(learning, tmp_path):
    bring_in(tmp_path)
    return learning


def places(text, *titles):
    """Where titles stand in a page; -1 where they do not."""
    return [text.find(one) for one in titles]


def test_without_a_table_it_is_said_how_to_bring_one_in(learning):
    text = learning.text("demo-owner", HERE)
    assert "No table of peace agreements was known on this day" in text
    assert "forlik import pax" in text


def test_the_nearest_come_first_with_why_and_what_followed(filled):
    text = filled.text("demo-owner", CHOSEN)
    river, extension, far, valley = places(text, *(row[0].split("<")[0] for row in ROWS.values()))
    assert 0 < river < far
    assert 0 < extension < far < valley
    first = text[river : text.find("</li>", river)]
    assert "kind of text (ceasefire)" in first
    assert "country (South Sudan)" in first
    assert "not known of it:" in first, "nobody says what it covers"
    assert "within 1 year: fighting in every year" in first
    assert "within 2 years: not known" in first or "within 2 years: fighting went on, then ended" in first
    assert "Constitution &lt;b&gt;of&lt;/b&gt; the valley" in text
    assert "The table has 4 agreements" in text
    assert "PA-X has terms of its own" in text
    assert "PA-X Peace Agreements Database" in text, "it is cited"
    assert "A Person" not in text, "persons who signed stay behind"


def test_what_the_series_does_not_cover_is_not_taken_for_peace(filled):
    text = filled.text("demo-owner", CHOSEN)
    valley = text[text.find("Constitution") : text.find("</ol>")]
    assert "within 1 year: not known; within 2 years: not known; within 5 years: not known" in valley
    assert "1 not known" in text


def test_the_case_is_taken_from_the_file_and_the_reader_may_choose(filled):
    own = filled.text("demo-owner", HERE)
    compared = own[own.find('id="compared"') : own.find("<details")]
    assert "two" in compared, "two parties have a role in the process"
    chosen = filled.text("demo-owner", f"{HERE}?parties=-&level=local&covers_amnesty=1&country=XXX&stage=%3Cb%3E")
    compared = chosen[chosen.find('id="compared"') : chosen.find("<details")]
    assert "within a state" not in compared
    assert "local" in compared
    assert "amnesty" in compared
    assert "XXX" not in compared
    assert "&lt;b&gt;" not in compared


def test_a_table_published_later_is_not_known_before(learning, tmp_path):
    bring_in(tmp_path, published="2026-02-01")
    early = learning.text("demo-owner", f"{CHOSEN}&as_of=2026-01-31")
    assert "No table of peace agreements was known on this day" in early
    assert "Ceasefire by the river" in learning.text("demo-owner", f"{CHOSEN}&as_of=2026-02-01")


def test_a_hidden_file_has_no_such_page(filled):
    from forlik.core.errors import NoData

    for id_ in ("fiction-clerk", "nothing-at-all"):
        with pytest.raises(NoData, match="There is no such record, or none that you may see"):
            filled.text("demo-legal", f"/register/{id_}/alike")


def test_in_two_worlds_whoever_may_not_see_gets_the_same(django_db_blocker, tmp_path_factory, tmp_path):
    paths = (HERE, CHOSEN, "/register/fiction-relief/alike")

    def look(learning):
        bring_in(tmp_path)
        desk_worlds._kept.cache_clear()
        return {who: plain(learning, {path: learning.text(who, path) for path in paths}) for who in learning.ids}

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert "Ceasefire by the river" in whole["demo-legal"][CHOSEN]
    for who in ("demo-legal", "demo-guardian"):
        assert whole[who] == bare[who], who
    assert whole["demo-relief"][HERE] == bare["demo-relief"][HERE]


def test_what_is_taken_from_sealed_records_is_logged(filled):
    from forlik.desk.records.models import Facet

    before = len(filled.log("read"))
    filled.text("demo-owner", HERE)
    [row] = filled.log("read")[before:]
    sealed = set(Facet.objects.filter(record="fiction-front", name="secret").values_list("pk", flat=True))
    assert sealed
    assert sealed <= set(row.facets.split()), "the parties were taken from it"
    filled.text("demo-legal", HERE)
    assert len(filled.log("read")) == before + 1, "nothing sealed was shown"
