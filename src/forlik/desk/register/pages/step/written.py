"""What somebody wrote into the form of a step, and the act that it makes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _t
from pydantic import ValidationError

from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.mistakes import Wrong, listed, mistakes
from forlik.desk.register.writing import new_id
from forlik.register.checks import doubts
from forlik.register.concepts import Act
from forlik.register.dossier import Case
from forlik.register.machines.ours import DISPOSED
from forlik.register.typed import typed

TEXTS = (
    "happened", "title", "reason", "evidence", "obligations", "contact_rule", "condition", "review_on",
    "provisional_until", "approver",
)  # fmt: skip
DAYS = ("happened", "review_on", "provisional_until")
OF_THE_ACT = tuple(name for name in TEXTS if name != "evidence")
HOW, TO, NOTE = "how.", "to.", "note."
"""Before the id of a promise: what becomes of it, to whom it is handed over, and what else must be known."""


@dataclass(frozen=True, slots=True)
class Disposed:
    """What was written of one promise of ours.

    Args:
        commitment: Its id.
        how: What becomes of it; empty where nothing was said.
        to: To whom it is handed over.
        note: What else must be known.
    """

    commitment: str
    how: str = ""
    to: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form.

    Args:
        texts: Field → what stands in it.
        by: Who suspended it.
        disposed: What becomes of each promise of ours that is open.
        sent: Whether it was sent, and does not stand there by itself.
    """

    texts: dict[str, str]
    by: tuple[str, ...] = ()
    disposed: tuple[Disposed, ...] = ()
    sent: bool = False


def begun(asked: Asked, promises: tuple[str, ...]) -> Written:
    """The form as it begins: the step is decided today."""
    texts = dict.fromkeys(TEXTS, "") | {"happened": asked.day.isoformat()}
    return Written(texts, disposed=tuple(Disposed(one) for one in promises))


def sent(form: Any, promises: tuple[str, ...]) -> Written:
    """The form as it was sent; of a promise that is disposed of by now, nothing is taken."""
    given = {name: form.get(name, "").strip() for name in TEXTS}
    texts = {name: typed(text) if name in DAYS else text for name, text in given.items()}
    disposed = tuple(
        Disposed(one, *(form.get(f"{before}{one}", "").strip() for before in (HOW, TO, NOTE))) for one in promises
    )
    return Written(texts, tuple(form.getlist("by")), disposed, sent=True)


def act_of(case: Case, step: str, written: Written) -> tuple[Act | None, dict[str, list[str]]]:
    """The deciding act; none where it says what cannot be, and then what is wrong with it."""
    try:
        return Act(id=new_id(), **_body(case, step, written)), {}
    except ValidationError as error:
        return None, listed(mistakes(error))


def _body(case: Case, step: str, written: Written) -> dict[str, Any]:
    """What was written as JSON has it; what was left empty is not said."""
    cited = written.texts["evidence"]
    body: dict[str, Any] = {name: written.texts[name] for name in OF_THE_ACT if written.texts[name]}
    if written.by:
        body["by"] = list(written.by)
    said = [one for one in written.disposed if one.how]
    if said:
        body["dispositions"] = [
            {"commitment": one.commitment, "how": one.how, "to": one.to or None, "note": one.note} for one in said
        ]
    evidence = [{"citation": cited, "obtained": "archive", "basis": "first-hand"}] if cited else []
    kind = "suspension" if step == "suspend" else "decision"
    return {**body, "kind": kind, "transition": step, "engagement": case.engagement.id, "evidence": evidence}


def against(asked: Asked, case: Case, act: Act) -> Wrong:
    """What stands against the act itself, whatever the guards say."""
    return listed(_against(asked, case, act))


def _against(asked: Asked, case: Case, act: Act) -> Iterator[tuple[str, str]]:
    nb = asked.language == "nb"
    for one in doubts(case.dossier, act, asked.day):
        if one.refuse:
            yield one.field, f"{one.nb if nb else one.en}: {one.remedy_nb if nb else one.remedy_en}"
    if not act.happened:
        yield "happened", _t("this is needed")
    if not act.evidence:
        yield "evidence", _t("Say by what the decision is known.")
    if any(one.how not in DISPOSED for one in act.dispositions):
        yield "dispositions", _t("a promise ends by being kept, waived, replaced or handed over")
