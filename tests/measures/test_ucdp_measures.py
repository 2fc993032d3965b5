"""Measures on UCDP's tables: which source stands, what is estimated, bounds, the world, and silence."""

import pyarrow as pa
import pytest

from forlik.core.schema import BASIS
from forlik.discover import measures, source
from forlik.store import results
from forlik.store.engine import Engine

KINDS = {"state_based": 1, "non_state": 2, "one_sided": 3}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return Engine("duckdb", tmp_path_factory.mktemp("engine"))


@pytest.fixture
def computed(engine):
    """A measure over made-up rows → (country, year, month) → its row."""

    def compute(name, **tables):
        measure = measures()[name]
        handed = []
        for table in measure.tables:
            schema = source(table.partition("__")[0]).schemas[table].arrow()
            loose = pa.schema([*(pa.field(field.name, field.type) for field in schema), BASIS])
            rows = [{"basis": 1, **row} for row in tables.get(table, ())]
            handed.append(engine.memory(pa.Table.from_pylist(rows, schema=loose)))
        shaped = results.shape(measure, engine.run(measure.methods[-1].compute(*handed)))
        return {(row["country_iso3"], row["year"], row["month"]): row for row in shaped.to_pylist()}

    return compute


def event(iso3, year, month, kind, best, low=None, high=None, **more):
    low, high = best if low is None else low, best if high is None else high
    counts = {"deaths_best": best, "deaths_low": low, "deaths_high": high}
    return {"country_iso3": iso3, "year": year, "month": month, "type_of_violence": kind} | counts | more


def views(iso3, year, months, deaths):
    row = {"country_iso3": iso3, "year": year, "deaths_best": deaths, "provisional": year > 2021}
    return [row | {"month": month} for month in months]


def released(year, months):
    return [{"year": year, "month": month} for month in months]


@pytest.mark.parametrize("kind", KINDS)
def test_a_final_figure_is_reported_with_its_bounds_and_only_of_its_kind(kind, computed):
    events = [event("COL", 2020, 5, code, 10 * code, 10 * code - 1, 10 * code + 2) for code in KINDS.values()]
    code = KINDS[kind]
    for name, month in ((f"deaths_{kind}", None), (f"deaths_{kind}_monthly", 5)):
        rows = computed(name, ucdp_ged__events=events)
        assert set(rows) == {("COL", 2020, month), ("WLD", 2020, month)}
        row = rows["COL", 2020, month]
        assert (row["low"], row["value"], row["high"]) == (10 * code - 1, 10 * code, 10 * code + 2)
        assert row["status"] == "reported"


def test_a_final_year_stands_before_views_and_candidate_even_where_it_has_no_event(computed):
    rows = computed(
        "deaths_state_based",
        ucdp_ged__events=[event("COL", 2023, 1, 1, 7)],
        views__country_months=views("UKR", 2023, range(1, 13), 99),
        ucdp_candidate__events=[event("MLI", 2023, 2, 1, 5)],
        ucdp_candidate__releases=released(2023, range(1, 13)),
    )
    assert {key: int(row["value"]) for key, row in rows.items()} == {("COL", 2023, None): 7, ("WLD", 2023, None): 7}


def test_views_stands_before_candidate_for_the_same_country_and_year_only(computed):
    rows = computed(
        "deaths_state_based",
        views__country_months=views("UKR", 2023, range(1, 13), 10),
        ucdp_candidate__events=[event("UKR", 2023, 2, 1, 5), event("PSE", 2023, 2, 1, 3, 2, 4)],
        ucdp_candidate__releases=released(2023, range(1, 13)),
    )
    assert {key[0]: int(row["value"]) for key, row in rows.items()} == {"UKR": 120, "PSE": 3, "WLD": 123}
    assert rows["WLD", 2023, None]["low"] is None, "a bound of some countries is no bound of the world"
    assert rows["PSE", 2023, None]["low"] == 2


def test_views_is_estimated_from_2022_on_and_has_no_bounds(computed):
    months = [*views("UKR", 2021, range(1, 13), 1), *views("UKR", 2022, range(1, 13), 2)]
    rows = computed("deaths_state_based", views__country_months=months)
    assert {key[:2]: (row["status"], row["low"], row["high"]) for key, row in rows.items()} == {
        ("UKR", 2021): ("reported", None, None),
        ("WLD", 2021): ("reported", None, None),
        ("UKR", 2022): ("estimated", None, None),
        ("WLD", 2022): ("estimated", None, None),
    }


def test_a_state_born_in_december_has_the_deaths_of_its_one_month_in_a_whole_year(computed):
    months = [*views("GUY", 1991, range(1, 13), 0), *views("ARM", 1991, [12], 25)]
    rows = computed("deaths_state_based", views__country_months=months)
    assert rows["ARM", 1991, None]["value"] == 25


@pytest.mark.parametrize("kind", KINDS)
def test_a_year_with_a_month_unreleased_is_no_year_but_its_months_are_known(kind, computed):
    tables = {
        "ucdp_candidate__events": [event("MLI", 2024, month, KINDS[kind], 1) for month in range(1, 13)],
        "ucdp_candidate__releases": released(2024, [*range(1, 7), *range(8, 13)]),
    }
    assert computed(f"deaths_{kind}", **tables) == {}
    rows = computed(f"deaths_{kind}_monthly", **tables)
    assert sorted(month for iso3, _, month in rows if iso3 == "MLI") == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]
    assert {row["status"] for row in rows.values()} == {"estimated"}
    tables["ucdp_candidate__releases"] = released(2024, range(1, 13))
    assert computed(f"deaths_{kind}", **tables)["MLI", 2024, None]["value"] == 12


def test_half_a_year_of_views_is_no_year(computed):
    assert computed("deaths_state_based", views__country_months=views("UKR", 2024, range(1, 7), 9)) == {}


def test_quiet_years_are_counted_from_the_last_active_one_and_unknown_before_the_first(computed):
    rows = computed(
        "years_since_conflict",
        ucdp_acd__conflict_years=[
            {"conflict_ucdp_id": 1, "year": year, "country_iso3": iso3}
            for iso3, year in (("MLI", 1990), ("MLI", 1994), ("PER", 1991), ("YUG", 1991), ("IND", 1994))
        ],
    )
    assert {key[1]: int(row["value"]) for key, row in rows.items() if key[0] == "MLI"} == {1990: 0, 1991: 1, 1994: 0}
    assert {key[1] for key in rows if key[0] == "PER"} == {1991, 1994}
    assert "WLD" not in {iso3 for iso3, _, _ in rows}


def test_a_state_that_ended_has_no_quiet_years_after_its_end(computed):
    rows = computed(
        "years_since_conflict",
        ucdp_acd__conflict_years=[
            {"conflict_ucdp_id": 1, "year": 1990, "country_iso3": "SUN"},
            *({"conflict_ucdp_id": 2, "year": year, "country_iso3": "IND"} for year in range(1990, 1996)),
        ],
    )
    assert sorted(year for iso3, year, _ in rows if iso3 == "SUN") == [1990, 1991]


def test_an_agreement_on_two_countries_counts_once_in_the_world(computed):
    both = [
        {"agreement_ucdp_id": 1, "year": 1975, "country_iso3": iso3, "stage": stage}
        for iso3, stage in (("IRN", "process"), ("IRQ", "process"))
    ]
    rows = computed("peace_agreements", ucdp_peace_agreements__agreements=both)
    assert {key[0]: int(row["value"]) for key, row in rows.items()} == {"IRN": 1, "IRQ": 1, "WLD": 1}
    assert computed("peace_agreements_full", ucdp_peace_agreements__agreements=both) == {}


def test_deaths_from_the_wide_file_are_never_more_than_estimated(computed):
    rows = computed(
        "deaths_all_violence_monthly",
        ucdp_months__country_months=[{"country_iso3": "SDN", "year": 1999, "month": 1, "deaths_best": 4}],
    )
    assert {row["status"] for row in rows.values()} == {"estimated"}
    assert "undercount" in measures()["deaths_all_violence_monthly"].notes.casefold()
