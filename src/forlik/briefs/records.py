"""What a record says, asked anew by the address of a footnote: its days and numbers, as known then and now."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel

from forlik.assess.options.gate import gate
from forlik.assess.options.record_screen import thawed
from forlik.briefs.frozen import asked
from forlik.briefs.numerals import Numeral, numerals_of
from forlik.briefs.seeded import called_in
from forlik.core.errors import NoData, UsageError
from forlik.register.answers.costs import total
from forlik.register.concepts import Assessment, Commitment, Engagement
from forlik.register.dossier import Dossier
from forlik.register.machines.began import began
from forlik.register.machines.debts import debts
from forlik.register.machines.mandate import alarms
from forlik.register.promises.due import due
from forlik.register.promises.projection import project
from forlik.register.promises.state import history
from forlik.register.vocabulary import vocabulary

Dossiers = Callable[[date | None], Dossier]
"""Gives what whoever checks may see, as known on a day; as known now where no day is named."""
ADDRESS = re.compile(r"/(?:(?:register|public)/(?P<path>[^?#]+)|public(?=\?of=))")
LANGUAGES = ("en", "nb")
IDENTIFIER = re.compile(r"[0-9a-f]{32,}|(?=.*[A-Za-z])[A-Za-z0-9_-]{22}")
"""A digest, or an id that the register gives out: 16 random bytes in 22 signs."""
DECIMAL = re.compile(r"\d+[.,]\d+")
AHEAD = 365 * 200
"""Days ahead of which it is asked what falls due: all."""


@dataclass(frozen=True)
class Said:
    """What one record says on one day.

    Args:
        dossier: What whoever checks may see.
        record: Id of the record.
    """

    dossier: Dossier
    record: str

    @cached_property
    def own(self) -> frozenset[str]:
        """The numbers and days that the record holds, and those in the names of the records that it names."""
        every = list(_texts(self.dossier[self.record]))
        seen = [self.dossier[one] for one in every if one in self.dossier]
        # An identifier says nothing: digits in it are nobody's number.
        texts = [one for one in every if one not in self.dossier and not IDENTIFIER.fullmatch(one)]
        named = (called_in(one, language) for one in seen for language in LANGUAGES)
        return frozenset(one.plain for text in (*texts, *named, *self._kind()) for one in numerals_of(text))

    @cached_property
    def reckoned(self) -> frozenset[str]:
        """The numbers and days that follow from the record and from others."""
        return frozenset(one.plain for text in _reckoned(self.dossier, self.record) for one in numerals_of(text))

    def _kind(self) -> Iterator[str]:
        """What a record of its kind is called."""
        one = self.dossier[self.record]
        found = vocabulary(one.KINDS).get(getattr(one, "kind", None) or "") if one.KINDS else None
        if found:
            yield from (found.en, found.nb)

    def says(self, numeral: Numeral) -> bool:
        """Whether a number or a day is said by the record, or follows from it."""
        return _among(numeral, self.own) or _among(numeral, self.reckoned)


def of_record(address: str) -> bool:
    """Whether an address leads to a record, and not to a figure.

    Args:
        address: An address as footnotes have it.
    """
    return ADDRESS.match(address) is not None and not urlsplit(address).fragment


def differing(dossiers: Dossiers, address: str, numerals: Iterable[Numeral]) -> list[tuple[Numeral, str]]:
    """What of some numbers the record behind them does not say: as known on the day of the address, and now.

    What others move, such as the day that a promise slips to, is asked as known on that day alone.

    Args:
        dossiers: Gives what whoever checks may see.
        address: The address of the footnote.
        numerals: The numbers and days in the words that the footnote stands behind.

    Returns:
        Each that is not said, and why.

    Raises:
        UsageError: The address names no record or no day.
        NoData: There is no such record, or none that may be seen.
    """
    then, now = said_then(dossiers, address), _found(dossiers(None), _named(address)[0])
    found = []
    for numeral in numerals:
        if not then.says(numeral):
            found.append((numeral, "the record does not say it"))
        elif _among(numeral, then.own) and not now.says(numeral):
            found.append((numeral, "the record says otherwise now"))
    return found


def said_then(dossiers: Dossiers, address: str) -> Said:
    """What the record of an address said on its day.

    Args:
        dossiers: Gives what whoever checks may see.
        address: The address of a footnote.

    Raises:
        UsageError: The address names no record or no day.
        NoData: There is no such record, or none that may be seen.
    """
    record, day = _named(address)
    return _found(dossiers(day), record)


def _among(numeral: Numeral, said: frozenset[str]) -> bool:
    """Whether a number is among those that are said; of one that is cut off, whether one begins so."""
    decimal = DECIMAL.fullmatch(numeral.plain)
    return (
        numeral.plain in said
        or bool(decimal and _value(numeral.plain) in frozenset(map(_value, said)))
        or (numeral.cut and any(one.startswith(numeral.plain) for one in said))
    )


def _value(text: str) -> str:
    """A number with a point or a comma before its decimals as one: the last noughts of them say nothing."""
    return text.replace(",", ".").rstrip("0").rstrip(".") if DECIMAL.fullmatch(text) else text


def _named(address: str) -> tuple[str, date]:
    """Id of the record and day of an address."""
    parts, found = urlsplit(address), ADDRESS.match(address)
    fields = parse_qs(parts.query)
    try:
        day = date.fromisoformat(fields["as_of"][0])
    except (KeyError, ValueError) as error:
        raise UsageError("an address of a record names its day", where=address, remedy="as_of=2026-06-30") from error
    path = (found["path"] or "") if found else ""
    return (fields["of"][0] if "of" in fields else unquote(path.rpartition("/")[2])), day


def _found(dossier: Dossier, record: str) -> Said:
    if record in dossier.gone:
        raise NoData("the record was withdrawn as a mistake")
    if record not in dossier:
        raise NoData("there is no such record, or none that you may see", remedy="forlik login")
    return Said(dossier, record)


def _texts(value: Any) -> Iterator[str]:
    """Every text, number and day in a record."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from _texts(one)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _reckoned(dossier: Dossier, record: str) -> Iterator[str]:
    one = dossier[record]
    if isinstance(one, Commitment):
        yield from _of_promise(dossier, record)
    if isinstance(one, Engagement):
        costs = total([one], dossier.day)
        yield from (f"{amount:f}" for amount in (*costs.amounts.values(), *costs.months.values()))
    if isinstance(one, Assessment):
        yield from _of_assessment(dossier, one)
    file = record if isinstance(one, Engagement) else getattr(one, "engagement", None)
    case = dossier.case(file) if file else None
    if case and file == record:
        yield str(began(case).since or "")
    if case:
        yield from (str(debt.due) for debt in debts(case, dossier.day) if debt.act == record)
        yield from (str(clock.ends_on) for clock in alarms(case) if clock.record == record)
    for row in due(dossier, dossier.day, AHEAD):
        if row.record == record:
            yield f"{row.day.earliest} {row.day.latest} {row.title}"


def _of_assessment(dossier: Dossier, one: Assessment) -> Iterator[str]:
    """Shares and ranks of a frozen screen, and how long an answer of the harm gate is good."""
    if one.decided and one.decided.screen:
        yield from (f"{each.share} {each.ranks}" for each in asked(thawed(one.decided.screen)))
    if not one.option:
        return
    for day in {dossier.day, min(one.made_on or dossier.day, dossier.day)}:
        with suppress(UsageError):
            items = gate(dossier, one.option, day).items
            yield from (str(item.until) for item in items if item.until and one.id in item.rests_on)


def _of_promise(dossier: Dossier, record: str) -> Iterator[str]:
    """The days of a promise, as they are reckoned."""
    projections = project(dossier, only=[record])
    found = projections[record]
    for span in (found.agreed, found.planned, found.projected, found.anchor):
        if span:
            yield f"{span.earliest} {span.latest}"
    yield str(found.actual or "")
    yield from (str(moment.day or "") for moment in history(projections, record))
