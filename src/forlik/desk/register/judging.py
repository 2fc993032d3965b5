"""Judgements on an option as forms give them: by what each is known, for whom it is sealed, how it enters the file."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _t
from pydantic import ValidationError

from forlik.desk.access.labels import CONFIDENTIAL, grade
from forlik.desk.access.people import compartment_name
from forlik.desk.records.together import record_together
from forlik.desk.register.asked import Asked
from forlik.desk.register.doubted import refused
from forlik.desk.register.forms.mistakes import mistakes
from forlik.desk.register.frame import GRADES
from forlik.desk.register.writing import GROUNDS, changes, new_id, secret_labels
from forlik.register.concepts import Assessment
from forlik.register.facets import OPEN, SECRET
from forlik.register.vocabulary import vocabulary

SEALED = "sealed"
"""Name of the input that says for whom what is written is sealed."""
USUAL = "published"
BASIS: Mapping[str, str] = MappingProxyType(
    {
        "published": "verified-page",
        "received": "first-hand",
        "witnessed": "first-hand",
        "partner": "first-hand",
        "dataset": "verified-dataset",
        "archive": "verified-page",
    }
)
"""How evidence was obtained → how the fact was found in it."""
Said = tuple[Assessment, str]
"""A judgement, and the label under which it is sealed; empty for all staff."""


def least_label(asked: Asked, *records: str) -> str:
    """The label under which what is said about records must stand: one that is wholly sealed is named nowhere else."""
    dossier = asked.viewed.dossier
    labels = [dossier.labels(one) for one in records if one in dossier]
    sealed = [max(some, key=grade) for some in labels if some and all(grade(one) >= CONFIDENTIAL for one in some)]
    return max(sealed, key=grade, default="")


def sealing(asked: Asked, least: str) -> list[tuple[str, str]]:
    """The labels under which whoever asks may seal something, and what they are called; one, where it must be that."""
    return [
        (label, f"{compartment_name(label.partition(':')[2])} · {GRADES[label[:1]]}")
        for label in secret_labels(asked.viewed)
        if least in ("", label)
    ]


def chosen_label(asked: Asked, given: str, least: str) -> str:
    """The label that was chosen, as far as it may be."""
    return least or (given if given in secret_labels(asked.viewed) else "")


def not_sealed_so(asked: Asked, given: str, least: str) -> str:
    """Why something cannot be sealed as it was meant to be; empty where it can.

    Whoever was let out since meant it to be sealed: it is never recorded in the open instead.
    """
    if least or not given or given in secret_labels(asked.viewed):
        return ""
    return str(_t("You can no longer seal it so: choose anew who may read it."))


def sources(language: str) -> list[tuple[str, str]]:
    """How evidence can be obtained, in words."""
    return [(one.word, one.nb if language == "nb" else one.en) for one in vocabulary("obtained").values()]


def judgement(
    asked: Asked, kind: str, citation: str, obtained: str, **said: Any
) -> tuple[Assessment | None, list[str]]:
    """A judgement of today by whoever asks, and everything that is wrong with it.

    Args:
        asked: The question.
        kind: Its kind.
        citation: By what it is known.
        obtained: How that was obtained.
        said: What else it says.
    """
    how = obtained if obtained in BASIS else USUAL
    evidence = [{"citation": citation, "obtained": how, "basis": BASIS[how]}] if citation else []
    made = {"made_on": asked.day, "author": asked.viewed.person.id, "evidence": evidence, **said}
    try:
        one = Assessment(id=new_id(), kind=kind, **made)
    except ValidationError as error:
        return None, list(dict.fromkeys(text for _, text in mistakes(error)))
    wrong = [] if evidence else [_t("Say by what it is known.")]
    return one, [*wrong, *dict.fromkeys(refused(asked, one))]


def enter(asked: Asked, file: str, some: Iterable[Said]) -> None:
    """Record judgements in the file of an option: all of them or none.

    Raises:
        ForlikError: One of them cannot be recorded.
    """
    recorded = [
        change
        for one, label in some
        for change in changes(
            asked.viewed, one, file=file, secret=label, grounds=GROUNDS, floor=SECRET if label else OPEN
        )
    ]
    record_together(recorded, asked.viewed.person, asked.viewed.now)
