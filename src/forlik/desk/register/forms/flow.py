"""From a draft to a page, and from what was sent to the register: the way that all forms go."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t

from forlik.core.errors import ForlikError
from forlik.desk.access.labels import grade
from forlik.desk.records.change import EditConflict
from forlik.desk.records.viewed import view
from forlik.desk.refusals import told
from forlik.desk.register.asked import Gone, Shown
from forlik.desk.register.cases import absent
from forlik.desk.register.forms.draft import CORRECTS, FLOOR, SEALED, SEEN, TOLD, Draft, of, sent
from forlik.desk.register.forms.judged import Judged, judge
from forlik.desk.register.forms.names import concept_called, field_called
from forlik.desk.register.forms.raw import read
from forlik.desk.register.forms.recorded import record
from forlik.desk.register.forms.shown import first_wrong, in_words, sections
from forlik.register.called import called
from forlik.register.facets import Facet

NOTHING = Judged(None)


def page(
    draft: Draft, judged: Judged = NOTHING, *, said: tuple[str, ...] = (), conflict: Any = None, status: int = 0
) -> Shown:
    """A draft as a page.

    Args:
        draft: The draft.
        judged: What was found in it.
        said: What else stands against it.
        conflict: Both versions, where somebody else has changed it.
        status: HTTP status; by default whether something is wrong.
    """
    what, choices = concept_called(draft.concept), draft.choices
    title = _t("Change: {what}") if draft.now else _t("Add: {what}")
    groups = sections(draft, judged)
    shows = {
        "draft": draft,
        "file": draft.case.engagement.id if draft.case else "",
        "file_title": called(draft.case.engagement) if draft.case else "",
        "sections": groups,
        "focus": first_wrong(groups) or (SEALED if SEALED in judged.wrong else ""),
        "wrong": [*(("", one) for one in said), *_wrong(draft, judged)],
        "told": judged.told if judged.record and not judged.wrong else (),
        "hidden": [
            *((SEEN, f"{spot.name} {n}") for spot, n in sorted(draft.seen.items())),
            *((SEEN, one) for one in draft.lost.marks),
            *([(TOLD, judged.digest)] if judged.digest else []),
        ],
        "sealing": choices.sealing,
        "names": {"sealed": SEALED, "floor": FLOOR, "corrects": CORRECTS},
        "sealed_wrong": judged.wrong.get(SEALED, ()),
        "floors": [] if draft.now else _floors(draft),
        "conflict": conflict,
    }
    refused = bool(judged.wrong or said or judged.told)
    seen = (*((draft.case.engagement.id, draft.id) if draft.case else (draft.id,)), *choices.shown)
    dossier = draft.asked.viewed.dossier
    records = tuple(dict.fromkeys(one for one in seen if one in dossier))
    return Shown(
        title=title.format(what=what),
        shows=shows,
        records=records,
        marking=_marking(draft, records),
        status=status or (HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK),
    )


def _marking(draft: Draft, records: tuple[str, ...]) -> str:
    """The greatest label of what stands on the form: what its author wrote and may see no more has its own, too."""
    if not draft.lost:
        return ""
    labels = [label for one in records for label in draft.asked.viewed.dossier.labels(one)]
    return max([*labels, draft.lost.marking], key=grade, default="")


def _wrong(draft: Draft, judged: Judged) -> list[tuple[str, str]]:
    """All that is wrong: the name of the input, and what."""
    asked = {one.name: one for one in draft.inputs}
    found = []
    for name, texts in judged.wrong.items():
        outer = asked.get(name.partition(".")[0])
        label = f"{field_called(outer.owner, outer.name)}: " if outer else ""
        found += [(name if outer or name == SEALED else "", label + text) for text in texts]
    return found


def _floors(draft: Draft) -> list[tuple[str, str, bool]]:
    words = [
        ("open", _t("each field as its kind says")),
        ("staff", _t("all of it for staff")),
        ("secret", _t("sealed as a whole: that there is such a record is secret")),
    ]
    # Whoever can seal nothing any more did not choose for the rest to be open.
    some = words if draft.choices.sealing or draft.floor is Facet.SECRET else words[: Facet.SECRET]
    return [(word, label, word == draft.floor.word) for word, label in some]


def submit(form: Any, before: Draft, file: str, back: str) -> Shown | Gone:
    """Record what was sent, or show it again with what stands against it: nothing that was written is lost.

    Args:
        form: What was sent.
        before: The draft as it stands.
        file: The engagement in whose file a new record stands.
        back: Where to go when it is recorded.
    """
    draft = sent(form, before)
    judged = judge(draft)
    if judged.wrong or (judged.told and judged.digest != draft.told):
        return page(draft, judged)
    try:
        record(draft, judged, file)
    except EditConflict as error:
        return _conflict(draft, error)
    except ForlikError as error:
        return page(draft, judged, said=(told(error),))
    return Gone(back)


def again(form: Any, before: Draft) -> Shown:
    """What was written once, in its form; nothing is recorded.

    Raises:
        NoData: The form was made from a facet that is seen no more: what it holds would tell of it.
    """
    names = {spot.name for spot in before.now}
    if before.now and any(one.rpartition(" ")[0] not in names for one in form.getlist(SEEN)):
        raise absent()
    return page(sent(form, before))


def _conflict(draft: Draft, error: EditConflict) -> Shown:
    """Both versions side by side; the form holds what its author changed, and of all else what stands there now."""
    asked = draft.asked
    viewed = view(asked.viewed.person, datetime.now(UTC), day=asked.day)
    asked = replace(asked, viewed=viewed)
    case = viewed.case(draft.case.engagement.id) if draft.case else None
    if case is None or draft.id not in viewed.dossier:
        raise absent() from error
    now = of(asked, case, draft.id)
    rows = _versions(draft, now)
    mine = {name for name in draft.changed if name in {one.name for one in now.inputs}}
    raw = {key: value for key, value in now.raw.items() if key.partition(".")[0] not in mine}
    raw |= {key: value for key, value in draft.raw.items() if key.partition(".")[0] in mine}
    fresh = replace(now, raw=raw, sealed=draft.sealed or now.sealed, corrects=draft.corrects)
    who = fresh.choices.persons.get(error.theirs.who, "") if error.theirs else ""
    conflict = {"rows": rows, "who": who, "day": error.theirs.recorded_at.date() if error.theirs else None}
    return page(fresh, conflict=conflict, status=HTTPStatus.CONFLICT)


def _versions(draft: Draft, now: Draft) -> list[Mapping[str, Any]]:
    """The fields that one of the two changed: what each says."""
    found: list[Mapping[str, Any]] = []
    for one in now.inputs:
        was, theirs = draft.base.get(one.name), now.current.get(one.name)
        mine = read(one, draft.raw) if one.name in draft.changed else was
        if theirs != was or one.name in draft.changed:
            found.append(
                {
                    "label": field_called(one.owner, one.name),
                    "theirs": in_words(one, now, theirs),
                    "mine": in_words(one, now, mine),
                    "both": theirs != was and one.name in draft.changed and theirs != mine,
                    "kept": one.name in draft.changed,
                }
            )
    return found
