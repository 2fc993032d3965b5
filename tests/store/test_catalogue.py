"""The catalogue comes back as it was saved, is swapped whole, and says what is wrong with it."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.core.errors import BrokenStore
from forlik.core.snapshot import Blob, Snapshot
from forlik.store.catalogue import NAME, Catalogue, RefusedFile, load, save
from forlik.store.sealed import seal, unseal

WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
INSTANTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive by hypothesis' rule
BLOBS = st.builds(Blob, WORDS, WORDS, st.integers(0, 2**40))
SNAPSHOTS = st.builds(
    Snapshot,
    st.integers(1, 9),
    WORDS,
    WORDS,
    WORDS,
    st.lists(BLOBS, max_size=2).map(tuple),
    WORDS,
    INSTANTS,
    INSTANTS,
    WORDS,
)
CATALOGUES = st.builds(
    Catalogue,
    snapshots=st.lists(SNAPSHOTS, max_size=3).map(tuple),
    refused=st.lists(st.builds(RefusedFile, WORDS, WORDS, WORDS, WORDS, WORDS), max_size=2).map(tuple),
    starter=st.booleans(),
    built=WORDS,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CATALOGUES)
def test_what_was_saved_is_loaded(tmp_path, held):
    save(tmp_path, held)
    assert load(tmp_path) == held
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


def test_instants_come_back_in_utc_from_any_zone(tmp_path):
    there = datetime(2020, 1, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    save(tmp_path, Catalogue((Snapshot(1, "a", "p", "1", (), "", there, there, "x"),)))
    assert load(tmp_path).snapshots[0].known_at.isoformat() == "2019-12-31T23:00:00+00:00"


def test_there_is_no_catalogue_where_there_is_no_store(tmp_path):
    assert load(tmp_path / "nowhere") is None
    (tmp_path / "file").write_text("")
    assert load(tmp_path / "file") is None


@pytest.mark.parametrize("change", [{"format": 3}, {"format": "1.5"}])
def test_a_catalogue_of_a_newer_forlik_is_not_guessed_at(tmp_path, change):
    save(tmp_path, Catalogue())
    (tmp_path / NAME).write_text(json.dumps(change), encoding="utf-8")
    with pytest.raises(BrokenStore, match="this Forlik reads 2 → use the newer Forlik"):
        load(tmp_path)


def test_a_catalogue_cut_at_any_byte_is_refused_by_name(tmp_path):
    held = Catalogue((Snapshot(1, "a", "p", "1", (Blob("x", "1", 1),), "", datetime.now(UTC), datetime.now(UTC), "x"),))
    save(tmp_path, held)
    content = (tmp_path / NAME).read_bytes()
    for cut in range(0, len(content) - 1, 7):
        (tmp_path / NAME).write_bytes(content[:cut])
        with pytest.raises(BrokenStore, match="the catalogue is damaged"):
            load(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "1",
        '{"format": 1}',
        seal({"format": 1}).decode(),
        seal({"snapshots": [1]}).decode(),
        "\xff",
        "[" * 100_000,
    ],
)
def test_another_content_is_refused_by_name(tmp_path, content):
    (tmp_path / NAME).write_bytes(content.encode("latin-1"))
    with pytest.raises(BrokenStore, match="the catalogue is damaged") as caught:
        load(tmp_path)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize(("field", "value"), [("known_at", 5), ("known_at", "soon"), ("blobs", [{}]), ("number", None)])
def test_a_record_that_is_no_record_is_refused(tmp_path, field, value):
    now = datetime(2020, 1, 1, tzinfo=UTC)
    save(tmp_path, Catalogue((Snapshot(1, "a", "p", "1", (), "", now, now, "x"),)))
    data = unseal((tmp_path / NAME).read_bytes())
    if value is None:
        del data["snapshots"][0][field]
    else:
        data["snapshots"][0][field] = value
    (tmp_path / NAME).write_bytes(seal(data))
    with pytest.raises(BrokenStore, match="the catalogue is damaged"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('"number": 1', '"number": "1"'),
        ('"number": 1', '"number": 2'),
        ("2020-01-01T00:00:00", "2019-01-01T00:00:00"),
        ('"starter": false', '"starter": true'),
    ],
)
def test_a_catalogue_edited_by_hand_is_refused(tmp_path, was, becomes):
    now = datetime(2020, 1, 1, tzinfo=UTC)
    save(tmp_path, Catalogue((Snapshot(1, "a", "p", "1", (), "", now, now, "x"),)))
    content = (tmp_path / NAME).read_text()
    assert was in content
    (tmp_path / NAME).write_text(content.replace(was, becomes))
    with pytest.raises(BrokenStore, match="its content was changed after it was written"):
        load(tmp_path)


def test_a_catalogue_that_may_not_be_read_is_an_error_and_not_an_empty_store(tmp_path, monkeypatch):
    def closed(_path):
        raise PermissionError(13, "Permission denied")

    save(tmp_path, Catalogue())
    monkeypatch.setattr("pathlib.Path.read_bytes", closed)
    with pytest.raises(BrokenStore, match="check the folder's owner"):
        load(tmp_path)


def test_a_catalogue_from_before_they_were_sealed_is_read_and_sealed_by_the_next_writer(tmp_path):
    held = Catalogue(starter=True, built="x")
    old = {"format": 1, "snapshots": [], "refused": [], "starter": True, "built": "x", "shelved": []}
    (tmp_path / NAME).write_text(json.dumps(old))
    assert load(tmp_path) == held
    save(tmp_path, held)
    assert unseal((tmp_path / NAME).read_bytes())["format"] == 2


def test_the_last_hundred_refused_files_are_kept():
    held = Catalogue()
    for number in range(120):
        held = held.with_refused(RefusedFile("a", str(number), "", "", ""))
    assert [one.file for one in held.refused] == [str(number) for number in range(20, 120)]


def test_what_cannot_be_stored_is_not_saved(tmp_path):
    save(tmp_path, Catalogue(built="1"))
    with pytest.raises(TypeError):
        save(tmp_path, Catalogue(built=object()))  # type: ignore[arg-type]
    assert load(tmp_path) == Catalogue(built="1")
