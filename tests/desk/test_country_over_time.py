"""A country over time: its layers from made-up files, what was known on a day, and links that switch layers."""

import json
import os
import re
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"
OPERATIONS = (
    "id,mission_acronym,mission_name,lead_department,mission_isactive,start_date,end_date,mission_location,last_update\n"
    "1,UNVMC,A mission to verify,DPPA,Yes,2017-09-26,,Bogotá,2024-02-19\n"
    "2,UNMC,A mission before it,DPPA,No,2016-01-25,2017-09-25,Bogotá,2024-02-19\n"
    "3,UNMISS,A mission elsewhere,DPO,Yes,2011-07-08,,Juba,2024-02-19\n"
)
GIVEN = (
    "contribution_id,contributing_country,isocode3,m49_code,mission_acronym,personnel_type,female_personnel,"
    "male_personnel,last_reporting_date\n"
    "1,Norway,NOR,578,UNVMC,experts_on_mission,1,3,2018-04-30\n"
    "2,Norway,NOR,578,UNVMC,experts_on_mission,2,3,2018-05-31\n"
    "3,Spain,ESP,724,UNVMC,troops,2,9,2018-05-31\n"
    "4,Norway,NOR,578,UNVMC,individual_police,1,0,2020-05-31\n"
)


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A store with a list of operations, contributions, agreements and presence."""
    from forlik.build import build
    from forlik.discover import source
    from forlik.store.intake import take_in

    home, room = tmp_path_factory.mktemp("over-time"), tmp_path_factory.mktemp("files")
    presence = (FIXTURES / "presence.csv").read_text(encoding="utf-8").replace("COD,Y", "COL,Y")
    files = {
        "operations.csv": ("un_peace_operations", "", OPERATIONS),
        "given.csv": ("un_peace_operations", "2024-02-19", GIVEN),
        "presence.csv": ("presence", "2024-03-01", presence.replace("2025-", "2023-")),
        "agreements.csv": (
            "ucdp_peace_agreements",
            "2022",
            (FIXTURES / "ucdp_peace_agreements.csv").read_text(encoding="utf-8"),
        ),
    }
    for name, (origin, published, text) in files.items():
        path = room / name
        path.write_text(text, encoding="utf-8")
        _taken, errors = take_in(home, source(origin), [path], published=published)
        assert errors == []
    build(home, starter=False)
    return home


@pytest.fixture
def ask(held, desk_home, monkeypatch):  # noqa: ARG001 - the desk is set up first
    """Asks for Colombia's page in that store."""
    from django.test import Client

    from forlik.desk import vega

    vega.make(held)
    for name in [name for name in os.environ if name.startswith("FORLIK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FORLIK_HOME", str(held))
    viewer = Client(headers={"accept-language": "en", "host": "localhost"})

    def get(ending="", **fields):
        answer = viewer.get(f"/country/COL{ending}", fields)
        return json.loads(answer.content) if ending.endswith("json") else answer.content.decode()

    return get


def plain(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def over_time(text):
    return text.split('<h2 id="over-time">')[1].split("</section>")[0]


def bars(chart, label):
    rows = [row for row in values(chart) if row.get("label") == label]
    return [(row["when"][:10], row["open"]) for row in rows]


def values(chart):
    """The data of all panels; those of a lone panel are the whole chart's."""
    found = [one.get("data") or one["layer"][0].get("data") for one in chart["vconcat"]]
    return [row for one in (*found, chart.get("data")) if one for row in one["values"]]


def test_an_operation_is_a_bar_from_its_first_day_to_its_last(ask):
    chart = ask("/timeline.vl.json")
    assert bars(chart, "UNMC") == [("2016-01-25", False), ("2017-09-25", False)]
    assert bars(chart, "UNMISS") == [], "it works elsewhere"


def test_one_that_goes_on_ends_at_the_day_of_the_list_since_nothing_later_is_known(ask):
    assert bars(ask("/timeline.vl.json"), "UNVMC") == [("2017-09-26", False), ("2024-02-19", True)]
    told = plain(over_time(ask()).split("as a table")[-1])
    assert "A mission to verify Peace operations UNVMC 26 Sept 2017, last known to go on 19 Feb 2024" in told
    assert "A mission before it Peace operations UNMC 25 Jan 2016–25 Sept 2017" in told


def test_nothing_is_shown_before_it_was_known(ask):
    before = ask("/timeline.vl.json", as_of="2024-02-18")
    assert bars(before, "UNVMC") == []
    assert bars(before, "Full peace agreements") == [("2017-05-06", False)]
    text = over_time(ask(as_of="2024-02-18"))
    assert '<span class="layer empty"><span aria-hidden="true">–</span> Peace operations' in text


def test_agreements_are_points_by_stage(ask):
    chart = ask("/timeline.vl.json")
    assert bars(chart, "Full peace agreements") == [("2017-05-06", False)]
    assert [day[:4] for day, _open in bars(chart, "Partial peace agreements")] == ["2016"]


def test_sectors_of_presence_are_bars_that_end_with_what_is_known(ask):
    chart = ask("/timeline.vl.json", as_of="2026-01-01")
    assert bars(chart, "Education") == [("2017-05-09", False), ("2026-01-01", False)], "the file says 2029"
    told = plain(over_time(ask(as_of="2026-01-01")))
    assert "Education, organisations: 1 Organisations present Education 9 May 2017–1 Jan 2026" in told


def test_troops_stand_by_year_and_a_year_without_a_report_is_a_gap(ask):
    chart = ask("/timeline.vl.json", layers="operations")
    rows = [row for row in values(chart) if "course" in row]
    mine = [(row["period"][:4], row["value"]) for row in rows if row["course"].startswith("Norway")]
    assert mine == [("2018", 5), ("2019", None), ("2020", 1)], "the newest month of each year; 2019 is unknown"
    table = over_time(ask(layers="operations")).split("The figures as a table")[1]
    row = table.split('<th scope="row">2019</th>')[1].split("</tr>")[0]
    assert "value=" not in row
    assert "–" in row


def test_layers_are_switched_by_links_alone(ask):
    text = over_time(ask(layers="operations,process"))
    shown = re.findall(r'class="layer on"><span aria-hidden="true">✓</span> ([^<]+)<', text)
    assert shown == ["Peace process", "Peace operations"]
    away = re.search(r'href="([^"]+)" class="layer on"><span aria-hidden="true">✓</span> Peace process', text)
    assert away.group(1) == "/country/COL?layers=operations#over-time"
    back = re.search(r'href="([^"]+)" class="layer"><span aria-hidden="true">\+</span> Organisations present', text)
    assert back.group(1) == "/country/COL?layers=process%2Coperations%2Cpresence#over-time"
    assert {row["label"] for row in values(ask("/timeline.vl.json", layers="presence")) if "label" in row} == {
        "Education"
    }


def test_without_any_layer_the_way_back_is_there(ask):
    text = over_time(ask(layers="none"))
    assert "No layer is shown: turn one on." in text
    assert 'href="/country/COL?layers=operations#over-time"' in text


def test_the_day_asked_for_stays_in_the_links(ask):
    assert 'href="/country/COL?as_of=2025-01-01&amp;layers=' in over_time(ask(as_of="2025-01-01"))


def test_a_layer_that_there_is_not_is_refused_with_those_that_are(ask):
    text = ask(layers="operations,weather")
    assert "there is no layer “weather”" in text
    assert "layers=conflict,process,aid,operations,presence,displacement" in text
