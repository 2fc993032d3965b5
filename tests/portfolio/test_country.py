"""All figures of a country's page: each is what a person counts from the file by hand."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from made_up import activity, bring, transaction

from forlik.core.errors import NoData, PlaceRefused, UsageError
from forlik.portfolio.country import country_figures
from forlik.portfolio.country.figures import SHOWN
from forlik.portfolio.cube import slices
from forlik.portfolio.flags import figures_of
from forlik.portfolio.matrix import matrix
from forlik.world import world

RELIEF, SCHOOLS, PEACE = (f'<sector vocabulary="1" code="{code}"/>' for code in ("72010", "11220", "15220"))
FROM_NORWAY = '<provider-org ref="NO-BRC-1"><narrative>Norway</narrative></provider-org>'
TO_LOCAL = '<receiver-org ref="CO-RUE-5"><narrative>Los de aquí</narrative></receiver-org>'
TO_OTHER = '<receiver-org ref="XM-DAC-41114"><narrative>UNDP</narrative></receiver-org>'

REPORTER = "name:giverxma"
"""The key of an organisation whose reference is none that the standard knows."""


def plan(kind, year, value):
    return (
        f'<{kind}><period-start iso-date="{year}-01-01"/><period-end iso-date="{year}-12-31"/>'
        f'<value currency="USD" value-date="{year}-01-01">{value}</value></{kind}>'
    )


@pytest.fixture
def taken(home, tmp_path):
    return lambda name, *inside: bring(home, tmp_path, name, "2024-01-10", *inside)


@pytest.fixture
def counted(taken):
    """2022: 10 for schools. 2023: 70 for relief, 25 for schools, 5 for peace, 20 that nobody says what for."""
    taken(
        "a",
        activity("A-1", transaction(70, more=FROM_NORWAY + TO_LOCAL), plan("budget", 2023, 100), sectors=RELIEF),
        activity("A-2", transaction(25, more=TO_OTHER), transaction(10, day="2022-05-01"), sectors=SCHOOLS),
        activity("A-3", transaction(5), plan("planned-disbursement", 2023, 400), sectors=PEACE),
        activity("A-4", transaction(20), transaction(9, currency="AFN"), sectors=""),
        activity("A-5", transaction(7, day="2021-05-01"), places='<recipient-country code="ML"/>', sectors=PEACE),
    )
    return world()


def test_the_newest_year_is_looked_at_and_every_year_has_its_shares(counted):
    found = country_figures(counted, "Colombia")
    assert (found.place.iso3, found.year, found.flow) == ("COL", 2023, "paid")
    assert [one.year for one in found.mixes] == [2022, 2023]
    before, newest = found.mixes
    assert [(one.name, one.percent) for one in before.shares.parts] == [("development", 100)]
    assert [(one.name, one.percent) for one in newest.shares.parts] == [
        ("humanitarian", 70),
        ("development", 25),
        ("peace", 5),
    ]
    # 20 of 120 dollars, and 1 of 5 parts of transactions with one that has no rate, are in no pillar.
    assert newest.shares.coverage_percent == Decimal("60.00")
    # Pielou: −(0.7 ln 0.7 + 0.25 ln 0.25 + 0.05 ln 0.05) = 0.746026; ÷ ln 3 and ÷ ln 4.
    assert (newest.evenness.value, newest.even_of_four.value) == (Decimal("0.6791"), Decimal("0.5381"))


def test_kinds_of_flow_stand_side_by_side_as_the_matrix_has_them(counted):
    found = country_figures(counted, "Colombia")
    assert tuple(found.matrices) == SHOWN
    for flow, made in found.matrices.items():
        assert made.cells == matrix(counted, flow=flow, place="Colombia").cells
    totals = {flow: made.cell("COL", "all", 2023) for flow, made in found.matrices.items()}
    assert {flow: cell and cell.usd for flow, cell in totals.items()} == {
        "paid": 120,
        "committed": None,
        "planned": 400,
        "budgeted": 100,
    }


def test_who_gives_and_who_gets_with_what_nobody_is_named_for(counted):
    found = country_figures(counted, "Colombia")
    # Who reports and names no giver gives itself.
    assert [(one.ref, one.name, one.usd) for one in found.givers] == [
        ("NO-BRC-1", "Norway", 70),
        (REPORTER, "Giver XM-A", 50),
    ]
    assert [(one.ref, one.name, one.usd, one.flows, one.without_rate) for one in found.receivers] == [
        ("CO-RUE-5", "Los de aquí", 70, 1, 0),
        ("", "", 25, 3, 1),
        ("XM-DAC-41114", "UNDP", 25, 1, 0),
    ]
    # (70/120)² + (50/120)² = 0.513889, and its inverse.
    assert found.donors.index.value == Decimal("0.5139")
    assert found.donors.effective_number.value == Decimal("1.95")
    assert {one.name: one.money for one in found.localisation.parts} == {
        "direct": 70,
        "one_intermediary": 0,
        "more": 0,
        "unknown": 50,
    }


def test_plans_are_held_against_what_was_paid_and_never_added_to_each_other(counted):
    found = country_figures(counted, "Colombia")
    # The organisation reports one payment of which no rate is known: what it paid is unknown, and so is the share.
    assert {name: one.ratio.value for name, one in found.kept.items()} == {"planned": None, "budgeted": None}
    assert country_figures(counted, "Colombia", year=2022).kept == {}


def test_a_plan_that_was_half_paid(taken):
    taken("a", activity("A-1", transaction(50), plan("planned-disbursement", 2023, 100)))
    assert country_figures(world(), "Colombia").kept["planned"].ratio.value == 50


def test_a_person_found_two_keys_to_be_one_partner(counted):
    [one] = country_figures(counted, "Colombia", same={"NO-BRC-1": "one", REPORTER: "one"}).givers
    assert (one.ref, one.usd) == ("one", 120)


def test_a_country_and_a_year_without_data_are_unknown_and_never_0(counted):
    nothing = country_figures(counted, "Kenya")
    assert (nothing.year, nothing.mixes, nothing.kept, nothing.givers, nothing.receivers) == (None, (), {}, (), ())
    assert nothing.donors.index.value is None
    assert nothing.localisation.total is None
    empty = country_figures(counted, "Colombia", year=2015)
    assert (empty.year, empty.givers, empty.donors.index.value) == (2015, (), None)
    assert len(empty.mixes) == 2


def test_what_is_kept_of_one_question_is_never_the_answer_to_another(counted):
    def told(place, year, flow="paid"):
        found = country_figures(counted, place, year=year, flow=flow)
        cell = found.matrices[flow].cell(found.place.iso3, "all", year)
        return cell and cell.usd, [one.usd for one in found.givers], [one.year for one in found.mixes]

    for _ in range(2):
        assert told("Colombia", 2023) == (120, [70, 50], [2022, 2023])
        assert told("Colombia", 2022) == (10, [10], [2022, 2023])
        assert told("Colombia", 2023, "budgeted") == (100, [100], [2023])
        assert told("Mali", 2021) == (7, [7], [2021])


def test_flags_and_the_page_of_a_country_have_the_same_donors_and_local_share(counted):
    found, told = country_figures(counted, "Colombia"), figures_of(counted, "Colombia", 2023)
    assert told["donor_hhi"].value == found.donors.index.value == Decimal("0.5139")
    assert told["donor_coverage_percent"].value == found.donors.index.coverage_percent == 80
    assert told["donors"].names == ("Norway", "Giver XM-A")
    assert told["local_percent"].value == found.localisation.part("direct").percent == Decimal("58.33")


def test_a_year_after_the_worlds_day_is_not_the_newest(taken):
    taken("a", activity("A-1", transaction(50), transaction(60, day="2031-01-01")))
    assert country_figures(world(date(2026, 1, 3)), "Colombia").year == 2023


def test_what_cannot_be_answered_is_refused(counted, home):
    with pytest.raises(PlaceRefused):
        country_figures(counted, "Atlantis")
    with pytest.raises(UsageError, match="kind of flow"):
        country_figures(counted, "Colombia", flow="given")
    with pytest.raises(NoData):
        country_figures(world(home=home.parent / "none"), "Colombia")


@pytest.mark.usefixtures("counted")
def test_a_cube_put_together_by_slices_is_the_cube_put_together_at_once(home, tmp_path, monkeypatch):
    bring(home, tmp_path, "b", "2024-01-10", activity("B-1", transaction(3), who="XM-B", places=""))
    with monkeypatch.context() as patch:
        patch.setattr(slices, "ROWS", 1)
        one_by_one = matrix(world())
    # Another file, though it has no money, makes the cube anew.
    bring(home, tmp_path, "c", "2024-01-10", activity("C-1", who="XM-C"))
    at_once = matrix(world())
    shown = [
        [(one.where, one.year, one.pillar, one.usd, one.flows) for one in made.cells] for made in (one_by_one, at_once)
    ]
    assert shown[0] == shown[1]
    assert [one.usd for one in one_by_one.unallocated] == [one.usd for one in at_once.unallocated]


def test_slices_are_whole_places_in_order_and_years_of_a_large_one():
    counts = {
        ("none", ""): {0: 2},
        ("country", "MLI"): {0: 1, 2000: 9, 2001: 4},
        ("country", "AFG"): {2000: 3, 2001: 2},
        ("country", "COL"): {2000: 2},
        ("country", "NER"): {2000: 1},
    }
    mali = ("country", "MLI")
    assert [(one.first, one.last, one.years) for one in slices.slices(counts, 8)] == [
        (("country", "AFG"), ("country", "COL"), ()),
        (mali, mali, (0,)),
        (mali, mali, (2000,)),
        (mali, mali, (2001,)),
        (("country", "NER"), ("country", "NER"), ()),
        (("none", ""), ("none", ""), ()),
    ]
    assert not [*slices.slices({}, 8)]
