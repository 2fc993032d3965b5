"""The rules for sectors and places, each on an example worked out by hand."""

from decimal import Decimal

import pytest

from forlik.core.errors import UsageError
from forlik.iati.flows import flows
from forlik.iati.flows.reference import flow_rows


def sector(code, percentage=None, vocabulary=None, **more):
    return {"sector_code": code, "percentage": percentage, "vocabulary": vocabulary, **more}


def country(code, percentage=None, **more):
    return {"kind": "recipient-country", "code": code, "percentage": percentage, **more}


def region(code, percentage=None, vocabulary=None, **more):
    return {"kind": "recipient-region", "code": code, "percentage": percentage, "vocabulary": vocabulary, **more}


def parts(tables, column, amount="100", asked=None, **below):
    """Code and amount of each part of the first transaction, and one of its rows."""
    silver = tables(activity=[{}], transaction=[{"value_amount": amount}, {"value_amount": 7}], **below)
    asked = asked or {}
    rows = [row for row in flows(silver, **asked).to_pylist() if row["transaction_ordinal"] == 1]
    assert rows == [row for row in flow_rows(silver, **asked) if row["transaction_ordinal"] == 1]
    return [(row[column], str(row["amount"].normalize())) for row in rows], rows[0]


def test_by_percentages(tables):
    got, row = parts(tables, "sector_code", "0.00001", sector=[sector("11110", "60"), sector("15160", "40")])
    assert got == [("11110", "0.000006"), ("15160", "0.000004")]
    assert (row["sector_source"], row["sector_rule"]) == ("activity", "percentage")
    assert (row["sector_percentage_sum"], row["sector_deviation"]) == (100, 0)


@pytest.mark.parametrize(("one", "other", "deviation"), [("33.33", "66.66", "-0.01"), ("66.66", "133.32", "99.98")])
def test_percentages_that_do_not_sum_to_100_are_scaled_and_the_deviation_is_kept(tables, one, other, deviation):
    got, row = parts(tables, "sector_code", "9", sector=[sector("11110", one), sector("15160", other)])
    assert got == [("11110", "3"), ("15160", "6")]
    assert row["sector_rule"] == "scaled"
    assert row["sector_deviation"] == Decimal(deviation)


def test_without_percentages_all_get_the_same_and_the_first_what_is_left(tables):
    got, row = parts(tables, "sector_code", "1", sector=[sector("11110"), sector("15160"), sector("72010")])
    assert got == [("11110", "0.333334"), ("15160", "0.333333"), ("72010", "0.333333")]
    assert row["sector_rule"] == "equal"
    assert row["sector_percentage_sum"] is None
    assert row["sector_share"] == Decimal("0.333333334")


def test_a_blank_or_negative_percentage_beside_others_counts_as_0_and_is_told(tables):
    stated = [sector("11110", "80"), sector("15160"), sector("72010", "-20")]
    got, row = parts(tables, "sector_code", sector=stated)
    assert got == [("11110", "1E+2"), ("15160", "0"), ("72010", "0")]
    assert row["sector_rule"] == "scaled blank_as_zero negative_as_zero"
    assert row["sector_percentage_sum"] == 60


@pytest.mark.parametrize(
    ("percentage", "rule"), [("1000000", "scaled"), ("1000000.000001", "percentage blank_as_zero")]
)
def test_a_percentage_beyond_a_million_is_none(tables, percentage, rule):
    _, row = parts(tables, "sector_code", sector=[sector("11110", "100"), sector("15160", percentage)])
    assert row["sector_rule"] == rule
    stated = [country("KE", "100"), region("289", percentage)]
    _, row = parts(tables, "place_code", recipient_geo=stated, asked={"place_rule": "percentages_over_both"})
    assert row["place_rule"] == rule


def test_only_what_is_above_0_must_come_to_100(tables):
    got, row = parts(
        tables, "sector_code", "12", sector=[sector("11110", "60"), sector("15160", "60"), sector("x", "-20")]
    )
    assert got == [("11110", "6"), ("15160", "6"), ("x", "0")]
    assert (row["sector_rule"], row["sector_deviation"]) == ("scaled negative_as_zero", 0)


def test_percentages_none_of_which_is_above_0_share_equally(tables):
    got, row = parts(tables, "sector_code", sector=[sector("11110", "0"), sector("15160", "0")])
    assert got == [("11110", "5E+1"), ("15160", "5E+1")]
    assert row["sector_rule"] == "equal_none_positive"


def test_a_single_sector_has_all_whatever_its_percentage(tables):
    got, row = parts(tables, "sector_code", sector=[sector("11110", "40")])
    assert got == [("11110", "1E+2")]
    assert (row["sector_rule"], row["sector_deviation"]) == ("scaled", -60)


def test_vocabularies_are_never_mixed(tables):
    stated = [sector("11110", "100"), sector("111", "60", "2"), sector("151", "40", "2"), sector("own", "100", "99")]
    assert parts(tables, "sector_code", sector=stated)[0] == [("11110", "1E+2")]
    got, row = parts(tables, "sector_code", sector=stated, asked={"vocabulary": "2"})
    assert got == [("111", "6E+1"), ("151", "4E+1")]
    assert row["sector_vocabulary"] == "2"
    got, row = parts(tables, "sector_code", sector=stated[1:], asked={"vocabulary": ("1", "2")})
    assert got == [("111", "6E+1"), ("151", "4E+1")]
    got, row = parts(tables, "sector_code", sector=stated[1:])
    assert got == [(None, "1E+2")]
    assert (row["sector_source"], row["sector_share"], row["pillar_rule"]) == ("none", 1, "no_sector")


def test_the_transaction_wins_dimension_by_dimension_also_when_mixed_in_one_activity(tables):
    silver = tables(
        activity=[{}],
        sector=[sector("11110")],
        recipient_geo=[country("KE")],
        transaction=[{"value_amount": 1}, {"value_amount": 2}, {"value_amount": 3}],
        transaction_sector=[sector("72010", parent_ordinal=2), sector("own", vocabulary="99", parent_ordinal=3)],
        transaction_geo=[country("UG", parent_ordinal=3)],
    )
    told = [
        (row["sector_code"], row["sector_source"], row["place_code"], row["place_source"])
        for row in flows(silver).to_pylist()
    ]
    assert told == [
        ("11110", "activity", "KE", "activity"),
        ("72010", "transaction", "KE", "activity"),
        ("11110", "activity_other_vocabulary", "UG", "transaction"),
    ]


def test_sectors_and_places_make_a_grid_that_adds_up(tables):
    silver = tables(
        activity=[{}],
        sector=[sector("11110", "50"), sector("15160", "50")],
        recipient_geo=[country("KE"), country("UG"), country("SS")],
        transaction=[{"value_amount": "-0.00001"}],
    )
    got = [str(row["amount"]) for row in flows(silver).to_pylist()]
    # Six parts of 1.67 millionths: four are rounded up, the first four as all lost the same.
    assert got == ["-0.000002"] * 4 + ["-0.000001"] * 2


@pytest.mark.parametrize(
    ("stated", "rule", "expected", "choice"),
    [
        # The percentages of both together come to 100: one whole.
        ([country("KE", "30"), region("289", "70")], "as_percentages_say", ["KE", "289"], "both"),
        # The countries alone are the whole, and the region says where they are.
        ([country("KE", "100"), region("289", "100")], "as_percentages_say", ["KE"], "countries_only"),
        ([country("KE"), region("289")], "as_percentages_say", ["KE"], "countries_only"),
        ([country("KE", "30"), region("289", "70")], "country_first", ["KE"], "countries_only"),
        ([country("KE", "100"), region("289", "100")], "percentages_over_both", ["KE", "289"], "both"),
        ([country("KE"), country("UG")], "as_percentages_say", ["KE", "UG"], "countries"),
        ([region("289")], "country_first", ["289"], "regions"),
    ],
)
def test_countries_and_regions_together_go_by_a_named_rule(tables, stated, rule, expected, choice):
    got, row = parts(tables, "place_code", recipient_geo=stated, asked={"place_rule": rule})
    assert [code for code, _ in got] == expected
    assert row["place_choice"] == f"{rule} {choice}"


def test_amounts_of_countries_and_regions_as_one_whole(tables):
    got, row = parts(tables, "place_code", recipient_geo=[country("KE", "30"), region("289", "70")])
    assert got == [("KE", "3E+1"), ("289", "7E+1")]
    assert (row["place_kind"], row["place_vocabulary"]) == ("country", None)


def test_regions_of_a_second_vocabulary_are_the_same_places_again(tables):
    stated = [region("9", "100", "99"), region("289", "100", "1")]
    got, row = parts(tables, "place_code", recipient_geo=stated)
    assert got == [("289", "1E+2")]
    assert row["place_rule"] == "percentage region_vocabulary"
    assert parts(tables, "place_code", recipient_geo=stated[:1])[1]["place_rule"] == "percentage"


def test_the_dacs_regions_come_first_and_regions_that_are_left_out_are_no_second_vocabulary(tables):
    stated = [region("9", "100", "0"), region("289", "100", "1")]
    assert parts(tables, "place_code", recipient_geo=stated)[0] == [("289", "1E+2")]
    _, row = parts(tables, "place_code", recipient_geo=[country("KE", "100"), *stated])
    assert (row["place_choice"], row["place_rule"]) == ("as_percentages_say countries_only", "percentage")


def test_no_place_is_one_row_without_code(tables):
    got, row = parts(tables, "place_code")
    assert got == [(None, "1E+2")]
    assert (row["place_source"], row["place_share"], row["place_kind"]) == ("none", 1, None)


def test_budgets_and_planned_disbursements_go_by_the_activity(tables):
    silver = tables(
        activity=[{"default_currency": "nok"}],
        sector=[sector("11110", "25"), sector("15160", "75")],
        budget=[{"value_amount": 8, "period_start": "2020-01-01", "type_code": "2"}],
        planned_disbursement=[{"value_amount": 4, "value_currency": "USD", "provider_org_ref": "A"}],
    )
    rows = flows(silver).to_pylist()
    assert [(row["kind"], row["amount"], row["currency"], row["currency_rule"]) for row in rows] == [
        ("budget", 2, "NOK", "default"),
        ("budget", 6, "NOK", "default"),
        ("planned_disbursement", 1, "USD", "stated"),
        ("planned_disbursement", 3, "USD", "stated"),
    ]
    assert [row["date_rule"] for row in rows] == ["period_start", "period_start", "none", "none"]
    assert rows[0]["budget_type_code"] == "2"
    assert rows[0]["transaction_type_code"] is None


def test_the_transactions_own_codes_come_before_the_activitys_defaults(tables):
    silver = tables(
        activity=[{"default_flow_type_code": "10", "default_tied_status_code": "5", "humanitarian": True}],
        default_aid_type=[{"code": "1", "vocabulary": "2"}, {"code": "B01"}],
        transaction=[{"flow_type_code": "30"}, {"humanitarian": False}],
        transaction_aid_type=[{"code": "A01", "vocabulary": "1", "parent_ordinal": 2}],
    )
    one, other = flows(silver).to_pylist()
    assert (one["flow_type_code"], one["tied_status_code"], one["aid_type_code"], one["humanitarian"]) == (
        *("30", "5", "B01"),
        True,
    )
    assert (other["flow_type_code"], other["aid_type_code"], other["humanitarian"]) == ("10", "A01", False)


def test_a_row_says_in_words_how_it_was_made(tables):
    _, row = parts(tables, "sector_code", sector=[sector("15162", "60"), sector("11110", "60")])
    assert row["why"] == (
        "Sector as the activity states it, by the percentages stated scaled to 100. "
        "Pillar by the code that replaced a withdrawn purpose code. "
        "No country or region stated. Currency unknown. Level 1 assumed as none is stated."
    )


def test_every_rule_that_a_row_can_name_has_words():
    from forlik.iati.flows.beside import listed
    from forlik.iati.flows.dimension import SOURCES
    from forlik.iati.flows.places import CHOICES
    from forlik.iati.flows.statements import FLAGS, RULES

    known = {(row["part"], row["code"]) for row in listed("rules.csv")}
    assert {("sector_source", name) for name in SOURCES} <= known
    assert {(f"{part}_rule", name) for part in ("sector", "place") for name in RULES} <= known
    assert {("flag", name) for _, name in FLAGS} <= known
    assert {("place_choice", name) for name in CHOICES} <= known


@pytest.mark.parametrize(
    "asked", [{"place_rule": "by_guess"}, {"how": "somehow"}, {"currency": "dollars"}, {"columns": ["x"]}]
)
def test_a_rule_that_does_not_exist_is_refused_at_once(tables, asked):
    from forlik.iati.flows import flow_batches

    with pytest.raises(UsageError):
        flow_batches(tables(activity=[{}]), **asked)


def test_tables_of_two_readings_are_refused(tables):
    silver = tables(activity=[{"activity_no": 1}], transaction=[{"activity_no": 2}])
    with pytest.raises(UsageError, match="belongs to no activity"):
        flows(silver)
    silver = tables(activity=[{}], transaction=[{}], transaction_sector=[sector("11110", parent_ordinal=2)])
    with pytest.raises(UsageError, match="belongs to no transaction"):
        flows(silver)
    with pytest.raises(UsageError, match="no table “activity”"):
        flows({})


def test_a_transaction_of_too_many_parts_is_not_divided_and_says_so(tables):
    silver = tables(
        activity=[{}],
        transaction=[{"value_amount": "100.000001"}, {"value_amount": 7}],
        transaction_sector=[{**sector(str(10_000 + at)), "parent_ordinal": 1} for at in range(101)],
        transaction_geo=[{**country(f"{at:02}"), "parent_ordinal": 1} for at in range(100)],
    )
    rows = flows(silver).to_pylist()
    assert rows == flow_rows(silver)
    assert [(str(row["amount"]), row["sector_code"], row["place_code"]) for row in rows] == [
        ("100.000001", None, None),
        ("7.000000", None, None),
    ]
    assert (rows[0]["sector_rule"], rows[0]["place_rule"]) == ("too_many_parts", "too_many_parts")
    assert rows[0]["why"].count("not divided, as there would be more than 10 000 parts") == 2
    assert (rows[1]["sector_rule"], rows[1]["place_rule"]) == ("whole", "whole")


def test_a_transaction_of_just_as_many_parts_as_there_may_be_is_divided(tables):
    silver = tables(
        activity=[{}],
        transaction=[{"value_amount": 1}],
        sector=[sector(str(10_000 + at)) for at in range(100)],
        recipient_geo=[country(f"{at:02}") for at in range(100)],
    )
    assert flows(silver).num_rows == 10_000


def test_percentages_that_cannot_be_read_are_told_apart_from_none(tables):
    stated = [sector("11110", percentage_raw="12,5"), sector("15160", percentage_raw="87,5")]
    got, row = parts(tables, "sector_code", sector=stated)
    assert got == [("11110", "5E+1"), ("15160", "5E+1")]
    assert row["sector_rule"] == "equal_unreadable"
    assert "shared equally as none of the percentages stated can be read" in row["why"]
    _, row = parts(tables, "place_code", recipient_geo=[country("KE", percentage_raw="50 %"), country("UG")])
    assert row["place_rule"] == "equal_unreadable"
    _, row = parts(tables, "place_code", recipient_geo=[country("KE", percentage_raw=" "), country("UG")])
    assert row["place_rule"] == "equal"


def test_codes_of_countries_are_in_capitals_and_those_of_regions_as_they_are(tables):
    stated = [country("cd", "50"), country("CD", "20"), region("r1", "30", "99")]
    got, _ = parts(tables, "place_code", recipient_geo=stated)
    assert got == [("CD", "5E+1"), ("CD", "2E+1"), ("r1", "3E+1")]


@pytest.mark.parametrize("how", ["rates", "publisher"])
def test_a_currency_that_nobody_knows_is_refused(tables, how):
    silver = tables(activity=[{}], transaction=[{"value_amount": 1, "value_currency": "QQQ"}])
    with pytest.raises(UsageError, match="ZZZ"):
        flows(silver, currency="ZZZ", how=how)
    assert flows(silver, currency="QQQ").to_pylist()[0]["converted_amount"] == 1
    assert flows(silver, currency="NOK").to_pylist()[0]["converted_amount"] is None
