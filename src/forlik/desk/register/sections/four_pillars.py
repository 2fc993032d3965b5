"""A place in all four pillars at once: our engagements, what is promised, their cost, results, and published aid."""

from collections.abc import Mapping, Sequence
from typing import Any

from forlik.desk.register.sections.achieved import result
from forlik.desk.register.sections.costs import summed
from forlik.desk.register.sections.fields import ids_of
from forlik.desk.register.sections.fields import told as field_told
from forlik.desk.register.sections.published_aid import published_aid
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.results import coverage_of
from forlik.portfolio.results.of_register import awaited, engagements, results_of
from forlik.register.answers.pillars import NOWHERE, Field, by_place, whole
from forlik.register.concepts import Engagement
from forlik.register.promises.kept import projections
from forlik.register.vocabulary import vocabulary


def four_pillars(telling: Telling, code: str, there: Sequence[Engagement]) -> dict[str, Any]:
    """What ``register/four_pillars.html`` shows: a row a pillar, one for what is in none, and all together.

    An engagement in two pillars stands in both rows, and counts once in the last.

    Args:
        telling: What was told on the page.
        code: The place.
        there: The engagements there that are seen.
    """
    fields = by_place(telling.dossier, projections(telling.dossier), place=code).get(code, {})
    names = (*vocabulary("pillars"), NOWHERE)
    aid = published_aid(telling, code, names)
    telling.of(*(telling.dossier[id_] for one in fields.values() for id_ in ids_of(one)))
    shown = [name for name in names if name or name in fields or name in aid.by_pillar]
    every = whole(fields)
    results = {one.id: one for each in there for one in results_of(telling.dossier, each.id)}
    return {
        "rows": [
            _row(telling, name, fields.get(name, Field()), _of(there, name), aid.by_pillar.get(name)) for name in shown
        ],
        "all": _row(telling, NOWHERE, every, there, aid.about if "address" in aid.about else None),
        "aid": aid.about,
        "results": [result(telling, one) for one in results.values()],
        "coverage": coverage_of(tuple(engagements(telling.dossier, there))),
    }


def _of(there: Sequence[Engagement], pillar: str) -> list[Engagement]:
    return [one for one in there if pillar in (one.pillars or (NOWHERE,))]


def _row(
    telling: Telling, pillar: str, field: Field, some: Sequence[Engagement], aid: Mapping[str, Any] | None
) -> dict[str, Any]:
    results = {each.id: each for one in some for each in results_of(telling.dossier, one.id) if not awaited(each)}
    telling.of(*results.values())
    return {
        "pillar": pillar,
        "field": field_told(telling, field),
        "sum": summed(telling, some) if some else None,
        "results": len(results),
        "aid": aid,
    }
