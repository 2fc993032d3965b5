"""One actor: its roles, what it wants, what lists restrict, who of us last met it and what we promised it."""

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.pages.actor.lists import lists
from forlik.desk.register.pages.actor.met import met
from forlik.desk.register.pages.actor.part import consents, files, members, part_of
from forlik.desk.register.sections.judgements import judgements, matrix
from forlik.desk.register.sections.parties import roles
from forlik.desk.register.sections.promises import promises
from forlik.desk.register.sections.sources import sources
from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.meetings import promised
from forlik.register.concepts import Actor, Assessment, Commitment, Role
from forlik.register.promises.projection import project

PATH = "register/actor/<str:actor>"
EXAMPLE = "/register/actor/fiction-front"
TITLE = _("Actor")
SEALED = ("channel", "contact", "whereabouts", "health", "security")
"""Fields that stand in the secret facet: how somebody is reached, and what endangers a person."""


def answer(asked: Asked, actor: str) -> Shown:
    """One actor, who has a part in something that may be seen.

    Raises:
        NoData: There is none, none that may be seen, or none with a part in anything that may be seen.
    """
    telling = Telling(asked)
    dossier = asked.viewed.dossier
    found = dossier.get(Actor, actor)
    if found is None or not part_of(dossier, actor):
        raise absent()
    ours = promised(dossier, actor)
    others = dossier.of_actor(Commitment, actor)
    mine = {one.commitment.id for one in ours}
    projections = project(dossier, only=[*mine, *(one.id for one in others)])
    judged = dossier.near(Assessment, [actor])
    return Shown(
        title=telling.called(found) or "–",
        shows={
            "actor": found,
            "kind": telling.word("actor_kinds", found.kind),
            "names": list(found.names.items()),
            "links": telling.links(found.links),
            "sealed": [(name, getattr(found, name)) for name in SEALED if getattr(found, name)],
            "met": met(telling, actor),
            "promised": promises(telling, [one.commitment for one in ours if one.named], projections),
            "around": promises(telling, [one.commitment for one in ours if not one.named], projections),
            "by_it": promises(telling, [one for one in others if actor in one.obligors], projections),
            "to_it": promises(
                telling, [one for one in others if actor in one.beneficiaries and one.id not in mine], projections
            ),
            "lists": lists(telling, actor),
            "consents": consents(telling, actor),
            "files": files(telling, actor),
            "members": members(telling, actor),
            "roles": roles(telling, dossier.of_actor(Role, actor)),
            "positions": matrix(telling, judged),
            "judgements": judgements(telling, judged),
            "sources": sources(telling, [found] if found.evidence else []),
        },
        records=telling.records,
        marking=telling.marking,
    )
