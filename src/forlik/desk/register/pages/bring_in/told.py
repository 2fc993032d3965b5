"""What is wrong with a file, or must be known about it, in the reader's language."""

import re
from collections.abc import Iterable, Mapping

from forlik.desk.refusals import said
from forlik.register.exchange.carried import Wrong

PLACES = (
    (re.compile(r", line (?=\d)"), ", linje "),
    (re.compile(r", record (?=\d)"), ", post "),
    (re.compile(r", open$"), ", åpen del"),
    (re.compile(r", staff$"), ", del for ansatte"),
    (re.compile(r", secret$"), ", skjermet del"),
)
"""Words of a place in a file → the same in Norwegian."""


def reasons(some: Iterable[Wrong], language: str, most: int) -> list[Mapping[str, str]]:
    """The first reasons, each with where, what, and what to do.

    Args:
        some: The reasons.
        language: The reader's.
        most: How many are told.
    """
    first = list(some)[:most]
    return [_in_norwegian(one) if language == "nb" else _in_english(one) for one in first]


def _in_english(one: Wrong) -> Mapping[str, str]:
    return {"where": one.where, "field": one.field, "what": one.en, "remedy": one.remedy_en}


def _in_norwegian(one: Wrong) -> Mapping[str, str]:
    where = one.where
    for place, word in PLACES:
        where = place.sub(word, where)
    # What a concept refuses is said in English only, and the desk knows it in other languages.
    before, found, _ = one.nb.rpartition(one.en)
    own = said(one.en)
    what = (own if own != one.en else before + own) if found else one.nb
    return {"where": where, "field": one.field, "what": what, "remedy": one.remedy_nb}
