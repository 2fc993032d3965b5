"""Which addresses are closed to whoever has not signed in; all others know no session."""

ACCOUNT = "/account"
REGISTER = "/register"
CLOSED = (ACCOUNT, REGISTER)

SIGN_IN = f"{ACCOUNT}/sign-in"
SECOND_FACTOR = f"{ACCOUNT}/second-factor"
BY_PASSKEY = f"{ACCOUNT}/passkey"
OUTSIDE = frozenset({SIGN_IN, SECOND_FACTOR, BY_PASSKEY})
"""All that somebody who has not signed in can reach below a closed address."""

OUT = f"{ACCOUNT}/sign-out"
PASSWORD = f"{ACCOUNT}/password"
SET_UP = f"{ACCOUNT}/set-up"
CODES = f"{ACCOUNT}/recovery-codes"
NEW_CODES = f"{ACCOUNT}/recovery-codes/new"
ADD_APP = f"{ACCOUNT}/app/add"
REMOVE_APP = f"{ACCOUNT}/app/remove"
PASSKEYS = f"{ACCOUNT}/passkeys"
ADD_PASSKEY = f"{ACCOUNT}/passkeys/add"
AGAIN = f"{ACCOUNT}/again"
AGAIN_BY_PASSWORD = f"{AGAIN}/password"
AGAIN_BY_CODE = f"{AGAIN}/code"
AGAIN_BY_PASSKEY = f"{AGAIN}/passkey"
UNSENT = f"{REGISTER}/unsent"
"""Where what somebody wrote is found again, that could not be taken when it was sent."""
NEW_TOKEN = f"{REGISTER}/tokens/new"
"""Where a token for programs is made: another way in, which asks again who it is."""


def is_closed(path: str) -> bool:
    """Whether an address is closed."""
    return any(path == one or path.startswith(f"{one}/") for one in CLOSED)


def is_change(path: str) -> bool:
    """Whether an address changes how somebody signs in: such a change asks again who it is."""
    return path in {PASSWORD, NEW_CODES, ADD_APP, REMOVE_APP, NEW_TOKEN} or path.startswith(f"{PASSKEYS}/")
