"""Attachments: sealed as the facet they hang on is, moving with it, and proved by the log."""

import itertools
import os
import random
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from cipher import everything, frames
from house import DAY, NOW, change, grounds, let_go

sys.path.insert(0, str(Path(__file__).parent.parent / "register" / "documents"))

from made import GOOD, PNG, with_parts

from forlik.core.errors import NoData, UsageError
from forlik.desk.access.keys import rotate
from forlik.desk.access.sealing import Tampered
from forlik.desk.records import attachments, files
from forlik.desk.records.attachments import attach, attached, document, take_back
from forlik.desk.records.change import Which
from forlik.desk.records.grades import raise_label
from forlik.desk.records.personal import erase, tell_of
from forlik.desk.records.proof import verify_register
from forlik.desk.records.proposals import approve, lower_label
from forlik.desk.records.record import record
from forlik.register.documents.kinds import LARGEST
from forlik.register.documents.refused import Refused

TODAY = NOW.date()
CANARY = "canary-5e1a-in-every-attached-document"
TEXT = f"Fictional: {CANARY}\n".encode() * 50


@pytest.fixture
def whose(house):
    """A file with a staff and a sealed facet."""
    record(change("e1"), house.owner, NOW - DAY)
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW - DAY)
    return house


def staff():
    return Which("e1", "staff", "1")


def secret(house):
    return Which("e1", "secret", f"2:{house.a}")


def held(house):
    return {"0", "1", f"2:{house.a}", f"3:{house.a}"}


def names(labels, day=TODAY):
    return [one.name for one in attached(labels, ["e1"], day)]


def clean():
    assert verify_register()[1] == []


def test_a_document_is_listed_and_read_by_those_who_hold_its_label(whose):
    id_ = attach(secret(whose), "../evil\u202efdp.exe", GOOD["pdf"], whose.owner, NOW, cites="A note")
    [one] = attached(held(whose), ["e1"], TODAY)
    assert (one.id, one.name, one.kind, one.size) == (id_, "evilfdp.exe.pdf", "pdf", len(GOOD["pdf"]))
    assert (one.which, one.cites, one.by, one.file) == (secret(whose), "A note", whose.owner.id, "e1")
    assert document(id_, held(whose), TODAY) == (one, GOOD["pdf"])
    for labels in ({"0", "1"}, {"0", "1", f"2:{whose.b}", f"3:{whose.b}"}):
        assert attached(labels, ["e1"], TODAY) == []
        with pytest.raises(NoData):
            document(id_, labels, TODAY)
    clean()


def test_a_past_day_shows_what_was_attached_then(whose):
    one = attach(staff(), "a.txt", b"one", whose.owner, NOW)
    two = attach(staff(), "b.txt", b"two", whose.owner, NOW + timedelta(seconds=1))
    assert names({"1"}, TODAY - DAY) == []
    take_back(one, "e1", whose.owner, NOW + DAY)
    assert names({"1"}) == ["a.txt", "b.txt"]
    assert names({"1"}, TODAY + DAY) == ["b.txt"]
    assert document(one, {"1"}, TODAY)[1] == b"one"
    with pytest.raises(NoData):
        document(one, {"1"}, TODAY + DAY)
    with pytest.raises(NoData):
        take_back(one, "e1", whose.owner, NOW + DAY)
    with pytest.raises(NoData):
        take_back(two, "another", whose.owner, NOW + DAY)
    clean()


def test_who_may_not_see_the_facet_is_told_nothing_and_nothing_is_attached_to_what_is_public(whose):
    for which in (secret(whose), Which("absent", "staff", "1")):
        with pytest.raises(NoData):
            attach(which, "a.txt", b"x", whose.colleague, NOW)
    attach(staff(), "a.txt", b"x", whose.colleague, NOW)
    record(change("e1", "0", "open"), whose.owner, NOW)
    with pytest.raises(UsageError, match="public"):
        attach(Which("e1", "open", "0"), "a.txt", b"x", whose.owner, NOW)
    id_ = attach(secret(whose), "a.txt", b"x", whose.owner, NOW)
    with pytest.raises(NoData):
        take_back(id_, "e1", whose.colleague, NOW)
    clean()


def test_what_is_refused_leaves_nothing_behind(whose):
    from forlik.desk.access.log import entries
    from forlik.desk.records.models import Attachment

    before = len(list(entries()))
    bad = with_parts({"word/vbaProject.bin": b"x"})
    for content in (bad, b"MZ\x90", b"", b"x" * (LARGEST + 1)):
        with pytest.raises(Refused):
            attach(staff(), "a.docx", content, whose.owner, NOW)
    assert Attachment.objects.count() == 0
    assert len(list(entries())) == before


def test_twenty_megabytes_are_sealed_and_read_again(whose):
    content = PNG + bytes(LARGEST - len(PNG))
    id_ = attach(secret(whose), "a.png", content, whose.owner, NOW)
    found, back = document(id_, held(whose), TODAY)
    assert found.size == LARGEST == 20 * 1024 * 1024
    assert back == content
    with pytest.raises(Refused, match="larger than 20 MB"):
        attach(secret(whose), "a.png", content + b"\0", whose.owner, NOW)


def test_raising_takes_the_documents_along_and_seals_them(whose):
    id_ = attach(staff(), "a.txt", TEXT, whose.owner, NOW)
    assert names({"1"}) == ["a.txt"]
    raise_label(staff(), f"2:{whose.a}", grounds(), whose.owner, NOW)
    assert names({"0", "1"}) == []
    with pytest.raises(NoData):
        document(id_, {"1"}, TODAY)
    assert document(id_, held(whose), TODAY)[1] == TEXT
    raise_label(Which("e1", "staff", f"2:{whose.a}"), f"3:{whose.a}", grounds(), whose.owner, NOW)
    assert names({"0", "1", f"2:{whose.a}"}) == []
    assert document(id_, {f"3:{whose.a}"}, TODAY)[1] == TEXT
    clean()


def test_a_key_is_wrapped_anew_without_touching_what_is_sealed(whose):
    from forlik.desk.records.models import Attachment

    id_ = attach(secret(whose), "a.txt", TEXT, whose.owner, NOW)
    before = bytes(Attachment.objects.get().sealed_content)
    raise_label(secret(whose), f"3:{whose.a}", grounds(), whose.owner, NOW)
    rotate()
    assert bytes(Attachment.objects.get().sealed_content) == before
    assert document(id_, held(whose), TODAY)[1] == TEXT
    clean()


def test_lowering_takes_two_people_and_the_documents_along(whose):
    files.appoint("e1", whose.deputy.id, "deputy", whose.owner, NOW)
    raise_label(staff(), f"2:{whose.a}", grounds(), whose.owner, NOW)
    id_ = attach(Which("e1", "staff", f"2:{whose.a}"), "a.txt", TEXT, whose.owner, NOW)
    proposal = lower_label(Which("e1", "staff", f"2:{whose.a}"), "1", grounds(), whose.owner, NOW)
    assert names({"1"}) == []
    approve(proposal, whose.deputy, NOW + timedelta(seconds=1))
    assert names({"1"}) == ["a.txt"]
    assert document(id_, {"1"}, TODAY)[1] == TEXT
    clean()


def test_erasing_a_person_makes_the_documents_about_the_person_unreadable_and_the_log_still_verifies(whose):
    with pytest.raises(UsageError, match="nothing says why"):
        attach(staff(), "a.txt", TEXT, whose.owner, NOW, subject="p1")
    tell_of("p1", "reason", "law", TODAY + DAY, whose.owner, NOW)
    id_ = attach(staff(), "a.txt", TEXT, whose.owner, NOW, subject="p1")
    other = attach(staff(), "b.txt", TEXT, whose.owner, NOW)
    assert document(id_, {"1"}, TODAY)[1] == TEXT
    erase("p1", whose.officer, NOW)
    assert names({"1"}) == ["b.txt"]
    with pytest.raises(NoData):
        document(id_, {"1"}, TODAY)
    assert document(other, {"1"}, TODAY)[1] == TEXT
    clean()


def test_a_canary_is_nowhere_in_the_bytes_of_the_file(encrypted_house, encrypted, tmp_path, monkeypatch):
    house = encrypted_house
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW)
    attach(Which("e1", "secret", f"2:{house.a}"), f"{CANARY}.txt", TEXT, house.owner, NOW, cites=CANARY)
    wal = encrypted / "register.db-wal"
    assert wal.stat().st_size > 0
    hits = CANARY.encode() in frames(wal)
    let_go()
    hits += CANARY.encode() in everything(encrypted)
    for path in encrypted.rglob("*"):
        hits += path.is_file() and CANARY.encode() in path.read_bytes()
    assert hits == 0
    assert list(temporary.iterdir()) == []


def test_old_plain_bytes_are_gone_once_the_grade_is_raised(encrypted_house, encrypted):
    house = encrypted_house
    record(change("e1"), house.owner, NOW)
    attach(staff(), f"{CANARY}.txt", TEXT, house.owner, NOW)
    assert CANARY.encode() in everything(encrypted), "the test can see what it looks for"
    assert raise_label(staff(), f"2:{house.a}", grounds(), house.owner, NOW)
    assert CANARY.encode() not in everything(encrypted)


def test_on_the_server_no_old_plain_bytes_are_left_either(house, register, request):
    from django.db import connection

    if connection.vendor != "postgresql":
        pytest.skip("the file is looked through in a test of its own")
    server = request.getfixturevalue("server")

    def hits():
        server.sql("CHECKPOINT")
        files_ = [one for one in (server.folder / "data" / "base").rglob("*") if one.is_file()]
        return sum(b"canary-on-the-server-1f" in one.read_bytes() for one in files_)

    record(change("e1"), house.owner, NOW)
    # Long texts are packed by the server; this one is short, and stands in its row.
    attach(staff(), "a.txt", b"canary-on-the-server-1f", house.owner, NOW)
    assert hits() > 0
    assert raise_label(staff(), f"2:{house.a}", grounds(), house.owner, NOW)
    assert hits() == 0


def bare(statement, values=()):
    from django.db import connection

    on = " ON records_attachment" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS records_attachment_no_update{on}")
        cursor.execute(statement, list(values))


def test_documents_that_change_places_are_refused(whose):
    """Every pair of four sealed documents, on two facets, is swapped by somebody who can write to the database."""
    from forlik.desk.records.models import Attachment

    record(change("e1", f"3:{whose.a}", "secret"), whose.owner, NOW)
    other = Which("e1", "secret", f"3:{whose.a}")
    ids = [
        attach(one, f"{n}.txt", b"text %d" % n, whose.owner, NOW) for n, one in enumerate([secret(whose), other] * 2)
    ]
    rows = {row.pk: (bytes(row.sealed_about), bytes(row.sealed_content)) for row in Attachment.objects.all()}
    refused = 0
    for here, there in itertools.permutations(ids, 2):
        for column, part in (("sealed_about", 0), ("sealed_content", 1)):
            bare(f"UPDATE records_attachment SET {column} = %s WHERE id = %s", [rows[there][part], here])
            with pytest.raises(Tampered):
                document(here, held(whose), TODAY)
            assert [one for one in verify_register()[1] if here in one.where]
            bare(f"UPDATE records_attachment SET {column} = %s WHERE id = %s", [rows[here][part], here])
            refused += 1
        both = "UPDATE records_attachment SET sealed_about = %s, sealed_content = %s WHERE id = %s"
        bare(both, [*rows[there], here])
        with pytest.raises(Tampered):
            document(here, held(whose), TODAY)
        bare(both, [*rows[here], here])
        refused += 1
    print(f"{refused} of {refused} swaps of documents refused")
    clean()


def test_a_document_moved_to_another_facet_is_refused(whose):
    from forlik.desk.records.models import Facet

    record(change("e1", f"3:{whose.a}", "secret"), whose.owner, NOW)
    id_ = attach(Which("e1", "secret", f"3:{whose.a}"), "a.txt", TEXT, whose.owner, NOW)
    lower = Facet.objects.get(label=f"2:{whose.a}").pk
    bare("UPDATE records_attachment SET facet_id = %s WHERE id = %s", [lower, id_])
    with pytest.raises(Tampered):
        document(id_, {f"2:{whose.a}"}, TODAY)
    with pytest.raises(Tampered):
        attached({f"2:{whose.a}"}, ["e1"], TODAY)
    assert verify_register()[1]


def test_plain_bytes_that_were_changed_are_refused(whose):
    id_ = attach(staff(), "a.txt", b"as it was", whose.owner, NOW)
    bare("UPDATE records_attachment SET content = %s", [b"as it is now"])
    with pytest.raises(Tampered):
        document(id_, {"1"}, TODAY)
    assert verify_register()[1]
    bare("UPDATE records_attachment SET content = %s", [b"as it was"])
    clean()
    bare("UPDATE records_attachment SET about = replace(about, 'a.txt', 'b.txt')")
    assert any("the log knows nothing of it" in one.what for one in verify_register()[1])


def test_taking_back_is_what_the_log_says(whose):
    attach(staff(), "a.txt", b"x", whose.owner, NOW)
    bare("UPDATE records_attachment SET ended_at = '2030-01-01T00:00:00.000000Z', ended_by = 'x'")
    assert any("taken back" in one.what for one in verify_register()[1])


def test_a_document_that_is_gone_is_missed(whose):
    from django.db import connection

    attach(staff(), "a.txt", b"x", whose.owner, NOW)
    on = " ON records_attachment" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER records_attachment_no_delete{on}")
        cursor.execute("DELETE FROM records_attachment")
    assert any("an attachment that is not there" in one.what for one in verify_register()[1])


OPENED = "sealed_about = NULL, sealed_content = NULL, about = 'x', salt = 'x', content = {}"
SHUT = "sealed_about = {0}, sealed_content = {0}, about = NULL, salt = NULL, content = NULL"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records_attachment SET about = 'x' WHERE about IS NOT NULL",
        "UPDATE records_attachment SET who = 'x'",
        "UPDATE records_attachment SET at = '2030-01-01T00:00:00.000000Z'",
        "UPDATE records_attachment SET facet_id = 'x'",
        "UPDATE records_attachment SET id = 'x'",
        "UPDATE records_attachment SET {opened}",
        "UPDATE records_attachment SET {shut}",
        "UPDATE records_attachment SET ended_at = '2030-01-01T00:00:00.000000Z'",
        "UPDATE records_attachment SET ended_at = NULL, ended_by = '' WHERE ended_at IS NOT NULL",
        "DELETE FROM records_attachment",
    ],
)
def test_the_database_refuses_to_change_or_lose_one(whose, statement):
    from django.db import connection, utils

    attach(staff(), "a.txt", b"x", whose.owner, NOW)
    attach(secret(whose), "a.txt", b"x", whose.owner, NOW)
    take_back(attach(staff(), "b.txt", b"x", whose.owner, NOW), "e1", whose.owner, NOW)
    some = "'x'::bytea" if connection.vendor == "postgresql" else "x'00'"
    with pytest.raises(utils.IntegrityError), connection.cursor() as cursor:
        cursor.execute(statement.format(opened=OPENED.format(some), shut=SHUT.format(some)))
    clean()


def test_replacing_one_is_refused_too(whose):
    from django.db import connection, utils

    id_ = attach(staff(), "a.txt", b"x", whose.owner, NOW)
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite knows it")
    columns = "id, facet_id, at, who, about, salt, content, ended_by"
    with pytest.raises(utils.IntegrityError), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT OR REPLACE INTO records_attachment ({columns}) "
            f"SELECT {columns} FROM records_attachment WHERE id = %s",
            [id_],
        )


FLIPS = int(os.environ.get("FORLIK_TEST_FLIPS", "60"))


def test_every_flipped_bit_of_a_stored_document_is_detected(whose):
    from forlik.desk.records.models import Attachment

    attach(staff(), "a.txt", TEXT, whose.owner, NOW)
    attach(secret(whose), "a.txt", TEXT, whose.owner, NOW)
    chance = random.Random(5)  # noqa: S311 - which bits, no secret
    found = tried = 0
    for row in Attachment.objects.all():
        for column in ("content", "sealed_about", "sealed_content"):
            whole = getattr(row, column)
            for _ in range(FLIPS if whole is not None else 0):
                changed = bytearray(whole)
                bit = chance.randrange(8 * len(changed))
                changed[bit // 8] ^= 1 << bit % 8
                bare(f"UPDATE records_attachment SET {column} = %s WHERE id = %s", [bytes(changed), row.pk])
                found += bool(verify_register()[1])
                tried += 1
            if whole is not None:
                bare(f"UPDATE records_attachment SET {column} = %s WHERE id = %s", [bytes(whole), row.pk])
    print(f"{found} of {tried} flipped bits of documents detected")
    assert found == tried == 3 * FLIPS
    clean()


def test_the_bytes_of_a_document_are_not_read_to_list_it(whose, monkeypatch):
    attach(secret(whose), "a.txt", TEXT, whose.owner, NOW)
    monkeypatch.setattr(attachments.blobs, "content_of", lambda *_: pytest.fail("read"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert names(held(whose)) == ["a.txt"]
    assert not [one for one in asked.captured_queries if '"sealed_content"' in one["sql"]]


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from forlik.desk.access.opening import ready, set_up
set_up()
ready()
from django.db import connection
from forlik.desk.access import checkpoints
from forlik.desk.access.people import person
from forlik.desk.records import attachments, blobs
from forlik.desk.records.change import Which
from forlik.desk.records.models import Attachment
who, label, step, when = person(sys.argv[1], "passkey"), sys.argv[2], sys.argv[3], sys.argv[4]
places = {
    "stored": blobs, "bulk_create": Attachment.objects, "append": attachments, "commit": connection, "put": checkpoints,
}
now = datetime(2025, 1, 15, 12, tzinfo=UTC)
def write(name):
    attachments.attach(Which("e1", "secret", label), name, b"x" * 200_000, who, now)
    print(name, flush=True)
write("first.txt")
old = getattr(places[step], step)
def deadly(*given, **named):
    if when == "after":
        old(*given, **named)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(places[step], step, deadly)
write("second.txt")
"""


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["stored", "bulk_create", "append", "commit", "put"])
def test_killed_between_any_two_steps_a_document_is_there_whole_or_not_at_all(whose, step, when):
    import signal
    import subprocess

    from forlik.desk.access import opening

    let_go()
    command = [sys.executable, "-c", KILLED, whose.owner.id, f"2:{whose.a}", step, when]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    opening.forget()
    assert (ended.returncode, ended.stdout.split()) == (-signal.SIGKILL, ["first.txt"]), ended.stderr
    found = names(held(whose))
    done = step == "put" or (step, when) == ("commit", "after")
    assert sorted(found) == (["first.txt", "second.txt"] if done else ["first.txt"])
    for one in attached(held(whose), ["e1"], TODAY):
        assert document(one.id, held(whose), TODAY)[1] == b"x" * 200_000
    clean()


def test_what_is_kept_of_a_person_tells_of_the_documents_too(whose):
    from forlik.desk.records.personal import export_person

    tell_of("p1", "reason", "law", TODAY + DAY, whose.owner, NOW)
    tell_of("p1~longer", "reason", "law", TODAY + 9 * DAY, whose.owner, NOW)
    attach(staff(), "a.txt", TEXT, whose.owner, NOW, subject="p1")
    attach(secret(whose), "b.txt", TEXT, whose.owner, NOW, subject="p1")
    attach(staff(), "c.txt", TEXT, whose.owner, NOW)
    [one] = export_person("p1", whose.officer, NOW)
    assert (one.field, one.value["name"], one.label) == ("document", "a.txt", "1")
    erase("p1~longer", whose.officer, NOW)
    assert names(held(whose)) == ["c.txt"], "the key that is kept for longest is the document's"
    clean()
