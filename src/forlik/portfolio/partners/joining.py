"""Joining organisations to actors: what a person has decided, by identifier and never by row."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from forlik.portfolio.partners.identifier import BY_NAME, by_name, identifier

PERSON = "person"
"""The kind of an actor who is a natural person: never an organisation."""


@dataclass(frozen=True, slots=True)
class Actor:
    """What is known of an actor, as far as it matters here; the caller says only of those whom the reader may see.

    Args:
        id: Its id.
        name: Its name.
        names: Its names in other languages and spellings.
        kind: What sort of actor; ``person`` is never joined.
        linked: Identifiers that a person found to be its own.
        unreviewed: Identifiers that somebody wrote down and nobody has looked at.
        refused: Identifiers that a person found to be another's.
    """

    id: str
    name: str
    names: tuple[str, ...] = ()
    kind: str = ""
    linked: tuple[str, ...] = ()
    unreviewed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """An actor that a partner is.

    Args:
        id: Its id.
        name: Its name.
        kind: What sort of actor.
    """

    id: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of identifiers.

    Args:
        actors: Key → the actor that has it.
        same: Key → the key that it is counted under, of an actor with several.
        contested: Keys that several actors are said to have: joined to none.
    """

    actors: Mapping[str, Actor] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    contested: tuple[str, ...] = ()


def linked_key(stated: str) -> str:
    """The key that an id in a link means: an identifier however it is written, or a name."""
    if stated.startswith(BY_NAME):
        return stated
    return identifier(stated) or by_name(stated) or ""


def keys_of(some: Iterable[str]) -> frozenset[str]:
    """The keys that the ids of links mean."""
    return frozenset(filter(None, map(linked_key, some)))


def decided(actors: Iterable[Actor], there: Collection[str]) -> Decided:
    """What persons have decided, of organisations that are there.

    An actor with two identifiers is one partner. An identifier that two actors are said to have is joined to neither:
    one of the two is wrong, and a person has to say which. One that is linked and refused of the same actor is refused.

    Args:
        actors: The actors.
        there: Keys of the organisations that are there.
    """
    claims: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors:
        if actor.kind != PERSON:
            for key in keys_of(actor.linked) - keys_of(actor.refused):
                if key in there:
                    claims[key].append(actor)
    sure = {key: some[0] for key, some in claims.items() if len(some) == 1}
    first: dict[str, str] = {}
    same = {}
    # An identifier stands for the actor before a name does.
    for key in sorted(sure, key=lambda one: (one.startswith(BY_NAME), one)):
        same[key] = first.setdefault(sure[key].id, key)
    return Decided(
        {same[key]: actor for key, actor in sure.items()},
        {key: one for key, one in same.items() if key != one},
        tuple(sorted(key for key, some in claims.items() if len(some) > 1)),
    )
