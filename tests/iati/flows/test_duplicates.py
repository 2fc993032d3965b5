"""Identifiers that stand several times: which version counts, and what the report says."""

import pytest

from forlik.iati.flows import duplicates, flows

FIRST = {
    "activity_id": "A-1",
    "last_updated": "2020-01-01T00:00:00Z",
    "generated_datetime": "2020-02-01",
    "content_sha256": "bb",
    "file": "a.xml",
    "file_sha256": "11",
    "byte_start": 10,
}


@pytest.mark.parametrize(
    ("change", "decided_by"),
    [
        ({"secondary_reporter": True, "last_updated": "2024-01-01"}, "first_hand"),
        ({"reporting_org_ref": "XM-OCHA-FTS", "last_updated": "2024-01-01"}, "first_hand"),
        ({"last_updated": "2019-12-31", "generated_datetime": "2024-01-01"}, "last_updated"),
        ({"last_updated": "2020-01-01T01:00:00+02:00"}, "last_updated"),  # an hour before midnight
        ({"last_updated": "not known"}, "last_updated"),
        ({"last_updated": None}, "last_updated"),
        ({"generated_datetime": "2020-01-31"}, "generated_datetime"),
        ({"content_sha256": "aa"}, "content_sha256"),
        ({"file_sha256": "00"}, "file_sha256"),
        ({"byte_start": 9}, "byte_start"),
    ],
)
def test_the_version_that_counts(tables, change, decided_by):
    for activities in ([FIRST, FIRST | change], [FIRST | change, FIRST]):
        silver = tables(activity=activities, transaction=[{"activity_no": 0}, {"activity_no": 1}])
        winner, loser = duplicates(silver).to_pylist()
        assert winner["activity_no"] == activities.index(FIRST)
        assert (winner["counts"], winner["decided_by"], winner["versions"]) == (True, None, 2)
        assert (loser["counts"], loser["decided_by"]) == (False, decided_by)
        current = {row["activity_no"]: row["current"] for row in flows(silver).to_pylist()}
        assert current == {winner["activity_no"]: True, loser["activity_no"]: False}


def test_the_report_says_where_versions_stand_and_whether_they_are_the_same(tables):
    silver = tables(activity=[FIRST, FIRST | {"file": "b.xml", "file_sha256": "00"}, FIRST | {"activity_id": "A-2"}])
    winner, loser = duplicates(silver).to_pylist()
    assert (loser["file"], loser["same_bytes"], loser["same_file"]) == ("b.xml", True, False)
    assert (winner["file"], winner["byte_start"]) == ("a.xml", 10)


def test_activities_without_identifier_are_no_duplicates(tables):
    silver = tables(
        activity=[{}, {"activity_id": ""}, {}], transaction=[{"activity_no": number} for number in range(3)]
    )
    assert duplicates(silver).num_rows == 0
    assert {row["current"] for row in flows(silver).to_pylist()} == {True}
