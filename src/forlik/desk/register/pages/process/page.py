"""One peace process: how it went, its tracks and who runs each, our engagements in it, its texts and its parties."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.sections.overview import overview
from forlik.desk.register.sections.parties import roles
from forlik.desk.register.sections.sources import sources
from forlik.desk.register.sections.telling import Telling
from forlik.desk.register.sections.texts import texts
from forlik.register.answers.tracks import Track, tracks
from forlik.register.concepts import Engagement, Process, Role, Text
from forlik.register.dossier import Case
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.machines.phase import phase
from forlik.register.seed import US

PATH = "register/process/<str:process>"
EXAMPLE = "/register/process/fiction-process"
TITLE = _("Process")


def answer(asked: Asked, process: str) -> Shown:
    """One process.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    telling = Telling(asked)
    dossier = asked.viewed.dossier
    found = dossier.get(Process, process)
    if found is None:
        raise absent()
    family = tracks(dossier, process)
    in_it = [one for one in dossier.near(Role, [process]) if one.of == process]
    return Shown(
        title=telling.called(found) or "–",
        shows={
            "process": found,
            "places": telling.places(found.places),
            "level": telling.word("levels", found.level),
            "parent": dossier.get(Process, found.parent),
            "phase": _phase(telling, process),
            "public_phase": telling.word("stages", found.public_phase),
            "tracks": [_track(telling, one, process) for one in family],
            "engagements": _engagements(telling, dossier.near(Engagement, [process])),
            "roles": roles(telling, in_it),
            "texts": texts(telling, dossier.near(Text, [process])),
            "links": telling.links(found.links),
            "sources": sources(telling, [found] if found.evidence else []),
        },
        records=telling.records,
        marking=telling.marking,
    )


def _phase(telling: Telling, process: str) -> dict[str, Any]:
    """Where it stands, and each text or act that moved it, the newest first."""
    found = phase(telling.dossier, process)
    return {
        "stage": telling.word("stages", found.stage),
        "since": found.since or "",
        "history": [
            {
                "stage": telling.word("stages", one.stage),
                "since": one.since,
                "by": telling.called(telling.dossier[one.record]),
            }
            for one in reversed(found.history)
        ],
    }


def _track(telling: Telling, one: Track, here: str) -> dict[str, Any]:
    telling.of(one.process)
    return {
        "id": one.process.id,
        "name": telling.called(one.process) or "–",
        "level": telling.word("levels", one.process.level),
        "depth": one.depth,
        "here": one.process.id == here,
        "runs": _who(telling, one.runs),
        "parties": _who(telling, one.parties),
        "beside": _who(telling, one.beside),
        "ours": [{"id": each.id, "name": telling.called(each)} for each in one.engagements],
    }


def _who(telling: Telling, some: tuple[Role, ...]) -> list[dict[str, Any]]:
    telling.of(*some)
    words = ((one, telling.word("role_words", one.kind)) for one in some)
    return [{**telling.actor(one.actor), "role": role, "us": one.actor == US} for one, role in words]


def _engagements(telling: Telling, some: tuple[Engagement, ...]) -> list[dict[str, Any]]:
    cases = (Case(telling.dossier, one) for one in some)
    return [overview(telling, case, lifecycle(case)) for case in cases]
