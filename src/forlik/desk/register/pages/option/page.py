"""One option as known on a day: what the questions show, the harm gate, evidence, requests, decisions, expectations."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.assess.options.proposed import the_same
from forlik.assess.options.record import decisions, withdrawn_decisions
from forlik.desk.records.duties import file_of
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.option_titles import option_title, period_called, place_called
from forlik.desk.register.optioned import the_option
from forlik.desk.register.sections.apart import apart
from forlik.desk.register.sections.decided import decided
from forlik.desk.register.sections.evidenced import evidenced
from forlik.desk.register.sections.foreseen import foreseen
from forlik.desk.register.sections.gated import gated
from forlik.desk.register.sections.presence import presence
from forlik.desk.register.sections.requested import requested
from forlik.desk.register.sections.screened import screened
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Assessment
from forlik.register.option import Option, same_option

PATH = "register/decide/<str:record>"
EXAMPLE = "/register/decide/fiction-option-facilitate"
TITLE = _("Option")
WITHDRAWABLE = frozenset({"harm", "expectation", "decision"})
"""Kinds of judgement beside which their author is shown the way to withdraw them."""


def answer(asked: Asked, record: str) -> Shown:
    """Everything on one option that may be seen.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    put_forward, option = the_option(asked, record)
    telling = Telling(asked)
    expected = foreseen(telling, option)
    own = asked.given.get("own", "") == "1"
    return Shown(
        title=option_title(option, asked.language),
        shows={
            "id": record,
            **_what(telling, put_forward, option),
            "screen": screened(telling, option.place),
            "gate": gated(telling, option),
            "evidence": evidenced(telling, option, blindly=True),
            "requests": requested(telling, option),
            "presence": presence(asked, option.place),
            "expectations": expected,
            "decisions": decided(telling, option, expected),
            "mine": _mine(asked, record, option),
            "own": apart(telling, option.place) if own else None,
        },
        records=telling.records,
        marking=telling.marking,
    )


def _mine(asked: Asked, record: str, option: Option) -> frozenset[str]:
    """The judgements in this file that whoever asks made, and may withdraw as a mistake; none on an earlier day."""
    me, dossier = asked.viewed.person.id, asked.viewed.dossier
    some = () if asked.dated else dossier.saying(Assessment, "option")
    own = (one for one in some if one.author == me and one.kind in WITHDRAWABLE and same_option(one.option, option))
    # What a decision rests on stays, even if that was withdrawn: no way leads to a refusal.
    made = [one.record.decided for one in (*decisions(dossier), *withdrawn_decisions(dossier))]
    rested_on = {expectation for one in made if one for expectation in one.expectations}
    return frozenset(one.id for one in own if file_of(one.id) == record and one.id not in rested_on)


def _what(telling: Telling, record: Assessment, option: Option) -> dict[str, Any]:
    """What would be done, who put it forward, and whether somebody else did, too."""
    telling.of(record)
    others = the_same(telling.dossier, option, but=record.id)
    telling.of(*others)
    return {
        "place": {"code": option.place, "name": place_called(option.place, telling.language)},
        "pillar": telling.word("pillars", option.pillar),
        "mode": telling.word("option_modes", option.mode),
        "period": period_called(option),
        "finding": record.finding or "",
        "author": telling.judge(record.author),
        "made_on": record.made_on,
        "kept_sealed": telling.sealed(record),
        "put_forward": {"brought": telling.brought(record)},
        "cited": [telling.evidence(piece) for piece in record.evidence],
        "others": [{"id": one.id, "day": one.made_on, "author": telling.judge(one.author)["name"]} for one in others],
    }
