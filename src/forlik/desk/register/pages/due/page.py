"""The due list: what falls due in some days, by whom, hanging on what, the late ones first; and as a calendar file."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from forlik.assess.ledger.falling_due import KIND
from forlik.desk.access.labels import grade
from forlik.desk.access.people import colleagues, named
from forlik.desk.register.asked import Asked, Sent, Shown
from forlik.desk.register.due_list import AHEAD, DueItem, days_ahead, due_list, file_of
from forlik.desk.register.option_titles import title_as_option
from forlik.desk.register.words import word
from forlik.register.called import called
from forlik.register.promises.calendar_file import calendar_text

PATH = "register/due"
EXAMPLE = "/register/due"
TITLE = _("Due list")
MENU = "register"
SPANS = ((7, _("a week")), (AHEAD, _("thirty days")), (90, _("three months")), (365, _("a year")))
"""Days ahead that are offered, and what they are called; an address may ask for any number."""
SETTLED = ("agreed", "waiting", "running", "overdue")
"""States that are said by the day, not by an assessment."""


def answer(asked: Asked) -> Shown | Sent:
    """The list, or the same as a calendar file.

    Raises:
        UsageError: The number of days is none.
    """
    ahead, mine = days_ahead(asked.given.get("days", "")), asked.given.get("whose") != "all"
    dossier, language = asked.viewed.dossier, "nb" if asked.language == "nb" else "en"
    items = due_list(dossier, asked.day, ahead, asked.viewed.person.id, language, mine=mine)  # type: ignore[arg-type]
    if asked.given.get("as") == "ics":
        return _file(asked, items)
    persons, approvers = dict(colleagues()), named(item.row.approver for item in items if item.row.approver)
    labels = [label for item in items for label in item.row.labels]
    return Shown(
        title=_t("Falls due"),
        lead=_t(
            "Promises, mandates, reviews, provisional steps, expectations and answers on harm, the late ones first."
        ),
        shows={
            "late": [_shown(asked, item, persons, approvers) for item in items if item.row.late],
            "coming": [_shown(asked, item, persons, approvers) for item in items if not item.row.late],
            "spans": [(number, title, number == ahead) for number, title in _spans(ahead)],
            "mine": mine,
            "download": _address(asked, ahead, mine=mine),
            "sealed": sum(item.row.sealed for item in items),
            "sealed_mine": any(item.row.sealed and item.mine for item in items),
        },
        records=tuple(one for item in items for one in item.records),
        marking=max(labels, key=grade, default=""),
    )


def _spans(ahead: int) -> list[tuple[int, Any]]:
    """The spans that are offered, and the one that was asked for where it is another."""
    known = [number for number, _title in SPANS]
    asked_for = [] if ahead in known else [(ahead, _t("{days} days").format(days=ahead))]
    return sorted([*SPANS, *asked_for], key=lambda span: span[0])


def _address(asked: Asked, ahead: int, *, mine: bool) -> str:
    """The address of the same list as a file."""
    fields = {"days": str(ahead), "whose": "mine" if mine else "all", "as": "ics"}
    return f"{asked.path}?{urlencode(fields | ({'as_of': str(asked.day)} if asked.dated else {}))}"


def _shown(asked: Asked, item: DueItem, persons: dict[str, str], approvers: Mapping[str, str]) -> dict[str, Any]:
    row = item.row
    return {
        "row": row,
        "item": item,
        "kind": word("due_kinds", row.kind, asked.language),
        "state": word("promise_states", row.state, asked.language) if row.state not in SETTLED else "",
        "by": list(row.by) or [persons[one] for one in row.keepers if one in persons],
        "approver": approvers.get(row.approver or "", ""),
        "file": called(file_of(asked.viewed.dossier, item)),
        "option": title_as_option(asked.viewed.dossier[item.option], asked.language) if item.option else "",
        "resolve": row.record if row.kind == KIND else "",
    }


def _file(asked: Asked, items: list[DueItem]) -> Sent:
    """The list as a calendar file; of a sealed row the day alone, if it is the viewer's own and the viewer asked so."""
    opted = asked.given.get("busy") == "yes"
    busy = {item.row.record for item in items if opted and item.mine and item.row.sealed}
    told = [item for item in items if not item.row.sealed or item.row.record in busy]
    text = calendar_text(
        [item.row for item in told],
        stamp=datetime.now(UTC),
        name=_t("Forlik: falls due"),
        busy=busy,
        language="nb" if asked.language == "nb" else "en",
    )
    return Sent(
        text.encode(),
        f"forlik-due-{asked.day}.ics",
        "text/calendar; charset=utf-8",
        tuple(one for item in told for one in item.records),
    )
