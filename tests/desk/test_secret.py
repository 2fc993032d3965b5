"""The desk's key: made once, readable by its owner alone."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from forlik.core.errors import BrokenStore
from forlik.desk.secret import NAME, secret_key


def test_the_key_is_made_once_and_only_its_owner_reads_it(home):
    first = secret_key(home)
    assert len(first) >= 50
    assert secret_key(home) == first
    assert stat.S_IMODE((home / NAME).stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == [NAME], "no draft is left behind"


def test_workers_that_start_together_agree_on_one_key(home):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _turn: secret_key(home), range(8)))
    assert len(keys) == 1


def test_a_key_from_the_settings_is_used_and_not_written_down(home, monkeypatch):
    monkeypatch.setenv("FORLIK_SECRET_KEY", "given")
    assert secret_key(home) == "given"
    assert not home.exists()


def test_a_home_that_cannot_be_written_is_said_plainly(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BrokenStore, match="key cannot be kept"):
        secret_key(tmp_path / "file" / "home")
