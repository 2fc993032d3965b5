"""The register of persons, for the role of data protection: what is kept of whom, until when; and ending it."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from http import HTTPStatus
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NotPermitted
from forlik.desk.access.labels import PASSKEY, STAFF, grade
from forlik.desk.access.people import named
from forlik.desk.records.personal import erase, erase_due, export_person, hold, lift
from forlik.desk.records.retention import Purpose, holds, keeps, purposes
from forlik.desk.register.asked import Asked, Gone, Sent, Shown
from forlik.desk.register.cases import absent, nowhere
from forlik.desk.register.exporting import SLUGS
from forlik.register.called import called
from forlik.register.concepts import Actor

PATH = "register/people"
EXAMPLE = "/register/people"
TITLE = _("Persons")
MENU = "register"


def offered(asked: Asked, _record: str) -> bool:
    """Only to the role of data protection."""
    return keeps(asked.viewed.person, asked.viewed.now)


def answer(asked: Asked) -> Shown | Sent:
    """The register of persons; one of them; or all that is held of one, as a file.

    Raises:
        NoData: It is not for whoever asks, or there is no such person.
    """
    if not offered(asked, ""):
        raise nowhere()
    if "export" in asked.given:
        return _export(asked, asked.given["export"])
    return _page(asked)


def submit(asked: Asked, form: Any) -> Shown | Gone:
    """Hold, lift, erase one person, or carry out what is due.

    Raises:
        NoData: It is not for whoever asks, or there is no such person or hold.
    """
    if not offered(asked, ""):
        raise nowhere()
    who, now, doing = asked.viewed.person, asked.viewed.now, form.get("do", "")
    subject, reason = form.get("person", ""), form.get("reason", "").strip()
    if doing in ("hold", "erase") and subject not in {one.person for one in purposes(who, now)}:
        raise absent()
    if who.strength != PASSKEY:
        return _page(asked, wrong=_t("This takes a session that was signed in with a passkey."))
    try:
        if doing == "hold":
            if not reason:
                return _page(asked, wrong=_t("Say why: name the law or the case."), subject=subject)
            hold(subject, reason, who, now)
        elif doing == "lift":
            lift(form.get("hold", ""), who, now)
        elif doing in ("erase", "carry out"):
            if form.get("sure") != "yes":
                return _page(asked, wrong=_t("Nothing was erased: say that you are sure."), subject=subject)
            _end(asked, doing, subject)
        else:
            return _page(asked, wrong=_t("Choose what to do."), subject=subject)
    except NotPermitted:
        return _page(asked, wrong=_t("A lawful hold lies on this person: it is lifted first."), subject=subject)
    return Gone(asked.path)


def _end(asked: Asked, doing: str, subject: str) -> None:
    if doing == "carry out":
        erase_due(asked.viewed.person, asked.viewed.now)
    else:
        erase(subject, asked.viewed.person, asked.viewed.now)


def _page(asked: Asked, *, wrong: str = "", subject: str = "") -> Shown:
    who, now = asked.viewed.person, asked.viewed.now
    kept, laid = purposes(who, now), holds(who, now)
    held = {one.person for one in laid}
    persons = [_person(asked, id_, list(ones), held) for id_, ones in groupby(kept, key=lambda one: one.person)]
    seen = [one for one in persons if one["seen"]]
    chosen = subject or asked.given.get("person", "")
    if chosen and chosen not in {one["id"] for one in persons}:
        raise absent()
    names = named(one.by for one in laid)
    return Shown(
        title=str(TITLE),
        lead=_t("Of whom the register tells, what for, by what law, and until when."),
        shows={
            "persons": sorted(seen, key=lambda one: (one["name"] == "", one["name"].casefold(), one["id"])),
            "due": [{"purpose": one, "name": _called(asked, one.person)} for one in kept if one.due],
            "holds": [{"hold": one, "name": _called(asked, one.person), "by": names.get(one.by, "")} for one in laid],
            "chosen": next((one for one in persons if one["id"] == chosen), None),
            "strong": who.strength == PASSKEY,
            "wrong": wrong,
        },
        records=tuple(one["id"] for one in seen),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )


def _person(asked: Asked, id_: str, kept: list[Purpose], held: Iterable[str]) -> dict[str, Any]:
    return {
        "id": id_,
        "seen": id_ in asked.viewed.dossier,
        "name": _called(asked, id_),
        "kept": [one for one in kept if one.erased_at is None],
        "erased": all(one.erased_at for one in kept),
        "held": id_ in held,
    }


def _called(asked: Asked, person: str) -> str:
    """The name of a person whom the officer sees; the role alone opens no file."""
    return called(asked.viewed.dossier.get(Actor, person))


def _export(asked: Asked, subject: str) -> Sent:
    """All that is held of a person, as far as the labels of whoever exports it reach.

    Raises:
        NoData: There is no such person.
    """
    who, now = asked.viewed.person, asked.viewed.now
    found = export_person(subject, who, now)
    fields = [asdict(one) for one in found]
    marking = SLUGS[max((one.label for one in found), key=grade, default=STAFF)[0]]
    kept = [one for one in purposes(who, now) if one.person == subject]
    told = {
        "person": subject,
        "exported_at": now.isoformat(timespec="seconds"),
        "purposes": [
            {
                "purpose": one.purpose,
                "legal_basis": one.legal_basis,
                "kept_until": str(one.until),
                "erased_at": one.erased_at.isoformat(timespec="seconds") if one.erased_at else None,
            }
            for one in kept
        ],
        "fields": fields,
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    # What was sealed among the fields was logged as shown by the export itself.
    return Sent(text.encode(), f"person-{marking}.json", "application/json", marking=marking)
