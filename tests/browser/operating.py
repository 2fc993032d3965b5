"""What is done at the machine for a register, and how its persons come in for the first time."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from looking import device
from playwright.sync_api import expect
from visitors import PASSWORD

VERBS = """
import json, sys
from click.testing import CliRunner
from forlik.cli import cli
for verb in json.load(sys.stdin):
    done = CliRunner().invoke(cli, [*verb, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    print(done.stdout.strip().replace(chr(10), " "))
"""


def alone(home) -> dict[str, str]:
    """An environment in which only this home is known."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FORLIK_", "DJANGO_"))}
    return kept | {"FORLIK_HOME": str(home)}


def at_the_machine(home, *verbs: list[str]) -> list[Any]:
    """Verbs of the command line, one after the other, and what each answers."""
    done = subprocess.run(
        [sys.executable, "-c", VERBS], input=json.dumps(verbs), env=alone(home), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@dataclass
class House:
    """A running desk, and the persons who have come in: each with a page, a device and a passkey of their own.

    Args:
        address: Of the desk.
        browser: The browser.
        passwords: User name → one-time password.
        pages: User name → the page of whoever has come in.
        complaints: What the pages complained of, or asked for elsewhere.
    """

    address: str
    browser: Any
    passwords: dict[str, str]
    pages: dict[str, Any] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def page_of(self, username: str) -> Any:
        """The page of a person, who comes in by passkey the first time."""
        if username not in self.pages:
            self.pages[username] = self._come_in(username)
        return self.pages[username]

    def another(self, username: str) -> Any:
        """A second window of somebody who has come in, on another machine."""
        state = self.page_of(username).context.storage_state()
        return self._watched(self.browser.new_context(locale="en-GB", storage_state=state).new_page())

    def _watched(self, page: Any) -> Any:
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._said)
        page.on("request", lambda one: None if one.url.startswith(self.address) else self.complaints.append(one.url))
        return page

    def _said(self, said: Any) -> None:
        # That a form was refused is what many of these tests are about.
        if said.type in ("error", "warning") and "the server responded with a status of 4" not in said.text:
            self.complaints.append(said.text)

    def _come_in(self, username: str) -> Any:
        page = self._watched(self.browser.new_context(locale="en-GB").new_page())
        device(page)
        page.goto(f"{self.address}/account")
        page.get_by_label("User name").fill(username)
        page.get_by_label("Password").fill(self.passwords[username])
        page.get_by_role("button", name="Go on").click()
        page.get_by_label("New password").fill(PASSWORD)
        page.get_by_label("The same once more").fill(PASSWORD)
        page.get_by_role("button", name="Set it").click()
        page.get_by_role("link", name="Set up a passkey").click()
        page.get_by_label("A name for it").fill("this device")
        page.get_by_role("button", name="Set it up").click()
        page.get_by_role("button", name="Use a passkey").click()
        page.get_by_role("link", name="I have them").click()
        expect(page.locator(".lead")).to_contain_text("signed in with a passkey")
        return page
