import csv
import io


def test_a_file_stands_with_its_publisher_day_and_what_is_wrong_with_it(viewer):
    text = viewer.get("/data/iati").content.decode()
    row = text.split("<tbody>")[1].split("</tr>")[0]
    for told in ("Ministry Ñandú", "XM-NDU", "aid", "2.03", "2024-06-30", "30 Jun 2024", "refused", "XM-NDU-9"):
        assert told in row
    assert "Opening and ending tag mismatch" in row


def test_the_sums_are_told(viewer):
    text = " ".join(viewer.get("/data/iati").content.decode().split())
    assert "<dt>Publishers</dt><dd>1</dd>" in text
    assert "<dt>Activities read</dt><dd>3; refused: 1;" in text


def test_a_publisher_can_be_looked_for(viewer):
    assert "XM-NDU" in viewer.get("/data/iati", {"q": "ñandú"}).content.decode()
    text = viewer.get("/data/iati", {"q": "<nobody>"}).content.decode()
    assert "No file of that name stands on this day." in text
    assert "<nobody>" not in text


def test_before_any_file_was_known_there_is_a_reason(viewer):
    text = viewer.get("/data/iati", {"as_of": "2024-06-29"}).content.decode()
    assert "forlik import iati FILE" in text


def test_the_download_has_a_row_a_file(viewer):
    [row] = csv.DictReader(io.StringIO(viewer.get("/data/iati.csv").content.decode()))
    assert (row["dataset"], row["activities"], row["refused"], row["known_at"][:10]) == (
        "XM-NDU/aid",
        "3",
        "1",
        "2024-06-30",
    )
