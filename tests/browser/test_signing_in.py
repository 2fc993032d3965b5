"""Chromium at the door: a passkey is set up and used, without a script of anybody else, and without a complaint."""

from looking import device, looked_at
from playwright.sync_api import expect
from visitors import PASSWORD, code_of


def test_from_the_one_time_password_to_a_session_with_a_passkey(watched_door, register_desk):  # noqa: PLR0915 - one way, step by step
    desk, password = register_desk
    device(watched_door)
    watched_door.goto(f"{desk}/account")
    looked_at(watched_door, "sign-in")
    watched_door.get_by_label("User name").fill("one")
    watched_door.get_by_label("Password").fill("wrong" * 4)
    watched_door.get_by_role("button", name="Go on").click()
    expect(watched_door.get_by_role("alert").filter(has_text="do not belong together")).to_be_visible()
    looked_at(watched_door, "sign-in-refused")
    watched_door.get_by_label("User name").fill("one")
    watched_door.get_by_label("Password").fill(password)
    watched_door.get_by_role("button", name="Go on").click()
    expect(watched_door.get_by_role("heading", level=1)).to_have_text("A new password")
    looked_at(watched_door, "password")
    watched_door.get_by_label("New password").fill(PASSWORD)
    watched_door.get_by_label("The same once more").fill(PASSWORD)
    watched_door.get_by_role("button", name="Set it").click()
    expect(watched_door.get_by_role("heading", level=1)).to_have_text("Set up a second factor")
    looked_at(watched_door, "set-up")
    watched_door.get_by_role("link", name="Set up a passkey").click()
    looked_at(watched_door, "add-passkey")
    watched_door.get_by_label("A name for it").fill("this device")
    watched_door.get_by_role("button", name="Set it up").click()
    expect(watched_door.get_by_role("heading", level=1)).to_have_text("Is it you?")
    looked_at(watched_door, "again")
    watched_door.get_by_role("button", name="Use a passkey").click()
    expect(watched_door.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    looked_at(watched_door, "recovery-codes")
    watched_door.get_by_role("link", name="I have them").click()
    expect(watched_door.locator(".lead")).to_contain_text("signed in with a passkey")
    looked_at(watched_door, "account")
    watched_door.get_by_role("button", name="Sign out").click()
    expect(watched_door).to_have_url(f"{desk}/")
    watched_door.goto(f"{desk}/account/passkeys")
    expect(watched_door.get_by_role("heading", level=1)).to_have_text("Sign in")
    watched_door.get_by_role("button", name="Sign in with a passkey").click()
    expect(watched_door.get_by_role("rowheader", name="this device")).to_be_visible()
    assert watched_door.url == f"{desk}/account/passkeys", "it leads to what was asked for"
    looked_at(watched_door, "passkeys")
    watched_door.goto(f"{desk}/account/app/add")
    looked_at(watched_door, "add-app")
    secret = watched_door.locator("main code").inner_text()
    watched_door.get_by_label("Code").fill(code_of(secret))
    watched_door.get_by_role("button", name="Set it up").click()
    expect(watched_door.get_by_role("heading", level=1)).to_have_text("Person One")
    watched_door.get_by_role("link", name="Norsk bokmål").click()
    expect(watched_door.locator("html")).to_have_attribute("lang", "nb")
    looked_at(watched_door, "account-nb")
    watched_door.get_by_role("link", name="English").click()
    watched_door.get_by_role("button", name="Sign out").click()
    watched_door.goto(f"{desk}/account")
    watched_door.get_by_label("User name").fill("one")
    watched_door.get_by_label("Password").fill(PASSWORD)
    watched_door.get_by_role("button", name="Go on").click()
    expect(watched_door.get_by_role("heading", level=1)).to_have_text("Second factor")
    looked_at(watched_door, "second-factor")
    watched_door.get_by_role("button", name="Use a passkey").click()
    expect(watched_door.locator(".lead")).to_contain_text("signed in with a passkey")


def test_whoever_breaks_off_is_told_so_and_can_try_again(watched_door, register_desk):
    desk, _password = register_desk
    session = watched_door.context.new_cdp_session(watched_door)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"isUserVerified": False}})
    watched_door.goto(f"{desk}/account/sign-in")
    watched_door.get_by_role("button", name="Sign in with a passkey").click()
    expect(watched_door.get_by_role("alert").first).to_contain_text("you can try again")
    expect(watched_door.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()
