"""What a register begins with, from the command line."""

import json

import pytest

from forlik.cli import main

USERS = {"demo-owner", "demo-deputy", "demo-relief", "demo-legal", "demo-guardian"}


@pytest.fixture
def run(encrypted, capsys):
    """Run ``forlik`` on an empty register: exit code, what it printed, what it said."""

    def ran(*words):
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        shown = capsys.readouterr()
        return ended.value.code or 0, shown.out, shown.err

    return ran


def test_examples_fill_an_empty_register_once_and_can_be_verified(run):
    code, out, _ = run("register", "examples", "--json")
    persons = json.loads(out)
    assert code == 0
    assert {one["username"] for one in persons} == USERS
    assert len({one["one_time_password"] for one in persons}) == len(USERS)
    code, _, err = run("register", "examples")
    assert code == 2
    assert "an empty register" in err
    code, out, _ = run("verify", "--json")
    told = json.loads(out)
    assert (code, told["damage"]) == (0, [])
    assert told["logged"] > 100


def test_the_public_engagements_are_recorded_once(run):
    assert run("person", "add", "A person", "--username", "keeper", "--staff", "--json")[0] == 0
    first = json.loads(run("register", "public", "--owner", "keeper", "--json")[1])
    assert first["records"] > 34
    assert json.loads(run("register", "public", "--owner", "keeper", "--json")[1]) == {"records": 0}


def test_nobody_is_no_owner(run):
    code, _, err = run("register", "public", "--owner", "nobody")
    assert code == 3
    assert "forlik person list" in err
