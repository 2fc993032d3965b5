"""All engagements in one place, in all four pillars: where each stands, and what they cost together."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.sections.four_pillars import four_pillars
from forlik.desk.register.sections.linked_aid import linked_aid
from forlik.desk.register.sections.raised import kept_flags, told
from forlik.desk.register.sections.telling import Telling
from forlik.desk.register.sections.together import together
from forlik.register.answers.pillars import WORLD
from forlik.register.concepts import Engagement, Plan, Process
from forlik.register.vocabulary import vocabulary

PATH = "register/place/<str:iso3>"
EXAMPLE = "/register/place/SDN"
TITLE = _("Place")


def answer(asked: Asked, iso3: str) -> Shown:
    """The engagements in a place.

    Raises:
        NoData: It is no place, and nothing that may be seen stands in one of that name.
    """
    telling = Telling(asked)
    dossier = asked.viewed.dossier
    there = [one for one in dossier.every(Engagement) if iso3 in one.places]
    plans = [one for one in dossier.every(Plan) if iso3 in one.places]
    processes = [one for one in dossier.every(Process) if iso3 in one.places]
    name = telling.place(iso3)
    if not (there or plans or processes) and name == iso3:
        raise absent()
    return Shown(
        title=name[:1].upper() + name[1:],
        lead=str(_("Everything we have engaged in here that you may see, in all four pillars.")),
        shows={
            "iso3": iso3,
            "known": name != iso3 and iso3 not in vocabulary("wide_places"),
            "plans": [{"id": one.id, "name": telling.called(one)} for one in plans],
            "processes": [{"id": one.id, "name": telling.called(one)} for one in processes],
            **together(telling, there),
            "four": four_pillars(telling, iso3, there),
            "aid": linked_aid(telling, there, None if iso3 == WORLD else iso3),
            "flags": [told(telling, one) for one in kept_flags(dossier) if one.place == iso3],
        },
        records=telling.records,
        marking=telling.marking,
    )
