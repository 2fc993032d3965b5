"""Coverage of results on small hand-made tables, counted by hand."""

from datetime import date
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.portfolio.definitions import definition
from forlik.portfolio.results.coverage import ABOUT, moved
from forlik.portfolio.results.cutting import tell
from forlik.portfolio.results.expecting import looked_at
from forlik.portfolio.results.todo import found as todo_of
from forlik.portfolio.results.work import work_items

DAY = date(2024, 6, 30)
ENGINE = ibis.duckdb.connect()
DATE, TEXT, WHOLE = pa.date32(), pa.string(), pa.int64()
ACTIVITIES = pa.schema(
    [
        *((name, TEXT) for name in ("dataset", "activity_key", "activity_id", "title")),
        *((name, TEXT) for name in ("reporting_org_ref", "reporting_org_name", "status_code", "countries_iso3")),
        ("activity_no", WHOLE), ("hierarchy", WHOLE), ("secondary_reporter", pa.bool_()),
        ("started", DATE), ("ended", DATE), ("basis", pa.int32()),
    ]
)  # fmt: skip
RESULTS = pa.schema(
    [
        ("dataset", TEXT), ("activity_no", WHOLE), ("indicator_no", WHOLE), ("target_value", TEXT),
        ("actual_value", TEXT), ("period_end", DATE),
    ]
)  # fmt: skip
DOCUMENTS = pa.schema(
    [
        *((name, TEXT) for name in ("dataset", "activity_key", "category_code", "url")),
        ("activity_no", WHOLE), ("secondary_reporter", pa.bool_()),
    ]
)  # fmt: skip
FLOWS = pa.schema(
    [
        *((name, TEXT) for name in ("dataset", "activity_key", "country_iso3", "sector_vocabulary", "sector_code")),
        ("humanitarian", pa.bool_()), ("amount_usd", pa.decimal128(28, 6)),
    ]
)  # fmt: skip
LEVELS = pa.schema([("level_ref", TEXT), ("level", WHOLE)])


def activity(number, ref="XA", *, status="2", started=date(2020, 1, 1), ended=None, level=1, where="COL", second=False):
    return {
        "dataset": f"{ref}/all", "activity_key": f"{ref}-{number}", "activity_id": f"{ref}-{number}", "title": "Work",
        "reporting_org_ref": ref, "reporting_org_name": f"Giver {ref}", "status_code": status, "countries_iso3": where,
        "activity_no": number, "hierarchy": level, "secondary_reporter": second, "started": started, "ended": ended,
        "basis": 1,
    }  # fmt: skip


def result(number, ref="XA", *, indicator=None, target=None, actual=None, end=None):
    return {
        "dataset": f"{ref}/all", "activity_no": number, "indicator_no": indicator, "target_value": target,
        "actual_value": actual, "period_end": end,
    }  # fmt: skip


def document(number, code="A07", ref="XA", *, url=None, second=False):
    return {
        "dataset": f"{ref}/all", "activity_key": f"{ref}-{number}", "activity_no": number, "category_code": code,
        "url": url or f"https://a.example/{ref}/{number}", "secondary_reporter": second,
    }  # fmt: skip


def flow(number, usd, ref="XA", *, where="COL", code="15220"):
    return {
        "dataset": f"{ref}/all", "activity_key": f"{ref}-{number}", "country_iso3": where, "sector_vocabulary": "1",
        "sector_code": code, "humanitarian": None, "amount_usd": None if usd is None else Decimal(usd),
    }  # fmt: skip


def table(rows, schema):
    return ibis.memtable(pa.Table.from_pylist(list(rows), schema=schema))


def seen(activities, results=(), levels=(), documents=()):
    expression = looked_at(
        *(table(activities, ACTIVITIES), table(results, RESULTS), table(documents, DOCUMENTS), table(levels, LEVELS)),
        DAY,
    )
    return ENGINE.to_pyarrow(expression.select(*ABOUT))


def told(activities, results=(), flows=(), levels=(), iso3=None, documents=()):
    rows = ibis.memtable(seen(activities, results, levels, documents))
    money = moved(table(flows, FLOWS), definition("purpose"))
    return tell(ENGINE.to_pyarrow, ibis.memtable, rows, money, DAY, iso3=iso3)


@pytest.mark.parametrize(
    ("said", "owes", "since"),
    [
        ({"started": date(2023, 6, 30)}, "expected", date(2024, 6, 30)),
        ({"started": date(2023, 7, 1)}, "not_yet", date(2024, 7, 1)),
        ({"started": date(2020, 2, 29)}, "expected", date(2021, 2, 28)),
        ({"started": date(2024, 1, 1), "ended": date(2024, 3, 1)}, "expected", date(2024, 3, 1)),
        ({"started": date(2024, 1, 1), "ended": date(2024, 9, 1)}, "not_yet", date(2024, 9, 1)),
        ({"started": None, "ended": date(2024, 3, 1)}, "expected", date(2024, 3, 1)),
        ({"started": None, "ended": date(2025, 3, 1)}, "unknown", date(2025, 3, 1)),
        ({"started": None}, "unknown", None),
        ({"started": None, "status": "4"}, "expected", None),
        ({"started": None, "status": None}, "unknown", None),
        ({"started": date(2024, 5, 1), "status": "4", "ended": date(2026, 1, 1)}, "expected", None),
        ({"started": date(2020, 1, 1), "ended": date(2019, 1, 1)}, "unknown", None),
        ({"started": date(2010, 1, 1), "status": "1"}, "never", date(2011, 1, 1)),
        ({"started": date(2010, 1, 1), "status": "5"}, "never", date(2011, 1, 1)),
        ({"started": date(2010, 1, 1), "status": "6"}, "expected", date(2011, 1, 1)),
    ],
)
def test_of_whom_results_are_expected(said, owes, since):
    [row] = seen([activity(0, **said)]).to_pylist()
    assert (row["owes"], row["owed_from"]) == (owes, since)


def test_what_an_activity_has_is_told_step_by_step():
    results = [
        result(0), result(1, indicator=1), result(2, indicator=1, target="5"),
        result(3, indicator=1, target="5"), result(3, indicator=2, actual="4"), result(4, indicator=1, target=" "),
    ]  # fmt: skip
    rows = seen([activity(number) for number in range(6)], results).to_pylist()
    assert [[row[name] for name in ("result", "indicator", "target", "actual")] for row in rows] == [
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, False],
        [True, True, True, True],
        [True, True, False, False],
        [False, False, False, False],
    ]


def test_one_level_counts_and_the_other_is_told_with_its_results():
    activities = [activity(0, level=1), activity(1, level=2), activity(2, level=2)]
    found = told(activities, [result(0)], levels=[{"level_ref": "XA", "level": 2}])
    assert (found.whole.activities, found.whole.having["result"]) == (2, 0)
    assert [(one.why, one.activities, one.with_result) for one in found.apart] == [("other_level", 1, 1)]


def test_where_no_money_tells_the_level_the_one_with_most_activities_counts():
    rows = seen([activity(0, level=1), activity(1, level=2), activity(2, level=2), activity(3, "XB", level=1),
                 activity(4, "XB", level=2)]).to_pylist()  # fmt: skip
    assert [row["standing"] for row in rows] == ["other_level", "counted", "counted", "other_level", "counted"]


def test_coverage_by_hand():
    """Four activities owe results; two have them. Of 100 + 300 + 50 = 450 dollars they have 400; one has no money."""
    activities = [
        activity(0, where="COL; SSD"), activity(1), activity(2, "XB", where=None), activity(3, "XB"),
        activity(4, status="1"), activity(5, started=None), activity(6, started=date(2024, 5, 1)),
        activity(7, "XC", second=True),
    ]  # fmt: skip
    flows = [
        flow(0, "60", where="COL"), flow(0, "40", where="SSD", code="72010"), flow(1, "-300"),
        flow(2, "50", "XB", where=None, code=None), flow(4, "9000"), flow(3, None, "XB"),
    ]  # fmt: skip
    documents = [document(0), document(0), document(0, "B01"), document(1, "A08"), document(2, "B09", "XB"),
                 document(4)]  # fmt: skip
    found = told(activities, [result(0), result(1, indicator=1, target="2")], flows, documents=documents)
    whole = found.whole
    having = {"result": 2, "indicator": 1, "target": 1, "actual": 0, "evaluation": 1, "shared_evaluation": 0}
    assert (whole.activities, whole.having) == (4, having)
    assert (whole.percent("evaluation"), whole.usd_having["evaluation"]) == (25, 100)
    assert whole.percent() == Decimal("50.00")
    assert (whole.usd, whole.usd_having["result"], whole.without_money) == (450, 400, 1)
    assert whole.percent_of_money() == Decimal("88.88"), "rounded down, so that only all is 100"
    assert [(one.why, one.activities) for one in found.apart] == [
        ("never", 1), ("not_yet", 1), ("secondary", 1), ("unknown", 1),
    ]  # fmt: skip
    by = {way: {one.key: one.coverage for one in parts} for way, parts in found.by.items()}
    assert {key: (one.activities, one.having["result"]) for key, one in by["publisher"].items()} == {
        "XA": (2, 2), "XB": (2, 0),
    }  # fmt: skip
    assert {key: (one.activities, one.usd) for key, one in by["country"].items()} == {
        "COL": (3, Decimal(360)), "SSD": (1, Decimal(40)), "": (1, Decimal(50)),
    }  # fmt: skip
    assert {key: (one.activities, one.usd) for key, one in by["pillar"].items()} == {
        "peace": (3, Decimal(360)), "humanitarian": (1, Decimal(40)), "no_pillar": (1, Decimal(50)),
    }  # fmt: skip
    assert {key: one.activities for key, one in by["year"].items()} == {"2021": 4}


def test_a_document_that_several_activities_link_evaluates_none_of_them_alone():
    library = "https://a.example/library"
    documents = [
        document(0, url=library), document(1, url=library), document(1), document(1), document(2, "A01", url=library),
        document(3, url="https://a.example/3"), document(4, url="https://a.example/3", second=True),
    ]  # fmt: skip
    rows = seen([activity(number) for number in range(4)], documents=documents).to_pylist()
    assert [(row["evaluation"], row["shared_evaluation"]) for row in rows] == [
        (False, True), (True, False), (False, False), (True, False),
    ]  # fmt: skip


def test_one_countrys_money_weighs_where_one_country_is_asked_for():
    activities = [activity(0, where="COL; SSD"), activity(1)]
    flows = [flow(0, "60", where="COL"), flow(0, "40", where="SSD"), flow(1, "30")]
    found = told(activities, [result(0)], flows, iso3="COL")
    assert (found.whole.usd, found.whole.usd_having["result"]) == (90, 60)
    assert [one.key for one in found.by["country"]] == ["COL"]


def test_where_nothing_is_expected_the_share_is_unknown_and_not_0():
    found = told([activity(0, status="1")])
    assert (found.whole.activities, found.whole.percent(), found.whole.percent_of_money()) == (0, None, None)
    assert told([activity(0)]).whole.percent() == 0
    assert told([activity(0)]).whole.percent_of_money() is None


MADE = st.builds(
    activity,
    st.integers(0, 9),
    st.sampled_from(["XA", "XB"]),
    status=st.sampled_from(["1", "2", "3", "4", "5", None]),
    started=st.sampled_from([None, date(2019, 1, 1), date(2024, 2, 1)]),
    ended=st.sampled_from([None, date(2021, 1, 1), date(2030, 1, 1)]),
    level=st.integers(1, 2),
    where=st.sampled_from([None, "COL", "COL; SSD"]),
    second=st.sampled_from([False, False, True]),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(MADE, max_size=8, unique_by=lambda one: one["activity_key"]),
    st.lists(st.builds(result, st.integers(0, 9), st.sampled_from(["XA", "XB"])), max_size=8),
)
def test_every_activity_is_told_of_once_and_steps_only_go_down(activities, results):
    found = told(activities, results)
    assert found.whole.activities + sum(one.activities for one in found.apart) == len(activities)
    for way in ("publisher", "year"):
        assert sum(one.coverage.activities for one in found.by[way]) == found.whole.activities
        assert sum(one.coverage.having["result"] for one in found.by[way]) == found.whole.having["result"]
    have = found.whole.having
    assert found.whole.activities >= have["result"] >= have["indicator"]


MONEY = st.builds(
    flow,
    st.integers(0, 9),
    st.sampled_from([None, "0", "7", "-2.5", "1000000.000001"]),
    st.sampled_from(["XA", "XB"]),
    where=st.sampled_from([None, "COL", "SSD"]),
    code=st.sampled_from([None, "15220", "72010", "11220"]),
)
ENDS = st.sampled_from([None, date(2021, 12, 31), date(2024, 6, 30), date(2024, 7, 1)])
STATED = st.sampled_from([None, "", "5"])
RESULT = st.builds(
    result,
    st.integers(0, 9),
    st.sampled_from(["XA", "XB"]),
    indicator=st.sampled_from([None, 1]),
    target=STATED,
    actual=STATED,
    end=ENDS,
)
DOCUMENT = st.builds(
    document,
    st.integers(0, 9),
    st.sampled_from(["A07", "A08", None]),
    st.sampled_from(["XA", "XB"]),
    url=st.sampled_from([None, "https://a.example/library"]),
)
ACTIVITY_LISTS = st.lists(MADE, max_size=8, unique_by=lambda one: one["activity_key"])


def by_hand(rows, flows, iso3):
    """Coverage of activities one after the other, in plain Python: way → key → (counts, money, how many without)."""
    pillars = {"15220": "peace", "72010": "humanitarian", "11220": "development", None: "no_pillar"}
    due = [one for one in rows if one["standing"] == "counted" and one["owes"] == "expected"]
    found = {way: {} for way in ("every", "publisher", "country", "pillar", "year")}
    for one in due:
        paid = [row for row in flows if row["activity_key"] == one["activity_key"]]
        paid = [row for row in paid if iso3 in (None, row["country_iso3"])]
        named = (one["countries_iso3"] or "").split("; ")
        where = [name for name in named if iso3 in (None, name)]
        purposes = {pillars[row["sector_code"]] for row in paid} or {""}
        year = str(one["owed_from"].year) if one["owed_from"] else ""
        keyed = [("every", "", paid), ("publisher", one["reporting_org_ref"], paid), ("year", year, paid)]
        keyed += [("country", name, [row for row in paid if (row["country_iso3"] or "") == name]) for name in where]
        keyed += [("pillar", name, [row for row in paid if pillars[row["sector_code"]] == name]) for name in purposes]
        for way, key, mine in keyed:
            amounts = [abs(row["amount_usd"]) for row in mine if row["amount_usd"] is not None]
            found[way].setdefault(key, []).append((one, sum(amounts) if amounts else None))
    return {way: {key: summed(mine) for key, mine in parts.items()} for way, parts in found.items()}


def summed(mine):
    names = ("result", "indicator", "target", "actual", "evaluation", "shared_evaluation")
    known = [usd for _one, usd in mine if usd is not None]
    return (
        len(mine),
        {name: sum(one[name] for one, _usd in mine) for name in names},
        sum(known) if known else None,
        {name: sum(usd or 0 for one, usd in mine if one[name]) for name in names},
        len(mine) - len(known),
    )


def plain(cover):
    return (cover.activities, dict(cover.having), cover.usd, dict(cover.usd_having), cover.without_money)


@settings(max_examples=40, deadline=None)
@given(
    ACTIVITY_LISTS, st.lists(RESULT, max_size=8), st.lists(MONEY, max_size=12), st.lists(DOCUMENT, max_size=5),
    st.sampled_from([None, "COL"]),
)  # fmt: skip
def test_coverage_is_that_of_counting_one_activity_after_the_other(activities, results, flows, documents, iso3):
    rows = seen(activities, results, documents=documents).to_pylist()
    found = told(activities, results, flows, iso3=iso3, documents=documents)
    expected = by_hand(rows, flows, iso3)
    for way, parts in found.by.items():
        assert {one.key: plain(one.coverage) for one in parts} == expected[way], way
    assert plain(found.whole) == expected["every"].get("", summed([]))


@settings(max_examples=40, deadline=None)
@given(ACTIVITY_LISTS, st.lists(RESULT, max_size=10), st.integers(0, 4))
def test_what_is_to_be_done_is_the_same_counted_in_the_tables_as_one_after_the_other(activities, results, first):
    rows = seen(activities, results)
    ends = {}
    for one in results:
        over = one["period_end"] and one["period_end"] <= DAY
        if (one["target_value"] or "").strip() and not (one["actual_value"] or "").strip() and over:
            key = one["dataset"], one["activity_no"]
            ends[key] = max(ends.get(key, one["period_end"]), one["period_end"])
    every = work_items(rows.to_pylist(), ends=ends, day=DAY)
    found = todo_of(ENGINE.to_pyarrow, ibis.memtable(rows), DAY, first)
    assert (found.total, found.overdue) == (len(every), sum(one.overdue(DAY) for one in every))
    assert found.first == every[:first]


def test_a_period_that_ends_today_is_over_and_what_is_due_today_is_not_overdue():
    activities = [
        activity(0, started=date(2022, 6, 30)), activity(1, started=date(2022, 6, 29)), activity(2), activity(3),
    ]  # fmt: skip
    results = [result(2, indicator=1, target="5", end=DAY), result(3, indicator=1, target="5", end=date(2024, 7, 1))]
    found = todo_of(ENGINE.to_pyarrow, ibis.memtable(seen(activities, results)), DAY)
    assert (found.total, found.overdue) == (3, 1)
    assert [(one.id, one.rule, one.due) for one in found.first] == [
        ("XA-1", "no_result", date(2024, 6, 29)),
        ("XA-0", "no_result", date(2024, 6, 30)),
        ("XA-2", "no_actual", date(2024, 12, 30)),
    ]
