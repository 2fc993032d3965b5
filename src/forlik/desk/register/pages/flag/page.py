"""One flag: what was seen, by which figures, who answers for it by when, and what became of it."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import ForlikError, NoData
from forlik.desk.access.people import colleagues
from forlik.desk.records.change import Change, EditConflict
from forlik.desk.records.together import record_together
from forlik.desk.refusals import told as refusal
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.doubted import refused
from forlik.desk.register.pages.flags.written import day_of
from forlik.desk.register.sections.raised import stored, told
from forlik.desk.register.sections.telling import Telling
from forlik.portfolio.flags import rule
from forlik.register.concepts import Assessment
from forlik.register.concepts.flagged import OPEN_STATE, Flagged
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
    changed, wrong = _changed(asked, one, given)
    if changed is None or wrong:
        return _page(asked, flag, given, wrong)
    try:
        record_together(_changes(asked, one, changed, given["seen"]), asked.viewed.person, asked.viewed.now)
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
    if wrong or one.flagged is None:
        return None, wrong
    said = {**one.flagged.model_dump(), "state": given["state"], "owner": given["owner"], "due": due}
    changed = one.model_copy(update={"flagged": Flagged(**{**said, "reason": given["reason"] or None})})
    return changed, [("", text) for text in dict.fromkeys(refused(asked, changed))]


def _changes(asked: Asked, one: Assessment, changed: Assessment, seen: str) -> list[Change]:
    """The facet that says what became of it, anew; the others stay. It follows the revision that the author saw."""
    return [
        Change(
            one.id, row.concept, row.facet, row.label,
            {**row.body, "flagged": changed.model_dump(mode="json")["flagged"]},
            expected=int(seen) if seen.isascii() and seen.isdigit() else row.n,
        )
        for row in asked.viewed.latest(one.id).values()
        if "flagged" in row.body
    ]  # fmt: skip


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
        "seen": max((str(row.n) for row in asked.viewed.latest(one.id).values() if "flagged" in row.body), default=""),
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
