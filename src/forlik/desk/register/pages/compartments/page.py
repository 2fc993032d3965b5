"""Compartments: one's own; and for whoever guards one, who is in it, letting others in and out, and who guards it too.

It is there for whoever is in a compartment or guards one, signed in with a passkey. For anybody else
there is no such page.
"""

from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NotPermitted, UsageError
from forlik.desk.access import people
from forlik.desk.access.labels import CONFIDENTIAL, PASSKEY, STRICT
from forlik.desk.access.last_day import over_after
from forlik.desk.access.rooms import Room, rooms
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.cases import absent, nowhere
from forlik.desk.register.frame import GRADES
from forlik.desk.register.pages.compartments.seen import notices, seen

PATH = "register/compartments"
EXAMPLE = "/register/compartments"
TITLE = _("Compartments")
MENU = "register"
TEXTS = ("do", "room", "person", "clearance", "until", "instead", "sure")
LEVELS = tuple(str(one) for one in (CONFIDENTIAL, STRICT))


def offered(asked: Asked, _record: str) -> bool:
    """For whoever is in a compartment now or guards one, signed in with a passkey."""
    person = asked.viewed.person
    return person.strength == PASSKEY and (_inside(asked) or bool(person.guards))


def answer(asked: Asked) -> Shown:
    """One's own compartments, and who is in those that one guards.

    Raises:
        NoData: Whoever asks is in none and guards none.
    """
    if not offered(asked, ""):
        raise nowhere()
    return _page(asked, {}, ())


def again(asked: Asked, form: Any) -> Shown:
    """The form, as it was written once.

    Raises:
        NoData: Whoever asks is in none and guards none.
    """
    if not offered(asked, ""):
        raise nowhere()
    return _page(asked, _given(form), ())


def submit(asked: Asked, form: Any) -> Shown | Gone:
    """Let somebody in or out, or guard it too; what stands against it is told, and nothing that was written is lost.

    Raises:
        NoData: It is not for whoever asks, or there is no such compartment among those guarded, or no such person.
    """
    if not offered(asked, ""):
        raise nowhere()
    viewed, given = asked.viewed, _given(form)
    guards = viewed.person.guards
    if not guards or (given["room"] and given["room"] not in guards):
        raise absent()
    known = people.everybody()
    if any(given[name] and given[name] not in known for name in ("person", "instead")):
        raise absent()
    wrong = _against(given)
    if wrong:
        return _page(asked, given, tuple(wrong))
    try:
        _do(asked, given)
    except (NotPermitted, UsageError) as error:
        return _page(asked, given, (told(error),))
    return Gone(asked.path if _stays(asked, given) else "/register")


def _against(given: dict[str, str]) -> list[str]:
    """What is missing, in the reader's language."""
    doing, wrong = given["do"], []
    if doing not in ("let in", "end", "guard") or not given["room"]:
        return [_t("Choose what to do.")]
    if not given["person"]:
        wrong.append(_t("Say whom you mean."))
    if doing == "let in" and given["clearance"] not in LEVELS:
        wrong.append(_t("Say up to which grade."))
    if doing == "end" and not given["sure"]:
        wrong.append(_t("Nothing was ended: say that you are sure."))
    if doing == "guard" and given["instead"] and not given["sure"]:
        wrong.append(_t("Nobody was replaced: say that you are sure."))
    return wrong


def _do(asked: Asked, given: dict[str, str]) -> None:
    who, now = asked.viewed.person, asked.viewed.now
    subject, room = given["person"], given["room"]
    if given["do"] == "let in":
        until = over_after(given["until"], now)
        people.let_in(subject, room, int(given["clearance"]), who, now, until=until)
    elif given["do"] == "end":
        people.let_out(subject, room, who, now)
    else:
        people.make_guardian(subject, room, who, now, instead_of=given["instead"])


def _stays(asked: Asked, given: dict[str, str]) -> bool:
    """Whether the page is still for whoever has changed something: one may have stepped down as the last thing."""
    person = asked.viewed.person
    stepped = given["do"] == "guard" and given["instead"] == person.id
    return not stepped or len(person.guards) > 1 or _inside(asked)


def _inside(asked: Asked) -> bool:
    now = asked.viewed.now
    return any(one.since <= now and (one.until is None or now < one.until) for one in asked.viewed.person.memberships)


def _given(form: Any) -> dict[str, str]:
    return {name: form.get(name, "").replace("\x00", "").strip() for name in TEXTS}


def _page(asked: Asked, given: dict[str, str], wrong: tuple[str, ...]) -> Shown:
    person, now = asked.viewed.person, asked.viewed.now
    found = rooms(person, now)
    return Shown(
        title=str(TITLE),
        lead=str(_("Who needs to know: what is sealed for a compartment is read by those who are in it.")),
        shows={
            "rooms": [seen(one, person.id, given) for one in found],
            "notices": notices(found, person, now),
            "levels": [(one, GRADES[one]) for one in LEVELS],
            "given": given,
            "wrong": wrong,
        },
        marking=str(max(_greatest(one) for one in found)),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )


def _greatest(room: Room) -> int:
    """The greatest grade of what is told of a compartment: that it is there at all is confidential."""
    return max(CONFIDENTIAL, room.clearance, *(one.clearance for one in room.members), 0)
