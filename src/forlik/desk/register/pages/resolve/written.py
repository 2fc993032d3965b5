"""What was written of what became of an expectation, and everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _t

from forlik.assess.ledger.ledger import RESOLUTION, Entry
from forlik.desk.register.asked import Asked
from forlik.desk.register.judging import SEALED, USUAL, judgement
from forlik.desk.writing import day
from forlik.register.concepts import Assessment
from forlik.register.concepts.assessment import ANSWERS

Form = Mapping[str, str]
Wrong = Sequence[tuple[str, str]]
"""Name of an input, or nothing, and what is wrong there."""
ANSWER, FINDING, CITATION, OBTAINED = "answer", "finding", "citation", "obtained"
NOT, VOID = "did_not_happen", "void"
ORDER = ("happened", NOT, VOID)


def begun(sealed: str) -> Form:
    """The form before anything is written into it."""
    return {ANSWER: "", FINDING: "", CITATION: "", OBTAINED: USUAL, SEALED: sealed}


def sent(form: Any) -> Form:
    """The form as it was sent."""
    names = (ANSWER, FINDING, CITATION, OBTAINED, SEALED)
    return {name: form.get(name, "").replace("\r\n", "\n").strip() for name in names}


def shut(asked: Asked, one: Entry) -> Mapping[str, str]:
    """Answers that cannot be given now, and why."""
    found = {}
    if asked.day < one.resolves_on:
        found[NOT] = _t("That it did not happen can be said from {day} on.").format(day=day(one.resolves_on))
    if one.how == "measure":
        found[VOID] = _t("A figure is known, so it can be judged.")
    return found


def said(asked: Asked, one: Entry, given: Form) -> tuple[Assessment | None, list[tuple[str, str]]]:
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
        return None, wrong
    made, found = judgement(
        asked, RESOLUTION, given[CITATION], given[OBTAINED],
        about=one.record.id, answer=chosen, finding=finding or None,
    )  # fmt: skip
    return made, [("", text) for text in found]
