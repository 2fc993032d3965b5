"""Persons and compartments from the command line: each verb does what it says, and no password is a word of it."""

import json
import os
import subprocess
import sys

import pytest
from visitors import PASSWORD, visitor

from forlik.core.errors import NoData, NotPermitted, UsageError


def forlik(*words, said="", code=0):
    command = [sys.executable, "-W", "ignore", "-m", "forlik.cli", *words]
    done = subprocess.run(command, input=said, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout if code == 0 else done.stderr


@pytest.fixture
def fresh(tmp_path, monkeypatch):
    for name in [name for name in os.environ if name.startswith("FORLIK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("FORLIK_HOME", str(tmp_path / "h"))


def test_a_register_begins_with_a_person_and_a_compartment(fresh):
    first = json.loads(forlik("person", "add", "Person One", "--username", "One", "--staff", "--json"))
    assert first["username"] == "One"
    words = [
        "person",
        "add",
        "Person Two",
        "--username",
        "two",
        "--staff",
        "--protection",
        "--password-stdin",
        "--json",
    ]
    second = json.loads(forlik(*words, said=f"{PASSWORD}\n"))
    assert set(second) == {"id", "username"}
    a = json.loads(forlik("compartment", "add", "talks", "--guardian", "one", "--json"))["id"]
    forlik("compartment", "admit", "two", a, "--clearance", "3", "--guardian", first["id"], "--until", "2099-12-31")
    assert "not yours" in forlik("compartment", "admit", "one", a, "--clearance", "3", "--guardian", "one", code=6)
    assert "not yours" in forlik("compartment", "admit", "one", a, "--clearance", "3", "--guardian", "two", code=6)
    forlik("compartment", "dismiss", "two", a, "--guardian", "one")
    forlik("person", "close", "two")
    rows = json.loads(forlik("person", "list", "--json"))
    assert [(one["username"], one["active"], one["staff"], one["protection"]) for one in rows] == [
        ("one", True, True, False),
        ("two", False, True, True),
    ]
    listed = forlik("person", "list")
    assert "Person One" in listed
    assert first["one_time_password"] not in listed
    told = json.loads(forlik("person", "reset", "one", "--json"))
    assert told["one_time_password"] != first["one_time_password"]
    code = (
        "from forlik.desk.access.opening import set_up; set_up()\n"
        "from forlik.desk.records.proof import verify_register\n"
        "from forlik.desk.access.log import entries\n"
        "print(verify_register()[1], [one.verb for one in entries()])"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True)
    verbs = ["enrol", "make user", "enrol", "make user", "at the machine", "found", "at the machine", "let in"]
    assert done.stdout.strip() == f"[] {[*verbs, 'at the machine', 'let out', 'leave', 'reset user']}"


WRONG = [
    (("person", "add", "x", "--username", "x y"), 2, "no user name"),
    (("person", "add", "x", "--username", "one"), 2, "taken"),
    (("person", "add", " ", "--username", "three"), 2, "a person has a name"),
    (("person", "close", "nobody"), 3, "no such person"),
    (("person", "reset", "nobody"), 3, "no such person"),
    (("compartment", "add", "x", "--guardian", "nobody"), 3, "no such person"),
    (("compartment", "admit", "one", "nowhere", "--clearance", "2", "--guardian", "one"), 6, "not yours"),
    (("person", "add", "x", "--username", "three", "--password-stdin"), 2, "standard input"),
]


def test_what_is_wrong_is_said_plainly_and_leaves_nothing(fresh):
    forlik("person", "add", "Person One", "--username", "one", "--staff")
    for words, code, said in WRONG:
        assert said in forlik(*words, code=code)
    weak = forlik("person", "add", "x", "--username", "three", "--password-stdin", said="password1234\n", code=2)
    assert "too weak" in weak
    assert len(json.loads(forlik("person", "list", "--json"))) == 1


def test_a_one_time_password_opens_one_visit_in_which_it_is_replaced(register, later):
    from forlik.desk.signin.users import make, new_password

    password = new_password()
    make("person new", "new", password, staff=True, protection=False, one_time=True)
    client = visitor()
    assert client.post("/account/sign-in", {"login": "new", "password": password}).status_code == 302
    for address in ("/account", "/account/set-up", "/account/app/add", "/account/passkeys/add", "/register"):
        assert client.get(address).headers["Location"] == "/account/password"
    assert client.post("/account/password", {"new": password, "again": password}).status_code == 200
    assert client.post("/account/password", {"new": PASSWORD, "again": PASSWORD}).headers["Location"] == "/account"
    assert client.get("/account").headers["Location"] == "/account/set-up"
    assert visitor().post("/account/sign-in", {"login": "new", "password": password}).status_code == 200


def test_a_one_time_password_that_nobody_used_in_a_week_opens_nothing(register, later):
    from forlik.desk.signin.users import make, new_password

    password = new_password()
    make("person new", "new", password, staff=True, protection=False, one_time=True)
    later(days=7)
    assert visitor().post("/account/sign-in", {"login": "new", "password": password}).status_code == 200


def test_a_person_has_one_user_and_a_user_one_person(anna):
    from forlik.desk.signin.users import found, make_person, make_user

    with pytest.raises(UsageError, match="has a user already"):
        make_user(anna.id, "another", PASSWORD)
    other = make_person("person other")
    with pytest.raises(UsageError, match="taken"):
        make_user(other, " ANNA", PASSWORD)
    with pytest.raises(NoData):
        make_user("nobody", "third", PASSWORD)
    with pytest.raises(UsageError, match="too weak"):
        make_user(other, "someverylongname", "someverylongname1")
    assert found("Anna") == found(anna.id) == anna.id


def test_a_guardian_in_whose_name_it_is_done_must_be_staff(register):
    from visitors import verbs

    from forlik.desk.signin.machine import found_compartment
    from forlik.desk.signin.users import make_person

    guest = make_person("person guest", staff=False)
    with pytest.raises(NotPermitted):
        found_compartment("talks", guest)
    assert verbs() == ["enrol"], "what was refused was not done"
