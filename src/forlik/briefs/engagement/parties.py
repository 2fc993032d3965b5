"""The primary parties and where their consent stands; and all actors of a file with their roles."""

from collections.abc import Iterator

from forlik.briefs.document import Inline, Line, Strong, line
from forlik.briefs.engagement.opened import Opened
from forlik.briefs.telling import cut
from forlik.register.concepts import Actor, Role
from forlik.register.machines.consent import Standing, consent
from forlik.register.machines.when import current

OF_AN_ACTOR = ("office", "listed", "delegation", "influence", "positions")
"""What a brief tells of an actor. What protects a person, and how anybody is reached, no brief tells."""


def consents(of: Opened) -> list[Line]:
    """The primary parties, each with where its consent stands.

    Args:
        of: The engagement.
    """
    return [_consent(of, one) for one in consent(of.case)]


def actors(of: Opened) -> list[Line]:
    """The actors of the file, by name, each with its roles and what is known of it.

    Args:
        of: The engagement.
    """
    roles: dict[str, list[Role]] = {}
    for role in of.case.roles:
        if role.actor:
            roles.setdefault(role.actor, []).append(role)
    found = sorted(of.case.actors, key=lambda one: (of.telling.called(one.id).casefold(), one.id))
    return [_actor(of, one, roles.get(one.id, [])) for one in found]


def _consent(of: Opened, one: Standing) -> Line:
    name = of.telling.called(one.party)
    state = of.telling.word("consent_states", one.state)
    of.telling.of(one.by_act.id if one.by_act else None)
    if one.act is None:
        said = of.telling.fact(state, one.party, "name") if one.party in of.case.dossier else state
        return line(Strong(cut(name, of.longest)), ": ", said)
    since = of.say("consent.since", what=state, day=one.since) if one.since else state
    parts: list[Inline] = [": ", of.telling.fact(since, one.act, "kind", "happened", "by", "to", "scope")]
    if one.waiver and one.state == "waived" and one.waiver.reason:
        parts += [
            f". {of.say('consent.why')}: ",
            of.telling.fact(cut(one.waiver.reason, of.longest), one.act, "reason"),
        ]
    return line(Strong(cut(name, of.longest)), *parts)


def _actor(of: Opened, one: Actor, roles: list[Role]) -> Line:
    day = of.case.day
    kind = of.telling.word("actor_kinds", one.kind)
    parts: list[Inline] = [Strong(of.telling.called(one.id)), ", "] if kind else [Strong(of.telling.called(one.id))]
    if kind:
        parts.append(of.telling.fact(kind, one.id, "kind", "name"))
    for role in sorted(roles, key=lambda role: (not current(role, day), role.since or "", role.id)):
        parts += ["; ", of.telling.fact(", ".join(_role(of, role)), role.id)]
    for field in OF_AN_ACTOR:
        if text := getattr(one, field):
            parts += [f". {of.say(f'actor.{field}')}: ", of.telling.fact(text, one.id, field)]
    return line(*parts)


def _role(of: Opened, role: Role) -> Iterator[str]:
    kind = of.telling.word("role_words", role.kind) or "–"
    yield of.say("role.of", role=kind, of=of.telling.called(role.of)) if role.of in of.case.dossier else kind
    if role.side:
        yield of.say("role.side", side=role.side)
    if role.since or role.until:
        yield f"{role.since or ''}–{role.until or ''}"
    if role.people is not None and role.women is not None:
        yield of.say("role.women", women=role.women, people=role.people)
    elif role.people is not None:
        yield of.say("role.people", people=role.people)
