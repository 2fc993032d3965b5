"""Totals: what is added, what never is, what is left out and counted, and the rows behind each."""

import json
import weakref
from collections import Counter
from decimal import Decimal, localcontext

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from forlik.core.errors import BadInput, UsageError
from forlik.iati.flows import columns_for, counting, drill_down, flow_batches, flows, totals
from forlik.iati.flows.beside import listed

NAMES = [row["name"] for row in listed("totals_by.csv")]


def sums(flow, by, *keys, **asked):
    return {tuple(row[key] for key in (*keys, "amount")) for row in totals(flow, by, **asked).to_pylist()}


@pytest.fixture
def three_levels(tables):
    """The same 10 dollars at two levels, and 4 crowns of another publisher who has one level."""
    return flows(
        tables(
            activity=[
                {"activity_id": "A", "reporting_org_ref": "A", "hierarchy": 1},
                {"activity_id": "A-1", "reporting_org_ref": "A", "hierarchy": 2},
                {"activity_id": "B-1", "reporting_org_ref": "B", "hierarchy": 2},
            ],
            transaction=[
                {"activity_no": 0, "value_amount": 10, "value_currency": "USD", "transaction_type_code": "1"},
                {"activity_no": 1, "value_amount": 7, "value_currency": "USD", "transaction_type_code": "1"},
                {"activity_no": 1, "value_amount": 3, "value_currency": "USD", "transaction_type_code": "1"},
                {"activity_no": 2, "value_amount": 4, "value_currency": "NOK", "transaction_type_code": "1"},
            ],
        )
    )


def test_a_sum_over_several_levels_is_refused_and_says_what_to_do(three_levels):
    with pytest.raises(UsageError, match=r"A: 1, 2") as caught:
        totals(three_levels, "transaction_type")
    assert "level" in caught.value.remedy
    with pytest.raises(UsageError, match=r"A: 1, 2"):
        drill_down(three_levels, {"transaction_type": "1", "currency": "USD"}, "transaction_type")


def test_one_level_or_each_for_itself_or_one_for_each_publisher(three_levels):
    by, keys = "reporting_org", ("reporting_org", "currency")
    assert sums(three_levels, by, *keys, level=1) == {("A", "USD", 10)}
    assert sums(three_levels, by, *keys, level=2) == {("A", "USD", 10), ("B", "NOK", 4)}
    assert sums(three_levels, by, *keys, level={"A": 1}) == {("A", "USD", 10), ("B", "NOK", 4)}
    assert sums(three_levels, "hierarchy", "hierarchy", "currency") == {(1, "USD", 10), (2, "USD", 10), (2, "NOK", 4)}


@pytest.mark.parametrize("other", [None, "", "HH-1", " hh-1 ", "Z-9"])
def test_a_file_of_several_levels_is_refused_whoever_reports_in_it(tables, other):
    silver = tables(
        activity=[
            {"file": "one.xml", "reporting_org_ref": "hh-1", "hierarchy": 1, "default_currency": "USD"},
            {"file": "one.xml", "reporting_org_ref": other, "hierarchy": 2, "default_currency": "USD"},
        ],
        transaction=[{"value_amount": 10}, {"value_amount": 10, "activity_no": 1}],
    )
    flow = flows(silver)
    with pytest.raises(UsageError, match="several levels"):
        totals(flow)
    assert totals(flow, level=1)["amount"].to_pylist() == [10]
    assert totals(flow, "hierarchy")["amount"].to_pylist() == [10, 10]
    if other == "Z-9":
        assert totals(flow, level={"HH-1": 1, "Z-9": 2})["amount"].to_pylist() == [20], "both were chosen"
    if other in {"HH-1", " hh-1 "}:
        assert totals(flow, level={"Hh-1": 1})["amount"].to_pylist() == [10]
    else:
        with pytest.raises(UsageError, match="several levels"):
            totals(flow, level={"HH-1": 1})


def test_a_publisher_in_two_files_is_one_however_it_is_spelled(tables):
    silver = tables(
        activity=[
            {"file": "one.xml", "reporting_org_ref": "hh-1", "hierarchy": 1, "default_currency": "USD"},
            {"file": "two.xml", "reporting_org_ref": "HH-1", "hierarchy": 2, "default_currency": "USD"},
        ],
        transaction=[{"value_amount": 10}, {"value_amount": 10, "activity_no": 1}],
    )
    with pytest.raises(UsageError, match="several levels"):
        totals(flows(silver))
    assert totals(flows(silver), level={"Hh-1": 2})["amount"].to_pylist() == [10]


def test_levels_of_different_types_of_transaction_are_no_double_counting(tables):
    flow = flows(
        tables(
            activity=[{"hierarchy": 1, "default_currency": "USD"}, {"hierarchy": 2, "default_currency": "USD"}],
            transaction=[
                {"activity_no": 0, "value_amount": 10, "transaction_type_code": "2"},
                {"activity_no": 1, "value_amount": 6, "transaction_type_code": "3"},
            ],
        )
    )
    assert sums(flow, "reporting_org", "transaction_type") == {("2", 10), ("3", 6)}, "types are always told apart"


def test_currencies_are_never_added_at_face_value(tables, some_rates):
    silver = tables(
        activity=[{}],
        transaction=[
            {"value_amount": 100, "value_currency": "USD", "transaction_date": "2020-01-01"},
            {"value_amount": 100, "value_currency": "NOK", "transaction_date": "2020-01-01"},
            {"value_amount": 100, "value_currency": "QQQ", "transaction_date": "2020-01-01"},
            {"value_amount": 100, "transaction_date": "2020-01-01"},
            {"value_currency": "USD", "transaction_date": "2020-01-01"},
        ],
    )
    apart = {row["currency"]: row for row in totals(flows(silver), "year").to_pylist()}
    assert {name: row["amount"] for name, row in apart.items()} == {"USD": 100, "NOK": 100, "QQQ": 100, None: None}
    assert (apart["USD"]["transactions"], apart["USD"]["without_amount"]) == (1, 1)
    assert (apart[None]["transactions"], apart[None]["without_currency"]) == (0, 1)

    flow = flows(silver, currency="USD", rates=some_rates)
    [row] = totals(flow, "year", currency="USD").to_pylist()
    assert row == {
        "transaction_type": None,
        "year": 2020,
        "currency": "USD",
        "amount": Decimal("111.1"),
        "transactions": 2,
        "flows": 2,
        "without_amount": 1,
        "without_currency": 1,
        "without_rate": 1,
        "left_out_secondary": 0,
        "left_out_duplicates": 0,
    }
    for wrong in (flow, flows(silver)):
        with pytest.raises(UsageError, match="not converted to EUR"):
            totals(wrong, "year", currency="EUR")


def test_where_no_rate_is_known_the_total_is_unknown_and_not_0(tables):
    silver = tables(activity=[{}], transaction=[{"value_amount": 1, "value_currency": "NOK"}])
    [row] = totals(flows(silver, currency="USD"), (), currency="USD").to_pylist()
    assert (row["amount"], row["transactions"], row["without_rate"]) == (None, 0, 1)


def test_reports_of_others_money_are_left_out_and_counted(tables):
    flow = flows(
        tables(
            activity=[
                {"reporting_org_ref": "A"},
                {"reporting_org_ref": "B", "secondary_reporter": True},
                {"reporting_org_ref": "XM-OCHA-FTS"},
            ],
            transaction=[
                {"activity_no": number, "value_amount": 10**number, "value_currency": "USD"} for number in range(3)
            ],
        )
    )
    assert [(row["secondary_reporter"], row["secondary_rule"]) for row in flow.to_pylist()] == [
        (False, "none"),
        (True, "stated"),
        (True, "listed"),
    ]
    [row] = totals(flow).to_pylist()
    assert (row["amount"], row["transactions"], row["left_out_secondary"]) == (1, 1, 2)
    [row] = totals(flow, secondary=True).to_pylist()
    assert (row["amount"], row["transactions"], row["left_out_secondary"]) == (111, 3, 0)


def test_of_an_identifier_that_stands_twice_one_version_counts(tables):
    flow = flows(
        tables(
            activity=[
                {"activity_id": "A-1", "last_updated": "2021-01-01"},
                {"activity_id": "A-1", "last_updated": "2020-01-01"},
            ],
            transaction=[
                {"activity_no": 0, "value_amount": 5, "value_currency": "USD"},
                {"activity_no": 1, "value_amount": 3, "value_currency": "USD"},
            ],
        )
    )
    [row] = totals(flow).to_pylist()
    assert (row["amount"], row["left_out_duplicates"]) == (5, 1)
    [row] = totals(flow, duplicates=True).to_pylist()
    assert (row["amount"], row["left_out_duplicates"]) == (8, 0)


def test_what_a_total_can_be_told_by(tables):
    silver = tables(
        activity=[{"activity_id": "A-1", "reporting_org_ref": "A"}],
        sector=[{"sector_code": "15220", "percentage": 25}, {"sector_code": "11110", "percentage": 75}],
        recipient_geo=[
            {"kind": "recipient-country", "code": "KE", "percentage": 50},
            {"kind": "recipient-region", "code": "289", "percentage": 50},
        ],
        transaction=[
            {
                "value_amount": 8,
                "value_currency": "USD",
                "transaction_date": "2020-05-01",
                "provider_org_ref": "P",
                "receiver_org_ref": "R",
            },
            {"value_amount": 80, "value_currency": "USD", "provider_org_ref": "Q"},
        ],
    )
    flow = flows(silver)
    assert sums(flow, "recipient_country", "recipient_country") == {("KE", 44), (None, 44)}
    assert sums(flow, "recipient_region", "recipient_region") == {("289", 44), (None, 44)}
    assert sums(flow, "sector", "sector_vocabulary", "sector") == {("1", "15220", 22), ("1", "11110", 66)}
    assert sums(flow, ("year", "pillar"), "year", "pillar", provider="P") == {
        (2020, "peace", 2),
        (2020, "development", 6),
    }
    assert sums(flow, "provider_org", "provider_org") == {("P", 8), ("Q", 80)}
    assert sums(flow, "receiver_org", "receiver_org", provider=["P", "Q"]) == {("R", 8), (None, 80)}
    assert sums(flow, "activity", "activity", receiver=["R"]) == {("A-1", 8)}
    assert totals(flow, "sector").column_names[:3] == ["transaction_type", "sector_vocabulary", "sector"]
    with pytest.raises(UsageError, match="by “colour”"):
        totals(flow, "colour")
    with pytest.raises(UsageError, match="no kind “loan”"):
        totals(flow, kind="loan")


def test_transactions_are_counted_once_however_many_rows_they_have(tables):
    silver = tables(
        activity=[{"default_currency": "USD"}],
        sector=[{"sector_code": "15220"}, {"sector_code": "15230"}],
        transaction=[{"value_amount": 1}, {"value_amount": 1}, {}],
    )
    [row] = totals(flows(silver), "pillar").to_pylist()
    assert (row["transactions"], row["flows"], row["without_amount"]) == (2, 4, 1)


def test_budgets_are_added_by_themselves_original_and_revised_apart(tables):
    silver = tables(
        activity=[{"default_currency": "USD"}],
        transaction=[{"value_amount": 1}],
        budget=[{"value_amount": 2, "type_code": "1"}, {"value_amount": 3, "type_code": "2"}],
    )
    table = totals(flows(silver), kind="budget")
    assert {(row["budget_type"], row["amount"]) for row in table.to_pylist()} == {("1", 2), ("2", 3)}
    assert "transaction_type" not in table.column_names
    assert totals(flows(silver), kind="planned_disbursement").num_rows == 0


def test_a_flow_table_that_was_written_and_read_again_gives_the_same_totals(tables, tmp_path):
    silver = tables(
        activity=[{"reporting_org_ref": "A", "default_currency": "USD"}],
        recipient_geo=[{"kind": "recipient-country", "code": "KE"}],
        transaction=[{"value_amount": 1, "transaction_date": "2020-01-01"}, {"value_amount": 2}],
    )
    flow = flows(silver)
    pq.write_table(flow, tmp_path / "flow.parquet", store_schema=False)
    again = pq.read_table(tmp_path / "flow.parquet")
    by = ("year", "recipient_country")
    assert totals(again, by) == totals(flow, by)
    for total in totals(flow, by).to_pylist():
        assert drill_down(again, total, by).to_pylist() == drill_down(flow, total, by).to_pylist()


def test_sums_too_large_for_an_amount_are_refused_and_large_ones_are_exact(tables):
    def added(amount):
        rows = [{"value_amount": amount, "value_currency": "USD"}] * 3
        return totals(flows(tables(activity=[{}], transaction=rows))).to_pylist()[0]["amount"]

    assert added("9223372036854.775808") == Decimal("27670116110564.327424")
    assert added("3" + "0" * 31) == 9 * 10**31
    with pytest.raises(BadInput, match="32 digits"):
        added("9" * 32)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_total_is_the_sum_of_its_rows_and_every_row_is_in_one_total(any_silver, some_rates, data):
    currency = data.draw(st.sampled_from([None, "USD"]))
    flow = flows(data.draw(any_silver), currency="USD", rates=some_rates, how="publisher")
    by = tuple(data.draw(st.lists(st.sampled_from(NAMES), max_size=3)))
    asked = {
        "currency": currency,
        "kind": data.draw(st.sampled_from(["transaction", "budget"])),
        "secondary": data.draw(st.booleans()),
        "duplicates": data.draw(st.booleans()),
        "level": data.draw(st.sampled_from([None, 1, {"A": 2}])),
    }
    try:
        table = totals(flow, by, **asked)
    except UsageError as error:
        assume("several levels" not in error.what)
        raise
    assert totals(flow.select(columns_for(by)), by, **asked) == table, "the columns named are enough"
    order = data.draw(st.permutations(range(flow.num_rows)))
    assert totals(flow.take(pa.array(order, pa.int64())), by, **asked) == table
    column = "amount" if currency is None else "converted_amount"
    met = Counter()
    with localcontext(prec=80):
        for total in table.to_pylist():
            rows = drill_down(flow, total, by, **asked).to_pylist()
            assert len(rows) == total["flows"]
            assert sum(row[column] for row in rows) == (total["amount"] or 0)
            assert (total["amount"] is None) == (not rows)
            assert len({(row["activity_no"], row["transaction_ordinal"]) for row in rows}) == total["transactions"]
            met.update(
                (row["activity_no"], row["transaction_ordinal"], row["sector_ordinal"], row["place_ordinal"])
                for row in rows
            )
    assert set(met.values()) <= {1}
    wanted = [
        row
        for row in flow.to_pylist()
        if row["kind"] == asked["kind"]
        and (asked["secondary"] or not row["secondary_reporter"])
        and (asked["duplicates"] or row["current"])
        and (asked["level"] != 1 or row["hierarchy"] == 1)
        and (asked["level"] != {"A": 2} or row["reporting_org_ref"] != "A" or row["hierarchy"] == 2)
        and row[column] is not None
        and (currency or row["currency"])
    ]
    assert len(met) == len(wanted)


# -- piece by piece ----------------------------------------------------------------------------------------------------


@pytest.fixture
def many_shares(tables):
    """Forty transactions of an activity with 25 sectors and 20 countries: 500 flows each."""
    countries = [f"{first}{second}" for first in "ABCD" for second in "EFGHI"]
    return tables(
        activity=[{"activity_id": "A-1", "default_currency": "USD"}],
        sector=[{"sector_code": f"{11110 + number}", "percentage": 4} for number in range(25)],
        recipient_geo=[{"kind": "recipient-country", "code": code, "percentage": 5} for code in countries],
        transaction=[
            {"value_amount": f"{number}.000001", "transaction_date": f"20{10 + number % 10}-05-01"}
            for number in range(1, 41)
        ],
    )


def watched(pieces, held):
    """The same pieces; how many flows are in those of them that somebody still holds when the next is made."""
    alive = []
    for piece in pieces:
        alive.append((weakref.ref(piece), piece.num_rows))
        held.append(sum(rows for piece_of, rows in alive if piece_of() is not None))
        yield piece
        del piece


@pytest.mark.parametrize("by", ["year", ("sector", "recipient_country", "year"), "activity"])
def test_pieces_give_the_totals_of_the_whole_and_only_one_is_held_at_a_time(many_shares, by):
    whole = flows(many_shares)
    assert whole.num_rows == 20_000
    held = []
    pieces = watched(flow_batches(many_shares, rows=1_000, columns=columns_for(by)), held)
    assert totals(pieces, by) == totals(whole, by)
    assert held == [1_000] * 20


@pytest.mark.parametrize("currency", [None, "USD"])
def test_the_command_holds_a_piece_of_the_flows_however_many_there_are(
    many_shares, tmp_path, monkeypatch, capsys, currency
):
    from forlik.cli import iati as cli
    from forlik.iati import flows as package

    for name, table in many_shares.items():
        pq.write_table(table, tmp_path / f"{name}.parquet")
    held = []
    monkeypatch.setattr(
        package, "flow_batches", lambda *given, **asked: watched(flow_batches(*given, **asked, rows=1_000), held)
    )
    asked = ["--currency", currency] if currency else []
    cli.iati.main(["totals", str(tmp_path), "--by", "transaction_type", "--json", *asked], standalone_mode=False)
    [row] = json.loads(capsys.readouterr().out)
    assert (row["amount"], row["transactions"], row["flows"]) == ("820.00004", 40, 20_000)
    assert held == [1_000] * 20


def test_levels_are_told_apart_over_all_pieces(three_levels):
    with pytest.raises(UsageError, match=r"A: 1, 2"):
        totals([three_levels.slice(number, 1) for number in range(4)])


def test_a_transaction_that_stands_in_two_pieces_is_refused_and_not_counted_twice(many_shares):
    whole = flows(many_shares)
    with pytest.raises(UsageError, match="two pieces"):
        totals([whole.slice(0, 700), whole.slice(700)])
    with pytest.raises(UsageError, match="two pieces"):
        totals([whole.slice(500), whole.slice(0, 500)])


def test_sums_over_pieces_are_exact_and_refused_only_when_all_of_them_are_too_large(tables):
    def added(*amounts):
        rows = [{"value_amount": amount, "value_currency": "USD"} for amount in amounts]
        return totals(flow_batches(tables(activity=[{}], transaction=rows), rows=1)).to_pylist()[0]["amount"]

    assert added("0.1", "0.2", "9223372036854.775808", "9" * 31) == Decimal("10000000000000000009223372036854.075808")
    assert added("9" * 32, "9" * 32, "-" + "9" * 32) == Decimal("9" * 32)
    with pytest.raises(BadInput, match="32 digits"):
        added("9" * 32, "9" * 32)


def test_no_pieces_and_no_flows_give_no_totals(tables):
    empty = totals(flows(tables()), ("year", "hierarchy"))
    assert totals(iter(()), ("year", "hierarchy")) == empty
    assert empty.num_rows == 0


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_pieces_give_the_totals_of_the_whole(any_silver, some_rates, data, monkeypatch):
    monkeypatch.setattr(counting, "FEWEST", data.draw(st.integers(1, 5)))
    silver = data.draw(any_silver)
    converted = {"currency": "USD", "rates": some_rates, "how": "publisher"}
    by = tuple(data.draw(st.lists(st.sampled_from(NAMES), max_size=3)))
    asked = {
        "currency": data.draw(st.sampled_from([None, "USD"])),
        "kind": data.draw(st.sampled_from(["transaction", "budget"])),
        "secondary": data.draw(st.booleans()),
        "duplicates": data.draw(st.booleans()),
    }
    pieces = flow_batches(silver, **converted, rows=data.draw(st.integers(1, 9)))

    def told(flow):
        try:
            return totals(flow, by, **asked)
        except UsageError as error:
            return str(error)

    assert told(pieces) == told(flows(silver, **converted))
