"""The docs are run: generated pages are in step, commands give the exit codes that stand beside them."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent.parent / "docs"
TUTORIAL, DECIDE = "tutorial.md", "how-to/decide.md"


def blocks(language: str, page: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), flags=re.DOTALL)


COMMANDS = [
    line[2:]
    for page in (TUTORIAL, DECIDE)
    for block in blocks("console", page)
    for line in block.splitlines()
    if line.startswith("$ ")
]


def generated():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pages()


@pytest.mark.parametrize("name", ["sources.md", "measures.md", "decisions/index.md"])
def test_generated_pages_are_in_step_with_the_code(name):
    assert (DOCS / name).read_text(encoding="utf-8") == generated()[name], "run `make docs` and commit"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_pages_commands_do_what_they_say(command, home):
    told, _, exit_code = command.partition("# exit")
    words = shlex.split(told)
    assert words[0] == "forlik"
    done = subprocess.run(
        [sys.executable, "-m", "forlik.cli", *words[1:]],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "FORLIK_HOME": str(home)},
    )
    assert done.returncode == int(exit_code or 0), done.stderr
    assert (done.stdout if done.returncode == 0 else done.stderr).strip()


@pytest.mark.usefixtures("home")
def test_the_tutorials_python_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for block in blocks("python", TUTORIAL):
        exec(compile(block, TUTORIAL, "exec"), {})  # noqa: S102 - the tutorial is ours, and this is its test
    assert (tmp_path / "colombia.xlsx").stat().st_size > 0


@pytest.mark.usefixtures("home")
def test_the_python_of_deciding_runs():
    for block in blocks("python", DECIDE):
        exec(compile(block, DECIDE, "exec"), {})  # noqa: S102 - as above
