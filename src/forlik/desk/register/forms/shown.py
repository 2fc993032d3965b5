"""A form as its template needs it: sections of inputs, with what stands in each, how it is kept and what is wrong."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from django.utils.translation import gettext as _t

from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.draft import Draft
from forlik.desk.register.forms.inputs import Input
from forlik.desk.register.forms.judged import Judged
from forlik.desk.register.forms.names import KEPT as KEPT_AS
from forlik.desk.register.forms.names import PURPOSE, field_called
from forlik.desk.register.forms.raw import DAYS, KEPT, blank, read, turns
from forlik.desk.writing import stated
from forlik.register.concepts import Assessment
from forlik.register.concepts.actor import PERSON
from forlik.register.deciding import ELSEWHERE
from forlik.register.facets import OPEN, SECRET, STAFF, Facet, Joined, facet_of, has, personal

ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
FIRST = {
    "engagement": ("title", "working_title", "pillars", "places"),
    "role": ("kind", "actor", "of", "side", "since", "until"),
    "act": ("kind", "happened", "title", "by", "to", "said"),
    "text": ("kind", "title", "public_title", "signed", "summary"),
    "commitment": ("kind", "promise", "ours", "obligors", "agreed", "due"),
    "assessment": ("kind", "about", "finding", "made_on"),
}
"""Concept → what is mostly said of one, and so stands unfolded, in this order; beside what each of them needs."""
LAST = ("evidence", "links", "withdrawn")
"""Fields that every record has, and few people fill in: after those of its own."""
MOST_OPEN = 5
"""Parts of a row that are all shown at once; of more, those that are not needed are folded."""
EMPTY_ROWS = 2
"""Empty rows after those that are there."""


def sections(draft: Draft, judged: Judged) -> list[dict[str, Any]]:
    """The inputs of a form in their order: what a record needs or mostly says, then the rest by how it is kept."""
    needed = [*draft.kind.NEEDS, *(["evidence"] if draft.kind.EVIDENCED else [])]
    first = list(dict.fromkeys([*FIRST.get(draft.concept, ()), *needed]))
    asked = {one.name: one for one in draft.inputs}
    groups = [("", [asked[name] for name in first if name in asked])]
    rest = sorted((one for one in draft.inputs if one.name not in first), key=lambda one: one.name in LAST)
    titles = {OPEN: _t("More"), STAFF: _t("More, for staff"), SECRET: _t("More, sealed")}
    groups += [(titles[facet], [one for one in rest if facet_of(draft.kind, one.name) is facet]) for facet in Facet]
    return [
        {
            "title": title,
            "open": any(_holds(one, draft, judged) for one in some),
            "inputs": [_top(one, draft, judged, needed=one.name in needed) for one in some],
        }
        for title, some in groups
        if some
    ]


def first_wrong(groups: Iterable[Mapping[str, Any]]) -> str:
    """Name of the first input, as they stand on the page, in which something is wrong; empty where nothing is."""
    for one in groups:
        inside = [*one.get("inputs", ()), *one.get("parts", ()), *one.get("rest", ()), *one.get("rows", ())]
        found = one["name"] if one.get("wrong") else first_wrong(inside)
        if found:
            return str(found)
    return ""


def _holds(one: Input, draft: Draft, judged: Judged) -> bool:
    wrong = any(name == one.name or name.startswith(f"{one.name}.") for name in judged.wrong)
    return wrong or ((bool(draft.now) or draft.sent) and read(one, draft.raw) is not None)


def _top(one: Input, draft: Draft, judged: Judged, *, needed: bool) -> dict[str, Any]:
    spot = draft.keeping.where(one.name)
    facet = spot.facet if spot else max(facet_of(draft.kind, one.name), draft.keeping.least)
    why = personal(draft.kind).get(one.name)
    if why and why.shared and draft.current.get("kind") != PERSON:
        why = None  # an organisation has the field too
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
    if one.owner is Assessment and one.name == "kind":
        words = tuple(each for each in words if each[0] not in ELSEWHERE or each[0] in given)
    known = {value for value, _ in words}
    return [*((each, each, True) for each in given if each not in known), *_options(words, given)]


def _groups(one: Input, draft: Draft, given: list[str]) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """What ids may name; what stands there and cannot be chosen stays as it is, whatever it is."""
    groups = [(title, _options(some, given)) for title, some in draft.choices.ids(one.names)]
    offered = {value for _, some in groups for value, *_ in some}
    kept = [(each, draft.choices.named(each) or "–", True) for each in given if each not in offered]
    return [("", kept), *groups] if kept else groups


def _rows(one: Input, draft: Draft, judged: Judged, name: str) -> Iterable[dict[str, Any]]:
    every = turns(draft.raw, name)
    there = [turn for turn in every if not blank(one, draft.raw, f"{name}.{turn}.")]
    after = max(every, default=-1) + 1
    joined = has(draft.kind, one.name, Joined) if one.name in draft.kind.model_fields else False
    empty = [*(turn for turn in every if turn not in there), *range(after, after + EMPTY_ROWS)]
    for turn in [*there, *empty[:EMPTY_ROWS]]:
        before = f"{name}.{turn}."
        fresh = turn not in there
        given = list(draft.raw.get(before + KEPT, ()))
        shown = _fresh(draft, one, before) if fresh else draft
        folded = [part for part in one.parts if not part.needed] if len(one.parts) > MOST_OPEN else []
        rest = [_shown(part, shown, judged, before) for part in folded]
        yield {
            "parts": [_shown(part, shown, judged, before) for part in one.parts if part not in folded],
            "rest": rest,
            "rest_open": any(part["wrong"] or _stands(part, own) for part, own in zip(rest, folded, strict=True)),
            "fresh": fresh,
            "keep": before + KEPT if joined else "",
            "kept": given[0] if given else "",
            "kept_as": _kept_as(given),
            "ways": _ways(draft, given) if joined and _chosen(given) else (),
        }


def _stands(shown: Mapping[str, Any], part: Input) -> bool:
    """Whether something stands there that does not stand there by itself."""
    return bool(shown["written"]) and shown["written"] != part.default


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
    chosen = given == [SECRET.word]
    ways = [facet.word for facet in Facet if facet is not SECRET or draft.choices.sealing or chosen]
    return [(way, _t(KEPT_AS[way]), [way] == given) for way in ways]


class Choosing(Protocol):
    """Whatever knows what ids and words are called: a draft, or whoever only reads."""

    @property
    def choices(self) -> Choices:
        """What may be chosen, and so what it is called."""


def in_words(one: Input, draft: Choosing, value: Any) -> str:
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


def _piece(one: Input, draft: Choosing, value: Any) -> str:
    if one.kind in ("word", "words"):
        return dict(draft.choices.words(one.vocabulary)).get(value, str(value))
    if one.kind in ("ref", "refs"):
        return draft.choices.named(value) or "–"
    if one.kind in DAYS:
        return _day(str(value))
    return _row(one, draft, value) if one.kind == "rows" else str(value)


def _day(text: str) -> str:
    """A day as the reader writes it; what is none, as it was written."""
    try:
        return stated(text)
    except ValueError:
        return text


def _row(one: Input, draft: Choosing, row: Mapping[str, Any]) -> str:
    said = ((part, in_words(part, draft, row.get(part.name))) for part in one.parts)
    return "; ".join(f"{field_called(part.owner, part.name)}: {text}" for part, text in said if text)
