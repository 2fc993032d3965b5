"""World Factbook: a figure counts with the year its text states, and what has another form is counted, not guessed."""

import json
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources import world_factbook
from forlik.sources.world_factbook import SOURCE

FIXTURES = Path(__file__).parent / "fixtures"


def files():
    return [RawFile(path.name, path) for path in sorted(FIXTURES.glob("world_factbook_*.json"))]


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(world_factbook, "FEWEST", 1)


@pytest.mark.usefixtures("few")
def test_figures_are_read_with_their_own_year():
    assert {SOURCE.part_of(file) for file in files()} == {"all"}
    reading = SOURCE.read(files())
    rows = reading.tables["world_factbook__indicators"].to_pylist()
    assert {(row["country_iso3"], row["year"], row["indicator"], str(row["value"])) for row in rows} == {
        ("CAF", 2021, "poverty_percent", "68.800000"),
        ("CAF", 2024, "life_expectancy_years", "56.000000"),
        ("CAF", 2025, "population", "5000000.000000"),
        ("WLD", 2020, "life_expectancy_years", "70.500000"),
    }
    assert reading.rows == len(rows) + sum(reading.ignored.values())
    assert sum(reading.ignored.values()) == 2, "the uninhabited island, and a figure without a year"


@pytest.mark.usefixtures("few")
def test_an_unknown_name_is_refused_with_its_file(tmp_path):
    data = json.loads((FIXTURES / "world_factbook_ct.json").read_text(encoding="utf-8"))
    data["Government"]["Country name"]["conventional long form"]["text"] = "Nowhereland"
    path = tmp_path / "nn.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(BadInput, match="Nowhereland") as caught:
        SOURCE.read([RawFile("nn.json", path)])
    assert caught.value.file == "nn.json"


def test_a_few_files_are_not_the_factbook():
    with pytest.raises(BadInput, match="whole folder"):
        SOURCE.read(files())
