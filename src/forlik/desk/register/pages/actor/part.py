"""In what an actor has a part: the files, the roles of others in it, and whether its consent stands in each file."""

from collections.abc import Iterable
from typing import Any

from forlik.desk.register.sections.parties import consented, roles
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Act, Assessment, Commitment, Engagement, Process, Role
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.consent import consent

TAKING_PART = (Role, Act, Commitment, Engagement, Assessment)


def part_of(dossier: Dossier, actor: str) -> bool:
    """Whether an actor has a part in anything that may be seen: an actor whom nothing names is in no file."""
    named = any(dossier.of_actor(concept, actor) for concept in TAKING_PART)
    return named or bool(dossier.near(Role, [actor]) or dossier.near(Assessment, [actor]))


def files(telling: Telling, actor: str) -> list[dict[str, Any]]:
    """The engagements in which an actor has a part, by its roles, its acts, its promises or a judgement on it."""
    found = {one.id: one for one in _engagements(telling.dossier, actor)}
    ordered = sorted(found.values(), key=lambda one: (telling.called(one).casefold(), one.id))
    return [{"id": one.id, "name": telling.called(one)} for one in ordered]


def consents(telling: Telling, actor: str) -> list[dict[str, Any]]:
    """Where its consent stands, in each engagement of whose process it is a primary party."""
    parties = {one.of for one in telling.dossier.of_actor(Role, actor) if one.kind == "primary_party" and one.of}
    near = telling.dossier.near(Engagement, sorted(str(of) for of in parties))
    return [
        {**consented(telling, standing), "file": one.id, "title": telling.called(one)}
        for one in near
        for standing in consent(Case(telling.dossier, one))
        if standing.party == actor
    ]


def members(telling: Telling, actor: str) -> list[dict[str, Any]]:
    """Others' roles in it: who commands it, who belongs to it, who split from it."""
    return roles(telling, [one for one in telling.dossier.near(Role, [actor]) if one.of == actor])


def _engagements(dossier: Dossier, actor: str) -> Iterable[Engagement]:
    yield from dossier.of_actor(Engagement, actor)
    of = {str(one.of) for one in dossier.of_actor(Role, actor) if one.of}
    yield from dossier.near(Engagement, of)
    standing: tuple[Act | Commitment | Assessment, ...]
    standing = (*dossier.of_actor(Act, actor), *dossier.of_actor(Commitment, actor), *dossier.near(Assessment, [actor]))
    of |= {str(one.engagement) for one in standing if one.engagement}
    processes = {str(one.process) for one in standing if isinstance(one, Act | Commitment) and one.process}
    yield from dossier.near(Engagement, processes)
    for id_ in sorted(of):
        found = dossier.get(Engagement, id_)
        if found:
            yield found
        parent = dossier.get(Process, id_)
        if parent and parent.parent:
            yield from dossier.near(Engagement, [parent.parent])
