"""Partners: which actors of the register are which organisations of aid files; a person decides, and it is kept."""

from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import ForlikError, NoData
from forlik.desk import worlds
from forlik.desk.records.change import EditConflict
from forlik.desk.records.viewed import view
from forlik.desk.refusals import told as refusal
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.pages.partners.decided import SAME, VERDICTS, decide
from forlik.desk.register.pages.partners.told import decisions, organisations, pair
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.partners import Candidate, Partners, candidates, partners
from forlik.portfolio.partners.words import every, words

PATH = "register/partners"
EXAMPLE = "/register/partners"
TITLE = _("Partners")
MENU = "register"
PAID = "paid"
MOST = 50
"""So many pairs stand on the page: when some are decided, the next come."""


def answer(asked: Asked) -> Shown:
    """The pairs that wait, the surest first, and what was decided."""
    return _page(asked)


def submit(asked: Asked, form: Any) -> Shown | Gone:
    """Record that two are the same, or that they are not; nothing where that was decided meanwhile."""
    verdict, which = form.get("verdict", ""), (form.get("actor", ""), form.get("partner", ""))
    if verdict not in VERDICTS:
        return _page(asked, _t("Say whether they are the same or not."))
    _found, waiting = _known(asked)
    one = next((each for each in waiting if (each.actor.id, each.key) == which), None)
    if one is None:
        return _page(asked, _t("This pair does not wait any more: it was decided, or no file names the partner now."))
    try:
        decide(asked, one, same=verdict == SAME)
    except NoData:
        raise
    except EditConflict as error:
        viewed = view(asked.viewed.person, datetime.now(UTC), day=asked.day)
        return _page(replace(asked, viewed=viewed), refusal(error), HTTPStatus.CONFLICT)
    except ForlikError as error:
        return _page(asked, refusal(error))
    return Gone(asked.path)


def _flow(asked: Asked) -> str:
    flow = asked.given.get("flow", PAID)
    return flow if flow in words()["flow"] else PAID


def _known(asked: Asked) -> tuple[Partners | None, tuple[Candidate, ...]]:
    """The partners, as far as any file names one, and the pairs that wait for whoever asks."""
    with worlds.LOCK:
        try:
            # Without actors: what is made is everybody's, and is kept. What was decided is looked at beside it.
            found = partners(worlds.kept(asked.day), flow=_flow(asked))
        except NoData:
            return None, ()
    return found, candidates(found, organisations(asked))


def _page(asked: Asked, wrong: str = "", status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> Shown:
    telling, flow = Telling(asked), _flow(asked)
    found, waiting = _known(asked)
    return Shown(
        title=str(TITLE),
        lead=str(_("Which actors of the register are which organisations of aid files. What is decided hangs on the "
                   "identifier, and is remembered when files are brought in again.")),
        shows={
            "known": found is not None,
            "wrong": wrong,
            "flows": [(name, title, name == flow) for name, title in every("flow", asked.language)],
            "pairs": [pair(telling, one) for one in waiting[:MOST]],
            "all": len(waiting),
            "more": max(0, len(waiting) - MOST),
            "decided": decisions(telling, found),
        },
        records=telling.records,
        marking=telling.marking,
        status=status if wrong else HTTPStatus.OK,
    )  # fmt: skip
