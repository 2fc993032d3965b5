"""What became of one expectation: what was expected, what the measure says now, and a form for a person's judgement."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.assess.ledger.ledger import RESOLUTION, Entry
from forlik.desk.records.duties import file_of
from forlik.desk.register.answering import Form, Wrong, entered, shown
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.judging import least_label
from forlik.desk.register.pages.resolve.written import ORDER, begun, said, sent, shut
from forlik.desk.register.sections.judgements import judged
from forlik.desk.register.sections.ledgered import entries_of, told
from forlik.desk.register.sections.telling import Telling
from forlik.register.concepts import Assessment

PATH = "register/decide/expectations/<str:record>"
EXAMPLE = "/register/decide/expectations/fiction-expect-table"
TITLE = _("What became of it")


def answer(asked: Asked, record: str) -> Shown:
    """The expectation, and the form.

    Raises:
        NoData: There is no such expectation, or none that may be seen.
    """
    telling, one = _found(asked, record)
    return _form(telling, one, begun(least_label(asked, record)), [])


def again(asked: Asked, form: Any, record: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such expectation, or none that may be seen.
    """
    telling, one = _found(asked, record)
    return _form(telling, one, sent(form), [])


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Record what a person says, beside what a measure tells; or name everything that is wrong and lose nothing.

    Raises:
        NoData: There is no such expectation, or none that may be seen.
    """
    telling, one = _found(asked, record)
    given = sent(form)
    wrong = entered(asked, record, file_of(record), given, lambda label: said(asked, one, given, label))
    return _form(telling, one, given, wrong) if wrong else Gone(asked.path)


def _found(asked: Asked, record: str) -> tuple[Telling, Entry]:
    telling = Telling(asked)
    found = next((one for one in entries_of(telling) if one.record.id == record), None)
    if found is None:
        raise absent()
    return telling, found


def _form(telling: Telling, one: Entry, given: Form, wrong: Wrong) -> Shown:
    asked, record = telling.asked, one.record.id
    closed = shut(asked, one)
    near = [each for each in telling.dossier.near(Assessment, [record]) if each.kind == RESOLUTION]
    near.sort(key=lambda each: (str(each.made_on), str(telling.dossier.recorded.get(each.id)), each.id), reverse=True)
    shows = {
        "one": told(telling, one),
        "said": [{**judged(telling, each), "answer": telling.word("answers", each.answer)} for each in near],
        "told": one.how == "measure",
        "choices": [
            (word, telling.word("answers", word), word == given["answer"], closed.get(word, "")) for word in ORDER
        ],
        "inputs": {name: {"name": name, "said": given[name], "wrong": _of(wrong, name)} for name in given},
    }
    return shown(telling, record, given, wrong, title=str(TITLE), lead=one.record.finding or "", shows=shows)


def _of(wrong: Wrong, name: str) -> list[str]:
    return [text for where, text in wrong if where == name]
