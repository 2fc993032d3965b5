"""Published engagements in a country: what public sources document, and what the public copy of the register has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forlik.core.errors import NoData
from forlik.desk import public
from forlik.desk.engagements import RUNNING, engagements
from forlik.desk.engagements import Engagement as Documented
from forlik.desk.question import Question
from forlik.register.concepts import Engagement


@dataclass(frozen=True, slots=True)
class Engaged:
    """Engagements of one pillar.

    Args:
        documented: How many public sources document.
        going_on: How many of them go on, as far as a source says.
        published: Those of the public copy of the register.
    """

    documented: int
    going_on: int
    published: tuple[Engagement, ...]


def listed_here(asked: Question, iso3: str) -> dict[str, Any]:
    """What Norway is publicly documented to do in a place, or why nothing is said."""
    try:
        return {"rows": engagements(asked, iso3)}
    except NoData as nothing:
        return {"reason": nothing.reason}


def published(asked: Question, iso3: str) -> tuple[Engagement, ...]:
    """What the public copy of the register says of a place, as it could be read on the day; by title."""
    copy = public.the_copy()
    found = copy.dossier(asked.day).every(Engagement) if copy else ()
    here = (one for one in found if iso3 in one.places)
    return tuple(sorted(here, key=lambda one: ((one.title or "").casefold(), one.id)))


def engaged(pillar: str, documented: Sequence[Documented], copied: Sequence[Engagement]) -> Engaged:
    """What is published of one pillar.

    Args:
        pillar: The desk's name of it.
        documented: The engagements of the place that public sources document.
        copied: Those of the public copy.
    """
    mine = [one for one in documented if one.about["pillar"] == pillar]
    return Engaged(
        documented=len(mine),
        going_on=sum(one.about["status"] in RUNNING for one in mine),
        published=tuple(one for one in copied if pillar in one.pillars),
    )
