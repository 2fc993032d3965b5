"""The command line, run in this process."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from forlik.cli import main

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(TESTS / "register_pages"), str(TESTS / "access")]

from house import encrypted, filled, register, server, templates  # noqa: E402 - from the folders named above
from learning import learning_in  # noqa: E402

__all__ = ["encrypted", "register", "server", "templates"]

HEAD = (
    "conflict_id,location,side_a,side_a_id,side_a_2nd,side_b,side_b_id,side_b_2nd,incompatibility,territory_name,year,"
    "intensity_level,cumulative_intensity,type_of_conflict,start_date,start_prec,start_date2,start_prec2,ep_end,"
    "ep_end_date,ep_end_prec,gwno_a,gwno_a_2nd,gwno_b,gwno_b_2nd,gwno_loc,region,version\n"
)


@dataclass(frozen=True)
class Answer:
    """What a command printed and its exit code."""

    exit: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def forlik(home, capsys):  # noqa: ARG001 - every command runs on an empty store
    """Run ``forlik`` with some words on an empty store."""

    return lambda *words: answered(capsys, *words)


def answered(capsys, *words: object) -> Answer:
    with pytest.raises(SystemExit) as ended:
        main([str(word) for word in words])
    shown = capsys.readouterr()
    return Answer(ended.value.code or 0, shown.out, shown.err)


def with_users():
    """The made-up engagements, and a user name for each person."""
    from forlik.desk.signin.users import make_user, new_password

    found = learning_in()
    for name, id_ in found.ids.items():
        make_user(id_, name, new_password(), one_time=True)
    return found


@pytest.fixture
def learning(encrypted):
    """The two made-up engagements and the five made-up persons, each with a user name."""
    return filled(encrypted, with_users)


@pytest.fixture
def at_machine(learning, capsys):  # noqa: ARG001 - the register that it runs on
    """Run ``forlik`` on that register."""
    return lambda *words: answered(capsys, *words)


@pytest.fixture
def as_(learning, monkeypatch):
    """Sign somebody in at the terminal."""
    from forlik.desk.access.people import person
    from forlik.desk.signin import terminal

    def signed_in(who: str) -> None:
        monkeypatch.setattr(terminal, "whose", lambda _key: person(learning.ids[who], "second factor"))

    return signed_in


@pytest.fixture
def acd(tmp_path):
    """Write a made-up conflict edition: (year, conflict, country code, intensity) a row."""

    def write(*rows: tuple[int, int, str, int], version: str = "1") -> str:
        lines = [
            f"{conflict},Somewhere,Government,1,,Group,{conflict},,2,,{year},{intensity},0,3,2001-01-01,1,"
            f'2001-01-01,1,0,,,100,,,,"{codes}",5,{version}\n'
            for year, conflict, codes, intensity in rows
        ]
        path = tmp_path / f"acd-{version}.csv"
        path.write_text(HEAD + "".join(lines), encoding="utf-8")
        return str(path)

    return write
