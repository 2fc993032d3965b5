"""Results of real files, counted a second time in their XML with lxml."""

from collections import Counter
from decimal import Decimal

import pytest
from lxml import etree

from forlik.discover import source
from forlik.portfolio.results import counts, covered, ends, owing, periods, work_items
from forlik.store.intake import take_in
from forlik.world import world

pytestmark = pytest.mark.real
FILES = {
    "XM-DAC-46004": "adb/iati-activities-am-armenia.xml",
    "XM-DAC-46008": "caf/CAF-ActivityFile-2025-10-10.xml",
    "XM-DAC-928": "who/who-arg.xml",
    "44000": "worldbank/worldbank-sv.xml",
}
HELD = {"result": "result", "indicator": "result/indicator", "target": "result/indicator/period/target",
        "actual": "result/indicator/period/actual"}  # fmt: skip


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "iati" / "activities"


@pytest.fixture(scope="module")
def now(folder, tmp_path_factory):
    home = tmp_path_factory.mktemp("results") / "home"
    _, errors = take_in(home, source("iati"), [folder / name for name in FILES.values()])
    assert errors == []
    return world(home=home)


def elements(folder, who):
    return etree.parse(folder / FILES[who]).findall("iati-activity")


def test_of_every_publisher_as_many_activities_have_results_as_its_file_says(now, folder):
    found = {one.key: one.coverage for one in covered(now).by["publisher"]}
    for who in FILES:
        every = elements(folder, who)
        # All activities of these four files are of one level, first hand, begun, and ended or past their first year.
        assert found[who].activities == len(every), who
        assert found[who].having == {
            name: sum(one.find(path) is not None for one in every) for name, path in HELD.items()
        }, who


def test_the_four_files_in_figures(now):
    """The Asian Development Bank has one result an activity and no actual; the WHO none; others some of each."""
    found = {one.key: one.coverage for one in covered(now).by["publisher"]}
    assert (found["XM-DAC-46004"].percent(), found["XM-DAC-46004"].percent("actual")) == (100, 0)
    assert (found["XM-DAC-928"].activities, found["XM-DAC-928"].percent()) == (157, 0)
    assert (found["XM-DAC-46008"].having["result"], found["XM-DAC-46008"].activities) == (124, 478)
    assert (found["44000"].having["actual"], found["44000"].activities) == (7, 13)


def test_every_period_of_the_files_is_told_of_once(now, folder):
    every = periods(now)
    paths = ("result[not(indicator)]", "result/indicator[not(period)]", "result/indicator/period")
    for who in FILES:
        mine = [one for one in every if one.about["reporting_org_ref"] == who]
        assert len(mine) == sum(len(one.xpath(path)) for one in elements(folder, who) for path in paths), who
    assert sum(counts(one.compared for one in every).values()) == len(every)


def test_plain_numbers_of_the_world_bank_give_the_verdict_that_lxml_gives(now, folder):
    """Where all three values of an upward indicator are plain numbers and its period is over, or its target reached."""
    told = Counter()
    for one in periods(now, publisher="44000"):
        if one.compared.verdict in {"reached", "partly"}:
            told[one.about["activity_id"], one.compared.verdict] += 1
    expected = Counter()
    for activity in elements(folder, "44000"):
        name = activity.findtext("iati-identifier").strip()
        for indicator in activity.iterfind("result/indicator"):
            verdict = _verdict(indicator, now.day.isoformat())
            if verdict:
                expected[name, verdict] += 1
    assert told == expected
    assert sum(told.values()) > 20


def _verdict(indicator, today):
    """The rule in a few lines, for one baseline, one period, one target and one actual of the whole."""
    measure, period = indicator.get("measure"), indicator.find("period")
    figures = [indicator.find("baseline"), period.find("target"), period.find("actual")]
    if measure not in {"1", "2"} or any(one is None or len(one.findall("dimension")) for one in figures):
        return None
    texts = [one.get("value") or "" for one in figures]
    try:
        # A comma and a point together are groups of three; a comma alone could be anything.
        baseline, target, actual = (Decimal(text.replace(",", "") if "." in text else text) for text in texts)
    except ArithmeticError:
        return None
    bounds = measure == "2" and not all(0 <= one <= 100 for one in (baseline, target, actual))
    if bounds or baseline > target or (target == 0 and baseline >= 0):
        return None
    if actual >= target:
        return "reached"
    over = period.find("period-end").get("iso-date")[:10] <= today
    return "partly" if over and actual > baseline else None


def test_every_activity_without_a_result_is_a_work_item_of_its_publisher(now, folder):
    todo = work_items(owing(now), ends=ends(now), day=now.day)
    asked = Counter(one.owner for one in todo if one.rule == "no_result")
    for who in FILES:
        assert asked[who] == sum(one.find("result") is None for one in elements(folder, who)), who
    silent = {one.id for one in todo if one.rule == "no_actual"}
    # All of CAF's activities with results have targets, periods that are over, and nothing that was reached.
    assert len({one for one in silent if one.startswith("XM-DAC-46008")}) == 124
