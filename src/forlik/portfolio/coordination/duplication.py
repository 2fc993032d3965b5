"""Candidates for duplication: pairs of activities that look alike, for a person to look at. Never a verdict."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.amounts import Money, checked
from forlik.portfolio.coordination.bare_names import bare_name, likeness
from forlik.portfolio.coordination.measured import LeftOut, Reason, coverage

NEAR = 90
"""Percent of a name that is alike, from which two names are near."""
ALIKE = 10
"""Percent of the larger amount by which two amounts that are alike may differ."""
MOST = 1_000
MOST_COMPARED = 5_000_000
"""Pairs whose amounts are alike that are looked at, at most."""


@dataclass(frozen=True, slots=True)
class Undertaking:
    """One activity, as far as its double can be told by it.

    Args:
        id: Its identifier.
        country: Where.
        purpose: What for, such as a purpose code.
        first: First day.
        last: Last day; ``None`` while it runs.
        money: How much, in one currency for all.
        implementers: Identifiers of those who carry it out. A partner with two identifiers has both here.
        implementer_name: A name of them.
        names: Identifiers of activities that it names: those it is part of, or paid from.
    """

    id: str
    country: str | None
    purpose: str | None
    first: date | None
    last: date | None
    money: Money | None
    implementers: frozenset[str] = frozenset()
    implementer_name: str = ""
    names: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two activities that look alike.

    Args:
        first: Identifier of one; before the other by name.
        second: Identifier of the other.
        country: Where both are.
        purpose: What both are for.
        from_day: First day on which both run.
        to_day: Last day; ``None`` while both run.
        implementer: ``same_identifier``, ``same_name`` (with different identifiers, or without: it may be another of
            that name) or ``near_name``.
        alike_percent: How alike the names are, of 100; 100 with the same identifier.
        difference_percent: By how much the amounts differ, of the larger.
    """

    first: str
    second: str
    country: str
    purpose: str
    from_day: date
    to_day: date | None
    implementer: str
    alike_percent: int
    difference_percent: Decimal


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs that a person may look at.

    Args:
        pairs: Those most alike first.
        coverage_percent: Share of the activities of which enough is known to compare them.
        left_out: Activities that could not be compared, pairs that are one money told twice, pairs beyond the most.
    """

    pairs: tuple[Pair, ...]
    coverage_percent: Decimal | None
    left_out: tuple[LeftOut, ...]


def duplication_candidates(
    undertakings: Iterable[Undertaking], *, near: int = NEAR, alike: int = ALIKE, most: int = MOST
) -> Candidates:
    """Pairs of activities that look alike: candidates for a person to look at.

    They are in the same country, for the same purpose, at the same time, by the same implementer or one of nearly that
    name, with amounts that are alike. Two amounts are alike when they differ by at most ``alike`` percent of the
    larger; two names are near when at least ``near`` percent of their letters match (Ratcliff and Metzener 1988,
    Pattern matching: the gestalt approach), with case, accents, punctuation and the order of words put aside. Two
    donors may well pay one partner as much for the same work at the same time: a pair is a question, and by no means a
    finding. Where one of the two names the other, it is the same money seen from its two ends, and no candidate; these
    are counted. The measure is ours.

    Args:
        undertakings: Activities, with amounts of one currency.
        near: From what part of two names that is alike they are near, in percent, 1–100.
        alike: By how much alike amounts may differ, in percent of the larger, 0–99.
        most: How many pairs are given at most; those beyond it are counted.

    Returns:
        The pairs; those with the same identifier first, then by how alike names and amounts are.

    Raises:
        UsageError: A limit is out of range, two activities have one identifier, an activity ends before it begins,
            more than 5,000,000 pairs have amounts that are alike, or an amount is not exact, finite and of at most 40
            digits on either side.
    """
    if not (0 < near <= 100 and 0 <= alike < 100 and most > 0):  # noqa: PLR2004 - percentages
        raise UsageError(f"near {near}, alike {alike}, most {most}", where="limits")
    every = list(undertakings)
    twice = [name for name, number in Counter(one.id for one in every).items() if number > 1]
    if twice:
        raise UsageError(f"“{min(twice)}” is there twice", where="activities", remedy="give one version of each")
    blocks: dict[tuple[str, str], list[_Ready]] = defaultdict(list)
    left: Counter[str] = Counter()
    for one in sorted(every, key=lambda one: one.id):
        why = _lacks(one)
        if why:
            left[why] += 1
        else:
            blocks[str(one.country), str(one.purpose)].append(_ready(one))
    pairs, linked = _pairs(blocks.values(), near, alike)
    left["one_names_other"] = linked
    compared = sum(map(len, blocks.values()))
    beyond = len(pairs) - most
    told = [LeftOut(Reason(code), number) for code, number in sorted(left.items()) if number]
    told += [LeftOut(Reason("more_pairs", str(most)), beyond)] if beyond > 0 else []
    return Candidates(tuple(pairs[:most]), coverage((compared, len(every))), tuple(told))


@dataclass(frozen=True, slots=True)
class _Ready:
    about: Undertaking
    first: date
    money: Fraction
    name: str


def _pairs(blocks: Iterable[list[_Ready]], near: int, alike: int) -> tuple[list[Pair], int]:
    """The pairs, those most alike first, and how many are one money told twice."""
    pairs: list[Pair] = []
    linked = 0
    for number, (first, second) in enumerate(pair for block in blocks for pair in _with_like_amounts(block, alike)):
        if number == MOST_COMPARED:
            raise UsageError(
                f"more than {MOST_COMPARED:,} pairs of activities have amounts that are alike",
                where="activities",
                remedy="ask about fewer, such as one country at a time",
            )
        pair = _pair(first, second, near)
        if pair and (second.about.id in first.about.names or first.about.id in second.about.names):
            linked += 1
        elif pair:
            pairs.append(pair)
    return sorted(pairs, key=_order), linked


def _lacks(one: Undertaking) -> str | None:
    """Why an activity cannot be compared."""
    money = checked(one.money, one.id)
    if one.first and one.last and one.last < one.first:
        raise UsageError(f"it runs from {one.first} to {one.last}", where=one.id)
    lacking = {
        "no_country": not one.country,
        "no_purpose": not one.purpose,
        "no_day": one.first is None,
        "no_amount": money is None,
        "not_positive": money is not None and money <= 0,
        "no_implementer": not one.implementers and not bare_name(one.implementer_name),
    }
    return next((code for code, lacks in lacking.items() if lacks), None)


def _ready(one: Undertaking) -> _Ready:
    return _Ready(one, one.first or date.min, Fraction(one.money or 0), bare_name(one.implementer_name))


def _with_like_amounts(block: list[_Ready], alike: int) -> Iterator[tuple[_Ready, _Ready]]:
    """Pairs whose amounts are alike: in order of amount, no further than they are."""
    ordered = sorted(block, key=lambda one: (one.money, one.about.id))
    for place, smaller in enumerate(ordered):
        for larger in ordered[place + 1 :]:
            if (larger.money - smaller.money) * 100 > alike * larger.money:
                break
            first, second = sorted((smaller, larger), key=lambda one: one.about.id)
            yield first, second


def _pair(first: _Ready, second: _Ready, near: int) -> Pair | None:
    begins = max(first.first, second.first)
    ends = min((one.about.last for one in (first, second) if one.about.last), default=None)
    if ends is not None and ends < begins:
        return None
    how, percent = _implementers(first, second, near)
    if not how:
        return None
    larger, smaller = max(first.money, second.money), min(first.money, second.money)
    difference = Decimal(round((larger - smaller) * 10000 / larger)) / 100
    country, purpose = str(first.about.country), str(first.about.purpose)
    return Pair(first.about.id, second.about.id, country, purpose, begins, ends, how, percent, difference)


def _implementers(first: _Ready, second: _Ready, near: int) -> tuple[str, int]:
    if first.about.implementers & second.about.implementers:
        return "same_identifier", 100
    if not first.name or not second.name:
        return "", 0
    if first.name == second.name:
        return "same_name", 100
    percent = likeness(first.name, second.name)
    return ("near_name", percent) if percent >= near else ("", percent)


def _order(one: Pair) -> tuple[bool, int, Decimal, str, str]:
    return one.implementer != "same_identifier", -one.alike_percent, one.difference_percent, one.first, one.second
