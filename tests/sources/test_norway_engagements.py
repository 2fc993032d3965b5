"""Norway's engagements: the list carried with Forlik is what is read."""

import csv
import json
import shutil
from collections import Counter
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.norway_engagements import SOURCE
from forlik.standing import Standing
from forlik.store import catalogue
from forlik.store.intake import take_in
from forlik.store.shelf import check
from forlik.store.unpack import is_of

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


COMPILED = "norway_engagements.json"
TABLES = ("engagements", "facts", "citations")
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


def compiled(part):
    return read(file(COMPILED)).tables[f"norway_engagements__{part}"].to_pylist()


def changed(folder, *path, to):
    """The made-up compilation with one value changed, or one field more."""
    whole = json.loads(file(COMPILED).path.read_text(encoding="utf-8"))
    place = whole
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return saved(folder, json.dumps(whole))


def test_the_compilation_is_a_version_of_the_facts_and_every_row_met_is_kept_or_counted():
    assert SOURCE.part_of(file(COMPILED)) == "facts"
    reading = read(file(COMPILED))
    facts = reading.tables["norway_engagements__facts"]
    assert reading.rows == facts.num_rows + sum(reading.ignored.values()) == 19
    assert sorted(reading.ignored.values()) == [1, 1]
    assert reading.edition == "2021", "the newest source that carries a fact; PA-X carries none"
    assert facts["fact"].to_pylist() == list(range(1, 18))


def test_an_engagement_of_the_compilation_repeats_verified_facts_for_each_of_its_places():
    rows = {(row["engagement_id"], row["country_iso3"]): row for row in compiled("engagements")}
    assert list(rows) == [("NO-MADEUP", "ERI"), ("NO-MADEUP", "ETH"), ("NO-LINKED", "PSE")]
    told = ("title", "role", "requested", "status", "status_year", "start_year", "end_year", "newest_source_on")
    assert [rows["NO-MADEUP", "ETH"][name] for name in told] == [
        "Eritrea / Ethiopia: A made-up war", "facilitator", "documented", "ongoing", 2019, 2006, None, "2021",
    ]  # fmt: skip
    assert [rows["NO-LINKED", "PSE"][name] for name in told] == [
        "Hebron (Palestine)", "not known", "undocumented", "unknown", None, None, None, "2020",
    ]  # fmt: skip


def test_what_rests_on_pax_alone_is_a_link_and_what_was_not_found_or_is_unsure_stays_visible():
    facts = compiled("facts")
    said = [(row["engagement_id"], row["field"], row["value"], row["dated"], row["basis"]) for row in facts]
    assert said[:5] == [
        ("NO-MADEUP", "start", "2006 (ministry)", "2006", "verified-page"),
        ("NO-MADEUP", "start", "2007 (archive)", "2007", "verified-page"),
        ("NO-MADEUP", "end", None, None, "not-found"),
        ("NO-MADEUP", "status", "active in May 2019", None, "verified-page"),
        ("NO-MADEUP", "request", "At the request of both parties", None, "verified-page"),
    ]
    assert ("NO-MADEUP", "outcome", None, None, "not-found") in said
    assert said.count(("NO-MADEUP", "role", None, None, "link-only")) == 1, "told once a field"
    assert ("NO-MADEUP", "agreement", "Accord (UCDP 12): witness", "2008-02-03", "verified-dataset") in said
    assert ("NO-MADEUP", "agreement", "2009-04/05: Draft", None, "verified-page") in said
    assert ("NO-LINKED", "start", None, None, "link-only") in said
    assert ("NO-LINKED", "request", None, None, "not-found") in said
    assert ("NO-LINKED", "end", "2016", "2016", "background") in said
    assert "PA-X tells" not in str(facts)
    [role] = [row for row in facts if row["field"] == "role" and row["verified"] == "yes"]
    assert (role["confidence"], role["citations"]) == ("low", "MIN PAX"), "the source that carries the fact comes first"
    assert [row["citations"] for row in facts if row["basis"] == "background" and row["verified"] == "yes"] == []


def test_a_shortened_address_is_no_link_and_background_has_no_page():
    rows = {row["citation_id"]: row for row in compiled("citations")}
    assert rows["OLD"]["url"] is None
    assert "no whole address" in rows["OLD"]["terms"]
    assert rows["PAX"]["terms"].startswith("link only")
    assert (rows["BG"]["publisher"], rows["BG"]["url"], rows["BG"]["terms"]) == ("Forlik", None, "unverified")


@pytest.mark.parametrize(
    ("path", "to", "what", "field"),
    [
        (("engagements", 0, "colour"), "red", "the field is unknown", "file.engagements[0].colour"),
        (("engagements", 0, "start", "colour"), "red", "the field is unknown", "file.engagements[0].start.colour"),
        (("engagements", 0, "start", "src"), ["NOBODY"], "not among the sources", "file.engagements[0].start.src"),
        (("engagements", 0, "start", "src"), [], "needs a source", "file.engagements[0].start.src"),
        (("engagements", 0, "start", "conf"), "sure", "“sure” is not one of", "file.engagements[0].start.conf"),
        (("engagements", 0, "place"), "Eritrea / Nowhere", "“Nowhere” is not a place", "file.engagements[0].place"),
        (("engagements", 0, "status", "value"), "paused", "begins with none of", "file.engagements[0].status"),
        (("sources", "MIN", "kind"), "leak", "“leak” is not one of", "file.sources.MIN.kind"),
        (("sources", "MIN", "url"), "javascript:alert(1)", "not a web address", "file.sources.MIN.url"),
        (("engagements",), [], "there is no engagement", "file.engagements"),
        (("more",), [], "the field is unknown", "file.more"),
    ],
)
def test_a_compilation_laid_out_otherwise_is_refused_by_field(tmp_path, path, to, what, field):
    with pytest.raises(BadInput, match=what.replace("[", r"\[")) as caught:
        SOURCE.read([changed(tmp_path, *path, to=to)])
    assert caught.value.field == field


def test_the_tables_beside_the_compilation_are_refused_with_a_word_and_a_folder_gives_the_compilation(tmp_path):
    facts, pax = tmp_path / "seed_facts.csv", tmp_path / "norway_in_pax.csv"
    facts.write_text("engagement,place,field,value,basis,confidence,citations\nNO-A,Chad,start,1,x,low,c\n")
    pax.write_text("pax_agt_id,pax_process_id,role_words_in_field\n1,2,witness\n")
    for path, why in ((facts, "import seed_engagements.json"), (pax, "forlik import pax")):
        with pytest.raises(BadInput, match=why):
            SOURCE.part_of(RawFile(path.name, path))
    whole = Path(shutil.copy(file(COMPILED).path, tmp_path / "seed_engagements.json"))
    assert [path.name for path in sorted(tmp_path.iterdir()) if is_of(SOURCE, path)] == [whole.name]


def everything(folder, *, day):
    """What stands on a day, table by table; a table's rows by key stand once at most."""
    then = Standing(day, home=folder, catalogue=catalogue.load(folder))
    found = {}
    for name in TABLES:
        full = f"norway_engagements__{name}"
        rows = then.rows(full).to_pyarrow().to_pylist()
        assert max(Counter(tuple(row[column] for column in SOURCE.schemas[full].key) for row in rows).values()) == 1
        found[name] = rows
    return found


def test_the_list_judged_by_hand_stands_before_the_compilation_whichever_was_taken_in_first(home, tmp_path):
    days = [datetime(2026, 12, day, 12, tzinfo=UTC) for day in (1, 2)]
    listed = file("norway_engagements.csv").path.read_text(encoding="utf-8")
    # The carried list has the compilation's first engagement under the same name and places.
    carried_list = tmp_path / "engagements.csv"
    carried_list.write_text(listed.replace(",COL,", ",ERI ETH,"), encoding="utf-8")
    header = "engagement,field,value_en,value_nb,date,basis,confidence,citations,verified"
    facts = tmp_path / "facts.csv"
    row = "NO-MADEUP,role,Facilitator {},,,verified-page,high,MIN,yes"
    facts.write_text("\n".join([header, *(row.format(number) for number in range(20)), ""]), encoding="utf-8")
    sources = saved(tmp_path, f"{HEAD}\nMIN,Title,Somebody,2020,,facts only,2024-01-02\n").path
    carried, compiled = [carried_list, facts, sources], [file(COMPILED).path]
    for number, order in enumerate(((carried, compiled), (compiled, carried))):
        store = home / str(number)
        for paths, day in zip(order, days, strict=True):
            _, errors = take_in(store, SOURCE, paths, at=day)
            assert errors == []
        both = everything(store, day=days[1].date())
        assert len(both["facts"]) == 20, "none of the compilation's facts stands beside them"
        assert {row["engagement_id"] for row in both["engagements"]} == {"NO-MADEUP"}
    alone = everything(home / "1", day=days[0].date())
    assert {row["engagement_id"] for row in alone["engagements"]} == {"NO-MADEUP", "NO-LINKED"}
    assert (len(alone["engagements"]), len(alone["facts"]), len(alone["citations"])) == (3, 17, 5)
