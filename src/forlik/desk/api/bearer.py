"""Who reads by a token: asked and counted before anything else of a question."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ninja.security.http import HttpAuthBase

from forlik.desk.access.engine import was_opened
from forlik.desk.access.labels import STAFF, labels
from forlik.desk.access.person import Person
from forlik.desk.api.problems import problem
from forlik.desk.signin import knocking, tokens
from forlik.desk.signin.lock import CLOSED_FOR

SCHEME = "Bearer"
CHALLENGE = f'{SCHEME} realm="Forlik register"'
IN_ADDRESS = "a token stands in the address, where it is written down on the way"
FIELDS = frozenset({"access_token", "token"})
"""Query fields in which others take a token; here none is taken."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads by a token.

    Args:
        kept: The token.
        person: Its person, as the policy sees one.
        now: When the question came.
    """

    kept: tokens.Kept
    person: Person
    now: datetime


class Refused(Exception):  # noqa: N818 - named for what happened
    """A question is not looked at any further.

    Args:
        answer: Makes the answer.
    """

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer: Any = answer


class Token(HttpAuthBase):
    """The token that a route takes.

    Args:
        scope: The scope that the token must have; any token will do where none is named.
    """

    openapi_scheme = "bearer"
    openapi_description = (
        "A token for programs, made by a member of staff at /register/tokens/new, sent as Authorization: Bearer TOKEN "
        "and in no address. It opens what its scopes name, as far as that person may see it then; never what is sealed."
    )

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: Any) -> Reader:
        """Who reads.

        Raises:
            Refused: Nobody does, or the token does not open this.
        """
        if tokens.PREFIX in request.get_full_path() or FIELDS & request.GET.keys():
            raise Refused(problem(400, IN_ADDRESS, "revoke it, and send another in the header Authorization"))
        # To the microsecond: what was revoked within this second is gone.
        now = datetime.now(UTC)
        found = _reader(request, now) if was_opened() else None
        if found is None:
            raise Refused(_unknown())
        if not tokens.counted(found.kept, now):
            raise Refused(_later("this token has asked as often as it may for now", tokens.WITHIN))
        if self.scope and self.scope not in found.kept.scopes:
            # It is said before any record is looked at, and what a route takes stands in its description.
            raise Refused(_lacking(self.scope))
        return found


def _reader(request: Any, now: datetime) -> Reader | None:
    """The person for whom the token that was sent reads; nobody where there is none that is in force.

    Raises:
        Refused: There is none in force, and too many wrong ones came from the address. Who shares an address with one
            that guesses goes on reading.
    """
    said = request.META.get("HTTP_AUTHORIZATION", "")
    found = _in_force(said, now) if said else None
    if found is None:
        if knocking.shut_out(request, now):
            raise Refused(_later("too many wrong tokens came from this address", CLOSED_FOR))
        if said:
            knocking.wrong(request, now)
    return found


def _in_force(said: str, now: datetime) -> Reader | None:
    scheme, _, secret = said.partition(" ")
    kept = tokens.behind(secret if scheme.casefold() == SCHEME.casefold() else "", now)
    person = tokens.reader(kept, now) if kept else None
    return Reader(kept, person, now) if kept and person and STAFF in labels(person, now) else None


def _unknown() -> Any:
    """The one answer for a token that is absent, malformed, unknown, over, revoked, or of somebody who has left."""
    answer = problem(
        401, "this takes a token that is in force", "make one at /register/tokens/new, and send it as a bearer token"
    )
    answer.headers["WWW-Authenticate"] = CHALLENGE
    return answer


def _lacking(scope: str) -> Any:
    answer = problem(
        403, f"this takes a token with the scope {scope}", "make a token that has it", kind="no-scope",
        title="The token does not open this", scope=scope,
    )  # fmt: skip
    answer.headers["WWW-Authenticate"] = f'{CHALLENGE}, error="insufficient_scope", scope="{scope}"'
    return answer


def _later(what: str, after: Any) -> Any:
    seconds = int(after.total_seconds())
    answer = problem(429, what, f"ask again in {seconds // 60} minutes")
    answer.headers["Retry-After"] = str(seconds)
    return answer
