"""One plan: what shall be reached, and the engagements that serve it, in all four pillars."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.sections.sources import sources
from forlik.desk.register.sections.telling import Telling
from forlik.desk.register.sections.together import together
from forlik.register.concepts import Engagement, Plan

PATH = "register/plan/<str:plan>"
EXAMPLE = "/register/plan/fiction-plan"
TITLE = _("Plan")


def answer(asked: Asked, plan: str) -> Shown:
    """One plan.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    telling = Telling(asked)
    dossier = asked.viewed.dossier
    found = dossier.get(Plan, plan)
    if found is None:
        raise absent()
    under = [one for one in dossier.near(Engagement, [plan]) if one.plan == plan]
    return Shown(
        title=telling.called(found) or "–",
        shows={
            "plan": found,
            "places": telling.places(found.places),
            "owner": telling.person(found.owner),
            "late": bool(found.review_on and found.review_on < asked.day),
            "sources": sources(telling, [found] if found.evidence else []),
            **together(telling, under),
        },
        records=telling.records,
        marking=telling.marking,
    )
