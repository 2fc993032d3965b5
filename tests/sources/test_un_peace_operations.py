"""UN peace operations: the list and the contributions as the UN's hub lays them out, and what is refused."""

import csv
from datetime import date
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.places import resolve_column
from forlik.sources.un_peace_operations import GIVEN, LIST, SOURCE
from forlik.store.shelf import check

ROOT = Path(__file__).resolve().parents[2]
CARRIED = ROOT / "src" / "forlik" / "starter" / "peace_operations.csv"
PLACES = ROOT / "src" / "forlik" / "sources" / "peace_operation_places.csv"
HEAD = (
    "id,mission_acronym,mission_name,lead_department,mission_isactive,start_date,end_date,mission_location,"
    "mission_longitude,mission_latitude,last_update\n"
)
ROWS = (
    '1,UNMISS,A mission,DPO,Yes,2011-07-08,,Juba,"31,6000","4,8500",2024-02-19\n'
    '2,UNMIH,"""Another of the mission",DPO,NO,1993-09-01,1996-06-01,Port-au-Prince,"-72,3","18,5",2024-02-19\n'
    "3,UNEF,Both forces,DPO,No,1956-11-01,1979-07-01,Gaza,,,2024-02-19\n"
    "4,UNSMA,A mission without days,DPPA,No,,,Kabul,,,2024-02-19\n"
)
GIVERS = (
    "contribution_id,contributing_country,isocode3,m49_code,mission_acronym,personnel_type,female_personnel,"
    "male_personnel,last_reporting_date\n"
    "1,Norway,NOR,578,UNMISS,Staff Officer,2,12,2020-05-31\n"
    "2,Ethiopia,ETH,231,UNISFA,troops,40,360,2020-05-31\n"
    "3,Norway,NOR,578,UNMISS,individual_police,3,9,2020-06-30\n"
    "4,Norway,NOR,578,UNOWAS,experts_on_mission,0,1,2020-06-30\n"
)


def written(folder, content):
    path = folder / "x.csv"
    path.write_text(content, encoding="utf-8")
    return RawFile("x.csv", path)


def read(folder, content):
    file = written(folder, content)
    reading = SOURCE.read([file])
    check(SOURCE, reading, file.name)
    return reading


def carried():
    reading = SOURCE.read([RawFile(CARRIED.name, CARRIED)])
    check(SOURCE, reading, CARRIED.name)
    return reading


def test_an_operation_has_its_country_its_kind_and_the_years_it_is_known_for(tmp_path):
    assert SOURCE.part_of(written(tmp_path, HEAD + ROWS)) == "operations"
    reading = read(tmp_path, HEAD + ROWS)
    rows = {(row["acronym"], row["country_iso3"]): row for row in reading.tables[LIST].to_pylist()}
    south = rows["UNMISS", "SSD"]
    assert (south["started_on"], south["ended_on"], south["active"]) == (date(2011, 7, 8), None, True)
    assert (south["start_year"], south["last_year"]) == (2011, 2024), "it went on when the list was made, no longer"
    assert rows["UNMIH", "HTI"]["last_year"] == 1996
    assert rows["UNMIH", "HTI"]["name"] == "Another of the mission", "without the quotation mark that nothing closes"
    assert rows["UNSMA", "AFG"]["kind"] == "special political mission"
    assert (rows["UNSMA", "AFG"]["start_year"], rows["UNSMA", "AFG"]["last_year"]) == (None, None)
    assert (reading.published, reading.edition) == ("2024-02-19", "2024-02-19")


def test_a_mandate_that_runs_out_later_says_nothing_of_the_time_after_the_list(tmp_path):
    rows = read(tmp_path, HEAD + ROWS.replace("2011-07-08,,", "2011-07-08,2027-04-30,")).tables[LIST].to_pylist()
    [south] = [row for row in rows if row["acronym"] == "UNMISS"]
    assert (south["ended_on"], south["last_year"]) == (date(2027, 4, 30), 2024)


def test_a_row_that_repeats_others_says_which(tmp_path):
    rows = read(tmp_path, HEAD + ROWS).tables[LIST].to_pylist()
    assert {row["repeats"] for row in rows if row["acronym"] == "UNEF"} == {"UNEF I;UNEF II"}
    assert {row["repeats"] for row in rows if row["acronym"] != "UNEF"} == {None}


def test_an_operation_nobody_has_coded_is_told_and_never_guessed(tmp_path):
    reading = read(tmp_path, HEAD + ROWS.replace("UNMISS", "UNNEW"))
    assert reading.ignored == {"no country is coded for UNNEW": 1}
    assert reading.remarks == ("of no country, and so on no country's page: no country is coded for UNNEW",)
    assert "UNNEW" not in {row["acronym"] for row in reading.tables[LIST].to_pylist()}


def test_contributions_stand_by_month_type_and_country_of_the_mission(tmp_path):
    assert SOURCE.part_of(written(tmp_path, GIVERS)) == "contributions"
    reading = read(tmp_path, GIVERS)
    rows = reading.tables[GIVEN].to_pylist()
    told = [(row["contribution_no"], row["country_iso3"], row["contributor_iso3"], row["personnel"]) for row in rows]
    assert told == [(1, "SSD", "NOR", 14), (2, "SDN", "ETH", 400), (2, "SSD", "ETH", 400), (3, "SSD", "NOR", 12)]
    assert [row["police"] for row in rows] == [False, False, False, True]
    assert (rows[0]["personnel_type"], rows[0]["year"], rows[0]["month"]) == ("staff officers", 2020, 5)
    assert reading.ignored == {"UNOWAS works in a region": 1}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2011-07-08", "8 July 2011", "start_date"),
        ("DPO,Yes", "DPKO,Yes", "lead_department"),
        ("DPO,Yes", "DPO,Perhaps", "mission_isactive"),
        (",2024-02-19\n2", ",\n2", "last_update"),
        ("mission_name", "title", "mission_name"),
        ("mission_location", "hq_city", "mission_location"),
    ],
)
def test_a_list_that_is_not_laid_out_so_is_refused_by_name(tmp_path, old, new, message):
    with pytest.raises(BadInput, match=message):
        read(tmp_path, (HEAD + ROWS).replace(old, new))


def test_an_operation_that_stands_twice_refuses_the_list(tmp_path):
    with pytest.raises(BadInput, match="twice"):
        read(tmp_path, HEAD + ROWS + ROWS.splitlines()[0] + "\n")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("troops", "sailors", "line 3.*personnel_type|personnel_type"),
        ("NOR,578,UNMISS,Staff", "QQQ,578,UNMISS,Staff", "QQQ"),
        (",2,12,", ",-2,12,", "female_personnel"),
        (",2,12,", ",,12,", "female_personnel"),
    ],
)
def test_a_contribution_that_makes_no_sense_is_refused(tmp_path, old, new, message):
    with pytest.raises(BadInput, match=message):
        read(tmp_path, GIVERS.replace(old, new, 1))


def test_the_extract_with_police_only_is_refused_since_it_would_hide_the_troops(tmp_path):
    head, *rows = GIVERS.splitlines(keepends=True)
    with pytest.raises(BadInput, match="police only"):
        read(tmp_path, head + "".join(row for row in rows if "police" in row))


def test_every_operation_that_is_carried_has_a_country_that_is_one():
    reading = carried()
    assert (reading.rows, reading.ignored) == (81, {})
    table = reading.tables[LIST]
    assert resolve_column("iso3", table["country_iso3"])[1] == []
    assert table["started_on"].null_count == 3, "UNSCOB, UNOHCI and UNFOR: the list does not say when they began"


@pytest.mark.parametrize(
    ("acronym", "places", "first", "last"),
    [
        ("UNTSO", {"EGY", "ISR", "JOR", "LBN", "PSE", "SYR"}, 1948, 2024),
        ("ONUSAL", {"SLV"}, 1991, 1995),
        ("UNAMID", {"SDN"}, 2007, 2020),
        ("UNISFA", {"SDN", "SSD"}, 2011, 2024),
        ("UNMEE", {"ERI", "ETH"}, 2000, 2008),
    ],
)
def test_the_carried_list_says_what_the_un_says(acronym, places, first, last):
    rows = [row for row in carried().tables[LIST].to_pylist() if row["acronym"] == acronym]
    assert {row["country_iso3"] for row in rows} == places
    assert {(row["start_year"], row["last_year"]) for row in rows} == {(first, last)}


def test_what_a_row_repeats_is_in_the_list_and_counts_itself():
    with PLACES.open(encoding="utf-8", newline="") as stream:
        coded = {row["acronym"]: row for row in csv.DictReader(stream, strict=True)}
    for row in coded.values():
        assert row["placed_by"] in {"name", "headquarters", "mandate"}
        for other in filter(None, row["repeats"].split(";")):
            assert coded[other]["repeats"] == "", f"{row['acronym']} repeats {other}, which must count"
