"""What of an organisation's file may be said on a day: the same rules, asked of each of its budgets and documents.

An activity is in some country and has some partners; an organisation's file speaks of all of them at once. So a rule is
asked of each part, and what is done is done to that part:

- A budget for another organisation says neither country nor type: a rule concerns it unless the activities, where they
  are given, tell otherwise.
- A document is on the countries that it names, and may be on any when it names none.
- A budget for a country or region is a sum, and a sum tells nothing of its parts: a rule that asks for partners,
  purposes or pillars, or for less than the region, leaves the amount. Totals are left by all but a rule for everything.

Names that are hidden in one part, or in an activity, leave no trace in any other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from forlik.iati.write.disclosure.concerned import (
    Mention,
    concerned,
    end_of,
    in_force,
    mentions,
    months_after,
    partners,
    words_of,
)
from forlik.iati.write.disclosure.disclose import NOTE, TOLD, UNNAMED, AppliedRule
from forlik.iati.write.disclosure.hide import (
    ANONYMISED,
    SILENT,
    Unhideable,
    betrays,
    emptied,
    hidden_in,
    joined,
    scrubbed,
)
from forlik.iati.write.disclosure.rules import EVERY, Rule, Rules
from forlik.iati.write.disclosure.trace import Trace, key, trace
from forlik.iati.write.organisation import (
    Organisation,
    OrganisationDocument,
    RecipientCountryBudget,
    RecipientOrg,
    RecipientOrgBudget,
    RecipientRegionBudget,
)
from forlik.iati.write.records import Activity

PARTS = (
    *("total_budgets", "recipient_org_budgets", "recipient_region_budgets", "recipient_country_budgets"),
    *("total_expenditures", "documents"),
)
BESIDE = frozenset({"extensions", "foreign"})


@dataclass(frozen=True, slots=True)
class DisclosedOrganisation:
    """What may be said.

    Args:
        organisation: The organisation as it may be said; ``None`` when nothing may.
        applied: The rules that were applied, in the order of their file.
    """

    organisation: Organisation | None
    applied: tuple[AppliedRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of names, as they are compared.

    Args:
        own: Those of the one who reports, who is never hidden.
        said: Those of all organisations in the activities.
        named: Those of the partners in the activities that the rule concerns.
    """

    own: frozenset[str]
    said: frozenset[str]
    named: frozenset[str]


@dataclass(frozen=True, slots=True)
class Concern:
    """What a rule means for an organisation's file.

    Args:
        rule: The rule.
        parts: The budgets and documents that it concerns, by ``id``.
        gone: Those of them of which nothing is said yet.
        hidden: The recipients whose names are hidden, by ``id``, and the organisation itself if it is one.
        words: What must not be found any more.
    """

    rule: Rule
    parts: frozenset[int]
    gone: frozenset[int]
    hidden: frozenset[int]
    words: frozenset[str]


def disclose_organisation(
    organisation: Organisation,
    rules: Rules,
    day: date,
    *,
    activities: Iterable[Activity] = (),
    number: int | None = None,
) -> DisclosedOrganisation:
    """What of an organisation's file may be said on a day.

    Args:
        organisation: The whole record.
        rules: The rules; all that are in force are asked.
        day: The day of publication.
        activities: The whole activities: whoever is hidden in one of them leaves no trace here either.
        number: Its place among the records, from 1; the report names it by that where its identifier betrays a partner.

    Returns:
        The record as it may be said, and what was done. The same arguments always give the same answer.
    """
    every = tuple(activities)
    asked = [_concern(organisation, rule, rules, day, every) for rule in rules.rules if in_force(rule, day)]
    applied = [one for one in (_applied(organisation, concern, rules) for concern in asked) if one.done]
    if any(_says_nothing(one.rule) for one in asked):
        return _withheld(organisation, asked, applied, number)
    said = _said(organisation, asked)
    if said is None:
        hiding = {one.rule.id for one in asked if one.words}
        applied = [replace(one, done=("withhold",), note=NOTE) if one.rule in hiding else one for one in applied]
        return _withheld(organisation, asked, applied, number)
    return DisclosedOrganisation(said, tuple(applied))


def _said(organisation: Organisation, asked: list[Concern]) -> Organisation | None:
    """The organisation without what is hidden; ``None`` when it is itself hidden, or a trace cannot go."""
    if any(id(organisation) in one.hidden for one in asked):
        return None
    try:
        return scrubbed(_each(organisation, asked), _names(asked))
    except Unhideable:
        return None


def _names(asked: list[Concern]) -> Trace:
    return trace(frozenset(word for one in asked for word in one.words))


def _withheld(
    organisation: Organisation, asked: list[Concern], applied: list[AppliedRule], number: int | None
) -> DisclosedOrganisation:
    if _names(asked).found(organisation.identifier) or any(id(organisation) in one.hidden for one in asked):
        called = f"record {number}" if number is not None else UNNAMED
        applied = [replace(one, activity=called) for one in applied]
    return DisclosedOrganisation(None, tuple(applied))


def _concern(
    organisation: Organisation, rule: Rule, rules: Rules, day: date, activities: tuple[Activity, ...]
) -> Concern:
    own = _own(organisation)
    there = [one for one in activities if concerned(one, rule, rules, day)]
    known = Known(
        own=own,
        said=frozenset(word for one in activities for mention in mentions(one) for word in mention.words),
        named=frozenset(word for one in there for word in hidden_in(one, partners(one, rule))) - own,
    )
    parts = [one for one in _parts(organisation) if _concerns(one, rule, known)]
    gone = [one for one in parts if _waits(rule, getattr(one, "end", None), day)]
    if "partner" in rule.do or _says_nothing(rule):
        hiding, telling = parts, there
    elif rule.partner_refs or rule.partner_types:
        hiding, telling = gone, [one for one in there if _waits(rule, end_of(one), day)]
    else:
        hiding, telling = [], []
    words = frozenset(word for one in telling for word in hidden_in(one, partners(one, rule))) - own
    itself = Mention(organisation, "", "", words_of(organisation.identifier, organisation.names) - own)
    everyone = [*(_mention(one) for one in organisation.recipient_org_budgets), itself]
    recipients = {id(one.recipient) for one in hiding if isinstance(one, RecipientOrgBudget)}
    first = [one for one in everyone if id(one.org) in recipients]
    if (hiding or telling or "partner" in rule.do) and itself.words & _refs(rule):
        first.append(itself)
    hidden, words = joined(everyone, first, own, organisation.identifier, words)
    return Concern(rule, frozenset(map(id, parts)), frozenset(map(id, gone)), hidden, words)


def _own(organisation: Organisation) -> frozenset[str]:
    """The words of the one who reports, who is never hidden."""
    reporter = organisation.reporting_org
    own = words_of(reporter.ref, reporter.names) | {key(ANONYMISED)}
    mine = words_of(organisation.identifier, organisation.names)
    return own | mine if key(organisation.identifier) == key(reporter.ref) else own


def _refs(rule: Rule) -> frozenset[str]:
    return frozenset(map(key, rule.partner_refs))


def _mention(budget: RecipientOrgBudget) -> Mention:
    return Mention(budget.recipient, "", "receiver", words_of(budget.recipient.ref, budget.recipient.names))


def _parts(organisation: Organisation) -> Iterator[Any]:
    for name in PARTS:
        yield from getattr(organisation, name)


def _concerns(part: Any, rule: Rule, known: Known) -> bool:
    """Whether a rule concerns a budget or document."""
    end = getattr(part, "end", None)
    if rule.running_from and end and end < rule.running_from:
        return False
    if isinstance(part, RecipientOrgBudget):
        return _concerns_recipient(_mention(part).words, rule, known)
    if isinstance(part, OrganisationDocument):
        return _concerns_document(part, rule, known)
    if rule.purposes or rule.pillars or rule.partner_refs or rule.partner_types:
        return False
    if isinstance(part, RecipientCountryBudget):
        return _may(rule.countries, {part.recipient.code})
    said = {part.recipient.code} if isinstance(part, RecipientRegionBudget) else set()
    return _all(rule.countries) and (_may(rule.regions, said) if said else _all(rule.regions))


def _concerns_recipient(words: frozenset[str], rule: Rule, known: Known) -> bool:
    if words & known.own:
        return False
    if rule.partner_refs:
        return bool(words & (_refs(rule) | known.named))
    return bool(words & known.named) or not words & known.said


def _concerns_document(document: OrganisationDocument, rule: Rule, known: Known) -> bool:
    # A rule for partners in any place would take every document there is; those that name them are meant.
    if (rule.partner_refs or rule.partner_types) and not (rule.countries or rule.regions):
        return betrays(document, trace(_refs(rule) | known.named))
    return _may(rule.countries, {one.code for one in document.recipient_countries})


def _all(asked: tuple[str, ...]) -> bool:
    return not asked or EVERY in asked


def _may(asked: tuple[str, ...], said: set[str]) -> bool:
    """Whether a part may be in one of the places asked for; one that says nothing may be in any."""
    return _all(asked) or not said or bool({one.upper() for one in asked} & {one.strip().upper() for one in said})


def _waits(rule: Rule, end: date | None, day: date) -> bool:
    """Whether a rule lets nothing be said yet of what ended on a day, or has no end."""
    delayed = "delay" in rule.do and (end is None or day < months_after(end, rule.delay_months))
    return "withhold" in rule.do or delayed


def _says_nothing(rule: Rule) -> bool:
    narrower = rule.purposes or rule.pillars or rule.partner_refs or rule.partner_types
    return "withhold" in rule.do and not narrower and _all(rule.countries) and _all(rule.regions)


def _applied(organisation: Organisation, concern: Concern, rules: Rules) -> AppliedRule:
    rule = concern.rule
    documents = any(id(one) in concern.parts for one in organisation.documents)
    happens = {
        "partner": bool(concern.hidden) or betrays(_parts_of(organisation), trace(concern.words)),
        "documents": documents,
        **dict.fromkeys(("descriptions", "identifiers", "extensions"), bool(concern.parts)),
        **dict.fromkeys(("withhold", "delay"), bool(concern.gone) or _says_nothing(rule)),
    }
    done = tuple(dict.fromkeys("withhold" if one == "delay" else one for one in rule.do if happens.get(one)))
    return AppliedRule(organisation.identifier, rule.id, rules.version, done, rule.reason, rule.ground, rule.lift)


def _parts_of(organisation: Organisation) -> tuple[Any, ...]:
    """All that may betray somebody; what the one who reports says of itself does not."""
    beside = (organisation.extensions, organisation.foreign)
    return (organisation.identifier, organisation.names, *_parts(organisation), *beside)


def _each(organisation: Organisation, asked: list[Concern]) -> Organisation:
    """The organisation with what the rules do to each of its parts; names are not yet looked for in texts."""
    kept = {name: tuple(_part(one, asked) for one in getattr(organisation, name)) for name in PARTS}
    said: dict[str, Any] = {name: tuple(one for one in parts if one is not None) for name, parts in kept.items()}
    if any("extensions" in one.rule.do and one.parts for one in asked):
        said |= {"extensions": (), "foreign": ()}
    return replace(organisation, **said)


def _part(part: Any, asked: list[Concern]) -> Any:
    mine = [one for one in asked if id(part) in one.parts]
    does = {what for one in mine for what in one.rule.do}
    if any(id(part) in one.gone for one in mine) or (isinstance(part, OrganisationDocument) and "documents" in does):
        return None
    said = part
    if isinstance(part, RecipientOrgBudget) and any(id(part.recipient) in one.hidden for one in asked):
        said = replace(said, recipient=RecipientOrg(names=SILENT))
    if "descriptions" in does:
        said = emptied(said, TOLD)
        if hasattr(said, "lines"):
            said = replace(said, lines=tuple(replace(one, narratives=SILENT) for one in said.lines))
    if "identifiers" in does and hasattr(said, "lines"):
        said = replace(said, lines=tuple(replace(one, ref="") for one in said.lines))
    return emptied(said, BESIDE) if "extensions" in does else said
