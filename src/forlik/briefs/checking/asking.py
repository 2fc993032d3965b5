"""What a brief is held against: what its footnotes lead to, and what records and people are called."""

import re
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from forlik.briefs.account.reckoned import of_an_account
from forlik.briefs.checking.house import LANGUAGES, Sayings, with_numbers
from forlik.briefs.checking.text import Text
from forlik.briefs.considered import option_called
from forlik.briefs.courses import ENDS, course_again, of_a_course
from forlik.briefs.dated import Worlds, asked_again
from forlik.briefs.documented import of_an_engagement
from forlik.briefs.records import Dossiers, Said, of_record, said_then
from forlik.briefs.references import found_again
from forlik.briefs.seeded import called_in
from forlik.briefs.telling import Telling
from forlik.core.errors import ForlikError, UsageError
from forlik.core.figure import Figure
from forlik.register.concept import Concept
from forlik.register.concepts import Commitment, Engagement
from forlik.register.dossier import Dossier
from forlik.register.option import Option, option_of
from forlik.register.promises.words import title

PERIOD = re.compile(r"\d{4}(?:-\d\d)?", re.ASCII)
Names = Callable[[], Collection[str]]
Of = TypeVar("Of")
FILE = re.compile(r"/register/(?P<file>[^/?#]+)(?:/history)?\?(?!half=)")
QUIET = 12
"""Letters of a name from which on it is taken for one without quotation marks around it."""


@dataclass
class Asking:
    """What a brief is held against.

    Args:
        text: The brief.
        worlds: Gives what was known on a day.
        dossiers: Gives what whoever checks may see; nothing where the register is not asked.
        names: Gives what people and compartments are called, as far as whoever checks may know it.
    """

    text: Text
    worlds: Worlds
    dossiers: Dossiers | None
    names: Names = tuple
    _figures: dict[str, tuple[Figure, ...]] = field(default_factory=dict)
    _records: dict[str, Said | None] = field(default_factory=dict)
    _once: dict[tuple[Hashable, ...], Any] = field(default_factory=dict)

    def once(self, key: tuple[Hashable, ...], make: Callable[[], Of]) -> Of:
        """What is asked again for every number of a line, made once.

        Args:
            key: What is asked.
            make: Makes it.
        """
        if key not in self._once:
            self._once[key] = make()
        return self._once[key]  # type: ignore[no-any-return]

    def figure(self, address: str) -> Figure:
        """The figure behind an address, asked once.

        Raises:
            ForlikError: It leads to none.
        """
        if address not in self._figures:
            self._figures[address] = (found_again(self.worlds, address),)
        return self._figures[address][0]

    def course(self, address: str) -> tuple[Figure, ...]:
        """The course behind an address, asked once.

        Raises:
            ForlikError: It leads to none.
        """
        fields = parse_qs(urlsplit(address).query)
        if not all(PERIOD.fullmatch(one) for end in ENDS for one in fields[end]):
            raise UsageError("a course goes from one year or month to another", where=address)
        if address not in self._figures:
            self._figures[address] = course_again(asked_again(self.worlds, address), address) or ()
        return self._figures[address]

    def figures(self, mark: str) -> tuple[Figure, ...]:
        """The figure of a note, or those of its course; none where it leads to none."""
        address = self.text.notes.get(mark, "")
        if self.of_register(mark) or of_an_engagement(address):
            return ()
        try:
            return self.course(address) if of_a_course(address) else (self.figure(address),)
        except (ForlikError, KeyError, ValueError):
            return ()

    def of_register(self, mark: str) -> bool:
        """Whether a note leads into the register."""
        address = self.text.notes.get(mark, "")
        return of_record(address) or of_an_account(address)

    def record(self, mark: str) -> Said | None:
        """What the record of a note says; nothing where it leads to none, or to none that is seen."""
        address = self.text.notes.get(mark, "")
        if address not in self._records:
            self._records[address] = self._record(address)
        return self._records[address]

    def _record(self, address: str) -> Said | None:
        if self.dossiers is None or not of_record(address):
            return None
        try:
            return said_then(self.dossiers, address)
        except ForlikError:
            return None

    @cached_property
    def days(self) -> frozenset[str]:
        """The days of which its footnotes are."""
        every = (parse_qs(urlsplit(address).query) for address in self.text.notes.values())
        return frozenset(day for fields in every for day in fields.get("as_of", ()))

    @cached_property
    def blind(self) -> str:
        """Why what has no footnote may still be said by the register, though it was not found; empty where it cannot.

        A brief of a country stands on nothing that anybody may not see.
        """
        marks = [mark for mark in self.text.notes if of_record(self.text.notes[mark])]
        if self.dossiers is None:
            return "the register was not asked" if any(map(self.of_register, self.text.notes)) else ""
        return "" if all(map(self.record, marks)) else "it may be said by a record that you may not see"

    @cached_property
    def seen(self) -> Dossier | None:
        """What whoever checks may see, as known on the day of the brief."""
        try:
            return self.dossiers(date.fromisoformat(self.text.day)) if self.dossiers else None
        except (ForlikError, ValueError):
            return None

    @cached_property
    def called(self) -> dict[str, list[str]]:
        """What records are called → their ids."""
        found: dict[str, list[str]] = {}
        for record in self.seen.facets if self.seen else ():
            for name in self._called(record):
                found.setdefault(name, []).append(record)
        return found

    @cached_property
    def numbered(self) -> Sayings:
        """What records, people and compartments are called, of those names that have a number in them."""
        return with_numbers(self.every_name)

    @cached_property
    def every_name(self) -> tuple[str, ...]:
        """What records, people and compartments are called."""
        with suppress(ForlikError):
            return (*self.called, *self.names())
        return tuple(self.called)

    def named(self, text: str) -> tuple[Said, ...]:
        """The records that a text calls by name."""
        seen = self.seen
        return tuple(
            Said(seen, record)
            for name, records in (self.called.items() if seen else ())
            if name in text and (len(name) >= QUIET or any(f"{a}{name}{b}" in text for a, b in ("“”", "«»")))
            for record in records
            if seen
        )

    def _called(self, record: str) -> Iterator[str]:
        try:
            one = self.seen[record] if self.seen else None
        except ForlikError:
            return
        if one is not None:
            names = [
                *(called_in(one, each) for each in LANGUAGES),
                title(one) if isinstance(one, Commitment) else "",
                *self._optional(one),
            ]
            yield from dict.fromkeys(name for name in names if name)

    def _optional(self, one: Concept) -> Iterator[str]:
        """What the option is called that a record is on."""
        option = getattr(one, "option", None)
        for language in LANGUAGES if option and self.seen else ():
            with suppress(UsageError):
                yield option_called(Telling(self.seen, "", language), option_of(option))  # type: ignore[arg-type]

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The options that the title of the brief names: the one of which a memo is."""
        named = (self.seen[one] for one in self.called.get(self.text.title, ()) if self.seen)
        written = (option for one in named if (option := getattr(one, "option", None)))
        return tuple(dict.fromkeys(map(option_of, written)))

    @cached_property
    def file(self) -> Engagement | None:
        """The engagement in whose file the brief stands; nothing where it tells of several, or of none."""
        found = {match["file"] for address in self.text.notes.values() if (match := FILE.match(address))}
        return self.seen.get(Engagement, found.pop()) if self.seen and len(found) == 1 else None
