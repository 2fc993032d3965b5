"""Handing a file over: what it lacks is named, what is open is listed, and the offer goes to whoever takes it over."""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import BadInput, ForlikError, NotPermitted
from forlik.desk.access.labels import grade
from forlik.desk.access.log import writing
from forlik.desk.access.people import colleagues, named
from forlik.desk.records import files
from forlik.desk.records.together import record_together
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import ABSENT, the_case
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.pages.handover.against import against
from forlik.desk.register.pages.handover.written import SEALED, Written, act_of, begun, both, sent, uncovered
from forlik.desk.register.words import word
from forlik.desk.register.writing import GROUNDS, changes
from forlik.register.called import called
from forlik.register.concepts import Act, Actor
from forlik.register.dossier import Case
from forlik.register.machines.guards import Missing, judge
from forlik.register.promises.projection import project

PATH = "register/<str:record>/handover"
EXAMPLE = "/register/fiction-talks/handover"
TITLE = _("Hand over")
MENU = "file"


def offered(asked: Asked, record: str) -> bool:
    """For whoever answers for the file, and holds every label of it."""
    return files.may_run(asked.viewed.person, record, asked.viewed.now)


def answer(asked: Asked, record: str) -> Shown:
    """What is handed over, filled in, and what it still lacks.

    Raises:
        NoData: There is no such file, or none that may be seen.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record)
    return _form(asked, case, begun(asked, case), ())


def again(asked: Asked, form: Any, record: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such file, or none that may be seen.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record)
    return _form(asked, case, sent(asked, case, form), ())


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Record the hand-over and offer the file, both or neither; or take an offer back.

    Raises:
        NoData: There is no such file, or none that may be seen.
        NotPermitted: It takes who answers for the file, and holds every label of it.
    """
    case = _case(asked, record)
    if form.get("withdraw"):
        files.decline(form["withdraw"], asked.viewed.person, asked.viewed.now)
        return Gone(asked.path)
    written = sent(asked, case, form)
    try:
        act = act_of(asked, case, written)
    except BadInput as error:
        return _form(asked, case, written, (told(error),), refused=True)
    wrong = against(asked, case, written, act)
    if wrong or (_missing(asked, case, written) and not judge(case, both(act), asked.day).passes):
        return _form(asked, case, written, tuple(wrong), refused=True)
    try:
        _offer(asked, case, written, act)
    except ForlikError as error:
        return _form(asked, case, written, (told(error),), refused=True)
    return Gone(asked.path)


def _case(asked: Asked, record: str) -> Case:
    case = the_case(asked, record)
    if not files.may_run(asked.viewed.person, record, asked.viewed.now):
        raise NotPermitted(ABSENT, remedy="a file is handed over by who answers for it, and holds every label of it")
    return case


def _offer(asked: Asked, case: Case, written: Written, act: Act) -> None:
    file, viewed = case.engagement.id, asked.viewed
    sealed = SEALED if written.label else ()
    recorded = changes(viewed, act, file=file, secret=written.label, grounds=GROUNDS, sealed=sealed)
    with writing():
        record_together(recorded, viewed.person, viewed.now)
        files.hand_over(file, str(act.new_owner), viewed.person, viewed.now)


def _missing(asked: Asked, case: Case, written: Written) -> tuple[Missing, ...]:
    """What the guards lack, but for the confirmation, which no form can bring; of one that cannot be read, nothing."""
    try:
        found = judge(case, both(act_of(asked, case, written)), asked.day).missing
    except BadInput:
        return ()
    return tuple(one for one in found if one.item != "confirmed")


def _form(asked: Asked, case: Case, written: Written, wrong: tuple[str, ...], *, refused: bool = False) -> Shown:
    viewed, choices = asked.viewed, Choices(asked, case)
    waiting = files.offered(case.engagement.id, viewed.person, viewed.now)
    names = named(to for _id, to in waiting)
    projections = project(case)
    live = {one.actor: one for one in written.estate.contacts}
    actors = sorted(case.actors, key=lambda one: (one.id not in live, called(one).casefold()))
    beside = (case.dossier.get(Actor, id_) for id_ in live)
    actors += [one for one in beside if one and one not in actors]
    shown = (case.engagement.id, *(one.id for one in actors), *(one.id for one in written.estate.promises))
    labels = [label for one in shown for label in case.dossier.labels(one)]
    return Shown(
        title=f"{_t('Hand over')}: {called(case.engagement)}",
        lead=str(_("Whoever takes over confirms it; until then you answer for the file.")),
        shows={
            "case": case,
            "file": case.engagement.id,
            "called": called(case.engagement),
            "waiting": [(id_, names.get(to, "–")) for id_, to in waiting],
            "written": written,
            "given": written.texts,
            "wrong": wrong,
            "missing": _missing(asked, case, written),
            "refused": refused,
            "takers": files.takers(case.engagement.id, viewed.person, viewed.now),
            "promises": [
                (one.id, choices.label(one), projections[one.id].projected if one.id in projections else None)
                for one in written.estate.promises
            ],
            "actors": [
                (one.id, called(one), word("role_words", live[one.id].role, asked.language) if one.id in live else "")
                for one in actors
            ],
            "left_out": not refused and bool(uncovered(asked, written.whole)),
            "labels": choices.sealing,
            "approvers": [(id_, name) for id_, name in colleagues() if id_ != viewed.person.id],
        },
        records=shown + tuple(one.record for one in written.estate.dates),
        marking=max(labels, key=grade, default=""),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
    )
