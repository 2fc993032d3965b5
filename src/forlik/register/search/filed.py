"""In which file a record stands, as its viewer sees it: in the engagement it names, or through what it belongs to."""

from collections.abc import Iterator

from forlik.register.concepts import Act, Commitment, Engagement, Role
from forlik.register.dossier import Dossier
from forlik.register.search.texts import said

UP = ("text", "of", "about", "process", "parent", "plan")
"""Fields that name what a record belongs to, the nearest first."""
DEEPEST = 12


def filed(dossier: Dossier, record: str) -> str:
    """The engagement in whose file a record stands; empty where it stands in none that is seen.

    An actor stands in the first of the files in which it has a part.
    """
    return next(_files(dossier, record, DEEPEST), "")


def _files(dossier: Dossier, record: str, left: int) -> Iterator[str]:
    if record not in dossier or not left:
        return
    concept = dossier.concept(record)
    if concept == "engagement":
        yield record
        return
    body = said(concept, dossier.facets[record])
    yield from _files(dossier, body.get("engagement", ""), left - 1)
    for name in UP:
        if name in body:
            yield from _files(dossier, body[name], left - 1)
    if concept in ("process", "plan"):
        yield from (one.id for one in dossier.near(Engagement, [record]))
    if concept == "actor":
        for kind in (Role, Act, Commitment):
            for part in dossier.of_actor(kind, record):
                yield from _files(dossier, part.id, left - 1)
