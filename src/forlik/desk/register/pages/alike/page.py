"""Agreements like this one: matched here, on tables brought in whole; nobody outside is asked about a case."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.comparables.after import HORIZONS, THRESHOLD, Share, followed, share
from forlik.comparables.described import Agreement
from forlik.comparables.likeness import Likeness, nearest
from forlik.comparables.of_case import Own, describe
from forlik.comparables.table import Table, table, without
from forlik.comparables.weighing import weights, words
from forlik.core.citation import cite
from forlik.core.errors import NoData
from forlik.core.interval import SURENESS
from forlik.desk import worlds
from forlik.desk.register.asked import Asked, Shown
from forlik.desk.register.cases import the_case
from forlik.desk.register.pages.alike.chosen import NUMBERS, called, choices, chosen, covers, number, worded
from forlik.desk.register.sections.telling import Telling

PATH = "register/<str:record>/alike"
EXAMPLE = "/register/fiction-talks/alike"
TITLE = _("Agreements like this one")
MENU = "file"
VERDICTS = ("alike", "partly", "differs", "unknown")


def answer(asked: Asked, record: str) -> Shown:
    """The nearest agreements to a file, and what followed them.

    Raises:
        NoData: There is no such file, or none that may be seen.
    """
    case, telling = the_case(asked, record), Telling(asked)
    shows: dict[str, Any] = {"file": case.engagement.id, "name": telling.called(case.engagement)}
    with worlds.LOCK:
        try:
            known = table(worlds.kept(asked.day))
        except NoData:
            known = None
    if known:
        own = describe(case, known)
        telling.shown.update(own.records)
        shows |= _compared(asked, known, own)
    return Shown(
        title=str(TITLE),
        lead=str(
            _("What the tables that were brought in say of the agreements nearest to it. A look back, no forecast.")
        ),
        shows=shows,
        records=telling.records,
        marking=telling.marking,
    )


def _compared(asked: Asked, known: Table, own: Own) -> dict[str, Any]:
    about = chosen(own.about, asked.given, known)
    others = tuple(without(known.agreements, own.ids))
    asks = any(getattr(about, name) for name in weights())
    found = nearest(about, others, number(asked.given), near=own.near) if asks else []
    near = [one.agreement for one in found]
    return {
        "about": _about(asked, about),
        "fields": choices(asked.given, known, asked.language),
        "covers": covers(asked.given, asked.language),
        "numbers": [(one, one == number(asked.given)) for one in NUMBERS],
        "neighbours": [_neighbour(asked, known, one) for one in found],
        "base": [_base(known, near, others, years) for years in HORIZONS],
        "conflicts": len({number for one in near for number in one.conflicts}),
        "cases": len(others),
        "until": known.fighting.until,
        "threshold": THRESHOLD,
        "sureness": SURENESS,
        "rules": _rules(asked),
        "restricted": any(basis.source == "pax" for basis in known.bases),
        "citations": cite(known.bases).splitlines(),
    }


def _about(asked: Asked, about: Any) -> list[tuple[str, str]]:
    """What the case is compared by."""
    one = Agreement(id="", title="", signed_on=date.min, about=about)
    [alike] = nearest(about, [one], 1)
    return [
        (called(reason.attribute, asked.language), worded(reason.attribute, reason.case, asked.language))
        for reason in alike.reasons
    ]


def _neighbour(asked: Asked, known: Table, one: Likeness) -> dict[str, Any]:
    agreement, language = one.agreement, asked.language
    reasons: dict[str, list[dict[str, str]]] = {verdict: [] for verdict in VERDICTS}
    for reason in one.reasons:
        reasons[reason.verdict].append(
            {
                "name": called(reason.attribute, language),
                "case": worded(reason.attribute, reason.case, language),
                "theirs": worded(reason.attribute, reason.theirs, language),
                "earned": _points(Decimal(reason.earned.numerator) / reason.earned.denominator),
                "points": str(reason.points),
            }
        )
    return {
        "title": agreement.title,
        "signed_on": agreement.signed_on,
        "address": agreement.address if agreement.address.startswith(("https://", "http://")) else "",
        "conflict": agreement.conflict,
        "source": "PA-X" if agreement.source == "pax" else "UCDP",
        "earned": _points(Decimal(one.earned.numerator) / one.earned.denominator),
        "points": str(one.points),
        "reasons": reasons,
        "after": [(years, _outcome(agreement, known, years, language)) for years in HORIZONS],
    }


def _outcome(one: Agreement, known: Table, years: int, language: str) -> str:
    return words()["after"][followed(one, known.fighting, years)][int(language == "nb")]


def _points(number: Decimal) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _base(known: Table, near: list[Agreement], others: tuple[Agreement, ...], years: int) -> dict[str, Any]:
    return {
        "years": years,
        "near": _share(share(near, known.fighting, years)),
        "all": _share(share(others, known.fighting, years)),
    }


def _share(one: Share) -> dict[str, Any]:
    if one.low is None or one.high is None:
        return {"unknown": one.unknown, "rate": ""}
    low, high = (f"{100 * bound:.0f}" for bound in (one.low, one.high))
    return {
        "over": one.over,
        "known": one.known,
        "unknown": one.unknown,
        "rate": f"{100 * Decimal(one.over) / one.known:.0f}",
        "interval": _t("%(low)s to %(high)s") % {"low": low, "high": high},
    }


def _rules(asked: Asked) -> list[dict[str, Any]]:
    """How likeness is counted, as it stands in the file of weights."""
    nb = asked.language == "nb"
    return [
        {"name": one.nb if nb else one.en, "points": one.points, "says": one.says_nb if nb else one.says_en}
        for one in weights().values()
    ]
