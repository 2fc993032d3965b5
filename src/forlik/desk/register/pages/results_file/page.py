"""Results of one engagement: the ladder, indicators against their targets, evaluations, what its activities publish."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import the_case
from forlik.desk.register.sections.achieved import climbed, evaluated, reached, to_record
from forlik.desk.register.sections.published_results import published_results
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.results import work_items
from forlik.portfolio.results.of_register import engagements, evaluations_of, results_of

PATH = "register/<str:record>/results"
EXAMPLE = "/register/fiction-talks/results"
TITLE = _("Results")
MENU = "file"


def answer(asked: Asked, record: str) -> Shown:
    """What came of one engagement, as far as it may be seen.

    Raises:
        NoData: There is none, or none that may be seen; the two are not told apart.
    """
    engagement = the_case(asked, record).engagement
    telling = Telling(asked)
    results = results_of(asked.viewed.dossier, record)
    items = work_items(engagements=engagements(asked.viewed.dossier, [engagement]), day=asked.day)
    return Shown(
        title=str(TITLE),
        lead=telling.called(engagement),
        shows={
            "file": {"id": record, "title": telling.called(engagement), "fictional": engagement.fictional},
            "ladder": climbed(telling, results),
            "indicators": reached(telling, results),
            "evaluations": evaluated(telling, evaluations_of(asked.viewed.dossier, record)),
            "published": published_results(telling, engagement),
            "lacking": to_record(telling, items),
        },
        records=telling.records,
        marking=telling.marking,
    )
