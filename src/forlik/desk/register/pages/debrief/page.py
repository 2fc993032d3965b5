"""The debrief of a file: six parts in one guided form, filled in bit by bit; closing waits for all six."""

import hashlib
from datetime import date
from http import HTTPStatus
from typing import Any, cast

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import BadInput, ForlikError, NoData, NotPermitted
from forlik.desk.access.labels import grade
from forlik.desk.records.change import EditConflict
from forlik.desk.records.files import may_run
from forlik.desk.records.together import record_together
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import ABSENT, the_case
from forlik.desk.register.doubted import refused
from forlik.desk.register.words import word
from forlik.desk.register.writing import GROUNDS, changes, new_id
from forlik.register.called import called
from forlik.register.concepts import Text
from forlik.register.debrief import parts_of, read, written
from forlik.register.dossier import Case
from forlik.register.facets import OPEN
from forlik.register.placing import together

PATH = "register/<str:record>/debrief"
EXAMPLE = "/register/fiction-talks/debrief"
TITLE = _("Debrief")
MENU = "file"
KIND = "debrief"
TEXTS = ("title", "evidence")


def offered(asked: Asked, record: str) -> bool:
    """For whoever answers for the file, and holds every label of it."""
    return may_run(asked.viewed.person, record, asked.viewed.now)


def answer(asked: Asked, record: str) -> Shown:
    """The form, with what the latest debrief of the file says.

    Raises:
        NoData: There is no such file, or none that may be seen.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record)
    return _form(asked, case, _begun(case), ())


def again(asked: Asked, form: Any, record: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such file, or none that may be seen.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    return _form(asked, _case(asked, record), _given(form), ())


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Record it as a debrief of its own, or the form again with what is wrong.

    Raises:
        NoData: There is no such file, or none that may be seen.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case, given = _case(asked, record), _given(form)
    wrong = [] if any(given[one] for one in parts_of()) else [_t("Write at least one part.")]
    if not given["evidence"]:
        wrong.append(_t("Say by what the debrief is known."))
    try:
        text = _text(asked, case, given)
    except BadInput as error:
        return _form(asked, case, given, (*wrong, told(error)))
    wrong += refused(asked, text)
    if wrong:
        return _form(asked, case, given, tuple(wrong))
    recorded = changes(asked.viewed, text, file=record, secret="", grounds=GROUNDS)
    try:
        record_together(recorded, asked.viewed.person, asked.viewed.now)
    except ForlikError as error:
        if isinstance(error, NoData | EditConflict):
            raise
        return _form(asked, case, given, (told(error),))
    return Gone(asked.path)


def _case(asked: Asked, record: str) -> Case:
    case = the_case(asked, record)
    if not offered(asked, record):
        raise NotPermitted(ABSENT, remedy="a debrief is filed by who answers for the file, and holds every label of it")
    return case


def _text(asked: Asked, case: Case, given: dict[str, str]) -> Text:
    """The debrief, dated today, with the digest of what it says."""
    parts = {one: given[one] for one in parts_of() if given[one]}
    summary = written(parts, "nb" if asked.language == "nb" else "en")
    today = asked.day.isoformat()
    version = {"dated": today, "content_hash": hashlib.sha256(summary.encode()).hexdigest()}
    cited = {"citation": given["evidence"], "obtained": "witnessed", "basis": "first-hand"}
    said = {
        "kind": KIND,
        "engagement": case.engagement.id,
        "signed": today,
        "parts": list(parts),
        "versions": [version],
        "evidence": [cited] if given["evidence"] else [],
    }
    said |= {name: value for name, value in (("title", given["title"]), ("summary", summary)) if value}
    text = together("text", new_id(), {OPEN: said})
    return cast("Text", text)


def _given(form: Any) -> dict[str, str]:
    return {name: form.get(name, "").replace("\r\n", "\n").strip() for name in (*TEXTS, *parts_of())}


def _filed(case: Case) -> list[Text]:
    """The debriefs of the file, the newest first."""
    own = [one for one in case.texts if one.kind == KIND and one.engagement == case.engagement.id]
    return sorted(own, key=lambda one: (_dated(one), case.dossier.recorded[one.id]), reverse=True)


def _dated(text: Text) -> str:
    return text.signed or (text.versions[-1].dated if text.versions else "") or date.min.isoformat()


def _begun(case: Case) -> dict[str, str]:
    found = _filed(case)
    said = read(found[0].summary or "") if found else {}
    return dict.fromkeys((*TEXTS, *parts_of()), "") | said | {"title": (found[0].title or "") if found else ""}


def _form(asked: Asked, case: Case, given: dict[str, str], wrong: tuple[str, ...]) -> Shown:
    filed = _filed(case)
    shown = (case.engagement.id, *(one.id for one in filed))
    labels = [label for one in shown for label in case.dossier.labels(one)]
    parts = [(one, word("parts", one, asked.language), given[one]) for one in parts_of()]
    return Shown(
        title=f"{_t('Debrief')}: {called(case.engagement)}",
        lead=str(_("Six parts. File what you have; the engagement closes once one debrief has all six.")),
        shows={
            "file": case.engagement.id,
            "called": called(case.engagement),
            "given": given,
            "parts": parts,
            "wrong": wrong,
            "filed": [
                {
                    "dated": _dated(one),
                    "title": one.title or "",
                    "lacks": [word("parts", part, asked.language) for part in parts_of() if part not in one.parts],
                }
                for one in filed
            ],
        },
        records=shown,
        marking=max(labels, key=grade, default=""),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )
