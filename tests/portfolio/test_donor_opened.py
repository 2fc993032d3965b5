"""A donor's money in others' reports opened: every sum is its transactions, down to bytes that can be read again."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.core.errors import NoData, UsageError
from forlik.discover import source
from forlik.portfolio.donor import (
    Which,
    opened_traces,
    opened_traces_shape,
    own_currency,
    publisher_of,
    reckoned,
    slug_of,
    traced,
)
from forlik.store.intake import take_in
from forlik.world import world

NORWAY = ("NO-",)
SCHOOLS = '<sector vocabulary="1" code="11120" percentage="50"/><sector vocabulary="1" code="15220" percentage="50"/>'


def gift(value, provider="NO-BRC-1", *, currency="NOK", kind="11", day="2023-05-01"):
    said = f'<transaction-date iso-date="{day}"/>' if day else ""
    dated = f' value-date="{day}"' if day else ""
    return (
        f'<transaction><transaction-type code="{kind}"/>{said}<value currency="{currency}"{dated}>{value}</value>'
        f'<provider-org ref="{provider}"><narrative>Giver Ñandú</narrative></provider-org></transaction>'
    )


def work(number, *inside, level=1, who="XM-X", sectors=SCHOOLS):
    return (
        f'<iati-activity hierarchy="{level}" default-currency="USD"><iati-identifier>{number}</iati-identifier>'
        f'<reporting-org ref="{who}" type="40"><narrative>Reporter Ñandú</narrative></reporting-org>'
        f"<title><narrative>Work {number}</narrative></title>{sectors}{''.join(inside)}</iati-activity>"
    )


def told(home, folder, *inside):
    path = folder / "aid.xml"
    stamp = 'version="2.03" generated-datetime="2024-06-30T10:00:00Z"'
    path.write_text(f"<iati-activities {stamp}>{''.join(inside)}</iati-activities>", encoding="utf-8")
    assert take_in(home, source("iati"), [path])[1] == []
    return world(home=home), path


@pytest.fixture
def now(tmp_path):
    """Level 1: 100.25 + 0.75 kroner in 2023 and 9 in 2022, one with no readable amount, one without a day, 5 afghanis;
    level 2 repeats 60 of it; another donor's 7.
    """
    found, _ = told(
        tmp_path / "home",
        tmp_path,
        work("XM-X-1", gift("100.25"), gift("0.75", "NO-BRC-2"), gift("n/a"), gift("9", day="2022-02-01")),
        work("XM-X-2", gift("5", currency="AFN"), gift("3", day=""), gift("7", "SE-1")),
        work("XM-X-1-1", gift("60"), level=2),
    )
    return found


def kroner(now, **asked):
    return opened_traces(now, NORWAY, Which("XM-X", 1, kind="11", currency="NOK", **asked))


def test_a_transaction_without_an_amount_is_counted_and_told_and_is_in_no_sum(now):
    [first] = [one for one in traced(now, NORWAY) if (one.level, one.currency) == (1, "NOK")]
    assert first.amount == Decimal("113.00"), "100.25 + 0.75 + 9 + 3"
    assert (first.transactions, first.added.without_amount, first.added.without_rate) == (5, 1, 1)
    assert first.added.reason == "1 of 5 transactions state no amount"
    assert first.of(2023).transactions == 3
    assert first.years == (2022, 2023)
    assert list(first.by_year) == [2022, 2023, None]


def test_what_has_no_rate_is_in_its_own_currency_and_told(now):
    [afghani] = [one for one in traced(now, NORWAY) if one.currency == "AFN"]
    assert (afghani.amount, afghani.added.usd) == (Decimal(5), None)
    assert (afghani.added.without_amount, afghani.added.without_rate) == (0, 1)
    assert reckoned(now, afghani, "NOK").reason == "no rate is known"


def test_a_sum_of_which_no_transaction_states_an_amount_is_unknown_and_no_zero(tmp_path):
    now, _ = told(tmp_path / "home", tmp_path, work("XM-X-1", gift("n/a"), gift("")))
    [only] = traced(now, NORWAY)
    assert (only.amount, only.added.usd, only.transactions, only.added.without_amount) == (None, None, 2, 2)
    [row, _other] = opened_traces(now, NORWAY, Which("XM-X", 1)).rows
    assert row["amount"] is None
    assert reckoned(now, only, "NOK").value is None


def test_the_transactions_of_a_sum_add_up_to_it_whole_and_not_in_parts(now):
    found = kroner(now, year=2023)
    assert [row["amount"] for row in found.rows] == [Decimal("100.25"), Decimal("0.75"), None]
    assert {row["parts"] for row in found.rows} == {2}
    [one] = found.sums
    assert found.behind(one) == found.stated(one)
    assert found.stated(one).amount == Decimal(101)
    [of_one] = kroner(now, provider="NO-BRC-2").rows
    assert of_one["amount"] == Decimal("0.75")
    assert [row["amount"] for row in kroner(now, year="undated").rows] == [Decimal(3)]


def test_another_level_donor_kind_year_or_currency_is_no_part_of_it(now):
    assert {row["hierarchy"] for row in kroner(now).rows} == {1}
    assert {row["provider_org_ref"] for row in kroner(now).rows} == {"NO-BRC-1", "NO-BRC-2"}
    for which in (Which("XM-X", 3), Which("XM-Y", 1), Which("XM-X", 1, 2001), Which("XM-X", 1, kind="3")):
        found = opened_traces(now, NORWAY, which)
        assert (found.sums, found.rows) == ((), ())
    every = opened_traces(now, NORWAY, Which("XM-X", 1))
    assert sorted(one.currency for one in every.sums) == ["AFN", "NOK"]
    assert len(every.rows) == sum(one.transactions for one in every.sums)


def test_the_bytes_told_are_those_of_the_activity_in_the_file_as_published(tmp_path):
    now, path = told(tmp_path / "home", tmp_path, work("XM-X-Ñ", gift("1")), work("XM-X-2", gift("2")))
    published = path.read_bytes()
    for row in opened_traces(now, NORWAY, Which("XM-X", 1)).rows:
        piece = published[row["byte_start"] : row["byte_end"]].decode()
        assert piece.startswith("<iati-activity ")
        assert piece.endswith("</iati-activity>")
        assert f"<iati-identifier>{row['activity_key']}</iati-identifier>" in piece
        assert f">{row['amount']:.0f}</value>" in piece


def test_the_table_and_the_json_have_every_transaction_and_say_that_levels_are_not_added(now):
    found = kroner(now, year=2023)
    rows = list(csv.DictReader(io.StringIO(found.table().export("csv").decode())))
    assert [one["amount"] for one in rows].count("") == 1
    assert sum(Decimal(one["amount"]) for one in rows if one["amount"]) == 101
    assert all(one["dataset"] and one["activity_key"] and len(one["file_sha256"]) == 64 for one in rows)
    said = json.loads(json.dumps(opened_traces_shape(found)))
    assert said["sums"][0]["amount"] == said["sums"][0]["behind"]["amount"] == 101
    assert said["sums"][0]["without_amount"] == 1
    assert "never added" in said["level_rule"]


def test_what_was_published_in_the_donors_currency_stands_so_and_the_rest_by_the_rate_of_each_year(tmp_path):
    gifts = [gift("9.50"), *(gift("100", currency="USD", day=f"{year}-03-01") for year in (2021, 2022))]
    now, _ = told(tmp_path / "home", tmp_path, work("XM-X-1", *gifts))
    kroner, dollars = traced(now, NORWAY)
    assert (reckoned(now, kroner, "NOK").value, reckoned(now, kroner, "NOK").rates) == (Decimal("9.50"), ())
    made = reckoned(now, dollars, "NOK")
    by_hand = sum(100 * rate.value for rate in made.rates)
    assert [rate.year for rate in made.rates] == [2021, 2022]
    assert made.value == pytest.approx(by_hand, abs=Decimal("0.000001"))
    assert made.value == reckoned(now, dollars, "NOK", 2021).value + reckoned(now, dollars, "NOK", 2022).value
    assert reckoned(now, dollars, "USD").value == 200
    assert reckoned(now, dollars, "AFN").reason == "no rate of USD in AFN is known for 2021"
    assert reckoned(now, dollars, "AFN").value is None


def test_money_of_no_year_has_no_rate_of_a_year(now):
    [first] = [one for one in traced(now, NORWAY) if (one.level, one.currency) == (1, "NOK")]
    # Without a day there is no rate of a month either, so its dollars are unknown and counted.
    assert reckoned(now, first, "EUR").status == "estimated"
    assert reckoned(now, first, "EUR", "undated").value is None


def test_a_donor_reckons_in_its_own_currency(now):
    assert own_currency(now.place("Norway"), 2023) == "NOK"
    assert own_currency(now.place("Germany"), 2023) == "EUR"
    assert own_currency(now.place("Panama"), 2023) is None, "two are legal tender there"


@given(st.text(max_size=12))
def test_any_reference_of_a_publisher_is_one_piece_of_an_address(ref):
    slug = slug_of(ref)
    assert publisher_of(slug) == ref
    assert slug
    assert "/" not in slug


VALUES = st.sampled_from(["n/a", "", "0", "-3.5", "10.01", "7"])
GIFTS = st.builds(
    gift,
    VALUES,
    st.sampled_from(["NO-1", "no-2", "SE-1"]),
    currency=st.sampled_from(["NOK", "USD", "AFN"]),
    kind=st.sampled_from(["1", "11", "3"]),
    day=st.sampled_from(["2022-03-01", "2023-05-01", ""]),
)
WORKS = st.lists(st.tuples(st.lists(GIFTS, max_size=4), st.integers(1, 2)), min_size=1, max_size=4)


@settings(max_examples=15, deadline=None)
@given(WORKS)
def test_every_sum_of_any_report_is_what_its_transactions_add_up_to(tmp_path_factory, works):
    room = tmp_path_factory.mktemp("any")
    inside = [work(f"XM-X-{turn}", *gifts, level=level) for turn, (gifts, level) in enumerate(works)]
    now, _ = told(room / "home", room, *inside)
    sums = traced(now, NORWAY)
    mine = [one for gifts, _ in works for one in gifts if 'provider-org ref="SE-' not in one]
    assert sum(one.transactions for one in sums) == len(mine), "nothing is dropped"
    for one in sums:
        for year in ("all", *(number or "undated" for number in one.by_year)):
            for provider in ("", *(each.ref for each in one.providers)):
                which = Which(one.publisher, one.level, year, one.kind, one.currency, provider)
                found = opened_traces(now, NORWAY, which)
                assert [found.behind(each) for each in found.sums] == [found.stated(each) for each in found.sums]
                assert len(found.rows) == one.of(year, provider).transactions


def test_a_prefix_that_takes_in_everybody_and_a_world_without_files_are_refused(now, tmp_path):
    with pytest.raises(UsageError, match="three signs"):
        opened_traces(now, ("N",), Which("XM-X", 1))
    with pytest.raises(NoData):
        opened_traces(world(home=tmp_path / "empty"), NORWAY, Which("XM-X", 1))


@pytest.fixture(scope="module")
def unhcr(shared, tmp_path_factory) -> tuple[object, Path]:
    home = tmp_path_factory.mktemp("opened-real")
    path = shared / "iati/activities/unhcr/UNHCR-Activities-2023.xml"
    assert take_in(home, source("iati"), [path])[1] == []
    return world(home=home), path


@pytest.mark.real
def test_norways_money_at_unhcr_opens_to_the_ore_and_to_the_bytes(unhcr):
    now, path = unhcr
    published = path.read_bytes()
    sums = traced(now, NORWAY)
    told = {}
    for one in sums:
        found = opened_traces(now, NORWAY, Which(one.publisher, one.level, kind=one.kind, currency=one.currency))
        assert found.behind(one) == found.stated(one) == one.added
        told[one.level, one.currency] = sum(row["amount"] for row in found.rows)
        for row in found.rows:
            piece = published[row["byte_start"] : row["byte_end"]].decode()
            assert piece.startswith("<iati-activity")
            assert row["activity_key"] in piece
            assert f'ref="{row["provider_org_ref"]}"' in piece
    assert told == {
        (1, "NOK"): Decimal("715521928.73"),
        (3, "NOK"): Decimal("253756558.80"),
        (3, "USD"): Decimal(133_806),
    }
