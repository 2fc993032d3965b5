"""The page docs/how-to/aid-flows.md: its example runs, and the names it gives are there."""

import re
from pathlib import Path

from forlik.iati.flows.beside import listed, schema
from forlik.iati.flows.rules import CONVERSIONS, PLACE_RULES

PAGE = (Path(__file__).parents[3] / "docs" / "how-to" / "aid-flows.md").read_text(encoding="utf-8")


def test_the_example_runs_by_itself(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    [block] = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    exec(compile(block, "aid-flows.md", "exec"), {})  # noqa: S102 - the page is ours, and this is its test
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "3 2025 peace 7.500000 0"
    assert told[1].startswith("Sector as the activity states it")


def test_every_column_that_a_rule_names_is_there():
    names = set(schema().names)
    for line in PAGE.splitlines():
        if line.startswith("| ") and line.count("|") == 4 and "`" in line.split("|")[3]:
            assert set(re.findall(r"`(\w+)`", line.split("|")[3])) <= names, line
    for name in (*PLACE_RULES, *CONVERSIONS):
        assert name in PAGE


def test_every_column_says_what_it_means():
    assert [row["column"] for row in listed("columns.csv")] == schema().names
    assert all(row["meaning"] for row in listed("columns.csv"))
