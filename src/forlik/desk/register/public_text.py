"""A public text of a record as a form, and in words: its open fields, chosen among what is public and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils.translation import gettext
from pydantic import ValidationError

from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.draft import Draft, filled
from forlik.desk.register.forms.inputs import EITHER, PERSON, Input, inputs
from forlik.desk.register.forms.judged import Judged
from forlik.desk.register.forms.mistakes import listed, mistakes
from forlik.desk.register.forms.names import concept_called, field_called
from forlik.desk.register.forms.raw import read, taken
from forlik.desk.register.forms.shown import in_words, sections
from forlik.desk.register.releasing import public_view
from forlik.desk.register.words import word
from forlik.register.facets import OPEN, facet_of

NEVER = ("withdrawn",)


class PublicText(Draft):
    """What the public shall read of a record."""

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """The open fields; nobody of the house is named in any."""
        every = (one for one in inputs(self.kind) if facet_of(self.kind, one.name) is OPEN and one.name not in NEVER)
        return tuple(_without_house(one) for one in every)

    @cached_property
    def body(self) -> dict[str, Any]:
        """The fields, as JSON has them; what was left empty is not said.

        Raises:
            ValidationError: They say what cannot be.
        """
        said = {one.name: read(one, self.raw) for one in self.inputs}
        whole = self.kind(id=self.id, **{name: value for name, value in said.items() if value is not None})
        return whole.model_dump(mode="json", exclude_defaults=True, exclude={"id"})


def public_text(asked: Asked, record: str, concept: str, body: Mapping[str, Any], form: Any = None) -> PublicText:
    """A public text: as it is, or as it was sent.

    Args:
        asked: The question.
        record: Id of the record.
        concept: Name of its concept.
        body: Its fields.
        form: What was sent; nothing, where nothing was.
    """
    viewed = public_view(asked.viewed)
    text = PublicText(replace(asked, viewed=viewed), None, concept, record, {})
    raw = filled(text.inputs, body) if form is None else taken(form, text.inputs)
    return replace(text, raw=raw)


def judged(text: PublicText) -> Judged:
    """What a public text says that cannot be, each at its field."""
    try:
        _ = text.body
    except ValidationError as error:
        return Judged(None, listed(mistakes(error)))
    return Judged(None)


def form_of(text: PublicText, found: Judged) -> list[dict[str, Any]]:
    """The inputs of its form; every piece is public, so that none says where it is kept."""
    shown = sections(text, found)
    for section in shown:
        section["open"] = True
        for one in section["inputs"]:
            one["kept"] = ""
            for row in one.get("rows", ()):
                row["keep"], row["ways"], row["kept_as"] = "", (), ""
    return shown


def in_lines(text: PublicText, body: Mapping[str, Any]) -> dict[str, Any]:
    """A public text for reading: each field and what it says, and its evidence."""
    asked = {one.name: one for one in text.inputs}
    said = ((asked[name], value) for name, value in body.items() if name in asked and name != "evidence")
    kind = word(text.kind.KINDS, str(body.get("kind") or ""), text.asked.language) if text.kind.KINDS else ""
    return {
        "concept": concept_called(text.concept),
        "kind": kind,
        "lines": [
            (short(field_called(one.owner, one.name)), in_words(one, text, value))
            for one, value in said
            if one.name != "kind"
        ],
        "evidence": [
            {"citation": one.get("citation", ""), "url": one.get("url", ""), "claims": one.get("claims") or {}}
            for one in body.get("evidence", ())
        ],
    }


def differing(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """What a public text would say otherwise than the one that is read now, as ``in_lines`` gives them.

    Args:
        before: The text that is read now; none where nothing is.
        now: The text that would be read.

    Returns:
        Name of the field, what is read now, and what would be; empty where nothing is.
    """
    if before is None:
        return []
    was, said = (dict([*one["lines"], *_known_by(one)]) for one in (before, now))
    names = dict.fromkeys((*said, *was))
    return [(name, was.get(name, ""), said.get(name, "")) for name in names if was.get(name, "") != said.get(name, "")]


def _known_by(one: Mapping[str, Any]) -> list[tuple[str, str]]:
    said = [
        "; ".join([piece["citation"], piece["url"], *(f"{field}: {claim}" for field, claim in piece["claims"].items())])
        for piece in one["evidence"]
    ]
    return [(gettext("By what it is known"), "\n".join(said))]


def short(label: str) -> str:
    """What a field is called, without how it is filled in."""
    return label.partition(":")[0]


def _without_house(one: Input) -> Input:
    names = "actor" if one.names == EITHER else one.names
    return replace(one, names=names, parts=tuple(part for part in one.parts if part.names != PERSON))
