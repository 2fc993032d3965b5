"""What the page tells: both sides of a pair with names, identifiers, kinds and money; and what was decided by whom."""

from typing import Any

from forlik.desk.register.asked import Asked
from forlik.desk.register.pages.partners.decided import ISSUER
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.partners import Actor, Candidate, Partner, Partners
from forlik.portfolio.partners.figures import figure
from forlik.portfolio.partners.joining import PERSON, decided, keys_of, linked_key
from forlik.portfolio.partners.words import word
from forlik.register import concepts

NAMES = 4
"""Of a partner's names so many are told."""


def organisations(asked: Asked) -> tuple[Actor, ...]:
    """The actors that whoever asks may see, but for natural persons, as partners are joined to them."""
    return tuple(
        Actor(
            id=one.id,
            name=one.name,
            names=tuple(sorted(set(one.names.values()))),
            kind=one.kind or "",
            linked=tuple(link.id for link in one.links if link.issuer == ISSUER and link.reviewed_by),
            unreviewed=tuple(link.id for link in one.links if link.issuer == ISSUER and not link.reviewed_by),
            refused=tuple(link.id for link in one.not_same if link.issuer == ISSUER),
        )
        for one in asked.viewed.dossier.every(concepts.Actor)
        if one.name and one.kind != PERSON
    )


def pair(telling: Telling, one: Candidate) -> dict[str, Any]:
    """A pair that waits."""
    dossier, language = telling.dossier, telling.asked.language
    actor = dossier.get(concepts.Actor, one.actor.id)
    others = [name for name in one.actor.names if name != one.actor.name]
    return {
        "actor": {
            "id": one.actor.id,
            "name": telling.called(actor),
            "names": others,
            "kind": telling.word("actor_kinds", one.actor.kind),
            "identifiers": one.actor.linked,
        },
        "partner": _told(one.partner, language),
        "key": one.key,
        "score": str(one.score),
        "why": word("why", one.why, language),
        "ours": one.ours,
        "theirs": one.theirs,
    }


def _told(one: Partner, language: str) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "name": one.name,
        "names": [named.name for named in one.names[1:NAMES]],
        "identifiers": one.identifiers,
        "types": [word("type", code, language) for code in one.types],
        "does": [word("role", role, language) for role in one.roles],
        "given": figure(one.given, one.name),
        "received": figure(one.received, one.name),
    }


def _contested(asked: Asked, found: Partners | None) -> tuple[str, ...]:
    """Identifiers that several actors who may be seen are said to have, of partners that files name."""
    some = organisations(asked)
    there = {key for one in some for key in keys_of(one.linked) if found and found.get(key)}
    return decided(some, there).contested


def decisions(telling: Telling, found: Partners | None) -> list[dict[str, Any]]:
    """What was decided, of actors that may be seen; what no file names today stays decided."""
    rows, contested = [], _contested(telling.asked, found)
    for one in telling.dossier.every(concepts.Actor):
        said = [(True, link) for link in one.links if link.reviewed_by] if one.kind != PERSON else []
        said += [(False, link) for link in one.not_same] if one.kind != PERSON else []
        for same, link in said:
            if link.issuer == ISSUER:
                there = found.get(linked_key(link.id)) if found else None
                rows.append(
                    {
                        "actor": telling.actor(one.id),
                        "same": same,
                        "ref": there.ref if there else "",
                        "name": there.name if there else link.id,
                        "id": link.id,
                        "by": telling.person(link.reviewed_by),
                        "contested": linked_key(link.id) in contested,
                    }
                )
    return sorted(rows, key=lambda row: (row["actor"]["name"].casefold(), not row["same"], row["id"]))
