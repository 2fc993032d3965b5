import csv
import io


def test_a_source_stands_with_its_terms_age_and_rows(viewer):
    text = viewer.get("/data").content.decode()
    held, missing = text.split("Sources that could be added")
    assert "UCDP/PRIO Armed Conflict Dataset" in held
    row = held.split("UCDP/PRIO Armed Conflict Dataset")[1].split("</tr>")[0]
    assert "CC BY 4.0" in row
    assert "30 Jun 2024" in row
    assert "World Development Indicators" in missing


def test_a_source_that_was_not_known_yet_is_not_among_those_known(viewer):
    text = viewer.get("/data", {"as_of": "2023-01-01"}).content.decode()
    held = text.split("Sources that could be added")[0]
    assert "UCDP/PRIO Armed Conflict Dataset" in held
    assert "by country and month" not in held


def test_every_measure_stands_with_unit_and_method(viewer):
    from forlik.discover import measures

    text = viewer.get("/data").content.decode()
    for name in measures():
        assert f'href="/measure/{name}"' in text


def test_the_download_has_a_row_a_source(viewer):
    from forlik.discover import sources

    rows = list(csv.DictReader(io.StringIO(viewer.get("/data.csv").content.decode())))
    assert [row["name"] for row in rows] == sorted(sources())


def test_the_aid_files_are_summed_up_with_the_way_to_each(viewer):
    text = " ".join(viewer.get("/data").content.decode().split())
    assert "Publishers: 1; files: 1; activities read: 3; refused: 1." in text
    assert 'href="/data/iati"' in text
    assert "Aid files" not in viewer.get("/data", {"as_of": "2024-06-29"}).content.decode()
