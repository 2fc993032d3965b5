"""Take every trace of a partner out of an activity, so that what is left is the same whoever it was.

- The partner itself keeps its role and type, and is called “Temporarily anonymised”, once, whatever it had of names.
- A text that betrays it becomes those words as a whole: what stood around the name may lead to it as well.
- A reference that betrays it is taken out; a document, contact, place, tag or related activity goes as a whole.
- Where a trace stands in something that cannot go (the activity's identifier, a code, an amount's currency), nothing of
  the activity can be said: :class:`Unhideable`.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from forlik.iati.write.disclosure.concerned import Mention, mentions
from forlik.iati.write.disclosure.trace import Trace, key, trace
from forlik.iati.write.finance import Provider, Receiver
from forlik.iati.write.records import (
    Activity,
    Administrative,
    Contact,
    HumanitarianScope,
    LegacyData,
    Location,
    LocationId,
    OtherIdentifier,
    ParticipatingOrg,
    PolicyMarker,
    RelatedActivity,
    Tag,
)
from forlik.iati.write.results import Dimension, IndicatorReference, ResultLocation, ResultReference
from forlik.iati.write.shape import Attr, Beside, Elem, Slot, slots
from forlik.iati.write.values import Attribute, DocumentLink, Extension, Narrative

ANONYMISED = "Temporarily anonymised"
SILENT = (Narrative(ANONYMISED, "en"),)
GOES_WHOLE = (
    Administrative,
    Contact,
    Dimension,
    DocumentLink,
    HumanitarianScope,
    IndicatorReference,
    LegacyData,
    Location,
    LocationId,
    OtherIdentifier,
    PolicyMarker,
    RelatedActivity,
    ResultLocation,
    ResultReference,
    Tag,
)
"""Records that are left out when anything in them betrays the partner; none of them carries money or its shares."""
T = TypeVar("T")


class Unhideable(Exception):  # noqa: N818 - an answer inside this package: the activity is withheld
    """A trace stands where it cannot be taken out."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def others_in_place(activity: Activity, partners: Iterable[Mention]) -> tuple[Activity, Trace]:
    """An activity in which the partners are called “Temporarily anonymised”, and what must not be found any more.

    Args:
        activity: The activity, as whole as it is: what goes later may still say by which other names they are known.
        partners: Where the partners are named; whoever shares a name or reference with them is hidden too.
    """
    hidden, words = _hidden(activity, list(partners))
    return _with_others(activity, hidden), trace(words)


def without(activity: Activity, names: Trace) -> Activity:
    """An activity without a trace of names.

    Raises:
        Unhideable: It cannot be done; the activity must be withheld.
    """
    return scrubbed(replace(activity, crs_add=_without_channel(activity.crs_add)), names)


def hidden_in(activity: Activity, partners: Iterable[Mention]) -> frozenset[str]:
    """The words by which partners are known in an activity: names, references, and identifiers of their activities."""
    return _hidden(activity, list(partners))[1]


def _hidden(activity: Activity, partners: list[Mention]) -> tuple[frozenset[int], frozenset[str]]:
    reporter = activity.reporting_org
    own = frozenset(key(one) for one in (reporter.ref, ANONYMISED, *(name.text for name in reporter.names)))
    everyone = list(mentions(activity))
    joining = [one for one in everyone if any(one.org is partner.org for partner in partners)]
    return joined(everyone, joining, own, activity.identifier)


def joined(
    everyone: list[Mention],
    joining: list[Mention],
    own: frozenset[str],
    identifier: str,
    words: frozenset[str] = frozenset(),
) -> tuple[frozenset[int], frozenset[str]]:
    """Who is hidden because it shares a name or reference with one that is, and all their words.

    Args:
        everyone: All that are named.
        joining: Those that are hidden from the start.
        own: Words of the one who reports, which hide nobody.
        identifier: Identifier of the record itself.
        words: Words that are hidden from the start.

    Returns:
        The organisations, by ``id``, and the words.
    """
    hidden: dict[int, Mention] = {}
    joining = [*joining, *(one for one in everyone if one.words & words)]
    while joining:
        hidden |= {id(one.org): one for one in joining}
        ids = {key(one.activity_id) for one in joining if one.activity_id not in ("", identifier)}
        words = words | frozenset(word for one in joining for word in one.words | ids if word not in own)
        joining = [one for one in everyone if id(one.org) not in hidden and one.words & words]
    return frozenset(hidden), words


def _without_channel(crs: Any) -> Any:
    # A channel code of the DAC names single organisations.
    return replace(crs, channel_code="") if crs else None


def _with_others(activity: Activity, hidden: frozenset[int]) -> Activity:
    def money(one: Any) -> Any:
        return replace(one, provider=_other(one.provider, hidden), receiver=_other(one.receiver, hidden))

    return replace(
        activity,
        participating_orgs=tuple(_other(one, hidden) for one in activity.participating_orgs),
        transactions=tuple(money(one) for one in activity.transactions),
        planned_disbursements=tuple(money(one) for one in activity.planned_disbursements),
    )


def _other(org: Any, hidden: frozenset[int]) -> Any:
    if org is None or id(org) not in hidden:
        return org
    if isinstance(org, ParticipatingOrg):
        return ParticipatingOrg(role=org.role, type=org.type, names=SILENT)
    return (Provider if isinstance(org, Provider) else Receiver)(type=org.type, names=SILENT)


def scrubbed(record: T, names: Trace) -> T:
    """A record without a trace of names, at every depth.

    Raises:
        Unhideable: A trace stands where it cannot be taken out.
    """
    changed: Any = record
    values = {}
    for slot in slots(type(record)):
        value = getattr(record, slot.field)
        if value is None or value == ():
            continue
        try:
            new = _scrubbed(value, slot, names)
        except Unhideable as found:
            raise Unhideable(f"{slot.field}.{found.field}".rstrip(".")) from None
        if new is not value:
            values[slot.field] = new
    result: T = replace(changed, **values) if values else record
    return result


def _scrubbed(value: Any, slot: Slot, names: Trace) -> Any:
    if isinstance(slot.place, Beside):
        return tuple(one for one in value if not betrays(one, names))
    if slot.kind is Narrative:
        return narratives(value, names)
    if slot.record and slot.many:
        kept = tuple(one for one in value if not (isinstance(one, GOES_WHOLE) and betrays(one, names)))
        if slot.required and not kept:
            raise Unhideable("")
        return tuple(scrubbed(one, names) for one in kept)
    if slot.record:
        return scrubbed(value, names)
    if slot.kind is not str:
        return value
    return _text(value, slot, names)


def _text(value: Any, slot: Slot, names: Trace) -> Any:
    code = isinstance(slot.place, Attr | Elem) and not slot.place.free
    said = value if slot.many else (value,)
    if not any(names.found(one, code=code) for one in said):
        return value
    if code or slot.required:
        raise Unhideable("")
    return tuple(one for one in value if not names.found(one)) if slot.many else ""


def narratives(texts: tuple[Narrative, ...], names: Trace) -> tuple[Narrative, ...]:
    """Texts of which those that betray the partner are one silent text, in whichever languages they did."""
    kept: list[Narrative] = []
    for one in texts:
        if names.found(one.language, code=True):
            raise Unhideable("language")
        new = SILENT[0] if names.found(one.text) else one
        if new != SILENT[0] or new not in kept:
            kept.append(new)
    return tuple(kept)


def betrays(part: Any, names: Trace) -> bool:
    """Whether anything in a record, or in several, betrays the partner."""
    if isinstance(part, str):
        return names.found(part)
    if isinstance(part, tuple):
        return any(betrays(one, names) for one in part)
    if isinstance(part, Attribute):
        return betrays((part.name, part.value, part.namespace, part.prefix), names)
    if isinstance(part, Extension):
        own = (part.name, part.text, part.namespace, part.prefix)
        return betrays((*own, *part.attributes, *part.children), names)
    if hasattr(part, "__dataclass_fields__"):
        return any(betrays(getattr(part, name), names) for name in part.__dataclass_fields__)
    return False


def emptied(record: Any, names: frozenset[str]) -> Any:
    """A record in which the fields of these names say nothing, at every depth."""
    values: dict[str, Any] = {}
    for slot in slots(type(record)):
        value = getattr(record, slot.field)
        if not value:
            continue
        if slot.field in names and not slot.required:
            values[slot.field] = slot.default
        elif slot.record and not isinstance(slot.place, Beside):
            values[slot.field] = tuple(emptied(one, names) for one in value) if slot.many else emptied(value, names)
    return replace(record, **values)
