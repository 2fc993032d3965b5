"""The compilation of Norway's engagements: the same as the list that is carried, but for what is said here."""

from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.norway_engagements import SOURCE
from forlik.store.shelf import check

pytestmark = pytest.mark.real
PAX_ONLY = {"PAX", "PAXUG"}


def rows(path: Path, part: str):
    file = RawFile(path.name, path)
    reading = SOURCE.read([file])
    check(SOURCE, reading, file.name)
    return reading.tables[f"norway_engagements__{part}"].to_pylist()


def carried(name: str) -> Path:
    return Path(str(resources.files("forlik.starter"))) / name


@pytest.fixture(scope="module")
def both(shared):
    lists = (
        rows(shared / "register" / "seed_engagements.json", "engagements"),
        rows(carried("engagements.csv"), "engagements"),
    )
    return [{(row["engagement_id"], row["country_iso3"]): row for row in one} for one in lists]


def differing(both, column: str) -> dict[str, tuple[object, object]]:
    theirs, ours = both
    return {key[0]: (row[column], ours[key][column]) for key, row in theirs.items() if row[column] != ours[key][column]}


def test_the_same_34_engagements_stand_in_the_same_places(both):
    theirs, ours = both
    assert len({name for name, _ in theirs}) == 34
    assert set(theirs) <= set(ours)
    # The compilation names Sudan only; the talks made South Sudan, so the carried list counts them in both.
    assert set(ours) - set(theirs) == {("NO-SDN-CPA", "SSD")}


def test_where_request_status_and_dates_differ_pax_alone_says_so_or_the_words_are_no_date(both):
    assert differing(both, "pillar") == {}
    assert differing(both, "requested") == {"NO-COL-EMC": ("undocumented", "documented")}
    assert differing(both, "status") == {"NO-COL-EMC": ("unknown", "ongoing"), "NO-UGA-LRA": ("unknown", "ended")}
    assert differing(both, "started") == {
        "NO-SDN-DAR": (None, "2006-05-05"),
        "NO-COL-ELN": (None, "2014"),
        "NO-COL-EMC": (None, "2023-10"),
        "NO-UGA-LRA": (None, "2008-02-19"),
    }
    assert differing(both, "ended") == {"NO-SDN-DAR": (None, "2006"), "NO-UGA-LRA": (None, "2008-02-29")}


def test_a_role_is_the_files_own_word_or_not_known(both):
    words = Counter(theirs for theirs, _ in differing(both, "role").values())
    assert words == {"not known": 11, "observer": 1, "facilitator": 1}


def test_nothing_rests_on_pax_alone_and_doubt_stays_visible(shared):
    facts = rows(shared / "register" / "seed_engagements.json", "facts")
    assert len(facts) == 307
    alone = [fact for fact in facts if set(fact["citations"].split()) <= PAX_ONLY]
    assert alone
    assert {(fact["value"], fact["dated"]) for fact in alone} == {(None, None)}
    assert {fact["basis"] for fact in alone} == {"link-only", "not-found"}
    bases = Counter(fact["basis"] for fact in facts)
    assert bases["not-found"] == 26
    assert sum(fact["confidence"] == "low" for fact in facts) == 32
    carried_facts = rows(carried("engagement_facts.csv"), "facts")
    not_found = [
        {fact["engagement_id"] for fact in one if (fact["field"], fact["basis"]) == ("request", "not-found")}
        for one in (facts, carried_facts)
    ]
    assert not_found[0] == not_found[1]
    assert len(not_found[0]) == 8


def test_the_tables_beside_it_are_refused_with_a_word(shared):
    for name, why in (("seed_facts.csv", "seed_engagements.json"), ("norway_in_pax_v10.csv", "forlik import pax")):
        path = shared / "register" / name
        with pytest.raises(BadInput, match=why):
            SOURCE.part_of(RawFile(path.name, path))
