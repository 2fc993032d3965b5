"""Deciding on an option against the screen: it is frozen as it was shown, and everything that is lacking is named."""

import json
from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.core.errors import ForlikError, NotPermitted
from forlik.desk import refusals, screens
from forlik.desk.access.log import writing
from forlik.desk.records.together import record_together
from forlik.desk.records.viewed import view
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import ABSENT
from forlik.desk.register.forms.mistakes import Wrong
from forlik.desk.register.option_titles import option_title
from forlik.desk.register.optioned import decides, the_option
from forlik.desk.register.pages.decision.against import against, recorded, sealing
from forlik.desk.register.pages.decision.expecting import Mistake
from forlik.desk.register.pages.decision.form import form as form_of
from forlik.desk.register.pages.decision.known import known_already
from forlik.desk.register.pages.decision.made import made
from forlik.desk.register.pages.decision.screened import Screened, screened
from forlik.desk.register.pages.decision.written import MORE, Written, begun, sent
from forlik.desk.register.sections.evidenced import evidenced
from forlik.desk.register.sections.frozen import frozen
from forlik.desk.register.sections.gated import gated
from forlik.desk.register.sections.requested import requested
from forlik.desk.register.sections.telling import NOBODY, Telling
from forlik.register.option import Option

PATH = "register/decide/<str:record>/decision"
EXAMPLE = "/register/decide/fiction-option-facilitate/decision"
TITLE = _("Decide")


def offered(asked: Asked, record: str) -> bool:
    """Whether it is for whoever asks."""
    return decides(asked, record)


def answer(asked: Asked, record: str) -> Shown:
    """The screen as it stands, and the form.

    Raises:
        NoData: There is no such option, or none that may be seen.
        NotPermitted: It takes who answers for the option, and holds every label of its file.
    """
    option = _option(asked, record)
    return _page(asked, record, screened(asked, option, screens.shown(option.place, asked.day)), begun())


def again(asked: Asked, form: Any, record: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such option, or none that may be seen.
        NotPermitted: It takes who answers for the option, and holds every label of its file.
    """
    option = _option(asked, record)
    return _page(asked, record, screened(asked, option, screens.shown(option.place, asked.day)), sent(form))


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Record the decision with all that it makes, or say everything that stands in its way: nothing written is lost.

    Raises:
        NoData: There is no such option, or none that may be seen.
        NotPermitted: It takes who answers for the option, and holds every label of its file.
    """
    option, written = _option(asked, record), sent(form)
    shown = screens.shown(option.place, asked.day)
    if more := form.get(MORE, ""):
        return _page(asked, record, screened(asked, option, shown), written.one_more(more))
    known = known_already(written, option, asked.day)
    try:
        with writing():
            # Read anew where nobody else can record: an answer on harm that came in meanwhile counts.
            fresh = replace(asked, viewed=view(asked.viewed.person, asked.viewed.now, day=asked.day))
            on = screened(fresh, option, shown)
            wrong = _recorded(fresh, record, on, written, known)
    except ForlikError as error:
        return _page(asked, record, screened(asked, option, shown), written, {"": [refusals.told(error)]})
    return _page(fresh, record, on, written, wrong) if wrong else Gone(f"/register/decide/{record}")


def _option(asked: Asked, record: str) -> Option:
    _record, option = the_option(asked, record)
    if not decides(asked, record):
        remedy = "a decision takes who answers for the option, and holds every label of its file"
        raise NotPermitted(ABSENT, remedy=remedy)
    return option


def _recorded(asked: Asked, record: str, on: Screened, written: Written, known: Sequence[Mistake]) -> Wrong:
    """Record it, if nothing stands against it; gives what does."""
    makes, telling = made(asked, record, on, written), Telling(asked)
    how = sealing(asked, record, on, makes.decision.engagement or "")
    label = written.texts["sealed"] if written.texts["sealed"] in how.labels else ""
    changes = recorded(asked, record, makes, label or (how.labels[0] if how.needed and how.labels else ""))
    wrong = against(
        asked, on, written, makes, changes, how,
        known=known, decides=decides(asked, record), named=lambda id_: telling.judge(id_)["name"] or NOBODY,
    )  # fmt: skip
    if not wrong:
        record_together(changes, asked.viewed.person, asked.viewed.now)
    return wrong


def _page(asked: Asked, record: str, on: Screened, written: Written, wrong: Wrong | None = None) -> Shown:
    telling = Telling(asked)
    telling.of(asked.viewed.dossier[record])
    how = sealing(asked, record, on, written.texts["engagement"])
    shows: dict[str, Any] = {
        "option": {"id": record, "title": option_title(on.option, asked.language)},
        "questions": frozen(telling, json.loads(on.frozen.text))["questions"],
        "gate": gated(telling, on.option),
        "evidence": evidenced(telling, on.option),
        "requests": requested(telling, on.option),
        "hash": on.frozen.hash,
        "manifest": on.frozen.manifest,
        "form": form_of(asked, written, wrong or {}, how, on),
    }
    engagements = [id_ for id_, _name in shows["form"]["engagements"]]
    return Shown(
        title=str(TITLE),
        lead=shows["option"]["title"],
        shows=shows,
        records=tuple(dict.fromkeys((*telling.records, *engagements))),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )
