"""The archive package: the same bytes for the same rows in any order, with everything but the records of packages."""

import hashlib
import io
import json
import random
import zipfile
from datetime import UTC, datetime, timedelta

from forlik.register.archive import digest, package
from forlik.register.examples.fictional import fictional

ROWS = fictional().rows()
LATE = datetime(2030, 1, 1, tzinfo=UTC)


def opened(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert file.testzip() is None
        return {name: json.loads(file.read(name)) for name in file.namelist()}


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
    assert digest(content) == hashlib.sha256(content).hexdigest()


def test_what_is_recorded_later_changes_nothing_and_what_was_recorded_before_does():
    until = max(row.recorded_at for row in ROWS)
    content = package("fiction-talks", ROWS, until)
    assert package("fiction-talks", ROWS, until - timedelta(days=365)) != content
    last = max(ROWS, key=lambda row: row.recorded_at)
    assert last.recorded_at == until
    assert last.record in str(opened(content)["rows.json"]), "the end belongs to it"
