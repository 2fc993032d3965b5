"""What the public reads that names a record: raised alone, the record would be missed, and the next copy refused."""

from typing import Any

from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.names import concept_called
from forlik.desk.register.releasing import public_view
from forlik.register.called import PUBLIC_TITLES, called
from forlik.register.concepts import CONCEPTS
from forlik.register.dossier import Case, Dossier
from forlik.register.facets import OPEN
from forlik.register.public_line import PUBLIC, records_of
from forlik.register.releasing.leaves import leaves


def named_by(asked: Asked, case: Case, record: str) -> list[dict[str, Any]]:
    """The public records that name a record, each with the file in which its grade is changed; public ones alone.

    Args:
        asked: The question.
        case: The file that is looked at.
        record: Id of the record.
    """
    public = public_view(asked.viewed).dossier
    here = {*records_of(case)}
    return [
        {
            "id": one,
            "title": called(public[one], PUBLIC_TITLES),
            "concept": concept_called(public.concept(one)),
            "file": case.engagement.id if one in here else _file(public, one),
            "part": OPEN.word,
            "under": PUBLIC,
        }
        for one in sorted(public.facets)
        if one != record and record in _names(public, one)
    ]


def _names(public: Dossier, record: str) -> set[str]:
    kind = CONCEPTS[public.concept(record)]
    rows = public.facets[record].values()
    return {leaf.value for row in rows for leaf in leaves(kind, row.body) if leaf.sort == "ref"}


def _file(public: Dossier, record: str) -> str:
    """The engagement in whose file it stands; empty where the record does not say."""
    return record if public.concept(record) == "engagement" else str(getattr(public[record], "engagement", "") or "")
