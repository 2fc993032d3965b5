"""The page of IATI files: publishers, datasets, versions, what could not be read and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from forlik.aid import files, findings
from forlik.charts.plain_table import plain_table
from forlik.core.errors import NoData
from forlik.core.settings import home
from forlik.desk.answer import Answer
from forlik.desk.leaves import leaf
from forlik.desk.question import Question
from forlik.inventory import describe

PATH = "data/iati"
EXAMPLE = "/data/iati"
ACCESS = "public"
TITLE = _("IATI files")

GRAIN = _("One row of the download: one file, the version of a dataset that stands on the day.")
LEAD = _("Every file of aid data that stands on this day: who published it, when, and what in it could not be read.")
MOST = 50
FINDINGS_SHOWN = 8
REFUSED_SHOWN = 20
WORDS = (
    *(gettext_noop("activity"), gettext_noop("organisation")),
    *(gettext_noop("refused"), gettext_noop("doubled"), gettext_noop("unreadable")),
)
"""What a file holds, and kinds of findings, as the tables say it: the template puts them into the reader's language."""
COUNTED = ("activities", "transactions", "refused", "doubled", "unreadable", "unconverted")


def answer(asked: Question) -> Answer:
    """The files, those of one publisher when one is asked for."""
    wanted = asked.given.get("q", "").strip()
    # A file that was offered twice was refused twice for one reason.
    refused = list({one["why"]: one for one in describe(home(), "iati")["refused_files"]}.values())
    try:
        every = files(asked.world)
    except NoData as nothing:
        return Answer(title=str(TITLE), lead=str(LEAD), shows={"nothing": nothing.reason, "refused": _newest(refused)})
    found = [row for row in every if _matches(row, wanted)]
    shown = leaf(asked, found, MOST)
    wrong = findings(asked.world, [row["dataset"] for row in shown.rows])
    bases = asked.world.then.bases
    rows = [_flat(row, bases[row["basis"]].known_at) for row in found]
    return Answer(
        title=str(TITLE),
        lead=str(LEAD),
        shows={
            "q": wanted,
            "leaf": shown,
            "rows": [_row(row, bases[row["basis"]], wrong.get(row["dataset"], ())) for row in shown.rows],
            "sums": {name: sum(row[name] for row in found) for name in COUNTED},
            "publishers": len({row["reporting_org_ref"] for row in found}),
            "refused": _newest(refused),
            "refused_count": len(refused),
        },
        table=(lambda: plain_table(asked.world, rows, what="iati_files", grain=str(GRAIN))) if rows else None,
        bases=tuple(bases[row["basis"]] for row in shown.rows),
        snippet=f'import forlik\n\nworld = forlik.world("{asked.day}")\nworld.table("iati__files").to_pandas()\n'
        'world.table("iati__findings").to_pandas()',
        grain=str(GRAIN),
    )


def _matches(row: Mapping[str, Any], wanted: str) -> bool:
    return wanted.casefold() in f"{row['dataset']} {row['reporting_org_name'] or ''}".casefold()


def _row(row: Mapping[str, Any], basis: Any, wrong: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A file as the template shows it: how much is wrong with it, and the first of that, refused activities first."""
    order = sorted(wrong, key=lambda one: (one["kind"] != "refused", one["kind"] == "outside", one["finding_no"]))
    told = [one for one in order if one["kind"] != "outside"]
    return {
        "about": row,
        "name": row["dataset"].partition("/")[2],
        "basis": basis,
        "told": told[:FINDINGS_SHOWN],
        "count": len(told),
    }


def _flat(row: Mapping[str, Any], known_at: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "basis"} | {"known_at": known_at}


def _newest(refused: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    return refused[::-1][:REFUSED_SHOWN]
