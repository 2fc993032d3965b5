"""Whom a rule concerns: countries, regions, purposes, pillars, partners, days.

Where a record leaves open whether a rule concerns it (a partner without a type, a sector by its category only, an
activity without an end), the rule applies: saying too little can be mended, saying too much cannot.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forlik.iati.write.disclosure.rules import EVERY, Rule, Rules
from forlik.iati.write.disclosure.trace import key
from forlik.iati.write.finance import PlannedDisbursement, Provider, Receiver, Transaction
from forlik.iati.write.organisation import Organisation, RecipientOrg
from forlik.iati.write.records import Activity, OwnerOrg, ParticipatingOrg
from forlik.iati.write.values import Narrative

DAC, DAC_CATEGORY = ("", "1"), "2"
ENDS = ("4", "3")


@dataclass(frozen=True, slots=True)
class Mention:
    """An organisation where it is named: the names and identifiers it has there.

    Args:
        org: The record.
        type: Its type; empty when not said.
        role: Its role; ``receiver`` or ``provider`` of money, ``owner`` of an identifier.
        words: Its names and references as they are compared.
        activity_id: Its own activity.
    """

    org: ParticipatingOrg | Provider | Receiver | OwnerOrg | RecipientOrg | Organisation
    type: str
    role: str
    words: frozenset[str]
    activity_id: str = ""


def mentions(activity: Activity) -> Iterator[Mention]:
    """Every organisation that an activity names, wherever it does."""
    for one in activity.participating_orgs:
        yield Mention(one, one.type, one.role, _words(one), one.activity_id)
    money: list[Transaction | PlannedDisbursement] = [*activity.transactions, *activity.planned_disbursements]
    for flow in money:
        for role, side in (("provider", flow.provider), ("receiver", flow.receiver)):
            if side:
                yield Mention(side, side.type, role, _words(side), side.activity_id)
    for other in activity.other_identifiers:
        if other.owner:
            yield Mention(other.owner, "", "owner", _words(other.owner))


def _words(org: ParticipatingOrg | Provider | Receiver | OwnerOrg) -> frozenset[str]:
    return words_of(org.ref, org.names)


def words_of(ref: str, names: tuple[Narrative, ...]) -> frozenset[str]:
    """A reference and names as they are compared."""
    return frozenset(filter(None, (key(ref), *(key(name.text) for name in names))))


def partners(activity: Activity, rule: Rule) -> list[Mention]:
    """The organisations of an activity that a rule is about; never the one that reports."""
    reporter = activity.reporting_org
    own = {key(reporter.ref), *(key(name.text) for name in reporter.names)}
    return [one for one in mentions(activity) if not one.words & own and _is_partner(one, rule)]


def _is_partner(one: Mention, rule: Rule) -> bool:
    if rule.partner_refs:
        return any(key(ref) in one.words for ref in rule.partner_refs)
    in_role = one.role == "receiver" or one.role in rule.partner_roles
    return in_role and (not rule.partner_types or one.type in ("", *rule.partner_types))


def in_force(rule: Rule, day: date) -> bool:
    """Whether a rule is in force on a day."""
    before, after = rule.starts and day < rule.starts, rule.until and day > rule.until
    return not (before or after or (rule.lift and day >= rule.lift))


def concerned(activity: Activity, rule: Rule, rules: Rules, day: date) -> bool:
    """Whether a rule is in force on a day and concerns an activity."""
    if not in_force(rule, day):
        return False
    ended = end_of(activity)
    if rule.running_from and ended and ended < rule.running_from:
        return False
    prefixes = [code for name in rule.pillars for code in rules.pillars[name]]
    return (
        _any(rule.countries, _countries(activity))
        and _any(rule.regions, _regions(activity))
        and (not rule.purposes or any(_under(code, rule.purposes) for code in _purposes(activity)))
        and (not rule.pillars or any(_in_pillar(code, prefixes, rules) for code in _purposes(activity)))
        and (not (rule.partner_refs or rule.partner_types) or bool(partners(activity, rule)))
    )


def _any(asked: tuple[str, ...], said: set[str]) -> bool:
    return not asked or EVERY in asked or bool({one.upper() for one in asked} & said)


def _countries(activity: Activity) -> set[str]:
    below = [one.recipient_country for one in activity.transactions if one.recipient_country]
    return {one.code.strip().upper() for one in (*activity.recipient_countries, *below)}


def _regions(activity: Activity) -> set[str]:
    below = [one.recipient_region for one in activity.transactions if one.recipient_region]
    return {one.code.strip().upper() for one in (*activity.recipient_regions, *below)}


def _purposes(activity: Activity) -> set[str]:
    said = [*activity.sectors, *(one for money in activity.transactions for one in money.sectors)]
    return {one.code.strip() for one in said if one.vocabulary in (*DAC, DAC_CATEGORY)}


def _under(code: str, asked: tuple[str, ...] | list[str]) -> bool:
    # 15160 lies under 151, and an activity that says only 151 may well be 15160.
    return any(code.startswith(one) or one.startswith(code) for one in asked if one != EVERY)


def _in_pillar(code: str, prefixes: list[str], rules: Rules) -> bool:
    if _under(code, prefixes):
        return True
    others = [one for codes in rules.pillars.values() for one in codes]
    return EVERY in prefixes and not any(code.startswith(one) for one in others)


def end_of(activity: Activity) -> date | None:
    """The day an activity ended, or is planned to; ``None`` when neither is said."""
    days = {one.type: one.day for one in activity.dates}
    return next((days[kind] for kind in ENDS if kind in days), None)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last."""
    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
