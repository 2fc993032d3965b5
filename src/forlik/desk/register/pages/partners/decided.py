"""Recording what a person decided of a pair: where that stands by which it was found, and nowhere less secret."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from forlik.core.errors import NotPermitted
from forlik.desk.access.labels import PUBLIC, grade
from forlik.desk.records.change import EditConflict
from forlik.desk.records.viewed import view
from forlik.desk.register.asked import Asked
from forlik.desk.register.cases import absent
from forlik.desk.register.forms.draft import Draft, numbers
from forlik.desk.register.forms.judged import Judged
from forlik.desk.register.forms.kept import Body, Spot, spots
from forlik.desk.register.forms.recorded import record
from forlik.portfolio.partners import Candidate
from forlik.portfolio.partners.joining import linked_key
from forlik.portfolio.partners.possible import WRITTEN
from forlik.register.concepts import Actor
from forlik.register.evidence import Link
from forlik.register.facets import OPEN
from forlik.register.placing import together
from forlik.register.rows import Row

SAME, ANOTHER = "same", "another"
VERDICTS = (SAME, ANOTHER)
ISSUER = "iati"
SURE = "high"


def decide(asked: Asked, one: Candidate, *, same: bool) -> None:
    """Record that an actor is a partner, or that it is not.

    It is kept in the facet and under the label of the name, or of the identifier, by which the pair was found: a name
    that is sealed would be told by what was decided of it elsewhere.

    Args:
        asked: The question of whoever decides.
        one: The pair.
        same: Whether they are the same.

    Raises:
        NoData: There is no such actor, or none that may be seen.
        EditConflict: Somebody recorded something of the actor since the question was asked.
        ForlikError: It cannot be recorded by this person.
    """
    record_id = one.actor.id
    actor = asked.viewed.dossier.get(Actor, record_id)
    if actor is None:
        raise absent()
    now = spots(asked.viewed.latest(record_id))
    said = Link(issuer=ISSUER, id=one.key, confidence=SURE, reviewed_by=asked.viewed.person.id)
    there = place_of(now, one)
    bodies = {spot: dict(row.body) for spot, row in now.items()}
    bodies[there] = _with(bodies[there], "links" if same else "not_same", said)
    draft = Draft(asked, None, "actor", record_id, {}, _numbers(asked, record_id, bodies), now)
    record(draft, Judged(actor, bodies=bodies), record_id)


def place_of(now: Mapping[Spot, Row], one: Candidate) -> Spot:
    """Where what was decided of a pair is kept: where that stands by which it was found, where several, least secret.

    Of what is public, it is for the staff until it is released.

    Args:
        now: The facets of the actor that are seen.
        one: The pair.

    Raises:
        NotPermitted: It stands in none of them.
    """
    known = sorted((spot for spot in now if _stands(now[spot], one)), key=_secrecy)
    if not known:
        raise NotPermitted("it is not seen where the name stands by which this pair was found", remedy="look again")
    if known[0].label == PUBLIC:
        return min(
            (spot for spot in now if spot.facet is OPEN and spot.label != PUBLIC), key=_secrecy, default=known[0]
        )
    return known[0]


def _secrecy(spot: Spot) -> tuple[int, Spot]:
    return grade(spot.label), spot


def _stands(row: Row, one: Candidate) -> bool:
    """Whether the name by which a pair was found stands in a facet, or the identifier that somebody wrote down."""
    part = together(row.concept, row.record, {OPEN: row.body})
    if not isinstance(part, Actor):
        return False
    if one.why == WRITTEN:
        return any(link.issuer == ISSUER and not link.reviewed_by and link.id == one.ours for link in part.links)
    return one.ours in (part.name, *part.names.values())


def _with(body: Body, name: str, said: Link) -> dict[str, Any]:
    """The fields of a facet with what was decided; what somebody had written there of the same was looked at now."""
    links = [link for link in body.get("links", ()) if link["issuer"] != ISSUER or linked_key(link["id"]) != said.id]
    lists = {"links": links, "not_same": list(body.get("not_same", ()))}
    lists[name].append(said.model_dump(mode="json", exclude_defaults=True))
    return {key: value for key, value in {**body, **lists}.items() if key not in lists or value}


def _numbers(asked: Asked, record_id: str, mine: Mapping[Spot, Body]) -> dict[Spot, int]:
    """The numbers of the revisions from which the question was answered.

    They are read later than what they number; so what they number is looked at again after them.

    Raises:
        EditConflict: Something was recorded in between.
    """
    found, viewed = numbers(asked, record_id), asked.viewed
    since = view(viewed.person, datetime.now(UTC), day=asked.day).latest(record_id)
    if since != viewed.latest(record_id):
        raise EditConflict(mine, max(since.values(), key=lambda row: row.recorded_at, default=None))
    return found
