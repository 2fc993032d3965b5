"""Place: one state, territory or region, as everything else sees it."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from forlik.places import codes, grouping, naming, tables
from forlik.places.tables import Kind, Span


@dataclass(frozen=True, slots=True)
class Place:
    """A state, territory or region through time.

    ``kind`` follows published lists and takes no position: *state* means a member of the United Nations or of the
    Gleditsch-Ward list, *territory* anything else that has a code, *disputed* a place that only some sources code
    apart, *former* one that has ended, *region* and *world* what holds several.

    Args:
        iso3: ISO 3166-1 alpha-3 code, also withdrawn ones; our own ``X`` codes where ISO gave none.
        kind: What it is at present, or was at the end.
        valid_from: First day it was a place of its own; ``None`` when that lies before 1946.
        valid_to: Last day; ``None`` when it still is one.
        note: What to mind when using figures about it; empty when nothing.
        state_from: First day it was a state, where it was a dependent territory before; ``None`` otherwise.
    """

    iso3: str
    kind: Kind
    valid_from: date | None
    valid_to: date | None
    note: str = ""
    state_from: date | None = None

    def __str__(self) -> str:
        return naming.name(self.iso3)

    def past_name_until(self, asked: str) -> date | None:
        """The day until which it went by a name it no longer has; ``None`` for present names and other spellings."""
        return naming.past_name_until(self.iso3, asked)

    def name(self, language: str = "en", on: date | None = None) -> str:
        """Its name in ``en``, ``nb``, ``nn``, ``fr``, ``es`` or ``ar``, on a day or at present.

        Raises:
            UsageError: Names are not kept in that language.
        """
        return naming.name(self.iso3, language, on)

    def code(self, system: str, on: date | None = None) -> str | None:
        """Its code in a system on a day, or the present (else last) one; ``None`` when it has none.

        Raises:
            UsageError: There is no such system.
        """
        return codes.code_of(self.iso3, system, on)

    def groups(self, on: date | None = None) -> frozenset[str]:
        """The lists it stands on that day, or at present: ``LDC``, ``LLDC``, ``SIDS``, ``DAC recipient``."""
        return grouping.groups_of(self.iso3, on)

    def exists(self, on: date) -> bool:
        """Whether it was a place of its own that day."""
        return self.span.holds(on)

    def kind_on(self, on: date) -> Kind:
        """What it was that day: a territory before it became a state, *former* only once it has ended."""
        if self.state_from is not None and on < self.state_from:
            return "territory"
        return self.kind if self.valid_to is not None and on > self.valid_to else tables.entities()[self.iso3].was

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.valid_from, self.valid_to)


@cache
def known(iso3: str) -> Place:
    """The place with an entity id that is known to exist."""
    entity = tables.entities()[iso3]
    return Place(entity.id, entity.kind, entity.span.first, entity.span.last, entity.note, entity.state_from)


def all_places(kind: str | None = None, on: date | None = None) -> tuple[Place, ...]:
    """Every place, in order of its English name.

    Args:
        kind: Only places of this kind (that day).
        on: Only places that existed that day; of all time when not given.
    """
    places = (known(iso3) for iso3 in tables.entities())
    fitting = (
        one
        for one in places
        if (on is None or one.exists(on)) and (kind is None or kind == (one.kind if on is None else one.kind_on(on)))
    )
    return tuple(sorted(fitting, key=lambda one: (one.name(), one.iso3)))
