"""Positions: what each party wants on each question, as last judged, and what was judged before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from forlik.register.concepts import Assessment
from forlik.register.dossier import Dossier
from forlik.register.machines.when import recorded

POSITION = "position"
GENERAL = ""
"""The question of a position that names none."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Parties by questions.

    Args:
        parties: The parties of which a position is known, by their ids.
        issues: The questions, the one that was judged last first; ``GENERAL`` where none is named.
        cells: Party and question → the judgements, the newest first.
    """

    parties: tuple[str, ...]
    issues: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[Assessment, ...]]


def positions(dossier: Dossier, judgements: Iterable[Assessment], day: date | None = None) -> Matrix:
    """The positions among some judgements.

    Args:
        dossier: What the viewer sees; it says when each was recorded.
        judgements: In any order.
        day: What was judged later does not count; by default the day on which the dossier stands.
    """
    at = dossier.day if day is None else day
    cells: dict[tuple[str, str], list[Assessment]] = defaultdict(list)
    for one in judgements:
        if one.kind == POSITION and one.about and one.made_on and one.made_on <= at:
            cells[one.about, one.issue or GENERAL].append(one)
    newest = {key: tuple(sorted(ones, key=lambda one: made(dossier, one), reverse=True)) for key, ones in cells.items()}
    last = {issue: max(made(dossier, newest[key][0]) for key in newest if key[1] == issue) for _, issue in newest}
    return Matrix(
        tuple(sorted({party for party, _ in newest})),
        tuple(sorted(last, key=lambda issue: last[issue], reverse=True)),
        newest,
    )


def made(dossier: Dossier, one: Assessment) -> tuple[date, str, str]:
    """The order of judgements: by the day on which they were made, then by when they were recorded."""
    return one.made_on or date.min, recorded(dossier, one.id).isoformat(), one.id
