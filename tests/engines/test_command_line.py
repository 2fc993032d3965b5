"""The same commands on the cluster print the same JSON: import, build, measure."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.engine

HEAD = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,year,"
    "intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,"
    "ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)

WARNINGS = "error,ignore:fetch_arrow_table:DeprecationWarning"
"""As in pyproject.toml: Ibis still calls it by the name DuckDB is leaving behind."""


def edition(folder, version: str, years: range):
    """A made-up edition, of no real number: each year one conflict more, in Colombia, Sudan and both."""
    lines = [
        f"{number},Somewhere,Government of Somewhere,1,,Group {number},{number},,2,,{year},1,0,3,"
        f"2001-01-01,1,2001-01-01,1,0,,,100,,,,{('100', '625', '100, 625')[number % 3]},5,{version}\n".replace(
            "100, 625", '"100, 625"'
        )
        for place, year in enumerate(years)
        for number in range(1, place + 2)
    ]
    path = folder / f"acd-{version}.csv"
    path.write_text(HEAD + "".join(lines), encoding="utf-8")
    return path


def forlik(home, engine: str, *words: object):
    """One command in a process of its own; its JSON."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FORLIK_")}
    environment |= {"FORLIK_HOME": str(home), "FORLIK_ENGINE": engine, "PYTHONWARNINGS": WARNINGS}
    done = subprocess.run(
        [sys.executable, "-m", "forlik.cli", *map(str, words), "--json"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def timeless(value):
    """Without the instants of retrieval, which no two runs share."""
    if isinstance(value, dict):
        return {name: timeless(one) for name, one in value.items() if name != "held_at"}
    return [timeless(one) for one in value] if isinstance(value, list) else value


def test_import_build_and_measure_give_the_same_json(cluster, tmp_path):
    older, newer = edition(tmp_path, "0.1", range(2000, 2008)), edition(tmp_path, "0.2", range(1999, 2010))
    answers = []
    for name, engine in (("here", "duckdb"), ("there", cluster)):
        home = tmp_path / name
        answers.append(
            [
                forlik(home, engine, "import", "ucdp_acd", older, "--published", "2024-06-01"),
                forlik(home, engine, "import", "ucdp_acd", newer, "--published", "2025-06-01"),
                forlik(home, engine, "build", "--no-starter"),
                forlik(home, engine, "measure", "active_conflicts"),
                forlik(home, engine, "measure", "active_conflicts", "--country", "World"),
                forlik(home, engine, "measure", "active_conflicts", "--country", "COL", "--as-of", "2024-12-31"),
            ]
        )
        assert list((home / "results" / "active_conflicts").glob("*.parquet")), "computed, not from the starter"
    here, there = answers
    assert timeless(there) == timeless(here)
    world = {row["year"]: row["value"] for row in there[4]["rows"]}
    assert [world[year] for year in (1999, 2005, 2009)] == [1, 7, 11]
    colombia = {row["year"]: row["value"] for row in there[5]["rows"]}
    assert colombia[2007] == 5, "conflicts 2, 3, 5, 6 and 8, as the edition of 2024 has them"
    assert 2009 not in colombia
