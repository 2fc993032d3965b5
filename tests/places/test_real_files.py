"""Every code in the real files resolves for its year, or is refused for a reason listed here."""

import csv
import json
import re
from collections import defaultdict

import pyarrow as pa
import pytest

from forlik.places import by_code, place, resolve_column, spoken_for

pytestmark = pytest.mark.real

csv.field_size_limit(1 << 30)


def rows(path, encoding="utf-8-sig", delimiter=","):
    with path.open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def unresolved(system, pairs):
    """(code, year) pairs that do not resolve, as code → years."""
    asked = sorted(set(pairs))
    codes = pa.array([code for code, _ in asked])
    years = pa.array([year for _, year in asked], pa.int64())
    missing = defaultdict(list)
    for row, code, _ in resolve_column(system, codes, years)[1]:
        missing[code].append(asked[row][1])
    return {code: (min(found), max(found)) if found[0] else None for code, found in missing.items()}


def split(cell):
    return [one.strip() for one in re.split("[,;]", cell) if one.strip()]


def test_state_numbers_of_the_conflict_dataset_resolve_for_their_years(shared):
    table = rows(shared / "ucdp" / "ucdp_prio_acd_v25_1.repaired.csv")
    columns = ("gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "gwno_loc")
    pairs = {(code, int(row["year"])) for row in table for column in columns for code in split(row[column])}
    assert len(pairs) > 3000
    assert unresolved("ucdp", pairs) == {}


def test_locations_of_the_conflict_dataset_resolve_by_name_to_what_their_numbers_say(shared):
    table = rows(shared / "ucdp" / "ucdp_prio_acd_v25_1.repaired.csv")
    single = [row for row in table if "," not in row["location"] + row["gwno_loc"]]
    names = sorted({(row["location"], row["gwno_loc"], int(row["year"])) for row in single})
    years = pa.array([year for _, _, year in names])
    by_name, refused = resolve_column("name", pa.array([name for name, _, _ in names]), years)
    by_number, _ = resolve_column("ucdp", pa.array([number for _, number, _ in names]), years)
    assert {name for _, name, _ in refused} == {"Congo", "Guinea", "Israel"}
    disagreeing = [
        (*row, one, other)
        for row, one, other in zip(names, by_name.to_pylist(), by_number.to_pylist(), strict=True)
        if one not in {None, other}
    ]
    assert disagreeing == []


def test_countries_of_candidate_events_resolve(shared):
    table = rows(shared / "ucdp" / "GEDEvent_v23_0_10.csv")
    columns = ("country_id", "gwnoa", "gwnob")
    assert unresolved("ucdp", {(row[one], int(row["year"])) for row in table for one in columns if row[one]}) == {}
    bangladesh = rows(shared / "ucdp" / "hdx_ged_conflict_data_BGD.csv")[1:]
    pairs = {(row[one], int(row["year"])) for row in bangladesh for one in columns if row[one]}
    assert unresolved("ucdp", pairs) == {}


@pytest.mark.parametrize(
    ("file", "column"),
    [("ucdp-peace-agreements-221.csv", "gwno"), ("ucdp-term-dyad-3-2021.csv", "gwno_loc")],
)
def test_locations_of_agreements_and_terminations_resolve(shared, file, column):
    table = rows(shared / "ucdp" / file, "latin-1")
    assert unresolved("ucdp", {(code, int(row["year"])) for row in table for code in split(row[column])}) == {}


def test_columns_of_deaths_by_month_are_natural_earth_names(shared):
    with (shared / "ucdp" / "all_violence_country_month_1989_2026.as_found.csv").open(encoding="utf-8") as lines:
        header = next(csv.reader(lines))[1:]
    assert unresolved("natural_earth", {(name, 2020) for name in header}) == {"Unnamed: 134": (2020, 2020)}


def test_natural_earth_names_that_are_no_place_are_bases_leases_and_islets(shared):
    table = rows(shared / "places" / "natural_earth_admin0_codes.csv")
    missing = unresolved("natural_earth", {(row["NAME"], 2020) for row in table})
    islets = {"Brazilian Island", "Indian Ocean Ter.", "Coral Sea Is.", "Clipperton I.", "Ashmore and Cartier Is."}
    bases = {"Dhekelia", "Guantanamo Bay USNB", "Akrotiri", "Bir Tawil", "Spratly Is.", "Scarborough Reef"}
    assert set(missing) == islets | bases


def test_views_countries_resolve_in_every_month_that_has_a_figure(shared):
    listed = rows(shared / "views" / "country_list.csv")
    assert len(listed) == 191
    for row in listed:
        assert by_code("views", row["country_id"]).iso3 == row["iso3"]
        assert by_code("gw", row["gwno"]).iso3 == row["iso3"]
    for file in ("ged_sb_country_month_1990_2020.csv", "ged_sb_country_month_2021_2023.csv"):
        table = [row for row in rows(shared / "views" / file) if row["deaths"]]
        resolved, refused = resolve_column(
            "views",
            pa.array([row["views_country_id"] for row in table]),
            pa.array([int(row["year"]) for row in table]),
            months=pa.array([int(row["month"]) for row in table]),
        )
        assert refused == []
        assert resolved.to_pylist() == [row["iso3"] for row in table]


def test_months_without_a_figure_in_views_are_not_spoken_for(shared):
    table = [row for row in rows(shared / "views" / "ged_sb_country_month_1990_2020.csv") if not row["deaths"]]
    assert len(table) == 2405
    assert not [row for row in table if row["iso3"] in spoken_for("views", int(row["year"]), int(row["month"]))]


def test_world_bank_codes_are_countries_or_aggregates(shared):
    with (shared / "worldbank" / "API_NY.GDP.MKTP.CD_DS2_en_csv_v2_38344.csv").open(encoding="utf-8-sig") as lines:
        table = [row for row in list(csv.reader(lines))[5:] if len(row) > 3]
    codes = [row[1] for row in table]
    resolved, refused = resolve_column("worldbank", pa.array(codes), pa.array([1960] * len(codes)))
    assert len(codes) == 266
    assert sum(one is not None for one in resolved.to_pylist()) == 218
    assert all("is an aggregate of the World Bank" in why for _, _, why in refused)
    assert {code for _, code, _ in refused} >= {"ARB", "SSF", "EUU", "LDC"}
    for name, code in ((row[0], row[1]) for row in table):
        if code not in {"GIN", *(refusal[1] for refusal in refused)}:
            assert place(name).iso3 == by_code("worldbank", code).iso3


def test_unhcr_codes_agree_with_the_iso_codes_beside_them(shared):
    table = rows(shared / "needs" / "unhcr" / "refugees_pkg_population.csv")
    pairs = {(row[one], row[f"{one}_iso"], int(row["year"])) for row in table for one in ("coo", "coa")}
    assert unresolved("unhcr", {(code, year) for code, _, year in pairs}).keys() == {"UKN", "STA", "TIB"}
    missing = {"UKN", "STA", "TIB"}
    assert {
        (code, iso) for code, iso, _ in pairs if code not in missing and by_code("unhcr", code).iso3 != iso
    } == set()
    returned = rows(shared / "needs" / "unhcr" / "hdx_hapi_returnees_global.csv")
    asked = {
        (row[one], int(row["reference_period_start"][:4]))
        for row in returned
        for one in ("origin_location_code", "asylum_location_code")
        if len(row[one]) == 3
    }
    assert set(unresolved("iso3", asked)) <= {"STA", "UNK", "XXA", "XXX"}


def test_displacement_codes_resolve_for_their_years(shared):
    for file in sorted((shared / "needs" / "idmc_gidd").rglob("*.csv")):
        table = rows(file)
        iso3 = next((one for one in table[0] if one.lower() in {"iso3", "#country+code"}), None)
        year = next((one for one in table[0] if one.lower() == "year"), None)
        if iso3 and year:
            pairs = {(row[iso3], int(row[year])) for row in table if re.fullmatch(r"\d{4}", row[year])}
            assert pairs
            assert unresolved("iso3", pairs) == {}, file.name


def test_iati_countries_and_regions_resolve(shared):
    items = rows(shared / "iati" / "codelists" / "codelist_items.csv")
    listed = [row for row in items if row["codelist"] in {"Country", "Region"}]
    assert len(listed) == 277
    _, refused = resolve_column("iati", pa.array([row["code"] for row in listed]))
    assert refused == []
    ambiguous = {"CG", "GN"}
    for row in listed:
        name = row["name_en"].replace(" (the)", "")
        if row["code"] not in ambiguous:
            assert place(name).iso3 == by_code("iati", row["code"]).iso3, name


def test_creditor_reporting_recipients_resolve(shared):
    recipients = set()
    for file in (shared / "aid" / "crs_dportal").glob("crs_????.json"):
        recipients |= set(json.loads(file.read_text(encoding="utf-8")))
    assert len(recipients) > 150
    assert set(unresolved("iati", {(code, None) for code in recipients})) <= {"550"}


def test_fts_locations_resolve_to_their_iso_codes(shared):
    found = {}
    for file in (shared / "fts" / "input").glob("*.json"):
        _locations(json.loads(file.read_text(encoding="utf-8")), found)
    assert len(found) > 80
    for code, iso3 in found.items():
        assert by_code("fts", code).iso3 == (iso3 or by_code("fts", code).iso3)


def _locations(node, found):
    if isinstance(node, dict):
        if str(node.get("id", "")).isdigit() and ("iso3" in node or node.get("type") == "Location"):
            iso3 = node.get("iso3")
            found[str(node["id"])] = iso3 if isinstance(iso3, str) else found.get(str(node["id"]))
        for child in node.values():
            _locations(child, found)
    elif isinstance(node, list):
        for child in node:
            _locations(child, found)


def test_scored_places_of_the_political_terror_scale_resolve_for_their_years(shared):
    table = rows(shared / "rights" / "PTS-2024.csv", "latin-1")
    scored = {
        (row["Country"], int(row["Year"]))
        for row in table
        if any(row[one] not in {"NA", ""} for one in ("PTS_A", "PTS_H", "PTS_S"))
    }
    parts = {"Crimea", "European Union", "Gaza (Hamas)", "Israel in Occupied Territories"}
    parts |= {"Israel in pre-1967 borders", "Russia-Occupied Areas (Ukraine)"}
    assert set(unresolved("pts", scored)) <= parts


def test_cow_numbers_of_the_state_list_resolve_on_both_ends_of_their_terms(shared):
    for row in rows(shared / "places" / "cow_states.csv"):
        first, last = (int(float(row[one])) for one in ("styear", "endyear"))
        for year in {max(first, 1946), last}:
            if last >= 1946:
                pair = {(str(int(float(row["ccode"]))), year)}
                assert unresolved("cow", pair) == {}, row


def test_gleditsch_ward_numbers_of_the_state_list_resolve_on_both_ends_of_their_terms(shared):
    for row in rows(shared / "places" / "gw_states.csv"):
        first, last = int(row["startdate"][:4]), int(row["enddate"][:4])
        for year in {max(first, 1946), last}:
            if last >= 1946:
                assert unresolved("gw", {(str(int(float(row["gwcode"]))), year)}) == {}, row


def test_democracy_scores_resolve_or_are_parts_or_older_than_their_state(shared):
    polity = {(row["country_iso"], int(row["Year"])) for row in rows(shared / "rights" / "polity5.csv")}
    assert unresolved("iso3", polity) == {}
    lied = rows(shared / "rights" / "lied.csv")
    missing = unresolved("vdem", {(row["vdem"], int(row["year"])) for row in lied if int(row["year"]) >= 1946})
    assert missing == {
        "128": (1948, 2023),  # the West Bank alone
        "138": (1948, 2023),  # Gaza alone
        "209": (1946, 1947),  # the British Mandate of Palestine
        "35": (1946, 1953),  # Vietnam before its division
        "42": (1946, 1947),  # Korea before its division
        "137": (1946, 1948),  # the Soviet zone of Germany
        "139": (1946, 1959),  # the British protectorate of Somaliland
    }


def test_iso_codes_of_the_inform_index_resolve(shared):
    codes = set()
    for file in (shared / "needs" / "inform_2025").glob("*.csv"):
        for row in rows(file):
            codes |= {
                value for name, value in row.items() if name and name.lower() in {"iso3", "country_iso3"} and value
            }
    assert len(codes) == 191
    assert unresolved("iso3", {(code, 2025) for code in codes}) == {}


def test_m49_and_iso_codes_agree_with_the_united_nations_overview(shared):
    for row in rows(shared / "places" / "UNSD_M49_en.csv"):
        here = by_code("m49", row["M49 Code"])
        assert (here.iso3, here.code("iso2")) == (row["ISO-alpha3 Code"], row["ISO-alpha2 Code"])
