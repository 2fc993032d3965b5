"""The fast way and the readable way give the same rows, whatever the tables hold; and every amount adds up again."""

from collections import defaultdict
from decimal import Decimal, localcontext

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.iati.flows import flow_batches, flows
from forlik.iati.flows.reference import flow_rows
from forlik.iati.flows.rules import CONVERSIONS, PLACE_RULES

slow_to_make = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
questions = st.fixed_dictionaries(
    {
        "currency": st.sampled_from([None, "USD", "NOK"]),
        "vocabulary": st.sampled_from(["1", "2", ("1", "2"), ("99", "1")]),
        "place_rule": st.sampled_from(list(PLACE_RULES)),
        "how": st.sampled_from(list(CONVERSIONS)),
    }
)


@slow_to_make
@given(data=st.data(), question=questions)
def test_the_fast_way_is_the_readable_way(any_silver, some_rates, data, question):
    tables = data.draw(any_silver)
    fast = flows(tables, rates=some_rates, **question)
    fast.validate(full=True)
    assert fast.to_pylist() == flow_rows(tables, rates=some_rates, **question)


@slow_to_make
@given(data=st.data(), question=questions)
def test_parts_add_up_to_the_transaction_and_shares_to_one(any_silver, some_rates, data, question):
    tables = data.draw(any_silver)
    rows = flows(tables, rates=some_rates, **question).to_pylist()
    found = defaultdict(list)
    for row in rows:
        found[row["kind"], row["activity_no"], row["transaction_ordinal"]].append(row)
    stated = {
        (kind, row["activity_no"], row["ordinal"]): row["value_amount"]
        for kind in ("transaction", "budget", "planned_disbursement")
        for row in tables[kind].to_pylist()
    }
    assert set(found) == set(stated), "every amount is there"
    with localcontext(prec=60):
        for key, parts in found.items():
            amounts = [part["amount"] for part in parts]
            assert (amounts == [None] * len(parts)) if stated[key] is None else sum(amounts) == stated[key]
            if stated[key]:
                assert all(part * stated[key] >= 0 for part in amounts), "no part has the other sign"
            sector = {part["sector_ordinal"]: part["sector_share"] for part in parts}
            place = {part["place_ordinal"]: part["place_share"] for part in parts}
            assert sum(sector.values()) == sum(place.values()) == 1
            assert len(parts) == len(sector) * len(place)
            for part in parts:
                near = abs((stated[key] or 0) * part["sector_share"] * part["place_share"] - (part["amount"] or 0))
                assert near <= Decimal("0.000001") + abs(stated[key] or 0) * Decimal("3e-9")


@slow_to_make
@given(data=st.data(), question=questions)
def test_the_order_of_rows_and_the_size_of_pieces_change_nothing(any_silver, some_rates, data, question):
    tables = data.draw(any_silver)
    shuffled = {}
    for name, table in tables.items():
        order = data.draw(st.permutations(range(table.num_rows)))
        shuffled[name] = table.take(pa.array(order, pa.int64()))
    one = flows(tables, rates=some_rates, **question).to_pylist()
    assert flows(shuffled, rates=some_rates, **question).to_pylist() == one
    pieces = flow_batches(tables, rates=some_rates, rows=data.draw(st.integers(1, 9)), **question)
    assert [row for piece in pieces for row in piece.to_pylist()] == one


@slow_to_make
@given(data=st.data())
def test_converted_parts_add_up_to_the_converted_transaction(any_silver, some_rates, data):
    tables = data.draw(any_silver)
    found = defaultdict(list)
    for row in flows(tables, rates=some_rates, currency="USD").to_pylist():
        found[row["kind"], row["activity_no"], row["transaction_ordinal"]].append(row)
    with localcontext(prec=80):
        for parts in found.values():
            first = parts[0]
            if first["rate"] is None:
                assert {part["converted_amount"] for part in parts} == {None}
                assert first["rate_rule"].startswith("no_")
                continue
            whole = (first["value_amount"] * first["rate"]).quantize(Decimal("0.000001"))
            assert sum(part["converted_amount"] for part in parts) == whole


def test_nothing_gives_an_empty_table_of_the_same_shape(tables):
    empty = flows(tables())
    assert empty.num_rows == 0
    assert flows(tables(activity=[{}], transaction=[{}])).schema == empty.schema


@slow_to_make
@given(data=st.data(), question=questions, most=st.integers(1, 4))
def test_with_few_parts_allowed_both_ways_are_still_the_same(any_silver, some_rates, data, question, most):
    tables = data.draw(any_silver)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("forlik.iati.flows.flow.MOST_PARTS", most)
        patch.setattr("forlik.iati.flows.reference.MOST_PARTS", most)
        fast = flows(tables, rates=some_rates, **question)
        fast.validate(full=True)
        assert fast.to_pylist() == flow_rows(tables, rates=some_rates, **question)


@pytest.mark.parametrize("columns", [["amount"], ["why", "amount"], ["converted_amount", "rate_rule"]])
def test_some_columns_are_those_of_the_whole(tables, columns):
    silver = tables(activity=[{"default_currency": "USD"}], transaction=[{"value_amount": 3}])
    whole = flows(silver, currency="USD")
    wanted = flows(silver, currency="USD", columns=columns)
    assert set(wanted.column_names) == set(columns)
    assert wanted.to_pylist() == whole.select(wanted.column_names).to_pylist()
