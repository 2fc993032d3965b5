"""The register is opened at its first use: a desk that never asks for it loads and makes nothing of it."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from house import let_go

from forlik.desk.access import opening

HEAVY = ["cryptography", "psycopg", "fido2", "qrcode", "argon2", "pydantic", "forlik.desk.register.door"]
TABLES = """
import sys, django
from django.conf import settings
from forlik.desk.access.engine import databases
settings.configure(INSTALLED_APPS=["forlik.desk.access", "forlik.desk.records"], DATABASES=databases())
django.setup()
print([name for name in %r if name in sys.modules])
"""
PAGE = """
from forlik.desk.access.opening import set_up
set_up()
from django.db import connections
from django.test import Client
answer = Client(headers={"host": "localhost"}).get("/data")
print(answer.status_code, [one for one in connections.all(initialized_only=True) if one.connection])
"""


@pytest.mark.parametrize(("code", "says"), [(TABLES % HEAVY, "[]"), (PAGE, "200 []")], ids=["tables", "page"])
def test_a_desk_that_never_opens_the_register_makes_nothing_of_it(tmp_path, code, says):
    where = {name: value for name, value in os.environ.items() if not name.startswith("FORLIK_")}
    told = [sys.executable, "-W", "ignore", "-c", code]
    done = subprocess.run(
        told, capture_output=True, text=True, check=False, env={**where, "FORLIK_HOME": str(tmp_path / "h")}
    )
    assert done.stdout.splitlines()[-1:] == [says], done.stderr
    assert not list((tmp_path / "h").glob("register*"))


def test_models_and_migrations_say_the_same(register):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_it_is_opened_once_and_again_when_told_to_forget(register, monkeypatch):
    asked = []
    monkeypatch.setattr(opening, "_migrated", lambda: asked.append(1))
    opening.ready()
    opening.ready()
    assert asked == [1]
    opening.forget()
    opening.ready()
    assert asked == [1, 1]


def test_processes_that_open_a_new_register_together_make_one(tmp_path):
    where = {name: value for name, value in os.environ.items() if not name.startswith("FORLIK_")}
    code = "from forlik.desk.access.opening import ready, set_up; set_up(); ready(); print('ready')"
    environment = {**where, "FORLIK_HOME": str(tmp_path / "h")}
    both = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in "abcd"
    ]
    assert [one.communicate()[0] for one in both] == ["ready\n"] * 4


@pytest.mark.parametrize("verb", [["verify"], ["keys", "rotate"]])
def test_the_verbs_speak_of_the_register_when_there_is_one(encrypted_house, encrypted, verb):
    from house import NOW, change

    from forlik.build import build
    from forlik.desk.records.record import record

    build(encrypted, starter=True) if verb == ["verify"] else None
    record(change("e1", f"2:{encrypted_house.a}", "secret"), encrypted_house.owner, NOW)
    let_go()
    command = [sys.executable, "-m", "forlik.cli", *verb, "--json", "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert ('"logged"' if verb == ["verify"] else '"wrapped": 3') in done.stdout
    path = encrypted / "register.db"
    changed = bytearray(path.read_bytes())
    changed[5000] ^= 1
    path.write_bytes(changed)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "damaged" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_rotating_where_there_is_no_register_is_said_plainly(tmp_path):
    environment = {**os.environ, "FORLIK_HOME": str(tmp_path / "h"), "FORLIK_REGISTER_DATABASE": ""}
    command = [sys.executable, "-m", "forlik.cli", "keys", "rotate"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 3
    assert "there is no register yet" in done.stderr
    assert not (tmp_path / "h").exists()
