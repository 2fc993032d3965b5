"""The page on flags is in step with the rules and the vocabulary, and its Python runs."""

import re
from pathlib import Path

import pytest

from forlik.portfolio.flags import rules, vocabulary

PAGE = (Path(__file__).parents[2] / "docs" / "method" / "flags.md").read_text("utf-8")
SIGNS = {"at_least": "≥", "above": ">", "at_most": "≤", "below": "<"}


def condition(one):
    if one.kind == "outside":
        return f"`{one.figure}` < {one.bounds[0]} or > {one.bounds[1]}"
    return f"`{one.figure}` {SIGNS[one.kind]} {one.bounds[0]}"


@pytest.mark.parametrize("one", rules(), ids=lambda one: one.name)
def test_every_rule_stands_on_the_page_as_its_file_says_it(one):
    when = " and ".join(map(condition, one.when))
    needs = " and ".join(map(condition, one.needs)) or "–"
    owner = one.owner.replace("_", " ")
    row = f"| `{one.name}` {one.version}: {one.title.en} | {when} | {needs} | {one.due_days} | {owner} |"
    assert row in PAGE.splitlines()


@pytest.mark.parametrize("one", vocabulary().values(), ids=lambda one: one.name)
def test_every_figure_stands_on_the_page_as_the_vocabulary_says_it(one):
    row = f"| `{one.name}` | {one.unit} | {one.means.en} | {one.source} | {one.unknown} |"
    assert row in PAGE.splitlines()


def test_nothing_stands_on_the_page_that_is_no_rule_or_figure():
    named = set(re.findall(r"^\| `([a-z_]+)`", PAGE, flags=re.MULTILINE))
    assert named == {one.name for one in rules()} | set(vocabulary())


@pytest.mark.usefixtures("home")
def test_the_pages_python_runs(capsys):
    [block] = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    exec(compile(block, "flags.md", "exec"), {})  # noqa: S102 - the page is ours, and this is its test
    assert "no aid data (IATI) are held" in capsys.readouterr().out
