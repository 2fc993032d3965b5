"""Aid from IATI files in a store: what counts once, what does not count, and what was known when."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from forlik.aid import activities, files, findings, reporters
from forlik.core.errors import NoData
from forlik.discover import source
from forlik.iati.flows import flows
from forlik.iati.read import read
from forlik.store.intake import take_in
from forlik.world import world

AT = datetime(2026, 1, 2, tzinfo=UTC)


def activity(number: str, paid: int, *, who="XM-A", level: int = 1, more: str = "", kind: str = "3", place="CO") -> str:
    return (
        f'<iati-activity default-currency="USD" hierarchy="{level}"><iati-identifier>{number}</iati-identifier>'
        f'<reporting-org ref="{who}" type="10" {more}><narrative>Giver {who}</narrative></reporting-org>'
        f"<title><narrative>Work {number}</narrative></title>"
        f'<recipient-country code="{place}"/><sector vocabulary="1" code="72010"/>'
        f'<transaction><transaction-type code="{kind}"/><transaction-date iso-date="2023-05-01"/>'
        f'<value value-date="2023-05-01">{paid}</value></transaction></iati-activity>'
    )


@pytest.fixture
def bring(home, tmp_path):
    """Take in a made-up file: its name, the day it says, its activities."""

    def taken(name: str, day: str, *inside: str, at: datetime = AT, **options):
        path = tmp_path / f"{name}.xml"
        stamp = f' generated-datetime="{day}"' if day else ""
        path.write_text(f'<iati-activities version="2.03"{stamp}>{"".join(inside)}</iati-activities>')
        done, errors = take_in(home, source("iati"), [path], at=at, **options)
        for error in errors:
            raise error
        return done[0]

    return taken


def value(home, name="iati_paid", day="2026-01-31", place="COL"):
    [row] = world(day, home=home).measure(name, place).rows()
    return int(row["value"])


def test_a_newer_file_of_a_dataset_stands_from_its_day_and_older_days_keep_the_older(home, bring):
    bring("a", "2024-01-10", activity("A-1", 100), activity("A-2", 50))
    bring("a", "2024-02-20", activity("A-1", 120))
    assert (value(home, day="2024-02-19"), value(home, day="2024-02-20")) == (150, 120)
    with pytest.raises(NoData, match="not known on 2024-01-09"):
        value(home, day="2024-01-09")


def test_an_old_file_brought_late_changes_no_later_day(home, bring):
    bring("a", "2024-02-20", activity("A-1", 120))
    bring("a", "2024-01-10", activity("A-1", 100))
    assert (value(home), value(home, day="2024-01-31")) == (120, 100)


def test_importing_again_does_nothing(bring):
    bring("a", "2024-01-10", activity("A-1", 100))
    again = bring("a", "2024-01-10", activity("A-1", 100))
    assert (again.new, again.remarks) == (False, ("already held; nothing to do",))


def test_a_file_without_a_day_or_with_one_to_come_is_known_from_its_retrieval(bring):
    taken = bring("a", "", activity("A-1", 100))
    assert taken.snapshot.known_at == AT
    taken = bring("b", "2031-01-01", activity("A-2", 100))
    assert (taken.snapshot.known_at, taken.snapshot.published) == (AT, "")
    assert "2031-01-01, which is yet to come: that is not believed" in " ".join(taken.remarks)


def test_other_bytes_under_the_same_day_are_known_from_their_retrieval(home, bring):
    bring("a", "2024-01-10", activity("A-1", 100))
    bring("a", "2024-01-10", activity("A-1", 101))
    assert (value(home, day="2025-06-01"), value(home, day="2026-01-02")) == (100, 101)


def test_an_activity_in_two_files_counts_once_as_the_newer_has_it(home, bring):
    bring("a", "2024-01-10", activity("A-1", 100), activity("A-2", 7))
    bring("b", "2024-02-10", activity("A-1", 900))
    assert value(home) == 907
    assert value(home, "iati_activities") == 2
    assert value(home, day="2024-02-09") == 107


def test_what_another_reports_is_never_added_and_hides_nothing(home, bring):
    bring("a", "2024-01-10", activity("A-1", 100))
    bring("fts", "2024-03-10", activity("A-1", 999, who="XM-F", more='secondary-reporter="1"'))
    bring("ocha", "2024-03-10", activity("F-1", 999, who="XM-OCHA-FTS"))
    assert value(home) == 100
    now = world(home=home)
    assert [one.ref for one in reporters(now, now.place("COL"))] == ["XM-A"]


def test_one_level_of_each_publisher_is_added_never_several(home, bring):
    bring(
        "a",
        "2024-01-10",
        activity("A", 60, level=1),
        activity("A-1", 30, level=2),
        activity("A-2", 31, level=2),
        activity("B", 5, who="XM-B", level=1),
    )
    now = world(home=home)
    assert value(home) == 66
    place = now.place("COL")
    assert [(one.ref, one.level, one.paid.value) for one in reporters(now, place)] == [("XM-A", 2, 61), ("XM-B", 1, 5)]
    counted = {one.about["activity_id"]: (one.paid.value, one.counted) for one in activities(now, place)}
    assert counted == {"A": (60, False), "A-1": (30, True), "A-2": (31, True), "B": (5, True)}


def test_the_level_is_chosen_for_each_kind_of_money(home, bring):
    bring(
        "a",
        "2024-01-10",
        activity("A", 60, level=1, kind="2"),
        activity("A-1", 30, level=2),
    )
    assert (value(home), value(home, "iati_committed")) == (30, 60)


def test_money_without_a_rate_is_not_added_and_marks_the_figure(home, bring):
    odd = activity("A-2", 70).replace('default-currency="USD"', 'default-currency="XDR"')
    bring("a", "2024-01-10", activity("A-1", 100), odd)
    [row] = world(home=home).measure("iati_paid", "COL").rows()
    assert (int(row["value"]), row["status"]) == (100, "estimated")


def test_the_pillars_are_parts_of_the_whole(home, bring):
    plain = activity("A-2", 40).replace("72010", "11110")
    none = activity("A-3", 5).replace('<sector vocabulary="1" code="72010"/>', "")
    bring("a", "2024-01-10", activity("A-1", 100), plain, none)
    assert (value(home, "iati_paid_humanitarian"), value(home, "iati_paid_development"), value(home)) == (100, 40, 145)
    with pytest.raises(NoData):
        value(home, "iati_paid_peace")


def test_a_figure_cites_the_files_that_speak_of_it_and_no_other(home, bring):
    bring("a", "2024-01-10", activity("A-1", 100))
    bring("b", "2024-02-10", activity("B-1", 1, who="XM-B"))
    bring("n", "2024-03-10", activity("N-1", 1, who="XM-N", place="NA"))
    bring("empty", "2024-03-10")
    cited = [one.part for one in world(home=home).measure("iati_paid", "COL").manifest.sources]
    assert cited == ["XM-A/a", "XM-B/b"]


def test_there_is_no_figure_for_a_world_made_of_pieces(home, bring):
    bring("a", "2024-01-10", activity("A-1", 100))
    with pytest.raises(NoData, match="World"):
        world(home=home).measure("iati_paid", "World")


def test_the_measure_is_the_total_that_the_flows_themselves_give(home, bring, tmp_path):
    from forlik.iati.flows.totals import totals

    bring("a", "2024-01-10", *(activity(f"A-{number}", number * 11) for number in range(1, 30)))
    flow = flows(read(tmp_path / "a.xml").tables, currency="USD")
    rows = totals(flow, ("recipient_country", "year"), currency="USD").to_pylist()
    assert [row["amount"] for row in rows] == [Decimal(value(home))]


def test_the_files_and_what_is_wrong_with_them_are_listed_as_known_on_the_day(home, bring):
    broken = activity("A-9", 1).replace("</title>", "")
    bring("a", "2024-01-10", activity("A-1", 100), broken)
    bring("b", "2024-03-10", activity("B-1", 100, who="XM-B"))
    then = world("2024-01-31", home=home)
    [one] = files(then)
    assert (one["dataset"], one["activities"], one["refused"]) == ("XM-A/a", 1, 1)
    [finding] = findings(then, ["XM-A/a"])["XM-A/a"]
    assert (finding["kind"], finding["activity_id"]) == ("refused", "A-9")
    assert len(files(world(home=home))) == 2


def test_an_activity_without_money_is_listed_and_unknown_and_one_elsewhere_is_not(home, bring):
    bring("a", "2024-01-10", activity("A-1", 100, kind="5"), activity("N-1", 7, place="NA"))
    now = world(home=home)
    [one] = activities(now, now.place("COL"))
    assert (one.paid.value, one.paid.reason) == (None, "nothing is published as paid out")
    assert reporters(now, now.place("COL")) == ()


def test_the_python_of_the_how_to_page_runs(bring):
    page = Path(__file__).parents[2] / "docs" / "how-to" / "iati-source.md"
    [block] = re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    bring("a", "2024-01-10", activity("A-1", 100))
    names: dict = {}
    exec(block, names)  # noqa: S102 - the page's own example
    assert [one.ref for one in names["reporters"](names["world"], names["place"])] == ["XM-A"]
