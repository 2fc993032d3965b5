"""The Results page: how much is known of what came of it, what was reached, what is to be done, and the ladder."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik import places
from forlik.charts.plain_table import plain_table
from forlik.core.errors import NoData, PlaceRefused
from forlik.desk import public
from forlik.desk.answer import Answer
from forlik.desk.pages.results.climbing import climbed
from forlik.desk.pages.results.covering import choices, first_figures, parts
from forlik.desk.pages.results.doing import doing
from forlik.desk.pages.results.evaluating import evaluations, known
from forlik.desk.pages.results.reaching import compared
from forlik.desk.question import Question
from forlik.portfolio.results import covered, paper

PATH = "results"
EXAMPLE = "/results"
ACCESS = "public"
TITLE = _("Results")

GRAIN = _("One row: one activity of which results are expected, with what it has and what is to be done.")
LEAD = _("What came of it? First how much is known at all, then what was reached, what is to be done, and the ladder.")


def answer(asked: Question) -> Answer:
    """Coverage, targets against actuals, work items and the ladder.

    Raises:
        NoData: The country that is asked for is none.
    """
    copy = public.the_copy()
    shows: dict[str, Any] = {"ladder": climbed(asked, copy), "paper": _paper(asked.language)}
    told = [public.basis(copy)] if copy else []
    register = known(asked, copy)
    evaluated = {one for each in register for one in each.activities}
    about = partial(Answer, title=str(TITLE), lead=str(LEAD), snippet=_snippet(asked), grain=str(GRAIN))
    iso3, org, activity = _country(asked), asked.given.get("org") or None, asked.given.get("activity", "").strip()
    try:
        every = covered(asked.world, evaluated=evaluated)
        found = covered(asked.world, place=iso3, publisher=org, evaluated=evaluated) if iso3 or org else every
    except NoData as nothing:
        shows["nothing"] = nothing.reason
        return about(shows=shows, bases=tuple(told))
    bases = tuple(asked.world.then.bases[number] for number in found.bases)
    shows |= {"iso3": iso3 or "", "org": org or "", "activity": activity, "chosen": bool(iso3 or org or activity)}
    shows |= first_figures(found, bases, asked.language)
    shows |= {"parts": parts(asked, found), **choices(asked, every)}
    if shows["chosen"]:
        shows |= compared(asked, iso3, org, activity or None)
        shows |= evaluations(asked, iso3, org, activity or None, register)
    done = doing(asked, iso3, org, evaluated)
    return about(
        shows={**shows, **done.shows},
        table=(lambda: plain_table(asked.world, done.rows(), what="results", grain=str(GRAIN), bases=bases))
        if found.whole.activities
        else None,
        bases=(*told, *bases),
    )


def _country(asked: Question) -> str | None:
    stated = asked.given.get("country", "").strip()
    if not stated:
        return None
    try:
        return places.guess(stated)[0].iso3
    except PlaceRefused as refused:
        raise NoData(refused.what, remedy=refused.remedy) from refused


def _paper(language: str) -> dict[str, str]:
    """The white paper that the goals are from, in the reader's language."""
    said = paper()
    return {"citation": said["citation"], "url": said["url_nb" if language == "nb" else "url"]}


def _snippet(asked: Question) -> str:
    return (
        "import forlik\nfrom forlik.portfolio.results import covered, evaluated, periods\n\n"
        f'world = forlik.world("{asked.day}")\ncovered(world).whole.percent()\nperiods(world, place="Colombia")\n'
        'evaluated(world, place="Colombia")'
    )
