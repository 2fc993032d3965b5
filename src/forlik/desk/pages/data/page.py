"""The Data page: every source with its terms, age and faults, every measure with its method."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.aid import files
from forlik.charts.plain_table import plain_table
from forlik.core.errors import NoData
from forlik.core.measure import Measure, Method
from forlik.core.settings import home
from forlik.core.table import Table
from forlik.desk.answer import Answer
from forlik.desk.pillars import NAMES
from forlik.desk.question import Question
from forlik.discover import measures
from forlik.inventory import inventory

PATH = "data"
EXAMPLE = "/data"
ACCESS = "public"
TITLE = _("Data")

GRAIN = _("One row of the download: one source.")


def answer(asked: Question) -> Answer:
    """All sources and measures of this store."""
    rows = inventory(home())
    bases = asked.bases
    known: dict[str, str] = {}
    for basis in bases:
        known[basis.source] = max(basis.known_at, known.get(basis.source, ""))
    return Answer(
        title=str(TITLE),
        lead=str(_("What this desk stands on: each source with its terms and its age, each measure with its method.")),
        shows={
            "held": [(row, known.get(row["name"], "")) for row in rows if row["name"] in known],
            "missing": [row for row in rows if row["name"] not in known],
            "aid": _aid(asked),
            "measures": [(pillar, _of(pillar, asked.day)) for pillar in NAMES],
        },
        table=lambda: _table(asked, rows),
        data=lambda: rows,
        bases=bases,
        snippet="from forlik.core.settings import home\nfrom forlik.inventory import inventory\n\ninventory(home())",
        grain=str(GRAIN),
    )


def _aid(asked: Question) -> dict[str, int]:
    """How many aid files stand on the day; nothing when none does."""
    try:
        rows = files(asked.world)
    except NoData:
        return {}
    return {
        "publishers": len({row["reporting_org_ref"] for row in rows}),
        "files": len(rows),
        "activities": sum(row["activities"] for row in rows),
        "refused": sum(row["refused"] for row in rows),
    }


def _of(pillar: str, day: date) -> list[tuple[Measure, Method]]:
    """A pillar's measures, each with the method in force on the day."""
    chosen = sorted((one for one in measures().values() if one.pillar == pillar), key=lambda one: one.title)
    return [(one, one.method_on(day)) for one in chosen]


def _table(asked: Question, rows: list[dict[str, Any]]) -> Table:
    flat = [
        {key: value for key, value in row.items() if key not in ("marks", "refused_files")}
        | {"marks": "; ".join(row["marks"]), "refused_files": None if row["private"] else len(row["refused_files"])}
        for row in rows
    ]
    return plain_table(asked.world, flat, what="sources", grain="one source")
