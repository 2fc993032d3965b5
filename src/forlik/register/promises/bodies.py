"""Looking into the rows of a dossier before records are made of them: few of many thousand acts are anchors."""

from collections.abc import Collection, Iterator
from typing import TypeVar

from forlik.register.concept import Concept
from forlik.register.dossier import Dossier
from forlik.register.rows import Row

Of = TypeVar("Of", bound=Concept)


def of_kinds(dossier: Dossier, concept: type[Of], kinds: Collection[str]) -> Iterator[Of]:
    """The records of a concept that are of one of some kinds."""
    for id_, rows in _of(dossier, concept):
        for row in rows:
            if row.body.get("kind") in kinds:
                found = dossier.get(concept, id_)
                if found and getattr(found, "kind", None) in kinds:
                    yield found
                break


def _of(dossier: Dossier, concept: type[Concept]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """The ids of a concept's records, and their rows."""
    return ((id_, tuple(dossier.facets[id_].values())) for id_ in dossier.ids(concept))


def labels_of(dossier: Dossier, record: str, fields: Collection[str]) -> frozenset[str]:
    """The labels of the facets in which one of some fields of a record stands."""
    facets = dossier.facets.get(record, {})
    return frozenset(row.label for row in facets.values() if not row.body.keys().isdisjoint(fields))
