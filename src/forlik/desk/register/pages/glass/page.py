"""Opening one compartment in an emergency: for some hours, with a reason, told to those who answer for what is in it.

Nobody is shown a compartment that they do not know of: the ones to choose from are those of which one is a guardian,
or a member with a lower clearance. Any other is named by its reference, which its members and guardians can read here
and give on; it is random, so that none is found by trying, and a wrong one gets the same answer as an absent one.
"""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access.labels import CONFIDENTIAL, STRICT, grade
from forlik.desk.access.people import compartment_name
from forlik.desk.records.glass import LONGEST, break_glass
from forlik.desk.refusals import told
from forlik.desk.register.asked import Asked, Gone, Shown
from forlik.desk.register.frame import GRADES

PATH = "register/glass"
EXAMPLE = "/register/glass"
TITLE = _("Open in an emergency")
MENU = "register"
TEXTS = ("compartment", "reference", "grade", "hours", "reason")
HOURS = tuple(range(1, int(LONGEST / timedelta(hours=1)) + 1))
LEVELS = tuple(str(one) for one in (CONFIDENTIAL, STRICT))


def answer(asked: Asked) -> Shown:
    """What is open now, and the form."""
    return _page(asked, {"grade": LEVELS[0], "hours": str(HOURS[0])})


def again(asked: Asked, form: Any) -> Shown:
    """The form, as it was written once."""
    return _page(asked, _given(form))


def submit(asked: Asked, form: Any) -> Shown | Gone:
    """Open it, or say what stands against it: nothing that was written is lost."""
    given = _given(form)
    wrong = [_t("Say for how many hours.")] if given["hours"] not in {str(one) for one in HOURS} else []
    if given["grade"] not in LEVELS:
        wrong.append(_t("Say which grade is to be opened."))
    if not given["reason"]:
        wrong.append(_t("Say why it cannot wait: without a reason nothing is opened."))
    compartment = given["compartment"] or given["reference"]
    if not compartment:
        wrong.append(_t("Name the compartment: choose it, or write its reference."))
    if wrong:
        return _page(asked, given, wrong)
    try:
        _open(asked, f"{given['grade']}:{compartment}", given)
    except (NoData, NotPermitted, UsageError) as error:
        return _page(asked, given, [told(error)])
    return Gone(asked.path)


def _open(asked: Asked, label: str, given: dict[str, str]) -> None:
    viewed = asked.viewed
    break_glass(viewed.person, label, given["reason"], viewed.now, lasts=timedelta(hours=int(given["hours"])))


def _given(form: Any) -> dict[str, str]:
    return {name: form.get(name, "").strip() for name in TEXTS}


def _page(asked: Asked, given: dict[str, str], wrong: list[str] | None = None) -> Shown:
    person, now = asked.viewed.person, asked.viewed.now
    known = {one: compartment_name(one) for one in _known(asked)}
    running = sorted((one for one in person.glasses if one.since <= now < one.until), key=lambda one: one.until)
    return Shown(
        title=str(TITLE),
        lead=str(_("For some hours, with a reason. Whoever answers for it is told, and it stands in the log.")),
        shows={
            "strong": person.strength == "passkey",
            "given": given,
            "wrong": wrong or [],
            "open": [
                (compartment_name(one.label.partition(":")[2]), GRADES[one.label[:1]], one.until) for one in running
            ],
            "known": sorted(known.items(), key=lambda one: one[1].casefold()),
            "levels": [(one, GRADES[one]) for one in LEVELS],
            "hours": [(str(one), now + timedelta(hours=one)) for one in HOURS],
        },
        # That there is such a compartment is told to those who know of it, and to nobody else.
        marking=max([*(one.label for one in running), *([str(CONFIDENTIAL)] if known else [])], key=grade, default=""),
        status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK,
    )


def _known(asked: Asked) -> set[str]:
    """The compartments of which whoever asks knows by right: as their guardian, or by a membership that stands."""
    person, now = asked.viewed.person, asked.viewed.now
    if person.strength != "passkey":
        return set()
    stands = (one for one in person.memberships if one.since <= now and (one.until is None or now < one.until))
    return {one.compartment for one in stands} | person.guards
