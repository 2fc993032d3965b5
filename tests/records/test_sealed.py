"""A stolen file: nothing secret lies about in it, nothing in it can be moved or changed unseen."""

import itertools
import os
import random
import shutil
import subprocess
import sys

import pytest
from cipher import everything, frames, pages
from house import DAY, NOW, change, grounds, let_go, revised

from forlik.core.errors import BrokenStore
from forlik.desk.access.labels import labels
from forlik.desk.access.sealing import Tampered
from forlik.desk.records.glass import break_glass
from forlik.desk.records.personal import hold, tell_of
from forlik.desk.records.proof import verify_register
from forlik.desk.records.proposals import release
from forlik.desk.records.record import record
from forlik.desk.records.rows import history, rows

TODAY = NOW.date()
CANARY = "canary-9b1e-in-every-sealed-field"
FLIPS = 300


def fill(house, canary=CANARY):
    """A canary in every field that is sealed; returns in how many."""
    from dataclasses import replace

    from forlik.desk.access import people

    secret = replace(grounds(), reason=canary, legal_basis=canary)
    one = change("e1", f"3:{house.a}", "secret", body={"x": canary, "y": [canary]}, grounds=secret)
    record(one, house.owner, NOW - DAY)
    record(revised(one, {"x": canary * 200}), house.owner, NOW)
    tell_of("person-x", "reason", "law", NOW.date() + DAY, house.owner, NOW)
    record(change("e1", body={"z": canary}, personal={"z": "person-x"}), house.owner, NOW)
    hold("person-x", canary, house.officer, NOW)
    break_glass(house.colleague, f"2:{house.a}", canary, NOW)
    people.found_compartment(canary, house.guardian, NOW)
    release(next(which(one)), {"t": canary}, house.owner, NOW)
    return 9


def which(one):
    from forlik.desk.records.change import Which

    yield Which(one.record, one.facet, one.label)


def test_a_canary_in_every_sealed_field_is_nowhere_in_the_bytes(
    encrypted_house, encrypted, tmp_path, monkeypatch, caplog
):
    fields = fill(encrypted_house)
    assert len(rows(labels(encrypted_house.owner, NOW), known_at=TODAY)) == 2
    backup = tmp_path / "backup"
    let_go()
    shutil.copytree(encrypted, backup)
    hits = 0
    files = [one for folder in (encrypted, backup) for one in folder.rglob("*") if one.is_file()]
    for path in files:
        hits += CANARY.encode() in path.read_bytes()
    # Without the master key not even the key of the database gives a thief any of it.
    hits += CANARY.encode() in everything(encrypted)
    hits += CANARY in caplog.text
    print(f"canary in {fields} sealed fields: {hits} hits in {len(files)} files and all decrypted pages")
    assert hits == 0
    assert any(path.name == "register.db" for path in files)


def test_the_write_ahead_log_and_temporary_files_hold_no_canary_while_it_is_written(
    encrypted_house, encrypted, tmp_path
):
    from django.db import connection

    temporary = tmp_path / "tmp"
    temporary.mkdir()
    fill(encrypted_house)
    wal = encrypted / "register.db-wal"
    assert wal.stat().st_size > 0
    assert CANARY.encode() not in wal.read_bytes()
    assert CANARY.encode() not in frames(wal)
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA temp_store").fetchone() == (2,), "what is sorted is kept in memory"
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    code = (
        "from forlik.desk.access.opening import set_up; set_up()\n"
        "from django.db import connection\n"
        "from forlik.desk.records.rows import found\n"
        "from forlik.desk.access.opening import ready; ready()\n"
        "connection.cursor().execute('VACUUM')\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "TMPDIR": str(temporary)})
    assert list(temporary.iterdir()) == []


def test_the_server_holds_no_canary_of_a_sealed_field(house, request):
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("the file is looked through in a test of its own")
    server = request.getfixturevalue("server")
    fill(house, CANARY + "-on-the-server")
    server.sql("CHECKPOINT")
    files = [one for one in (server.folder / "data").rglob("*") if one.is_file()]
    hits = [one for one in files if (CANARY + "-on-the-server").encode() in one.read_bytes()]
    print(f"{len(hits)} hits in {len(files)} files of the server, its write-ahead log too")
    assert hits == []


def test_the_pages_of_the_test_are_those_of_the_book(encrypted_house, encrypted):
    record(change("e1", body={"x": "plain-enough"}), encrypted_house.owner, NOW)
    let_go()
    assert b"plain-enough" in pages(encrypted / "register.db")
    assert b"plain-enough" not in (encrypted / "register.db").read_bytes()


def test_every_flipped_bit_of_the_file_is_detected(encrypted_house, encrypted):
    fill(encrypted_house)
    let_go()
    path = encrypted / "register.db"
    whole = path.read_bytes()
    assert not (encrypted / "register.db-wal").exists()
    chance = random.Random(2)  # noqa: S311 - which bits, no secret
    found = 0
    for _ in range(FLIPS):
        changed = bytearray(whole)
        bit = chance.randrange(8 * len(whole))
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        found += damaged()
    path.write_bytes(whole)
    print(f"{found} of {FLIPS} flipped bits detected in a file of {len(whole):,} bytes")
    assert found == FLIPS
    assert not damaged()


def damaged() -> bool:
    """Whether verifying finds something, or the file does not even open."""
    from django.db.utils import DatabaseError

    try:
        return bool(verify_register()[1])
    except (BrokenStore, DatabaseError):
        return True
    finally:
        let_go()


def bare(statement, values=(), *, table="records_revision"):
    from django.db import connection

    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update{on}")
        cursor.execute(statement, list(values))


def test_sealed_bodies_that_change_places_are_refused(house):
    """Every pair of five sealed bodies is swapped by somebody who can write to the database."""
    from forlik.desk.records.models import Revision

    label = f"2:{house.a}"
    one = change("e1", label, "secret")
    record(one, house.owner, NOW)
    for n in (1, 2):
        record(revised(one, {"n": n}, expected=n), house.owner, NOW)
    record(change("e2", label, "secret"), house.owner, NOW)
    record(change("e3", f"3:{house.a}", "secret"), house.owner, NOW)
    bodies = {row.pk: bytes(row.sealed) for row in Revision.objects.all()}
    refused = 0
    for here, there in itertools.permutations(bodies, 2):
        bare("UPDATE records_revision SET sealed = %s WHERE id = %s", [bodies[there], here])
        with pytest.raises(Tampered):
            [history({label, f"3:{house.a}"}, name) for name in ("e1", "e2", "e3")]
        assert verify_register()[1]
        bare("UPDATE records_revision SET sealed = %s WHERE id = %s", [bodies[here], here])
        refused += 1
    print(f"{refused} of {refused} swaps refused")
    assert verify_register()[1] == []


def test_a_label_or_key_put_in_by_another_hand_opens_nothing(house):
    from forlik.desk.records.models import Facet

    record(change("e1", f"3:{house.a}", "secret"), house.owner, NOW)
    record(change("e2", f"2:{house.a}", "secret"), house.owner, NOW)
    bare("UPDATE records_facet SET label = '1' WHERE record = 'e1'", table="records_facet")
    with pytest.raises(Tampered):
        rows({"1"}, known_at=TODAY)
    bare("UPDATE records_facet SET label = %s WHERE record = 'e1'", [f"3:{house.a}"], table="records_facet")
    other = bytes(Facet.objects.get(record="e2").wrapped_key)
    bare("UPDATE records_facet SET wrapped_key = %s WHERE record = 'e1'", [other], table="records_facet")
    with pytest.raises(Tampered):
        rows({f"3:{house.a}"}, known_at=TODAY)


def test_a_key_put_back_from_before_a_raise_is_found(house):
    from forlik.desk.records.change import Which
    from forlik.desk.records.grades import raise_label
    from forlik.desk.records.models import Facet

    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW)
    before = bytes(Facet.objects.get().wrapped_key)
    raise_label(Which("e1", "secret", f"2:{house.a}"), f"3:{house.a}", grounds(), house.owner, NOW)
    bare("UPDATE records_facet SET label = %s, wrapped_key = %s", [f"2:{house.a}", before], table="records_facet")
    assert any("its label is not the one" in one.what for one in verify_register()[1])


def test_a_sealed_body_whose_key_was_taken_away_is_refused(house):
    from forlik.desk.records.grades import move
    from forlik.desk.records.models import Facet

    record(change("e1", f"2:{house.a}", "staff"), house.owner, NOW)
    move(Facet.objects.get(), "1", grounds())
    assert len(rows({"1"}, known_at=TODAY)) == 1
    bare("UPDATE records_facet SET wrapped_key = NULL", table="records_facet")
    with pytest.raises(Tampered):
        rows({"1"}, known_at=TODAY)


def test_a_body_that_stands_open_where_it_must_be_sealed_is_refused(house):
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW)
    bare("UPDATE records_revision SET text = '{\"body\":{}}', salt = 'x', sealed = NULL")
    with pytest.raises(Tampered):
        rows({f"2:{house.a}"}, known_at=TODAY)
