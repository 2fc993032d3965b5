"""Listing checks: whom the lists held here may mean, what each restricts, who cleared it; nothing goes out."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import BadInput, ForlikError, NoData
from forlik.desk import worlds
from forlik.desk.access.labels import grade
from forlik.desk.access.people import named
from forlik.desk.records.change import EditConflict
from forlik.desk.records.together import record_together
from forlik.desk.refusals import said, told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent, the_case
from forlik.desk.register.doubted import refused
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.pages.listing.checked import LATER, Written, begun, check, sent, wrong
from forlik.desk.register.pages.listing.told import actors_of, told_as, told_of
from forlik.desk.register.writing import GROUNDS, changes
from forlik.listed import Candidate, Held, candidates, held
from forlik.register.called import called
from forlik.register.concepts import Actor
from forlik.register.dossier import Case
from forlik.register.facets import OPEN, SECRET
from forlik.register.machines.guards.exploring import LISTING_DAYS
from forlik.register.machines.listing import armed

PATH = "register/<str:record>/listing"
EXAMPLE = "/register/fiction-talks/listing"
TITLE = _("Listing checks")
MENU = "file"
Looked = tuple[Sequence[Held], Sequence[Candidate]]


def answer(asked: Asked, record: str) -> Shown:
    """What was found of each actor and when; of the one that is asked for, the candidates and the form.

    Raises:
        NoData: There is no such file or actor, or none that may be seen.
    """
    case = the_case(asked, record)
    actor = _chosen(case, asked.given.get("actor", ""))
    looked = _looked(asked, actor)
    return _page(asked, case, actor, looked, begun(looked[1]))


def again(asked: Asked, form: Any, record: str) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: There is no such file or actor, or none that may be seen.
    """
    case = the_case(asked, record)
    actor = _chosen(case, form.get("actor", ""))
    looked = _looked(asked, actor)
    return _page(asked, case, actor, looked, sent(form, looked[1]))


def submit(asked: Asked, form: Any, record: str) -> Shown | Gone:
    """Record the check, or the form again with what is wrong.

    Raises:
        NoData: There is no such file or actor, or none that may be seen.
    """
    case = the_case(asked, record)
    actor = _chosen(case, form.get("actor", ""))
    lists, found = looked = _looked(asked, actor)
    written = sent(form, found)
    if actor is None or not lists:
        text = _t("Choose whom to check.") if actor is None else _t("No list is held here: import one first.")
        return _page(asked, case, actor, looked, written, (text,))
    against = wrong(written, asked.viewed.person.id)
    try:
        made = check(asked, record, actor, written, found, lists)
    except BadInput as error:
        return _page(asked, case, actor, looked, written, (*against, said(error.what)))
    against += refused(asked, made)
    if against:
        return _page(asked, case, actor, looked, written, tuple(against))
    # That an actor is checked tells that there is one: of one whose existence is sealed, the check is sealed as well.
    hidden = Choices(asked, case).sealed_only(actor.id)
    label = max(case.dossier.labels(actor.id), key=lambda one: (grade(one), one)) if hidden else ""
    floor = SECRET if hidden else OPEN
    recorded = changes(asked.viewed, made, file=record, secret=label, grounds=GROUNDS, floor=floor)
    try:
        record_together(recorded, asked.viewed.person, asked.viewed.now)
    except ForlikError as error:
        if isinstance(error, NoData | EditConflict):
            raise
        return _page(asked, case, actor, looked, written, (told(error),))
    return Gone(asked.path)


def _chosen(case: Case, id_: str) -> Actor | None:
    """The actor that is asked for; nothing where none is.

    Raises:
        NoData: There is none in the file that may be seen.
    """
    found = next((one for one in actors_of(case) if one.id == id_), None)
    if id_ and found is None:
        raise absent()
    return found


def _looked(asked: Asked, actor: Actor | None) -> Looked:
    """The lists that are held on the day, and whom of them the actor's names may mean."""
    with worlds.LOCK:
        now = worlds.kept(asked.day)
        names = [one for one in (actor.name, *actor.names.values()) if one] if actor else []
        return held(now), candidates(now, names)


def _clearing(asked: Asked) -> list[tuple[str, str]]:
    """Who may be said to clear a check: whoever sends the form, or nobody yet."""
    me = asked.viewed.person.id
    return [(me, named([me]).get(me, "")), (LATER, _t("nobody yet: somebody else shall look at it"))]


def _page(
    asked: Asked, case: Case, actor: Actor | None, looked: Looked, written: Written, against: tuple[str, ...] = ()
) -> Shown:
    lists, found = looked
    must, actors = set(armed(case, asked.day)), actors_of(case)
    rows = [told_of(asked, case, one, armed_=one.id in must) for one in actors]
    persons = named(one["cleared"] for row in rows for one in row["checks"])
    for one in (one for row in rows for one in row["checks"]):
        one["cleared"] = persons.get(one["cleared"], "")
    shown = (case.engagement.id, *(one.id for one in actors), *(id_ for row in rows for id_ in row["records"]))
    labels = [label for one in shown for label in case.dossier.labels(one)]
    words = Choices(asked, case)
    return Shown(
        title=f"{_t('Listing checks')}: {called(case.engagement)}",
        lead=str(
            _("What each list restricts about meeting somebody, and who cleared it. No name leaves this machine.")
        ),
        shows={
            "file": case.engagement.id,
            "called": called(case.engagement),
            "rows": sorted(rows, key=lambda row: (not row["armed"], row["name"].casefold())),
            "days": LISTING_DAYS,
            "lists": lists,
            "actor": actor,
            "names": sorted({*actor.names.values()} - {actor.name or ""}) if actor else [],
            "candidates": [told_as(asked, one, written, turn, words) for turn, one in enumerate(found)],
            "written": written,
            "clearing": _clearing(asked),
            "wrong": against,
        },
        records=tuple(dict.fromkeys(shown)),
        marking=max(labels, key=grade, default=""),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if against else HTTPStatus.OK,
    )
