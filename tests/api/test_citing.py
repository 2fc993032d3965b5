"""What is cited is read by the programs that it is for, says the same in every form, and bears the snapshot's day."""

import json
import re

import bibtexparser
import pytest
import rispy

from forlik.cli import main
from forlik.places.edition import edition

FIGURE = ("measure", "active_conflicts", "--country", "COL", "--from", "2022", "--to", "2022")
ROUTES = [
    "/api/measures",
    "/api/measures/active_conflicts",
    "/api/countries/COL",
    "/api/portfolio",
    "/api/portfolio/COL/peace/2022",
    "/api/places/COL",
    "/api/sources/ucdp_acd",
    "/api/engagements/no-talks",
    "/api/briefs/country/COL",
]
FORMS = ("text", "bibtex", "ris", "csl-json")


def read(text, form):
    """Entries as key, title, author and year; a sign out of place is an error."""
    return {"bibtex": _bibtex, "ris": _ris, "csl-json": _csl}[form](text)


def _bibtex(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert library.comments == library.strings == library.preambles == []
    found = []
    for one in library.entries:
        said = {name: field.value for name, field in one.fields_dict.items()}
        assert one.entry_type == "misc"
        assert re.fullmatch(r"[A-Za-z0-9_-]+", one.key)
        for name, value in said.items():
            plain = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[&%_#${}]", "", value)
            assert plain.count("{") == plain.count("}")
            assert name == "url" or not re.search(r"[&%#$~^\\]", plain), "a sign of TeX is active"
        bare = {name: re.sub(r"\\([&%_#$])", r"\1", said[name].strip("{}")) for name in ("title", "author")}
        found.append((one.key, bare["title"], bare["author"], said["year"]))
    return found


def _ris(text):
    lines = text.splitlines()
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert [line[:2] for line in lines].count("TY") == [line[:2] for line in lines].count("ER")
    found = rispy.loads(text)
    assert all(one["type_of_reference"] == "DATA" and "unknown_tag" not in one for one in found)
    return [(one["id"], one["title"], one["authors"][0], one["year"]) for one in found]


def _csl(text):
    found = []
    for one in json.loads(text):
        assert set(one) == {"id", "type", "title", "author", "issued", "version", "URL", "note"}
        assert one["type"] == "dataset"
        [[year, month, day]] = one["issued"]["date-parts"]
        assert 1 <= month <= 12
        assert 1 <= day <= 31
        found.append((one["id"], one["title"], one["author"][0]["literal"], str(year)))
    return found


@pytest.fixture
def forlik(desk_home, capsys):  # noqa: ARG001 - every verb asks that store
    """Run a verb; what it printed and its exit code."""

    def run(*words):
        with pytest.raises(SystemExit) as ended:
            main([*words, "--quiet"])
        shown = capsys.readouterr()
        return ended.value.code or 0, shown.out, shown.err

    return run


@pytest.mark.parametrize("path", ROUTES)
def test_every_answer_is_cited_alike_in_every_form(viewer, path):
    said = json.loads(viewer.get(path, {"as_of": "2024-07-01"}).content)["citations"]
    answers = {form: viewer.get(path, {"as_of": "2024-07-01", "cite": form}) for form in FORMS}
    assert {one.status_code for one in answers.values()} == {200}
    found = {form: read(answers[form].content.decode(), form) for form in FORMS[1:]}
    assert found["bibtex"] == found["ris"] == found["csl-json"]
    assert [(one["publisher"], one["known_at"][:4]) for one in said] == [(one[2], one[3]) for one in found["ris"]]
    keys = [one[0] for one in found["ris"]]
    assert answers["text"].content.decode().splitlines() == [one["text"] for one in said]
    assert len(set(keys)) == len(keys) or path == "/api/portfolio", "entries of one library are told apart"


def test_one_figure_is_cited_as_itself_by_route_and_verb(viewer, forlik):
    fields = {"country": "COL", "from": "2022", "to": "2022"}
    for form in FORMS:
        exit_code, out, _ = forlik(*FIGURE, "--cite", form)
        assert exit_code == 0
        assert out == viewer.get("/api/measures/active_conflicts", fields | {"cite": form}).content.decode()
    [(key, title, _, year)] = read(out, "csl-json")
    assert re.fullmatch(r"ucdp_acd_20240630_[0-9a-f]{8}_active_conflicts_COL_2022", key)
    assert re.search(r", Colombia, 2022: 2 .+\. In: UCDP", title)
    assert year == "2024", "when it was known, not the figure's year, and not today"


def test_the_day_that_is_asked_for_chooses_the_snapshot(forlik):
    ask = ("measure", "active_conflicts", "--country", "COL", "--from", "2021", "--to", "2021", "--cite", "csl-json")
    told = {day: json.loads(forlik(*ask, "--as-of", day)[1])[0] for day in ("2023-01-01", "2024-07-01")}
    assert told["2023-01-01"]["issued"]["date-parts"] == [[2022, 6, 30]]
    assert told["2024-07-01"]["issued"]["date-parts"] == [[2024, 6, 30]]


def test_several_rows_are_cited_by_their_sources(forlik):
    exit_code, out, _ = forlik("measure", "active_conflicts", "--country", "COL", "--cite", "bibtex")
    [(key, title, author, year)] = read(out, "bibtex")
    assert (exit_code, year) == (0, "2024")
    assert title == "UCDP/PRIO Armed Conflict Dataset"
    assert "Uppsala" in author
    assert re.fullmatch(r"ucdp_acd_20240630_[0-9a-f]{8}", key)


def test_what_is_unknown_is_not_cited(viewer, forlik):
    exit_code, out, complaint = forlik(*FIGURE[:-3], "2024", "--to", "2024", "--cite", "text")
    assert (exit_code, out) == (3, "")
    assert "speaks up to 2023" in complaint
    fields = {"country": "COL", "from": "2024", "to": "2024", "cite": "text"}
    answer = viewer.get("/api/measures/active_conflicts", fields)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert viewer.get("/api/briefs", {"cite": "ris"}).status_code == 404, "a list of briefs stands on no snapshot"
    said = json.loads(viewer.get("/api/countries/COL", {"cite": "apa"}).content)
    assert (said["status"], said["remedy"]) == (400, "one of text, bibtex, ris, csl-json, prov")


@pytest.mark.parametrize("path", ["/api/places/COL", "/api/places"])
def test_the_table_of_places_is_cited_by_its_own_day_whoever_asks(viewer, path):
    of = edition()
    told = [json.loads(viewer.get(path, asked).content) for asked in ({}, {"as_of": "2020-01-01"})]
    for one in told:
        [said] = one["citations"]
        assert (said["known_at"][:10], said["edition"], said["sha256"]) == (str(of.day), str(of.day), of.sha256)
        assert str(of.day) in said["text"]
        assert of.sha256[:16] in said["text"]
    for form in ("bibtex", "ris", "csl-json"):
        [(key, title, _, year)] = read(viewer.get(path, {"cite": form}).content.decode(), form)
        assert (title, year) == ("Countries and territories through time", str(of.day.year))
        assert key == f"forlik_{of.day:%Y%m%d}_{of.sha256[:8]}"
    assert str(of.day) in viewer.get(path, {"cite": "text"}).content.decode()
    assert of.sha256 in viewer.get(path, {"cite": "prov"}).content.decode()


def test_a_brief_is_cited_as_its_page_is_with_or_without_a_file(viewer, forlik, tmp_path):
    ask = ("brief", "country", "COL", "--as-of", "2024-07-01", "--cite")
    pages = {"bibtex": "bib", "ris": "ris", "csl-json": "json", "text": "txt"}
    for form, ending in pages.items():
        exit_code, out, _ = forlik(*ask, form)
        assert exit_code == 0
        assert out == viewer.get("/api/briefs/country/COL", {"as_of": "2024-07-01", "cite": form}).content.decode()
        page = viewer.get(f"/briefs/cite.{ending}", {"as_of": "2024-07-01", "country": "COL"}).content.decode()
        if form != "text":
            assert set(read(page, form)) == set(read(out, form))
    file = tmp_path / "col.md"
    assert forlik(*ask, "ris", "-o", str(file))[:2] == (0, forlik(*ask, "ris")[1])
    assert file.read_text(encoding="utf-8").startswith("# Colombia")
    told = json.loads(forlik(*ask, "text", "--json")[1])
    assert told["file"] is None
    # Snapshots alone are cited so; publications that facts cite stand among the sources of the file.
    assert told["citations"].count("\n") + 1 == len(json.loads(forlik(*ask, "csl-json")[1])) == told["sources"]
    assert told["publications"]
    exit_code, _, complaint = forlik("brief", "country", "COL")
    assert exit_code == 2
    assert "-o FILE.pdf" in complaint
