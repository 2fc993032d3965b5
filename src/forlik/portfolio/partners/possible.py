"""Candidates: partners that may be an actor of the register; a person decides, once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from forlik.places.folding import words
from forlik.portfolio.partners.joining import PERSON, Actor, decided, keys_of, linked_key
from forlik.portfolio.partners.partner import Partner, Partners
from forlik.portfolio.partners.spellings import alike, spellings

WRITTEN = "written_down"
"""Somebody wrote the identifier down for the actor, and nobody has looked at it."""
SURE_WRITTEN = 95
MOST = 10
"""Candidates of one actor: those further down are noise."""
COMMON = 400
"""A word that more partners have brings no two names together: it is “ministry”, or “fund”."""
PREFIX = 5
INDEX = "partners by the words of their names"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A partner that may be an actor.

    Args:
        actor: The actor.
        partner: The partner.
        score: How sure, in percent: by the names alone, and no probability.
        why: ``same_name``, ``acronym``, ``near_spelling`` or ``written_down``.
        ours: The name of the actor by which it was found; the identifier where it was written down.
        theirs: That of the partner.
    """

    actor: Actor
    partner: Partner
    score: int
    why: str
    ours: str
    theirs: str

    @property
    def key(self) -> str:
        """What a decision hangs on: the partner's identifier, or its folded name where it has none."""
        return self.partner.ref


def candidates(partners: Partners, actors: Iterable[Actor]) -> tuple[Candidate, ...]:
    """Pairs that wait for a person: the surest first.

    No natural person is a candidate, and neither is a partner that a person found to be an actor, nor one that the
    actor was found not to be.

    Args:
        partners: The partners; they may be made without actors, and what was decided of these is known all the same.
        actors: The actors that the reader may see.
    """
    some = tuple(actors)
    index = _index(partners)
    known = decided(some, index.by_ref)
    joined = known.actors.keys() | known.same.keys()
    found: list[Candidate] = []
    for actor in some:
        if actor.kind != PERSON:
            refused = keys_of(actor.refused)
            mine = [one for one in _of(actor, index) if not (refused | joined) & _keys(one.partner)]
            found += sorted(mine, key=_surest)[:MOST]
    return tuple(sorted(found, key=_surest))


def _keys(one: Partner) -> set[str]:
    return {one.ref, *one.identifiers}


def _index(partners: Partners) -> "_Index":
    """Made of the partners alone and kept with them: no actor is in it but those with whom they were made."""
    if INDEX not in partners.memory:
        partners.memory[INDEX] = _Index(one for one in partners.found if one.actor is None)
    made: _Index = partners.memory[INDEX]
    return made


def _surest(one: Candidate) -> tuple[int, str, str, str]:
    return -one.score, one.actor.name.casefold(), one.partner.name.casefold(), one.key


class _Index:
    """Partners by the words and beginnings of their names, so that not every pair is compared."""

    def __init__(self, some: Iterable[Partner]) -> None:
        self.by_ref: dict[str, Partner] = {}
        by_mark: dict[str, set[str]] = defaultdict(set)
        for one in some:
            self.by_ref.update(dict.fromkeys((one.ref, *one.identifiers), one))
            for named in one.names:
                for mark in _marks(named.name):
                    by_mark[mark].add(one.ref)
        self._by_mark: Mapping[str, set[str]] = by_mark

    def near(self, name: str) -> Iterator[Partner]:
        """Partners with a name that has a rare word of this one, begins as it does, or is the same whole."""
        refs: set[str] = set()
        for mark in _marks(name):
            some = self._by_mark.get(mark, set())
            if len(some) <= COMMON or mark.startswith("="):
                refs |= some
        return (self.by_ref[one] for one in sorted(refs))


def _marks(name: str) -> set[str]:
    known = spellings(name)
    whole = {f"={one}" for one in (*known.forms, *known.acronyms)}
    return whole | {f"^{known.whole[:PREFIX]}"} | {one for one in words(name) if len(one) > 2}  # noqa: PLR2004 - letters


def _of(actor: Actor, index: _Index) -> Iterator[Candidate]:
    best: dict[str, Candidate] = {}
    for stated in actor.unreviewed:
        if one := index.by_ref.get(linked_key(stated)):
            best[one.ref] = Candidate(actor, one, SURE_WRITTEN, WRITTEN, stated, one.name)
    for ours in dict.fromkeys((actor.name, *actor.names)):
        for one in index.near(ours) if ours else ():
            for theirs in one.names:
                found = alike(ours, theirs.name)
                if found and (one.ref not in best or best[one.ref].score < found[0]):
                    best[one.ref] = Candidate(actor, one, *found, ours, theirs.name)
    yield from best.values()
