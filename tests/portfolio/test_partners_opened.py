"""A partner's sum opened: the flows are those of the sum, exactly, and stand in the bytes that they name."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from made_up import activity, bring, transaction

from forlik.core.errors import NoData, UsageError
from forlik.discover import source
from forlik.places import by_code
from forlik.portfolio.country import country_figures
from forlik.portfolio.country.ends import ends
from forlik.portfolio.matrix import matrix
from forlik.portfolio.partners import partner, partners
from forlik.portfolio.partners.ends import GIVEN, ONLY, OWN, RECEIVED, SIDES, WITH, WITHOUT, is_own, stands_at
from forlik.portfolio.partners.opened import opened_shape, opened_sum
from forlik.portfolio.partners.sums import SumAsked, read_sum
from forlik.store.intake import take_in
from forlik.world import world

KINDS = ("paid", "promised")
OPENED = 12
"""Sums of one made-up world that are opened, drawn by chance."""


def end(side, ref="", name=""):
    said = f' ref="{ref}"' if ref else ""
    return f"<{side}-org{said}><narrative>{name}</narrative></{side}-org>"


def to(ref="", name=""):
    return end("receiver", ref, name)


def by(ref="", name=""):
    return end("provider", ref, name)


def counted(found):
    """Flows with a rate added up one by one: dollars, parts, parts without a rate."""
    known = [one.amount_usd for one in found.flows if one.amount_usd is not None]
    return sum(known, Decimal(0)) if known else None, len(found.flows), len(found.flows) - len(known)


def as_told(money):
    return money.usd, money.flows, money.without_rate


# -------------------------------------------------------------------------------------------------- made-up worlds

ORGANISATIONS = st.sampled_from(
    [("", ""), ("XM-DAC-6", ""), ("xm-dac-6", "Six"), ("", "Giver XM-DAC-6"), ("GB-CHC-1", "Wells"), ("", "Wells"),
     ("41114", "UNDP"), ("52000", "Crown Agents")]
)  # fmt: skip
TRANSACTIONS = st.builds(
    lambda value, giver, getter, **more: transaction(value, more=by(*giver) + to(*getter), **more),
    st.one_of(st.integers(-500, 500).map(str), st.decimals(-99, 99, places=2).map(str)),
    ORGANISATIONS,
    ORGANISATIONS,
    kind=st.sampled_from(["3", "3", "4", "11", "2"]),
    day=st.sampled_from(["2022-03-01", "2023-06-30", ""]),
    currency=st.sampled_from(["USD", "USD", "USD", "AFN"]),
)
ACTIVITIES = st.builds(
    lambda number, inside, **more: activity(number, *inside, **more),
    st.sampled_from(["A-1", "A-2", "A-3"]),
    st.lists(TRANSACTIONS, min_size=1, max_size=4),
    who=st.sampled_from(["XM-DAC-6", "XM-DAC-6", "GB-CHC-1"]),
    level=st.sampled_from([1, 1, 2]),
    secondary=st.sampled_from([False, False, False, True]),
    places=st.sampled_from(
        [
            '<recipient-country code="CO"/>',
            '<recipient-country code="CO" percentage="60"/><recipient-country code="SD" percentage="40"/>',
            '<recipient-region code="298"/>',
        ]
    ),
)
FILES = st.lists(st.lists(ACTIVITIES, min_size=1, max_size=3), min_size=1, max_size=2)


def sums_shown(now, flow):
    """Every sum of partners that a page shows, with the question that opens it."""
    for place in ("", "COL", "SDN"):
        for year in (None, 2022, 2023):
            for one in partners(now, place=place or None, years=year, flow=flow).found:
                of = {"place": place, "year": year, "flow": flow}
                yield SumAsked(one.ref, GIVEN, **of), one.given
                yield SumAsked(one.ref, RECEIVED, **of), one.received
                yield SumAsked(one.ref, GIVEN, ONLY, **of), one.own
    for one in partners(now, flow=flow).found:
        around = partner(now, one.ref, flow=flow)
        for year, money in around.years.items():
            of = {"year": year, "undated": year is None, "flow": flow}
            yield SumAsked(one.ref, GIVEN, **of), money.given
            yield SumAsked(one.ref, RECEIVED, **of), money.received
            yield SumAsked(one.ref, RECEIVED, ONLY, **of), money.own
        for side, some in ((GIVEN, around.gives_to), (RECEIVED, around.gets_from)):
            for other in some:
                yield SumAsked(one.ref, side, other=other.ref, flow=flow), other.money


@settings(deadline=None, max_examples=5, suppress_health_check=list(HealthCheck))
@given(files=FILES, lot=st.randoms(use_true_random=False))
def test_the_flows_of_a_sum_add_up_to_it_exactly(files, lot, tmp_path_factory):
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    for number, inside in enumerate(files):
        bring(home, folder, f"file-{number}", f"2024-01-{10 + number}", *inside)
    now = world(home=home)
    for flow in KINDS:
        shown = list(sums_shown(now, flow))
        for asked, money in lot.sample(shown, min(OPENED, len(shown))):
            if not money.flows:
                with pytest.raises(NoData):
                    opened_sum(now, asked)
                continue
            found = opened_sum(now, asked)
            assert counted(found) == as_told(money) == (found.usd, money.flows, money.without_rate), asked
            assert as_told(found.money) == as_told(money)


@settings(deadline=None, max_examples=4, suppress_health_check=list(HealthCheck))
@given(files=FILES)
def test_both_answers_to_who_gives_here_differ_by_own_spending_alone(files, tmp_path_factory):
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    for number, inside in enumerate(files):
        bring(home, folder, f"file-{number}", f"2024-01-{10 + number}", *inside)
    now = world(home=home)
    for iso3 in ("COL", "SDN"):
        for year in (2022, 2023):
            of_country = ends(now, by_code("iso3", iso3), year, "paid", {})
            of_partners = partners(now, place=iso3, years=year)
            assert {*of_country.given, *of_country.received} - {""} == {one.ref for one in of_partners.found}
            for side, name, sums in ((GIVEN, "given", of_country.given), (RECEIVED, "received", of_country.received)):
                for ref, one in sums.items():
                    if ref:
                        apart = getattr(of_partners[ref], name).usd
                        both = [part for part in (apart, of_partners[ref].own.usd) if part is not None]
                        assert one.usd == (sum(both, Decimal(0)) if both else None)
                        assert one.own == of_partners[ref].own.usd
                    found = opened_sum(now, SumAsked(ref, side, WITH if ref else WITHOUT, iso3, year))
                    assert counted(found) == (one.usd, one.flows, one.without_rate)
            cell = matrix(now, years=year).cell(iso3, "all", year)
            for sums in (of_country.given, of_country.received):
                known = [one.usd for one in sums.values() if one.usd is not None]
                assert (sum(known, Decimal(0)) if known else None) == (cell.usd if cell else None)


# ------------------------------------------------------------------------------------------------------- by hand


@pytest.fixture
def now(home, tmp_path):
    """6 gives 100 to wells, 30 to nobody named and spends 8 itself; 41114 gives it 5, and wells another 7 in Sudan."""
    bring(
        home,
        tmp_path,
        "one",
        "2024-01-10",
        activity("A-1", transaction(100, more=to("GB-CHC-1", "Wells")), transaction(30), who="XM-DAC-6"),
        activity("A-2", transaction(8, kind="4", more=to("", "Giver XM-DAC-6") + by("XM-DAC-6")), who="XM-DAC-6"),
        activity("A-3", transaction(9, kind="4", more=to("xm-dac-6", "Six")), who="XM-DAC-6"),
        activity("A-4", transaction(5, more=by("41114", "UNDP") + to("XM-DAC-6")), who="XM-DAC-6"),
        activity(
            "A-5",
            transaction(7, day="2022-02-01", more=to("GB-CHC-1", "Wells")),
            who="XM-DAC-6",
            places='<recipient-country code="SD"/>',
        ),
    )
    return world(home=home)


def test_own_spending_is_neither_given_nor_received_and_stands_beside_both(now):
    six = partners(now)["XM-DAC-6"]
    # What names its own name and no reference as receiver of outgoing money is another end as stated: by its name.
    assert (six.given.usd, six.received.usd, six.own.usd) == (145, 5, 9)
    assert [one.usd for one in partner(now, "XM-DAC-6").years[2023]] == [138, 5, 9]
    assert {(tie.funder, tie.implementer) for tie in partners(now).network.ties} >= {("XM-DAC-6", "GB-CHC-1")}
    assert ("XM-DAC-6", "XM-DAC-6") not in {(tie.funder, tie.implementer) for tie in partners(now).network.ties}


def test_the_page_of_a_country_counts_own_spending_at_both_ends_and_says_how_much_it_is(now):
    found = country_figures(now, "Colombia", year=2023)
    givers = {one.ref: (one.usd, one.own) for one in found.givers}
    receivers = {one.ref: (one.usd, one.own) for one in found.receivers}
    assert givers == {"XM-DAC-6": (147, 9), "XM-DAC-41114": (5, None)}
    assert receivers["XM-DAC-6"] == (14, 9)
    assert sum(usd for usd, _ in givers.values()) == sum(usd for usd, _ in receivers.values()) == 152


@pytest.mark.parametrize(
    ("asked", "amounts"),
    [
        (SumAsked("XM-DAC-6"), [100, 30, 8, 7]),
        (SumAsked("xm-dac-6", year=2023), [100, 30, 8]),
        (SumAsked("XM-DAC-6", place="SDN"), [7]),
        (SumAsked("XM-DAC-6", own=WITH, year=2023), [100, 30, 8, 9]),
        (SumAsked("XM-DAC-6", own=ONLY), [9]),
        (SumAsked("XM-DAC-6", RECEIVED), [5]),
        (SumAsked("XM-DAC-6", RECEIVED, WITH), [9, 5]),
        (SumAsked("XM-DAC-6", other="GB-CHC-1"), [100, 7]),
        (SumAsked("XM-DAC-6", other=""), [30]),
        (SumAsked("GB-CHC-1", RECEIVED, other="XM-DAC-6", year=2022), [7]),
        (SumAsked("", RECEIVED), [30]),
    ],
)
def test_a_sum_opens_to_its_flows(now, asked, amounts):
    found = opened_sum(now, asked)
    assert [one.amount_usd for one in found.flows] == amounts
    assert found.usd == sum(amounts)
    shape = opened_shape(found)
    assert shape["sum_usd"] == shape["amount_usd"] == sum(amounts)
    assert found.flows[0].amount_usd == amounts[0]
    assert found.flows[-1].amount_usd == amounts[-1]
    assert len(found.table().rows()) == len(amounts)


def test_each_flow_names_the_bytes_that_its_activity_stands_in(now, tmp_path):
    content = (tmp_path / "one.xml").read_bytes()
    found = opened_sum(now, SumAsked("XM-DAC-6", own=WITH))
    for one in found.flows:
        start, last = one.bytes
        inside = content[start:last].decode()
        assert f"<iati-identifier>{one.about['activity_key']}</iati-identifier>" in inside
        assert f">{one.amount.normalize():f}</value>" in inside
    assert dict(found.as_published) == {"USD": 154}


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (SumAsked("XX-NONE"), UsageError),
        (SumAsked("XM-DAC-6", flow="stolen"), UsageError),
        (SumAsked("XM-DAC-6", year=1999), NoData),
        (SumAsked("XM-DAC-41114", RECEIVED), NoData),
    ],
)
def test_what_is_not_there_is_unknown_or_refused(now, asked, error):
    with pytest.raises(error):
        opened_sum(now, asked)


# -------------------------------------------------------------------------------------------------------- the rule


@given(
    st.sampled_from(["", "a", "b"]), st.sampled_from(["", "a", "b"]), st.sampled_from(["", "a", "b"]),
    st.sampled_from(SIDES),
)  # fmt: skip
def test_with_own_spending_is_without_it_and_it_alone(ref, giver, getter, side):
    at = {own: stands_at(ref, side, giver, getter, own) for own in OWN}
    assert at[WITH] == (at[WITHOUT] or at[ONLY])
    assert not (at[WITHOUT] and at[ONLY])
    assert at[ONLY] == (is_own(giver, getter) and giver == ref)


@given(
    st.builds(
        SumAsked,
        st.sampled_from(["", "XM-DAC-6", "name:wells"]),
        st.sampled_from(SIDES),
        st.sampled_from(OWN),
        st.sampled_from(["", "COL"]),
        st.one_of(st.none(), st.integers(1990, 2030)),
        st.just(False),
        st.sampled_from([None, "", "GB-CHC-1"]),
        st.sampled_from(["paid", "committed"]),
    )
)
def test_an_address_asks_for_the_sum_that_it_was_made_of(asked):
    ref = asked.path.split("/")[2]
    year = asked.fields.get("year")
    assert read_sum(ref, asked.fields, asked.fields.get("country", ""), int(year) if year else None) == asked


# ------------------------------------------------------------------------------------------------------------ real


@pytest.mark.real
@pytest.mark.parametrize(
    ("path", "flow"),
    [("unhcr/UNHCR-Activities-2023.xml", "promised"), ("unhcr/UNHCR-Activities-2023.xml", "paid")],
)
def test_sums_of_a_real_file_open_to_their_flows(home, shared, path, flow):
    _, errors = take_in(home, source("iati"), [shared / "iati" / "activities" / path])
    assert errors == []
    now = world(home=home)
    for one in partners(now, flow=flow).found[:8]:
        for side, own, money in (
            (GIVEN, WITHOUT, one.given),
            (RECEIVED, WITHOUT, one.received),
            (GIVEN, ONLY, one.own),
        ):
            if money.flows:
                found = opened_sum(now, SumAsked(one.ref, side, own, flow=flow))
                assert counted(found) == as_told(money)
        for year, money in partner(now, one.ref, flow=flow).years.items():
            if money.received.flows:
                asked = SumAsked(one.ref, RECEIVED, year=year, undated=year is None, flow=flow)
                assert counted(opened_sum(now, asked)) == as_told(money.received)
