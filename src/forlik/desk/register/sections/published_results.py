"""Published results of an engagement's aid activities, as pages tell them: what each has, and what it reached."""

from collections.abc import Sequence
from typing import Any

from forlik.desk import worlds
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.results import Published, counts, published, word
from forlik.portfolio.results.expecting import COUNTED, EXPECTED
from forlik.portfolio.results.of_activities import NOT_PUBLISHED
from forlik.register.concepts import Engagement


def published_results(telling: Telling, one: Engagement) -> dict[str, Any]:
    """What ``register/published_results.html`` shows of the activities that an engagement names."""
    if not one.activities:
        return {"rows": [], "expected": 0, "having": 0}
    with worlds.LOCK:
        found = published(worlds.kept(telling.asked.day), one.activities)
    due = [each for each in found if each.standing == COUNTED and each.owes == EXPECTED]
    return {
        "rows": [_row(telling, each) for each in found],
        "expected": len(due),
        "having": sum("result" in each.having for each in due),
        "unknown": sum(each.standing == NOT_PUBLISHED for each in found),
    }


def _row(telling: Telling, one: Published) -> dict[str, Any]:
    return {
        "id": one.activity_id,
        "title": one.title,
        "reporter": one.reporting_org_name,
        "known": one.standing != NOT_PUBLISHED,
        "other_level": one.standing not in (COUNTED, NOT_PUBLISHED),
        "expected": one.owes == EXPECTED,
        "not_expected": "" if one.owes == EXPECTED else word(one.owes, telling.language),
        **{name: name in one.having for name in ("result", "target", "actual")},
        "verdicts": _verdicts(telling, one.periods),
        "basis": one.basis.known_at if one.basis else "",
    }


def _verdicts(telling: Telling, periods: Sequence[Any]) -> list[tuple[str, int]]:
    """How many periods there are of each verdict, those that there are."""
    found = counts(one.compared for one in periods)
    return [(word(name, telling.language), many) for name, many in found.items() if many]
