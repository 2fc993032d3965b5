"""Fiction: which records are made up, so that nobody ever takes one for a fact."""

from collections.abc import Iterator

from forlik.register.concepts import CONCEPTS, Engagement
from forlik.register.dossier import Dossier
from forlik.register.examples.fictional import MARKED
from forlik.register.index import NAMES
from forlik.register.releasing.leaves import leaves

TITLES = ("title", "working_title", "label", "name", "public_title", "promise")


def fictional(dossier: Dossier) -> frozenset[str]:
    """The records that are made up: engagements that say so, what is marked so or rests on made-up evidence, and what
    belongs to it or is named by nothing else.
    """  # noqa: D205 - one sentence
    found = {record for record in dossier.facets if _says_so(dossier, record)}
    owners = {record: set(_owners(dossier, record)) for record in dossier.facets}
    named: dict[str, set[str]] = {}
    for record in dossier.facets:
        for other in _refs(dossier, record):
            named.setdefault(other, set()).add(record)
    while True:
        more = {one for one in dossier.facets if one not in found and owners[one] & found}
        # An actor or a process that only made-up records name is made up with them.
        more |= {one for one, by in named.items() if one in dossier and one not in found and by <= found}
        if not more:
            return frozenset(found)
        found |= more


def made_up(dossier: Dossier, record: str) -> bool:
    """Whether a record is made up by what it says itself, or by what it belongs to; without looking at all others."""
    seen: set[str] = set()
    wanted = [record]
    while wanted:
        one = wanted.pop()
        if one in dossier and one not in seen:
            seen.add(one)
            if _says_so(dossier, one):
                return True
            wanted += _owners(dossier, one)
    return False


def real(dossier: Dossier) -> bool:
    """Whether any engagement of a dossier is no made-up one."""
    return any(not one.fictional for one in dossier.every(Engagement))


def _says_so(dossier: Dossier, record: str) -> bool:
    for row in dossier.facets[record].values():
        evidence = row.body.get("evidence", ())
        if row.body.get("fictional") or any(one.get("basis") == "fictional" for one in evidence):
            return True
        if any(str(row.body.get(name, "")).startswith(MARKED) for name in TITLES):
            return True
    return False


def _owners(dossier: Dossier, record: str) -> Iterator[str]:
    for row in dossier.facets[record].values():
        yield from (str(row.body[name]) for name in NAMES if name in row.body)


def _refs(dossier: Dossier, record: str) -> Iterator[str]:
    kind = CONCEPTS[dossier.concept(record)]
    for row in dossier.facets[record].values():
        yield from (leaf.value for leaf in leaves(kind, row.body) if leaf.sort == "ref")
