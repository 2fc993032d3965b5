"""The pillar of money under a definition: for whole tables as an expression, and for one code in plain Python."""

from functools import lru_cache
from typing import Any

import pyarrow as pa

from forlik.iati.flows.beside import listed
from forlik.iati.flows.pillars import PURPOSE, pillar
from forlik.portfolio.definitions.said import Definition

PILLARS = ("development", "humanitarian", "peace", "rights_democracy")
DONOR_SIDE, NO_PILLAR = "excluded_donor_side", "no_pillar"
BESIDE = (DONOR_SIDE, NO_PILLAR)
"""Where money stands that is in none of the four: together they are all of it."""
RELIEF = "humanitarian"


def pillar_of_one(said: Definition, purpose: str | None, humanitarian: bool | None) -> str:
    """The pillar of one flow: the plain reference of :func:`pillar_of`.

    Args:
        said: The definition.
        purpose: DAC purpose code, or a three-digit one; nothing where there is none.
        humanitarian: Its mark; nothing where its publisher says neither.

    Returns:
        One of ``PILLARS`` or ``BESIDE``.
    """
    found = _moved(said).get(purpose or "") or pillar(PURPOSE, purpose or None).pillar or NO_PILLAR
    marked = said.humanitarian_mark and humanitarian is True
    return RELIEF if marked and found != DONOR_SIDE else found


def pillar_of(said: Definition, rows: Any) -> Any:
    """Rows with the column ``pillar`` by a definition.

    Args:
        said: The definition.
        rows: Ibis table with ``purpose`` (text) and ``humanitarian`` (flag).

    Returns:
        The same rows; ``pillar`` is one of ``PILLARS`` or ``BESIDE`` and never empty.
    """
    import ibis

    listing = _by_code(said)
    codes = ibis.memtable(
        pa.table({"listed_code": [code for code, _ in listing], "listed_pillar": [name for _, name in listing]})
    )
    kept = rows.drop("pillar") if "pillar" in rows.columns else rows
    joined = kept.left_join(codes, kept.purpose == codes.listed_code)
    found = joined.mutate(pillar=joined.listed_pillar.fill_null(NO_PILLAR)).drop("listed_code", "listed_pillar")
    return with_mark(said, found)


def with_mark(said: Definition, rows: Any) -> Any:
    """Rows that have the pillar of their code, with the one that a definition gives them when it looks at their mark.

    Args:
        said: The definition.
        rows: Ibis table with ``pillar`` and ``humanitarian``.
    """
    if not said.humanitarian_mark:
        return rows
    marked = rows.humanitarian.fill_null(False) & (rows.pillar != DONOR_SIDE)
    return rows.mutate(pillar=marked.ifelse(RELIEF, rows.pillar))


@lru_cache(maxsize=32)
def _by_code_of(said: str) -> tuple[tuple[str, str], ...]:
    definition = Definition.model_validate_json(said)
    codes = [row["code"] for row in listed("pillars.csv")]
    every = dict.fromkeys((*codes, *(code[:3] for code in codes)))
    # The mark is no part of the code: it is looked at in the row.
    return tuple((code, name) for code in every if (name := pillar_of_one(definition, code, None)) != NO_PILLAR)


def _by_code(said: Definition) -> tuple[tuple[str, str], ...]:
    """Every code that has a pillar, five digits and three, with it."""
    return _by_code_of(said.model_dump_json())


def _moved(said: Definition) -> dict[str, str]:
    """Codes that a definition moves, with the withdrawn ones that they replaced, and the categories this concerns."""
    if not said.moved:
        return {}
    rows = listed("pillars.csv")
    moved = {row["code"]: said.moved[code] for row in rows if (code := row["replaced_by"] or row["code"]) in said.moved}
    categories: dict[str, set[str]] = {}
    for row in rows:
        name = moved.get(row["code"]) or pillar(PURPOSE, row["code"]).pillar or NO_PILLAR
        categories.setdefault(row["code"][:3], set()).add(name)
    touched = {code[:3] for code in moved}
    # A three-digit code has a pillar only where all its purpose codes agree, also after a move.
    return {
        **moved,
        **{
            code: next(iter(names)) if len(names) == 1 else NO_PILLAR
            for code, names in categories.items()
            if code in touched
        },
    }
