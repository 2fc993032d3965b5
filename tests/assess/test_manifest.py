"""The manifest identifies the answer: whatever could change one changes its digest."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import grimp
import pytest

from forlik.assess.screens import standing_on
from forlik.assess.screens.standing_on import KINDS, ONE_BY_ONE, PACKAGE, RESTS_ON, TABLES, method_digest
from forlik.core.measure import Method
from forlik.discover import measure

DAY = "2026-11-27"
QUESTIONS = "assess/screens/questions/"
"""Of these the one that is asked is named by itself: a new version of another changes nothing."""
NO_PART = {"assess/indices/hdi_2014.yaml", "assess/indices/inform_risk_2025.yaml"}
"""Index files in a folder that counts: their reader is not loaded by any answer."""
FOR_PEOPLE = {".md", ".sha256", ""}
"""Endings of texts that only people and checks of what was fetched read: origins, licences, sums."""


def every_file() -> list[str]:
    found = []
    for name in RESTS_ON:
        place = PACKAGE / name
        found += [path for path in (place.rglob("*") if place.is_dir() else [place]) if path.is_file()]
    return sorted(path.relative_to(PACKAGE).as_posix() for path in found if "__pycache__" not in path.parts)


def behind() -> set[str]:
    """Every module that answering loads, and every one behind the measures and sources that are looked for by name."""
    graph = grimp.build_graph("forlik", exclude_type_checking_imports=True, cache_dir=None)
    asked = {"forlik.assess.screens.deciding", "forlik.assess.screens.screening"}
    asked |= graph.find_descendants("forlik.measures") | graph.find_descendants("forlik.sources")
    found = asked.union(*(graph.find_upstream_modules(one) for one in asked))
    assert "forlik.assess.indices.index_file" not in found
    return found


def file_of(module: str) -> str:
    path = PACKAGE.joinpath(*module.split(".")[1:])
    found = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return found.relative_to(PACKAGE).as_posix()


def test_all_code_that_an_answer_rests_on_is_counted():
    counted = set(every_file())
    # What only says what a package is holds no code.
    missed = {one for one in map(file_of, behind()) if one not in counted}
    assert {one for one in missed if not one.endswith("__init__.py")} == set()
    for one in missed:
        assert not [line for line in (PACKAGE / one).read_text("utf-8").splitlines() if line.startswith("def ")], one


def test_nothing_is_counted_that_no_answer_rests_on():
    files = {file_of(one) for one in behind()}
    assert not [name for name in RESTS_ON if not any(one == name or one.startswith(f"{name}/") for one in files)]


def test_all_data_beside_that_code_is_counted():
    for name in every_file():
        if name.endswith(".py") or name.startswith(QUESTIONS) or name in NO_PART or Path(name).suffix in FOR_PEOPLE:
            continue
        assert Path(name).suffix in KINDS, name
        assert name in ONE_BY_ONE or name.partition("/")[0] in TABLES, name


# --- one byte


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """A copy of the package, that may be spoilt."""
    root = tmp_path_factory.mktemp("copied")
    shutil.copytree(PACKAGE, root / "forlik", ignore=shutil.ignore_patterns("__pycache__", "desk", "register"))
    return root


def run(root: Path, program: str, *words: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root), "FORLIK_HOME": str(root / "home")},
    )
    assert not done.returncode, done.stderr
    return json.loads(done.stdout)


FLIPPED = """
import json, sys
from pathlib import Path
from forlik.assess.screens import standing_on

def now():
    standing_on.code_digest.cache_clear()
    standing_on._tables.cache_clear()
    return json.dumps([standing_on.code_digest(), standing_on.file_digests("q.1.yaml", b"")], sort_keys=True)

root, found = standing_on.PACKAGE, {"root": str(standing_on.PACKAGE), "moved": {}}
before = now()
for name in sys.argv[1:]:
    plain = (root / name).read_bytes()
    (root / name).write_bytes(plain[:-1] + bytes([plain[-1] ^ 1]) if plain else b"#")
    found["moved"][name] = now() != before
    (root / name).write_bytes(plain)
found["back"] = now() == before
print(json.dumps(found))
"""


def one_of_each_class() -> list[str]:
    classes = {}
    for name in every_file():
        if not (name.startswith(QUESTIONS) or name in NO_PART or Path(name).suffix in FOR_PEOPLE):
            part = next(part for part in RESTS_ON if name == part or name.startswith(f"{part}/"))
            classes.setdefault((part, Path(name).suffix), name)
    named = ["cells.py", "world.py", "standing.py", "core/days.py", "core/measure.py", "places/entities.csv"]
    figures = next(one for one in every_file() if one.startswith("starter/figures-"))
    return sorted({*classes.values(), *ONE_BY_ONE, *named, figures})


def test_one_byte_of_anything_is_another_manifest(copied):
    names = one_of_each_class()
    found = run(copied, FLIPPED, *names)
    assert found["root"] == str(copied / "forlik")
    assert [name for name, moved in found["moved"].items() if not moved] == []
    assert len(found["moved"]) == len(names) > len(RESTS_ON)
    assert found["back"], "the same bytes again are the same manifest again"


ASKED = """
import json
import forlik
screen = forlik.decide(forlik.world("DAY"), "risk-top-20", draws=20, releases=0, confidence=0)
print(json.dumps({"sha256": screen.stands_on.sha256, "places": len(screen.asked), "stands": screen.stands_on.plain()}))
""".replace("DAY", DAY)


def test_a_place_taken_out_of_the_list_of_places_is_another_manifest(copied):
    first = run(copied, ASKED)
    path = copied / "forlik" / "places" / "entities.csv"
    plain = path.read_text(encoding="utf-8")
    try:
        assert "\nTUV,state,state," in plain
        path.write_text(plain.replace("\nTUV,state,state,", "\nTUV,territory,territory,"), encoding="utf-8")
        fewer = run(copied, ASKED)
    finally:
        path.write_text(plain, encoding="utf-8")
    assert fewer["places"] == first["places"] - 1
    assert fewer["sha256"] != first["sha256"]
    differing = {name for name, digest in fewer["stands"]["files"].items() if first["stands"]["files"][name] != digest}
    assert differing == {"places"}, "and it says where"


def another(table):
    """Another way to compute it."""
    return table


def test_of_a_measure_its_method_is_named_by_what_locks_it():
    lock = json.loads((PACKAGE / "measures" / "methods.lock").read_text(encoding="utf-8"))
    what = measure("population")
    assert method_digest(what, 1) == lock["population/1"]
    newer = replace(what, methods=(*what.methods, Method(2, date(2026, 11, 25), another)))
    assert method_digest(newer, 1) == lock["population/1"]
    assert method_digest(newer, 2) != lock["population/1"]
    assert method_digest(replace(what, unit="heads"), 1) != lock["population/1"]


def test_it_is_reckoned_once_and_not_when_the_package_is_loaded(copied):
    program = (
        "import json, forlik.assess.screens.deciding, forlik.assess.screens.standing_on as one\n"
        "print(json.dumps([one.code_digest.cache_info().currsize, one._tables.cache_info().currsize]))"
    )
    assert run(copied, program) == [0, 0]
    standing_on.code_digest()
    hits = standing_on.code_digest.cache_info().hits
    standing_on.code_digest()
    assert standing_on.code_digest.cache_info().hits == hits + 1
