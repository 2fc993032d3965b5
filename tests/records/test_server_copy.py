"""A register on a server: the command says whose work its backup is, and the commands of the docs do it."""

import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forlik.backup.make import backup
from forlik.core.errors import UsageError

DOCS = Path(__file__).parents[2] / "docs" / "how-to" / "look-after-the-register.md"
ON_A_SERVER = pytest.mark.parametrize("register", ["postgresql"], indirect=True)
UCDP = Path(__file__).parents[1] / "sources" / "fixtures" / "ucdp_acd.csv"


def commands(with_word):
    """The commands of the one block of the docs in which a word stands."""
    [block] = [
        one
        for one in re.findall(r"```console\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
        if with_word in one
    ]
    return [line.removeprefix("$ ") for line in block.splitlines()]


def run(lines, folder, **environment):
    """Run commands as they stand, with the folders of the docs in a folder of the test."""
    text = "\n".join(lines).replace("/media/", f"{folder}/").replace("/srv/", f"{folder}/")
    text = text.replace("postgresql://user@host/again", environment.get("again", ""))
    there = folder / "bin"
    there.mkdir(exist_ok=True)
    program = there / "forlik"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m forlik.cli "$@"\n')
    program.chmod(0o755)
    path = f"{there}:{environment['programs']}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-c", text],
        env={**os.environ, "PATH": path, "FORLIK_OFFLINE": "1"},
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def filled(register, server, tmp_path):
    """A register on the server with the made-up engagements and a document, and folders for its copies."""
    from forlik.desk.access.people import person
    from forlik.desk.records.attachments import attach
    from forlik.desk.records.change import Which
    from forlik.desk.register.starting import seed_fictional

    ids = seed_fictional()
    owner = person(ids["demo-owner"], "passkey")
    which = Which("fiction-activate", "staff", "1")
    attach(which, "note.txt", b"Fictional: a note\n", owner, datetime.now(UTC))
    subprocess.run(
        [sys.executable, "-m", "forlik.cli", "import", "ucdp_acd", str(UCDP)], check=True, capture_output=True
    )
    for name in ("disk", "other"):
        (tmp_path / name).mkdir()
    server.made += 1
    server.sql(f"CREATE DATABASE again_{server.made}")
    return register, server.address(f"again_{server.made}"), server.bin, owner


@ON_A_SERVER
def test_the_command_says_whose_work_it_is_and_what_to_do(register, tmp_path):
    with pytest.raises(UsageError, match="whose own programs copy it") as told:
        backup(tmp_path / "backup")
    for part in ("pg_dump --format=custom", "head", "checkpoints", "register.key", "--no-register", "apart"):
        assert part in told.value.remedy
    assert os.environ["FORLIK_REGISTER_DATABASE"] not in str(told.value), "an address may hold a password"
    assert not (tmp_path / "backup").exists()


@ON_A_SERVER
def test_the_commands_of_the_docs_take_a_copy_that_can_be_restored_and_verifies(filled, tmp_path):
    home, again, programs, _ = filled
    made = run(commands("pg_dump"), tmp_path, programs=programs)
    assert made.returncode == 0, made.stderr
    assert {one.name for one in (tmp_path / "disk").iterdir()} == {"signed", "register.dump", "store.backup"}
    assert not list((tmp_path / "disk").rglob("register.key")), "key and dump are kept apart"
    # Away with the first: what is restored stands alone.
    before = written()
    assert before["attachment"]
    home.rename(tmp_path / "gone")
    brought = run(
        [*commands("pg_restore")[:-1], "forlik verify --json --quiet"], tmp_path, programs=programs, again=again
    )
    assert brought.returncode == 0, brought.stdout + brought.stderr
    assert json.loads(brought.stdout[brought.stdout.index("{") :])["damage"] == []
    assert written(again) == before


@ON_A_SERVER
def test_checkpoints_that_are_copied_last_may_know_more_than_the_dump(filled, tmp_path):
    from forlik.desk.access.log import append, writing

    _, again, programs, owner = filled
    dump = next(one for one in commands("pg_dump") if one.startswith("pg_dump"))
    assert run([dump], tmp_path, programs=programs).returncode == 0
    with writing():
        append("read", owner.id, [], "", datetime.now(UTC))
    rest = [one for one in commands("pg_dump") if one != dump]
    assert run(rest, tmp_path, programs=programs).returncode == 0
    brought = run(commands("pg_restore"), tmp_path, programs=programs, again=again)
    assert brought.returncode != 0
    assert "cut off" in brought.stdout + brought.stderr


def written(address=""):
    """Every row of the tables of records and of the log, in the database of an address or in this process's own."""
    import psycopg

    tables = {"revision": "records_revision", "attachment": "records_attachment", "log": "access_log"}
    with psycopg.connect(address or os.environ["FORLIK_REGISTER_DATABASE"]) as asked:
        return {name: sorted(map(repr, asked.execute(f"SELECT * FROM {table}"))) for name, table in tables.items()}
