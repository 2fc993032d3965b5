"""Promises that fall due around today in the made-up talks: a public one, one for staff, and one that is sealed."""

from datetime import timedelta

from forlik.core.days import now, today
from forlik.register.concepts import Commitment
from forlik.register.facets import OPEN, SECRET
from forlik.register.placing import place

CANARY = "canary-7f13-a-bridge-at-night"
PUBLIC, STAFF, OTHERS = "Fictional: open the ferry", "Fictional: send the map", "Fictional: pay the pilot"
IN_DAYS = {"public": 5, "staff": 10, "sealed": 12, "others": 15, "late": -3, "glass": 13, "far": 200}


def day_of(name):
    return today() + timedelta(days=IN_DAYS[name])


def fill(learning, *, sealed=True):
    """Record them as the owner; the sealed one may be left out, and nothing else then differs."""
    put(learning, "public", PUBLIC, "0", keeper="demo-owner", anchored=1)
    put(learning, "staff", STAFF, "1", keeper="demo-owner", anchored=3)
    put(learning, "late", "Fictional: answer the letter", "1", keeper="demo-owner")
    put(learning, "far", "Fictional: look again", "1", keeper="demo-owner")
    put(learning, "others", OTHERS, "1", keeper="demo-deputy")
    if sealed:
        put(learning, "sealed", CANARY, secret_label(learning), keeper="demo-owner")
    return learning


def secret_label(learning):
    from forlik.desk.access.people import person

    [one] = person(learning.ids["demo-owner"], "passkey").memberships
    return f"2:{one.compartment}"


def put(learning, name, title, label, *, keeper, anchored=0):
    """Record one promise, as the owner."""
    from forlik.desk.access.people import person
    from forlik.desk.records.change import Change, Grounds
    from forlik.desk.records.record import record

    due = {"on": (day_of(name) - timedelta(days=anchored)).isoformat(), "offset": anchored}
    public = {} if label == "0" else {"keeper": learning.ids[keeper]}
    said = {"kind": "own_pledge", "engagement": "fiction-talks", "promise": title, "due": due, **public}
    whole = Commitment(id=f"falling-{name}", title=None, **said)
    bodies = place(whole, floor=SECRET if label[0] == "2" else OPEN, public=True)
    author, at = person(learning.ids["demo-owner"], "passkey"), now()
    for facet, body in bodies.items():
        grounds = None if label == "0" else Grounds("fictional", "fictional: no law", today())
        record(
            Change(whole.id, "commitment", facet.word, label, body, file="fiction-talks", grounds=grounds), author, at
        )
