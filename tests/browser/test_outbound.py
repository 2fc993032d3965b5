"""Nothing asks outside about our cases: every request of a walk through the whole register, by browser and server."""

import json
import re
import shutil
import subprocess
import sys
from ipaddress import ip_address
from pathlib import Path

import pytest
from operating import House, alone
from walking import Walk

from forlik.desk.pages.conftest import examples

HERE = Path(__file__).parent
PERSONS = ("demo-owner", "demo-deputy", "demo-relief", "demo-legal", "demo-guardian")
STRACE = shutil.which("strace")
CONNECT = re.compile(r"connect\(\d+, \{sa_family=(AF_\w+)(?:.*?inet_(?:addr|pton)\((?:AF_INET6, )?\"([^\"]+)\")?")
LOOPBACK_NAMES = {None, "", "localhost", "None"}


@pytest.fixture
def filled(made_up_store, tmp_path_factory):
    """The made-up store with the demo's register, and the passwords of its persons."""
    home = tmp_path_factory.mktemp("outbound") / "home"
    shutil.copytree(made_up_store, home)
    done = subprocess.run(
        [sys.executable, "-m", "forlik.desk.register.demo"], env=alone(home), capture_output=True, text=True, check=True
    )
    return home, {one["username"]: one["password"] for one in json.loads(done.stdout)}


class Recorded:
    """A desk whose connections are written down: by Python's own audit, and by the kernel where it can be had."""

    def __init__(self, folder: Path, monkeypatch, *, plant: bool = False) -> None:
        self.notes, self.calls = folder / "notes", folder / "calls"
        self.notes.touch()
        monkeypatch.setenv("PYTHONPATH", str(HERE / "recorder"))
        # Settings of the machine are kept from the desk by their names; these two are the recorder's.
        self.kept = {"FORLIK_TEST_NOTES": str(self.notes)} | ({"FORLIK_TEST_PLANT": "1"} if plant else {})
        self.before = [*_traced(self.calls), *[f"{name}={value}" for name, value in self.kept.items()]]

    def events(self) -> list[dict]:
        return [json.loads(line) for line in self.notes.read_text().splitlines()]

    def native(self) -> list[tuple[str, str]]:
        text = self.calls.read_text() if self.calls.exists() else ""
        return [(one[1], one[2] or "") for one in CONNECT.finditer(text)]

    def outside(self) -> list[str]:
        """What went, or would have gone, to another machine."""
        found = [f"{one['event']} {one['what']}" for one in self.events() if not _stays(one)]
        return found + [f"connect {family} {host}" for family, host in self.native() if not _near(family, host)]


def _traced(calls: Path) -> list[str]:
    """How to start a desk so that the kernel tells of its connections; and its surroundings, which must follow."""
    traced = [STRACE, "-D", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect", "-o", str(calls)] if STRACE else []
    if traced and subprocess.run([*traced, "true"], capture_output=True, check=False).returncode:
        traced = []
    return [*traced, "env"]


def _near(family: str, host: str) -> bool:
    if family not in ("AF_INET", "AF_INET6"):
        return True  # a socket of this machine
    return ip_address(host).is_loopback


def _stays(one: dict) -> bool:
    """Whether an event stays on this machine; a desk starts nothing but what brings its store up to date."""
    what = one["what"]
    if one["event"] in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        if not isinstance(what, list):
            return True  # the name of a socket on this machine, or none
        host = str(what[0])
    elif one["event"].startswith("socket."):
        host = what[0] if isinstance(what, list) else what
        host = host[0] if isinstance(host, list) else host
    else:
        return what[1][1:4] == ["-m", "forlik.cli", "build"]  # which is recorded too
    try:
        return host in LOOPBACK_NAMES or ip_address(host).is_loopback
    except ValueError:
        return False


def starts() -> list[str]:
    from forlik.desk.urls import found_register_pages

    return [page.EXAMPLE for page in found_register_pages().values()]


def beside() -> list[str]:
    """Public pages, and searches for names that stand in the register."""
    names = ("Fictional: Northern Front", "Estovia", "night clerk")
    return [*examples().values(), "/register", *(f"/search?q={name.replace(' ', '+')}" for name in names)]


def told(walks, kinds, requests, away, desk) -> int:
    """Print what was walked and heard; gives how many forms were sent."""
    pages, shown, forms = (
        sum(sum(getattr(one, name).values()) for one in walks) for name in ("pages", "shown", "forms")
    )
    files = sum(one.downloads for one in walks)
    kernel = f" and {len(desk.native())} connections seen by the kernel" if desk.native() else ""
    print(  # noqa: T201 - what was counted is printed
        f"{len(walks)} persons, {pages} pages of {len(kinds)} kinds asked for and {shown} shown, {forms} forms sent, "
        f"{files} files offered; the browser made {requests} requests, {away} of them to elsewhere; of the server "
        f"{len(desk.events())} events were recorded{kernel}, {len(desk.outside())} of them to elsewhere"
    )
    return forms


def test_nothing_asks_outside_during_a_walk_through_the_whole_register(
    filled, run_desk, browser, tmp_path, monkeypatch
):
    from django.urls import resolve

    home, passwords = filled
    desk = Recorded(tmp_path, monkeypatch)
    with run_desk(home, tmp_path / "log", desk.before) as address:
        house = House(address, browser, passwords)
        walks = []
        for name in PERSONS:
            walk = Walk(address, most=2 if name == PERSONS[0] else 1)
            walk.go(house.page_of(name), [*starts(), *(beside() if name == PERSONS[0] else [])])
            walks.append(walk)
    requests = [one for walk in walks for one in walk.requests]
    away = [one for one in requests if not one.startswith((address, "data:", "blob:"))]
    kinds = set().union(*(walk.pages for walk in walks))
    forms = told(walks, kinds, len(requests), len(away), desk)
    assert away == []
    assert desk.outside() == []
    assert {resolve(path).route for path in starts()} <= kinds, "every page of the register was asked for"
    assert forms > len(PERSONS)
    assert any(one["event"].startswith("socket.") for one in desk.events()), "the recorder heard the desk start"


NAMES_A_RECORD = """
from forlik.desk.access.opening import set_up
set_up()
from forlik.register.called import called
from forlik.register.concepts import Actor
print(called(Actor(id="front", kind="armed_group", name="Fictional: Northern Front")))
"""
"""Names one record by the desk's own words: where the fault is planted, this asks outside."""


def test_a_desk_that_asks_outside_is_caught(made_up_store, tmp_path, monkeypatch):
    desk = Recorded(tmp_path, monkeypatch, plant=True)
    command = [*desk.before, sys.executable, "-c", NAMES_A_RECORD]
    done = subprocess.run(command, env=alone(made_up_store), capture_output=True, text=True, check=True)
    assert "Fictional: Northern Front" in done.stdout
    found = desk.outside()
    assert any("socket.getaddrinfo" in one and "northern-front" in one for one in found), found
    assert any("socket.connect" in one and "192.0.2.1" in one for one in found), found
    if STRACE and desk.native():
        assert "connect AF_INET 192.0.2.2" in found, "and what goes past Python is seen by the kernel"


def test_a_page_that_asks_outside_is_caught(browser):
    context = browser.new_context()
    walk = Walk("http://localhost:1", most=1)
    page = context.new_page()
    context.on("request", lambda one: walk.requests.append(one.url))
    page.set_content('<img src="http://lists.example.org/northern-front.png">')
    context.close()
    assert [one for one in walk.requests if not one.startswith(walk.address)] == [
        "http://lists.example.org/northern-front.png"
    ]
