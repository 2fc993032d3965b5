"""Fields of the portfolio as pages tell them: what stands in one place and one pillar, counted."""

from typing import Any

from forlik.desk.register.sections.telling import Telling
from forlik.register.answers.pillars import Field


def told(telling: Telling, one: Field) -> dict[str, Any]:
    """A field as ``register/portfolio_cell.html`` shows it.

    Args:
        telling: What was told on the page.
        one: The field.
    """
    return {
        "engagements": len(one.engagements),
        "running": len(one.running),
        "promises": [(telling.word("commitment_kinds", kind), len(ids)) for kind, ids in one.promises.items()],
        "settled": sum(len(ids) for ids in one.settled.values()),
        "late": len(one.late),
    }


def ids_of(one: Field) -> tuple[str, ...]:
    """The ids of everything that a field counts."""
    kinds = (*one.promises.values(), *one.settled.values())
    return tuple(dict.fromkeys((*one.engagements, *(id_ for ids in kinds for id_ in ids))))
