"""Looking at pages: nobody is kept out of one, it fits a telephone, and who wants to look gets a picture of it."""

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

PICTURES = os.environ.get("FORLIK_TEST_PICTURES", "")
"""A folder for a picture of every page, when somebody wants to look."""


def violations(page) -> list[str]:
    """What keeps somebody out of a page."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def picture(page, name: str) -> None:
    """Keep a picture, when somebody wants to look."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def looked_at(page, name: str) -> None:
    """Nobody is kept out of a page, and it fits a telephone."""
    wrong = violations(page)
    assert wrong == [], f"{name}: {wrong}"
    page.set_viewport_size({"width": 360, "height": 740})
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > 360:
        picture(page, f"{name}-wide")
    assert wide <= 360, name
    page.set_viewport_size({"width": 1280, "height": 720})
    picture(page, name)


def device(page):
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
    return session
