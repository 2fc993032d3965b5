"""Real IATI files in a store: figures counted a second time from the XML itself, and every file taken in or told of."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest
from lxml import etree

from forlik.aid import activities, files, reporters
from forlik.discover import source
from forlik.store import shelf
from forlik.store.intake import take_in
from forlik.world import world

pytestmark = pytest.mark.real
PAID = {"3", "4"}
FILES = {
    "ARM": "adb/iati-activities-am-armenia.xml",
    "SLV": "worldbank/worldbank-sv.xml",
    "ARG": "who/who-arg.xml",
}


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "iati" / "activities"


@pytest.fixture(scope="module")
def store(folder, tmp_path_factory):
    home = tmp_path_factory.mktemp("iati") / "home"
    paths = [folder / name for name in (*FILES.values(), "caf/CAF-ActivityFile-2025-10-10.xml")]
    _taken, errors = take_in(home, source("iati"), paths)
    assert errors == []
    return home


def counted(path) -> dict[str, dict[str, Decimal]]:
    """Year → currency → disbursements and expenditures, from the XML by itself."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for activity in etree.parse(str(path)).getroot().iter("iati-activity"):
        for one in activity.findall("transaction"):
            if one.find("transaction-type").get("code") in PAID:
                value = one.find("value")
                currency = value.get("currency") or activity.get("default-currency")
                sums[one.find("transaction-date").get("iso-date")[:4]][currency] += Decimal(value.text.strip())
    return sums


def shown(home, place: str) -> dict[str, int]:
    return {str(row["year"]): int(row["value"]) for row in world(home=home).measure("iati_paid", place).rows()}


def whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


@pytest.mark.parametrize("place", ["ARM", "SLV"])
def test_what_was_paid_out_is_what_the_file_says(place, folder, tmp_path):
    home = tmp_path / "home"
    _taken, errors = take_in(home, source("iati"), [folder / FILES[place]])
    assert errors == []
    by_year = counted(folder / FILES[place])
    here = shown(home, place)
    assert set(here) == set(by_year)
    dollars = {year: whole(sums["USD"]) for year, sums in by_year.items() if not sums.get("EUR")}
    assert len(dollars) > 10
    assert {year: here[year] for year in dollars} == dollars


def test_armenia_as_the_asian_development_bank_publishes_it(store):
    here = shown(store, "ARM")
    assert (here["2013"], here["2022"], here["2024"]) == (338_196_644, 144_261_842, 140_736_940)
    # Of 2025 half is in euros: 8 945 517 dollars and 8 684 953.50 euros.
    assert 1.0 < (here["2025"] - 8_945_517) / 8_684_953.50 < 1.2


def test_el_salvador_has_the_world_bank_and_caf_apart_and_together(store):
    now = world(home=store)
    who = {one.ref: one for one in reporters(now, now.place("SLV"))}
    assert whole(who["44000"].paid.value) == 649_503_889
    assert (who["44000"].activities.value, who["XM-DAC-46008"].activities.value) == (13, 15)
    assert sum(shown(store, "SLV").values()) == sum(one.paid.value for one in who.values())


def test_argentina_by_the_world_health_organization_can_be_cited_down_to_its_bytes(store, folder):
    now = world(home=store)
    place = now.place("ARG")
    mine = activities(now, place, "XM-DAC-928")
    assert len(mine) == 157
    content = (folder / FILES["ARG"]).read_bytes()
    for one in mine[:20]:
        stretch = content[one.about["byte_start"] : one.about["byte_end"]]
        assert one.about["activity_id"].encode() in stretch
        assert stretch.startswith(b"<iati-activity")


def test_the_same_files_again_change_nothing(store, folder):
    taken, errors = take_in(store, source("iati"), [folder / name for name in FILES.values()])
    assert errors == []
    assert not any(one.new for one in taken)


def test_before_a_file_was_generated_it_was_not_known(store):
    assert {one["dataset"] for one in files(world("2025-04-30", home=store))} == {
        "44000/worldbank-sv",
        "XM-DAC-928/who-arg",
    }


def test_every_file_of_the_folder_is_taken_in_or_refused_with_its_reason(folder, tmp_path):
    paths = sorted(folder.rglob("*.xml"))
    taken, errors = take_in(tmp_path / "home", source("iati"), paths)
    assert len(taken) + len(errors) == len(paths)
    assert ["broken.xml" in str(error) for error in errors] == [True]
    rows = files(world(home=tmp_path / "home"))
    assert len(rows) == len({one.snapshot.part for one in taken}) == len(taken)
    for one in taken:
        assert one.told.rows >= 1
    assert sum(row["activities"] for row in rows) == sum(one.told.rows - len(one.told.refused) for one in taken)


def test_three_levels_of_one_publisher_stay_apart(folder, tmp_path):
    home = tmp_path / "home"
    [one], errors = take_in(home, source("iati"), [folder / "unhcr" / "UNHCR-Activities-2023.xml"])
    assert errors == []
    levels = {row["hierarchy"] for row in world(home=home).table("iati__activities").rows()}
    assert levels == {1, 2, 3}
    rows = world(home=home).table("iati__flows").rows()
    assert all(row["rate_rule"] == "publisher" for row in rows if row["currency"] != "USD"), "its own dollars count"
    assert shelf.told(shelf.place_of(home, one.snapshot)).edition.startswith("United Nations High Commissioner")
