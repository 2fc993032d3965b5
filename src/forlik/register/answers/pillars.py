"""Where and in which pillars we are engaged: engagements and promises by place and pillar, the World and regions too.

What is promised in rights reviews and treaties belongs to rights and democracy, wherever it stands; every other promise
is of the pillars of its engagement, or of peace where it stands in a peace process alone. Nothing is counted twice in
one field; an engagement in two pillars stands in both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from forlik.register.concepts import Commitment, Engagement, Process
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.promises.projection import Projections
from forlik.register.promises.state import standing
from forlik.register.vocabulary import vocabulary

PEACE, RIGHTS = "peace", "rights"
OF_RIGHTS = frozenset({"rights_recommendation", "treaty_obligation"})
"""Kinds of promises that belong to rights and democracy by themselves."""
NOWHERE = ""
"""In place of a place: none is said. In place of a pillar: none is said."""
RUNNING = frozenset({"exploring", "active", "suspended", "closing"})
WORLD = "World"


@dataclass(frozen=True)
class Field:
    """What stands in one place and one pillar.

    Args:
        engagements: All, by their ids in order.
        running: Those of them that run.
        promises: Kind of promise → ids of those that are not settled.
        settled: Kind of promise → ids of those that are.
        late: Ids of promises whose last day has passed and that are not met.
    """

    engagements: tuple[str, ...] = ()
    running: tuple[str, ...] = ()
    promises: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    late: tuple[str, ...] = ()


Fields = Mapping[str, Mapping[str, Field]]
"""Place → pillar → what stands there. Countries by their codes, then regions, then the World, then none."""


def by_place(dossier: Dossier, projections: Projections, place: str | None = None) -> Fields:
    """All engagements and promises that a viewer may see, by place and pillar.

    Args:
        dossier: As the viewer sees it.
        projections: Where its promises stand.
        place: Only what stands there; everything when not given.
    """
    found: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in dossier.every(Engagement):
        here = _within(place, _fields(one.places, one.pillars))
        state = lifecycle(Case(dossier, one)).state if here else None
        for at in here:
            found[at]["engagements"].append(one.id)
            if state in RUNNING:
                found[at]["running"].append(one.id)
    for promise in dossier.every(Commitment):
        here = _within(place, _promised(dossier, promise))
        if not here:
            continue
        stands = standing(projections, promise.id)
        for at in here:
            found[at][("settled:" if stands.settled else "open:") + (promise.kind or NOWHERE)].append(promise.id)
            if stands.late:
                found[at]["late"].append(promise.id)
    places: dict[str, dict[str, Field]] = defaultdict(dict)
    for (where, pillar), parts in sorted(found.items(), key=lambda item: (_wide(item[0][0]), item[0])):
        places[where][pillar] = _field(parts)
    return dict(places)


def _within(place: str | None, some: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Those fields that stand at a place; all when none is given."""
    return tuple(at for at in some if place in (None, at[0]))


def _promised(dossier: Dossier, one: Commitment) -> Iterator[tuple[str, str]]:
    """The fields in which a promise stands: those of its engagement, else the places of its process."""
    file = dossier.get(Engagement, one.engagement)
    process = dossier.get(Process, one.process)
    places = file.places if file else process.places if process else ()
    if one.kind in OF_RIGHTS:
        return _fields(places, (RIGHTS,))
    return _fields(places, file.pillars if file else (PEACE,) if process else ())


def _fields(places: tuple[str, ...], pillars: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Each place with each pillar, once."""
    for place in dict.fromkeys(places or (NOWHERE,)):
        for pillar in dict.fromkeys(pillars or (NOWHERE,)):
            yield place, pillar


def _field(parts: Mapping[str, list[str]]) -> Field:
    def kinds(head: str) -> dict[str, tuple[str, ...]]:
        return {key.removeprefix(head): tuple(ids) for key, ids in sorted(parts.items()) if key.startswith(head)}

    return Field(
        tuple(parts.get("engagements", ())),
        tuple(parts.get("running", ())),
        kinds("open:"),
        kinds("settled:"),
        tuple(parts.get("late", ())),
    )


def _wide(place: str) -> int:
    """Countries first, then regions, then the World, then what is nowhere."""
    if place == NOWHERE:
        return 3
    if place == WORLD:
        return 2
    return 1 if place in vocabulary("wide_places") else 0


def totals(fields: Fields) -> Mapping[str, Field]:
    """Pillar → what stands in it at all places together; what stands at several places counts once."""
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for pillars in fields.values():
        for pillar, one in pillars.items():
            mine = found[pillar]
            mine["engagements"] |= dict.fromkeys(one.engagements)
            mine["running"] |= dict.fromkeys(one.running)
            mine["late"] |= dict.fromkeys(one.late)
            for head, kinds in (("open:", one.promises), ("settled:", one.settled)):
                for kind, ids in kinds.items():
                    mine[head + kind] |= dict.fromkeys(ids)
    return {pillar: _field({key: sorted(ids) for key, ids in parts.items()}) for pillar, parts in sorted(found.items())}


def whole(pillars: Mapping[str, Field]) -> Field:
    """All pillars of a place together; what stands in several counts once.

    Args:
        pillars: Pillar → what stands in it.
    """
    # Pillars are put in the place of places, for what is the same in several counts once either way.
    return totals({pillar: {NOWHERE: one} for pillar, one in pillars.items()}).get(NOWHERE, Field())
