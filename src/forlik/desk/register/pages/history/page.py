"""The history of an engagement: every change of every record of its file, when it was recorded, and by whom."""

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import UsageError
from forlik.desk.access.labels import grade
from forlik.desk.access.people import everybody
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.inputs import inputs
from forlik.desk.register.forms.names import concept_called, field_called
from forlik.desk.register.forms.shown import in_words
from forlik.desk.register.frame import GRADES
from forlik.desk.register.hung import Hung, hung, taken_back
from forlik.desk.register.marking import label_called
from forlik.desk.register.optioned import an_option
from forlik.desk.register.sections.telling import Telling
from forlik.desk.register.withdrawn import withdrawn
from forlik.register.answers.revisions import Changed, Revised, revisions
from forlik.register.called import TITLES
from forlik.register.concepts import CONCEPTS
from forlik.register.dossier import Case

PATH = "register/<str:record>/history"
EXAMPLE = "/register/fiction-talks/history"
TITLE = _("History")
MENU = "file"
AT_ONCE = 40
"""Changes on one page."""


def answer(asked: Asked, record: str) -> Shown:
    """The changes of a file, the newest first, a page at a time.

    Raises:
        NoData: There is no such file, or none that may be seen.
        UsageError: There is no such page.
    """
    case, back = asked.viewed.case(record), withdrawn(asked, record)
    option = an_option(asked, record) if case is None else None
    if case is None and option is None and record not in back:
        raise absent()
    telling = Telling(asked)
    written = revisions(asked.viewed.revisions(record, _belonging(case) if case else ()))
    documents = hung(asked, {one.record for one in written})
    every: list[Revised | Hung] = [*written, *documents]
    every.sort(key=lambda one: one.recorded_at, reverse=True)
    only = asked.given.get("of", "")
    wanted = [one for one in every if not only or one.record == only]
    turn = _turn(asked, len(wanted))
    choices = Reading(Names(asked, case))
    here = wanted[(turn - 1) * AT_ONCE : turn * AT_ONCE]
    gone = taken_back(asked, record) if any(one.ended for one in documents) else {}
    rows = [
        _document(telling, choices, one, gone) if isinstance(one, Hung) else _row(telling, choices, one) for one in here
    ]
    for row in (one for one in rows if "document" not in one):
        # On the newest change of a record that is gone, and so the first of its here.
        row["back"] = turn == 1 and row["withdrawn"] and row["record"] in back
        row["title"] = back[row["record"]].title or row["title"] if row["record"] in back else row["title"]
    labels = [each.label for one in here if isinstance(one, Revised) for each in one.fields]
    labels += [one.document.which.label for one in here if isinstance(one, Hung)]
    # A title may stand in a facet of which nothing else is told here.
    named = {record, *(one.record for one in here)} if case is None and option is None else {one.record for one in here}
    labels += [back[one].marking for one in named if one in back]
    telling.shown.update((record, *(one.record for one in here), *choices.choices.shown))
    return Shown(
        title=str(TITLE),
        lead=telling.called(case.engagement) if case else option or back[record].title,
        shows={
            "record": record,
            "file": record if case else "",
            "option": option or "",
            "whole": "" if case or option else f"/register/{record}/bring-back/{record}",
            "of": only,
            "rows": rows,
            "count": len(wanted),
            "turn": turn,
            "newer": turn - 1,
            "older": turn + 1 if turn * AT_ONCE < len(wanted) else 0,
        },
        records=telling.records,
        marking=max(filter(None, [telling.marking, *labels]), key=grade, default=""),
    )


class Names(Choices):
    """What ids are called to whoever reads only: those who have left keep their names."""

    @cached_property
    def persons(self) -> Mapping[str, str]:
        """The persons of the house, past and present."""
        return everybody()


class Reading:
    """What the words of forms need where nothing is written.

    Args:
        choices: What ids and words are called.
    """

    def __init__(self, choices: Choices) -> None:
        self.choices = choices


def _belonging(case: Case) -> tuple[str, ...]:
    """Records that belong to the file and may stand in another, or in none; of the rest the file itself knows."""
    of = (case.actors, case.roles, case.texts, case.commitments, case.assessments, case.acts)
    plan = (case.plan.id,) if case.plan else ()
    return tuple(dict.fromkeys([*case.files, *plan, *(one.id for some in of for one in some)]))


def _turn(asked: Asked, count: int) -> int:
    given = asked.given.get("page", "1") or "1"
    last = max(1, -(-count // AT_ONCE))
    if not (given.isascii() and given.isdigit()) or not 1 <= int(given) <= last:
        raise UsageError(f"there is no page “{given}”", remedy=f"ask for one from 1 to {last}")
    return int(given)


def _row(telling: Telling, reading: Reading, one: Revised) -> dict[str, Any]:
    changed = {each.name: each for each in one.fields}
    gone = changed.get("withdrawn")
    return {
        "record": one.record,
        "title": _title(telling, reading, one),
        "concept": concept_called(one.concept),
        "at": one.recorded_at.date(),
        "time": f"{one.recorded_at:%H:%M}",
        "known": one.known_at.date() if one.earlier and one.known_at.date() != one.recorded_at.date() else None,
        "who": telling.person(one.who),
        "began": one.began,
        "carried": one.carried,
        "withdrawn": bool(gone and gone.after),
        "restored": bool(gone and gone.before and not gone.after),
        "fields": [_field(reading, one.concept, each) for each in one.fields],
    }


def _document(telling: Telling, reading: Reading, one: Hung, gone: Collection[str]) -> dict[str, Any]:
    done = _t("taken back") if one.ended else _t("brought back") if one.restored else _t("attached")
    known = one.record in telling.dossier
    return {
        "record": one.record,
        "title": reading.choices.named(one.record) if known else _t("a record that was withdrawn"),
        "at": one.recorded_at.date(),
        "time": f"{one.recorded_at:%H:%M}",
        "who": telling.person(one.who),
        "document": one.document.name,
        "done": done,
        "kept": label_called(one.document.which.label),
        "back": one.document.id if one.ended and one.document.id in gone else "",
    }


def _title(telling: Telling, reading: Reading, one: Revised) -> str:
    """What a record is called now; one that is no longer there, as it was called then."""
    if one.record in telling.dossier:
        return reading.choices.named(one.record)
    after = {each.name: each.after for each in one.fields}
    return next((str(after[name]) for name in TITLES if after.get(name)), "") or _t("a record that was withdrawn")


def _field(reading: Reading, concept: str, one: Changed) -> dict[str, Any]:
    kind = CONCEPTS[concept]
    shown = next((each for each in inputs(kind) if each.name == one.name), None)
    return {
        "name": field_called(kind, one.name) if shown else one.name,
        "before": in_words(shown, reading, one.before) if shown else str(one.before or ""),
        "after": in_words(shown, reading, one.after) if shown else str(one.after or ""),
        "kept": str(GRADES.get(one.label[:1], "")),
        "sealed": one.label[:1] in ("2", "3"),
    }
