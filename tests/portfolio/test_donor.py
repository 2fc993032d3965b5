"""A donor's picture: three kinds of money that always stand together, and its money in others' reports, never added."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from forlik.core.errors import NoData, PlaceRefused, UsageError
from forlik.discover import source
from forlik.portfolio.donor import KINDS, donor, donors, own_list, prefixes_of, traced
from forlik.store.intake import take_in
from forlik.world import world

GRANTS = Path(__file__).parent.parent / "sources" / "fixtures" / "grants.csv"
YEARS = {
    2012: {"CO": {"NO": 300, "EU": 5}, "298": {"NO": 100}, "998": {"NO": 500}, "AF": {"NO": 100, "US": 7}},
    2014: {"CO": {"NO": -10}},
    2015: {"298": {"US": 4}},
}


def money(level, provider, currency, amount, kind="11", name="Agency Ñandú", day="2023-05-01", sectors=1):
    shares = "".join(
        f'<sector vocabulary="1" code="{code}" percentage="{100 // sectors}"/>' for code in ("11120", "15220")[:sectors]
    )
    return (
        f'<iati-activity hierarchy="{level}" default-currency="USD"><iati-identifier>XM-X-{level}-{provider}-{amount}'
        "</iati-identifier>"
        '<reporting-org ref="XM-X" type="40"><narrative>Reporter Ñandú</narrative></reporting-org>'
        f"<title><narrative>T</narrative></title>{shares}"
        f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="{day}"/>'
        f'<value currency="{currency}" value-date="{day}">{amount}</value>'
        f'<provider-org ref="{provider}"><narrative>{name}</narrative></provider-org></transaction></iati-activity>'
    )


REPORTED = (
    money(1, "NO-BRC-1", "NOK", "100.10", sectors=2),
    money(1, "NO-BRC-2", "NOK", "0.90"),
    money(2, "no-brc-1", "NOK", "60.00"),
    money(2, "NO-BRC-1", "USD", "7.00"),
    money(2, "NO-BRC-1", "USD", "3.00", kind="3"),
    money(2, "SE-1", "SEK", "9.00"),
    money(2, "NOT-1", "SEK", "9.00"),
)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    home, room = tmp_path_factory.mktemp("donor-home"), tmp_path_factory.mktemp("donor-files")
    for year, cells in YEARS.items():
        path = room / f"crs_{year}.json"
        path.write_text(json.dumps(cells), encoding="utf-8")
        assert take_in(home, source("oecd_crs"), [path])[1] == []
    path = room / "aid.xml"
    stamp = 'version="2.03" generated-datetime="2024-06-30T10:00:00Z"'
    path.write_text(f"<iati-activities {stamp}>{''.join(REPORTED)}</iati-activities>", encoding="utf-8")
    assert take_in(home, source("iati"), [path])[1] == []
    assert take_in(home, source("grants"), [GRANTS])[1] == []
    return home


@pytest.fixture
def now(store):
    return world(home=store)


def test_the_three_kinds_always_stand_together_and_what_is_unknown_is_no_zero(now):
    found = donor(now, "Norway", 2012)
    assert tuple(one.name for one in found.kinds) == KINDS
    assert [(one.amount, one.recipients) for one in found.kinds] == [(400, 2), (600, 2), (None, None)]
    assert found.kind("imputed_multilateral").reason == "no source held gives it"
    later = donor(now, "NOR", 2014)
    assert [(one.amount, one.status) for one in later.kinds] == [
        (Decimal(-10), "estimated"),
        (None, "unknown"),
        (None, "unknown"),
    ]
    assert all(len(kinds) == 3 for kinds in found.course.values())


def test_recipients_are_told_with_their_share_and_those_that_are_no_country_too(now):
    found = donor(now, "NOR", 2012)
    assert [(one.name(), one.amount, one.percent) for one in found.recipients] == [
        ("Developing countries, unspecified", Decimal(500), Decimal("50.0")),
        ("Colombia", Decimal(300), Decimal("30.0")),
        ("Africa, regional", Decimal(100), Decimal("10.0")),
        ("Afghanistan", Decimal(100), Decimal("10.0")),
    ]
    assert [one.percent for one in donor(now, "NOR", 2014).recipients] == [None], "there is no share of less than 0"


def test_what_the_files_do_not_say_is_said(now):
    assert "commitments or disbursements" in donor(now, "NOR", 2012).statements[0]
    assert len(donor(now, "NOR", 2012).statements) == 1
    assert "below a donor's whole aid" in donor(now, "NOR", 2014).statements[1]


def test_a_year_without_figures_is_unknown_and_the_newest_is_taken_when_none_is_named(now):
    assert donor(now).year == 2014
    assert donors(now) == ("NOR", "USA")
    with pytest.raises(NoData, match="nothing is published of Norway as a donor in 2013"):
        donor(now, "NOR", 2013)
    with pytest.raises(NoData, match="nothing is published of Colombia as a donor"):
        donor(now, "COL")
    with pytest.raises(PlaceRefused):
        donor(now, "Ruritania")


def test_no_two_levels_kinds_or_currencies_are_added(now):
    found = traced(now, prefixes_of(now.place("NOR")))
    assert [(one.level, one.kind, one.currency, one.amount) for one in found] == [
        (1, "11", "NOK", Decimal("101.00")),
        (2, "11", "NOK", Decimal("60.00")),
        (2, "11", "USD", Decimal("7.00")),
        (2, "3", "USD", Decimal("3.00")),
    ]
    first = found[0]
    assert [(one.ref, one.amount, one.transactions) for one in first.providers] == [
        ("NO-BRC-1", Decimal("100.10"), 1),
        ("NO-BRC-2", Decimal("0.90"), 1),
    ]
    assert (first.publisher_name, first.years, first.transactions) == ("Reporter Ñandú", (2023,), 2)


def test_a_donor_asked_for_after_another_is_not_given_the_others_money(now):
    traced(now, ("NO-",))
    assert [(one.currency, one.amount) for one in traced(now, ("SE-",))] == [("SEK", Decimal(9))]
    assert traced(now, ("DK-",)) == ()


@pytest.mark.parametrize("prefixes", [(), ("",), ("N",), ("NO-", "  ")])
def test_a_prefix_that_would_take_in_everybody_is_refused(now, prefixes):
    with pytest.raises(UsageError, match="three signs"):
        traced(now, prefixes)


def test_an_own_list_counts_the_anonymised_and_names_nobody(now):
    found = own_list(now, 2023)
    assert (found.all.rows, found.all.sums["disbursed_nok"]) == (4, Decimal(550_750))
    assert (found.anonymised.rows, found.anonymised.sums["disbursed_nok"]) == (1, Decimal(100_000))
    assert found.anonymised.sums["committed_nok"] is None
    assert (found.frames, found.other_flows) == (1, 1)
    assert {one.kind: one.rows for one in found.parts} == {"country": 2, "region": 1, "global": 1}
    assert sum(one.sums["disbursed_nok"] for one in found.parts) == found.all.sums["disbursed_nok"]
    assert "committed_nok" in found.all.partly
    assert "Ñandú" not in str(found)
    assert own_list(now, 1999) is None


def test_what_nobody_imported_is_said(tmp_path):
    empty = world(home=tmp_path)
    for ask in (donor, own_list, lambda one: traced(one, ("NO-",))):
        with pytest.raises(NoData):
            ask(empty)


@pytest.fixture(scope="module")
def real_store(shared, tmp_path_factory):
    home = tmp_path_factory.mktemp("donor-real")
    for year in (2012, 2019):
        assert take_in(home, source("oecd_crs"), [shared / f"aid/crs_dportal/crs_{year}.json"])[1] == []
    unhcr = shared / "iati/activities/unhcr/UNHCR-Activities-2023.xml"
    assert take_in(home, source("iati"), [unhcr])[1] == []
    return world(home=home)


@pytest.mark.real
@pytest.mark.parametrize(
    ("year", "recipients", "countries", "millions"), [(2012, 126, 111, "3619.1"), (2019, 115, 102, "2035.6")]
)
def test_norway_in_the_oecds_files(shared, real_store, year, recipients, countries, millions):
    found = donor(real_store, "NOR", year)
    assert (len(found.recipients), found.kind("by_country").recipients) == (recipients, countries)
    assert round(found.known / 10**6, 1) == Decimal(millions)
    cells = json.loads((shared / f"aid/crs_dportal/crs_{year}.json").read_text("utf-8"))
    assert found.known == sum(theirs["NO"] for theirs in cells.values() if "NO" in theirs)


@pytest.mark.real
def test_norways_money_at_unhcr_through_the_levels(real_store):
    found = traced(real_store, prefixes_of(real_store.place("NOR")))
    told = [(one.level, one.kind, one.currency, [given.amount for given in one.providers]) for one in found]
    assert told == [
        (1, "11", "NOK", [Decimal(715_000_000), Decimal("521928.73")]),
        (3, "11", "NOK", [Decimal("248745120.29"), Decimal("5011438.51")]),
        (3, "11", "USD", [Decimal(133_806)]),
    ]
