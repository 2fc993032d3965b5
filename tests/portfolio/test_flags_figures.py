"""Figures of flags, from made-up IATI files: each as counted by hand, and unknown where nobody can tell."""

import sys
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from made_up import activity, bring, transaction

from forlik.core.errors import NoData
from forlik.portfolio.flags import (
    Engaged,
    Raised,
    countries_with_aid,
    figures_of,
    flags,
    rules,
    vocabulary,
    year_of_flags,
)
from forlik.portfolio.flags.of_doubles import undertakings
from forlik.portfolio.flags.of_places import areas_met, areas_of, partners_of, shared
from forlik.portfolio.flags.of_plans import planned_of
from forlik.portfolio.flags.rows import paid_rows
from forlik.portfolio.matrix import matrix
from forlik.portfolio.partners.identifier import is_local
from forlik.portfolio.results import covered
from forlik.world import world

RELIEF = '<sector vocabulary="1" code="72010"/>'
GROWTH = '<sector vocabulary="1" code="11220"/>'
PEACE = '<sector vocabulary="1" code="15220"/>'
RIGHTS = '<sector vocabulary="1" code="15160"/>'


def ends(giver="", receiver="", name=""):
    found = f'<provider-org ref="{giver}"/>' if giver else ""
    called = f"<narrative>{name}</narrative>" if name else ""
    return found + (f'<receiver-org ref="{receiver}">{called}</receiver-org>' if receiver or name else "")


@pytest.fixture
def held(home, tmp_path):
    """Take files in and give the world that knows them."""

    def take(*files, day="2024-06-01"):
        for number, inside in enumerate(files):
            bring(home, tmp_path, f"file{number}", day, *inside)
        return world(home=home)

    return take


def two(*, growth=40, relief=960, more=()):
    """Two publishers in Colombia in 2023."""
    return (
        [activity("A-1", transaction(relief, day="2023-02-01"), who="XM-A", sectors=RELIEF)],
        [activity("B-1", transaction(growth, day="2023-02-01"), who="XM-B", sectors=GROWTH), *more],
    )


def test_every_figure_of_the_vocabulary_is_there_whatever_is_held(home, held):
    names = tuple(vocabulary())
    nothing = figures_of(world(home=home), "COL", 2023)
    assert tuple(nothing) == names
    assert nothing["aid_usd"].reason.en.startswith("no aid data (IATI) are held")
    assert nothing["publishers"].value is None
    now = held(*two())
    assert tuple(figures_of(now, "COL")) == names
    empty = figures_of(now, "SDN", 2023)
    assert empty["publishers"].value == 0
    assert {one.value for name, one in empty.items() if name.endswith("_percent")} == {None}
    assert all(one.reason for one in empty.values() if one.value is None)


def test_shares_and_who_reports_are_what_the_files_say(held):
    found = figures_of(held(*two()), "Colombia")
    assert found["aid_usd"].value == 1000
    assert (found["publishers"].value, found["publishers"].names) == (2, ("XM-A", "XM-B"))
    assert (found["development_percent"].value, found["humanitarian_percent"].value) == (4, 96)
    # Nothing of what is published is for peace: of what is published that is known.
    assert (found["peace_percent"].value, found["peace_percent"].status) == (0, "reported")
    assert {one.number for one in found["aid_usd"].sources} == {1, 2}
    assert found["aid_usd"].period == "2023"


def test_money_without_a_pillar_leaves_shares_open(held):
    hidden = activity("B-2", transaction(1000, day="2023-02-01"), who="XM-B", sectors="")
    found = figures_of(held(*two(more=[hidden])), "COL")
    share = found["development_percent"]
    assert (share.low, share.value, share.high) == (2, 4, 52)
    assert share.status == "estimated"
    assert found["pillar_coverage_percent"].value == 50
    assert flags(held(), "COL").raised[0].rule
    # Peace may be hidden: whether an engagement in it stands without money cannot be told.
    asked = flags(held(), "COL", engaged=Engaged(frozenset({"peace"}), 1))
    assert "engagement_without_money" in {one.rule for one in asked.untold}


def test_a_pillar_that_is_negative_has_no_share(held):
    back = activity("B-2", transaction(-100, day="2023-02-01"), who="XM-B", sectors=GROWTH)
    found = figures_of(held(*two(more=[back])), "COL")
    assert found["development_percent"].value is None
    assert "-60" in found["development_percent"].reason.en


def test_a_missing_rate_is_no_zero(held):
    odd = activity("B-2", transaction(50, day="2023-02-01", currency="AFN"), who="XM-B", sectors=PEACE)
    found = figures_of(held(*two(more=[odd])), "COL")
    assert found["peace_percent"].value is None
    assert found["aid_usd"].status == "estimated"
    assert found["aid_usd"].reason.en == "1 parts of transactions have no rate and are left out"


def test_years_of_relief_end_with_development_and_skip_years_without_data(held):
    years = [activity(f"A-{year}", transaction(5, day=f"{year}-02-01"), sectors=RELIEF) for year in range(2014, 2024)]
    del years[4]  # 2018: nothing is published
    growth = activity("A-0", transaction(5, day="2015-02-01"), sectors=GROWTH)
    found = figures_of(held([*years, growth]), "COL")["relief_years"]
    assert (found.value, found.low, found.high, found.period) == (7, 7, 8, "2016/2023")
    assert figures_of(held(), "COL", 2015)["relief_years"].value == 0


def test_the_year_of_flags_is_one_that_was_over_when_its_file_came_out(held):
    running = activity("A-2", transaction(5, day="2024-02-01"), sectors=RELIEF)
    now = held([activity("A-1", transaction(5, day="2023-02-01"), sectors=RELIEF), running])
    assert year_of_flags(now, "COL") == 2023
    assert year_of_flags(now, "SDN") == now.day.year - 1


def test_only_a_running_year_is_better_than_none(held):
    assert year_of_flags(held([activity("A-2", transaction(5, day="2024-02-01"))]), "COL") == 2024


def test_donors_are_those_who_are_named_and_else_who_pays_out(held):
    some = [
        activity("A-1", transaction(60, day="2023-02-01", more=ends("XM-G")), who="XM-A"),
        activity("A-2", transaction(20, day="2023-02-01"), who="XM-A"),
        activity("B-1", transaction(20, day="2023-02-01", more=ends("XM-H")), who="XM-B"),
    ]
    found = figures_of(held(some), "COL")
    # 0.6² + 0.2² + 0.2²
    assert (found["donor_hhi"].value, found["donors"].value) == (Decimal("0.44"), 3)
    assert found["donors"].names[0] == "XM-G"
    assert found["donor_coverage_percent"].value == 100


@pytest.mark.parametrize(
    ("ref", "answer"),
    [("CO-RUE-1", True), ("GB-CHC-1", False), ("XM-DAC-41114", None), ("52000", None), ("", None), (None, None)],
)
def test_local_is_told_by_the_list_of_the_identifier(ref, answer):
    assert is_local(ref, "CO") is answer


def test_what_is_not_said_of_receivers_is_unknown_and_not_abroad(held):
    some = [
        activity("A-1", transaction(30, day="2023-02-01", more=ends("", "CO-RUE-1"))),
        activity("A-2", transaction(70, day="2023-02-01", more=ends("", "GB-CHC-1"))),
    ]
    found = figures_of(held(some), "COL")
    local = found["local_percent"]
    assert (local.low, local.value, local.high) == (30, 30, 100)
    assert found["local_unknown_percent"].value == 70
    told = {one.rule for one in flags(held(), "COL").silent}
    assert "localisation_low" in told


def budget(start, end, value):
    return (
        f'<budget type="1" status="1"><period-start iso-date="{start}"/><period-end iso-date="{end}"/>'
        f'<value currency="USD" value-date="{start}">{value}</value></budget>'
    )


def test_what_was_paid_is_held_against_plans_by_days(held):
    some = [activity("A-1", budget("2023-01-01", "2023-12-31", 100), transaction(40, day="2023-02-01"))]
    found = figures_of(held(some), "COL")
    assert (found["planned_usd"].value, found["paid_of_planned_percent"].value) == (100, 40)
    assert "unpredictable" in {one.rule for one in flags(held(), "COL").raised}


def test_a_plan_over_the_turn_of_the_year_counts_by_its_days(held):
    some = [activity("A-1", budget("2022-07-01", "2023-06-30", 365), transaction(181, day="2023-02-01"))]
    found = figures_of(held(some), "COL")
    assert (found["planned_usd"].value, found["paid_of_planned_percent"].value) == (181, 100)


def test_a_plan_that_was_over_before_the_year_is_no_plan_for_it_though_nobody_says_when_it_began(held):
    def half(element, day):
        value = '<value currency="USD" value-date="2012-01-01">9</value>'
        return f'<budget type="1" status="1"><{element} iso-date="{day}"/>{value}</budget>'

    mine = activity("A-1", budget("2023-01-01", "2023-12-31", 100), transaction(40, day="2023-02-01"))
    over = activity("A-2", half("period-end", "2012-09-30"))
    assert figures_of(held([mine, over]), "COL")["planned_coverage_percent"].value == 100
    open_ = activity("A-3", half("period-end", "2023-09-30"))
    assert figures_of(held([mine, over, open_]), "COL")["planned_coverage_percent"].value == 50


def test_budgets_are_not_counted_beside_planned_disbursements():
    row = {"activity_key": "A", "first": date(2023, 1, 1), "last": date(2023, 12, 31), "usd": Decimal(5)}
    both = [row | {"kind": "budget"}, row | {"kind": "planned_disbursement", "usd": Decimal(7)}]
    assert [one.money for one in planned_of(both)] == [7]
    backwards = row | {"kind": "budget", "last": date(2022, 1, 1)}
    assert next(iter(planned_of([backwards]))).first is None


AREA = '<location><administrative vocabulary="G1" level="1" code="{}"/></location>'


def test_pillars_in_one_area_are_asked_for_a_partner(held):
    def work(number, sectors, area, partner):
        who = f'<participating-org role="4" type="22" ref="{partner}"/>' if partner else ""
        return activity(
            number, who, AREA.format(area), transaction(5, day="2023-02-01"), sectors=sectors, who=f"XM-{number}"
        )

    some = [
        work("A", RELIEF, "1", "CO-1-1"),
        work("B", PEACE, "1", "CO-1-2"),
        work("C", RELIEF, "2", "CO-1-3"),
        work("D", PEACE, "2", "CO-1-3"),
        work("E", RIGHTS, "3", "CO-1-9"),
    ]
    found = figures_of(held(some), "COL")
    assert (found["areas_two_pillars"].value, found["areas_unshared"].value) == (2, 1)
    assert found["areas_unshared"].names == ("G1 1",)
    [raised] = [one for one in flags(held(), "COL").raised if one.rule == "pillars_without_shared_partner"]
    assert "1 of 2 (G1 1)" in raised.seen.en


def test_where_one_pillar_alone_says_where_it_works_nobody_can_tell_whether_two_meet(held):
    some = [
        activity("A", transaction(5, day="2023-02-01"), AREA.format("1"), sectors=RELIEF),
        activity("B", transaction(5, day="2023-02-01"), sectors=PEACE),
    ]
    found = figures_of(held(some), "COL", 2023)
    for name in ("areas_two_pillars", "areas_unshared"):
        assert found[name].value is None, "unknown and not 0"
        assert found[name].reason.en == "activities of fewer than two pillars state an area of the first level"


def test_an_area_where_somebody_names_no_partner_cannot_be_told():
    where, called = areas_of(
        [
            {"activity_key": key, "admin_vocabulary": "G1", "admin_level": level, "admin_code": "7"}
            for key, level in (("A", 1), ("B", 1), ("C", 2))
        ]
    )
    assert called == {("G1", "7"): "G1 7"}
    met = areas_met(where, {"A": frozenset({"peace"}), "B": frozenset({"development"}), "C": frozenset({"peace"})})
    rows = [{"activity_key": "A", "receiver_org_ref": "X-1", "receiver_org_name": None}]
    there = met["G1", "7"]
    assert set(there) == {"peace", "development"}
    assert shared(there, partners_of(rows, [])) is None
    assert shared(there, {"A": frozenset({"X"}), "B": frozenset({"Y"})}) is False
    assert shared(there, {"A": frozenset({"X"}), "B": frozenset({"X"})}) is True
    assert shared({"peace": frozenset({"A"}), "development": frozenset({"A"})}, {}) is True


STARTED = '<activity-date type="2" iso-date="2022-01-01"/>'


def test_activities_of_two_organisations_that_look_alike_are_candidates(held):
    def work(number, who, value, partner="CO-1-1"):
        return activity(
            number, STARTED, transaction(value, day="2023-02-01", more=ends("", partner)), who=who, sectors=PEACE
        )

    some = [work("A", "XM-A", 100), work("B", "XM-B", 95), work("C", "XM-A", 99), work("D", "XM-C", 10)]
    found = figures_of(held(some), "COL")["duplication_pairs"]
    # A and C are one organisation's, and D is of another size; those most alike come first.
    assert (found.value, found.names) == (2, ("B + C", "A + B"))


def test_the_code_of_a_kind_of_channel_tells_no_partner():
    row = {"started": date(2022, 1, 1), "ended": None, "purpose": "15220", "usd": Decimal(5)}
    row |= {"activity_key": "A", "receiver_org_name": None, "without_rate": 0}
    [one] = undertakings([row | {"receiver_org_ref": "52000"}], "COL")
    assert one.implementers == frozenset()
    [one] = undertakings([row | {"receiver_org_ref": "CO-1-1", "ended": date(2021, 1, 1)}], "COL")
    assert (one.implementers, one.first, one.last) == ({"CO-1-1"}, None, None)


def test_an_amount_that_is_known_in_part_is_no_amount_to_compare_by(home, tmp_path):
    paid = [transaction("100", day="2020-05-01"), transaction("5", day="2020-06-01", currency="AFN")]
    bring(home, tmp_path, "a", "2022-01-10", activity("A-1", *paid))
    rows = paid_rows(world(home=home), "COL", 2020)
    assert [one.money for one in undertakings(rows, "COL")] == [None]


def result(actual):
    told = f'<actual value="{actual}"/>' if actual is not None else ""
    return (
        '<result type="1"><title><narrative>R</narrative></title><indicator measure="1">'
        '<title><narrative>I</narrative></title><period><period-start iso-date="2023-01-01"/>'
        f'<period-end iso-date="2023-12-31"/><target value="9"/>{told}</period></indicator></result>'
    )


def test_a_target_without_anything_reached_is_a_missing_result(held):
    paid = transaction(5, day="2023-02-01")
    some = [
        activity("A", STARTED, result("4"), paid),
        activity("B", STARTED, result(None), paid),
        activity("C", STARTED, paid),
    ]
    now = held(some)
    found = figures_of(now, "COL")
    assert (found["results_expected"].value, found["results_missing"].value) == (3, 2)
    assert found["results_missing_percent"].value == Decimal("66.66")
    assert found["results_missing"].period == str(now.day), "what is due hangs on the day, and on no year"
    # An actual figure of 0 is one.
    again = figures_of(held([activity("A", STARTED, result("0"), paid)], day="2024-07-01"), "COL")
    assert again["results_missing"].value == 0


def test_results_are_counted_as_the_page_on_results_counts_them(held):
    """Two are due here, of which one tells what was reached; none of the others is asked for any."""
    paid = transaction(5, day="2023-02-01")
    there = '<recipient-country code="SD"/>'
    now = held(
        [
            activity("A-1", STARTED, result("4"), paid),
            activity("A-2", STARTED, result(None)),  # nothing was paid in it: it owes results all the same
            activity("A-3", '<activity-status code="1"/>', STARTED, paid),
            activity("A-4", paid),  # no day says when it began
            activity("A-5", '<activity-date type="1" iso-date="2090-01-01"/>', paid),
            activity("A-6", STARTED, level=2),
            activity("A-7", STARTED, paid, secondary=True, who="XM-Z"),
            activity("A-8", STARTED, paid, places=there),
        ]
    )
    for place, due, missing in (("COL", 2, 1), ("SDN", 1, 1)):
        found, page = figures_of(now, place), covered(now, place=place).whole
        assert (found["results_expected"].value, found["results_missing"].value) == (due, missing)
        assert (page.activities, page.activities - page.having["actual"]) == (due, missing)
    nobody = figures_of(now, "UKR", 2023)
    assert nobody["results_expected"].value == 0
    assert (nobody["results_missing_percent"].value, nobody["results_missing_percent"].reason.en) == (
        None,
        "no results are expected of any activity here yet",
    )


def test_engagements_are_held_against_money_both_ways(held):
    now = held(*two(growth=100, relief=900))
    found = figures_of(now, "COL", engaged=Engaged(frozenset({"peace", "humanitarian"}), 3))
    assert (found["engagements"].value, found["engaged_peace"].value) == (3, 1)
    assert found["engaged_without_money"].names == ("peace",)
    assert found["money_without_engagement"].names == ("development",)
    nobody = figures_of(now, "COL")
    assert nobody["engagements"].value is None
    assert "was not asked" in nobody["engaged_without_money"].reason.en


def test_peace_without_rights_is_raised_and_silent(held):
    engaged = Engaged(frozenset({"peace"}), 1)
    now = held(*two())
    [one] = [one for one in flags(now, "COL", engaged=engaged).raised if one.rule == "peace_without_rights"]
    assert one.seen.en == (
        "An engagement for peace runs here, and 0.00 % of the money paid out in 2023 is for rights and democracy."
    )
    assert (one.owner, (one.due - now.day).days) == ("engagement_owner", 60)
    more = activity("B-9", transaction(50, day="2023-02-01"), who="XM-B", sectors=RIGHTS)
    again = flags(held(*two(more=[more]), day="2024-07-01"), "COL", engaged=engaged)
    assert "peace_without_rights" in {one.rule for one in again.silent}


def test_every_country_with_aid_is_judged_once_and_as_alone(held, home):
    there = '<recipient-country code="SD"/>'
    files = two(more=[activity("B-3", transaction(5, day="2022-02-01"), who="XM-B", places=there)])
    now = held(*files)
    engaged = {"SDN": Engaged(frozenset({"peace"}), 1)}
    every = [flags(now, iso3, engaged=engaged.get(iso3)) for iso3 in countries_with_aid(now)]
    assert [(one.place, one.year) for one in every] == [("COL", 2023), ("SDN", 2022)]
    fresh = world(home=home)
    assert every[1] == flags(fresh, "SDN", engaged=Engaged(frozenset({"peace"}), 1))
    for one in every:
        assert len(one.raised) + len(one.silent) + len(one.untold) == len(rules())


def test_without_aid_data_every_rule_on_aid_cannot_tell(home):
    found = flags(world(home=home), "COL", 2023)
    assert {one.rule for one in found.untold} >= {"relief_alone", "results_missing", "too_few_publishers"}
    assert not any(isinstance(one, Raised) and one.rule != "plan_underfunded" for one in found.raised)
    with pytest.raises(NoData):
        countries_with_aid(world(home=home))


def test_levels_and_other_peoples_reports_are_not_counted(held):
    some = [
        activity("A-1", transaction(5, day="2023-02-01"), transaction(6, day="2023-03-01"), level=2),
        activity("A-2", transaction(11, day="2023-02-01"), level=1),
        activity("A-3", transaction(99, day="2023-02-01"), secondary=True, who="XM-Z"),
    ]
    found = figures_of(held(some), "COL")
    assert (found["aid_usd"].value, found["publishers"].value) == (11, 1)


def test_a_newer_version_and_what_the_publisher_tells_of_others_are_counted_once(held):
    old = [activity("A-1", transaction(5, day="2023-02-01")), activity("A-2", transaction(1, day="2023-02-01"))]
    new = [
        activity("A-1", transaction(7, day="2023-02-01"), transaction(4, day="2023-03-01")),
        activity("A-9", transaction(99, day="2023-02-01"), secondary=True),
    ]
    now = held(old, new)
    rows = paid_rows(now, "COL", 2023)
    assert sorted(row["usd"] for row in rows) == [1, 11]
    assert figures_of(now, "COL")["aid_usd"].value == 12


BUSY = st.lists(
    st.lists(
        st.builds(
            lambda number, value, kind, currency, sectors, who, level, secondary: activity(
                number,
                transaction(value, kind=kind, day="2020-03-01", currency=currency, more=ends("", "CO-1-1")),
                sectors=sectors,
                who=who,
                level=level,
                secondary=secondary,
            ),
            st.sampled_from(["A-1", "A-2", "A-3", "A-4", "A-5"]),
            st.integers(-5, 99),
            st.sampled_from(["3", "3", "4", "2"]),
            st.sampled_from(["USD", "USD", "EUR", "AFN"]),
            st.sampled_from([RELIEF, GROWTH, PEACE, RIGHTS, "", RELIEF.replace("/>", ' percentage="50"/>') + PEACE]),
            st.sampled_from(["XM-A", "XM-A", "XM-B"]),
            st.integers(1, 2),
            st.sampled_from([False, False, True]),
        ),
        min_size=2,
        max_size=6,
    ),
    min_size=2,
    max_size=3,
)
"""Files in which most of what can go wrong does so at once: doubles, versions, levels, other people's reports."""


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=BUSY)
def test_rows_add_up_to_the_matrix_pillar_by_pillar(files, tmp_path_factory):
    home, room = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    for number, inside in enumerate(files):
        bring(home, room, f"file{number}", f"2022-0{number + 1}-01", *inside)
    now = world(home=home)
    for cell in matrix(now).cells:
        if cell.pillar != "all":
            continue
        sums = defaultdict(list)
        rows = paid_rows(now, cell.place_code, cell.year)
        for row in rows:
            for pillar in (row["pillar"], "all"):
                sums[pillar].append(row)
        for pillar, mine in sums.items():
            one = matrix(now).cell(cell.place_code, pillar, cell.year)
            usd = [row["usd"] for row in mine if row["usd"] is not None]
            assert (sum(usd) if usd else None) == one.usd
            assert sum(row["flows"] for row in mine) == one.flows
            assert sum(row["without_rate"] for row in mine) == one.without_rate
