"""The notebooks are run from top to bottom, each in an empty folder, on the reference figures that come along."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parent.parent.parent / "docs" / "notebooks"
PAGES = sorted(path.name for path in NOTEBOOKS.glob("*.md") if path.name != "index.md")
CELL = re.compile(r"^```(python|console)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def run(name):
    """Every cell in its order, all of one notebook in one namespace; gives how many there were."""
    said = {}
    cells = CELL.findall((NOTEBOOKS / name).read_text(encoding="utf-8"))
    for kind, body in cells:
        if kind == "python":
            exec(compile(body, name, "exec"), said)  # noqa: S102 - the notebooks are ours, and this is their test
            continue
        for line in body.splitlines():
            program, *words = shlex.split(line.removeprefix("$ "))
            assert program == "forlik"
            done = subprocess.run([sys.executable, "-m", "forlik.cli", *words], capture_output=True, check=False)
            assert done.returncode == 0, done.stderr.decode()
    return len(cells)


@pytest.mark.usefixtures("home")
@pytest.mark.filterwarnings("ignore::forlik.core.warnings.ForlikWarning")
@pytest.mark.parametrize("name", PAGES)
def test_a_notebook_runs_from_top_to_bottom(name, tmp_path, monkeypatch):
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.chdir(room)
    assert run(name) >= 4
    assert {one.name for one in room.iterdir()} <= {"made-up.xml", "sudan.pdf", "colombia.xlsx"}


def test_every_notebook_is_listed_small_and_plain():
    listed = (NOTEBOOKS / "index.md").read_text(encoding="utf-8")
    named = (NOTEBOOKS.parent.parent / "mkdocs.yml").read_text(encoding="utf-8")
    for name in PAGES:
        assert f"]({name})" in listed
        assert f"notebooks/{name}" in named
        assert (NOTEBOOKS / name).stat().st_size < 5000
    assert {path.suffix for path in NOTEBOOKS.iterdir()} == {".md"}, "no outputs are kept"
