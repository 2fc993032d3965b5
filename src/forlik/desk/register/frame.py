"""What stands around every page of the register: the way about, the day, who is signed in, and the marking."""

from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

from django.utils.translation import gettext_lazy as _

from forlik.desk.frame import bare
from forlik.desk.register.asked import Asked, Shown
from forlik.register.concepts import Assessment

GRADES = {
    "0": _("Public"),
    "1": _("For staff"),
    "2": _("Confidential"),
    "3": _("Strictly confidential"),
}

TURNS = (
    "files", "mine", "due", "portfolio", "results", "flags", "partners", "waiting", "search", "begin", "bring_in",
    "brief_account", "export", "compartments", "glass", "people", "lookers", "file", "course", "results_file",
    "history", "act", "attachments", "listing", "alike", "grade", "release", "handover", "debrief", "archive",
    "brief_file", "export_file", "looked", "decide", "options", "propose", "expectations", "overrides", "option",
    "harm", "evidence", "decision", "brief_memo",
)  # fmt: skip
"""The order in which pages are offered: what is read first, what is rarely done last; one that is not named, after."""


DECIDE = "/register/decide"
"""Where the pages about where and when stand; they have a menu of their own."""
OPTION = f"{DECIDE[1:]}/<str:record>"
"""Where one option stands; what is done about it stands below."""


def frame(asked: Asked, found: Shown, about: Mapping[str, Any], *, writes: bool) -> dict[str, Any]:
    """The template's view of what surrounds an answer.

    Args:
        asked: The question.
        found: Its answer.
        about: The ways to the other pages.
        writes: Whether something is recorded from the page: then there is no other day to choose.
    """
    around = bare(asked.language)
    here = "decide" if _of_deciding(asked) else "register"
    return {
        **around,
        **about,
        "nav": [{**one, "here": one["name"] == here} for one in around["nav"]],
        "asked": asked,
        "found": found,
        "here": asked.path,
        "writes": writes,
        "keep": [(key, value) for key, value in asked.given.items() if key != "as_of"],
        "grade": GRADES.get(found.marking[:1], ""),
        "sealed": found.marking[:1] in ("2", "3"),
    }


def ways(pages: Mapping[str, ModuleType], asked: Asked, parts: Mapping[str, str]) -> dict[str, Any]:
    """The ways to the pages that say in ``MENU`` where they are offered: all over the register, or about one file.

    A page that is not for everybody says in ``offered(asked, record)`` whether it is for whoever asks.

    Args:
        pages: Every page by name.
        asked: The question.
        parts: The parts of its address.
    """
    named = parts.get("record", "")
    # Of a file that was withdrawn as a mistake no page is left but its history.
    record = named if asked.viewed.case(named) else ""
    menu = "decide" if _of_deciding(asked) else "register"
    of_option = list(_ways(_of_option(pages), asked, named)) if _is_option(asked, named) else []
    return {
        "ways": list(_ways(_offering(pages, menu), asked, "")),
        "file_ways": list(_ways(_offering(pages, "file"), asked, record)) if record else [],
        "file": record,
        "option_ways": of_option,
        "steps": {one["name"]: one["address"] for one in of_option},
    }


def _of_deciding(asked: Asked) -> bool:
    """Whether a page is about where and when, rather than about what is on record."""
    return asked.path == DECIDE or asked.path.startswith(f"{DECIDE}/")


def _is_option(asked: Asked, record: str) -> bool:
    """Whether an address names an option that may be seen."""
    one = asked.viewed.dossier.get(Assessment, record) if _of_deciding(asked) else None
    return one is not None and one.kind == "option"


def _turn(name: str) -> tuple[int, str]:
    return TURNS.index(name) if name in TURNS else len(TURNS), name


def _offering(pages: Mapping[str, ModuleType], menu: str) -> Iterator[ModuleType]:
    """The pages of one menu, in their order."""
    return (pages[name] for name in sorted(pages, key=_turn) if getattr(pages[name], "MENU", "") == menu)


def _of_option(pages: Mapping[str, ModuleType]) -> Iterator[ModuleType]:
    """The pages about one option, itself first."""
    every = (pages[name] for name in sorted(pages, key=_turn))
    return (page for page in every if f"{page.PATH}/".startswith(f"{OPTION}/"))


def _ways(some: Iterable[ModuleType], asked: Asked, record: str) -> Iterator[dict[str, Any]]:
    """The ways to some pages: those that are for whoever asks."""
    for page in some:
        path = f"/{page.PATH.replace('<str:record>', record)}"
        # What is recorded is recorded today; what is only read keeps its day.
        if asked.dated and hasattr(page, "submit"):
            continue
        if not hasattr(page, "offered") or page.offered(asked, record):
            name = path.rpartition("/")[2]
            yield {"name": name, "title": page.TITLE, "address": path + asked.kept, "here": path == asked.path}
