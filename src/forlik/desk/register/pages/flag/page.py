"""One flag: what was seen, by which figures, who answers for it by when, and what became of it."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from forlik.core.errors import ForlikError, NoData
from forlik.desk.access.people import colleagues
from forlik.desk.records.change import Change, EditConflict
from forlik.desk.records.together import record_together
from forlik.desk.refusals import told as refusal
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.doubted import refused
from forlik.desk.register.forms.mistakes import mistakes
from forlik.desk.register.pages.flags.written import day_of
from forlik.desk.register.sections.raised import stored, told
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.flags import rule
from forlik.register.concepts import Assessment
from forlik.register.concepts.flagged import OPEN_STATE, Flagged
from forlik.register.rows import Row
from forlik.register.vocabulary import vocabulary

PATH = "register/flags/<str:flag>"
EXAMPLE = "/register/flags/fiction-flag"
TITLE = _("Flag")
MEANWHILE = _(
    "Somebody else has changed this flag meanwhile: what it says now stands above. Record yours again if it shall."
)
INPUTS = ("state", "owner", "due", "reason", "seen")
Form = dict[str, str]
Wrong = list[tuple[str, str]]


def answer(asked: Asked, flag: str) -> Shown:
    """One flag.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    return _page(asked, flag, {}, [])


def again(asked: Asked, form: Any, flag: str) -> Shown:
    """The same, as it was written once.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    return _page(asked, flag, _sent(form), [])


def submit(asked: Asked, form: Any, flag: str) -> Shown | Gone:
    """Say what became of it, or who answers for it by when; or say what is wrong and lose nothing.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    one, given = _the_flag(asked, flag), _sent(form)
    row = _on_top(asked, flag)
    changed, wrong = _changed(asked, one, given)
    if changed is None or wrong:
        return _page(asked, flag, given, wrong)
    if given["seen"] != str(row.n):
        return _page(asked, flag, given, [("", str(MEANWHILE))], HTTPStatus.CONFLICT)
    try:
        record_together([_change(row, changed)], asked.viewed.person, asked.viewed.now)
    except NoData:
        raise
    except EditConflict:
        return _page(asked, flag, given, [("", str(MEANWHILE))], HTTPStatus.CONFLICT)
    except ForlikError as error:
        return _page(asked, flag, given, [("", refusal(error))])
    return Gone(asked.path)


def _the_flag(asked: Asked, record: str) -> Assessment:
    one = asked.viewed.dossier.get(Assessment, record)
    if one is None or one.flagged is None:
        raise absent()
    return one


def _sent(form: Any) -> Form:
    return {name: form.get(name, "").replace("\r\n", "\n").strip() for name in INPUTS}


def _changed(asked: Asked, one: Assessment, given: Form) -> tuple[Assessment | None, Wrong]:
    """The flag as it is to stand, and everything that is wrong with it."""
    wrong: Wrong = []
    due = day_of(given["due"])
    if given["state"] not in vocabulary("flag_states"):
        wrong.append(("state", _t("Say what became of it.")))
    elif given["state"] != OPEN_STATE and not given["reason"]:
        wrong.append(("reason", _t("Say why, or what was done.")))
    if given["owner"] not in dict(colleagues()):
        wrong.append(("owner", _t("Say who of the house answers for it.")))
    if due is None:
        wrong.append(("due", _t("Say by which day, as year-month-day.")))
    elif due < asked.day and not (one.flagged and one.flagged.due == due):
        wrong.append(("due", _t("This day is over.")))
    if wrong or one.flagged is None:
        return None, wrong
    said = {**one.flagged.model_dump(), "state": given["state"], "owner": given["owner"], "due": due}
    try:
        changed = one.model_copy(update={"flagged": Flagged(**{**said, "reason": given["reason"] or None})})
    except ValidationError as error:
        return None, [(str(where[0]) if where and where[0] in INPUTS else "", text) for where, text in mistakes(error)]
    return changed, [("", text) for text in dict.fromkeys(refused(asked, changed))]


def _on_top(asked: Asked, record: str) -> Row:
    """The row whose words are shown: of a flag that is told in several facets, the most secret one that is seen."""
    rows = asked.viewed.dossier.facets[record]
    return rows[max(place for place, row in rows.items() if "flagged" in row.body)]


def _change(row: Row, changed: Assessment) -> Change:
    """That facet anew, and no other: what a sealed one says stands in none for all staff."""
    said = changed.model_dump(mode="json")["flagged"]
    return Change(row.record, row.concept, row.facet, row.label, {**row.body, "flagged": said}, expected=row.n)


def _page(
    asked: Asked, record: str, given: Form, wrong: Wrong, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY
) -> Shown:
    telling = Telling(asked)
    one = _the_flag(asked, record)
    shows = told(telling, one)
    said = one.flagged
    now = {
        "state": said.state if said else "",
        "owner": said.owner or "" if said else "",
        "due": said.due.isoformat() if said and said.due else "",
        "reason": said.reason or "" if said else "",
        "seen": str(_on_top(asked, record).n),
    }
    return Shown(
        title=shows["title"],
        lead=shows["seen"],
        shows={
            "one": shows,
            "why": _why(telling, shows["rule"]),
            "figures": stored(telling, said.figures if said else ""),
            "evidence": [telling.evidence(piece) for piece in one.evidence],
            # What somebody else said meanwhile stands above the form, so that what is sent next follows on it.
            "given": {**now, **given, "seen": now["seen"]},
            "states": [(word, telling.word("flag_states", word)) for word in vocabulary("flag_states")],
            "persons": colleagues(),
            "wrong": wrong,
            "inputs": {name: [text for where, text in wrong if where == name] for name in INPUTS},
        },
        records=telling.records,
        marking=telling.marking,
        status=status if wrong else HTTPStatus.OK,
    )


def _why(telling: Telling, name: str) -> str:
    """Why it matters, as the rule says it today; nothing where the rule is no more."""
    try:
        return rule(name).why.text(telling.language)
    except ForlikError:
        return ""
