"""INFORM Severity: read as described elsewhere, so what the description does not name is told."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.inform_severity import SOURCE

FILE = RawFile("inform_severity.json", Path(__file__).parent / "fixtures" / "inform_severity.json")


def test_a_regional_crisis_has_a_row_for_each_country():
    assert SOURCE.part_of(FILE) == "2024-05"
    reading = SOURCE.read([FILE])
    rows = reading.tables["inform_severity__crises"].to_pylist()
    assert [(row["crisis_acaps_id"], row["country_iso3"], row["severity"]) for row in rows] == [
        ("SDN001", "SDN", Decimal("4.6")),
        ("REG009", "NAM", None),
        ("REG009", "ZMB", None),
    ]
    assert reading.rows == 2
    assert (rows[0]["year"], rows[0]["month"], rows[0]["complexity"]) == (2024, 5, Decimal(4))


def test_fields_beyond_the_description_are_named_and_the_layout_is_marked_unverified():
    assert SOURCE.read([FILE]).remarks == ("fields that no description names were left out: a_new_field",)
    assert SOURCE.unverified_layout
    assert not SOURCE.licence.redistributable


def test_missing_pages_strange_scores_and_missing_fields_are_refused(tmp_path):
    whole = json.loads(FILE.path.read_text())
    first, second = whole["results"]
    for changed, why in (
        (whole | {"count": 3}, "pages are missing"),
        (whole | {"results": [first | {"Complexity": 11}, second]}, r"results\[0\].Complexity: “11” is not between"),
        (whole | {"results": [first, {key: second[key] for key in second if key != "crisis_id"}]}, "crisis_id"),
        (whole | {"results": [first | {"iso3": ["XQX"]}, second]}, "XQX"),
    ):
        path = tmp_path / "changed.json"
        path.write_text(json.dumps(changed))
        with pytest.raises(BadInput, match=why):
            SOURCE.read([RawFile(path.name, path)])
