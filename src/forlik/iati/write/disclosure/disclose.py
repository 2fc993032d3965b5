"""What of an activity may be said on a day: the rules that concern it, and what each of them does."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from forlik.iati.write.disclosure.concerned import concerned, end_of, months_after, partners
from forlik.iati.write.disclosure.hide import SILENT, Unhideable, emptied, others_in_place, without
from forlik.iati.write.disclosure.rules import Rule, Rules
from forlik.iati.write.records import Activity
from forlik.iati.write.values import Description

NOTE = "withheld, because what is hidden also stands where it cannot be left out"
UNNAMED = "a record whose identifier is not told"
"""Not a digest: whoever guesses the identifier could see from one that it is right."""
TOLD = frozenset({"description", "activity_description", "comment"})


@dataclass(frozen=True, slots=True)
class AppliedRule:
    """A rule that was applied to a record, for the report; it names nothing that is hidden.

    Args:
        activity: Identifier of the activity or organisation; its number where the identifier itself betrays a partner.
        rule: Identifier of the rule.
        version: Version of the file of rules.
        done: What was done.
        reason: Why.
        ground: The legal ground.
        lift: The day from which it may be said again; ``None`` when that is open.
        note: Why more was done than the rule says.
    """

    activity: str
    rule: str
    version: int
    done: tuple[str, ...]
    reason: str
    ground: str
    lift: date | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What may be said.

    Args:
        activity: The activity as it may be said; ``None`` when nothing may.
        applied: The rules that were applied, in the order of their file.
    """

    activity: Activity | None
    applied: tuple[AppliedRule, ...] = ()


def disclose(activity: Activity, rules: Rules, day: date, *, number: int | None = None) -> Disclosed:
    """What of an activity may be said on a day.

    Args:
        activity: The whole activity.
        rules: The rules; all that concern the activity are applied.
        day: The day of publication.
        number: Its place among the records, from 1; the report names it by that where its identifier betrays a partner.

    Returns:
        The activity as it may be said, and what was done. The same arguments always give the same answer.
    """
    concerning = [rule for rule in rules.rules if concerned(activity, rule, rules, day)]
    applied = [_applied(activity, rule, rules, day) for rule in concerning]
    applied = [one for one in applied if one.done]
    if any(one.done == ("withhold",) for one in applied):
        return _withheld(activity, concerning, applied, number)
    done = {what for one in applied for what in one.done}
    hidden = [one for rule in concerning if "partner" in rule.do for one in partners(activity, rule)]
    said, names = others_in_place(activity, hidden)
    # Whatever goes anyway need not be searched, and cannot stand in the way.
    for what, act in DOING.items():
        said = act(said) if what in done else said
    try:
        said = without(said, names) if hidden else said
    except Unhideable:
        applied = [replace(one, done=("withhold",), note=NOTE) if "partner" in one.done else one for one in applied]
        return _withheld(activity, concerning, applied, number)
    return Disclosed(_without_dangling(said) if applied else activity, tuple(applied))


def _withheld(activity: Activity, rules: list[Rule], applied: list[AppliedRule], number: int | None) -> Disclosed:
    """Nothing is said; neither is an identifier that tells of a partner, whichever rule it is that withholds."""
    _, names = others_in_place(activity, [one for rule in rules for one in partners(activity, rule)])
    if names.found(activity.identifier):
        called = f"record {number}" if number is not None else UNNAMED
        applied = [replace(one, activity=called) for one in applied]
    return Disclosed(None, tuple(applied))


def _applied(activity: Activity, rule: Rule, rules: Rules, day: date) -> AppliedRule:
    lift, done = rule.lift, tuple(what for what in rule.do if what != "delay")
    if "partner" in done and not partners(activity, rule):
        done = tuple(what for what in done if what != "partner")
    if "delay" in rule.do:
        ended = end_of(activity)
        lift = months_after(ended, rule.delay_months) if ended else None
        if lift is None or day < lift:
            done = ("withhold",)
        else:
            lift = rule.lift
    if "withhold" in done:
        done = ("withhold",)
    return AppliedRule(activity.identifier, rule.id, rules.version, done, rule.reason, rule.ground, lift)


def _descriptions(activity: Activity) -> Activity:
    told: Activity = emptied(activity, TOLD)
    return replace(told, descriptions=(Description(narratives=SILENT),))


def _without(*names: str) -> Callable[[Activity], Activity]:
    def done(activity: Activity) -> Activity:
        said: Activity = emptied(activity, frozenset(names))
        return said

    return done


DOING: dict[str, Callable[[Activity], Activity]] = {
    "title": lambda one: replace(one, titles=SILENT),
    "descriptions": _descriptions,
    "locations": _without("locations"),
    "documents": _without("documents"),
    "contacts": lambda one: replace(one, contacts=()),
    "results": lambda one: replace(one, results=()),
    "identifiers": lambda one: replace(one, other_identifiers=(), related_activities=(), legacy_data=()),
    "extensions": _without("extensions", "foreign"),
}


def _without_dangling(activity: Activity) -> Activity:
    """Results without places that are no longer there."""
    there = {one.ref for one in activity.locations}

    def kept(part: Any) -> Any:
        return replace(part, locations=tuple(one for one in part.locations if one.ref in there))

    def period(one: Any) -> Any:
        return replace(one, targets=tuple(map(kept, one.targets)), actuals=tuple(map(kept, one.actuals)))

    def indicator(one: Any) -> Any:
        return replace(one, baselines=tuple(map(kept, one.baselines)), periods=tuple(map(period, one.periods)))

    results = tuple(replace(one, indicators=tuple(map(indicator, one.indicators))) for one in activity.results)
    return replace(activity, results=results)
