"""Settings: the environment, then the file, then the default; each is documented."""

from pathlib import Path

import pytest

from forlik.core.errors import UsageError
from forlik.core.settings import SETTINGS, setting, without_secrets
from forlik.core.settings import home as folder


def toml(home, content: str | bytes):
    home.mkdir(exist_ok=True)
    (home / "forlik.toml").write_bytes(content.encode() if isinstance(content, str) else content)


def test_the_environment_counts_more_than_the_file_and_the_file_more_than_the_default(home, monkeypatch):
    assert setting("language") == "en"
    toml(home, 'language = "nb"')
    assert setting("language") == "nb"
    assert setting("engine") == "duckdb"
    monkeypatch.setenv("FORLIK_LANGUAGE", "en")
    assert setting("language") == "en"


@pytest.mark.parametrize(
    ("line", "value"),
    [("offline = true", "1"), ("offline = false", "0"), ("offline = 1", "1"), ('offline = "1"', "1")],
)
def test_yes_and_no_are_written_as_the_environment_writes_them(home, line, value):
    toml(home, line)
    assert setting("offline") == value


def test_a_list_in_the_file_is_a_list(home):
    toml(home, 'allowed_hosts = ["a.example", "b.example"]')
    assert setting("allowed_hosts") == "a.example,b.example"


@pytest.mark.parametrize("content", ["language = ", b"language = '\xff'", "a = 1\na = 2"])
def test_a_broken_file_is_named(home, content):
    toml(home, content)
    with pytest.raises(UsageError, match=r"forlik\.toml: cannot be read.*mend or remove the file"):
        setting("language")


def test_a_file_that_may_not_be_read_is_named(home, monkeypatch):
    def closed(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    toml(home, "")
    monkeypatch.setattr(Path, "read_text", closed)
    with pytest.raises(UsageError, match="cannot be read"):
        setting("language")


def test_an_unknown_setting_is_refused_with_the_list():
    with pytest.raises(UsageError, match="there is no setting “colour” → the docs list them: home, engine"):
        setting("colour")


def test_every_setting_says_what_it_does():
    assert SETTINGS
    for name, one in SETTINGS.items():
        assert name == name.lower()
        assert one.doc.endswith(".")
        assert len(one.doc) > 20


def test_the_store_is_where_the_user_says_or_where_the_system_keeps_data(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("FORLIK_HOME", "~/mine")
    assert folder() == tmp_path / "mine"
    monkeypatch.setenv("FORLIK_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert folder() == tmp_path / "data" / "forlik"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert folder() == tmp_path / ".local" / "share" / "forlik"
    assert not folder().exists()


def test_the_home_of_a_user_who_is_not_there_is_refused(monkeypatch):
    monkeypatch.setenv("FORLIK_HOME", "~no-such-user-here/store")
    with pytest.raises(UsageError, match="~no-such-user-here/store names no home folder → name the folder in full"):
        folder()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (
            "sc://spark.example.org:443/;use_ssl=true;token=abc.DEF-1",
            "sc://spark.example.org:443/;use_ssl=true;token=…",
        ),
        ("sc://me:word@spark.example.org/;user_id=me", "sc://…@spark.example.org/;user_id=me"),
        ("duckdb", "duckdb"),
    ],
)
def test_an_address_is_printed_without_its_secrets(address, shown):
    assert without_secrets(address) == shown
