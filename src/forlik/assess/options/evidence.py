"""Opportunity and ability as coded evidence: by two coders, dated and sourced, and never averaged.

Unknown is not zero: an item that nobody coded has no code. Where the coders differ, both codes stand, and the item is
listed as one on which they differ; a mean of ordinal codes would say that they agree on something neither of them said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from forlik.assess.asked_day import asked_day
from forlik.assess.options.evidence_items import CodedItem, coded_items
from forlik.assess.when_made import day_made, when_made
from forlik.register.concepts import Assessment
from forlik.register.dossier import Dossier
from forlik.register.evidence import Evidence
from forlik.register.option import Option, option_of, same_option

KINDS = ("opportunity", "ability")
CODERS = 2
"""How many coders an item needs."""


@dataclass(frozen=True, slots=True)
class Code:
    """What one coder gave an item: the latest by the day.

    Args:
        coder: Who.
        code: 0 to 4.
        day: When.
        assessment: The record.
        evidence: By what it is known.
    """

    coder: str
    code: int
    day: date
    assessment: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """An item of one option with its codes.

    Args:
        item: The item.
        codes: The latest code of each coder, by coder.
        speaks: ``for`` or ``against`` this option the higher the code; empty where it depends on the mode and this
            one is not named.
        labels: The labels of the records on which it rests.
    """

    item: CodedItem
    codes: tuple[Code, ...]
    speaks: str
    labels: frozenset[str]

    @property
    def code(self) -> int | None:
        """The code on which at least two coders agree; nothing while there is one, or they differ."""
        said = {one.code for one in self.codes}
        return said.pop() if len(self.codes) >= CODERS and len(said) == 1 else None

    @property
    def differ(self) -> bool:
        """Whether the coders differ."""
        return len({one.code for one in self.codes}) > 1

    @property
    def low(self) -> int | None:
        """The lowest code given; nothing where nobody coded it."""
        return min((one.code for one in self.codes), default=None)

    @property
    def high(self) -> int | None:
        """The highest code given."""
        return max((one.code for one in self.codes), default=None)


def coded(
    dossier: Dossier, option: Option | str, day: date | None = None, items: Sequence[CodedItem] | None = None
) -> tuple[Coded, ...]:
    """The coded evidence on an option, item by item in their order, as one viewer sees it.

    A code given to the option counts, and one given to its place; of one coder the latest, and of the same day the one
    given to the option, then the one recorded last.

    Args:
        dossier: What the viewer sees.
        option: The option, or its name.
        day: What was coded after it does not count; by default the dossier's day.
        items: What is coded; the items of ``evidence.toml`` unless said.

    Raises:
        UsageError: There is no such option, or the day is after the one whose records are there.
    """
    asked = option_of(option) if isinstance(option, str) else option
    at = asked_day(dossier, day, "evidence")
    given = _given(dossier, at)
    return tuple(_coded(dossier, one, asked, given) for one in (coded_items() if items is None else items))


def unlike(found: Iterable[Coded]) -> tuple[Coded, ...]:
    """The items on which the coders differ, the widest apart first."""
    differing = [one for one in found if one.differ]
    return tuple(sorted(differing, key=lambda one: (-((one.high or 0) - (one.low or 0)), one.item.item)))


def _given(dossier: Dossier, day: date) -> tuple[Assessment, ...]:
    """All codes given by a day that say who gave them."""
    return tuple(
        one
        for one in dossier.saying(Assessment, "option", "place")
        if one.kind in KINDS
        and one.made_on is not None
        and one.made_on <= day
        and one.score is not None
        and one.author
        and one.issue
    )


def _coded(dossier: Dossier, item: CodedItem, option: Option, given: Iterable[Assessment]) -> Coded:
    mine = [
        one for one in given if (one.kind, one.issue) == (item.kind, item.item) and _bears_on(one, option)
    ]  # fmt: skip
    mine.sort(key=lambda one: (day_made(one), one.option is not None, when_made(dossier, one)))
    latest = {str(one.author): one for one in mine}
    codes = tuple(
        Code(coder, _score(one), day_made(one), one.id, one.evidence) for coder, one in sorted(latest.items())
    )
    labels = frozenset(label for one in latest.values() for label in dossier.labels(one.id))
    return Coded(item, codes, _speaks(item, option), labels)


def _bears_on(one: Assessment, option: Option) -> bool:
    """Whether a code is given to the option, or to its place as a whole."""
    if one.option is not None:
        return same_option(one.option, option)
    return one.place == option.place


def _speaks(item: CodedItem, option: Option) -> str:
    if option.mode in item.lowers:
        return "against"
    if option.mode in item.raises or not (item.lowers or item.raises):
        return "for"
    return ""


def _score(one: Assessment) -> int:
    return int(one.score or 0)
