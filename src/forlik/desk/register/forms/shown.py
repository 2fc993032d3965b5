"""A form as its template needs it: sections of inputs, with what stands in each, how it is kept and what is wrong."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _t

from forlik.desk.register.forms.draft import Draft
from forlik.desk.register.forms.inputs import Input
from forlik.desk.register.forms.judged import Judged
from forlik.desk.register.forms.names import KEPT as KEPT_AS
from forlik.desk.register.forms.names import PURPOSE, field_called
from forlik.desk.register.forms.raw import KEPT, read, turns
from forlik.register.facets import OPEN, SECRET, STAFF, Facet, Joined, facet_of, has, personal

ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
EMPTY_ROWS = 2
"""Empty rows after those that are there."""


def sections(draft: Draft, judged: Judged) -> list[dict[str, Any]]:
    """The inputs of a form in their order: what a record needs first, then the rest by how it is kept."""
    first = [*draft.kind.NEEDS, *(["evidence"] if draft.kind.EVIDENCED else [])]
    asked = {one.name: one for one in draft.inputs}
    groups = [("", [asked[name] for name in first if name in asked])]
    rest = [one for one in draft.inputs if one.name not in first]
    titles = {OPEN: _t("More"), STAFF: _t("More, for staff"), SECRET: _t("More, sealed")}
    groups += [(titles[facet], [one for one in rest if facet_of(draft.kind, one.name) is facet]) for facet in Facet]
    return [
        {
            "title": title,
            "open": any(_holds(one, draft, judged) for one in some),
            "inputs": [_top(one, draft, judged, needed=not title) for one in some],
        }
        for title, some in groups
        if some
    ]


def _holds(one: Input, draft: Draft, judged: Judged) -> bool:
    wrong = any(name == one.name or name.startswith(f"{one.name}.") for name in judged.wrong)
    return wrong or (bool(draft.now) and read(one, draft.raw) is not None)


def _top(one: Input, draft: Draft, judged: Judged, *, needed: bool) -> dict[str, Any]:
    spot = draft.keeping.where(one.name)
    facet = spot.facet if spot else max(facet_of(draft.kind, one.name), draft.keeping.least)
    why = personal(draft.kind).get(one.name)
    return {
        **_shown(one, draft, judged, ""),
        "needed": needed,
        "kept": _t(KEPT_AS[facet.word]),
        "public": bool(spot) and spot is not None and spot.label == "0",
        "why": {"purpose": _t(PURPOSE.get(why.purpose, why.purpose)), "years": why.retention} if why else None,
    }


def _shown(one: Input, draft: Draft, judged: Judged, before: str) -> dict[str, Any]:
    name = before + one.name
    given = [each for each in draft.raw.get(name, ()) if each]
    shown: dict[str, Any] = {
        "name": name,
        "kind": one.kind,
        "label": field_called(one.owner, one.name),
        "written": given[0] if given else "",
        "wrong": judged.wrong.get(name, ()),
        "needed": False,
    }
    if one.kind == "day" and given and not ISO.fullmatch(given[0]):
        shown["kind"] = "line"  # an input for days would not show what was written
    if one.kind in ("word", "words"):
        shown["options"] = _words(one, draft, given)
        shown["free"] = not one.default
    if one.kind in ("ref", "refs"):
        shown["groups"] = _groups(one, draft, given)
    if one.kind == "group":
        shown["parts"] = [_shown(part, draft, judged, f"{name}.") for part in one.parts]
    if one.kind == "rows":
        shown["rows"] = list(_rows(one, draft, judged, name))
    return shown


def _options(options: Iterable[tuple[str, str]], given: list[str]) -> list[tuple[str, str, bool]]:
    return [(value, label, value in given) for value, label in options]


def _words(one: Input, draft: Draft, given: list[str]) -> list[tuple[str, str, bool]]:
    """The words of a vocabulary; what was written and is none of them stays as it is."""
    words = draft.choices.words(one.vocabulary)
    known = {value for value, _ in words}
    return [*((each, each, True) for each in given if each not in known), *_options(words, given)]


def _groups(one: Input, draft: Draft, given: list[str]) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """What ids may name; what stands there and cannot be chosen stays as it is, whatever it is."""
    groups = [(title, _options(some, given)) for title, some in draft.choices.ids(one.names)]
    offered = {value for _, some in groups for value, *_ in some}
    kept = [(each, draft.choices.named(each) or "–", True) for each in given if each not in offered]
    return [("", kept), *groups] if kept else groups


def _rows(one: Input, draft: Draft, judged: Judged, name: str) -> Iterable[dict[str, Any]]:
    there = turns(draft.raw, name)
    after = max(there, default=-1) + 1
    joined = has(draft.kind, one.name, Joined) if one.name in draft.kind.model_fields else False
    for turn in [*there, *range(after, after + EMPTY_ROWS)]:
        before = f"{name}.{turn}."
        fresh = turn not in there
        given = list(draft.raw.get(before + KEPT, ()))
        shown = _fresh(draft, one, before) if fresh else draft
        yield {
            "parts": [_shown(part, shown, judged, before) for part in one.parts],
            "fresh": fresh,
            "keep": before + KEPT if joined else "",
            "kept": given[0] if given else "",
            "kept_as": _kept_as(given),
            "ways": _ways(draft, given) if joined and _chosen(given) else (),
        }


def _fresh(draft: Draft, one: Input, before: str) -> Draft:
    """The same draft with the words that stand in an empty row by themselves."""
    defaults = {before + part.name: [part.default] for part in one.parts if part.default}
    return replace(draft, raw={**draft.raw, **defaults})


def _chosen(given: list[str]) -> bool:
    """Whether it is for the author to say where a piece is kept: one that stands somewhere stays there."""
    return not given or " " not in given[0]


def _kept_as(given: list[str]) -> str:
    facet = given[0].partition(" ")[0] if given else ""
    return str(_t(KEPT_AS[facet])) if facet in KEPT_AS else ""


def _ways(draft: Draft, given: list[str]) -> list[tuple[str, str, bool]]:
    ways = [facet.word for facet in Facet if facet is not SECRET or draft.choices.sealing]
    return [(way, _t(KEPT_AS[way]), [way] == given) for way in ways]


def in_words(one: Input, draft: Draft, value: Any) -> str:
    """What a field says, for reading."""
    if value is None:
        return ""
    if one.kind == "flag":
        return str(_t("yes") if value else _t("no"))
    if one.kind == "group":
        return _row(one, draft, value)
    if isinstance(value, Mapping):
        return "\n".join(f"{key}: {said}" for key, said in value.items())
    pieces = [_piece(one, draft, each) for each in (value if isinstance(value, list) else [value])]
    return ("\n" if one.kind in ("rows", "lines") else ", ").join(pieces)


def _piece(one: Input, draft: Draft, value: Any) -> str:
    if one.kind in ("word", "words"):
        return dict(draft.choices.words(one.vocabulary)).get(value, str(value))
    if one.kind in ("ref", "refs"):
        return draft.choices.named(value) or "–"
    return _row(one, draft, value) if one.kind == "rows" else str(value)


def _row(one: Input, draft: Draft, row: Mapping[str, Any]) -> str:
    said = ((part, in_words(part, draft, row.get(part.name))) for part in one.parts)
    return "; ".join(f"{field_called(part.owner, part.name)}: {text}" for part, text in said if text)
