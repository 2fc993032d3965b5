"""What became of one expectation: what was expected, what the measure says now, and a form for a person's judgement."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.assess.ledger.ledger import RESOLUTION, Entry
from forlik.core.errors import ForlikError, NoData
from forlik.desk.access.labels import STAFF, grade
from forlik.desk.records.change import EditConflict
from forlik.desk.records.duties import file_of
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.judging import SEALED, chosen_label, enter, least_label, not_sealed_so, sealing, sources
from forlik.desk.register.pages.resolve.written import ORDER, Form, Wrong, begun, said, sent, shut
from forlik.desk.register.sections.judgements import judged
from forlik.desk.register.sections.ledgered import entries_of
from forlik.desk.register.sections.ledgered import told as entry_told
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
    label = chosen_label(asked, given[SEALED], least_label(asked, record))
    made, wrong = said(asked, one, given)
    if unsealed := not_sealed_so(asked, given[SEALED], least_label(asked, record)):
        wrong = [("", unsealed), *wrong]
    if made is None or wrong:
        return _form(telling, one, given, wrong)
    try:
        enter(asked, file_of(record), [(made, label)])
    except ForlikError as error:
        if isinstance(error, NoData | EditConflict):
            raise
        return _form(telling, one, given, [("", told(error))])
    return Gone(asked.path)


def _found(asked: Asked, record: str) -> tuple[Telling, Entry]:
    telling = Telling(asked)
    found = next((one for one in entries_of(telling) if one.record.id == record), None)
    if found is None:
        raise absent()
    return telling, found


def _form(telling: Telling, one: Entry, given: Form, wrong: Wrong) -> Shown:
    asked, record = telling.asked, one.record.id
    least, closed = least_label(asked, record), shut(asked, one)
    near = [each for each in telling.dossier.near(Assessment, [record]) if each.kind == RESOLUTION]
    near.sort(key=lambda each: (str(each.made_on), str(telling.dossier.recorded.get(each.id)), each.id), reverse=True)
    shows = {
        "one": entry_told(telling, one),
        "said": [{**judged(telling, each), "answer": telling.word("answers", each.answer)} for each in near],
        "told": one.how == "measure",
        "choices": [
            (word, telling.word("answers", word), word == given["answer"], closed.get(word, "")) for word in ORDER
        ],
        "given": given,
        "wrong": wrong,
        "inputs": {name: {"name": name, "said": given[name], "wrong": _of(wrong, name)} for name in given},
        "sources": sources(asked.language),
        "sealing": sealing(asked, least),
        "must": bool(least),
        "names": {"sealed": SEALED},
    }
    return Shown(
        title=str(TITLE),
        lead=one.record.finding or "",
        shows=shows,
        records=telling.records,
        marking=max(telling.marking, chosen_label(asked, given[SEALED], least) or STAFF, key=grade),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )


def _of(wrong: Wrong, name: str) -> list[str]:
    return [text for where, text in wrong if where == name]
