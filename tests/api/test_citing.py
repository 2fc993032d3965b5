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


KINDS = {"dataset": ("misc", "DATA"), "report": ("report", "RPRT"), "document": ("misc", "GEN")}
"""Kind of an entry in CSL-JSON → what it is in BibTeX and in RIS."""


def read(text, form):
    """Entries as key, title, author and day, each empty where it is not known; a sign out of place is an error."""
    return {"bibtex": _bibtex, "ris": _ris, "csl-json": _csl}[form](text)


def _bibtex(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    assert library.comments == library.strings == library.preambles == []
    found = []
    for one in library.entries:
        said = {name: field.value for name, field in one.fields_dict.items()}
        assert one.entry_type in {"misc", "report"}
        assert re.fullmatch(r"[A-Za-z0-9_-]+", one.key)
        for name, value in said.items():
            plain = re.sub(r"\\(textbackslash|textasciitilde|textasciicircum)\{\}|\\[&%_#${}]", "", value)
            assert plain.count("{") == plain.count("}")
            assert name == "url" or not re.search(r"[&%#$~^\\]", plain), "a sign of TeX is active"
        bare = {
            name: re.sub(r"\\([&%_#$])", r"\1", said.get(name, "").strip("{}")) for name in ("title", "author", "date")
        }
        assert said.get("year", "") == bare["date"][:4], "a program that knows no date reads the year"
        if one.entry_type == "report":
            assert said["type"]
            assert said["institution"] == said["author"]
        found.append((one.key, *bare.values()))
    return found


def _ris(text):
    lines = text.splitlines()
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    assert [line[:2] for line in lines].count("TY") == [line[:2] for line in lines].count("ER")
    assert all(re.fullmatch(r"DA  - \d{4}/\d\d/\d\d/", line) for line in lines if line.startswith("DA"))
    found = []
    for one in rispy.loads(text):
        assert one["type_of_reference"] in {"DATA", "RPRT", "GEN"}
        assert "unknown_tag" not in one
        day = one.get("date", "").strip("/").replace("/", "-")
        assert one.get("year", "") == day[:4]
        found.append((one["id"], one.get("title", ""), *one.get("authors", [""]), day))
    return found


def _csl(text):
    found = []
    for one in json.loads(text):
        assert (
            set(one)
            == {
                "dataset": {"id", "type", "title", "author", "issued", "version", "URL", "note"},
                "report": {"id", "type", "title", "author", "issued", "genre", "note"},
                "document": {"id", "type", "note"},
            }[one["type"]]
        )
        day = ""
        if "issued" in one:
            [[year, month, number]] = one["issued"]["date-parts"]
            day = f"{year}-{month:02}-{number:02}"
        author = one["author"][0]["literal"] if "author" in one else ""
        found.append((one["id"], one.get("title", ""), author, day))
    return found


def of_kind(text, kind):
    """The entries of one kind, of an answer in CSL-JSON."""
    every = zip(json.loads(text), _csl(text), strict=True)
    return [entry for one, entry in every if one["type"] == kind]


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
    snapshots = of_kind(answers["csl-json"].content.decode(), "dataset")
    assert [(one["publisher"], one["known_at"][:10]) for one in said] == [(one[2], one[3]) for one in snapshots]
    keys = [one[0] for one in found["ris"]]
    lines = answers["text"].content.decode().splitlines()
    assert [one for one in lines if one in {each["text"] for each in said}] == [one["text"] for one in said]
    assert len(lines) == len(found["ris"])
    assert (len(lines) == len(said)) == ("/briefs/" not in path), "a brief itself is cited, and what its facts cite"
    assert len(set(keys)) == len(keys) or path == "/api/portfolio", "entries of one library are told apart"


def test_one_figure_is_cited_as_itself_by_route_and_verb(viewer, forlik):
    fields = {"country": "COL", "from": "2022", "to": "2022"}
    for form in FORMS:
        exit_code, out, _ = forlik(*FIGURE, "--cite", form)
        assert exit_code == 0
        assert out == viewer.get("/api/measures/active_conflicts", fields | {"cite": form}).content.decode()
    [(key, title, _, day)] = read(out, "csl-json")
    assert re.fullmatch(r"ucdp_acd_20240630_[0-9a-f]{8}_active_conflicts_COL_2022", key)
    assert re.search(r", Colombia, 2022: 2 .+\. In: UCDP", title)
    assert day == "2024-06-30", "when it was known, not the figure's year, and not today"


def test_the_day_that_is_asked_for_chooses_the_snapshot(forlik):
    ask = ("measure", "active_conflicts", "--country", "COL", "--from", "2021", "--to", "2021", "--cite", "csl-json")
    told = {day: json.loads(forlik(*ask, "--as-of", day)[1])[0] for day in ("2023-01-01", "2024-07-01")}
    assert told["2023-01-01"]["issued"]["date-parts"] == [[2022, 6, 30]]
    assert told["2024-07-01"]["issued"]["date-parts"] == [[2024, 6, 30]]


def test_several_rows_are_cited_by_their_sources(forlik):
    exit_code, out, _ = forlik("measure", "active_conflicts", "--country", "COL", "--cite", "bibtex")
    [(key, title, author, day)] = read(out, "bibtex")
    assert (exit_code, day) == (0, "2024-06-30")
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
        [(key, title, _, day)] = read(viewer.get(path, {"cite": form}).content.decode(), form)
        assert (title, day) == ("Countries and territories through time", str(of.day))
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
    cited = forlik(*ask, "csl-json")[1]
    kinds = [one["type"] for one in json.loads(cited)]
    assert kinds == ["report", *["dataset"] * told["sources"], *["document"] * told["publications"]]
    assert told["citations"].count("\n") + 1 == len(kinds)
    assert told["publications"]


def test_a_brief_stands_first_among_its_citations_as_a_report_of_its_day_and_house(forlik, monkeypatch):
    ask = ("brief", "country", "COL", "--as-of", "2024-07-01", "--language", "nb", "--cite")
    assert of_kind(forlik(*ask, "csl-json")[1], "report") == [
        ("brief_country-COL-2024-07-01_nb", "Colombia", "Forlik", "2024-07-01")
    ]
    assert forlik(*ask, "text")[1].splitlines()[0] == (
        "Forlik. Colombia. Landnotat, slik det var kjent 2024-07-01. Offentlig."
    )
    monkeypatch.setenv("FORLIK_PUBLIC_PUBLISHER", "The house & its keepers")
    [report] = [one for one in json.loads(forlik(*ask, "csl-json")[1]) if one["type"] == "report"]
    assert report["author"] == [{"literal": "The house & its keepers"}]
    assert read(forlik(*ask, "bibtex")[1], "bibtex")[0][2] == "The house & its keepers"


def test_what_facts_cite_is_cited_in_its_own_words_and_nothing_is_made_of_them(forlik, tmp_path):
    ask = ("brief", "country", "COL", "--as-of", "2024-07-01", "--cite")
    written = forlik(*ask, "text", "-o", str(tmp_path / "col.md"))[1].splitlines()
    found = [one for one in json.loads(forlik(*ask, "csl-json")[1]) if one["type"] == "document"]
    assert [one["note"] for one in found] == written[-len(found) :]
    sources = (tmp_path / "col.md").read_text("utf-8").split("## Sources")[1].replace("\\", "")
    assert found
    assert all(one["note"] in sources for one in found)


def test_a_brief_is_written_or_cited_or_the_verb_asks_which(forlik):
    exit_code, _, complaint = forlik("brief", "country", "COL")
    assert exit_code == 2
    assert "-o FILE.pdf" in complaint
