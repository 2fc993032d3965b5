"""The demo has a register to learn with: its persons get in, and no other register is opened."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from hashlib import sha256

from forlik.cli import demo as learning
from forlik.published import read

PATIENCE = 180
PERSONS = {"demo-owner", "demo-deputy", "demo-relief", "demo-legal", "demo-guardian"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
WAY = re.compile(r"^  (demo-[a-z]+) +(\S+) +Demo: ", re.MULTILINE)
PASSWORD = "four words of some length"  # noqa: S105 - of nobody


def surroundings(home, **settings):
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("FORLIK_", "DJANGO_"))}
    return plain | {"FORLIK_HOME": str(home), "FORLIK_OFFLINE": "1", "BROWSER": "0"} | settings


@contextmanager
def demo(home, **settings):
    """A running demo: its address, and the ways in that it printed."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    running = subprocess.Popen(
        [sys.executable, "-m", "forlik.cli", "demo", "--port", str(port)],
        env=surroundings(home, **settings), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    said, end = "", time.monotonic() + PATIENCE
    try:
        while "is ready at" not in said and time.monotonic() < end and running.poll() is None:
            said += running.stdout.readline()
        assert "is ready at" in said, said
        assert "key file was made" not in said, "nobody is asked to keep the keys of what is thrown away"
        yield f"http://localhost:{port}", dict(WAY.findall(said))
    finally:
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=20)


class Browser:
    """Somebody at the door of a demo."""

    def __init__(self, address):
        self.address = address
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.page = ""

    def go(self, path, **form):
        """Where one comes."""
        data = None
        headers = {"Referer": f"{self.address}{path}"}
        if form:
            data = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": TOKEN.search(self.page)[1]}).encode()
        asked = urllib.request.Request(f"{self.address}{path}", data, headers)  # noqa: S310 - our own server
        with self.opener.open(asked, timeout=60) as answer:
            self.page = answer.read().decode()
            return urllib.parse.urlsplit(answer.url).path

    def sign_in(self, username, password):
        self.go("/account/sign-in")
        return self.go("/account/sign-in", login=username, password=password)


def content(folder):
    return {path: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_persons_of_the_demo_get_in_and_the_register_of_the_house_is_not_opened(tmp_path):
    home = tmp_path / "home"
    made = [sys.executable, "-m", "forlik.cli", "person", "add", "Somebody", "--username", "somebody"]
    subprocess.run(made, env=surroundings(home), check=True, capture_output=True)
    own = [home / "register.db", home / "register-keys"]
    before = (own[0].read_bytes(), content(own[1]))
    with demo(home) as (address, ways):
        assert set(ways) == PERSONS
        somebody = Browser(address)
        somebody.go("/public")
        assert "Spain: talks with ETA" in somebody.page
        assert learning.PUBLISHER in somebody.page
        assert somebody.sign_in("demo-owner", "guess-guess-guess") == "/account/sign-in"
        assert somebody.sign_in("demo-owner", ways["demo-owner"]) == "/account/password", "one of her own is asked for"
        assert somebody.go("/account/password", new=PASSWORD, again=PASSWORD) == "/account/set-up"
        assert somebody.go("/register") == "/account/set-up", "nothing is shown before a second factor"
    keys = home / learning.NAME / "register-keys"
    assert (keys / "register.key").stat().st_mode & 0o077 == 0
    assert keys.stat().st_mode & 0o077 == 0
    assert (own[0].read_bytes(), content(own[1])) == before
    with demo(home) as (address, again):
        assert set(again) == PERSONS - {"demo-owner"}, "who has set a password keeps it"
        assert all(again[name] != ways[name] for name in again), "and who never came can come now"
        assert Browser(address).sign_in("demo-owner", PASSWORD) == "/account/set-up"
        assert Browser(address).sign_in("demo-legal", again["demo-legal"]) == "/account/password"
        assert Browser(address).sign_in("demo-legal", ways["demo-legal"]) == "/account/sign-in"
    assert (own[0].read_bytes(), content(own[1])) == before


def test_it_holds_the_made_up_and_the_public_engagements(tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("FORLIK_HOME", str(home))
    with learning.Founding() as founding:
        told = founding.done()
    assert told["why_not"] == ""
    script = (
        "from forlik.desk.access.opening import ready, set_up\nset_up()\nready()\n"
        "from forlik.desk.records.models import Facet\nfrom forlik.desk.records.proof import verify_register\n"
        "made = Facet.objects.filter(concept='engagement').values_list('record', flat=True)\n"
        "print(len(set(made)), verify_register()[1])"
    )
    settings = learning.environment(learning.folder())
    done = subprocess.run(
        [sys.executable, "-c", script], env=surroundings(home, **settings), capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["36", "[]"], "34 public and 2 made-up engagements"
    assert not (home / "register.db").exists()
    # Its public pages show a copy of it, which says whose it is; the house's own is neither written nor read.
    copy = read(learning.folder() / "public")
    assert len([one for one in copy.records if one.concept == "engagement"]) == 34
    assert not any(one.made_up for one in copy.records), "of the made-up ones nothing is released yet"
    assert copy.publisher == "An example: the register of Forlik’s demo"
    assert settings["FORLIK_PUBLIC_FOLDER"] == str(learning.folder() / "public")
    assert not (home / "public").exists()


def test_one_that_was_stopped_half_way_is_founded_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME", str(tmp_path))
    with learning.Founding():
        pass
    assert [path.name for path in tmp_path.iterdir() if "demo" in path.name] == []
    with learning.Founding() as founding:
        assert {one["username"] for one in founding.done()["ways"]} == PERSONS


def test_a_register_that_cannot_be_made_is_said_and_stops_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME", str(tmp_path))
    learning.folder().mkdir()
    (learning.folder() / "register.db").write_bytes(b"no register" * 1000)
    with learning.Founding() as founding:
        told = founding.done()
    assert told["ways"] == []
    assert "key file is missing" in told["why_not"]
    assert "There is no demo register" in "\n".join(learning.words(told))
