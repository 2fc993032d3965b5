"""The situations of the policy's table: what is asked about. Every cell is asked in each relation to the file."""

from forlik.desk.access.about import About

SITUATIONS = {
    # name: labels, target, proposer, subject, compartment, cause, held
    "nothing": ("", "1", "other", "self", "a", True, False),
    "0 to 1": ("0", "1", "other", "self", "a", True, False),
    "0 to 2:a": ("0", "2:a", "self", "other", "b", False, True),
    "0 to 0": ("0", "0", "other", "other", "a", True, False),
    "1 to 2:a": ("1", "2:a", "other", "self", "", True, False),
    "1 to 3:b": ("1", "3:b", "", "other", "a", False, False),
    "1 to 0": ("1", "0", "other", "other", "b", True, True),
    "1 to 1": ("1", "1", "self", "self", "a", False, False),
    "2:a to 3:a": ("2:a", "3:a", "other", "other", "a", True, False),
    "2:a to 1": ("2:a", "1", "other", "self", "b", False, True),
    "2:a to 1, own proposal": ("2:a", "1", "self", "self", "a", True, True),
    "2:a to 2:b": ("2:a", "2:b", "other", "", "a", False, False),
    "2:a to 0": ("2:a", "0", "other", "self", "a", True, False),
    "2:a to 2:a": ("2:a", "2:a", "", "self", "b", True, True),
    "3:a to 2:a": ("3:a", "2:a", "other", "self", "a", False, False),
    "3:a to 2:a, own proposal": ("3:a", "2:a", "self", "other", "a", True, False),
    "3:a to 2:a, no proposal": ("3:a", "2:a", "", "self", "", True, False),
    "3:a to 1": ("3:a", "1", "other", "other", "b", True, True),
    "3:a to 3:b": ("3:a", "3:b", "other", "self", "a", True, False),
    "3:a to 3:a": ("3:a", "3:a", "other", "self", "a", False, True),
    "2:b to 3:b": ("2:b", "3:b", "other", "other", "b", True, False),
    "2:b to 3:a": ("2:b", "3:a", "other", "self", "a", True, True),
    "3:b to 2:b": ("3:b", "2:b", "other", "other", "b", False, False),
    "0 and 1 to 2:a": ("0 1", "2:a", "other", "self", "a", True, False),
    "0, 1 and 2:a to 3:a": ("0 1 2:a", "3:a", "other", "self", "a", True, False),
    "1 and 2:a to 3:a": ("1 2:a", "3:a", "other", "self", "b", True, False),
    "1 and 3:a to 2:a": ("1 3:a", "2:a", "other", "self", "a", False, True),
    "2:a and 2:b to 1": ("2:a 2:b", "1", "other", "self", "a", True, False),
    "2:a and 3:b to 1": ("2:a 3:b", "1", "other", "self", "b", True, False),
    "all to 1": ("1 2:a 3:a 2:b 3:b", "1", "other", "self", "a", True, False),
    "2:a to nowhere": ("2:a", "", "other", "self", "a", True, False),
}
RELATIONS = ("none", "deputy", "owner", "approver")


def about(situation: str, relation: str) -> About:
    labels, target, proposer, subject, compartment, cause, held = SITUATIONS[situation]
    return About(frozenset(labels.split()), relation, target, proposer, subject, compartment, cause, held)
