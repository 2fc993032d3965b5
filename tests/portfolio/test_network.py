"""The network of partners: by hand, closed forms, published values, and what is told when data are bad."""

from decimal import Decimal

import networkx as nx
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forlik.core.errors import UsageError
from forlik.portfolio.network.between import betweenness
from forlik.portfolio.network.connected import Degree, components, degrees, graph_of
from forlik.portfolio.network.dropping import edge_drop, leads
from forlik.portfolio.network.leaving import if_each_leaves, if_it_leaves
from forlik.portfolio.network.partners import partners

untimed = settings(deadline=None)  # how long an example takes hangs on what else runs


def edge(funder, implementer, money=1, **more):
    return {"funder": funder, "implementer": implementer, "money": money, **more}


def codes(found):
    return {one.reason.code: (one.entries, one.money) for one in found.left_out}


HAND = [
    edge("NO", "UN", 100, year=2023, country="SDN", transactions=4),
    edge("NO", "UN", 50, year=2024, country="SDN"),
    edge("SE", "UN", 30, year=2024, country="SSD"),
    edge("UN", "local 1", 60, year=2024, country="SDN"),
    edge("UN", "local 2", None, year=2024, country="SDN"),
    edge("DK", "alone", 7),
]


def test_a_network_by_hand():
    found = partners(HAND)
    assert found.ids == ("DK", "NO", "SE", "UN", "alone", "local 1", "local 2")
    assert [(tie.funder, tie.implementer, tie.money, tie.transactions, tie.amountless) for tie in found.ties] == [
        ("DK", "alone", 7, 1, 0),
        ("NO", "UN", 150, 5, 0),
        ("SE", "UN", 30, 1, 0),
        ("UN", "local 1", 60, 1, 0),
        ("UN", "local 2", None, 1, 1),
    ]
    assert found.total == 247
    assert found.coverage_percent == Decimal("83.33"), "five of six edges have an amount"
    assert codes(found) == {"no_amount": (1, None)}
    assert degrees(found)["UN"] == Degree(funders=2, implementers=2)
    parts = components(found)
    assert [(one.organisations, one.ties, one.money, one.unknown) for one in parts] == [
        (("NO", "SE", "UN", "local 1", "local 2"), 4, 240, 1),
        (("DK", "alone"), 1, 7, 0),
    ]
    un = if_it_leaves(found, "UN")
    assert (un.received, un.passed_on, un.through) == (180, 60, 180), "what comes in and goes out is not added up"
    assert (un.left_alone, un.alone, un.unknown) == (4, 180, 1), "all four have nobody else"
    assert [one.organisation for one in if_each_leaves(found)][:2] == ["UN", "NO"]
    assert if_it_leaves(found, "local 2").through == 0
    assert if_it_leaves(found, "local 2").unknown == 1
    with pytest.raises(UsageError, match="no partner"):
        if_it_leaves(found, "XX")


def test_edges_of_a_country_and_years():
    found = partners(HAND, country="SDN", years=(2024, 2024))
    assert [(tie.funder, tie.money) for tie in found.ties] == [("NO", 50), ("UN", 60), ("UN", None)]
    assert codes(found)["other_asked"] == (3, 137), "an unknown country is not this one, and told"
    assert found.coverage_percent == Decimal("66.66"), "of what was asked about"


def test_money_is_net_by_pair_and_a_negative_pair_keeps_its_tie():
    found = partners([edge("A", "B", 10), edge("A", "B", -4), edge("A", "C", 3), edge("A", "C", -5)])
    assert [(tie.implementer, tie.money) for tie in found.ties] == [("B", 6), ("C", None)]
    assert codes(found) == {"taken_back": (1, -2)}
    assert if_it_leaves(found, "A").through == 6
    assert found.coverage_percent == 50


def test_who_is_unknown_or_pays_itself_is_left_out_and_told():
    found = partners([edge(None, "B", 5), edge("A", " ", 7), edge("A", "A", 9), edge("A", "B", 1)])
    assert found.ids == ("A", "B")
    assert codes(found) == {"no_name": (2, 12), "one_self": (1, 9)}
    assert found.coverage_percent == Decimal("4.54"), "1 of 22"


def test_two_with_one_name_stay_two_and_one_with_two_identifiers_is_joined_by_a_decision():
    edges = [edge("NO", "XI-1", 5), edge("NO", "XI-2", 6), edge("SE", "XI-3", 7)]
    assert len(partners(edges).ids) == 5
    joined = partners(edges, same={"XI-2": "XI-1", "XI-3": "XI-2"})
    assert joined.ids == ("NO", "SE", "XI-1")
    assert [(tie.funder, tie.money) for tie in joined.ties] == [("NO", 11), ("SE", 7)]
    assert codes(partners([edge("A", "A2", 5)], same={"A2": "A"})) == {"one_self": (1, 5)}
    with pytest.raises(UsageError, match="under itself"):
        partners(edges, same={"XI-1": "XI-2", "XI-2": "XI-1"})


def test_arrow_and_plain_edges_say_the_same_and_cents_are_cents():
    amounts = [Decimal("1.25"), None, Decimal("-0.25"), Decimal("3.00")]
    table = pa.table(
        {
            "funder": ["A", "A", "A", "B"],
            "implementer": ["C", "C", "C", "C"],
            "money": pa.array(amounts, pa.decimal128(18, 2)),
        }
    )
    rows = table.to_pylist()
    cents = table.set_column(2, "money", pa.array([125, None, -25, 300]))
    wide = table.set_column(2, "money", table["money"].cast(pa.decimal256(50, 4)))
    first = [(tie.funder, tie.money, tie.amountless) for tie in partners(table).ties]
    assert first == [("A", Decimal("1.00"), 1), ("B", Decimal("3.00"), 0)]
    for other in (partners(rows), partners(cents, digits=2), partners(wide), partners(cents.to_pylist(), digits=2)):
        assert [(tie.funder, tie.money, tie.amountless) for tie in other.ties] == first


def test_sums_beyond_64_bits_are_exact():
    big = Decimal("9000000000000000000.01")
    rows = [edge("A", "B", big), edge("A", "C", big), edge("A", "C", Decimal("0.01"))]
    found = partners(pa.Table.from_pylist(rows))
    assert found.total == Decimal("18000000000000000000.03")
    assert if_it_leaves(found, "A").alone == found.total
    assert [tie.money for tie in partners(rows).ties] == [big, big + Decimal("0.01")]


@pytest.mark.parametrize("bad", [float("nan"), 1.5, Decimal("NaN"), Decimal("Infinity"), "5", True])
def test_bad_amounts_are_errors(bad):
    with pytest.raises(UsageError):
        partners([edge("A", "B", bad)])


def test_bad_tables_are_errors():
    good = pa.table({"funder": ["A"], "implementer": ["B"], "money": [1]})
    for column, values in (("money", [1.5]), ("money", ["5"]), ("funder", [5]), ("implementer", [1.5])):
        place = good.column_names.index(column)
        with pytest.raises(UsageError):
            partners(good.set_column(place, column, pa.array(values)))
    for more in ({"year": 2024.5}, {"country": 5}, {"transactions": -1}):
        with pytest.raises(UsageError):
            partners([edge("A", "B", **more)])
    with pytest.raises(UsageError, match="no column “money”"):
        partners(good.drop_columns(["money"]))
    with pytest.raises(UsageError, match="edge 1"):
        partners([{"funder": "A"}])
    with pytest.raises(UsageError, match="several kinds"):
        partners([edge("A", "B"), edge(5, "B")])
    with pytest.raises(UsageError, match="digits"):
        partners(good, digits=-1)


@pytest.mark.parametrize("empty", [[], pa.table({"funder": [], "implementer": [], "money": []}), [edge("", "B")]])
def test_an_empty_network_is_no_error(empty):
    found = partners(empty)
    assert (found.ids, len(found), found.total) == ((), 0, 0)
    assert components(found) == ()
    assert if_each_leaves(found) == ()
    assert degrees(found) == {}
    assert betweenness(found).scores == {}
    assert not edge_drop(found, leads("A"), draws=2).holds


def test_one_donor():
    found = partners([edge("NO", "A", 5)])
    assert [(one.through, one.alone) for one in if_each_leaves(found)] == [(5, 5), (5, 5)]
    assert len(components(found)) == 1


ORGANISATIONS = st.sampled_from("ABCDEFGH")
EDGES = st.lists(st.tuples(ORGANISATIONS, ORGANISATIONS, st.one_of(st.none(), st.integers(-50, 10**6))), max_size=25)


def of(edges):
    return partners([edge(*one) for one in edges])


@untimed
@given(EDGES, st.data())
def test_without_a_tie_nobody_has_more_money(edges, data):
    found = of(edges)
    assume(len(found))
    gone = data.draw(st.integers(0, len(found) - 1))
    kept = [place != gone for place in range(len(found))]
    fewer = found.with_ties(np.array(kept))
    after = {one.organisation: one for one in if_each_leaves(fewer)}
    for one in if_each_leaves(found):
        left = after.get(one.organisation)
        assert left is None or (left.received <= one.received and left.passed_on <= one.passed_on)
        assert left is None or left.through <= one.through
    assert fewer.total <= found.total
    assert sum(one.money for one in components(fewer)) <= sum(one.money for one in components(found))


@untimed
@given(EDGES)
def test_sums_agree_with_each_other_and_with_networkx(edges):
    found = of(edges)
    each = if_each_leaves(found)
    assert sum(one.received for one in each) == sum(one.passed_on for one in each) == found.total
    assert sum(one.money for one in components(found)) == found.total
    assert sum(one.funders for one in degrees(found).values()) == len(found)
    graph = nx.Graph((tie.funder, tie.implementer) for tie in found.ties)
    assert {one.organisations for one in components(found)} == {
        tuple(sorted(p)) for p in nx.connected_components(graph)
    }
    for one in each:
        near = [other for other in graph[one.organisation] if graph.degree(other) == 1]
        assert one.left_alone == len(near)
        ties = [tie for tie in found.ties if {tie.funder, tie.implementer} & set(near) and tie.money]
        given_it = sum(tie.money for tie in ties if tie.implementer == one.organisation)
        given_them = sum(tie.money for tie in ties if tie.funder == one.organisation)
        assert one.alone == max(given_it, given_them) <= one.through
        assert if_it_leaves(found, one.organisation) == one


@untimed
@given(EDGES, st.randoms())
def test_the_order_of_edges_changes_nothing(edges, lot):
    mixed = list(edges)
    lot.shuffle(mixed)
    assert list(of(edges).ties) == list(of(mixed).ties)
    assert betweenness(of(edges), k=2, seed=3) == betweenness(of(mixed), k=2, seed=3)


def test_betweenness_of_a_star_a_path_and_the_florentine_families():
    star = partners([edge("hub", f"leaf {number}") for number in range(5)])
    assert betweenness(star).scores == {"hub": 1.0, **{f"leaf {number}": 0.0 for number in range(5)}}
    path = betweenness(partners([edge("a", "b"), edge("b", "c"), edge("c", "d")])).scores
    assert path["b"] == pytest.approx(2 / 3), "of the three pairs of others two go over b"
    # Padgett and Ansell's marriages: the Medici stand between 52 % of the pairs of other families (Jackson 2008, 1.2).
    families = nx.florentine_families_graph()
    found = betweenness(partners([edge(*pair) for pair in families.edges]))
    assert next(iter(found.scores)) == "Medici"
    assert found.scores["Medici"] == pytest.approx(0.522, abs=5e-4)
    assert (found.exact, found.organisations) == (True, 15)


def test_sampled_betweenness_says_its_sample_and_is_the_same_again():
    families = partners([edge(*pair) for pair in nx.florentine_families_graph().edges])
    first, again = betweenness(families, k=5, seed=7), betweenness(families, k=5, seed=7)
    assert first == again
    assert (first.sampled, first.seed, first.exact, first.organisations) == (5, 7, False, 15)
    others = [betweenness(families, k=5, seed=seed).scores["Medici"] for seed in range(60)]
    assert len(set(others)) > 1, "another seed is another sample"
    assert sum(others) / 60 == pytest.approx(0.522, abs=0.06), "and on the average the right one"
    with pytest.raises(UsageError):
        betweenness(families, k=0)


def connects(one, other):
    """The finding that a chain of ties leads from one organisation to another, whichever way money goes."""

    def finding(found):
        graph, start, end = graph_of(found), found.number(one), found.number(other)
        return start in graph and end in graph and nx.has_path(graph, start, end)

    return finding


def test_a_finding_that_hangs_on_one_tie_holds_as_often_as_it_is_kept():
    """A and B are connected by one tie, which is kept with probability 1 − p; over two ways, with 1 − (1 − q²)²."""
    one = partners([edge("A", "B"), edge("C", "D")])
    found = edge_drop(one, connects("A", "B"), p=0.25, draws=1000, seed=1)
    assert float(found.share) == pytest.approx(0.75, abs=0.045), "within 3 standard errors of 1,000 draws"
    assert (found.held, found.draws, found.p, found.seed, found.holds) == (found.share * 1000, 1000, 0.25, 1, True)
    two = partners([edge("A", "x"), edge("x", "B"), edge("A", "y"), edge("y", "B")])
    share = edge_drop(two, connects("A", "B"), p=0.25, draws=1000, seed=2).share
    assert float(share) == pytest.approx(1 - (1 - 0.75**2) ** 2, abs=0.04)


def test_edge_drop_is_the_same_again_and_draws_do_not_hang_on_their_number():
    found = partners(HAND)
    assert edge_drop(found, leads("UN"), draws=50) == edge_drop(found, leads("UN"), draws=50)
    short, long = (edge_drop(found, leads("UN"), p=0.4, draws=draws).held for draws in (50, 51))
    assert long - short in (0, 1)
    assert not edge_drop(found, connects("NO", "DK"), draws=20).held
    for wrong in ({"p": 0}, {"p": 1}, {"p": float("nan")}, {"draws": 0}):
        with pytest.raises(UsageError):
            edge_drop(found, leads("UN"), **wrong)


@untimed
@given(
    st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE"), st.one_of(st.none(), st.integers(-5, 20))))
)
def test_whoever_leads_has_more_through_it_than_the_next(some):
    found = partners([edge(*one) for one in some])
    each = if_each_leaves(found)
    for name in "ABCDEF":
        more = [one.through for one in each if one.organisation != name]
        [mine] = [one.through for one in each if one.organisation == name] or [None]
        assert leads(name)(found) == (mine is not None and all(one < mine for one in more))


def test_an_organisation_that_is_first_with_another_does_not_lead():
    found = partners([edge("A", "B", 5), edge("C", "D", 5)])
    assert not edge_drop(found, leads("A"), draws=1).holds
    assert graph_of(found).number_of_edges() == 2
