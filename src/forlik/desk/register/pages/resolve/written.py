"""What was written of what became of an expectation, and everything that is wrong with it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _t

from forlik.assess.ledger.ledger import RESOLUTION, Entry
from forlik.desk.register import answering
from forlik.desk.register.answering import OBTAINED, Form, Wrong
from forlik.desk.register.asked import Asked
from forlik.desk.register.judging import Said, judgement
from forlik.desk.writing import day
from forlik.register.concepts.assessment import ANSWERS

ANSWER, FINDING, CITATION = "answer", "finding", "citation"
INPUTS = (ANSWER, FINDING, CITATION, OBTAINED)
NOT, VOID = "did_not_happen", "void"
ORDER = ("happened", NOT, VOID)


def begun(sealed: str) -> Form:
    """The form before anything is written into it."""
    return answering.empty(INPUTS, sealed)


def sent(form: Any) -> Form:
    """The form as it was sent."""
    return answering.sent(form, INPUTS)


def shut(asked: Asked, one: Entry) -> Mapping[str, str]:
    """Answers that cannot be given now, and why."""
    found = {}
    if asked.day < one.resolves_on:
        found[NOT] = _t("That it did not happen can be said from {day} on.").format(day=day(one.resolves_on))
    if one.how == "measure":
        found[VOID] = _t("A figure is known, so it can be judged.")
    return found


def said(asked: Asked, one: Entry, given: Form, label: str) -> tuple[list[Said], Wrong]:
    """The judgement that was written, and everything that is wrong with it."""
    chosen, finding = given[ANSWER], given[FINDING]
    wrong: list[tuple[str, str]] = []
    if chosen not in ANSWERS[RESOLUTION]:
        wrong.append((ANSWER, _t("Say what became of it.")))
    elif chosen in (closed := shut(asked, one)):
        wrong.append((ANSWER, closed[chosen]))
    if chosen == VOID and not finding:
        wrong.append((FINDING, _t("Say why it cannot be judged any more.")))
    if not given[CITATION]:
        wrong.append((CITATION, _t("Say by what it is known.")))
    if wrong:
        return [], wrong
    made, found = judgement(
        asked, RESOLUTION, given[CITATION], given[OBTAINED],
        about=one.record.id, answer=chosen, finding=finding or None,
    )  # fmt: skip
    return [(made, label)] if made else [], [("", text) for text in found]
