"""Sources as pages tell them: each fact by its human name, and what each source says of it side by side."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop as _n

from forlik.desk import engagements
from forlik.desk.register.forms.names import FIELD, field_called
from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.sources import Claim, Fact, facts
from forlik.register.concept import Concept
from forlik.register.concepts import CONCEPTS

NAMES = {
    **engagements.FIELDS,
    "start": _n("Since when"),
    "end": _n("Until when"),
    "": _n("The record as a whole"),
}
"""Facts of the public list, as they are called; every field of a record is called as in its form."""


def sources(telling: Telling, records: Iterable[Concept]) -> list[dict[str, Any]]:
    """The facts of some records, with what each source says of each."""
    some = tuple(records)
    telling.of(*some)
    return [_fact(telling, one) for one in facts(some)]


def fact_called(concept: str, field: str) -> str:
    """What a fact is called, in the reader's language."""
    if field in NAMES:
        return str(_t(NAMES[field]))
    kind = CONCEPTS[concept]
    if field in kind.model_fields and field in FIELD:
        return field_called(kind, field)
    return field.replace("_", " ").capitalize()


def _fact(telling: Telling, one: Fact) -> dict[str, Any]:
    return {
        "name": fact_called(one.concept, one.field),
        "field": one.field,
        "differ": one.differ,
        "undocumented": one.undocumented,
        "claims": [_claim(telling, claim) for claim in one.claims],
    }


def _claim(telling: Telling, one: Claim) -> dict[str, Any]:
    return {"said": one.said, "evidence": [telling.evidence(piece) for piece in one.evidence]}
