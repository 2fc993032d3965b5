"""The archive package: the same bytes for the same rows in any order, with everything but the records of packages."""

import hashlib
import io
import json
import random
import zipfile
from datetime import UTC, datetime

from forlik.register import archive
from forlik.register.archive import digest, inside
from forlik.register.examples.fictional import fictional
from forlik.register.exchange.document import Document

ROWS = fictional().rows()
LATE = datetime(2030, 1, 1, tzinfo=UTC)


def package(engagement, rows, until, documents=(), contents=()):
    return b"".join(archive.package(inside(engagement, rows, until, documents), dict(contents).__getitem__))


def opened(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: json.loads(file.read(name)) for name in file.namelist() if name.endswith(".json")}


def test_every_revision_is_in_it_word_for_word():
    held = opened(package("fiction-talks", ROWS, LATE))
    kept = [row for row in ROWS if row.body.get("kind") != "archive_package"]
    assert len(kept) == len(ROWS) - 1, "what records a package is in none"
    assert held["manifest.json"]["revisions"] == len(held["rows.json"]) == len(kept)
    said = {(one["record"], one["facet"], one["label"], one["n"]): one["body"] for one in held["rows.json"]}
    assert said == {(row.record, row.facet, row.label, row.n): dict(row.body) for row in kept}


def test_it_is_the_same_whatever_the_order_and_the_checksum_is_of_the_file_itself():
    shuffled = list(ROWS)
    random.Random(4).shuffle(shuffled)  # noqa: S311 - any order will do
    content = package("fiction-talks", ROWS, LATE)
    assert package("fiction-talks", shuffled, LATE) == content
    assert digest([content[:9], content[9:]]) == hashlib.sha256(content).hexdigest()


def attached(id_, name, label="1", at=datetime(2024, 5, 1, tzinfo=UTC), content=b"x"):
    sha256 = hashlib.sha256(content).hexdigest()
    return Document(id_, "fiction-activate", "staff", label, name, "txt", len(content), sha256, "", at, "p")


def test_every_document_is_in_it_with_its_checksum_and_two_may_have_one_name():
    contents = {"d1": b"first", "d2": b"second", "d3": b""}
    documents = [attached(id_, "note ø.txt", content=content) for id_, content in contents.items()]
    content = package("fiction-talks", ROWS, LATE, documents, contents)
    assert package("fiction-talks", ROWS, LATE, documents[::-1], contents) == content
    listed = opened(content)["manifest.json"]["attachments"]
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        held = {one["id"]: file.read(one["file"]) for one in listed}
        assert {one.compress_type for one in file.infolist()} == {zipfile.ZIP_STORED}
        assert not [one for one in file.infolist() if one.flag_bits & 8], "each checksum stands before its bytes"
        assert len(file.namelist()) == len(set(file.namelist())) == 5
    assert held == contents
    assert {one["id"]: one["sha256"] for one in listed} == {
        id_: hashlib.sha256(content).hexdigest() for id_, content in contents.items()
    }


def test_the_marking_is_the_greatest_of_rows_and_documents():
    rows = [row for row in ROWS if row.label == "1"]
    assert rows
    assert inside("fiction-talks", rows, LATE).marking == "staff"
    assert inside("fiction-talks", rows, LATE, [attached("d1", "a.txt", "3:x")]).marking == "strictly-confidential"
    content = package("fiction-talks", rows, LATE, [attached("d1", "a.txt", "2:x")], {"d1": b"x"})
    assert opened(content)["manifest.json"]["marking"] == "confidential"


def test_no_more_than_one_document_is_held_at_a_time():
    contents = {f"d{number}": bytes([number]) * 100_000 for number in range(20)}
    documents = [attached(id_, "a.txt", content=content) for id_, content in contents.items()]
    asked = []

    def one(id_):
        asked.append(id_)
        return contents[id_]

    pieces = archive.package(inside("fiction-talks", ROWS, LATE, documents), one)
    for turn, piece in enumerate(pieces):
        assert len(asked) <= max(0, turn - 1), "it is opened when its turn comes"
        assert turn < 2 or len(piece) < 101_000 or len(asked) == 20
