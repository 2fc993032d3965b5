"""Norway's engagements: the list carried with Forlik is what is read."""

import csv
from importlib import resources
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.norway_engagements import SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"


def file(name):
    return RawFile(name, FIXTURES / name)


def saved(folder, content, encoding="utf-8"):
    path = folder / "copy.csv"
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return RawFile("copy.csv", path)


def read(raw):
    reading = SOURCE.read([raw])
    check(SOURCE, reading, raw.name)
    return reading


CARRIED = resources.files("forlik.starter") / "engagements.csv"
HEAD = "id,title,publisher,date,url,licence_note,compiled"


def carried(part, name):
    raw = RawFile(name, Path(str(resources.files("forlik.starter") / name)))
    assert SOURCE.part_of(raw) == part
    [table] = read(raw).tables.values()
    with raw.path.open(encoding="utf-8", newline="") as lines:
        assert table.num_rows == len(list(csv.DictReader(lines)))
    return table.to_pylist()


def test_every_fact_carried_is_about_a_listed_engagement_and_cites_sources_that_are_there():
    sources = {row["citation_id"] for row in carried("citations", "engagement_citations.csv")}
    listed = {
        row["engagement_id"]
        for row in read(RawFile("engagements.csv", Path(str(CARRIED))))
        .tables["norway_engagements__engagements"]
        .to_pylist()
    }
    facts = carried("facts", "engagement_facts.csv")
    assert {row["engagement_id"] for row in facts} == listed
    cited = {name for row in facts for name in (row["citations"] or "").split()}
    assert cited == sources
    assert all(row["citations"] for row in facts if row["verified"] == "yes"), "what is verified has a source"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html;x", "//elsewhere.example", "file:///etc/passwd"]
)
def test_only_a_web_address_may_become_a_link(tmp_path, url):
    with pytest.raises(BadInput, match="not a web address") as caught:
        SOURCE.read([saved(tmp_path, f"{HEAD}\nA,Title,Somebody,2020,{url},facts only,2024-01-02\n")])
    assert (caught.value.line, caught.value.field) == (2, "url")


def test_a_source_without_an_address_is_read_all_the_same(tmp_path):
    raw = saved(tmp_path, f"{HEAD}\nA,Title,Somebody,,,facts only,2024-01-02\n")
    [row] = read(raw).tables["norway_engagements__citations"].to_pylist()
    assert (row["url"], row["dated"]) == (None, None)


def test_every_engagement_carried_is_read_with_its_places():
    raw = RawFile("engagements.csv", Path(str(CARRIED)))
    assert SOURCE.part_of(raw) == "all"
    reading = read(raw)
    rows = reading.tables["norway_engagements__engagements"].to_pylist()
    with raw.path.open(encoding="utf-8", newline="") as lines:
        listed = list(csv.DictReader(lines))
    assert reading.rows == len(listed) == len({row["engagement_id"] for row in rows})
    assert len(rows) == sum(len(one["places"].split()) for one in listed)
    oslo = [row for row in rows if row["engagement_id"] == "NO-ISRPSE"]
    assert {row["country_iso3"] for row in oslo} == {"ISR", "PSE"}
    assert {row["start_year"] for row in oslo} == {1992}
    assert {row["end_year"] for row in oslo} == {None}, "an unknown end stays unknown"


def test_a_made_up_list_is_read_and_a_strange_date_refused(tmp_path):
    raw = file("norway_engagements.csv")
    assert read(raw).tables["norway_engagements__engagements"]["start_year"].to_pylist() == [2001]
    with pytest.raises(BadInput, match="spring 2001") as caught:
        SOURCE.read([saved(tmp_path, raw.path.read_text().replace("2001-05", "spring 2001"))])
    assert caught.value.line == 2
