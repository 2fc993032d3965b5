"""A sum over several files names each of them, in its note, in every form, in its provenance and in its citations."""

import json
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pypdf
import pytest

sys.path.append(str(Path(__file__).parent.parent / "portfolio"))
sys.path.append(str(Path(__file__).parent.parent / "api"))

from made_up import activity, bring, transaction
from prov_read import figures, graph, sources
from register_briefs import row

from forlik import proven as answers
from forlik.briefs.checking import checked
from forlik.briefs.citing import cite_brief
from forlik.briefs.country import country_brief
from forlik.briefs.document import Series, Value
from forlik.briefs.engagement import engagement_brief
from forlik.briefs.notes import Notes
from forlik.briefs.proven import proven
from forlik.briefs.references import found_again
from forlik.briefs.writing import written
from forlik.portfolio.overview import overview
from forlik.portfolio.overview.exported import shape
from forlik.register.dossier import dossier
from forlik.world import world

DAY = date(2026, 11, 1)
PEACE = '<sector vocabulary="1" code="15220"/>'
PARTS = {"one": "10", "two": "40.4", "three": "50", "four": "60"}
"""File → what it says was paid out for peace in Colombia in 2023."""


def brief_of(home, folder, *names):
    """A country brief whose money of 2023 stands in some files, each of a publisher and a day of its own."""
    for turn, name in enumerate(names):
        paid = transaction(PARTS[name], day="2023-06-30")
        work = activity(f"A-{name}", paid, who=f"XM-{turn}", sectors=PEACE)
        bring(home, folder, name, f"2024-02-0{turn + 1}", work)

    @cache
    def on(day):
        return world(str(day), home=home)

    return country_brief(on(DAY), "COL"), on


def money(document):
    """The total of peace in 2023, as the brief has it."""
    values = [one for line in document.lines() for one in line if isinstance(one, Value)]
    return next(one for one in values if one.address.startswith("/portfolio/COL/peace/2023?"))


def names_of(bases):
    return [one.part.rpartition("/")[2] for one in bases]


def test_a_total_of_two_files_names_both_in_its_note_the_newest_first(home, tmp_path):
    document, on = brief_of(home, tmp_path, "one", "two")
    notes, total = Notes(document), money(document)
    assert names_of(total.figure.bases) == ["two", "one"]
    first, second = (notes.sources.index(one) + 1 for one in total.figure.bases)
    digests = [one.short_sha256 for one in total.figure.bases]
    note = notes.every[notes.number(total) - 1]
    assert note.text.endswith(
        f"[{first}], known 2024-02-02, sha256 {digests[0]}; [{second}], known 2024-02-01, sha256 {digests[1]}"
    )
    assert note.short.endswith(f"[{first}]; [{second}]")
    assert found_again(on, total.address) == replace(total.figure, label="peace")
    assert [one for one in checked(written(document, "md").decode(), on, "b.md") if not one.same] == []


@pytest.mark.parametrize(("names", "numbered"), [(("one", "two", "three"), 3), (tuple(PARTS), 1)])
def test_of_many_files_the_note_counts_them_and_names_the_newest_and_the_citations_have_them_all(
    home, tmp_path, names, numbered
):
    document, _ = brief_of(home, tmp_path, *names)
    notes, total = Notes(document), money(document)
    note = notes.every[notes.number(total) - 1].text
    assert ("4 files, the newest [" in note) == (numbered == 1)
    assert note.count("sha256") == numbered
    aid = {one.sha256 for one in total.figure.bases}
    assert len(aid) == len(names)
    assert sum(one.sha256 in aid for one in notes.sources) == numbered
    assert aid <= {one.sha256 for one in notes.files}
    cited = json.loads(cite_brief(document, "csl-json"))
    assert len([one for one in cited if one.get("type") == "dataset"]) == len(notes.files)
    assert all(any(one.sha256[:8] in each["id"] for each in cited) for one in total.figure.bases)
    norwegian = Notes(replace(document, language="nb"))
    assert ("4 filer, den nyeste [" in norwegian.every[norwegian.number(total) - 1].text) == (numbered == 1)


def test_a_course_is_noted_with_all_the_files_of_its_years(home, tmp_path):
    for turn, year in enumerate((2021, 2022), 1):
        paid = transaction(10 * turn, day=f"{year}-06-30")
        bring(
            home, tmp_path, f"f{turn}", f"2024-02-0{turn}", activity(f"A-{turn}", paid, who=f"XM-{turn}", sectors=PEACE)
        )
    document = country_brief(world(str(DAY), home=home), "COL")
    [course] = [
        one for line in document.lines() for one in line if isinstance(one, Series) and "pillar=peace" in one.address
    ]
    notes = Notes(document)
    assert notes.every[notes.number(course) - 1].text.count("sha256") == 2


def test_the_provenance_of_brief_and_answer_derives_the_total_from_both_files(home, tmp_path):
    document, on = brief_of(home, tmp_path, "one", "two")
    found = overview(on(DAY), place="COL")
    body = shape(found)
    assert names_of(found.bases) == ["one", "two"]
    for told in (graph(proven(document)), graph(answers.answer(body, found.bases))):
        snapshots = {
            name: one["dct:identifier"] for name, one in told["entity"].items() if name.startswith("snapshot:")
        }
        [name] = [
            name
            for name, one in figures(told).items()
            if one["term:measure"] == "portfolio"
            and one["term:period"] == "2023"
            and one["prov:label"].lower().partition(",")[0] in {"peace and reconciliation", "paid"}
            and "all" not in one["prov:label"]
        ]
        assert {snapshots[one] for one in sources(told, name)} == {f"urn:sha256:{one.sha256}" for one in found.bases}


def test_the_sum_of_an_engagements_activities_names_the_files_of_all_of_them(home, tmp_path):
    bring(home, tmp_path, "a", "2022-01-10", activity("A-1", transaction(10, day="2020-06-30")))
    bring(home, tmp_path, "b", "2022-01-11", activity("B-1", transaction(5, day="2020-06-30"), who="XM-B"))
    named = row("e", "engagement", title="E", activities=["A-1", "B-1"])
    brief = engagement_brief(world(str(DAY), home=home), dossier([named], DAY).case("e"), full=True)
    values = [one.figure for line in brief.lines() for one in line if isinstance(one, Value)]
    assert [(int(one.value), names_of(one.bases)) for one in values] == [(10, ["a"]), (5, ["b"]), (15, ["b", "a"])]


@pytest.mark.parametrize("name", ["publishers", "aid_usd", "pillar_coverage_percent", "peace_percent"])
def test_a_flags_figure_names_the_files_that_it_rests_on(home, tmp_path, name):
    _, on = brief_of(home, tmp_path, *PARTS)
    found = found_again(on, f"/portfolio?country=COL&year=2023&as_of={DAY}#{name}")
    assert names_of(found.bases) == ["four", "three", "two", "one"]


def test_with_many_files_the_brief_still_has_two_pages(home, tmp_path):
    for turn in range(12):
        paid = [transaction(100 + turn, day=f"{year}-06-30") for year in range(2014, 2024)]
        bring(
            home,
            tmp_path,
            f"f{turn}",
            f"2024-02-{turn + 1:02}",
            activity(f"A-{turn}", *paid, who=f"XM-{turn}", sectors=PEACE),
        )
    document = country_brief(world(str(DAY), home=home), "COL")
    assert "12 files, the newest [" in written(document, "md").decode().replace("\\", "")
    path = tmp_path / "b.pdf"
    path.write_bytes(written(document, "pdf"))
    assert len(pypdf.PdfReader(path).pages) <= 2
