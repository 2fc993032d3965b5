"""The register as a terminal shows it: public records, or after `forlik login` those for staff; sealed ones never."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from forlik.core.table import json_number
from forlik.desk import worlds
from forlik.desk.access.engine import was_opened
from forlik.desk.access.labels import PUBLIC
from forlik.desk.access.person import NOBODY
from forlik.desk.records.viewed import Viewed, view
from forlik.desk.register.cases import absent
from forlik.desk.register.due_list import DueItem, file_of
from forlik.desk.register.sections.costs import spans
from forlik.desk.register.words import namer, word
from forlik.desk.signin import session_file, terminal
from forlik.portfolio.linked import linked, together
from forlik.register.called import called
from forlik.register.concepts import Engagement
from forlik.register.dossier import Case, Dossier
from forlik.register.machines.began import began
from forlik.register.machines.consent import consent
from forlik.register.machines.lifecycle import lifecycle
from forlik.register.promises.projection import project
from forlik.register.promises.state import standings
from forlik.register.promises.words import title as promise_title

LANGUAGE = "en"
"""The command line speaks English."""
Told = dict[str, Any]


def look(day: date) -> Viewed:
    """What whoever has signed in here may see, as known on a day; without a register, nothing of anything."""
    now = datetime.now(UTC)
    if not was_opened():
        return Viewed(NOBODY, now, frozenset({PUBLIC}), Dossier(day, {}), {})
    return view(terminal.whose(session_file.read()), now, day=day)


def engagements(viewed: Viewed) -> list[Told]:
    """The engagements that are seen, by title."""
    cases = (viewed.case(one.id) for one in viewed.dossier.every(Engagement))
    return sorted((_row(case) for case in cases if case), key=lambda row: (row["title"].casefold(), row["id"]))


def engagement(viewed: Viewed, id_: str) -> Told:
    """One engagement, with what is seen in its file.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    case = viewed.case(id_)
    if case is None:
        raise absent()
    one, name, start = case.engagement, namer(case.dossier), began(case)
    return {
        **_row(case),
        "modes": [word("modes", mode, LANGUAGE) for mode in one.modes],
        "began": word("began", start.how, LANGUAGE),
        "asked_by": [name(actor) for actor in start.by],
        "process": called(case.process),
        "outcome": one.outcome or "",
        "parties": [
            {"id": party.party, "name": name(party.party), "consent": word("consent_states", party.state, LANGUAGE)}
            for party in consent(case)
        ],
        "promises": list(_promises(case)),
        "aid": _aid(viewed.dossier.day, one),
        "acts": [
            {
                "happened": act.happened or "",
                "kind": word("act_kinds", act.kind, LANGUAGE),
                "title": called(act),
                "by": [name(actor) for actor in act.by],
            }
            for act in case.acts
        ],
    }


def due_told(viewed: Viewed, item: DueItem) -> Told:
    """A row of the due list."""
    row = item.row
    return {
        "day": row.day.earliest.isoformat(),
        "latest": row.day.latest.isoformat(),
        "planned": item.planned.earliest.isoformat() if item.planned else None,
        "late": row.late,
        "kind": word("due_kinds", row.kind, LANGUAGE),
        "title": row.title,
        "by": list(row.by),
        "anchored": row.anchored,
        "record": row.record,
        "engagement": called(file_of(viewed.dossier, item)),
        "engagement_id": row.engagement,
    }


def _row(case: Case) -> Told:
    one, life = case.engagement, lifecycle(case)
    return {
        "id": one.id,
        "title": called(one),
        "state": word("states", life.state, LANGUAGE) if life.told else "",
        "since": str(life.since or ""),
        "places": list(one.places),
        "pillars": [word("pillars", pillar, LANGUAGE) for pillar in one.pillars],
        "start": one.start or "",
        "end": one.end or "",
        "fictional": one.fictional,
    }


def _aid(day: date, one: Engagement) -> Told:
    """What is published of the aid activities that an engagement names: each, and together in US dollars."""
    if not one.activities:
        return {"activities": [], "paid_usd": None, "counted": 0, "unknown": 0, "other_level": 0}
    with worlds.LOCK:
        found = linked(worlds.kept(day), one.activities)
    sum_ = together(found)
    return {
        "activities": [
            {
                "id": each.activity_id,
                "title": each.title,
                "reporter": each.reporting_org_name,
                "standing": each.standing,
                "years": spans(each.by_year),
                "paid_usd": json_number(each.paid),
                "left_out": each.without_rate + each.undated,
                "reason": each.reason,
            }
            for each in found
        ],
        "paid_usd": json_number(sum_.paid),
        "counted": sum_.counted,
        "unknown": len(sum_.unknown),
        "other_level": len(sum_.other_level),
    }


def _promises(case: Case) -> Iterator[Told]:
    projections, name = project(case), namer(case.dossier)
    found = standings(projections)
    for one in case.commitments:
        stands, days = found[one.id], projections[one.id]
        yield {
            "title": promise_title(one),
            "by": [name(actor) for actor in one.obligors],
            "state": word("promise_states", stands.state, LANGUAGE) or word("promise_days", stands.state, LANGUAGE),
            "late": stands.late,
            "planned": days.planned.earliest.isoformat() if days.planned else None,
            "due": days.projected.earliest.isoformat() if days.projected else None,
            "met": days.actual.isoformat() if days.actual else None,
        }
