"""Judging what a file carries, before the register is looked at: each facet in itself, and beside the others."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from forlik.register.concepts import CONCEPTS
from forlik.register.exchange import plainly
from forlik.register.exchange.carried import Body, Carried, Wrong
from forlik.register.facets import Facet, facet_named
from forlik.register.placing import misplaced

ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
LABEL = re.compile(r"0|1|[23]:[A-Za-z0-9_-]{1,64}", re.ASCII)
FACETS = tuple(facet.word for facet in Facet)
LOWEST = {"open": 0, "staff": 1, "secret": 2}
"""Facet → the least grade that it may stand under."""


def judged(facets: Iterable[Carried]) -> tuple[tuple[Carried, ...], tuple[Wrong, ...]]:
    """The facets with their bodies as the register writes them, and all that is wrong.

    Args:
        facets: What a file carries.
    """
    kept: dict[tuple[str, str, str], Carried] = {}
    concepts: dict[str, str] = {}
    wrong: list[Wrong] = []
    for one in facets:
        found = [*_named(one), *_beside(one, kept, concepts)]
        if not found:
            found = list(_bodies(one))
        if found:
            wrong += found
            continue
        kept[one.record, one.facet, one.label] = replace(
            one, said=tuple(replace(said, body=canonical(one.concept, one.record, said.body)) for said in one.said)
        )
        concepts[one.record] = one.concept
    wrong += _whole(kept.values())
    return tuple(kept.values()), tuple(wrong)


def canonical(concept: str, record: str, body: Body) -> Body:
    """A body as the register writes it; as it is, where it says only together with others what can be."""
    try:
        found = CONCEPTS[concept](id=record, **body)
    except (ValidationError, TypeError):
        return dict(body)
    return found.model_dump(mode="json", exclude_defaults=True, exclude={"id"})


def _named(one: Carried) -> Iterator[Wrong]:
    """Names that are none."""
    if not ID.fullmatch(one.record):
        yield _wrong(
            one, "id", f"“{one.record[:40]}” is no id", f"«{one.record[:40]}» er ingen id",
            "letters, digits, - and _, at most 64", "bokstaver, sifre, - og _, høyst 64",
        )  # fmt: skip
    if one.file and not ID.fullmatch(one.file):
        yield _wrong(one, "file", f"“{one.file[:40]}” is no id", f"«{one.file[:40]}» er ingen id", *_AS_EXPORTED)
    if one.concept not in CONCEPTS:
        names = ", ".join(CONCEPTS)
        yield _wrong(
            one, "concept", f"there is no concept “{one.concept[:40]}”", f"begrepet «{one.concept[:40]}» finnes ikke",
            f"one of {names}", f"ett av {names}",
        )  # fmt: skip
    if one.facet not in FACETS:
        names = ", ".join(FACETS)
        yield _wrong(
            one, "facet", f"there is no facet “{one.facet[:40]}”", f"delen «{one.facet[:40]}» finnes ikke",
            f"one of {names}", f"en av {names}",
        )  # fmt: skip
    elif not LABEL.fullmatch(one.label):
        yield _wrong(
            one, "grade", f"“{one.label[:40]}” is no grade", f"«{one.label[:40]}» er ingen gradering",
            "0, 1, or 2: or 3: with a compartment", "0, 1, eller 2: eller 3: med et rom",
        )  # fmt: skip
    elif int(one.label[0]) < LOWEST[one.facet]:
        yield _wrong(
            one, "grade", f"the {one.facet} facet cannot be under {one.label}",
            f"delen {one.facet} kan ikke stå under {one.label}", "take a higher one", "velg en høyere",
        )  # fmt: skip
    if not one.said:
        yield _wrong(one, "revisions", "nothing is said in it", "det står ingenting i den", *_AS_EXPORTED)


def _beside(one: Carried, kept: Mapping[tuple[str, str, str], Carried], concepts: Mapping[str, str]) -> Iterator[Wrong]:
    """What cannot stand beside what came before it in the file."""
    before = kept.get((one.record, one.facet, one.label))
    if before is not None:
        yield _wrong(
            one, "id", f"the same part of the same record stands twice (first: {before.where})",
            f"samme del av samme post finnes to ganger (først: {before.where})",
            "leave one of them", "behold én av dem",
        )  # fmt: skip
    if concepts.get(one.record, one.concept) != one.concept:
        yield _wrong(
            one, "concept", f"the record is a {concepts[one.record]} elsewhere in the file",
            f"posten er et annet begrep et annet sted i filen ({concepts[one.record]})",
            "a record stays of one concept", "en post har ett begrep",
        )  # fmt: skip


def _bodies(one: Carried) -> Iterator[Wrong]:
    """Fields that are none of the concept, stand too openly, or say what cannot be."""
    facet = facet_named(one.facet)
    seen: set[tuple[str, str]] = set()
    for said in one.said:
        fields = {name: value for name, value in said.body.items() if name != "id"}
        for text in misplaced(one.concept, {facet: fields}):
            name = text.partition(" ")[0]
            if (name, "misplaced") not in seen:
                seen.add((name, "misplaced"))
                yield _wrong(
                    one, name, f"it may not stand in the {one.facet} facet", f"feltet kan ikke stå i delen {one.facet}",
                    "put it into a more secret facet of the record", "flytt det til en mer skjermet del av posten",
                )  # fmt: skip
        for name, what in _errors(one.concept, one.record, said.body):
            if name and (name, what[0]) not in seen:
                seen.add((name, what[0]))
                yield _said_wrong(one, name, what)


def _whole(kept: Iterable[Carried]) -> Iterator[Wrong]:
    """What the facets of a record say only together, as they stand now."""
    records: dict[str, list[Carried]] = {}
    for one in kept:
        records.setdefault(one.record, []).append(one)
    for record, facets in records.items():
        body: dict[str, Any] = {}
        for one in sorted(facets, key=lambda one: (facet_named(one.facet), one.label)):
            body.update(one.said[-1].body)
        for name, what in _errors(facets[0].concept, record, body):
            if not name:
                yield _said_wrong(facets[0], "", what)


def _errors(concept: str, record: str, body: Body) -> Iterator[tuple[str, plainly.Said]]:
    """What a concept refuses: name of the field, empty where it is of several, and what."""
    if not all(isinstance(name, str) for name in body) or "id" in body:
        yield "id", ("a record has its id once", "en post har sin id én gang")
        return
    try:
        CONCEPTS[concept](id=record, **body)
    except ValidationError as error:
        for one in error.errors(include_url=False, include_input=False):
            yield ".".join(map(str, one["loc"])), plainly.plainly(one)


def _said_wrong(one: Carried, name: str, what: plainly.Said) -> Wrong:
    if what == plainly.PLAIN["extra_forbidden"]:
        return _wrong(one, name, *what, *_AS_EXPORTED)
    return _wrong(one, name, *what, "correct what it says", "rett innholdet")


_AS_EXPORTED = ("leave it as the export wrote it", "la det stå som i eksporten")


def _wrong(one: Carried, field: str, en: str, nb: str, remedy_en: str, remedy_nb: str) -> Wrong:
    return Wrong(one.where, field, en, nb, remedy_en, remedy_nb)
