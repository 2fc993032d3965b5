"""What a coder wrote: the form's fields, and the codes that they make."""

from typing import Any

from django.utils.translation import gettext as _t

from forlik.assess.options.evidence_items import CODES, CodedItem, coded_items
from forlik.desk.register import answering
from forlik.desk.register.answering import OBTAINED, Form, Wrong
from forlik.desk.register.asked import Asked
from forlik.desk.register.judging import Said, judgement
from forlik.register.option import Option

CODE, FINDING, CITATION = "code", "finding", "citation"
FIELDS = (CODE, FINDING, CITATION, OBTAINED)
CHOICES = tuple(str(code) for code in range(CODES))


def named(item: CodedItem, field: str) -> str:
    """Name of an input."""
    return f"{field}.{item.item}"


def begun(sealed: str) -> Form:
    """The form before anything is written into it."""
    return answering.empty(_inputs(), sealed)


def sent(form: Any) -> Form:
    """The form as it was sent."""
    return answering.sent(form, _inputs())


def _inputs() -> list[str]:
    return [named(item, field) for item in coded_items() for field in FIELDS]


def said(asked: Asked, option: Option, given: Form, label: str) -> tuple[list[Said], Wrong]:
    """The codes that were given, and everything that is wrong with them."""
    made: list[Said] = []
    wrong: list[tuple[str, str]] = []
    for item in coded_items():
        _coded(asked, option, item, given, label, made, wrong)
    if not made and not wrong:
        wrong.append(("", _t("Code at least one item.")))
    return made, wrong


def _coded(
    asked: Asked, option: Option, item: CodedItem, given: Form, label: str, made: list[Said],
    wrong: list[tuple[str, str]],
) -> None:  # fmt: skip
    code, finding, citation, obtained = (given[named(item, field)] for field in FIELDS)
    if not (code or finding or citation):
        return
    if code not in CHOICES:
        wrong.append((named(item, CODE), _t("Choose a code, or empty what you wrote.")))
        if not citation:
            wrong.append((named(item, CITATION), _t("Say by what it is known.")))
        return
    one, found = judgement(
        asked, item.kind, citation, obtained,
        option=str(option), issue=item.item, score=int(code), finding=finding or None,
    )  # fmt: skip
    wrong += [(named(item, FINDING if citation else CITATION), text) for text in found]
    made += [(one, label)] if one else []
