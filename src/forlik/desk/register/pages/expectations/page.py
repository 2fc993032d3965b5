"""The ledger of expectations: what runs, what waits for somebody, what became of the others, and how good they were."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.assess.ledger.ledger import Entry
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.sections.ledgered import entries_of, grouped, scored
from forlik.desk.register.sections.telling import Telling

PATH = "register/decide/expectations"
EXAMPLE = "/register/decide/expectations"
TITLE = _("Expectations")
MENU = "decide"
MINE = "mine"


def answer(asked: Asked) -> Shown:
    """The ledger, of everybody or of whoever asks; the scores are always those of everybody."""
    telling = Telling(asked)
    every = entries_of(telling)
    mine = asked.given.get("whose") == MINE
    found = [one for one in every if not mine or _own(asked, one)]
    groups = grouped(telling, found)
    # What is counted is told of, too: a score that rests on a sealed record is as secret as it is.
    telling.of(*(one.record for one in every))
    telling.shown.update(one.said for one in every if one.said)
    return Shown(
        title=str(TITLE),
        lead=str(_("What was expected when a decision was taken, and what became of it.")),
        shows={
            "every": len(every),
            "mine": mine,
            "groups": _told(groups),
            "counts": {name: len(some) for name, some in groups.items()},
            "scored": scored(every),
        },
        records=telling.records,
        marking=telling.marking,
    )


def _own(asked: Asked, one: Entry) -> bool:
    return bool(one.record.author) and one.record.author == asked.viewed.person.id


def _told(groups: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The groups with what each is called, and what is said where there is none."""
    said = {
        "waiting": (_("Waiting for somebody"), _("Nothing waits for a person's judgement.")),
        "running": (_("Running"), _("No day is still to come.")),
        "resolved": (_("Seen"), _("Nothing has been seen to come or not to come.")),
        "void": (_("Void"), _("Nothing was given up as impossible to judge.")),
    }
    return [{"id": name, "title": said[name][0], "none": said[name][1], "rows": groups[name]} for name in said]
