"""The actors of the policy's table: who each is (built here) and what each holds (written by hand, in words)."""

from datetime import UTC, datetime, timedelta

from forlik.desk.access.person import NOBODY, Glass, Membership, Person

NOW = datetime(2025, 1, 15, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
YEAR = timedelta(days=365)


def member(place: str, since=NOW - YEAR, until=NOW + YEAR) -> Membership:
    """``a3`` is compartment a, clearance 3."""
    return Membership(place[0], int(place[1]), since, until)


def glass(label: str, since=NOW - timedelta(hours=1), until=NOW + timedelta(hours=1)) -> Glass:
    return Glass(label, since, until)


def staff(*memberships: Membership, strength="passkey", **others) -> Person:
    return Person("self", active=True, staff=True, strength=strength, memberships=memberships, **others)


A = frozenset("a")
ACTORS = {
    "nobody": NOBODY,
    "a visitor with an account": Person("self", active=True, strength="second factor"),
    "a member who is not staff": Person("self", active=True, strength="passkey", memberships=(member("a3"),)),
    "staff not signed in": staff(member("a3"), strength="none", protection=True, guards=A),
    "staff": staff(strength="second factor"),
    "staff with passkey": staff(),
    "staff gone": Person(
        "self", staff=True, strength="passkey", memberships=(member("a3"),), guards=A, protection=True
    ),
    "a3 without passkey": staff(member("a3"), strength="second factor"),
    "a2": staff(member("a2")),
    "a3": staff(member("a3")),
    "b2": staff(member("b2")),
    "b3": staff(member("b3", until=None)),
    "a2 and b2": staff(member("a2", until=None), member("b2")),
    "a3 and b3": staff(member("a3"), member("b3")),
    "a3 and b2": staff(member("b2"), member("a3")),
    "a3 that ends now": staff(member("a3", until=NOW)),
    "a3 in its last instant": staff(member("a3", until=NOW + TICK)),
    "a3 in its first instant": staff(member("a3", since=NOW)),
    "a3 from the next instant": staff(member("a3", since=NOW + TICK)),
    "a3 from the next instant without end": staff(member("a3", since=NOW + TICK, until=None)),
    "a3 ended and a2 running": staff(member("a3", until=NOW - YEAR / 2), member("a2", since=NOW - YEAR / 2)),
    "glass 2:a": staff(glasses=(glass("2:a"),)),
    "glass 3:a": staff(glasses=(glass("3:a"),)),
    "glass 3:a that ends now": staff(glasses=(glass("3:a", until=NOW),)),
    "glass 3:a in its last instant": staff(glasses=(glass("3:a", until=NOW + TICK),)),
    "glass 3:a in its first instant": staff(glasses=(glass("3:a", since=NOW),)),
    "glass 3:a from the next instant": staff(glasses=(glass("3:a", since=NOW + TICK),)),
    "glass 3:a without passkey": staff(strength="second factor", glasses=(glass("3:a"),)),
    "glass 3:a of one who is not staff": Person("self", active=True, strength="passkey", glasses=(glass("3:a"),)),
    "a3 and glass 3:b": staff(member("a3"), glasses=(glass("3:b"),)),
    "a2 and glass 3:a": staff(member("a2"), glasses=(glass("3:a"),)),
    "protection": staff(protection=True),
    "protection without passkey": staff(strength="second factor", protection=True),
    "protection a3": staff(member("a3"), protection=True),
    "protection not staff": Person("self", active=True, strength="passkey", protection=True),
    "guardian of a": staff(guards=A),
    "guardian of a without passkey": staff(strength="second factor", guards=A),
    "guardian of a who is in it": staff(member("a3"), guards=A),
    "guardian of b": staff(guards=frozenset("b")),
}
