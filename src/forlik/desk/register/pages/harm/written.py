"""What was written on the questions on harm: the form's fields, and the answers and liftings that they make."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _t

from forlik.assess.options.gate import ANSWER, GRAVITY, LIFTING, Gate
from forlik.desk.access.labels import above
from forlik.desk.register import answering
from forlik.desk.register.answering import OBTAINED, Form, Wrong
from forlik.desk.register.asked import Asked
from forlik.desk.register.judging import Said, judgement, least_label
from forlik.register.option import Option

COLOUR, FINDING, CITATION = "answer", "finding", "citation"
OF_ANSWER = (COLOUR, FINDING, CITATION, OBTAINED)
REASON = "reason"
OF_LIFTING = (REASON, CITATION, OBTAINED)


def named(whose: str, field: str) -> str:
    """Name of an input: of a question by its name, of a red answer by its id."""
    return f"{field}.{whose}"


def open_reds(found: Gate) -> list[str]:
    """The red answers that block."""
    return [id_ for one in found.items if one.standing == "open" for id_ in one.rests_on]


def _inputs(found: Gate) -> Iterator[str]:
    yield from (named(one.question.item, field) for one in found.items for field in OF_ANSWER)
    yield from (named(id_, field) for id_ in open_reds(found) for field in OF_LIFTING)


def begun(found: Gate, sealed: str) -> Form:
    """The form before anything is written into it."""
    return answering.empty(_inputs(found), sealed)


def sent(form: Any, found: Gate) -> Form:
    """The form as it was sent."""
    return answering.sent(form, _inputs(found))


def said(
    asked: Asked, option: Option, found: Gate, given: Form, label: str, *, lifts: bool
) -> tuple[list[Said], Wrong]:
    """The answers and liftings that were written, and everything that is wrong with them."""
    made: list[Said] = []
    wrong: list[tuple[str, str]] = []
    for item in found.items:
        _answered(asked, option, item.question.item, given, label, made, wrong)
    for red in open_reds(found):
        _lifted(asked, red, given, label, made, wrong, lifts=lifts)
    if not made and not wrong:
        wrong.append(("", _t("Answer at least one question, or lift a red answer.")))
    return made, wrong


def _answered(
    asked: Asked, option: Option, item: str, given: Form, label: str, made: list[Said], wrong: list[tuple[str, str]]
) -> None:
    colour, finding, citation, obtained = (given[named(item, field)] for field in OF_ANSWER)
    if not (colour or finding or citation):
        return
    if colour not in GRAVITY:
        wrong.append((named(item, COLOUR), _t("Say green, amber or red, or empty what you wrote.")))
    if not finding:
        wrong.append((named(item, FINDING), _t("Say in words what you found.")))
    taken = colour if colour in GRAVITY else None
    one, found = judgement(
        asked, ANSWER, citation, obtained,
        option=str(option), issue=item, answer=taken, finding=finding or None,
    )  # fmt: skip
    # That no colour is chosen was said already, in words that fit this form.
    wrong += [(named(item, CITATION if not citation else FINDING), text) for text in found] if taken or not one else []
    if not taken and one and not citation:
        wrong.append((named(item, CITATION), _t("Say by what it is known.")))
    made += [(one, label)] if one else []


def _lifted(
    asked: Asked, red: str, given: Form, label: str, made: list[Said], wrong: list[tuple[str, str]], *, lifts: bool
) -> None:
    reason, citation, obtained = (given[named(red, field)] for field in OF_LIFTING)
    if not (reason or citation):
        return
    if not lifts:
        said = _t("A red answer is lifted by who answers for the option and holds every label of its file.")
        wrong.append((named(red, REASON), said))
        return
    if not reason:
        wrong.append((named(red, REASON), _t("Say why it is lifted.")))
    one, found = judgement(asked, LIFTING, citation, obtained, about=red, finding=reason or None)
    wrong += [(named(red, CITATION if not citation else REASON), text) for text in found] if reason or not one else []
    if not reason and one and not citation:
        wrong.append((named(red, CITATION), _t("Say by what it is known.")))
    # What lifts a sealed answer names it, and is sealed with it: another compartment is not told of it.
    sealed = least_label(asked, red)
    made += [(one, label if label and (not sealed or above(label, sealed)) else sealed)] if one else []
