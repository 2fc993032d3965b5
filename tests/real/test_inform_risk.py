"""INFORM Risk on the real workbook, trends and list of indicators."""

import csv
import json
from decimal import Decimal

import pytest

from forlik.core.source import RawFile
from forlik.sources.inform_risk import CODES, SOURCE

pytestmark = pytest.mark.real
LEVELS = "inform_risk__levels"


def raw(shared, name: str) -> RawFile:
    path = shared / "needs" / name
    return RawFile(path.name, path)


def scores(reading) -> dict[tuple[str, int, str], Decimal | None]:
    rows = reading.tables[LEVELS].to_pylist()
    return {(row["country_iso3"], row["year"], row["level_code"]): row["score"] for row in rows}


def test_every_level_of_the_workbook_is_the_one_a_third_party_took_from_it(shared):
    file = raw(shared, "inform_2025/inform_risk_2025_v070.xlsx")
    assert SOURCE.part_of(file) == "2025"
    reading = SOURCE.read([file])
    assert (reading.edition, reading.published) == ("2025 2nd edition, v 0.7.0", "2025-03-31")
    found = scores(reading)
    with raw(shared, "inform_2025/published_2025_v070.csv").path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert reading.rows == len(rows) == 191
    assert len(found) == 191 * len(CODES)
    for row in rows:
        for name, code in CODES.items():
            expected = None if row[name] in ("x", "") else Decimal(row[name])
            assert found[row["ISO3"], 2025, code] == expected, (row["ISO3"], name)
    assert found["AFG", 2025, "INFORM"] == Decimal("7.8")


def test_trends_give_2021_to_2024_and_the_same_from_both_forms(shared):
    answer = SOURCE.read([raw(shared, "inform_hdx/api_trends_2021_2024.json")])
    table = SOURCE.read([raw(shared, "inform_hdx/inform_risk_index_trends_2021_2024.csv")])
    assert answer.rows == table.rows == 3056 == 191 * 4 * 4
    assert scores(answer) == scores(table)
    assert {year for _, year, _ in scores(answer)} == {2021, 2022, 2023, 2024}
    plain = json.loads(raw(shared, "inform_hdx/api_trends_2021_2024.json").path.read_text(encoding="utf-8"))
    assert sum(scores(answer).values()) == sum(Decimal(str(row["IndicatorScore"])) for row in plain)


def test_the_list_of_indicators_holds_no_levels_and_nothing_is_lost(shared):
    file = raw(shared, "inform_hdx/inform_risk_index.csv")
    reading = SOURCE.read([file])
    with file.path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert reading.rows == len(rows) == 25_463
    assert reading.ignored == {"the file names no indicator": sum(not row["IndicatorName"] for row in rows)}
    assert reading.tables["inform_risk__indicators"].num_rows + 4_344 == 25_463
    assert LEVELS not in reading.tables
