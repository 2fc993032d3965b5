"""The register's first page: the engagements one may see, what falls due, and what provisional steps still owe."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.words import called, word
from forlik.register.concepts import Engagement
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.promises.due import due

PATH = "register"
EXAMPLE = "/register"
TITLE = _("Register")
MENU = "register"
AHEAD = 30
"""Days ahead of which it is told what falls due."""


def answer(asked: Asked) -> Shown:
    """The files, the due list and the debts of what is seen."""
    dossier = asked.viewed.dossier
    files, debts = [], []
    for one in dossier.every(Engagement):
        case = dossier.case(one.id)
        if case is None:
            continue
        life = lifecycle(case)
        files.append(_file(asked, one, life))
        debts += [{"file": one.id, "title": called(one), "debt": debt} for debt in life.debts]
    rows = due(dossier, asked.day, AHEAD, language="nb" if asked.language == "nb" else "en")
    mine = asked.viewed.person.id
    return Shown(
        title=str(TITLE),
        lead=str(_("Engagements you may see, what falls due in them, and what is still owed.")),
        shows={
            "files": sorted(files, key=lambda one: (not one["mine"], one["title"].casefold())),
            "due": [{"row": one, "mine": mine in one.keepers} for one in rows],
            "debts": debts,
        },
        records=tuple(one["id"] for one in files) + tuple(one.record for one in rows),
    )


def _file(asked: Asked, one: Engagement, life: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": called(one),
        "state": word("states", life.state, asked.language) if life.told else "",
        "since": life.since or "",
        "places": ", ".join(one.places),
        "pillars": one.pillars,
        "mine": asked.viewed.person.id in (one.owner, one.deputy),
        "fictional": one.fictional,
    }
