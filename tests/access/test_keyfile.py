"""The key file: made once, its owner's alone, and never made anew beside what it opens."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from house import let_go, people, point_at

from forlik.core.errors import BrokenStore
from forlik.desk.access import keyfile, opening
from forlik.desk.access.engine import database_file, databases, was_opened


@pytest.fixture
def empty(tmp_path, monkeypatch, django_db_blocker):
    with django_db_blocker.unblock():
        point_at(tmp_path / "new", "", monkeypatch)
        yield tmp_path / "new"
        let_go()
        opening.forget()


def test_it_is_made_at_first_use_for_its_owner_alone_with_a_warning(empty, caplog):
    assert not was_opened()
    opening.ready()
    assert was_opened()
    for path in (keyfile.path(), database_file()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(keyfile.folder().stat().st_mode) == 0o700
    assert keyfile.path().parent != empty
    assert "Copy it to a safe place now" in caplog.text
    assert sorted(path.name for path in keyfile.folder().iterdir()) == ["register.key"], "no draft is left behind"
    caplog.clear()
    opening.forget()
    opening.ready()
    assert caplog.text == ""


def test_nothing_of_it_stands_in_the_database_or_in_an_error(encrypted):
    held = keyfile.keys()
    assert held.current.hex() not in repr(held)
    for key in (held.database, held.signing, *held.masters):
        assert key not in database_file().read_bytes()


def test_processes_that_start_together_agree_on_one(empty):
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _turn: keyfile.make(lambda: False), range(8)))
    assert len(found) == 1


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_one_that_others_can_reach_is_refused(encrypted, mode):
    keyfile.path().chmod(mode)
    with pytest.raises(BrokenStore, match="others than its owner") as caught:
        keyfile.keys()
    assert caught.value.remedy == f"chmod 600 {keyfile.path()}"


def test_one_that_is_missing_is_never_made_anew(register):
    people()
    let_go()
    opening.forget()
    kept = keyfile.path().rename(register / "elsewhere")
    with pytest.raises(BrokenStore, match="key file is missing") as caught:
        opening.ready()
    assert "no new one is made" in caught.value.remedy
    assert not keyfile.path().exists()
    kept.rename(keyfile.path())
    opening.ready()


@pytest.mark.parametrize("cut", [0, 1, 100, 200, -1])
def test_one_that_is_cut_off_is_told_and_recovered_from_its_copy(register, cut):
    whole = keyfile.path().read_bytes()
    keyfile.path().write_bytes(whole[:cut])
    let_go()
    opening.forget()
    with pytest.raises(BrokenStore, match="cut off or damaged"):
        opening.ready()
    keyfile.path().write_bytes(whole)
    opening.ready()


def test_one_changed_letter_is_told(encrypted):
    text = keyfile.path().read_text()
    for place in range(len(keyfile.TITLE) + 1, len(text) - 1, 7):
        changed = text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]
        keyfile.path().write_text(changed)
        with pytest.raises(BrokenStore, match="cut off or damaged"):
            keyfile.keys()


def test_that_of_another_register_is_refused_and_changes_nothing(register, tmp_path, monkeypatch):
    people()
    let_go()
    ours = keyfile.path().read_bytes()
    monkeypatch.setenv("FORLIK_REGISTER_KEYS", str(tmp_path / "other"))
    keyfile.make(lambda: False)
    monkeypatch.setenv("FORLIK_REGISTER_KEYS", "")
    keyfile.path().write_bytes((tmp_path / "other" / "register.key").read_bytes())
    opening.forget()
    with pytest.raises(BrokenStore) as caught:
        opening.ready()
    assert "another register" in str(caught.value)
    assert "put back the key file" in caught.value.remedy
    let_go()
    keyfile.path().write_bytes(ours)
    opening.ready()


def test_a_register_that_is_gone_is_not_begun_anew(encrypted):
    people()
    let_go()
    opening.forget()
    for path in encrypted.glob("register.db*"):
        path.unlink()
    with pytest.raises(BrokenStore, match="database is gone"):
        opening.ready()
    assert not database_file().exists()


def test_a_file_that_is_no_database_is_told(encrypted):
    let_go()
    opening.forget()
    database_file().write_bytes(b"x" * 8192)
    with pytest.raises(BrokenStore, match="the register is damaged"):
        opening.ready()


def test_the_setting_names_a_postgresql_database_or_is_refused(monkeypatch):
    from forlik.core.errors import UsageError

    monkeypatch.setenv("FORLIK_REGISTER_DATABASE", "postgresql://a%40b:secret@db.example:5433/name?sslmode=require")
    [found] = databases().values()
    assert (found["USER"], found["HOST"], found["PORT"], found["NAME"]) == ("a@b", "db.example", "5433", "name")
    assert found["OPTIONS"]["sslmode"] == "require"
    for wrong in ("mysql://a:secret@b/c", "postgresql://host", "register.db"):
        monkeypatch.setenv("FORLIK_REGISTER_DATABASE", wrong)
        with pytest.raises(UsageError, match="names no PostgreSQL database") as caught:
            databases()
        assert "secret" not in str(caught.value)
