"""Following money: edges, new money, rings."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.iati.flows import traceability
from forlik.iati.flows.cycles import in_ring


def incoming(activity_no, amount, provider=None, kind="1", **more):
    return {
        "activity_no": activity_no,
        "value_amount": amount,
        "value_currency": "USD",
        "transaction_type_code": kind,
        "provider_activity_id": provider,
        **more,
    }


def outgoing(activity_no, amount, receiver, kind="3"):
    return {
        "activity_no": activity_no,
        "value_amount": amount,
        "value_currency": "USD",
        "transaction_type_code": kind,
        "receiver_activity_id": receiver,
    }


@pytest.fixture
def chain(tables):
    """A gives to B, who gives to C; B also has money from elsewhere, and C from an activity that was not read."""
    return tables(
        activity=[{"activity_id": name} for name in ("A", "B", "C")],
        transaction=[
            outgoing(0, 10, "B"),
            incoming(1, 10, "A"),
            incoming(1, 4),
            incoming(1, None),
            outgoing(1, 6, "C"),
            incoming(2, 6, "B"),
            incoming(2, 3, "X"),
            incoming(2, 2, "C"),
        ],
    )


def test_edges_are_resolved_unresolved_or_to_the_activity_itself(chain):
    edges = traceability(chain).edges.to_pylist()
    told = [(row["from_activity_id"], row["to_activity_id"], row["role"], row["state"]) for row in edges]
    assert told == [
        ("A", "B", "receiver", "resolved"),
        ("A", "B", "provider", "resolved"),
        ("B", "C", "receiver", "resolved"),
        ("B", "C", "provider", "resolved"),
        ("X", "C", "provider", "unresolved"),
        ("C", "C", "provider", "itself"),
    ]
    assert not any(row["ring"] for row in edges)
    assert all(row["with_direction"] for row in edges)


def test_new_money_is_what_comes_from_no_activity_that_was_read(chain):
    money = traceability(chain).money.to_pylist()
    told = [tuple(row[name] for name in ("activity_id", "incoming", "traced", "new", "from_itself")) for row in money]
    assert told == [("B", 14, 10, 4, 0), ("C", 11, 6, 5, 2)]
    assert [(row["transactions"], row["without_amount"]) for row in money] == [(2, 1), (3, 0)]
    # All that came into the set: 4 from elsewhere, 3 from what was not read, 2 that names itself.
    assert sum(row["new"] for row in money) == 9


def test_commitments_and_currencies_are_kept_apart(tables):
    silver = tables(
        activity=[{"activity_id": "A"}, {"activity_id": "B"}],
        transaction=[incoming(1, 5, "A"), incoming(1, 7, "A", "11"), incoming(1, 2, "A") | {"value_currency": "NOK"}],
    )
    told = [
        (row["transaction_type_code"], row["currency"], row["traced"]) for row in traceability(silver).money.to_pylist()
    ]
    assert told == [("1", "NOK", 2), ("1", "USD", 5), ("11", "USD", 7)]


def test_an_end_against_the_direction_of_the_transaction_is_told_and_makes_no_ring(tables):
    silver = tables(
        activity=[{"activity_id": "A"}, {"activity_id": "B"}],
        transaction=[outgoing(0, 5, "B"), {**outgoing(0, 5, None), "provider_activity_id": "B"}],
    )
    one, other = traceability(silver).edges.to_pylist()
    assert (one["with_direction"], other["with_direction"]) == (True, False)
    assert (other["from_activity_id"], other["to_activity_id"], other["ring"]) == ("B", "A", False)


def test_money_in_a_ring_is_told(tables):
    silver = tables(
        activity=[{"activity_id": name} for name in ("A", "B", "C")],
        transaction=[incoming(0, 5, "B"), incoming(1, 5, "A"), incoming(2, 1, "B")],
    )
    found = traceability(silver)
    assert [row["ring"] for row in found.edges.to_pylist()] == [True, True, False]
    told = [(row["activity_id"], row["traced"], row["in_ring"]) for row in found.money.to_pylist()]
    assert told == [("A", 5, 5), ("B", 5, 5), ("C", 1, 0)]


def test_only_the_version_that_counts_takes_part_and_no_report_of_others_money(tables):
    silver = tables(
        activity=[
            {"activity_id": "A", "last_updated": "2020-01-01"},
            {"activity_id": "A", "last_updated": "2021-01-01"},
            {"activity_id": "S", "secondary_reporter": True},
            {"activity_id": "B"},
        ],
        transaction=[incoming(0, 1), incoming(1, 2), incoming(2, 4), incoming(3, 8, "S")],
    )
    told = [(row["activity_no"], row["new"]) for row in traceability(silver).money.to_pylist()]
    assert told == [(1, 2), (3, 8)]
    told = [(row["activity_no"], row["new"]) for row in traceability(silver, secondary=True).money.to_pylist()]
    assert told == [(1, 2), (2, 4), (3, 0)]


def test_amounts_in_one_currency(tables, some_rates):
    silver = tables(
        activity=[{"activity_id": "A"}],
        transaction=[
            incoming(0, 100, value_date="2020-01-01"),
            incoming(0, 100, value_date="2020-01-01") | {"value_currency": "NOK"},
            incoming(0, 100) | {"value_currency": "QQQ"},
        ],
    )
    [row] = traceability(silver, currency="USD", rates=some_rates).money.to_pylist()
    assert (row["new"], row["transactions"], row["without_amount"]) == (Decimal("111.1"), 2, 1)


def test_where_no_amount_is_known_nothing_is(tables):
    [row] = traceability(tables(activity=[{}], transaction=[incoming(0, None)])).money.to_pylist()
    assert (row["incoming"], row["new"], row["traced"], row["without_amount"]) == (None, None, None, 1)


def test_nothing_read_gives_empty_tables(tables):
    found = traceability(tables())
    assert (found.edges.num_rows, found.money.num_rows) == (0, 0)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=25))
def test_rings_are_the_strongly_connected_parts(edges):
    reached = set(edges)
    for middle in range(9):
        reached |= {
            (start, end) for start in range(9) for end in range(9) if {(start, middle), (middle, end)} <= reached
        }
    expected = []
    for node in range(9):
        others = [one for one in range(9) if one != node and {(node, one), (one, node)} <= reached]
        expected.append(min([node, *others]) if others else -1)
    assert list(in_ring(9, edges)) == expected


def test_a_chain_of_a_hundred_thousand_is_followed():
    count = 100_000
    chain = [(node, node + 1) for node in range(count - 1)]
    assert set(in_ring(count, chain)) == {-1}
    assert set(in_ring(count, [*chain, (count - 1, 0)])) == {0}
