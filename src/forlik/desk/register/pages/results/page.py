"""Results: how many engagements say what came of them, what is still to be recorded, the ladder, and indicators."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.pillars import PILLARS
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.sections.achieved import climbed, evaluated, reached, to_record
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.results import OfEngagement, OfWork, by_pillar, coverage_of, work_items
from forlik.portfolio.results.of_engagements import NOWHERE, expected_of
from forlik.portfolio.results.of_register import engagements, evaluations_of, results_of
from forlik.register.concepts import Assessment, Engagement

PATH = "register/results"
EXAMPLE = "/register/results"
TITLE = _("Results")
MENU = "register"
MINE = "mine"
LONGEST = 60


def answer(asked: Asked) -> Shown:
    """Everything that may be seen, narrowed to what is asked for."""
    telling = Telling(asked)
    dossier = asked.viewed.dossier
    every = dossier.every(Engagement)
    wanted = {name: asked.given.get(name, "").strip()[:LONGEST] for name in ("pillar", "place", "whose")}
    some = [one for one in every if _wanted(asked, one, wanted)]
    asked_of = tuple(engagements(dossier, some))
    results = _once(one for each in some for one in results_of(dossier, each.id))
    evaluations = _once(one for each in some for one in evaluations_of(dossier, each.id))
    # What is counted is told of, too.
    telling.of(*some, *results, *evaluations)
    items = work_items(engagements=asked_of, day=asked.day)
    return Shown(
        title=str(TITLE),
        lead=str(_("What came of our work, as far as you may see: first how much is said at all.")),
        shows={
            "every": len(every),
            "count": len(some),
            "apart": sum(not expected_of(one) for one in asked_of),
            "narrowed": any(wanted.values()),
            "mine": wanted["whose"] == MINE,
            "choices": _choices(telling, every, wanted),
            "coverage": _coverage(coverage_of(asked_of)),
            "pillars": _by_pillar(some, asked_of),
            "lacking": to_record(telling, items),
            "late": sum(one.overdue(asked.day) for one in items),
            "ladder": climbed(telling, results),
            "indicators": reached(telling, results),
            "evaluations": evaluated(telling, evaluations),
        },
        records=telling.records,
        marking=telling.marking,
    )


def _wanted(asked: Asked, one: Engagement, wanted: Mapping[str, str]) -> bool:
    own = asked.viewed.person.id in (one.owner, one.deputy)
    return (
        wanted["pillar"] in ("", *one.pillars)
        and wanted["place"] in ("", *one.places)
        and (own or wanted["whose"] != MINE)
    )


def _once(some: Iterable[Assessment]) -> tuple[Assessment, ...]:
    """Each once, the oldest first: one can be about an engagement and stand in the file of another."""
    found = {one.id: one for one in some}
    return tuple(sorted(found.values(), key=lambda one: (str(one.made_on), one.id)))


def _choices(telling: Telling, every: Sequence[Engagement], wanted: Mapping[str, str]) -> dict[str, Any]:
    """What the page may be narrowed to: only what some engagement that is seen has."""
    pillars = {pillar for one in every for pillar in one.pillars}
    places = {place: telling.place(place) for one in every for place in one.places}
    names = sorted(places.items(), key=lambda one: (one[1].casefold(), one[0]))
    return {
        "pillar": [(name, title, name == wanted["pillar"]) for name, title in PILLARS if name in pillars],
        "place": [(code, name, code == wanted["place"]) for code, name in names],
    }


def _coverage(found: OfWork) -> dict[str, Any]:
    return {
        "engagements": found.engagements,
        "with_result": found.with_result,
        "with_evaluation": found.with_evaluation,
        "percent": found.percent,
        "percent_evaluated": found.percent_evaluated,
    }


def _by_pillar(some: Iterable[Engagement], asked_of: Iterable[OfEngagement]) -> list[dict[str, Any]]:
    """A row a pillar, in the order of every page; one of which nothing is expected is told, too."""
    found = by_pillar(asked_of, {one.id: one.pillars for one in some})
    return [
        {"pillar": name, **_coverage(found[name])}
        for name in (*(name for name, _title in PILLARS), NOWHERE)
        if name in found
    ]
