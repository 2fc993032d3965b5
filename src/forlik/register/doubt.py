"""Doubt: one thing that is doubtful about a proposed record, in both languages, with what to do."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that is doubtful about a proposed record.

    Args:
        field: The field concerned.
        en: What, in English.
        nb: In Norwegian.
        remedy_en: What to do.
        remedy_nb: The same in Norwegian.
        refuse: Whether the record is refused; otherwise whoever records it is told.
    """

    field: str
    en: str
    nb: str
    remedy_en: str
    remedy_nb: str
    refuse: bool = True
