"""Chromium at the door: a passkey is set up and used, without a script of anybody else, and without a complaint."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from visitors import PASSWORD, code_of

PATIENCE = 60
CHROMIUM = next(filter(None, (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
PICTURES = os.environ.get("FORLIK_TEST_PICTURES", "")
"""A folder for a picture of every page, when somebody wants to look."""


@pytest.fixture(scope="session")
def base_url():
    """Addresses are written in full."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "en-GB"}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A running desk with a new register, and the one-time password of its first person."""
    home = tmp_path_factory.mktemp("desk")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("FORLIK_", "DJANGO_"))}
    environment |= {"FORLIK_HOME": str(home), "FORLIK_LANGUAGE": "en"}
    entered = subprocess.run(
        [sys.executable, "-m", "forlik.cli", "person", "add", "Person One", "--username", "one", "--staff", "--json"],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    log = home / "log"
    with log.open("wb") as stream:
        server = subprocess.Popen(
            [sys.executable, "-m", "forlik.cli", "serve", "--port", str(port), "--workers", "1"],
            env=environment, stdout=stream, stderr=subprocess.STDOUT,
        )  # fmt: skip
        address, end = f"http://localhost:{port}", time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(f"{address}/data", timeout=10) as answer:  # noqa: S310 - our own server
                    assert answer.status == 200
                break
            except OSError:
                assert server.poll() is None, log.read_text()
                assert time.monotonic() < end, log.read_text()
                time.sleep(0.2)
        yield address, json.loads(entered.stdout)["one_time_password"]
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=15) in (0, 130)


@pytest.fixture
def watched(page, served):
    """A page whose console, errors and requests are written down; whatever is wrong fails the test at its end."""
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda one: None if one.url.startswith(served[0]) else complaints.append(one.url))
    yield page
    assert complaints == []


def device(page) -> None:
    """A device that keeps passkeys and knows its person, as far as Chromium can tell."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def looked_at(page, name: str) -> None:
    """Nobody is kept out of a page, and it fits a telephone."""
    found = Axe().run(page).response["violations"]
    assert [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]] == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    page.set_viewport_size({"width": 1280, "height": 720})
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_from_the_one_time_password_to_a_session_with_a_passkey(watched, served):  # noqa: PLR0915 - one way, step by step
    desk, password = served
    device(watched)
    watched.goto(f"{desk}/account")
    looked_at(watched, "sign-in")
    watched.get_by_label("User name").fill("one")
    watched.get_by_label("Password").fill("wrong" * 4)
    watched.get_by_role("button", name="Go on").click()
    expect(watched.get_by_role("alert").filter(has_text="do not belong together")).to_be_visible()
    looked_at(watched, "sign-in-refused")
    watched.get_by_label("User name").fill("one")
    watched.get_by_label("Password").fill(password)
    watched.get_by_role("button", name="Go on").click()
    expect(watched.get_by_role("heading", level=1)).to_have_text("A new password")
    looked_at(watched, "password")
    watched.get_by_label("New password").fill(PASSWORD)
    watched.get_by_label("The same once more").fill(PASSWORD)
    watched.get_by_role("button", name="Set it").click()
    expect(watched.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    looked_at(watched, "set-up")
    watched.get_by_role("link", name="Set up a passkey").click()
    looked_at(watched, "add-passkey")
    watched.get_by_label("A name for it").fill("this device")
    began = time.monotonic()
    watched.get_by_role("button", name="Set it up").click()
    expect(watched.get_by_role("heading", level=1)).to_have_text("Is it you?")
    looked_at(watched, "again")
    watched.get_by_role("button", name="Use a passkey").click()
    expect(watched.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    looked_at(watched, "recovery-codes")
    watched.get_by_role("link", name="I have them").click()
    expect(watched.locator(".lead")).to_contain_text("signed in with a passkey")
    looked_at(watched, "account")
    watched.get_by_role("button", name="Sign out").click()
    expect(watched).to_have_url(f"{desk}/")
    watched.goto(f"{desk}/account/passkeys")
    expect(watched.get_by_role("heading", level=1)).to_have_text("Sign in")
    watched.get_by_role("button", name="Sign in with a passkey").click()
    expect(watched.get_by_role("rowheader", name="this device")).to_be_visible()
    assert watched.url == f"{desk}/account/passkeys", "it leads to what was asked for"
    print(f"passkey set up, used, and used to sign in: {time.monotonic() - began:.1f} s")
    looked_at(watched, "passkeys")
    watched.goto(f"{desk}/account/app/add")
    looked_at(watched, "add-app")
    secret = watched.locator("main code").inner_text()
    watched.get_by_label("Code").fill(code_of(secret))
    watched.get_by_role("button", name="Set it up").click()
    expect(watched.get_by_role("heading", level=1)).to_have_text("Person One")
    watched.get_by_role("link", name="Norsk bokmål").click()
    expect(watched.locator("html")).to_have_attribute("lang", "nb")
    looked_at(watched, "account-nb")
    watched.get_by_role("link", name="English").click()
    watched.get_by_role("button", name="Sign out").click()
    watched.goto(f"{desk}/account")
    watched.get_by_label("User name").fill("one")
    watched.get_by_label("Password").fill(PASSWORD)
    watched.get_by_role("button", name="Go on").click()
    expect(watched.get_by_role("heading", level=1)).to_have_text("Second factor")
    looked_at(watched, "second-factor")
    watched.get_by_role("button", name="Use a passkey").click()
    expect(watched.locator(".lead")).to_contain_text("signed in with a passkey")


def test_whoever_breaks_off_is_told_so_and_can_try_again(watched, served):
    desk, _password = served
    session = watched.context.new_cdp_session(watched)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"isUserVerified": False}})
    watched.goto(f"{desk}/account/sign-in")
    watched.get_by_role("button", name="Sign in with a passkey").click()
    expect(watched.get_by_role("alert").first).to_contain_text("you can try again")
    expect(watched.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()
