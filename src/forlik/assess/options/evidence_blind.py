"""Blind coding: nobody sees the codes of others for an item before having coded it, and agreement is of first codes.

Two coders are worth more than one only while neither knows what the other gave. A code given anew after the others'
were seen is worth having, and is shown; but agreement that it brings about is none, so kappa is reckoned from the first
code that each coder gave. Once two have coded an item it is open to be read, so a third code is not known to be blind:
it is shown, and no part of kappa.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from forlik.assess.asked_day import asked_day
from forlik.assess.options.evidence import CODERS, KINDS, Coded
from forlik.register.concepts import Assessment
from forlik.register.dossier import Dossier
from forlik.register.machines.when import recorded
from forlik.register.option import Option, same_option


def blind(found: Sequence[Coded], coder: str, *, settled: bool = False) -> tuple[Coded, ...]:
    """Coded evidence as somebody may see it: of an item not yet coded by that person, not even whether it was coded.

    Args:
        found: The evidence, item by item.
        coder: Who looks.
        settled: Whether items with codes of two coders are shown to everybody: where evidence is read, not coded.
    """
    return tuple(
        one if _open(one, coder, settled=settled) else replace(one, codes=(), labels=frozenset()) for one in found
    )


def _open(one: Coded, coder: str, *, settled: bool) -> bool:
    return any(code.coder == coder for code in one.codes) or (settled and len(one.codes) >= CODERS)


def first_codes(
    dossier: Dossier, option: Option, items: Iterable[str], day: date | None = None
) -> Mapping[tuple[str, str], tuple[tuple[int, int], ...]]:
    """Of each two coders of an option the first codes that they gave to the same items, item by item.

    Args:
        dossier: What the viewer sees.
        option: The option.
        items: The items that count: those that the viewer may see.
        day: What was coded after it does not count; by default the dossier's day.

    Returns:
        Two coders, in their order → a pair of codes for each item that both coded.

    Raises:
        UsageError: The day is after the one whose records are there.
    """
    first = _first(dossier, option, asked_day(dossier, day, "evidence"))
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for codes in (first.get(item, {}) for item in items):
        for one, other in combinations(sorted(codes), 2):
            found.setdefault((one, other), []).append((codes[one], codes[other]))
    return {pair: tuple(found[pair]) for pair in sorted(found)}


def _first(dossier: Dossier, option: Option, day: date) -> Mapping[str, dict[str, int]]:
    """Item → coder → the first code given to this option, of the two who coded the item first."""
    given = [
        (one.made_on, recorded(dossier, one.id), one.id, one)
        for one in dossier.saying(Assessment, "option")
        if one.kind in KINDS and one.made_on is not None and one.made_on <= day and same_option(one.option, option)
    ]
    found: dict[str, dict[str, int]] = {}
    for _, _, _, one in sorted(given, key=lambda each: each[:3]):
        if one.score is not None and one.author and one.issue:
            codes = found.setdefault(one.issue, {})
            if len(codes) < CODERS:
                codes.setdefault(one.author, one.score)
    return found
