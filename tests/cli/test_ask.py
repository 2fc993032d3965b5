"""Asking: the shapes that others rely on, and the exit codes."""

import openpyxl
import pytest


def test_a_measure_has_the_promised_shape(forlik, acd):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2), (2021, 1, "100", 1)), "--published", "2022-06")
    answer = forlik("measure", "active_conflicts", "--country", "Colombia", "--from", 2020, "--to", 2022, "--json")
    assert answer.exit == 0
    assert list(answer.json)[:5] == ["measure", "unit", "grain", "as_of", "clock"]
    assert {"method", "rows", "sources"} <= set(answer.json)
    rows = answer.json["rows"]
    assert [(row["year"], row["value"], row["status"]) for row in rows] == [
        (2020, 1, "reported"),
        (2021, 1, "reported"),
        (2022, None, "unknown"),
    ]
    assert {"country", "country_iso3", "year", "month", "value", "low", "high", "status", "basis"} <= set(rows[0])
    assert rows[2]["reason"].endswith("speaks up to 2021")
    [source] = answer.json["sources"]
    assert source["number"] == rows[0]["basis"]
    assert source["known_at"] == "2022-06-30T23:59:59+00:00"


def test_the_world_does_not_count_a_conflict_twice(forlik, acd):
    forlik("import", "ucdp_acd", acd((1967, 1, "651, 666", 2), (1967, 2, "666", 1)))
    world = forlik("measure", "active_conflicts", "--country", "World", "--json").json["rows"]
    assert [(row["country"], row["country_iso3"], row["value"]) for row in world] == [("World", "WLD", 2)]
    everywhere = forlik("measure", "active_conflicts", "--json").json["rows"]
    counted = {row["country_iso3"]: row["value"] for row in everywhere}
    assert (counted["EGY"], counted["ISR"], counted["NOR"]) == (1, 2, 0)
    assert "WLD" not in counted, "the world is not one of the countries"
    assert "SSD" not in counted, "a state that did not exist is not zero"


def test_two_vintages_over_the_command_line(forlik, acd):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 1)), "--published", "2021-06-10")
    later = acd((2020, 1, "100", 1), (2020, 2, "100", 1), version="2")
    forlik("import", "ucdp_acd", later, "--published", "2022-06-10")
    ask = ("measure", "active_conflicts", "--country", "COL", "--json", "--as-of")
    before = forlik(*ask, "2021-06-09")
    assert (before.exit, before.json["rows"]) == (3, [])
    assert "not known on 2021-06-09" in before.err
    assert "2021-06-10" not in before.err + before.out, "nothing later is spoken of"
    assert [forlik(*ask, day).json["rows"][0]["value"] for day in ("2021-06-10", "2022-06-09", "2022-06-10")] == [
        1,
        1,
        2,
    ]


def test_a_country_has_the_promised_shape(forlik, acd):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    answer = forlik("country", "Kolombia", "--json", "--quiet")
    assert (answer.exit, answer.json["country"], answer.json["country_iso3"]) == (0, "Colombia", "COL")
    assert "“Kolombia” was taken for Colombia" in answer.err
    figures = {figure["measure"]: figure for figure in answer.json["figures"]}
    wanted = {"measure", "label", "value", "unit", "period", "status", "reason", "source", "known_at"}
    assert all(wanted <= set(figure) for figure in figures.values())
    active = figures["active_conflicts"]
    assert (active["value"], active["period"], active["source"]) == (1, "2020", "ucdp_acd")
    unknown = [figure for figure in figures.values() if figure["status"] == "unknown"]
    assert unknown
    assert all(figure["value"] is None and "forlik" in figure["reason"] for figure in unknown)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("country", "Korea"), 2, "Korea"),
        (("country", "Atlantis"), 2, "Atlantis"),
        (("measure", "active_conflict"), 2, "active_conflicts"),
        (("measure", "active_conflicts", "--from", "soon"), 2, "neither a year nor a month"),
        (("measure", "active_conflicts", "--as-of", "2020-02-30"), 2, "not a day"),
        (("measure", "active_conflicts", "--as-of", "2999-01-01"), 2, "future"),
        (("measure", "active_conflicts", "--clock", "both"), 2, "clock"),
        (("meassure",), 2, "did you mean “measure”"),
        (("import", "ucdp_adc", "x.csv"), 2, "ucdp_acd"),
        (("import", "ucdp_acd", "nowhere.csv"), 1, "no such file"),
        (("sync", "ucdp_acd", "--offline"), 6, "switched off"),
    ],
)
def test_a_wrong_question_gets_the_right_exit_code_and_says_what_to_do(forlik, monkeypatch, words, code, told):
    monkeypatch.setenv("FORLIK_OFFLINE", "0")
    answer = forlik(*words)
    assert answer.exit == code
    assert told in answer.err
    assert "Traceback" not in answer.err


def test_korea_names_its_candidates(forlik):
    told = forlik("country", "Korea").err
    assert "PRK" in told
    assert "KOR" in told


def test_a_measure_can_be_saved_with_its_sources(forlik, acd, tmp_path):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    saved = tmp_path / "out.xlsx"
    answer = forlik("measure", "active_conflicts", "--country", "COL", "--save", saved)
    assert answer.exit == 0
    book = openpyxl.load_workbook(saved)
    assert book.sheetnames == ["figures", "sources"]
    assert any("ucdp_acd" in str(cell.value) for row in book["sources"] for cell in row)
    assert forlik("measure", "active_conflicts", "--save", tmp_path / "out.docx").exit == 2


def test_reconstruction_says_that_it_is_none_of_what_was_known(forlik, acd):
    forlik("import", "ucdp_acd", acd((2019, 1, "100", 1), (2020, 1, "100", 1)), "--published", "2022")
    answer = forlik("measure", "active_conflicts", "--country", "COL", "--as-of", "2019-12-31", "--mode",
                    "reconstructed", "--json")  # fmt: skip
    assert [row["year"] for row in answer.json["rows"]] == [2019]
    assert "not what was known" in answer.json["remarks"][0]


def test_a_past_name_is_noted_and_a_present_one_is_not(forlik):
    asked = forlik("country", "North Yemen")
    assert "forlik: note: “North Yemen” was the name of Yemen until 1990-05-21" in asked.err
    assert "note" not in forlik("country", "Yemen").err


def test_where_no_file_would_help_none_is_asked_for(forlik):
    """UCDP has no code for Palestine: conflicts there are counted in Israel."""
    answer = forlik("measure", "active_conflicts", "--country", "Palestine")
    assert answer.exit == 3
    assert "the sources count Palestine under Israel" in answer.err
    assert "forlik import" not in answer.err


def test_a_place_nobody_heard_of_is_told_what_is_understood(forlik):
    answer = forlik("country", "Atlantis")
    assert (answer.exit, "names in six languages and ISO codes are understood" in answer.err) == (2, True)


def test_options_of_every_verb_may_stand_before_the_verb(forlik, acd):
    forlik("import", "ucdp_acd", acd((2020, 1, "100", 2)))
    before = forlik("--json", "--quiet", "measure", "active_conflicts", "--country", "COL")
    assert before.json == forlik("measure", "active_conflicts", "--country", "COL", "--json", "--quiet").json
    assert forlik("--nothing", "measure").exit == 2


def test_a_remedy_is_given_only_where_another_file_could_help(forlik, acd):
    forlik("import", "ucdp_acd", acd((2009, 1, "100", 2), (2020, 1, "100", 2)))
    ask = ("measure", "active_conflicts", "--country")
    gone = forlik(*ask, "South Sudan", "--from", "2009", "--to", "2010")
    assert (gone.exit, "did not exist" in gone.err, "→" in gone.err) == (3, True, False)
    later = forlik(*ask, "COL", "--from", "2021", "--to", "2022")
    assert (later.exit, "→ `forlik import` or `forlik sync` one of: ucdp_acd" in later.err) == (3, True)
    apart = forlik("measure", "years_since_conflict", "--country", "World")
    assert (apart.exit, "it is not added up over countries" in apart.err, "→" in apart.err) == (3, True, False)
