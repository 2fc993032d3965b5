import datetime as dt
import json
import re

import pytest


def entry(text, label):
    """What stands under one measure's name."""
    return re.sub(r"<[^>]+>", " ", text.split(f">{label}</a>")[1].split("</dd>")[0])


def test_a_figure_stands_with_its_unit_period_source_and_known_day(viewer):
    text = viewer.get("/country/COL").content.decode()
    told = " ".join(entry(text, "Active state-based conflicts").split())
    assert told.startswith("3 conflicts 2023 · UCDP/PRIO Armed Conflict Dataset · known 30 Jun 2024")


def test_what_is_unknown_is_a_dash_with_its_reason_and_what_would_add_it_and_never_0(viewer):
    text = viewer.get("/country/COL").content.decode()
    told = " ".join(entry(text, "Population").split())
    assert told.startswith("– unknown")
    assert "not known on" in told
    assert "world_bank" in told
    assert not re.search(r'<data class="value" value="0"', text.split("Population")[1][:600])


def test_a_past_day_shows_what_was_known_then(viewer):
    then = viewer.get("/country/COL", {"as_of": "2023-01-01"}).content.decode()
    assert " ".join(entry(then, "Active state-based conflicts").split()).startswith("1 conflicts 2021")
    before = viewer.get("/country/COL", {"as_of": "2022-06-29"}).content.decode()
    assert "not known on 29 Jun 2022" in entry(before, "Active state-based conflicts")
    assert "2023" not in entry(then, "Active state-based conflicts"), "nothing of a later edition"


def test_a_zero_is_shown_where_the_source_speaks_and_says_nothing(viewer):
    text = viewer.get("/country/NOR").content.decode()
    assert '<data class="value" value="0">0</data>' in text.split("Active state-based conflicts")[1]


def test_the_four_pillars_stand_in_their_order(viewer):
    text = viewer.get("/country/COL").content.decode()
    heads = re.findall(r'<h2 id="pillar-\w+">([^<]+)</h2>', text)
    assert heads == ["Peace and reconciliation", "Humanitarian", "Development", "Human rights and democracy"]


@pytest.mark.parametrize("name", ["colombia", "Kolombia", "col", "كولومبيا", "COLOMBIA"])
def test_a_name_in_any_language_leads_to_the_one_address(viewer, name):
    answer = viewer.get(f"/country/{name}", {"as_of": "2023-01-01"})
    assert (answer.status_code, answer["Location"]) == (302, "/country/COL?as_of=2023-01-01")
    answer = viewer.get(f"/country/{name}.csv")
    assert answer["Location"] == "/country/COL.csv"


def test_a_name_of_two_countries_offers_both(viewer):
    answer = viewer.get("/country/Congo")
    assert answer.status_code == 300
    assert 'href="/country/COD"' in answer.content.decode()
    assert 'href="/country/COG"' in answer.content.decode()


def test_an_unknown_name_is_not_found_and_offers_what_comes_close(viewer):
    answer = viewer.get("/country/Colombbbia")
    if answer.status_code == 302:
        assert answer["Location"] == "/country/COL"
    answer = viewer.get("/country/xyzzyx")
    assert answer.status_code == 404
    assert "xyzzyx" in answer.content.decode()


def test_the_files_say_what_the_page_says(viewer):
    rows = json.loads(viewer.get("/country/COL.json").content)["figures"]
    [row] = [row for row in rows if row["measure"] == "active_conflicts"]
    assert (row["value"], row["period"], row["source"], row["licence"]) == (3, "2023", "ucdp_acd", "CC BY 4.0")
    unknown = next(row for row in rows if row["measure"] == "population")
    assert unknown["value"] is None
    assert unknown["reason"]


def test_the_citation_names_the_edition_and_the_day_it_was_known(viewer):
    text = viewer.get("/country/COL/cite.bib").content.decode()
    assert "version = {10.1}" in text
    assert "known 2024-06-30" in text
    earlier = viewer.get("/country/COL/cite.txt", {"as_of": "2023-01-01"}).content.decode()
    assert "9.1" in earlier
    assert "10.1" not in earlier


def test_the_timeline_is_a_chart_a_picture_and_a_table(viewer):
    chart = json.loads(viewer.get("/country/COL/timeline.vl.json").content)
    values = re.findall(r'"shown": "(\d+) conflicts"', json.dumps(chart))
    assert values == ["1", "1", "2", "3"]
    assert viewer.get("/country/COL/timeline.svg")["Content-Type"] == "image/svg+xml"
    text = viewer.get("/country/COL").content.decode()
    assert "Active state-based conflicts, 2020 to 2023: highest 3 in 2023, newest 3." in text
    table = text.split("The figures as a table")[1]
    assert re.search(r'<th scope="row">2022</th><td class="n"><data class="value" value="2">2</data>', table)


def test_a_day_in_the_future_is_refused_with_the_way_out(viewer):
    answer = viewer.get("/country/COL", {"as_of": "2999-01-01"})
    assert answer.status_code == 400
    assert "lies in the future" in answer.content.decode()


def test_aid_stands_by_year_by_pillar_and_by_whom_with_the_way_to_each_activity(viewer):
    text = viewer.get("/country/COL").content.decode()
    aid = text.split('<h2 id="aid">')[1].split("</section>")[0]
    row = aid.split('<th scope="row">2022</th>')[1].split("</tr>")[0]
    assert re.findall(r'value="(-?[\d.]+)"', row) == ["600", "9000", "600", "2"]
    assert '<span class="value unknown">–</span>' in row, "no other pillar has money"
    assert 'href="/country/COL/aid?org=XM-NDU"' in aid
    assert '<data class="value" value="1000">' in aid.split("Ministry Ñandú")[1]
    assert 'href="/data/iati"' in aid


def test_aid_that_no_file_tells_of_is_said_to_be_missing_and_how_to_bring_it(viewer):
    text = viewer.get("/country/NOR").content.decode()
    assert "No IATI file in the store has money for this country." in text
    before = viewer.get("/country/COL", {"as_of": "2024-06-29"}).content.decode()
    assert "No IATI file of this country is in the store." in before
    assert "forlik import iati DIR" in before


def test_the_aid_chart_is_there_when_there_is_aid(viewer):
    assert viewer.get("/country/COL/aid.vl.json").status_code == 200
    assert viewer.get("/country/NOR/aid.vl.json").status_code == 404


def card(text, pillar):
    """One pillar's card as it reads."""
    found = text.split(f'<h2 id="pillar-{pillar}">')[1].split("</section>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_a_card_has_the_pillars_money_of_the_newest_year_with_coverage_rule_and_way(viewer):
    text = viewer.get("/country/COL").content.decode()
    told = card(text, "development")
    assert "Money paid out, 2023 400 US dollars 2023" in told
    assert "100 % of the money here has a known pillar; 100 % of its entries have a rate." in told
    assert "By purpose code; each activity once, one level of each publisher." in told
    assert 'href="/portfolio?country=COL&amp;year=2023&amp;definition=purpose&amp;flow=paid"' in text
    assert "Money paid out, 2023 – unknown nothing is published" in card(text, "peace"), "600 were paid in 2022"


def test_without_aid_data_the_money_is_unknown_and_no_flag_is_judged(viewer):
    text = viewer.get("/country/COL", {"as_of": "2024-06-29"}).content.decode()
    assert "Money paid out – unknown No IATI file in the store has money for this country." in card(text, "development")
    assert "Flags raised" not in text


def test_a_card_tells_what_is_published_of_its_pillar_and_of_no_other(viewer):
    text = viewer.get("/country/COL").content.decode()
    assert "Published engagements 1 documented, 1 going on Talks in the north" in card(text, "peace")
    assert 'href="/public/no-talks"' in text
    assert "None is published in this pillar." in card(text, "humanitarian")


def test_flags_stand_in_the_card_of_their_pillar_or_for_all_together(viewer):
    text = viewer.get("/country/COL").content.decode()
    assert "Flags raised, 2023" in card(text, "rights")
    together = " ".join(re.sub(r"<[^>]+>", " ", text.split('<h2 id="flags">')[1].split("</section>")[0]).split())
    assert together.startswith("Flags on all pillars together, 2023")
    assert "Too few report to judge by" in together
    assert "further rules it cannot be told whether they hold" in together


@pytest.mark.usefixtures("desk_home")
def test_a_flag_stands_in_the_cards_of_the_pillars_that_its_rule_names(monkeypatch):
    from forlik import places
    from forlik.desk.pages.country import flagged
    from forlik.portfolio.flags import Flags, rule
    from forlik.portfolio.flags.examples import judged_example

    mine, all_together = rule("peace_without_rights"), rule("too_few_publishers")
    raised = tuple(judged_example(one, one.example.raised) for one in (mine, all_together))
    day = dt.date(2024, 7, 1)
    monkeypatch.setattr(flagged, "flags", lambda _world, place: Flags(place, 2023, day, raised, (), ()))
    found = flagged.flagged(None, places.by_code("iso3", "COL"), "en")
    told = {pillar: [one.rule for one in some] for pillar, some in found.by_pillar.items()}
    assert told == {"peace": [mine.name], "rights": [mine.name], "humanitarian": [], "development": []}
    assert [one.rule for one in found.together] == [all_together.name]


def test_aid_by_pillar_and_documented_engagements_are_layers_of_the_timeline(viewer):
    chart = viewer.get("/country/COL/timeline.vl.json", {"layers": "aid,process"}).content.decode()
    paid = [row for row in _rows(json.loads(chart)) if "course" in row]
    assert [(row["course"], row["period"], row["value"]) for row in paid] == [
        ("Peace and reconciliation", "2022", 600),
        ("Peace and reconciliation", "2023", None),
        ("Development", "2022", None),
        ("Development", "2023", 400),
    ]
    ends = [row["when"][:10] for row in _rows(json.loads(chart)) if row.get("label") == "Talks in the north"]
    assert ends[:2] == ["2016-01-01", "2023-05-31"], "to the month in which a source says that they go on"


def _rows(chart):
    found = [one.get("data") or one["layer"][0].get("data") for one in chart["vconcat"]]
    return [row for one in (*found, chart.get("data")) if one for row in one["values"]]
