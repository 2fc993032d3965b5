"""The Public page: every engagement that the public may read of, from the public copy of the register alone."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.charts.plain_table import plain_table
from forlik.desk import public
from forlik.desk.answer import Answer
from forlik.desk.question import Question
from forlik.published import Copy
from forlik.register.concepts import Engagement

PATH = "public"
EXAMPLE = "/public"
ACCESS = "public"
TITLE = _("Public engagements")

GRAIN = _("One row: one engagement.")
SNIPPET = "from pathlib import Path\n\nfrom forlik.published import read\n\ncopy = read(Path({folder!r}))\ncopy.records"


def answer(asked: Question) -> Answer:
    """The engagements of the copy, as far as they could be read so on the day."""
    copy = public.the_copy()
    if copy is None:
        return Answer(title=str(TITLE), shows={"copy": None})
    rows = _rows(asked, copy)
    bases = (public.basis(copy),)
    return Answer(
        title=str(TITLE),
        lead=str(_("What the public may read of the register, each fact with its evidence.")),
        shows={"copy": copy, "rows": rows, "earlier": asked.day < copy.day},
        table=(
            (lambda: plain_table(asked.world, _table(rows), what="public", grain=str(GRAIN), bases=bases))
            if rows
            else None
        ),
        bases=bases,
        proven=lambda: public.proven([row["one"].id for row in rows], *bases),
        snippet=SNIPPET.format(folder=public.NAME),
        grain=str(GRAIN),
    )


def _rows(asked: Question, copy: Copy) -> list[dict[str, Any]]:
    """The engagements, by title."""
    about = {one.id: one for one in copy.records}
    found = [
        {"one": one, "since": about[one.id].since, "made_up": about[one.id].made_up}
        for one in copy.dossier(asked.day).every(Engagement)
    ]
    return sorted(found, key=lambda row: ((row["one"].title or "").casefold(), row["one"].id))


def _table(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "id": row["one"].id,
            "title": row["one"].title or "",
            "places": " ".join(row["one"].places),
            "pillars": " ".join(row["one"].pillars),
            "modes": " ".join(row["one"].modes),
            "start": row["one"].start or "",
            "end": row["one"].end or "",
            "outcome": row["one"].outcome or "",
            "public_since": row["since"].isoformat(),
            "fictional": row["made_up"],
        }
        for row in rows
    ]
