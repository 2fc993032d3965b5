"""Overrides: how decisions stand to the screen, by reason: data on what the screen lacks, not on who is right."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.assess.options.record import Decision, decisions
from forlik.assess.options.record_report import OfQuestion, Reason, override_report
from forlik.assess.options.record_stance import AGREE, DEFER, DOWN, UP
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.deciding.spoken import percent
from forlik.desk.register.sections.decided_on import decided_on_option
from forlik.desk.register.sections.frozen import question_title
from forlik.desk.register.sections.telling import Telling

PATH = "register/decide/overrides"
EXAMPLE = "/register/decide/overrides"
TITLE = _("Overrides")
MENU = "decide"


def answer(asked: Asked) -> Shown:
    """The counts, the rates with their numbers, and the decisions that differ."""
    telling = Telling(asked)
    made, found = decisions(telling.dossier), override_report(telling.dossier)
    telling.of(*(one.record for one in made))
    return Shown(
        title=str(TITLE),
        lead=str(_("How decisions stand to the screen, and why they differ from it.")),
        shows={
            "decisions": found.decisions,
            "brought": found.brought,
            "withdrawn": [decided_on_option(telling, one) for one in reversed(found.withdrawn)],
            "covered": found.covered,
            "agree": found.stances[AGREE],
            "agree_rate": "" if found.agree_rate is None else percent(found.agree_rate),
            "stances": [(telling.word("stances", word), n) for word, n in found.stances.items()],
            "reasons": [_reason(telling, one) for one in found.reasons],
            "questions": [_question(telling, one) for one in found.questions],
            "differing": [decided_on_option(telling, one) for one in reversed(made) if _differs(one)],
        },
        records=telling.records,
        marking=telling.marking,
    )


def _differs(one: Decision) -> bool:
    said = one.record.decided
    return bool(said and said.stance and said.stance != AGREE)


def _question(telling: Telling, one: OfQuestion) -> dict[str, Any]:
    return {
        "title": question_title(telling, one.question),
        "n": one.decisions,
        "agree": one.stances[AGREE],
        "up": one.stances[UP],
        "down": one.stances[DOWN],
        "defer": one.stances[DEFER],
        "rate": "" if one.agree_rate is None else percent(one.agree_rate),
    }


def _reason(telling: Telling, one: Reason) -> dict[str, Any]:
    return {
        "title": telling.word("override_reasons", one.code),
        "up": one.up,
        "down": one.down,
        "defer": one.defer,
        "n": one.up + one.down + one.defer,
        "of": one.of,
        "rate": "" if one.rate is None else percent(one.rate),
    }
