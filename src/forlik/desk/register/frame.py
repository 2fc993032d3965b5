"""What stands around every page of the register: the way about, the day, who is signed in, and the marking."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.frame import bare
from forlik.desk.register.asked import Asked, Shown

GRADES = {
    "0": _("Public"),
    "1": _("For staff"),
    "2": _("Confidential"),
    "3": _("Strictly confidential"),
}


def frame(asked: Asked, found: Shown, *, writes: bool) -> dict[str, Any]:
    """The template's view of what surrounds an answer.

    Args:
        asked: The question.
        found: Its answer.
        writes: Whether something is recorded from the page: then there is no other day to choose.
    """
    around = bare(asked.language)
    return {
        **around,
        "nav": [{**one, "here": one["name"] == "register"} for one in around["nav"]],
        "asked": asked,
        "found": found,
        "here": asked.path,
        "writes": writes,
        "keep": [(key, value) for key, value in asked.given.items() if key != "as_of"],
        "grade": GRADES.get(found.marking[:1], ""),
        "sealed": found.marking[:1] in ("2", "3"),
    }
