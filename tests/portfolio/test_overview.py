"""The overview: what stands beside every total, and a cell opened down to flows that add up to it."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from made_up import activity, bring, planned, transaction

from forlik.core.errors import NoData, PlaceRefused, UsageError
from forlik.portfolio.country import country_figures
from forlik.portfolio.currency import yearly_rate
from forlik.portfolio.flags import year_of_flags
from forlik.portfolio.overview import (
    by_definition,
    newest_with_data,
    opened,
    overview,
    read_slug,
    slug_of,
    tag_sums,
    whole_units,
    years_with_data,
)
from forlik.portfolio.overview.exported import shape, together
from forlik.portfolio.overview.opened import opened_shape
from forlik.portfolio.overview.rows import coverage_percent
from forlik.world import world

PEACE, SCHOOLS, RELIEF = (f'<sector vocabulary="1" code="{code}"/>' for code in ("15220", "11220", "72010"))
OTHER = '<sector vocabulary="99" code="X"/>'
REGION = '<recipient-region code="298"/>'


@pytest.fixture
def now(home, tmp_path):
    """Colombia in 2023: 600 for peace, of it 100 marked relief; −50 for schools; 300 and one part without a rate for no
    purpose; beside it 20 in Africa, and 7 in 2021. The upper level repeats 1,000.
    """
    bring(
        home,
        tmp_path,
        "one",
        "2024-01-10",
        activity("XM-A-0", transaction(1000), level=1, sectors=PEACE),
        activity("XM-A-1", transaction(500), transaction(7, day="2021-05-01"), level=2, sectors=PEACE),
        activity("XM-A-2", transaction(100), level=2, sectors=PEACE, humanitarian=True),
        activity("XM-A-3", transaction(-50), level=2, sectors=SCHOOLS),
        activity("XM-A-4", transaction(300), transaction(9, currency="AFN"), level=2, sectors=OTHER),
        activity("XM-A-5", transaction(20), level=2, sectors=RELIEF, places=REGION),
    )
    return world("2024-02-01")


def usd(row):
    return {name: cell.usd for name, cell in row.cells.items()}


def test_a_row_has_its_pillars_what_is_in_none_and_their_sum_and_what_came_back_is_negative(now):
    found = overview(now, years=2023)
    [row] = found.rows
    assert (row.place_code, row.year) == ("COL", 2023)
    assert usd(row) == {"peace": 600, "development": -50, "no_pillar": 300, "all": 850}
    [beside] = found.beside
    assert (beside.where, usd(beside)) == (("region", "298"), {"humanitarian": 20, "all": 20})
    [total] = found.totals
    assert total.whole.usd == 870
    assert [(one.why, one.usd) for one in found.left_out] == [("other_level", Decimal(1000))]
    every = overview(now)
    assert every.of_year(2023).rows == found.rows
    assert (every.of_year(2023).left_out, every.of_year(2021).left_out) == (found.left_out, ())


def test_coverage_is_the_lowest_share_rounded_down(now):
    found = overview(now, years=2023)
    # By its size 950 was moved, 650 of it with a pillar (68.42…); 4 of 5 parts are converted (80).
    assert coverage_percent(found.rows[0].whole) == Decimal("68.42")
    # Of all places 950 of 970 is a country's; 670 of 970 has a pillar (69.07…).
    assert coverage_percent(found.totals[0].whole) == Decimal("69.07")
    assert found.money(found.rows[0].whole).status == "estimated"
    assert found.money(found.rows[0].whole).reason.startswith("1 of 5 parts of transactions have no rate")


def test_a_year_of_which_nothing_is_published_is_unknown_and_not_0(now):
    assert years_with_data(now) == (2023, 2021)
    rows = {row.year: row for row in overview(now, place="Colombia", years=(2021, 2023)).rows}
    assert (rows[2022].whole.usd, rows[2022].whole.reason) == (None, "nothing is published")
    assert rows[2021].whole.usd == 7
    assert years_with_data(now, flow="committed") == ()
    with pytest.raises(NoData, match="nothing is published as paid for Colombia, peace, 2022"):
        opened(now, ("country", "COL"), "peace", 2022)


def test_the_newest_year_is_one_that_was_over_when_its_file_came_out_and_plans_may_all_lie_ahead(home, tmp_path):
    years = (2025, 2030)
    ahead = [planned(9, what="planned-disbursement", first=f"{year}-01-01", last=f"{year}-12-31") for year in years]
    running = [transaction(1, day=f"{year}-02-01") for year in (2021, 2023, 2024)]
    bring(home, tmp_path, "one", "2024-03-10", activity("XM-A-1", *running, *ahead))
    then = world("2024-03-20")
    assert newest_with_data(then) == newest_with_data(then, place="Colombia") == 2023
    assert country_figures(then, "Colombia").year == year_of_flags(then, "Colombia") == 2023
    assert newest_with_data(then, flow="planned") == 2025
    assert newest_with_data(then, flow="committed") is None


def test_the_same_money_stands_under_each_definition(now):
    rows = {said.name: usd(row) for said, row in by_definition(now, flow="paid", year=2023, place="COL")}
    assert rows["purpose"]["peace"] == 600
    assert (rows["humanitarian_flag"]["peace"], rows["humanitarian_flag"]["humanitarian"]) == (500, 100)
    assert rows["purpose"]["all"] == rows["humanitarian_flag"]["all"] == 850
    every = {said.name: row for said, row in by_definition(now, flow="paid", year=2023)}
    assert every["purpose"].whole.usd == 870
    assert [row for _, row in by_definition(now, flow="paid", year=1990)] == [None, None]


def test_a_tag_is_a_part_of_the_total_and_unknown_where_nothing_has_it(now):
    peace, risk = tag_sums(now, flow="paid", year=2023, place="COL")
    assert (peace.tag, peace.usd, peace.flows) == ("peacebuilding", Decimal(600), 2)
    assert (risk.usd, risk.reason) == (None, "nothing is published")


def test_a_tag_of_a_reconstructed_day_has_nothing_of_a_later_year(home, tmp_path):
    bring(home, tmp_path, "one", "2025-01-10", activity("XM-A-1", transaction(7), sectors=PEACE))
    then = world("2022-06-01", mode="reconstructed")
    assert [one.reason for one in tag_sums(then, flow="paid", year=2023)] == ["nothing is published"] * 2


def test_what_a_tag_lacks_is_told_in_the_words_of_its_kind(home, tmp_path):
    plan = planned(5, currency="AFN")
    bring(home, tmp_path, "one", "2024-01-10", activity("XM-A-1", plan, planned(6), sectors=PEACE))
    peace, _ = tag_sums(world("2024-02-01"), flow="budgeted", year=2023)
    assert (peace.usd, peace.reason) == (6, "1 of 2 parts of budgets have no rate")


@pytest.mark.parametrize("pillar", ["peace", "development", "no_pillar", "all"])
def test_the_flows_of_a_cell_add_up_to_it_and_say_in_which_bytes_they_stand(now, pillar):
    found = opened(now, ("country", "COL"), pillar, 2023, currency="NOK")
    cell = overview(now, years=2023).matrix.cell("COL", pillar, 2023)
    assert found.usd == cell.usd == found.cell.usd
    assert found.money.value == (cell.usd * yearly_rate(now, "USD", "NOK", 2023).value).quantize(Decimal("0.000001"))
    table = found.table()
    assert len(table) == cell.flows
    assert all(row["byte_end"] > row["byte_start"] for row in table.rows())
    assert {basis.source for basis in table.manifest.sources} == {"iati", "ecb_rates"}
    assert opened_shape(found)["sum_usd"] == opened_shape(found)["amount_usd"]


def test_currencies_as_published_are_never_added_to_each_other(now):
    found = opened(now, ("country", "COL"), "no_pillar", 2023)
    assert found.as_published == {"AFN": Decimal(9), "USD": Decimal(300)}
    assert found.usd == 300


def test_the_pillars_of_a_year_meet_with_a_reason_where_they_cannot(now):
    met = country_figures(now, "COL", year=2023)
    assert met.mix.shares.reason.code == "negative", "a pillar below 0 has no share"
    assert met.donors.index.value == 1
    assert met.localisation.part("unknown").percent == 100
    assert met.localisation.total == 850, "the level that counts, and no other"
    assert met.kept == {}, "no plans are published"
    assert country_figures(now, "COL", year=2021).mix.shares.percent("peace") == 100
    assert [(one.tag, one.usd) for one in met.tags] == [("peacebuilding", 600), ("disaster_risk", None)]
    assert {said.name: usd(row)["peace"] for said, row in met.under} == {"purpose": 600, "humanitarian_flag": 500}


def test_the_table_has_every_cell_with_coverage_rule_rate_and_prices(now):
    found = overview(now, years=2023, currency="NOK")
    rows = {(row["place"], row["pillar"]): row for row in found.table().rows()}
    one = rows["Colombia", "peace"]
    assert (one["amount_usd"], one["currency"], one["price_basis"]) == (600, "NOK", "current prices")
    assert one["amount"] == (600 * one["rate"]).quantize(Decimal("0.000001"))
    assert (one["rate_rule"], one["levels"]) == ("ecb_year", "2")
    assert "one level" in one["level_rule"]
    assert rows["Colombia", "all"]["status"] == "estimated"
    assert rows["", "all"]["coverage_country"] == Decimal("97.93"), "950 of 970, rounded down"
    assert {basis.source for basis in found.table().manifest.sources} == {"iati", "ecb_rates"}
    said = shape(found)
    assert said["countries"][0]["pillars"]["peace"]["amount_usd"] == 600
    assert said["left_out"][0]["why"] == "other_level"
    both = together([overview(now, years=2023, definition=name) for name in ("purpose", "humanitarian_flag")])
    assert {row["definition"] for row in both.rows()} == {"purpose", "humanitarian_flag"}


def test_what_is_no_pillar_place_or_currency_is_refused(now):
    with pytest.raises(UsageError, match="no pillar"):
        opened(now, ("country", "COL"), "war", 2023)
    with pytest.raises(PlaceRefused):
        overview(now, place="xyzzyx")
    with pytest.raises(UsageError, match="no currency"):
        overview(now, currency="XQQ")


@given(
    st.sampled_from(["country", "region", "unknown_country", "none", "all"]),
    st.from_regex(r"[A-Z0-9]{1,6}", fullmatch=True),
)
def test_an_address_names_one_place(kind, code):
    where = (kind, {"country": "COL", "none": "", "all": ""}.get(kind, code))
    assert read_slug(slug_of(where)) == where


def test_a_code_that_no_address_holds_has_none():
    assert slug_of(("unknown_country", "A/B")) == ""


def test_whole_units_never_make_little_into_nothing():
    assert [whole_units(Decimal(one)) for one in ("1234.5", "1235.5", "-1234.5")] == [1235, 1236, -1235], "as measures"
    assert whole_units(Decimal("0.04")) == Decimal("0.04")
    assert whole_units(Decimal(0)) == 0


def test_what_is_left_out_stands_together_by_reason_and_level(home, tmp_path):
    work = [
        activity("A", transaction(10), transaction(5, day="2022-01-01")),
        activity("B", transaction(3), level=2),
        activity("C", transaction(9), transaction(8), transaction(7), level=3),
    ]
    bring(home, tmp_path, "a", "2024-01-10", *work)
    found = overview(world("2024-02-01"))
    assert [(one.why, one.level, one.usd, one.flows, one.year) for one in found.left_out_together] == [
        ("other_level", 1, Decimal(15), 2, None),
        ("other_level", 2, Decimal(3), 1, 2023),
    ]
