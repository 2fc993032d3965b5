"""Signing in at a terminal: the desk's own password, code, lock-out and limits."""

import io
import os
import pty
import stat
import subprocess
import sys

import pytest
from visitors import PASSWORD, code_of, sign_in, someone, verbs, visitor

from forlik.cli import main
from forlik.core.errors import NotPermitted
from forlik.desk.access.labels import labels
from forlik.desk.access.person import NOBODY
from forlik.desk.signin import session_file, terminal

WRONG = "wrong words of some length"


def come_in(one, steps=0, password=PASSWORD, code=None):
    return terminal.sign_in(one.username, password, lambda: code or code_of(one.secret, steps))[0]


def refused(one, **how):
    with pytest.raises(NotPermitted) as error:
        come_in(one, **how)
    assert error.value.exit_code == 6
    return str(error.value)


def held(key):
    from forlik.core import days

    return labels(terminal.whose(key), days.now())


def test_password_and_code_open_what_is_for_staff_and_no_more(anna):
    key, name = terminal.sign_in("ANNA ", PASSWORD, lambda: code_of(anna.secret))
    assert name == "person anna"
    assert terminal.whose(key).id == anna.id
    assert terminal.whose(key).strength == "second factor"
    assert held(key) == {"0", "1"}
    assert verbs()[-1] == "sign in"


def test_a_member_of_a_compartment_has_its_labels_not_here(anna):
    from datetime import UTC, datetime

    from forlik.desk.access.people import found_compartment, let_in, person

    guardian = someone("guard")
    at = datetime(2024, 1, 1, tzinfo=UTC)
    compartment = found_compartment("talks", person(guardian.id, "passkey"), at)
    let_in(anna.id, compartment, 3, person(guardian.id, "passkey"), at)
    assert len(labels(person(anna.id, "passkey"), datetime.now(UTC))) == 4
    assert held(come_in(anna)) == {"0", "1"}


def test_an_unknown_name_and_a_wrong_password_are_told_alike(anna):
    anna.username, known = "nobody", refused(anna, password=WRONG)
    assert refused(anna, password=WRONG) == known
    assert "do not belong together" in known


def test_a_wrong_or_used_code_opens_nothing(anna):
    assert "this code is not right" in refused(anna, code="000000")
    code = code_of(anna.secret)
    assert come_in(anna, code=code)
    assert "was used already" in refused(anna, code=code)


def test_the_lock_out_is_the_desks_own(anna):
    for _ in range(3):
        refused(anna, password=WRONG)
    client = visitor()
    statuses = [client.post("/account/sign-in", {"login": "anna", "password": WRONG}).status_code for _ in range(2)]
    assert statuses == [200, 429], "three failures here and two there are five"
    assert "too many attempts" in refused(anna), "the right password is not looked at"


def test_codes_that_are_guessed_close_the_second_factor(anna):
    said = [refused(anna, code="000000") for _ in range(6)]
    assert "too many attempts" in said[-1]
    assert "too many attempts" in refused(anna), "the right one is not looked at"


@pytest.mark.parametrize("how", [{"app": False}, {"one_time": True}])
def test_an_account_that_is_not_set_up_is_set_up_in_the_desk(register, how):
    one = someone("berit", **how)
    assert "cannot sign in at a terminal yet" in refused(one, code="000000")


def test_a_session_ends_when_it_is_idle_too_old_or_signed_out(anna, later):
    key = come_in(anna)
    later(minutes=29)
    assert held(key) == {"0", "1"}
    later(minutes=29)
    assert held(key) == {"0", "1"}, "a verb is a sign of life"
    later(minutes=31)
    assert terminal.whose(key) == NOBODY
    key = come_in(anna, 1)
    for _ in range(26):
        later(minutes=28)
        last = terminal.whose(key)
    assert last == NOBODY, "twelve hours in all"


def test_a_session_ends_with_the_account_the_factor_and_the_password(anna):
    from allauth.mfa.models import Authenticator

    from forlik.core import days
    from forlik.desk.access.people import leave
    from forlik.desk.signin.models import User
    from forlik.desk.signin.users import reset

    key = come_in(anna)
    factors = list(Authenticator.objects.filter(type="totp"))
    Authenticator.objects.filter(type="totp").delete()
    assert terminal.whose(key) == NOBODY
    Authenticator.objects.bulk_create(factors)
    user = User.objects.get(pk=anna.user)
    user.set_password("another of some length")
    user.save()
    assert terminal.whose(key) == NOBODY
    user.set_password(PASSWORD)
    user.save()
    key = come_in(anna, 1)
    leave(anna.id, days.now(), "")
    assert labels(terminal.whose(key), days.now()) == {"0"}
    reset(anna.id)
    assert terminal.whose(key) == NOBODY


def test_a_terminals_session_opens_no_page_and_a_browsers_none_here(anna):
    from django.conf import settings

    key = come_in(anna)
    client = visitor()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    answer = client.get("/register")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/sign-in")
    browser = visitor()
    assert sign_in(browser, anna, 1).status_code == 302
    assert browser.get("/account").status_code == 200
    assert terminal.whose(browser.cookies[settings.SESSION_COOKIE_NAME].value) == NOBODY


def test_signing_out_ends_the_session_everywhere(anna):
    key = come_in(anna)
    assert terminal.sign_out(key)
    assert terminal.whose(key) == NOBODY
    assert not terminal.sign_out(key)
    assert verbs()[-1] == "sign out"


@pytest.mark.parametrize("key", ["", "x", "../etc/passwd", "é" * 40, "x" * 300])
def test_a_key_that_we_did_not_give_is_nobodys(register, key):
    assert terminal.whose(key) == NOBODY


def test_the_file_is_its_owners_alone(home, tmp_path):
    session_file.write("first")
    session_file.write("a key")
    assert session_file.read() == "a key"
    assert stat.S_IMODE(session_file.path().stat().st_mode) == 0o600
    assert list(session_file.path().parent.glob("terminal*")) == [session_file.path()]
    session_file.path().chmod(0o640)
    with pytest.raises(NotPermitted, match="others can read"):
        session_file.read()
    session_file.path().unlink()
    (tmp_path / "elsewhere").write_text("a key")
    (tmp_path / "elsewhere").chmod(0o600)
    session_file.path().symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotPermitted, match="others can read"):
        session_file.read()
    session_file.write("mine")
    assert (tmp_path / "elsewhere").read_text() == "a key", "what the link pointed to is not written to"
    assert session_file.read() == "mine"
    session_file.remove()
    session_file.remove()
    assert session_file.read() == ""


def test_without_forlik_home_it_stands_in_the_state_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("FORLIK_HOME", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert session_file.path() == tmp_path / "forlik" / "terminal-session"
    session_file.write("x")
    assert stat.S_IMODE(session_file.path().parent.stat().st_mode) == 0o700


def run(*words):
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    return ended.value.code or 0


def test_where_there_is_no_terminal_nothing_is_asked(anna, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"anna\n{PASSWORD}\n"))
    assert run("login") == 2
    assert "never a word of a command" in capsys.readouterr().err
    for words in (("login", "anna"), ("login", "--password", PASSWORD), ("login", "--code", "1")):
        assert run(*words) == 2


def test_without_a_register_none_is_made(home):
    assert run("login") == 3
    assert run("logout") == 3
    assert not (home / "register.db").exists()


def test_at_a_real_terminal_the_password_is_not_shown_and_logout_ends_it(encrypted):
    """The whole way, in another process, at a pseudo-terminal."""
    anna = someone("anna")
    from house import let_go

    let_go()
    out = _typed(["login"], [b"anna\n", PASSWORD.encode() + b"\n", code_of(anna.secret).encode() + b"\n"])
    assert "Signed in: person anna" in out
    assert "Sealed records stay closed" in out
    assert PASSWORD not in out
    assert "anna" in out.partition("Password")[0], "the name is shown while it is typed"
    assert _done("due", "--mine") == 0
    assert "Signed out" in _typed(["logout"], [])
    assert session_file.read() == ""
    assert _done("due", "--mine") == 6, "nobody has signed in"


def _done(*words):
    return subprocess.run([sys.executable, "-m", "forlik.cli", *words], capture_output=True, check=False).returncode


def _typed(words, lines):
    """What a terminal shows while lines are typed, each when something is asked."""
    master, slave = pty.openpty()
    # Its own terminal, so that what is asked is asked there and nowhere else.
    running = subprocess.Popen(
        [sys.executable, "-m", "forlik.cli", *words],
        stdin=slave, stdout=slave, stderr=slave, start_new_session=True, env={**os.environ},
        preexec_fn=_own_terminal,  # noqa: PLW1509 - no thread of the test holds a lock then
    )  # fmt: skip
    os.close(slave)
    shown = b""
    waiting = [b"User name", b"Password", b"Code"]
    while True:
        try:
            got = os.read(master, 4096)
        except OSError:
            break
        if not got:
            break
        shown += got
        if lines and waiting[0] in shown:
            waiting.pop(0)
            os.write(master, lines.pop(0))
    running.wait(timeout=60)
    os.close(master)
    return shown.decode()


def _own_terminal():
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
