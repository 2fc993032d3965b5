"""What is asked about, as a plain frozen value: what the verbs look at beside the person."""

from dataclasses import dataclass
from typing import Literal

Relation = Literal["none", "deputy", "owner", "approver"]
"""What a person is to a file."""


@dataclass(frozen=True, slots=True)
class About:
    """What a verb is asked for.

    Args:
        labels: Labels of the facets concerned; for what moves a whole file, of every facet of it.
        relation: What the person is to the file.
        target: The label asked for, where a label changes or a glass is broken.
        proposer: Id of whoever proposed what is now to be approved or taken over.
        subject: Id of the person concerned, where there is one.
        compartment: Id of the compartment concerned, where there is one.
        cause: Whether a cause was given for asking by name.
        held: Whether a lawful hold lies on it.
    """

    labels: frozenset[str] = frozenset()
    relation: Relation = "none"
    target: str = ""
    proposer: str = ""
    subject: str = ""
    compartment: str = ""
    cause: bool = False
    held: bool = False
