"""The law of export and import: what goes out and comes in again elsewhere is the same, whatever was recorded."""

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "register" / "exchange"))

from generated import carried

from forlik.cli import main
from forlik.register.exchange import json_file, reading, tables
from forlik.register.exchange.carried import Carried, Copy, Said

WAYS = {"json": json_file, "csv": tables}
NUMBERS = count()


@pytest.fixture
def member(encrypted):
    """Somebody with two compartments in an empty register, and their ids."""
    from forlik.desk.access.people import enrol, found_compartment, let_in, person

    early = datetime(2023, 1, 1, tzinfo=UTC)
    guardian, who = (enrol(name, early) for name in ("guardian", "member"))
    rooms = [found_compartment(name, person(guardian, "passkey"), early) for name in ("Room a", "Room b")]
    for room in rooms:
        let_in(who, room, 3, person(guardian, "passkey"), early)
    return person(who, "passkey"), rooms


def taken_out(who, records):
    from forlik.desk.records.leaving import take_out
    from forlik.desk.records.viewed import view

    now = datetime.now(UTC)
    return [one for one in take_out(view(who, now, day=now.date())).facets if one.record in records]


def said_in(facets, *, whole):
    return {
        (one.record, one.concept, one.facet, one.label): [
            (said.body, said.known_at) for said in (one.said if whole else one.said[-1:])
        ]
        for one in facets
    }


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(facets=carried(), way=st.sampled_from(sorted(WAYS)))
def test_out_and_in_again_is_the_same_and_twice_is_once(member, facets, way):
    from forlik.desk.register.importing import bring_in

    assume(facets)
    who, rooms = member
    turn = next(NUMBERS)
    # Every example has ids of its own in one register; the compartments go by their names.
    ids = {one.record: f"x{turn}-{one.record}"[:64] for one in facets}
    mine = [replace(one, record=ids[one.record], file=ids[one.record]) for one in facets]
    copy = Copy(tuple(mine), {"a": "Room a", "b": "Room b"})
    content = WAYS[way].written(copy, "x")
    found = bring_in(content, "f", who, datetime.now(UTC), dry=False)
    if found.wrong:  # what no form would take either
        assert taken_out(who, set(ids.values())) == []
        return
    here = {"2:a": f"2:{rooms[0]}", "3:a": f"3:{rooms[0]}", "2:b": f"2:{rooms[1]}", "1": "1"}
    whole = way == "json"
    wanted = said_in([replace(one, label=here[one.label]) for one in mine], whole=whole)
    there = taken_out(who, set(ids.values()))
    assert said_in(there, whole=whole) == wanted
    for other in WAYS.values():
        again = other.written(Copy(tuple(there), {}), "x")
        twice = bring_in(again, "f", who, datetime.now(UTC), dry=False)
        assert twice.wrong == ()
        assert {one.what for one in twice.facets} == {"same"}
    assert taken_out(who, set(ids.values())) == there


@pytest.fixture
def run(encrypted, capsys):
    """Run ``forlik`` on an empty register: exit code, what it printed, what it said."""

    def ran(*words):
        with pytest.raises(SystemExit) as ended:
            main(list(map(str, words)))
        shown = capsys.readouterr()
        return ended.value.code or 0, shown.out, shown.err

    assert ran("person", "add", "A person", "--username", "keeper", "--staff", "--json")[0] == 0
    return ran


ONE = Carried("a1", "actor", "staff", "1", (Said({"influence": "many"}, 1, datetime(2024, 1, 1, tzinfo=UTC)),))


def test_the_verb_looks_first_and_imports_then(run, tmp_path):
    file = tmp_path / "f.json"
    file.write_bytes(json_file.written(Copy((ONE,)), "For staff"))
    looked = run("register", "import", file, "--owner", "keeper", "--dry-run", "--json")
    told = json.loads(looked[1])
    assert (looked[0], told["done"], told["new"], told["refused"]) == (0, False, 1, [])
    assert (
        "Would be imported, parts of records: 1 new"
        in run("register", "import", file, "--owner", "keeper", "--dry-run")[1]
    )
    done = run("register", "import", file, "--owner", "keeper")
    assert (done[0], "Imported, parts of records: 1 new" in done[1]) == (0, True)
    again = json.loads(run("register", "import", file, "--owner", "keeper", "--json")[1])
    assert (again["new"], again["same"]) == (0, 1)


def test_the_verb_says_where_what_and_what_to_do(run, tmp_path, monkeypatch):
    file = tmp_path / "act.csv"
    file.write_bytes(b"concept;id;facet;grade;title;happened\nact;a1;staff;1;=1;\nact;a2;open;1;;2024-13\n")
    code, out, _ = run("register", "import", file, "--owner", "keeper")
    assert code == 1
    assert "act.csv, line 2, field title: a formula stands here" in out
    assert "act.csv, line 3, field happened: “2024-13” is not a day" in out
    assert "Nothing was imported." in out
    assert run("register", "import", file, "--owner", "nobody")[0] == 3
    assert run("register", "import", tmp_path / "absent", "--owner", "keeper")[0] == 2
    monkeypatch.setattr(reading, "LARGEST", 10)
    assert "larger than" in run("register", "import", file, "--owner", "keeper")[1]
