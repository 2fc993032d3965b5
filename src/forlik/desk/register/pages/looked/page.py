"""Who looked: how often the sealed parts of a file were shown; counts for its owner, and names for nobody here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NotPermitted
from forlik.desk.access.labels import CONFIDENTIAL, grade
from forlik.desk.records.change import Which
from forlik.desk.records.duties import relation
from forlik.desk.records.files import may_run
from forlik.desk.records.lookers import references, who_looked
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import ABSENT, the_case
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.names import concept_called
from forlik.desk.register.marking import label_called

PATH = "register/<str:record>/looked"
EXAMPLE = "/register/fiction-talks/looked"
TITLE = _("Who looked")
MENU = "file"


def offered(asked: Asked, record: str) -> bool:
    """For the owner, who holds every label of the file."""
    person, now = asked.viewed.person, asked.viewed.now
    return relation(person.id, record, now) == "owner" and may_run(person, record, now)


def answer(asked: Asked, record: str) -> Shown:
    """The sealed parts of the file, those that were shown most often first.

    Raises:
        NoData: There is no such file, or none that may be seen.
        NotPermitted: It takes the owner, who holds every label of the file.
    """
    case = the_case(asked, record)
    person, now = asked.viewed.person, asked.viewed.now
    if not offered(asked, record):
        raise NotPermitted(ABSENT, remedy="who looked is told to the owner, who holds every label of the file")
    counts, named = who_looked(record, person, now), references(record, person, now)
    choices = Choices(asked, case)
    sealed = [one for one in counts if grade(one.label) >= CONFIDENTIAL]
    rows = [_row(asked, choices, one, counts[one], named[one]) for one in sealed]
    return Shown(
        title=str(TITLE),
        lead=str(_("How often each sealed part of this file was shown, your own looking among it.")),
        shows={
            "file": record,
            "called": choices.named(record),
            "rows": sorted(rows, key=lambda one: (-one["times"], one["title"].casefold())),
        },
        records=tuple(dict.fromkeys(one.record for one in sealed if one.record in asked.viewed.dossier)),
        marking=max((one.label for one in sealed), key=grade, default=""),
    )


def _row(asked: Asked, choices: Choices, one: Which, times: int, reference: str) -> dict[str, Any]:
    there = one.record in asked.viewed.dossier
    return {
        "title": choices.named(one.record) if there else "–",
        "concept": concept_called(asked.viewed.dossier.concept(one.record)) if there else "",
        "label": label_called(one.label),
        "times": times,
        "reference": reference,
    }
