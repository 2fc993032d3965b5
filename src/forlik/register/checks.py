"""Checks: what is doubtful about a proposed record beside the records that are there.

What a concept can see in itself it refuses itself; here it is held against the dossier of whoever records it. A check
never tells a record that may not be seen from one that is not there.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from forlik.register.concept import Concept
from forlik.register.concepts import (
    Act,
    Actor,
    Assessment,
    Commitment,
    Engagement,
    Plan,
    Process,
    Role,
    Text,
)
from forlik.register.day import first_day, last_day
from forlik.register.deciding import deciding, forecasting, resting, unchanging
from forlik.register.dossier import Dossier
from forlik.register.doubt import Doubt
from forlik.register.flagging import flagging
from forlik.register.machines.steps import PROVISIONAL_DAYS, TRANSITIONS, provisional
from forlik.register.machines.when import current
from forlik.register.vocabulary import vocabulary

PARTIES = frozenset({"primary_party", "party"})
CONSENTS = frozenset({"consent", "consent_withdrawn"})
SIGNED = frozenset({"signatory", "witness"})
"""Roles that whoever holds them holds from the signing on; one that begins later joined later."""
REFERENCES: Mapping[type[Concept], Mapping[str, type[Concept] | None]] = MappingProxyType(
    {
        Engagement: {"process": Process, "plan": Plan, "requested_by": Actor, "mandate": Text},
        Process: {"parent": Process},
        Role: {"actor": Actor, "of": None},
        Act: {
            "engagement": Engagement,
            "process": Process,
            "by": Actor,
            "to": Actor,
            "text": Text,
            "commitments": Commitment,
            "dispositions": Commitment,
            "contacts": Actor,
        },
        Text: {"process": Process, "engagement": Engagement, "renews": Text},
        Commitment: {
            "process": Process,
            "engagement": Engagement,
            "text": Text,
            "obligors": Actor,
            "beneficiaries": Actor,
            "verifier": Actor,
            "due": Commitment,
        },
        Assessment: {"about": None, "engagement": Engagement},
    }
)
"""Concept → the fields that name another record, and of which concept; ``None``: of any."""


def doubts(dossier: Dossier, proposed: Concept, day: date) -> tuple[Doubt, ...]:
    """All that is doubtful about a proposed record, in the order of the checks.

    Args:
        dossier: The records that whoever records it may see.
        proposed: The record, whole, new or in a new version.
        day: The day on which it is recorded.
    """
    return tuple(one for check in CHECKS for one in check(dossier, proposed, day))


def references(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """A record that is named must be seen, and be what it is named as; hidden and absent ones are “none” alike."""
    for field, kind in REFERENCES.get(type(proposed), {}).items():
        for record in _named(getattr(proposed, field)):
            if record == proposed.id:
                continue
            seen = record in dossier if kind is None else dossier.get(kind, record) is not None
            if not seen:
                yield Doubt(
                    field,
                    "there is none of this id",
                    "det finnes ingen med denne id-en",
                    "record it first, or choose another",
                    "registrer den først, eller velg en annen",
                )


def future(_dossier: Dossier, proposed: Concept, day: date) -> Iterator[Doubt]:
    """What has not happened is not recorded as if it had; of a month or year that has begun, it may have."""
    stated = {
        "happened": getattr(proposed, "happened", None),
        "signed": getattr(proposed, "signed", None),
        "made_on": proposed.made_on.isoformat() if isinstance(proposed, Assessment) and proposed.made_on else None,
    }
    for field, said in stated.items():
        if said and first_day(said) > day:
            yield Doubt(
                field,
                f"{said} is in the future",
                f"{said} er i fremtiden",
                "record it when it has happened; what is planned is a promise or a review day",
                "registrer det når det har skjedd; det som er planlagt er et løfte eller en dag for gjennomgang",
            )


def steps(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """A step is taken in an engagement, by a decision, and provisionally for at most 14 days."""
    if not isinstance(proposed, Act):
        return
    if proposed.transition and not proposed.engagement:
        yield Doubt(
            "engagement",
            "a step is taken in an engagement, and none is named",
            "et skritt tas i et engasjement, og intet er oppgitt",
            "name the engagement",
            "oppgi engasjementet",
        )
    if proposed.transition and proposed.kind not in TRANSITIONS[proposed.transition].kinds:
        yield Doubt(
            "kind",
            "a step is decided by a decision",
            "et skritt avgjøres ved en beslutning",
            "record the decision as an act of its own",
            "registrer beslutningen som en egen handling",
        )
    if proposed.provisional_until and proposed.happened and not provisional(proposed):
        yield Doubt(
            "provisional_until",
            f"a provisional step ends within {PROVISIONAL_DAYS} days after it was taken",
            f"et foreløpig skritt utløper innen {PROVISIONAL_DAYS} dager etter at det ble tatt",
            f"set a day until {first_day(proposed.happened) + timedelta(days=PROVISIONAL_DAYS)}",
            f"sett en dag til og med {first_day(proposed.happened) + timedelta(days=PROVISIONAL_DAYS)}",
        )
    file = dossier.get(Engagement, proposed.engagement)
    if proposed.provisional_until and file and file.owner and proposed.approver == file.owner:
        yield Doubt(
            "approver",
            "the owner approves the owner's own step",
            "den ansvarlige godkjenner sitt eget skritt",
            "have somebody else approve it",
            "la en annen godkjenne det",
            refuse=False,
        )


def handing_over(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """A file is handed over to somebody else."""
    if not isinstance(proposed, Act) or proposed.kind != "hand_over" or proposed.id in dossier:
        return
    file = dossier.get(Engagement, proposed.engagement)
    if file and file.owner and file.owner == proposed.new_owner:
        yield Doubt(
            "new_owner",
            "who takes over is who hands over",
            "den som tar over er den som gir fra seg",
            "name somebody else",
            "oppgi en annen",
        )


def consenting(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """Consent to a process is a party's to give, and to withdraw.

    It is refused from whoever holds no role as a party on the day of the act, unless its own evidence calls the actor
    one, by a claim ``party`` with the actor's id: then it is recorded, and the role is asked for. A waiver says why,
    and for whom.
    """
    if not isinstance(proposed, Act):
        return
    if proposed.kind == "consent_waiver":
        for field, said in (("reason", proposed.reason), ("to", proposed.to)):
            if not said:
                yield Doubt(
                    field,
                    "a waiver says for which party, and why",
                    "et unntak sier for hvilken part, og hvorfor",
                    "say it",
                    "oppgi det",
                )
    file = dossier.get(Engagement, proposed.engagement)
    process = proposed.process or (file.process if file else None)
    if proposed.kind not in CONSENTS or process is None:
        return
    if not proposed.by:
        yield Doubt("by", "nobody consents", "ingen samtykker", "name the party", "oppgi parten")
    roles = [one for one in dossier.near(Role, [process]) if one.of == process and one.kind in PARTIES]
    parties = {one.actor for one in roles if _held(one, proposed.happened)}
    claimed = {one.claims.get("party") for one in proposed.evidence}
    for actor in proposed.by:
        if actor not in parties:
            yield Doubt(
                "by",
                "consent is given by a party, and this is none on that day",
                "samtykke gis av en part, og dette er ingen part den dagen",
                "record its role as a party, with evidence",
                "registrer rollen som part, med belegg",
                refuse=actor not in claimed,
            )


def sides(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """Nobody is primary party on two sides of a process at once; one that changed sides held one role after the other.

    The same role twice is told.
    """
    if not isinstance(proposed, Role) or proposed.kind != "primary_party":
        return
    for other in dossier.near(Role, [proposed.of] if proposed.of else []):
        same = (other.kind, other.actor, other.of) == (proposed.kind, proposed.actor, proposed.of)
        if not same or other.id == proposed.id or not _overlap(proposed, other):
            continue
        both = proposed.side and other.side and _plain(proposed.side) != _plain(other.side)
        yield Doubt(
            "side" if both else "actor",
            "it is already a primary party on the other side" if both else "it already is a primary party",
            "den er allerede hovedpart på den andre siden" if both else "den er allerede hovedpart",
            "end the one role before the other begins" if both else "change the role that is there",
            "avslutt den ene rollen før den andre begynner" if both else "endre rollen som finnes",
            refuse=bool(both),
        )


def order(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """Nothing ends before what it belongs to begins. What cannot be is refused; what would be odd is told."""
    for field, earlier, later, refuse in _pairs(dossier, proposed):
        if earlier and later and last_day(str(later)) < first_day(str(earlier)):
            yield Doubt(
                field,
                f"{later} is before {earlier}",
                f"{later} er før {earlier}",
                "correct one of the two days",
                "rett en av de to dagene",
                refuse=refuse,
            )


def circles(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """No process is a track of its own track, and no text renews what renews it."""
    field = {Process: "parent", Text: "renews"}.get(type(proposed))
    above = getattr(proposed, field) if field else None
    met: set[str] = set()
    while field and above and above not in met:
        if above == proposed.id:
            yield Doubt(
                field,
                "it leads back to itself",
                "den fører tilbake til seg selv",
                "choose another",
                "velg en annen",
            )
            return
        met.add(above)
        above = getattr(dossier.get(type(proposed), above), field, None)


def duplicates(dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """An actor of the same name, in any language, or with the same id elsewhere, may be the same: it is told.

    The same id elsewhere is told of every concept.
    """
    links = {(one.issuer, one.id) for one in proposed.links}
    names = _names(proposed) if isinstance(proposed, Actor) else frozenset()
    for other in dossier.every(type(proposed)) if links or names else ():
        if other.id == proposed.id:
            continue
        if links & {(one.issuer, one.id) for one in other.links}:
            yield _twice(
                "links", "another record has the same id elsewhere", "en annen post har samme id et annet sted"
            )
        if isinstance(other, Actor) and names & _names(other):
            yield _twice("name", "another actor has this name", "en annen aktør har dette navnet")


def restrictions(_dossier: Dossier, proposed: Concept, _day: date) -> Iterator[Doubt]:
    """A list that restricts nothing restricts nothing else."""
    if not isinstance(proposed, Assessment):
        return
    for field, said in (("restricts", proposed.restricts), *(("listings", one.restricts) for one in proposed.listings)):
        if "none" in said and len(set(said)) > 1:
            nothing = vocabulary("restrictions")["none"]
            yield Doubt(
                field,
                f"“{nothing.en}” stands beside something",
                f"«{nothing.nb}» står ved siden av noe",
                "say one or the other",
                "velg det ene eller det andre",
            )


CHECKS: tuple[Callable[[Dossier, Concept, date], Iterable[Doubt]], ...] = (
    references,
    future,
    steps,
    handing_over,
    consenting,
    sides,
    order,
    circles,
    duplicates,
    restrictions,
    deciding,
    forecasting,
    resting,
    unchanging,
    flagging,
)


def _pairs(dossier: Dossier, proposed: Concept) -> Iterator[tuple[str, object, object, bool]]:
    """Field, the day that must not be the later, the day that must not be the earlier, whether it is refused."""
    if isinstance(proposed, Role):
        text = dossier.get(Text, proposed.of)
        file = dossier.get(Engagement, proposed.of)
        if text:
            yield "until", text.signed, proposed.until, True
            yield "since", proposed.since, text.ends_on, True
            yield "since", proposed.since, text.signed if proposed.kind in SIGNED else None, False
        if file:
            yield "until", file.start, proposed.until, False
            yield "since", proposed.since, file.end, False
    if isinstance(proposed, Text):
        renewed = dossier.get(Text, proposed.renews)
        yield "ends_on", proposed.signed, proposed.ends_on, False
        for older, newer in zip(proposed.versions, proposed.versions[1:], strict=False):
            yield "versions", older.dated, newer.dated, True
        if renewed:
            yield "starts_on", renewed.starts_on, proposed.starts_on, False
            yield "signed", renewed.signed, proposed.signed, False
    if isinstance(proposed, Act):
        yield "review_on", proposed.happened, proposed.review_on, True
    if isinstance(proposed, Commitment):
        text = dossier.get(Text, proposed.text)
        yield "due", proposed.agreed, proposed.due.on if proposed.due else None, False
        yield "planned", proposed.agreed, proposed.planned, False
        yield "agreed", text.signed if text else None, proposed.agreed, False
    if isinstance(proposed, Assessment):
        act = dossier.get(Act, proposed.about)
        yield "made_on", act.happened if act else None, proposed.made_on, False


def _named(value: object) -> Iterator[str]:
    """The ids that a field names."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _named(one)
    else:
        yield from _named(getattr(value, "commitment", None) or ())


def _held(role: Role, happened: str | None) -> bool:
    return happened is None or current(role, first_day(happened)) or current(role, last_day(happened))


def _overlap(one: Role, other: Role) -> bool:
    """Whether two roles are held on one day beyond doubt; the day on which one ends and the other begins is none."""
    return not any(
        first.until and second.since and first_day(first.until) <= last_day(second.since)
        for first, second in ((one, other), (other, one))
    )


def _names(actor: Actor) -> frozenset[str]:
    return frozenset(_plain(one) for one in (actor.name, *actor.names.values()) if one)


def _plain(name: str) -> str:
    """A name without what only looks different: case, spaces, forms of the same letter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _twice(field: str, en: str, nb: str) -> Doubt:
    remedy = ("look whether it is the same", "se om det er den samme")
    return Doubt(field, en, nb, *remedy, refuse=False)
