"""The portfolio: engagements and promises by place and pillar, countries, regions and the World."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.pillars import PILLARS
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.sections.costs import summed
from forlik.desk.register.sections.fields import told
from forlik.desk.register.sections.linked_aid import linked_aid
from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.pillars import NOWHERE, Field, by_place, totals
from forlik.register.concepts import Commitment, Engagement
from forlik.register.promises.kept import projections
from forlik.register.vocabulary import vocabulary

PATH = "register/portfolio"
EXAMPLE = "/register/portfolio"
TITLE = _("Portfolio")
MENU = "register"
BESIDE = (*(name for name, _title in PILLARS), NOWHERE)


def answer(asked: Asked) -> Shown:
    """Everything that may be seen, by place and pillar."""
    telling = Telling(asked)
    dossier = asked.viewed.dossier
    every = dossier.every(Engagement)
    telling.of(*every, *dossier.every(Commitment))
    found = by_place(dossier, projections(dossier))
    columns = [name for name in BESIDE if name or any(NOWHERE in row for row in found.values())]
    return Shown(
        title=str(TITLE),
        lead=str(_("Where we are engaged and what is promised there, in all four pillars, as far as you may see.")),
        shows={
            "pillars": columns,
            "rows": [_row(telling, place, fields, columns) for place, fields in found.items()],
            "totals": _cells(telling, totals(found), columns),
            "count": len(every),
            "sum": summed(telling, every),
            "aid": linked_aid(telling, every),
        },
        records=telling.records,
        marking=telling.marking,
    )


def _row(telling: Telling, place: str, fields: Mapping[str, Field], columns: Sequence[str]) -> dict[str, Any]:
    return {
        "id": place,
        "name": telling.place(place) if place else "",
        "wide": place in vocabulary("wide_places"),
        "cells": _cells(telling, fields, columns),
    }


def _cells(telling: Telling, fields: Mapping[str, Field], columns: Sequence[str]) -> list[dict[str, Any]]:
    """A cell a column; one in which nothing stands is empty."""
    return [{"pillar": name, **(told(telling, fields[name]) if name in fields else {})} for name in columns]
