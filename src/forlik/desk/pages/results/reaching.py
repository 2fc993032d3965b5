"""Targets against actual values as a page shows them."""

from typing import Any

from forlik.desk.leaves import leaf
from forlik.desk.question import Question
from forlik.portfolio.results import counts, periods, word

MOST = 25


def compared(asked: Question, iso3: str | None, org: str | None, activity: str | None) -> dict[str, Any]:
    """Targets against actuals of what is chosen: one row a period, counted by verdict, nothing averaged."""
    found = periods(asked.world, place=iso3, publisher=org, activity=activity)
    made = counts(one.compared for one in found)
    shown = leaf(asked, found, MOST)
    language = asked.language
    rows = [
        {
            "about": one.about,
            "compared": one.compared,
            "verdict": word(one.compared.verdict, language),
            # The period stands beside it.
            "why": why.text("nb" if language == "nb" else "en")
            if (why := one.compared.why) and why.code != "period_open"
            else "",
        }
        for one in shown.rows
    ]
    return {"verdicts": [(word(name, language), many) for name, many in made.items()], "leaf": shown, "rows": rows}
