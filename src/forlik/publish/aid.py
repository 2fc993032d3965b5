"""The engagements as IATI 2.03: what the standard's required fields are known of, and by which rule the rest is out."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from forlik import places
from forlik.core.errors import BadInput, ForlikError
from forlik.iati.write import (
    Activity,
    ActivityDate,
    Description,
    Narrative,
    Organisation,
    ParticipatingOrg,
    RecipientCountry,
    RecipientRegion,
    ReportingOrg,
    Rules,
    Sector,
    disclose,
    write_activities,
    write_organisations,
)
from forlik.publish.edition import Edition
from forlik.register.concepts import Actor, Engagement, Role
from forlik.register.concepts.actor import PERSON
from forlik.register.day import first_day, last_day
from forlik.register.vocabulary import vocabulary

ACTIVITIES, ORGANISATION = "iati-activities.xml", "iati-organisation.xml"
WHOLE_DAY = len("2024-06-30")
ACCOUNTABLE, FUNDING = "2", "1"
OTHER = "4"
"""Type of a description that is neither general, nor of objectives, nor of target groups."""
OWN = "99"
"""Vocabulary of the reporting organisation's own codes."""
TYPES = {"state": "10", "government": "10", "igo": "40", "research": "80", "company": "70"}
"""Kind of actor → type of organisation, where one type alone can be meant."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An engagement that is not in the file.

    Args:
        engagement: Its id.
        rule: The element of the standard whose rule it breaks.
        said: What is wrong.
    """

    engagement: str
    rule: str
    said: str


@dataclass(frozen=True, slots=True)
class Aid:
    """The files, and what is in none.

    Args:
        files: Name → bytes; a file that would hold nothing is not there.
        left: What is left out, and why.
        written: How many engagements are in the file of activities.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    left: tuple[LeftOut, ...] = ()
    written: int = 0


def aid(edition: Edition, rules: Rules) -> Aid:
    """The engagements of an edition as IATI files.

    Args:
        edition: The edition.
        rules: What may be said of an activity.
    """
    generated = datetime.combine(edition.copy.day, time.max.replace(microsecond=0), UTC)
    fit: list[Activity] = []
    left: list[LeftOut] = []
    for one in edition.dossier.every(Engagement):
        wrong = [LeftOut(one.id, rule, said) for rule, said in _missing(edition, one)]
        if not wrong:
            made, wrong = _checked(edition, one, rules, generated)
            fit += made
        left += wrong
    files = {}
    if fit:
        stream = io.BytesIO()
        write_activities(fit, stream, generated=generated)
        files[ACTIVITIES] = stream.getvalue()
    if edition.reporter.ref and edition.reporter.type:
        files[ORGANISATION] = _organisation(edition, generated)
    return Aid(files, tuple(left), len(fit))


def _checked(
    edition: Edition, one: Engagement, rules: Rules, generated: datetime
) -> tuple[list[Activity], list[LeftOut]]:
    """An engagement as the rule engine and the standard let it pass, or the rule that it breaks."""
    said = disclose(_activity(edition, one), rules, edition.copy.day).activity
    if said is None:
        return [], [LeftOut(one.id, "disclosure", "a rule of disclosure withholds it")]
    try:
        # By itself first, so that one that is not fit stops no other.
        write_activities([said], io.BytesIO(), generated=generated)
    except BadInput as error:
        return [], [LeftOut(one.id, error.field or "schema", error.what)]
    return [said], []


def _missing(edition: Edition, one: Engagement) -> Iterator[tuple[str, str]]:
    """The rules on required fields that an engagement breaks: rule, and what is wrong."""
    if not (edition.reporter.ref and edition.reporter.type):
        yield "reporting-org", "no identifier and type of the reporting organisation are stated"
    if edition.records[one.id].made_up:
        yield "iati-identifier", "it is a made-up example"
    for rule, said, why in (
        ("title", one.title, "no title is public"),
        ("description", one.outcome, "nothing public says what it is or what came of it"),
        ("sector", one.pillars, "no pillar is public"),
    ):
        if not said:
            yield rule, why
    yield from _wrong_days(edition, one)
    yield from _wrong_places(one)


def _wrong_days(edition: Edition, one: Engagement) -> Iterator[tuple[str, str]]:
    if not one.start:
        yield "activity-date", "no start is public"
    elif len(one.start) < WHOLE_DAY:
        yield "activity-date", f"its start is known as {one.start}, and no day"
    if one.start and not _status(one, edition.copy.day):
        yield "activity-status", f"whether it has ended is not known: its end is stated as {one.end}"


def _wrong_places(one: Engagement) -> Iterator[tuple[str, str]]:
    if not (_countries(one) or _regions(one)):
        yield "recipient-country", "none of its places is a country or region of the standard"
    elif len(_countries(one)) + len(_regions(one)) < len(one.places):
        yield "recipient-country", "one of its places is no country or region of the standard"


def _activity(edition: Edition, one: Engagement) -> Activity:
    ref = edition.reporter.ref
    return Activity(
        language="en",
        identifier=f"{ref}-{one.id}",
        reporting_org=_reporting(edition),
        titles=(Narrative(one.title or ""),),
        descriptions=(Description(type=OTHER, narratives=(Narrative(one.outcome or ""),)),),
        participating_orgs=tuple(_participating(edition, one)),
        status=_status(one, edition.copy.day),
        dates=tuple(_dates(one, edition.copy.day)),
        recipient_countries=_countries(one),
        recipient_regions=_regions(one),
        sectors=tuple(_sector(pillar) for pillar in one.pillars),
    )


def _sector(pillar: str) -> Sector:
    # A code of our own says in words what it means.
    word = vocabulary("pillars")[pillar]
    return Sector(code=pillar, vocabulary=OWN, names=(Narrative(word.en), Narrative(word.nb, "nb")))


def _reporting(edition: Edition) -> ReportingOrg:
    names = (Narrative(edition.copy.publisher),)
    return ReportingOrg(ref=edition.reporter.ref, type=edition.reporter.type, names=names)


def _participating(edition: Edition, one: Engagement) -> Iterator[ParticipatingOrg]:
    names = (Narrative(edition.copy.publisher),)
    yield ParticipatingOrg(ref=edition.reporter.ref, type=edition.reporter.type, role=ACCOUNTABLE, names=names)
    for role in edition.dossier.near(Role, [one.id]):
        actor = edition.dossier.get(Actor, role.actor)
        if role.kind == "donor" and actor and actor.name and actor.kind != PERSON:
            kind = TYPES.get(actor.kind or "", "")
            yield ParticipatingOrg(type=kind, role=FUNDING, names=(Narrative(actor.name),))


def _status(one: Engagement, day: date) -> str:
    """1 not begun, 2 going on, 4 over; empty where the stated end may lie before or after the day."""
    if one.start and first_day(one.start) > day:
        return "1"
    if one.end is None or first_day(one.end) > day:
        return "2"
    return "4" if last_day(one.end) <= day else ""


def _dates(one: Engagement, day: date) -> Iterator[ActivityDate]:
    for stated, planned, actual in ((one.start, "1", "2"), (one.end, "3", "4")):
        if stated and len(stated) == WHOLE_DAY:
            on = first_day(stated)
            yield ActivityDate(type=actual if on <= day else planned, day=on)


def _countries(one: Engagement) -> tuple[RecipientCountry, ...]:
    found = (_country(code) for code in one.places if not code.isdecimal())
    return tuple(RecipientCountry(code=code) for code in found if code)


def _country(code: str) -> str | None:
    try:
        return places.by_code("iso3", code).code("iati")
    except ForlikError:
        return None


def _regions(one: Engagement) -> tuple[RecipientRegion, ...]:
    # Regions of the register have the DAC's own numbers, which are vocabulary 1 of the standard.
    return tuple(RecipientRegion(code=code, vocabulary="1") for code in one.places if code.isdecimal())


def _organisation(edition: Edition, generated: datetime) -> bytes:
    stream = io.BytesIO()
    names = (Narrative(edition.copy.publisher),)
    one = Organisation(language="en", identifier=edition.reporter.ref, names=names, reporting_org=_reporting(edition))
    write_organisations([one], stream, generated=generated)
    return stream.getvalue()
