"""Verbs on engagements: the list, one of them, beginning one, and adding an act."""

from typing import Any

import click

from forlik.cli.due import looking
from forlik.cli.options import Early, Voice, columns, spoken
from forlik.core.errors import NoData

AS_OF = click.option("--as-of", metavar="DAY", help="As known at the end of this day (UTC); today by default.")


class Engagements(Early, click.Group):
    """The verbs on engagements."""


@click.group(cls=Engagements)
def engagement() -> None:
    """Look at engagements, begin one, and record what happened; what is sealed is never shown.

    Public ones are shown, or after `forlik login` those for staff too; recording anything takes `forlik login`.
    """


@engagement.command(name="list")
@AS_OF
@spoken
def list_(voice: Voice, as_of: str | None) -> None:
    """Every engagement that you may see, by title."""
    terminal, day = looking(as_of)
    told = terminal.engagements(terminal.look(day))
    if not told:
        raise NoData("there is no engagement that you may see", remedy="forlik login shows those for staff")
    rows = [
        (
            one["id"],
            one["title"],
            one["state"] or "–",
            one["since"],
            one["start"],
            one["end"],
            ", ".join(one["places"]),
            ", ".join(one["pillars"]),
        )
        for one in told
    ]
    head = ("id", "title", "state", "since", "start", "end", "places", "pillars")
    voice.answer(told, lambda: columns(rows, head))


@engagement.command()
@click.argument("id_", metavar="ID")
@AS_OF
@spoken
def show(voice: Voice, id_: str, as_of: str | None) -> None:
    """One engagement: state, parties and consent, promises, aid in its activities, and what happened."""
    terminal, day = looking(as_of)
    told = terminal.engagement(terminal.look(day), id_)
    voice.answer(told, lambda: "\n".join(_words(told)))


@engagement.command()
@click.option("--title", metavar="TEXT", help="What it is called; needed.")
@click.option("--place", "places", multiple=True, metavar="PLACE", help="A country by name or code, or World; needed.")
@click.option(
    "--pillar",
    "pillars",
    multiple=True,
    metavar="WORD",
    help="peace, humanitarian, development or rights; needed.",
)
@click.option("--mode", "modes", multiple=True, metavar="WORD", help="What we do in it, such as facilitate or fund.")
@click.option("--start", metavar="WHEN", help="Since when: a day, a month or a year.")
@click.option(
    "--activity", "activities", multiple=True, metavar="ID", help="One of its aid activities, as published (IATI)."
)
@click.option("--anyway", is_flag=True, help="Begin it though another one bears its title.")
@spoken
def add(voice: Voice, anyway: bool, **said: Any) -> None:
    """Begin an engagement, for which you then answer; takes `forlik login`.

    It stands under the staff's label. Places, pillars, modes and activities may be several: say the option again.
    """
    terminal, day = looking(None)
    from forlik.desk.register.adding import add_engagement

    made = add_engagement(terminal.look(day), _said(said), anyway=anyway)
    voice.answer({"id": made}, lambda: f"{made}: begun, for the staff; you answer for it")


@engagement.command()
@click.argument("id_", metavar="ID")
@click.option("--kind", required=True, metavar="WORD", help="What sort of act, such as decision, signing or note.")
@click.option("--happened", metavar="WHEN", help="A day, a month or a year; today by default.")
@click.option("--title", help="What it is called inside.")
@click.option("--public-title", help="What it is called in public, once it is released.")
@click.option("--statement", help="What was said in public.")
@click.option(
    "--by", multiple=True, metavar="ACTOR", help="An actor who acted, by id or name; may be said several times."
)
@click.option("--evidence", required=True, metavar="TEXT", help="By what it is known.")
@click.option("--obtained", default="witnessed", show_default=True, metavar="WORD", help="How that was obtained.")
@click.option("--basis", default="first-hand", show_default=True, metavar="WORD", help="How it was found in that.")
@spoken
def act(voice: Voice, id_: str, kind: str, happened: str | None, **said: Any) -> None:
    """Record in the file of an engagement that something happened; takes `forlik login`.

    What was said at a table is sealed, and recorded in the desk: a terminal opens no compartment.
    """
    terminal, day = looking(None)
    from forlik.desk.register.adding import add_act

    cited = [{"citation": said.pop("evidence"), "obtained": said.pop("obtained"), "basis": said.pop("basis")}]
    fields = _said(said) | {"kind": kind, "happened": happened or str(day), "evidence": cited}
    made = add_act(terminal.look(day), id_, fields)
    voice.answer({"id": made}, lambda: f"{made}: recorded, for the staff")


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """What was said with the options of a verb, as JSON has it."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if value}


def _words(told: dict[str, Any]) -> list[str]:
    """One engagement in lines."""
    began = told["began"] + (f": {', '.join(told['asked_by'])}" if told["asked_by"] else "")
    facts = (
        ("state", told["state"] + (f" since {told['since']}" if told["since"] else "")),
        ("start", told["start"]),
        ("end", told["end"]),
        ("places", ", ".join(told["places"])),
        ("pillars", ", ".join(told["pillars"])),
        ("what we do", ", ".join(told["modes"])),
        ("how it began", began),
        ("process", told["process"]),
        ("outcome", told["outcome"]),
    )
    lines = [told["title"] or told["id"], *(f"  {name}: {value or '–'}" for name, value in facts)]
    lines += _list("Parties", (f"{one['name']} ({one['id']}): {one['consent']}" for one in told["parties"]))
    lines += _list("Promises", map(_promise, told["promises"]))
    lines += _list("Aid in its activities", _aid(told["aid"]))
    return lines + _list("What happened", map(_act, told["acts"]))


def _list(title: str, some: Any) -> list[str]:
    lines = [f"  {one}" for one in some]
    return ["", title, *lines] if lines else []


def _aid(told: dict[str, Any]) -> list[str]:
    """What was paid out in each activity, and together."""
    lines = [_activity(one) for one in told["activities"]]
    if not lines:
        return []
    paid = "unknown" if told["paid_usd"] is None else f"{told['paid_usd']:,.0f} USD"
    left = [
        f"{many} {why}"
        for many, why in (
            (told["unknown"], "of which no amount is known"),
            (told["other_level"], "left out, as the same money stands in other activities of the publisher"),
        )
        if many
    ]
    return [*lines, "; ".join((f"together, paid out as published: {paid}, {told['counted']} counted", *left))]


def _activity(one: dict[str, Any]) -> str:
    title = f" {one['title']}" if one["title"] else ""
    if one["paid_usd"] is None:
        return f"{one['id']}{title}: unknown, {one['reason']}"
    years = f" ({one['years']})" if one["years"] else ""
    left = f", {one['left_out']} parts without a rate or a day not in it" if one["left_out"] else ""
    other = ", not added: it stands in other activities too" if one["standing"] == "other_level" else ""
    return f"{one['id']}{title}: {one['paid_usd']:,.0f} USD{years}{left}{other}"


def _promise(one: dict[str, Any]) -> str:
    when = f"met {one['met']}" if one["met"] else f"due {one['due'] or '–'}"
    planned = f", planned {one['planned']}" if one["planned"] and one["planned"] != one["due"] else ""
    return f"{one['title']}: {one['state']}, {when}{planned}{' (late)' if one['late'] else ''}"


def _act(one: dict[str, Any]) -> str:
    by = f", by {', '.join(one['by'])}" if one["by"] else ""
    return f"{one['happened']}  {one['kind']}{': ' + one['title'] if one['title'] else ''}{by}"
