"""The Data Package of a public copy: its descriptor says what is so; it is put into its folder whole or not at all."""

import csv
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import textwrap
from datetime import UTC, date, datetime

import pytest

from forlik.core.errors import BadInput, ForlikError, UsageError
from forlik.core.export import plain_again
from forlik.published import Refused, copied, packed, put, read
from forlik.published.tables import arguments, evidence_fields, fields_of
from forlik.register.concept import Concept
from forlik.register.concepts import CONCEPTS
from forlik.register.facets import OPEN, facet_of, fields
from forlik.register.rows import Row

DAY = date(2024, 7, 1)
AT = datetime(2024, 6, 30, 12, tzinfo=UTC)
CITED = [{"citation": "=HYPERLINK(1)", "url": "https://ministry.example/a", "claims": {"role": "+host"}}]
BODIES = {
    "no": ("actor", {"kind": "state", "name": "Norway", "names": {"nb": "Norge"}}),
    "file": (
        "engagement",
        {"title": '-1 talks\r\n"north"', "places": ["COL"], "pillars": ["peace"], "evidence": CITED},
    ),
    "said": (
        "act",
        {
            "kind": "public_statement", "happened": "2024-05", "engagement": "file", "by": ["no"],
            "statement": "@here\t محادثات", "evidence": CITED,
        },
    ),
}  # fmt: skip


def rows(label="0", **bodies):
    given = BODIES | bodies
    return [Row(name, concept, "open", label, 1, AT, AT, body) for name, (concept, body) in given.items()]


def copy(**bodies):
    return copied(rows(**bodies), DAY, publisher="Ministry Ñandú", licence="CC-BY-4.0", address="https://m.example/p")


def files_of(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@pytest.fixture
def folder(tmp_path):
    put(tmp_path / "copy", packed(copy()))
    return tmp_path / "copy"


def test_the_descriptor_says_who_when_under_which_terms_and_what_each_file_holds(folder):
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert (about["as_of"], about["version"], about["homepage"]) == ("2024-07-01", "2024-07-01", "https://m.example/p")
    assert about["licenses"][0]["name"] == "CC-BY-4.0"
    assert about["contributors"] == [{"title": "Ministry Ñandú", "roles": ["publisher"]}]
    assert {one["name"] for one in about["resources"]} == {*CONCEPTS, "evidence", "records"}
    listed = set()
    for one in about["resources"]:
        content = (folder / one["path"]).read_bytes()
        listed.add(one["path"])
        assert one["bytes"] == len(content)
        assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if one["name"] != "records":
            head = next(csv.reader(io.StringIO(content.decode())))
            assert head == [field["name"] for field in one["schema"]["fields"]]
            assert all(field["description"] for field in one["schema"]["fields"])
    assert set(files_of(folder)) == listed | {"datapackage.json"}


def test_a_reader_of_data_packages_finds_nothing_wrong(folder):
    frictionless = pytest.importorskip("frictionless")
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    about["resources"] = [one for one in about["resources"] if one["name"] != "records"]
    (folder / "tables.json").write_text(json.dumps(about), encoding="utf-8")
    report = frictionless.validate(str(folder / "tables.json"))
    assert report.valid, report.flatten(["type", "message"])


@pytest.mark.parametrize("concept", sorted(CONCEPTS))
def test_every_open_field_of_a_concept_has_its_column_and_description_and_no_other_has(concept):
    kind = CONCEPTS[concept]
    told = {**arguments(Concept), **arguments(kind)}
    assert set(told) >= set(kind.model_fields)
    columns = {one.name for one in fields_of(kind)} - {"id", "public_since", "known_on", "fictional"}
    open_ = {name for name in fields(kind) if facet_of(kind, name) is OPEN}
    assert columns == open_ - {"evidence", "withdrawn", "fictional"}


def test_no_cell_can_be_run_as_a_formula_and_every_text_comes_back(folder):
    about = json.loads((folder / "datapackage.json").read_text("utf-8"))
    found = {}
    for one in about["resources"]:
        if one["format"] == "csv":
            for row in csv.DictReader(io.StringIO((folder / one["path"]).read_bytes().decode(), newline="")):
                assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
                found[one["name"], row.get("id") or row["record"]] = row
    assert plain_again(found["engagement", "file"]["title"]) == BODIES["file"][1]["title"]
    assert plain_again(found["act", "said"]["statement"]) == BODIES["said"][1]["statement"]
    assert plain_again(found["evidence", "said"]["citation"]) == "=HYPERLINK(1)"
    assert json.loads(found["act", "said"]["by"]) == ["no"]
    assert json.loads(found["evidence", "said"]["claims"]) == {"role": "+host"}


def test_what_is_read_back_is_what_was_published(folder):
    back = read(folder)
    assert back.records == copy().records
    assert (back.day, back.publisher, back.licence, back.address) == (
        DAY,
        "Ministry Ñandú",
        "CC-BY-4.0",
        "https://m.example/p",
    )
    assert back.edition
    assert {one.id for one in back.dossier(DAY).every(CONCEPTS["act"])} == {"said"}
    assert len(back.dossier(date(2024, 6, 29)).facets) == 0
    assert evidence_fields()


def test_a_row_that_is_not_public_stops_everything():
    with pytest.raises(ForlikError, match="not public"):
        copied([*rows(), *rows("1")], DAY, publisher="p", licence="CC0-1.0")


def test_all_that_breaks_a_rule_is_named_at_once():
    bad = {f"act-{turn:02}": ("act", {"kind": "signing", "happened": "2024"}) for turn in range(25)}
    with pytest.raises(Refused, match="25 rules stand against what is public") as refused:
        copy(**bad)
    assert "act act-00 (evidence): evidence, nothing says by what it is known" in refused.value.what
    assert "and 5 more" in refused.value.what


def test_what_is_real_never_names_what_is_made_up():
    made = {
        "made": ("engagement", BODIES["file"][1] | {"title": "Fictional: x", "fictional": True}),
        "nobody": ("actor", {"kind": "state", "name": "Fictional: Estovia"}),
        "in-it": ("act", BODIES["said"][1] | {"engagement": "made", "by": ["nobody", "only-there"]}),
        "only-there": ("actor", {"kind": "state", "name": "Named by what is made up alone"}),
    }
    assert {one.id for one in copy(**made).records} == set(BODIES)
    with pytest.raises(Refused, match=r"act act \(by\): names"):
        copy(**made, act=("act", BODIES["said"][1] | {"by": ["nobody"]}))


def test_a_new_edition_takes_the_place_of_the_old_and_leaves_nothing_of_it(folder):
    before = set(files_of(folder))
    put(folder, packed(copy(other=("actor", {"kind": "state", "name": "Another"}))))
    after = set(files_of(folder))
    assert before & after == {"datapackage.json"}
    assert "other" in {one.id for one in read(folder).records}


@pytest.mark.parametrize(
    "there", [{"a.txt": "x"}, {"datapackage.json": '{"name": "somebody elses"}'}, {"datapackage.json": "["}]
)
def test_a_folder_of_somebody_else_is_left_alone(tmp_path, there):
    for name, text in there.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        put(tmp_path, packed(copy()))
    assert files_of(tmp_path) == {name: text.encode() for name, text in there.items()}


def test_there_is_no_copy_where_none_was_put_and_a_damaged_one_is_told(tmp_path, folder):
    assert read(tmp_path / "nowhere") is None
    [bodies] = folder.glob("edition-*/records.jsonl")
    bodies.write_bytes(bodies.read_bytes() + b"{}\n")
    with pytest.raises(BadInput, match="not those that were published"):
        read(folder)


KILLED = """
    import os, signal, sys
    from pathlib import Path
    sys.path.insert(0, {here!r})
    from test_package import copy
    from forlik.published import packed, put
    from forlik.store import disk
    from forlik.published import folder as made
    left = int(sys.argv[2])
    real = Path.replace
    def counted(self, target):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return real(self, target)
    Path.replace = counted
    real_rmtree = made.shutil.rmtree
    def rmtree(path):
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        real_rmtree(path)
    made.shutil.rmtree = rmtree
    put(Path(sys.argv[1]), packed(copy(other=("actor", {{"kind": "state", "name": "Another"}}))))
"""


@pytest.mark.parametrize("steps", [0, 1, 6, 10, 11, 12])
def test_killed_at_any_step_the_old_copy_or_the_new_is_read_and_the_next_put_sweeps_up(folder, steps):
    before = read(folder)
    program = textwrap.dedent(KILLED.format(here=os.path.dirname(__file__)))  # noqa: PTH120 - a text for the program
    done = subprocess.run([sys.executable, "-c", program, str(folder), str(steps)], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    now = read(folder)
    assert now.records == before.records or "other" in {one.id for one in now.records}
    put(folder, packed(copy()))
    assert read(folder).records == before.records
    assert len(list(folder.glob("edition-*"))) == 1
    assert not list(folder.rglob(".*"))
