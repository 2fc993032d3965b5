"""Writes policy.csv, the table that the policy is held against, from rules stated here in other words.

It imports nothing of the policy and nothing of the actors: what every actor holds and what every situation asks for is
written out by hand. ``python tests/access/policy_by_rule.py`` writes the table anew; a change of it is read by line.
"""

import csv
import sys
from pathlib import Path

TABLE = Path(__file__).with_name("policy.csv")

# Actor: what may be read | what is held without a glass | what else is so: k signed in with a passkey, p data
# protection, a or b guardian of that compartment.
HOLDS = {
    "nobody": "0 | 0 |",
    "a visitor with an account": "0 | 0 |",
    "a member who is not staff": "0 | 0 | k",
    "staff not signed in": "0 | 0 | p a",
    "staff": "0 1 | 0 1 |",
    "staff with passkey": "0 1 | 0 1 | k",
    "staff gone": "0 | 0 | k p a",
    "a3 without passkey": "0 1 | 0 1 |",
    "a2": "0 1 2:a | 0 1 2:a | k",
    "a3": "0 1 2:a 3:a | 0 1 2:a 3:a | k",
    "b2": "0 1 2:b | 0 1 2:b | k",
    "b3": "0 1 2:b 3:b | 0 1 2:b 3:b | k",
    "a2 and b2": "0 1 2:a 2:b | 0 1 2:a 2:b | k",
    "a3 and b3": "0 1 2:a 3:a 2:b 3:b | 0 1 2:a 3:a 2:b 3:b | k",
    "a3 and b2": "0 1 2:a 3:a 2:b | 0 1 2:a 3:a 2:b | k",
    "a3 that ends now": "0 1 | 0 1 | k",
    "a3 in its last instant": "0 1 2:a 3:a | 0 1 2:a 3:a | k",
    "a3 in its first instant": "0 1 2:a 3:a | 0 1 2:a 3:a | k",
    "a3 from the next instant": "0 1 | 0 1 | k",
    "a3 from the next instant without end": "0 1 | 0 1 | k",
    "a3 ended and a2 running": "0 1 2:a | 0 1 2:a | k",
    "glass 2:a": "0 1 2:a | 0 1 | k",
    "glass 3:a": "0 1 3:a | 0 1 | k",
    "glass 3:a that ends now": "0 1 | 0 1 | k",
    "glass 3:a in its last instant": "0 1 3:a | 0 1 | k",
    "glass 3:a in its first instant": "0 1 3:a | 0 1 | k",
    "glass 3:a from the next instant": "0 1 | 0 1 | k",
    "glass 3:a without passkey": "0 1 | 0 1 |",
    "glass 3:a of one who is not staff": "0 | 0 | k",
    "a3 and glass 3:b": "0 1 2:a 3:a 3:b | 0 1 2:a 3:a | k",
    "a2 and glass 3:a": "0 1 2:a 3:a | 0 1 2:a | k",
    "protection": "0 1 | 0 1 | k p",
    "protection without passkey": "0 1 | 0 1 | p",
    "protection a3": "0 1 2:a 3:a | 0 1 2:a 3:a | k p",
    "protection not staff": "0 | 0 | k p",
    "guardian of a": "0 1 | 0 1 | k a",
    "guardian of a without passkey": "0 1 | 0 1 | a",
    "guardian of a who is in it": "0 1 2:a 3:a | 0 1 2:a 3:a | k a",
    "guardian of b": "0 1 | 0 1 | k b",
}

# Situation: labels to be held for seeing it | for taking part in the change of label too, and what kind of change it is
# | the label a glass would open | who proposed, whom it concerns, which compartment | whether a cause is given (c), a
# hold lies on it (h).
ASKS = {
    "nothing": "never | never | | other self a | c",
    "0 to 1": "0 | 0 1 raise | | other self a | c",
    "0 to 2:a": "0 | 0 2:a raise | 2:a | self other b | h",
    "0 to 0": "0 | never | | other other a | c",
    "1 to 2:a": "1 | 1 2:a raise | 2:a | other self - | c",
    "1 to 3:b": "1 | 1 3:b raise | 3:b | - other a |",
    "1 to 0": "1 | never | | other other b | c h",
    "1 to 1": "1 | never | | self self a |",
    "2:a to 3:a": "2:a | 2:a 3:a raise | 3:a | other other a | c",
    "2:a to 1": "2:a | 1 2:a lower | | other self b | h",
    "2:a to 1, own proposal": "2:a | 1 2:a lower | | self self a | c h",
    "2:a to 2:b": "2:a | 2:a 2:b lower | 2:b | other - a |",
    "2:a to 0": "2:a | never | | other self a | c",
    "2:a to 2:a": "2:a | never | 2:a | - self b | c h",
    "3:a to 2:a": "3:a | 3:a 2:a lower | 2:a | other self a |",
    "3:a to 2:a, own proposal": "3:a | 3:a 2:a lower | 2:a | self other a | c",
    "3:a to 2:a, no proposal": "3:a | 3:a 2:a lower | 2:a | - self - | c",
    "3:a to 1": "3:a | 3:a 1 lower | | other other b | c h",
    "3:a to 3:b": "3:a | 3:a 3:b lower | 3:b | other self a | c",
    "3:a to 3:a": "3:a | never | 3:a | other self a | h",
    "2:b to 3:b": "2:b | 2:b 3:b raise | 3:b | other other b | c",
    "2:b to 3:a": "2:b | 2:b 3:a lower | 3:a | other self a | c h",
    "3:b to 2:b": "3:b | 3:b 2:b lower | 2:b | other other b |",
    "0 and 1 to 2:a": "0 1 | 0 1 2:a raise | 2:a | other self a | c",
    "0, 1 and 2:a to 3:a": "0 1 2:a | 0 1 2:a 3:a raise | 3:a | other self a | c",
    "1 and 2:a to 3:a": "1 2:a | 1 2:a 3:a raise | 3:a | other self b | c",
    "1 and 3:a to 2:a": "1 3:a | never | 2:a | other self a | h",
    "2:a and 2:b to 1": "2:a 2:b | 1 2:a 2:b lower | | other self a | c",
    "2:a and 3:b to 1": "2:a 3:b | 1 2:a 3:b lower | | other self b | c",
    "all to 1": "1 2:a 3:a 2:b 3:b | never | | other self a | c",
    "2:a to nowhere": "2:a | never | | other self a | c",
}

VERBS = [
    "read", "add", "record", "raise", "lower", "approve lowering", "release", "approve release", "transition",
    "hand over", "take over", "appoint", "break the glass", "who looked", "who looked by name", "export",
    "export person", "hold", "erase", "found", "manage", "whatever else",
]  # fmt: skip


def cells(actor: str, relation: str, situation: str) -> dict[str, bool]:
    """What one actor in one relation may do in one situation; whatever is not said here may not be done."""
    reads, stands, what = (set(part.split()) for part in HOLDS[actor].split("|"))
    see, change, glass, others, marks = (part.split() for part in ASKS[situation].split("|"))
    proposer, subject, compartment = others
    if actor == "nobody":  # has no id, so that nobody is ever the same as somebody
        proposer, subject = (one if one == "other" else "stranger" for one in (proposer, subject))
    yes: set[str] = set()
    lead = relation in ("owner", "deputy")
    public = "0" in see
    if set(see) <= reads:
        yes.add("read")
        if "1" in reads and (lead or not public):
            yes.add("add")
    if set(see) <= stands and "1" in stands:
        yes.add("export")
        if lead or not public:
            yes.add("record")
        if lead:
            yes |= {"transition", "hand over"}
            if not public:
                yes.add("release")
        if relation == "owner":
            yes |= {"who looked", "appoint"}
        if "p" in what:
            yes.add("export person")
        if proposer == "other" and relation != "none" and not public:
            yes.add("approve release")
        if proposer == "other" and subject == "self":
            yes.add("take over")
        kind = change[-1]
        if kind != "never" and set(change[:-1]) <= stands:
            if kind == "raise":
                yes.add("raise")
            elif lead:
                yes.add("lower")
            if kind == "lower" and relation != "none" and proposer == "other":
                yes.add("approve lowering")
    if "1" in stands and "k" in what:
        yes.add("found")
        if glass and glass[0] not in stands:
            yes.add("break the glass")
        if "p" in what:
            yes.add("hold")
            if "h" not in marks:
                yes.add("erase")
            if "c" in marks:
                yes.add("who looked by name")
        if compartment in what and subject == "other":
            yes.add("manage")
    return {verb: verb in yes for verb in VERBS}


def write(path: Path = TABLE) -> None:
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["actor", "relation", "situation", *VERBS])
        for actor in HOLDS:
            for relation in ("none", "deputy", "owner", "approver"):
                for situation in ASKS:
                    row = cells(actor, relation, situation)
                    writer.writerow([actor, relation, situation, *("yes" if row[verb] else "" for verb in VERBS)])


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE)
