"""Judging a draft: all that is wrong with it at once, each at its field, and what its author should be told."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop as _n
from pydantic import ValidationError

from forlik import places
from forlik.core.errors import ForlikError
from forlik.desk.register.forms.draft import SEALED, Draft
from forlik.desk.register.forms.inputs import Input
from forlik.desk.register.forms.kept import Spot, spread
from forlik.desk.register.forms.mistakes import mistakes
from forlik.desk.register.forms.raw import KEPT, rows
from forlik.register import checks
from forlik.register.concept import Concept
from forlik.register.concepts import Assessment, Commitment
from forlik.register.deciding import ELSEWHERE
from forlik.register.doubt import Doubt
from forlik.register.facets import OPEN, SECRET, Joined, has
from forlik.register.promises.ties import cycle
from forlik.register.vocabulary import vocabulary

PART_LOST = _n(
    "part of this was sealed for a compartment that you are not in now: copy what you need, and ask a guardian of "
    "the compartment or sign in with your passkey; or open the form anew, to change only what you still see"
)
FIELD_LOST = _n(
    "you can seal nothing now: ask a guardian of the compartment or sign in with your passkey, or take this out and "
    "record the rest"
)
"""What is told of what was sealed when the form was opened, and may be sealed no more by whoever sends it."""


PLACES, MADE_UP = "places", "Fictional: "
"""The field that names places, and how one begins that is made up."""
NO_PLACE = _n("“{said}” is no code of a place: write it as {helps}")


@dataclass(frozen=True)
class Judged:
    """What was found in a draft.

    Args:
        record: The record as it shall be; none where it says what cannot be.
        wrong: Name of an input → what is wrong there; of no input, under the empty name.
        told: What its author is told, and may record all the same.
        bodies: Spot → fields, as they are to be recorded.
    """

    record: Concept | None
    wrong: Mapping[str, list[str]] = field(default_factory=dict)
    told: tuple[str, ...] = ()
    bodies: Mapping[Spot, Mapping[str, Any]] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """By which it is known that its author was told this, and nothing else."""
        return hashlib.sha256("\n".join(self.told).encode()).hexdigest() if self.told else ""


def judge(draft: Draft) -> Judged:
    """Hold a draft against its model, and against all that its author sees."""
    wrong: dict[str, list[str]] = {}

    def add(name: str, text: str) -> None:
        wrong.setdefault(name, [])
        if text not in wrong[name]:
            wrong[name].append(text)

    for name, text in (*_lost(draft), *_unknown(draft), *_nowhere(draft), *_lacking(draft)):
        add(name, text)
    try:
        record = draft.record()
    except ValidationError as error:
        for name, text in _model(draft, error):
            add(name, text)
        return Judged(None, wrong)
    told = []
    for doubt in _doubts(draft, record):
        text = _in_words(draft, doubt)
        if doubt.refuse:
            add(doubt.field, text)
        else:
            told.append(text)
    for name, text in (*_ring(draft, record), *_of_a_page(draft, record)):
        add(name, text)
    bodies = spread(draft.keeping, record, draft.changed, _pieces(draft))
    for name, text in (*_exposed(draft, bodies), *_unsealed(draft, bodies)):
        add(name, text)
    return Judged(record, wrong, tuple(dict.fromkeys(told)), bodies)


def _model(draft: Draft, error: ValidationError) -> Iterator[tuple[str, str]]:
    asked = {one.name: one for one in draft.inputs}
    for loc, text in mistakes(error):
        yield _place(draft, asked, loc), text


def _place(draft: Draft, asked: Mapping[str, Input], loc: tuple[int | str, ...]) -> str:
    """The name of the input in which an error lies."""
    if not loc or str(loc[0]) not in asked:
        return ""
    top = asked[str(loc[0])]
    if top.kind not in ("rows", "group") or len(loc) == 1:
        return top.name
    if top.kind == "group":
        return f"{top.name}.{loc[1]}"
    turns = [turn for turn, _ in rows(top, draft.raw)] if top.name in draft.changed else []
    turn = turns[int(loc[1])] if len(turns) > int(loc[1]) else int(loc[1])
    return f"{top.name}.{turn}.{loc[2]}" if len(loc) > len(("field", "row")) else top.name


def ids(one: Input, value: Any, before: str = "") -> Iterator[tuple[Input, str, str]]:
    """The ids that a field names: the field or the one inside it, the name of its input, the id."""
    name = before + one.name
    if one.names:
        for each in value if isinstance(value, list) else [value] if value else ():
            yield one, name, str(each)
    elif one.kind == "group":
        for part in one.parts:
            yield from ids(part, (value or {}).get(part.name), f"{name}.")
    elif one.kind == "rows":
        for turn, row in enumerate(value or ()):
            for part in one.parts:
                yield from ids(part, row.get(part.name), f"{name}.{turn}.")


def _fresh(draft: Draft) -> Iterator[tuple[Input, Input, str, str]]:
    """The ids that its author brought in: the outer field, the inner one, the name of the input, the id."""
    for one in draft.inputs:
        if one.name in draft.changed:
            old = {id_ for said in (draft.base, draft.current) for _, _, id_ in ids(one, said.get(one.name))}
            for inner, name, id_ in ids(one, draft.merged.get(one.name)):
                if id_ not in old:
                    yield one, inner, name, id_


def _unknown(draft: Draft) -> Iterator[tuple[str, str]]:
    """Hidden and absent ones are “none” alike."""
    for _, inner, name, id_ in _fresh(draft):
        if not draft.choices.known(inner, id_):
            yield name, _t("there is none of this id")


def _nowhere(draft: Draft) -> Iterator[tuple[str, str]]:
    """Places that its author brought in and that are none; what stood there before may stay."""
    if PLACES in draft.changed:
        old = {*draft.base.get(PLACES, ()), *draft.current.get(PLACES, ())}
        for said in draft.merged.get(PLACES) or ():
            if said not in old and not _is_place(str(said)):
                yield PLACES, _t(NO_PLACE).format(said=said, helps=_helps(str(said)))


def _is_place(said: str) -> bool:
    if said.startswith(MADE_UP) or said in vocabulary("wide_places"):
        return True
    try:
        places.by_code("iso3", said)
    except ForlikError:
        return False
    return True


def _helps(said: str) -> str:
    """The code of the place that may be meant."""
    try:
        return places.guess(said)[0].iso3
    except ForlikError:
        return "COL, XAF, World"


def _doubts(draft: Draft, record: Concept) -> Iterator[Doubt]:
    """What is doubtful, as far as its author brought it in; which ids are seen was looked at before."""
    dossier, day = draft.asked.viewed.dossier, draft.asked.day
    others = [check for check in checks.CHECKS if check is not checks.references]
    before: set[Doubt] = set()
    if draft.now and draft.id in dossier:
        before = {doubt for check in others for doubt in check(dossier, dossier[draft.id], day)}
    for check in others:
        for doubt in check(dossier, record, day):
            if doubt not in before or doubt.field.partition(".")[0] in draft.changed:
                yield doubt


def _in_words(draft: Draft, doubt: Doubt) -> str:
    norwegian = draft.asked.language == "nb"
    return f"{doubt.nb if norwegian else doubt.en}: {doubt.remedy_nb if norwegian else doubt.remedy_en}"


def _lacking(draft: Draft) -> Iterator[tuple[str, str]]:
    """What every record needs; of one that is there, only what was taken out of it, for the rest may be sealed."""
    needed = [*draft.kind.NEEDS, *(["evidence"] if draft.kind.EVIDENCED else [])]
    for name in needed:
        if not draft.merged.get(name) and (not draft.now or name in draft.current):
            yield name, _t("this is needed")


def _ring(draft: Draft, record: Concept) -> Iterator[tuple[str, str]]:
    """No promise hangs on itself, by way of whichever others; these are not named."""
    if isinstance(record, Commitment) and cycle(draft.asked.viewed.dossier.every(Commitment), record):
        yield "due", _t("it would hang on itself, by way of other promises: let it hang on something else")


def _of_a_page(draft: Draft, record: Concept) -> Iterator[tuple[str, str]]:
    """What has a page of its own, where everything that it takes is asked, is begun there and nowhere else."""
    if isinstance(record, Assessment) and record.kind in ELSEWHERE and draft.current.get("kind") != record.kind:
        yield "kind", _t("options are put forward, and decided on, on pages of their own: look under “Decide”")


def _pieces(draft: Draft) -> dict[str, list[str]]:
    """Joined field → where its author put each of its pieces."""
    return {
        one.name: [
            (list(draft.raw.get(f"{one.name}.{turn}.{KEPT}", ())) or [""])[0] for turn, _ in rows(one, draft.raw)
        ]
        for one in draft.inputs
        if has(draft.kind, one.name, Joined) and one.name in draft.changed
    }


def _exposed(draft: Draft, bodies: Mapping[Spot, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """What stands open does not name what is sealed: that there is such a record is told by its id alone."""
    for outer, _, name, id_ in _fresh(draft):
        open_to = [spot.facet for spot, body in bodies.items() if outer.name in body]
        if min(open_to, default=OPEN) is not SECRET and draft.choices.sealed_only(id_):
            yield name, _t("that there is such a record is sealed: seal this one as a whole, or name another")


def _lost(draft: Draft) -> Iterator[tuple[str, str]]:
    """What its author could seal when the form was opened: it stays on the form, and nothing of it is recorded."""
    if draft.lost.marks:
        yield "", _t(PART_LOST)
    else:
        yield from ((name, str(_t(FIELD_LOST))) for name in sorted(draft.lost.fields))


def _unsealed(draft: Draft, bodies: Mapping[Spot, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    if any(not spot.label for spot in bodies) and not draft.lost:
        if draft.choices.sealing:
            yield SEALED, _t("something of this is sealed: choose for whom, or say less")
        else:
            yield "", _t("a record of this kind is sealed, and you are in no compartment: ask somebody who is")
