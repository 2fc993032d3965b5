"""What was written of a result, and everything that is wrong with it."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t
from pydantic import ValidationError

from forlik.core.printable import printable
from forlik.desk.register import answering
from forlik.desk.register.answering import OBTAINED, Form, Wrong
from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.mistakes import listed, mistakes, told
from forlik.desk.register.judging import Said, judgement
from forlik.portfolio.results.of_register import KIND
from forlik.register.concepts.achieved import Achieved
from forlik.register.day import first_day, last_day
from forlik.register.typed import typed
from forlik.register.vocabulary import vocabulary

VALUES = ("baseline", "target", "actual")
INPUTS = (
    *("rung", "goal", "finding", "indicator", "unit", *VALUES, "period_start", "period_end", "citation"),
    OBTAINED,
)
LONGEST = 60
SPACES = re.compile(r"[\s\u00a0\u202f]+")
NUMBER = re.compile(r"[-−]?[0-9]+(?:[.,][0-9]+)?")
TWO_WAYS = re.compile(r"[-−]?[1-9][0-9]{0,2}[.,][0-9]{3}")
"""A number that some read as thousands and others as thousandths: 1,200."""
Found = list[tuple[str, str]]


def begun(sealed: str) -> Form:
    """The form before anything is written into it."""
    return answering.empty(INPUTS, sealed)


def sent(form: Any) -> Form:
    """The form as it was sent."""
    return answering.sent(form, INPUTS)


def said(asked: Asked, record: str, given: Form, label: str) -> tuple[list[Said], Wrong]:
    """The result that was written, and everything that is wrong with it.

    Args:
        asked: The question.
        record: Id of the engagement.
        given: The form as it was sent.
        label: The label under which it is sealed; empty for all staff.
    """
    wrong: Found = []
    values = {name: _number(name, given[name], wrong) for name in VALUES}
    first = _day("period_start", given["period_start"], wrong)
    last = _day("period_end", given["period_end"], wrong)
    wrong += _lacking(given)
    wrong += _in_time(asked.day, given, first, last)
    if wrong:
        return [], wrong
    try:
        achieved = Achieved(
            rung=given["rung"] or None, goal=given["goal"] or None, indicator=given["indicator"], unit=given["unit"],
            period_start=first, period_end=last, **values,
        )  # fmt: skip
    except ValidationError as error:
        return [], told(Achieved, listed(mistakes(error)))
    made, found = judgement(
        asked, KIND, given["citation"], given[OBTAINED],
        about=record, engagement=record, finding=given["finding"] or None, achieved=achieved,
    )  # fmt: skip
    return [(made, label)] if made else [], [("", text) for text in found]


def _lacking(given: Form) -> Found:
    """What a result must say, and does not."""
    wrong: Found = []
    for name, words, text in (
        ("rung", "result_rungs", _t("There is no such rung: choose one, or none.")),
        ("goal", "paper_goals", _t("The white paper has no such goal: choose one, or none.")),
    ):
        if given[name] and given[name] not in vocabulary(words):
            wrong.append((name, text))
    stated = [name for name in VALUES if given[name]]
    if not given["rung"] and not given["indicator"] and not stated:
        wrong.append(("rung", _t("Say which rung was reached, or what is counted.")))
    if given["rung"] and not given["finding"]:
        wrong.append(("finding", _t("Say what was found.")))
    if stated and not given["indicator"]:
        wrong.append(("indicator", _t("A value belongs to an indicator: say what is counted.")))
    if given["indicator"] and not given["target"] and not given["actual"]:
        wrong.append(("target", _t("Say what was aimed at, or what was reached.")))
    if not given["citation"]:
        wrong.append(("citation", _t("Say by what it is known.")))
    return wrong


def _in_time(today: date, given: Form, first: date | None, last: date | None) -> Found:
    """What is wrong with its time."""
    if first and last and last < first:
        return [("period_end", _t("It would end before it begins."))]
    if first and first > today and (given["rung"] or given["actual"]):
        return [("period_start", _t("This time has not begun: nothing can have come of it yet."))]
    return []


def _number(name: str, text: str, wrong: Found) -> Decimal | None:
    """A number as it was written, with a point or a comma before its decimals; nothing where none is.

    What is not written is unknown, and never 0.
    """
    plain = SPACES.sub("", text)
    if not plain:
        return None
    shown = printable(text, LONGEST)
    if TWO_WAYS.fullmatch(plain):
        wrong.append((name, _t("“{text}” can be read in two ways: write thousands without a mark.").format(text=shown)))
    elif not NUMBER.fullmatch(plain):
        wrong.append((name, _t("“{text}” is no number.").format(text=shown)))
    else:
        return Decimal(plain.replace("−", "-").replace(",", "."))
    return None


def _day(name: str, text: str, wrong: Found) -> date | None:
    """The first day of a time that is written, or its last; nothing where none is."""
    if not text:
        return None
    try:
        return (first_day if name == "period_start" else last_day)(typed(text))
    except ValueError:
        what = _t("“{text}” is no day: write it as 2027, 2027-03 or 2027-03-15.")
        wrong.append((name, what.format(text=printable(text, LONGEST))))
    return None
