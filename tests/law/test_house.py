"""The house rules as tests: what every source, measure, verb, setting and decision must bring with it."""

import ast
import re
import subprocess
from pathlib import Path

import grimp
import pyarrow as pa
import pytest
from hatchling.builders.wheel import WheelBuilder

from forlik import methods
from forlik.cli import VERBS, cli
from forlik.core.errors import UsageError
from forlik.core.schema import BASIS
from forlik.core.settings import SETTINGS
from forlik.core.source import Bounds
from forlik.discover import measures, source, sources
from forlik.store import results, shelf
from forlik.store.engine import Engine

ROOT = Path(__file__).parent.parent.parent
SRC = ROOT / "src" / "forlik"
MODULES = sorted(SRC.rglob("*.py"))
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", sorted(sources()))
def test_a_source_has_terms_citation_tables_and_a_fixture(name):
    one = source(name)
    assert (SRC / "sources" / f"{name}.py").is_file(), "file stem = name"
    assert one.licence.name
    assert one.licence.stated
    assert one.citation
    assert one.home.startswith("https://") or name == "norway_engagements"
    assert one.private == (one.licence.name == "own"), "what is somebody's own is not told of to everybody"
    assert not (one.private and one.licence.redistributable)
    assert all(table.startswith(f"{name}__") for table in one.schemas)
    assert all(column.doc for schema in one.schemas.values() for column in schema.columns.values())
    assert one.bounds.years[0] >= 1700, "a row of an earlier year is a damaged one"
    assert one.bounds.rows != Bounds((0, 1)).rows, "how many rows a file of it has at most is said"
    test = (ROOT / "tests" / "sources" / f"test_{name}.py").read_text(encoding="utf-8")
    assert "def test_" in test, "a source is read in a test on a made-up fixture"
    assert re.search(rf"sources\.{name}\b|import {name}\b|\b{name}\.SOURCE|\"{name}\"", test), (
        "the test is of that source"
    )


@pytest.mark.parametrize("name", sorted(measures()))
def test_a_measure_declares_itself_and_its_tables_exist(name):
    one = measures()[name]
    assert (SRC / "measures" / f"{name}.py").is_file(), "file stem = name"
    assert one.unit
    assert one.notes
    assert one.misuse
    assert one.needs or one.uses
    for table in one.tables:
        assert table in source(table.partition("__")[0]).schemas
        assert not source(table.partition("__")[0]).private, "measures are on public pages"
    assert [method.number for method in one.methods] == list(range(1, len(one.methods) + 1))
    assert sorted(method.adopted for method in one.methods) == [method.adopted for method in one.methods]


def test_tables_are_read_anew_when_anything_that_a_reading_depends_on_changes():
    graph = grimp.build_graph("forlik", exclude_type_checking_imports=True, cache_dir=None)
    behind = {up for name in sources() for up in graph.find_upstream_modules(f"forlik.sources.{name}")}
    assert len(behind) > 20, "the sources stand on places and readers"
    for module in behind:
        path = module.removeprefix("forlik.").replace(".", "/")
        counted = (*shelf.SHARED, *shelf.FLOOR[1])
        shared = any(path in (name, name.removesuffix(".py")) or path.startswith(name + "/") for name in counted)
        assert shared or path == "iati" or path.startswith("sources/_") or path == "sources", module


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return Engine("duckdb", tmp_path_factory.mktemp("engine"))


def given(engine, table: str, rows):
    """A table of an example: rows as declared, missing columns empty, basis 1 unless said."""
    schema = source(table.partition("__")[0]).schemas[table].arrow()
    loose = pa.schema([*(pa.field(field.name, field.type) for field in schema), BASIS])
    return engine.memory(pa.Table.from_pylist([{"basis": 1, **row} for row in rows], schema=loose))


@pytest.mark.parametrize("name", sorted(measures()))
def test_a_measures_worked_example_comes_out(name, engine):
    one = measures()[name]
    tables = [given(engine, table, one.example.given.get(table, ())) for table in one.tables]
    shaped = results.shape(one, engine.run(one.methods[-1].compute(*tables)))
    got = [(row["country_iso3"], row["year"], row["month"], float(row["value"])) for row in shaped.to_pylist()]
    expected = [(row["country_iso3"], row["year"], row.get("month"), float(row["value"])) for row in one.example.expect]
    assert one.example.expect, "an example without figures proves nothing"
    assert sorted(got, key=str) == sorted(expected, key=str)


def test_adopted_methods_are_locked():
    assert methods.held() == methods.current(measures().values()), (
        "a method that was in use has been edited: give it a new number, "
        "or, for a new measure, run `python -m forlik.methods`"
    )


def test_locking_adds_what_is_new_and_never_what_was_edited():
    assert methods.locked({"a/1": "x", "gone/1": "z"}, {"a/1": "x", "b/1": "y"}) == {"a/1": "x", "b/1": "y"}
    with pytest.raises(UsageError, match="edited or taken out: a/1"):
        methods.locked({"a/1": "x"}, {"a/1": "y", "b/1": "y"})
    with pytest.raises(UsageError, match="edited or taken out: a/1"):
        methods.locked({"a/1": "x", "a/2": "y"}, {"a/2": "y"})


def test_there_are_at_least_twenty_measures():
    assert len(measures()) >= 20


EVERY_VERB = ("--json", "--quiet", "--offline")
ASKING = ("--as-of", "--clock", "--mode")


def every_verb():
    """Each verb by the words that call it; a group of verbs by the verbs in it."""
    for verb in VERBS:
        command = cli.get_command(None, verb)
        inside = getattr(command, "commands", {})
        yield from ((f"{verb} {name}", one) for name, one in inside.items()) if inside else [(verb, command)]


def test_every_verb_has_help_and_stands_in_the_docs():
    text = (DOCS / "command-line.md").read_text(encoding="utf-8")
    for verb, command in every_verb():
        assert command.help, verb
        [row] = [line for line in text.splitlines() if re.match(rf"\| `forlik {verb}\b", line)]
        options = [one for parameter in command.params for one in parameter.opts if one.startswith("--")]
        shared = {*EVERY_VERB, *(ASKING if set(ASKING) <= set(options) else ())}
        for option in options:
            told = option in shared or re.search(rf"{option}(?![\w-])", row)
            assert told, f"the row of {verb} in docs/command-line.md does not tell of {option}"
        assert set(EVERY_VERB) <= set(options) or verb in {"demo", "serve", "completion"}, verb
    for option in (*EVERY_VERB, *ASKING):
        assert option in text


def test_every_setting_says_what_it_is_and_is_read_somewhere():
    read = "\n".join(
        path.read_text(encoding="utf-8") for path in MODULES if path.name != "settings.py" or "desk" in path.parts
    )
    for name, one in SETTINGS.items():
        assert one.doc
        assert name == "home" or f'setting("{name}")' in read, f"nothing reads {name}"


def test_no_folder_or_module_has_a_name_that_says_nothing():
    empty = re.compile(r"^(utils?|helpers?|common|misc|base|manager)(\.py)?$")
    theirs = SRC / "desk/access/sqlcipher/base.py"  # Django looks for a database's wrapper under this name
    assert not [path for path in SRC.rglob("*") if empty.match(path.name) and path != theirs]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SRC)))
def test_modules_stay_small(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, "split it: one idea a file"


def test_discovery_is_dynamic_in_two_places_only():
    texts = {str(path.relative_to(SRC)): path.read_text(encoding="utf-8") for path in MODULES}
    assert {name for name, text in texts.items() if "pkgutil" in text} <= {"discover.py", "desk/urls.py"}
    # A name and a verb group are loaded when first used, and a method's text is looked up; nothing else is found so.
    loading = {name for name, text in texts.items() if re.search(r"import_module|__import__", text)}
    assert loading <= {"discover.py", "desk/urls.py", "core/lazy.py", "cli/__init__.py", "core/digest.py"}


def test_every_public_function_of_the_library_has_a_docstring():
    without = []
    for path in MODULES:
        if "desk" in path.parts or path.name == "test_page.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                without.append(f"{path.relative_to(SRC)}:{node.lineno}")
    assert not without


def test_every_decision_names_the_check_that_enforces_it():
    for path in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        text = path.read_text(encoding="utf-8")
        checks = re.findall(r"`((?:tests|src|pyproject)[\w/.]+)(?:::(\w+))?", text.partition("Check:")[2])
        assert checks, path.name
        for file, test in checks:
            assert (ROOT / file).exists(), f"{path.name} names {file}"
            assert not test or test.rstrip("_") in (ROOT / file).read_text(encoding="utf-8"), (
                f"{path.name} names {test}"
            )
        assert len(text.splitlines()) <= 80, "a page at most"


def test_every_promise_of_the_register_names_tests_that_are_there():
    rows = [one for one in (DOCS / "proofs.md").read_text(encoding="utf-8").splitlines() if one.startswith("| P")]
    assert len(rows) >= 12
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`", row)
        assert named, row
        assert [one for one in named if not (ROOT / one).is_file()] == []


def test_the_wheel_holds_the_package_with_its_data_and_no_tests():
    names = [one.distribution_path for one in WheelBuilder(str(ROOT)).recurse_included_files()]
    assert {"forlik/starter/pack.json", "forlik/places/codes.csv", "forlik/measures/methods.lock"} <= set(names)
    assert {"forlik/desk/pages/country/page.html", "forlik/desk/locale/nb/LC_MESSAGES/django.mo"} <= set(names)
    assert not [name for name in names if re.search(r"(^|/)(test_|conftest)", name)]


def test_lock_files_name_no_address():
    for path in ROOT.glob("requirements*.lock"):
        assert not re.search(r"https?://|file:", path.read_text(encoding="utf-8")), path.name


def test_no_file_of_the_data_folder_is_committed(shared):
    sums = (shared / "SHA256SUMS").read_text(encoding="utf-8").split("\n")
    theirs = {line.split()[0] for line in sums if line.strip()}
    import hashlib

    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # The official files of the standard may stand here, each with its licence and checksum (tests/iati/check).
    official = ROOT / "src/forlik/iati/standard"
    listed_there = {line.split()[-1] for line in (official / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    kept = {official / name.lstrip("*./") for name in listed_there}
    ours = [ROOT / name for name in listed.split("\0") if name and ROOT / name not in kept]
    same = [path for path in ours if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() in theirs]
    assert not [path for path in same if path.stat().st_size > 0]


def test_the_starter_pack_is_small_and_only_of_redistributable_sources():
    from forlik import starter

    assert sum(path.stat().st_size for path in starter.FOLDER.iterdir() if path.is_file()) < 5_000_000
    for layer in starter.layers():
        assert source(layer.source).licence.redistributable, layer.source
        assert layer.evidence, "a publication date without evidence is a guess"
        assert set(layer.methods) <= set(measures())
