import csv
import io
import re


def test_the_newest_period_is_shown_for_every_country_worst_first(viewer):
    text = viewer.get("/measure/active_conflicts").content.decode()
    assert '<h2 id="where">2023</h2>' in text
    first = text.split("<tbody>")[1].split("</tr>")[0]
    assert "Colombia" in first
    assert '<data class="value" value="3">3</data>' in first


def test_another_period_can_be_chosen_and_one_that_is_not_known_gives_the_newest(viewer):
    text = viewer.get("/measure/active_conflicts", {"period": "2020"}).content.decode()
    assert '<h2 id="where">2020</h2>' in text
    text = viewer.get("/measure/active_conflicts", {"period": "1500"}).content.decode()
    assert '<h2 id="where">2023</h2>' in text


def test_one_place_is_shown_over_time(viewer):
    text = viewer.get("/measure/active_conflicts", {"country": "Colombia"}).content.decode()
    assert "<h1>Active state-based conflicts: Colombia</h1>" in text
    periods = re.findall(r'<th scope="row">(\d{4})</th>', text)
    assert periods == ["2023", "2022", "2021", "2020"]


def test_the_note_of_a_sum_of_months_leads_to_the_sum_above_its_months(viewer):
    """Colombia: twelve months of 30 deaths, up to the end of 2023."""
    asked = {"country": "COL", "period": "2023-01/2023-12", "as_of": "2024-07-01"}
    text = viewer.get("/measure/deaths_all_violence_monthly", asked).content.decode()
    row = text.split('<tbody><tr><th scope="row">')[1].split("</tr>")[0]
    assert row.startswith("2023-01/2023-12</th>")
    assert '<data class="value" value="360">' in row
    assert viewer.get("/measure/active_conflicts", asked).status_code == 400, "years are not summed"


def test_a_tile_says_its_country_and_value_and_leads_there(viewer):
    text = viewer.get("/measure/active_conflicts").content.decode()
    assert '<a href="/country/COL" aria-label="Colombia: 3 conflicts"' in text
    assert 'aria-label="Norway: 0 conflicts"' in text
    assert 'aria-label="Western Sahara: unknown"' in text, "not spoken for is not zero"


def test_what_it_does_not_say_is_said(viewer):
    from forlik.discover import measure

    assert measure("active_conflicts").misuse in viewer.get("/measure/active_conflicts").content.decode()


def test_the_download_holds_every_period(viewer):
    rows = list(csv.DictReader(io.StringIO(viewer.get("/measure/active_conflicts.csv?country=COL").content.decode())))
    assert [(row["year"], float(row["value"])) for row in rows] == [("2020", 1), ("2021", 1), ("2022", 2), ("2023", 3)]


def test_a_measure_of_which_nothing_is_known_says_so(viewer):
    text = viewer.get("/measure/population").content.decode()
    assert "not known on" in text
    assert "world_bank" in text
    assert viewer.get("/measure/population.csv").status_code == 404


def test_an_unknown_measure_is_not_found(viewer):
    assert viewer.get("/measure/nothing").status_code == 404
