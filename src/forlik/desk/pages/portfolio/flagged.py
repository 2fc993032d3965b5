"""Flags of one country and year: rules raised from public data, with who answers for them and until when."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.pages.portfolio.looked_at import looks
from forlik.desk.portfolio import stated
from forlik.desk.question import Question
from forlik.desk.writing import number
from forlik.portfolio.flags import Flags, Raised, Untold, flags

RATIO, COVERED = "paid_of_planned_percent", "planned_coverage_percent"
PERCENT = "%"
OWNERS = {"desk": _("the desk"), "engagement_owner": _("who answers for the engagement")}


def flagged(asked: Question, iso3: str, year: int) -> Mapping[str, Any]:
    """What is raised, of what nobody can tell and why, how many rules stay silent, and what each of them looked at.

    Args:
        asked: The question.
        iso3: The country.
        year: The year.
    """
    found = flags(asked.world, iso3, year)
    return {
        "year": str(year),
        "old": found.old,
        "raised": [_raised(asked, one) for one in found.raised],
        "untold": [_untold(asked, one) for one in found.untold],
        "silent": len(found.silent),
        "plans": _plans(asked, found, year),
        "looks": looks(asked, found),
    }


def _plans(asked: Question, found: Flags, year: int) -> Mapping[str, Any]:
    """Paid of planned, as the rule on it looked at it; unknown with its reason where nobody can tell."""
    looked_at = [
        *(one for each in found.raised for one in each.figures),
        *(one for each in found.silent for one in each.figures),
        *(one for each in found.untold for one in each.figures),
    ]
    figures = {one.name: one for one in looked_at if one.name in {RATIO, COVERED}}
    ratio, covered = figures.get(RATIO), figures.get(COVERED)
    if ratio is None:
        return {}
    return {
        "figure": stated(str(_("Paid of what was planned")), ratio.value, PERCENT, year),
        "coverage": number(covered.value if covered else None),
        "reason": ratio.reason.text(asked.language) if ratio.value is None and ratio.reason else "",
    }


def _raised(asked: Question, one: Raised) -> Mapping[str, Any]:
    return {
        "title": one.title.text(asked.language),
        "seen": one.seen.text(asked.language),
        "why": one.why.text(asked.language),
        "owner": OWNERS.get(one.owner, one.owner),
        "due": one.due,
        "rule": one.rule,
        "sources": list(dict.fromkeys(basis.title for figure in one.figures for basis in figure.sources)),
    }


def _untold(asked: Question, one: Untold) -> Mapping[str, Any]:
    reasons = dict.fromkeys(said.text(asked.language) for _name, said in one.reasons)
    return {"title": one.title.text(asked.language), "why": "; ".join(reasons)}
