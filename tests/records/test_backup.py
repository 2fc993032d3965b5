"""Backup means restore: taken while others write, proved before it is in place, and no bit of it changes unnoticed."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from house import NOW, change, let_go, point_at, revised

from forlik.backup import manifest as manifests
from forlik.backup import restore as restoring
from forlik.backup import tape
from forlik.backup.make import backup
from forlik.backup.restore import proved, restore
from forlik.backup.tape import Member
from forlik.core.errors import BadInput, BrokenStore, ForlikError, NoData, UsageError
from forlik.desk.access import copies, keyfile, people
from forlik.desk.access.keys import rotate
from forlik.desk.records.proof import verify_register
from forlik.desk.records.record import record
from forlik.desk.records.rows import history
from forlik.store.catalogue import load

FLIPS = int(os.environ.get("FORLIK_TEST_FLIPS", "150"))
KILLS = int(os.environ.get("FORLIK_TEST_KILLS", "4"))
CANARY = "canary-5d2c-in-what-is-secret"
WRITER = """
import sys
from datetime import UTC, datetime
from forlik.desk.access.opening import ready, set_up
set_up()
ready()
from forlik.desk.access.people import person
from forlik.desk.records.change import Change
from forlik.desk.records.record import record
who, label, now = person(sys.argv[1], "passkey"), sys.argv[2], datetime(2025, 1, 15, 12, tzinfo=UTC)
print("ready", flush=True)
for n in range(1, 100_000):
    record(Change("e1", "engagement", "secret", label, {"n": n + 1, "x": "x" * 500}, expected=n), who, now)
    print(n + 1, flush=True)
"""
FIXTURE = Path(__file__).parent.parent / "sources" / "fixtures" / "ucdp_acd.csv"


@pytest.fixture
def kept(encrypted_house, encrypted, tmp_path):
    """A register with a few rows, its backup, and a copy of its key file."""
    one = change("e1", f"2:{encrypted_house.a}", "secret", body={"n": 1})
    record(one, encrypted_house.owner, NOW)
    record(revised(one, {"n": 2}), encrypted_house.owner, NOW)
    file, keys = tmp_path / "backup", tmp_path / "keys"
    backup(file, keys=keys)
    return file, keys


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """A home folder that is not there yet."""
    return lambda name="new": move_to(tmp_path / name, monkeypatch)


def move_to(home, monkeypatch):
    let_go()
    monkeypatch.setenv("FORLIK_HOME", str(home))
    return home


def nothing_lies_about(folder):
    """What a restore or backup works in is gone."""
    return [one.name for one in folder.iterdir() if one.name.startswith(".")] == []


def manifest_of(file):
    with file.open("rb") as stream:
        return proved(stream, str(file))


def test_what_is_restored_is_what_was_there(kept, elsewhere, encrypted_house, monkeypatch, tmp_path):
    before = copies.look(Path(os.environ["FORLIK_HOME"]) / "register.db", keyfile.keys())
    file, keys = kept
    home = elsewhere()
    done = restore(file, keys=keys)
    assert done.placed
    assert done.manifest.register == before, "every row of every table, and the end of the log"
    point_at(home, "", monkeypatch)
    number, faults = verify_register()
    assert faults == []
    assert number == before.seq
    assert [row.body["n"] for row in history({f"2:{encrypted_house.a}"}, "e1")] == [1, 2]
    assert nothing_lies_about(tmp_path)
    record(change("e2", body={"title": "it goes on"}), encrypted_house.owner, NOW)
    assert verify_register()[1] == []


def test_while_others_write_nothing_acknowledged_before_it_is_missing(encrypted_house, encrypted, tmp_path, elsewhere):
    one = change("e1", f"2:{encrypted_house.a}", "secret", body={"n": 1})
    record(one, encrypted_house.owner, NOW)
    let_go()
    label = f"2:{encrypted_house.a}"
    command = [sys.executable, "-c", WRITER, encrypted_house.owner.id, label]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout.readline() == "ready\n"
        acknowledged, taken = [], []
        for number in range(4):
            acknowledged += [int(writer.stdout.readline()) for _ in range(10)]
            keys = tmp_path / f"keys-{number}"
            taken.append((backup(tmp_path / f"backup-{number}", keys=keys), keys, acknowledged[-1]))
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split("\n")[:-1]
        went_on = int(rest[-1]) if rest else acknowledged[-1]
    ends = []
    for number, (made, keys, said) in enumerate(taken):
        home = elsewhere(f"new-{number}")
        restore(made.file, keys=keys)
        rows = rows_of(home, label)
        assert rows == list(range(1, len(rows) + 1))
        assert said <= len(rows)
        ends.append(made.manifest.register.seq)
    print(f"{len(taken)} backups during {went_on} writes: all restored, every row and the end of the log as in them")
    assert ends == sorted(set(ends)), "somebody wrote between any two of them"


def rows_of(home, label):
    """The revisions of one facet in a restored home, read by a process of its own."""
    script = (
        "import sys\nfrom forlik.desk.access.opening import ready, set_up\nset_up()\nready()\n"
        "from forlik.desk.records.rows import history\nprint([row.body['n'] for row in history({sys.argv[1]}, 'e1')])"
    )
    return json.loads(subprocess.run([sys.executable, "-c", script, label], capture_output=True, check=True).stdout)


def test_nothing_secret_can_be_read_in_it(encrypted_house, encrypted, tmp_path):
    for number, label in enumerate(("1", f"2:{encrypted_house.a}", f"3:{encrypted_house.a}")):
        record(
            change(f"e{number}", label, "staff" if label == "1" else "secret", body={"t": CANARY * 50}),
            encrypted_house.owner,
            NOW,
        )
    people.found_compartment(CANARY, encrypted_house.guardian, NOW)
    made = backup(tmp_path / "backup")
    content = made.file.read_bytes()
    held = keyfile.keys()
    for secret in (CANARY.encode(), b"person owner", b"talks a", held.database, held.signing, *held.masters):
        assert secret not in content
        assert secret.hex().encode() not in content
    assert made.file.stat().st_mode & 0o077 == 0


def test_every_flipped_bit_is_noticed(kept, elsewhere, tmp_path):
    file, keys = kept
    whole = file.read_bytes()
    home = elsewhere()
    chance = random.Random(7)  # noqa: S311 - places, no secret
    head = chance.sample(range(8 * 10 * tape.BLOCK), FLIPS // 3)  # the manifest, its proof and the first headers
    tail = [8 * len(whole) - 1 - chance.randrange(8 * 3 * tape.BLOCK) for _ in range(FLIPS // 10)]
    found = 0
    bits = [*head, *tail, *chance.sample(range(8 * len(whole)), FLIPS - len(head) - len(tail))]
    for bit in bits:
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        (tmp_path / "damaged").write_bytes(damaged)
        with pytest.raises(ForlikError) as raised:
            restore(tmp_path / "damaged", keys=keys)
        found += isinstance(raised.value, BadInput) and not home.exists()
    print(f"{found} of {len(bits)} flipped bits found, nothing put in place")
    assert found == len(bits) == FLIPS
    assert nothing_lies_about(tmp_path)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.3, 0.7, 0.99])
def test_what_is_cut_off_is_noticed(kept, elsewhere, tmp_path, share):
    file, keys = kept
    whole = file.read_bytes()
    home = elsewhere()
    for size in {int(len(whole) * share), len(whole) - 1 - int(share * 1000)}:
        (tmp_path / "cut").write_bytes(whole[:size])
        with pytest.raises(BadInput, match=r"cut off|no backup|damaged"):
            restore(tmp_path / "cut", keys=keys)
    (tmp_path / "long").write_bytes(whole + b"\0")
    with pytest.raises(BadInput, match="changed"):
        restore(tmp_path / "long", keys=keys)
    assert not home.exists()


def written_anew(file, target, told, proof, contents):
    """A backup as somebody would write it who has not the key."""
    with target.open("wb") as stream:
        tape.put_bytes(stream, manifests.NAME, told.written())
        tape.put_bytes(stream, manifests.PROOF, proof(told.written()))
        for one in told.files:
            tape.put_bytes(stream, one.name, contents[one.name])
        tape.put_end(stream)
    return target


def opened(file):
    told = manifest_of(file)
    with file.open("rb") as stream:
        tape.take_bytes(stream, manifests.NAME, 1 << 20, "")
        tape.take_bytes(stream, manifests.PROOF, 1 << 20, "")
        return told, {one.name: tape.take_bytes(stream, one.name, 1 << 30, "") for one in told.files}


def test_who_has_not_the_key_cannot_write_another_backup(kept, elsewhere, tmp_path):
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    file, keys = kept
    told, contents = opened(file)
    mine = Ed25519PrivateKey.generate()
    other = replace(told.register, public_key=mine.public_key().public_bytes_raw().hex(), seq=1)

    def signed(content):
        return manifests.signed_proof(mine.sign(copies.PURPOSE + content))

    home = elsewhere()
    forged = written_anew(file, tmp_path / "signed", replace(told, register=other), signed, contents)
    with pytest.raises(BrokenStore, match="another register's"):
        restore(forged, keys=keys)
    forged = written_anew(file, tmp_path / "mine", replace(told, made_at="2020-01-01"), signed, contents)
    with pytest.raises(BadInput, match="changed"):
        restore(forged, keys=keys)
    bare = replace(told, register=None)
    forged = written_anew(file, tmp_path / "unsigned", bare, manifests.plain_proof, contents)
    with pytest.raises(BadInput, match="changed"):
        restore(forged, keys=keys)
    assert not home.exists()


@pytest.mark.parametrize(
    "name",
    [
        "../outside", "/outside", "blobs/../../outside", "register-keys/register.key", "forlik.toml", "",
        "blobs/ab/" + "c" * 64, "catalogue.json/../../x", "register-keys/head\n", "desk-secret-key",
    ],
)  # fmt: skip
def test_no_file_goes_where_none_belongs(tmp_path, elsewhere, name):
    home = elsewhere()
    content = b"x"
    one = Member(name, 1, sha256(content).hexdigest())
    told = manifests.Manifest("2026-01-01", "0", (one,), None)
    forged = written_anew(None, tmp_path / "forged", told, manifests.plain_proof, {name: content})
    with pytest.raises(BadInput, match="names a file that no backup holds"):
        restore(forged)
    assert {one.name for one in tmp_path.iterdir()} <= {"forged", "home"}
    assert not home.exists()


@pytest.mark.parametrize("kind", [b"1", b"2", b"5", b"3"], ids=["hard link", "symlink", "folder", "device"])
def test_no_link_is_followed(tmp_path, elsewhere, kind):
    import tarfile

    elsewhere()
    one = Member("catalogue.json", 0, sha256(b"").hexdigest())
    told = manifests.Manifest("2026-01-01", "0", (one,), None)
    info = tarfile.TarInfo(one.name)
    info.type, info.linkname, info.mode = kind, "/etc/passwd", 0o600
    with (tmp_path / "linked").open("wb") as stream:
        tape.put_bytes(stream, manifests.NAME, told.written())
        tape.put_bytes(stream, manifests.PROOF, manifests.plain_proof(told.written()))
        stream.write(info.tobuf(tarfile.GNU_FORMAT))
        tape.put_end(stream)
    with pytest.raises(BadInput, match=r"field catalogue\.json: the backup was changed"):
        restore(tmp_path / "linked")


def test_a_key_file_that_does_not_belong_to_it_is_said_so(kept, elsewhere, tmp_path, monkeypatch):
    file, keys = kept
    home = elsewhere()
    with pytest.raises(BrokenStore, match="there is no key file to prove it with"):
        restore(file)
    held = keyfile.Keys(b"1" * 32, b"2" * 32, (b"3" * 32,))
    (tmp_path / "other").write_text(keyfile._written(held))
    with pytest.raises(BrokenStore, match="another register's"):
        restore(file, keys=tmp_path / "other")
    (tmp_path / "cut").write_text(keys.read_text()[:-5])
    with pytest.raises(BrokenStore, match="cut off or damaged"):
        restore(file, keys=tmp_path / "cut")
    own = keyfile.read(keys.read_bytes(), keys)
    (tmp_path / "mixed").write_text(keyfile._written(replace(own, database=b"9" * 32)))
    with pytest.raises(BrokenStore, match="the key file is another register's"):
        restore(file, keys=tmp_path / "mixed")
    assert not home.exists()


def test_a_backup_from_before_a_rotation_needs_the_key_file_from_before_it(kept, elsewhere, encrypted, tmp_path):
    file, keys = kept
    rotate()
    newer = backup(tmp_path / "newer", keys=tmp_path / "newer-keys")
    elsewhere()
    with pytest.raises(BrokenStore, match="does not hold the master key"):
        restore(file, keys=tmp_path / "newer-keys")
    with pytest.raises(BrokenStore, match="does not hold the master key"):
        restore(newer.file, keys=keys)
    assert restore(file, keys=keys).placed


def test_only_an_empty_home_takes_it(kept, elsewhere, encrypted):
    file, keys = kept
    before = {path: path.read_bytes() for path in encrypted.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match="into an empty home folder only"):
        restore(file, keys=keys)
    assert {path: path.read_bytes() for path in encrypted.rglob("*") if path.is_file()} == before
    home = elsewhere()
    home.mkdir()
    (home / "forlik.toml").write_text("")
    with pytest.raises(UsageError, match="into an empty home folder only"):
        restore(file, keys=keys)
    (home / "forlik.toml").unlink()
    assert restore(file, keys=keys).placed, "an empty folder is as good as none"


def test_looking_puts_nothing_in_place(kept, elsewhere, encrypted, tmp_path):
    file, keys = kept
    assert not restore(file, look_only=True).placed, "beside the register itself, by its own key file"
    home = elsewhere()
    assert not restore(file, keys=keys, look_only=True).placed
    assert not home.exists()
    assert nothing_lies_about(tmp_path)


def test_keys_on_another_disk_stay_there_and_know_what_is_older_than_they(
    kept, elsewhere, encrypted_house, tmp_path, monkeypatch
):
    file, keys = kept
    folder = tmp_path / "disk"
    shutil.copytree(Path(os.environ["FORLIK_HOME"]) / "register-keys", folder)
    old = Path(os.environ["FORLIK_HOME"])
    monkeypatch.setenv("FORLIK_REGISTER_KEYS", str(folder))
    record(change("e5", body={"title": "after the backup"}), encrypted_house.owner, NOW)
    newer = backup(tmp_path / "newer").file
    home = elsewhere()
    with pytest.raises(UsageError, match=r"goes on to row \d+, and the backup ends at row"):
        restore(file)
    assert restore(newer).placed, "by the key file that lies there"
    assert not (home / "register-keys").exists()
    assert old.exists()
    point_at(home, "", monkeypatch)
    monkeypatch.setenv("FORLIK_REGISTER_KEYS", str(folder))
    assert verify_register()[1] == []
    elsewhere("third")
    (folder / keyfile.NAME).write_bytes(b"another")
    with pytest.raises(UsageError, match="another key file lies in the folder"):
        restore(newer, keys=keys)


def test_a_file_that_is_there_is_never_replaced(kept, encrypted, tmp_path):
    file, keys = kept
    before = file.read_bytes()
    with pytest.raises(UsageError, match="there is a file of that name"):
        backup(file)
    with pytest.raises(UsageError, match="there is a file of that name"):
        backup(tmp_path / "second", keys=keys)
    assert not (tmp_path / "second").exists()
    with pytest.raises(UsageError, match="a file of its own"):
        backup(tmp_path / "second", keys=tmp_path / "second")
    with pytest.raises(UsageError, match="no such folder"):
        backup(tmp_path / "nowhere" / "second")
    assert file.read_bytes() == before


def test_a_register_on_a_server_is_the_servers_to_copy(tmp_path, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FORLIK_REGISTER_DATABASE", "postgresql://somebody@/register")
    with pytest.raises(UsageError, match="pg_dump"):
        backup(tmp_path / "backup")
    with pytest.raises(NoData, match="nothing to take"):
        backup(tmp_path / "backup", register=False)


def test_a_register_whose_file_is_gone_is_not_backed_up_as_an_empty_one(kept, encrypted, tmp_path):
    let_go()
    for path in encrypted.glob("register.db*"):
        path.unlink()
    with pytest.raises(BrokenStore, match="the register's database is gone"):
        backup(tmp_path / "another")
    assert not (tmp_path / "another").exists()


def test_a_damaged_register_is_found_when_it_is_copied(kept, encrypted, tmp_path):
    let_go()
    damaged = bytearray((encrypted / "register.db").read_bytes())
    damaged[-2000] ^= 1
    (encrypted / "register.db").write_bytes(damaged)
    with pytest.raises(BrokenStore, match="damaged"):
        backup(tmp_path / "another")
    assert not (tmp_path / "another").exists()


def full(*_given, **_named):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "a file")


@pytest.mark.parametrize("step", ["put_bytes", "put_file", "put_end"])
def test_a_full_disk_makes_no_backup(kept, tmp_path, monkeypatch, step):
    monkeypatch.setattr(tape, step, full)
    with pytest.raises(BrokenStore, match="the disk is full"):
        backup(tmp_path / "another")
    assert not (tmp_path / "another").exists()
    assert nothing_lies_about(tmp_path)


def test_a_disk_too_small_for_the_copy_is_a_full_disk(tmp_path):
    held = keyfile.Keys(b"1" * 32, b"2" * 32, (b"3" * 32,))

    def fill():
        with copies._opened(tmp_path / "small", held) as asked:
            asked.execute("PRAGMA max_page_count = 2")
            asked.execute("CREATE TABLE t (x)")
            asked.execute("INSERT INTO t VALUES (randomblob(100000))")

    with pytest.raises(OSError, match="No space left") as raised:
        fill()
    assert raised.value.errno == errno.ENOSPC


@pytest.mark.parametrize(
    ("place", "step"),
    [(tape, "_target"), (restoring, "replace_file"), (restoring, "sync_file"), (restoring, "sync_folder")],
)
def test_a_full_disk_restores_nothing(kept, elsewhere, tmp_path, monkeypatch, place, step):
    file, keys = kept
    home = elsewhere()
    with monkeypatch.context() as patch:
        patch.setattr(place, step, full)
        with pytest.raises(BrokenStore, match="the disk is full; nothing was changed"):
            restore(file, keys=keys)
    assert not home.exists()
    assert nothing_lies_about(tmp_path)
    assert restore(file, keys=keys).placed


RESTORER = """
import os, signal, sys
from pathlib import Path
from forlik.backup import restore as restoring
from forlik.backup import tape
file, keys, step, when, nth = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5])
places = {"take_file": tape, "rename": Path, "chmod": Path}
print("ready", flush=True)
if step != "any":
    place = places.get(step, restoring)
    old, seen = getattr(place, step), 0
    def deadly(*given, **named):
        global seen
        seen += 1
        if seen == nth and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        found = old(*given, **named)
        if seen == nth and when == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return found
    setattr(place, step, deadly)
restoring.restore(file, keys=keys)
print("done", flush=True)
"""
STEPS = [
    # what is called, which time, and where the keys lie
    ("take_file", 2, "at home"), ("_verified", 1, "at home"), ("sync_file", 1, "at home"), ("rename", 1, "at home"),
    ("sync_folder", 3, "at home"),
    ("_put", 1, "elsewhere"), ("_put", 2, "elsewhere"), ("rename", 1, "elsewhere"), ("_place", 1, "elsewhere"),
]  # fmt: skip
DONE = {("rename", 1, "after"), ("_place", 1, "after"), ("sync_folder", 3, "before"), ("sync_folder", 3, "after")}
"""From here on it is in place."""


def killed(command, wait=None):
    let_go()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout.readline() == "ready\n", running.stderr.read()
        if wait is not None:
            time.sleep(wait)
            running.send_signal(signal.SIGKILL)
        said = running.stdout.read()
        assert running.wait() in (0, -signal.SIGKILL), running.stderr.read()
    return "done" in said


def empty_or_whole(home, file, keys):
    """After a kill the home folder has nothing in it, or everything; and where it has nothing, it is done again."""
    placed = home.exists() and any(home.iterdir())
    if not placed:
        restore(file, keys=keys)
    assert copies.look(home / "register.db", keyfile.keys()) == manifest_of(file).register
    assert {one.name for one in home.iterdir()} <= restoring.OURS
    return placed


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("step", "nth", "where"), STEPS)
def test_killed_at_any_step_the_home_is_empty_or_whole(kept, elsewhere, tmp_path, monkeypatch, step, nth, where, when):
    file, keys = kept
    home = elsewhere()
    if where == "elsewhere":
        monkeypatch.setenv("FORLIK_REGISTER_KEYS", str(tmp_path / "disk"))
    assert not killed([sys.executable, "-c", RESTORER, file, keys, step, when, str(nth)])
    assert empty_or_whole(home, file, keys) == ((step, nth, when) in DONE)
    if (step, nth, when) not in DONE:
        assert nothing_lies_about(tmp_path), "what the killed one left was swept away by the next"


def test_killed_at_any_moment_the_home_is_empty_or_whole(kept, elsewhere):
    file, keys = kept
    chance = random.Random(5)  # noqa: S311 - moments, no secret
    whole = 0
    for number in range(KILLS):
        home = elsewhere(f"new-{number}")
        killed([sys.executable, "-c", RESTORER, file, keys, "any", "", "0"], chance.uniform(0.0, 3.0))
        whole += empty_or_whole(home, file, keys)
    print(f"{KILLS} kills: {whole} homes were whole, {KILLS - whole} empty, none was half restored")


def test_the_store_comes_back_too(encrypted_house, encrypted, tmp_path, elsewhere):
    command = [sys.executable, "-m", "forlik.cli", "import", "ucdp_acd", str(FIXTURE)]
    subprocess.run(command, check=True, capture_output=True)
    before = load(encrypted)
    made = backup(tmp_path / "backup", keys=tmp_path / "keys")
    bare = backup(tmp_path / "bare", register=False)
    home = elsewhere()
    restore(made.file, keys=tmp_path / "keys")
    assert load(home) == before
    [blob] = [path for path in (home / "blobs").rglob("*") if path.is_file()]
    assert blob.read_bytes() == FIXTURE.read_bytes()
    store = elsewhere("store")
    restore(bare.file)
    assert load(store) == before
    assert not (store / "register.db").exists()
    blob.chmod(0o600)
    blob.write_bytes(b"changed")
    elsewhere("new")
    with pytest.raises(BrokenStore, match="not what the store says"):
        backup(tmp_path / "third")
    assert not (tmp_path / "third").exists()
