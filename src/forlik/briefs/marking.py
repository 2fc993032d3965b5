"""The marking of a brief: the greatest label of everything that it draws on, and how it is called."""

from collections.abc import Iterable, Mapping

from forlik.briefs.document import Language
from forlik.briefs.words import word
from forlik.register.dossier import Dossier

PUBLIC, STAFF = "0", "1"


def marking_of(dossier: Dossier, records: Iterable[str]) -> str:
    """The greatest label of all facets of some records that are seen.

    Args:
        dossier: What the viewer sees.
        records: Ids of all records that a document draws on; what is not seen of them counts for nothing.

    Returns:
        The label; where several compartments have one of the greatest grade, all of them, with a blank between. Public
        where nothing was drawn on.
    """
    there = (one for one in dict.fromkeys(records) if one in dossier or one in dossier.gone)
    return greatest(label for one in there for label in dossier.labels(one))


def greatest(labels: Iterable[str]) -> str:
    """The greatest of some labels, all of its grade with a blank between; public where there are none.

    Args:
        labels: Labels.
    """
    every = set(labels)
    most = max(map(grade, every), default=0)
    return " ".join(sorted(one for one in every if grade(one) == most)) or PUBLIC


def grade(label: str) -> int:
    """How secret a label or a marking is, 0 to 3.

    Args:
        label: A label.
    """
    return int(label[:1])


def marked(marking: str, language: Language, compartments: Mapping[str, str] | None = None) -> str:
    """A marking in words.

    Args:
        marking: As of ``marking_of``.
        language: Language.
        compartments: Compartment → its name; a compartment without one is called by its id.
    """
    names = compartments or {}
    said = []
    for label in marking.split():
        which = label.partition(":")[2]
        said.append(word(f"marking.{label[:1]}", language).format(compartment=names.get(which, which)))
    return "; ".join(said)
