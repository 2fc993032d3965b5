"""Offered: the text of one record that the public is to read."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from forlik.core.errors import BadInput
from forlik.register.concept import Concept
from forlik.register.concepts import CONCEPTS
from forlik.register.facets import OPEN
from forlik.register.placing import together
from forlik.register.releasing.beside import Beside
from forlik.register.releasing.leaves import Leaf, leaves


@dataclass(frozen=True)
class Offered:
    """A text for the public, and what it is held against.

    Args:
        record: Id of the record.
        concept: Name of its concept.
        body: Its fields, as the public shall read them.
        beside: What it is held against.
    """

    record: str
    concept: str
    body: Mapping[str, Any]
    beside: Beside

    @property
    def kind(self) -> type[Concept]:
        """The concept."""
        return CONCEPTS[self.concept]

    @cached_property
    def whole(self) -> Concept | str:
        """The record as the public would read it, or what is wrong with it."""
        try:
            return together(self.concept, self.record, {OPEN: self.body})
        except BadInput as error:
            return error.what

    @cached_property
    def leaves(self) -> tuple[Leaf, ...]:
        """Everything that it says."""
        return tuple(leaves(self.kind, self.body))

    @property
    def evidence(self) -> tuple[Mapping[str, Any], ...]:
        """By what it is known."""
        given = self.body.get("evidence") or ()
        return tuple(one for one in given if isinstance(one, Mapping))
