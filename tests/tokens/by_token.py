"""A way to make tokens for the made-up persons, and to ask the routes by them, through every layer of the desk."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

WRONG = "forlik_api_" + "x" * 43
"""A token that nobody has."""
EVERY = ("engagements:read", "due:read", "results:read", "briefs:read")
ROUTES = {
    # route: an address of it, and the scope that it takes; written here by hand
    "own_token": ("/api/register/token", ""),
    "own_engagements": ("/api/register/engagements", "engagements:read"),
    "own_engagement": ("/api/register/engagements/fiction-talks", "engagements:read"),
    "own_brief": ("/api/register/engagements/fiction-talks/brief", "briefs:read"),
    "own_due": ("/api/register/due?days=365", "due:read"),
    "own_results": ("/api/register/results", "results:read"),
}


@dataclass
class ByToken:
    """The register and its persons, and what programs ask of it."""

    learning: object

    @property
    def ids(self):
        return self.learning.ids

    def make(self, who="demo-legal", *scopes, days=30, name="a script", ago=timedelta()):
        """A token of a person, with every scope unless some are named."""
        from forlik.desk.access.people import person
        from forlik.desk.signin.tokens import make_token

        now = datetime.now(UTC) - ago
        return make_token(name, scopes or EVERY, days, person(self.ids[who], "second factor"), now)

    def kept(self, who="demo-legal"):
        from forlik.desk.signin.tokens import tokens_of

        return tokens_of(self.ids[who], datetime.now(UTC))

    def ask(self, path, token="", method="get", address="127.0.0.1", **headers):
        """The answer to a program; without a token where none is given."""
        from django.test import Client

        sent = {"authorization": f"Bearer {token}"} if token else {}
        client = Client(headers={"host": "localhost", "accept-language": "en", **sent, **headers}, REMOTE_ADDR=address)
        return getattr(client, method)(path)

    def log(self, verb):
        return self.learning.log(verb)


def persons():
    """Members of staff under the names of the examples, in a register without any."""
    from forlik.desk.access.people import enrol

    names = ("demo-owner", "demo-deputy", "demo-relief", "demo-legal", "demo-guardian")
    return {name: enrol(name, datetime.now(UTC)) for name in names}


def plain_headers(answer):
    """The headers, but for those of the browser's policies, whose parts stand in any order."""
    return {name: value for name, value in answer.headers.items() if "Policy" not in name}
