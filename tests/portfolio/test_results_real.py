"""Results of real files, counted a second time in their XML with lxml."""

from collections import Counter
from decimal import Decimal

import pytest
from lxml import etree

from forlik.discover import source
from forlik.portfolio.results import counts, covered, ends, evaluated, owing, periods, work_items
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


def reviews(activity):
    """Addresses of documents that an activity, or a result in it, calls a review of performance or an evaluation."""
    found = activity.xpath(".//document-link[category/@code='A07']/@url")
    return {url.strip() for url in found if url.strip().lower().startswith(("http://", "https://"))}


def test_of_every_publisher_as_many_activities_have_results_as_its_file_says(now, folder):
    found = {one.key: one.coverage for one in covered(now).by["publisher"]}
    times = Counter(url for who in FILES for one in elements(folder, who) for url in reviews(one))
    for who in FILES:
        every = elements(folder, who)
        # All activities of these four files are of one level, first hand, begun, and ended or past their first year.
        assert found[who].activities == len(every), who
        having = {name: sum(one.find(path) is not None for one in every) for name, path in HELD.items()}
        linked = [reviews(one) for one in every if reviews(one)]
        own = sum(any(times[url] == 1 for url in urls) for urls in linked)
        having |= {"evaluation": own, "shared_evaluation": len(linked) - own}
        assert found[who].having == having, who


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


def test_the_evaluations_of_the_files_are_those_that_lxml_finds(now, folder):
    """The Asian Development Bank and the World Bank link some; the WHO and CAF none."""
    found = {one.about["activity_key"]: {each.url for each in one.documents} for one in evaluated(now)}
    expected = {}
    for who in FILES:
        mine = {one.findtext("iati-identifier").strip(): reviews(one) for one in elements(folder, who)}
        expected |= {key: urls for key, urls in mine.items() if urls}
    assert found == expected
    linking = Counter(one.about["reporting_org_ref"] for one in evaluated(now))
    assert set(linking) == {"XM-DAC-46004", "44000"}
    links = Counter(url for urls in found.values() for url in urls)
    assert {each.url for one in evaluated(now) for each in one.documents if each.shared} == {
        url for url, many in links.items() if many > 1
    }


def test_every_document_of_the_files_is_a_row_a_category(now, folder):
    rows = Counter(row["dataset"].partition("/")[0] for row in now.table("iati__documents").rows())
    for who in FILES:
        links = [each for one in elements(folder, who) for each in one.iterfind(".//document-link")]
        assert rows[who] == sum(max(1, len({c.get("code") for c in each.iterfind("category")})) for each in links), who


def test_a_library_that_every_activity_links_evaluates_none_of_them(folder, tmp_path):
    """UNHCR links the address of all its evaluations from all of its activities."""
    path = folder / "unhcr" / "UNHCR-Activities-2023.xml"
    assert take_in(tmp_path, source("iati"), [path])[1] == []
    every = etree.parse(path).findall("iati-activity")
    assert {url for one in every for url in reviews(one)} == {"https://www.unhcr.org/evaluation"}
    found = covered(world(home=tmp_path))
    assert found.whole.having["evaluation"] == 0
    counted = found.whole.activities + sum(one.activities for one in found.apart)
    assert counted == len(every)
    assert found.whole.having["shared_evaluation"] > 0
