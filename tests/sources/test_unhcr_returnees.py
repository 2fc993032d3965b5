"""Returnees: sums stand beside their parts, stateless people have no country."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.unhcr_returnees import SOURCE

FILE = RawFile("unhcr_returnees.csv", Path(__file__).parent / "fixtures" / "unhcr_returnees.csv")


def test_every_row_is_kept_with_its_group_sex_and_age():
    assert SOURCE.part_of(FILE) == "all"
    reading = SOURCE.read([FILE])
    rows = reading.tables["unhcr_returnees__groups"].to_pylist()
    assert reading.rows == len(rows) == 4
    assert [(row["origin_iso3"], row["gender"], row["age_range"], row["people"], row["year"]) for row in rows] == [
        ("NAM", "f", "0-4", 7, 2022),
        ("NAM", "all", "all", 30, 2022),
        ("NAM", "f", "60+", 2, 2022),
        (None, "all", "all", 4, 2023),
    ]
    assert (rows[2]["age_from"], rows[2]["age_to"]) == (60, None)


def changed(folder, old: str, new: str) -> RawFile:
    path = folder / "changed.csv"
    path.write_text(FILE.path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return RawFile(path.name, path)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("2022-12-31", "2022-06-30", "line 2, field reference_period_end: 2022-01-01 to 2022-06-30 is no calendar"),
        ("NAM,N,N,RDP", "XQX,N,N,RDP", "line 4, field asylum_location_code"),
        ("RDP", "IDP", "must be one of RET, RDP"),
        ("population,", "people,", "“population” is missing"),
    ],
)
def test_what_does_not_fit_is_refused_by_line_and_field(tmp_path, old, new, why):
    with pytest.raises(BadInput, match=why):
        SOURCE.read([changed(tmp_path, old, new)])
