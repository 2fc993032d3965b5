"""The answer taken along: rows as files, citations of its sources, and how to get the same in a notebook."""

import json
from typing import Any

from django.utils.translation import gettext as _t

from forlik import shapes
from forlik.assess.screens.screen import Screen
from forlik.core.citation import PROV, cite
from forlik.core.errors import NoData
from forlik.desk import screens
from forlik.desk.access.labels import STAFF
from forlik.desk.register.asked import Sent
from forlik.desk.register.deciding.chosen import FILE, Chosen, answered
from forlik.desk.taking_along import CITATION_NAMES, CITATIONS, FILE_NAMES, FILES
from forlik.proven import table
from forlik.register.exchange.carried import slug


def ways_along(one: Chosen, screen: Screen | None) -> dict[str, Any]:
    """What stands above the answer: the ways to take it along. Own interest goes into no file.

    Args:
        one: What was asked of the screen.
        screen: The screen; none where the question cannot be answered.
    """
    if screen is None:
        return {"files": [("JSON", one.address(f"{FILE}rows.json", own=False))], "citations": [], "newest": ""}
    return {
        "files": [(FILE_NAMES[end], one.address(f"{FILE}rows.{end}", own=False)) for end in FILES],
        "citations": [
            (str(called), one.address(f"{FILE}cite.{end}", own=False, place=""))
            for end, called in CITATION_NAMES.items()
        ],
        "newest": max((basis.known_at[:10] for basis in screen.stands_on.sources), default=""),
        "taken": {
            "snippet": _snippet(one, screen),
            "grain": _t("One row: one place that was ranked."),
        },
    }


def _snippet(one: Chosen, screen: Screen) -> str:
    said = f'world, "{one.question.name}"'
    if one.weights:
        weights = ", ".join(f'"{name}": {weight:g}' for name, weight in one.weights.items())
        said += f", weights={{{weights}}}, draws={screen.stands_on.draws}, releases=0, confidence=0"
    last = f'screen.explain("{one.place}")' if one.place else "screen.to_pandas()"
    return f'import forlik\n\nworld = forlik.world("{one.day}")\nscreen = forlik.decide({said})\n{last}'


def sent(one: Chosen, form: str) -> Sent:
    """A file of the answer.

    Args:
        one: What was asked of the screen.
        form: ``rows.csv``, ``rows.xlsx``, ``rows.parquet``, ``rows.json``, ``cite.bib``, ``cite.ris``, ``cite.json``,
            ``cite.txt`` or ``cite.prov.json``.

    Raises:
        NoData: There is no such file, or so little is known that there is nothing to put into it.
        UsageError: Weights that are none.
    """
    what, _, end = form.partition(".")
    if what == "rows" and end in FILES:
        content, kind = _rows(one, end)
    elif what == "cite" and end in CITATIONS:
        content, kind = _cited(one, end)
    else:
        raise NoData("There is no page at this address.")
    # What one weighting alone says is never to be taken for the answer.
    weighted = "-weighted" if one.weights and what == "rows" else ""
    return Sent(content, f"forlik-{one.question.name}-{one.day}{weighted}-{what}.{end}", kind, marking=slug([STAFF]))


def _rows(one: Chosen, end: str) -> tuple[bytes, str]:
    if end != "json":
        return answered(one).export(end), FILES[end]
    try:
        shape = shapes.decide(answered(one), one.place)
    except NoData:
        # What the command line gives then, too: who is withheld and why, and what is missing.
        shape = shapes.undecided(screens.asked(one.question.name, one.day))
    return json.dumps(shape, ensure_ascii=False).encode(), FILES[end]


def _cited(one: Chosen, end: str) -> tuple[bytes, str]:
    form, kind = CITATIONS[end]
    if form == PROV:
        screen = answered(one)
        cells = (cell for _, cells in sorted(screen.evidence.items()) for cell in cells.values())
        figures = (figure for cell in cells for figure in cell.figures)
        return (table(screen.table.manifest, one.question.name, figures) + "\n").encode(), kind
    return (cite(answered(one).stands_on.sources, form) + "\n").encode(), kind
