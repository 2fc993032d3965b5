"""What was written to keep a flag, and everything that is wrong with it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _t
from pydantic import ValidationError

from forlik.core.days import parse_day
from forlik.core.errors import UsageError
from forlik.desk.access.people import colleagues
from forlik.desk.register import answering
from forlik.desk.register.answering import Form, Wrong
from forlik.desk.register.asked import Asked
from forlik.desk.register.doubted import refused
from forlik.desk.register.forms.mistakes import mistakes
from forlik.desk.register.judging import SEALED, Said
from forlik.desk.register.sections.raised import kept_for
from forlik.desk.register.writing import new_id
from forlik.portfolio.flags import Flags, Raised
from forlik.register.concepts import Assessment
from forlik.register.concepts.flagged import OPEN_STATE, Flagged
from forlik.register.evidence import Evidence
from forlik.register.flagging import FLAG

PLACE, RULE, OWNER, DUE = "place", "rule", "owner", "due"
INPUTS = (PLACE, RULE, OWNER, DUE)
KEPT = "kept"
"""Where the same is kept already: no input, but the way there."""
MOST_SOURCES = 40
"""Citations that stand as evidence; all of them are with the figures."""


def begun() -> Form:
    """The form before anything is written into it."""
    return answering.empty(INPUTS, "")


def sent(form: Any) -> Form:
    """The form as it was sent; a flag is for all staff, so that nothing is sealed by it."""
    return {**answering.sent(form, INPUTS), SEALED: ""}


def day_of(text: str) -> date | None:
    """A day as it was written; nothing where it is none."""
    try:
        return parse_day(text)
    except UsageError:
        return None


def said(asked: Asked, given: Form, label: str, found: Flags | None) -> tuple[list[Said], Wrong]:
    """The flag that was asked to be kept, and everything that is wrong with it."""
    raised = next((one for one in found.raised if one.rule == given[RULE]), None) if found else None
    if raised is None:
        return [], [(RULE, _t("This rule raises nothing there now: look again before you keep it."))]
    kept = kept_for(asked.viewed.dossier, raised)
    if kept and kept.flagged and kept.flagged.state == OPEN_STATE:
        return [], [(KEPT, _t("This flag is kept already, and open: say there what became of it."))]
    wrong: list[tuple[str, str]] = []
    if given[OWNER] not in dict(colleagues()):
        wrong.append((OWNER, _t("Say who of the house answers for it.")))
    due = day_of(given[DUE])
    if due is None:
        wrong.append((DUE, _t("Say by which day, as year-month-day.")))
    elif due < asked.day:
        wrong.append((DUE, _t("This day is over.")))
    if wrong or due is None:
        return [], wrong
    try:
        made = _made(asked, raised, given[OWNER], due)
    except ValidationError as error:
        return [], [("", text) for _, text in mistakes(error)]
    return [(made, label)], [("", text) for text in dict.fromkeys(refused(asked, made))]


def _made(asked: Asked, raised: Raised, owner: str, due: date) -> Assessment:
    """The flag, with the figures that it is raised on, word for word, and the sources of these as its evidence."""
    cited = dict.fromkeys(source.citation for one in raised.figures for source in one.sources)
    by = [
        Evidence(citation=one, obtained="dataset", basis="verified-dataset") for one in list(cited)[:MOST_SOURCES]
    ] or [Evidence(citation=raised.rule, obtained="dataset", basis="verified-dataset")]
    return Assessment(
        id=new_id(),
        kind=FLAG,
        place=raised.place,
        issue=raised.title.text(asked.language),
        finding=raised.seen.text(asked.language),
        made_on=asked.day,
        author=asked.viewed.person.id,
        evidence=tuple(by),
        flagged=Flagged(
            rule=raised.rule,
            version=raised.version,
            as_of=asked.day,
            year=raised.year,
            owner=owner,
            due=due,
            figures=raised.figures_json(),
        ),
    )
