"""The register's first page: the engagements one may see, what falls due, and what provisional steps still owe."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.records.files import offers
from forlik.desk.records.glass import told
from forlik.desk.records.retention import keeps, waiting
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.due_list import AHEAD, due_rows
from forlik.desk.register.pages.files.listed import listed
from forlik.desk.register.sections.overview import overview
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Engagement
from forlik.register.dossier import Case
from forlik.register.machines.lifecycle import lifecycle

PATH = "register"
EXAMPLE = "/register"
TITLE = _("Register")
MENU = "register"
SOONEST = 12
"""Rows of what falls due that are told here; all of them have a page of their own."""


def answer(asked: Asked) -> Shown:
    """The files, the due list and the debts of what is seen.

    Raises:
        UsageError: A filter is set to what it does not know.
    """
    dossier, telling = asked.viewed.dossier, Telling(asked)
    files, debts = [], []
    for one in dossier.every(Engagement):
        case = Case(dossier, one)
        life = lifecycle(case)
        files.append(overview(telling, case, life))
        debts += [{"file": one.id, "title": telling.called(one), "debt": debt} for debt in life.debts]
    rows = due_rows(dossier, asked.day, AHEAD, telling.language)
    soonest = rows[:SOONEST]
    telling.shown.update(one.record for one in soonest)
    found = listed(asked, telling, files)
    mine = asked.viewed.person.id
    return Shown(
        title=str(_("Register")),
        lead=str(_("Engagements you may see, what falls due in them, and what is still owed.")),
        shows={
            "listed": found,
            "orders": _orders(asked),
            "turns": range(1, found.turns + 1),
            "due": [{"row": one, "mine": mine in one.keepers} for one in soonest],
            "more": len(rows) - len(soonest),
            "debts": debts,
            "asks": _asks(asked),
            "erasures": _erasures(asked),
        },
        records=telling.records,
    )


def _asks(asked: Asked) -> int:
    """How many things wait for whoever asks on the page of their own files: offers that are seen, and emergencies."""
    if asked.dated:
        return 0
    person = asked.viewed.person
    return sum(one.file in asked.viewed.dossier for one in offers(person)) + len(told(person))


def _erasures(asked: Asked) -> int:
    """How many things of persons are due for erasure, for whoever carries it out."""
    mine = not asked.dated and keeps(asked.viewed.person, asked.viewed.now)
    return waiting(asked.day)[0] if mine else 0


def _orders(asked: Asked) -> list[tuple[str, Any, bool]]:
    names = {"mine": _("mine first"), "title": _("by title"), "newest": _("newest first"), "oldest": _("oldest first")}
    chosen = asked.given.get("sort", "") or "mine"
    return [(value, name, value == chosen) for value, name in names.items()]
