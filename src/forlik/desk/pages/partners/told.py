"""What the page tells: a row of each partner, and the network with its doubts."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from forlik.desk.question import Question
from forlik.portfolio.network.connected import Degree
from forlik.portfolio.network.leaving import Leaving
from forlik.portfolio.partners import Money, Partner, Partners
from forlik.portfolio.partners.ends import GIVEN, ONLY, RECEIVED, WITHOUT
from forlik.portfolio.partners.figures import dollars, figure
from forlik.portfolio.partners.summary import Summary, degrees_of, leaving_of, summary
from forlik.portfolio.partners.sums import SumAsked
from forlik.portfolio.partners.words import word

FIRST = 5
"""Of those that matter most, so many are named."""
ELSEWHERE = (
    "from forlik.portfolio.network.between import betweenness\n"
    "from forlik.portfolio.network.dropping import edge_drop, leads\n\n"
    "network = partners(world, {asked}).network\nbetweenness(network, k=100)\nedge_drop(network, leads({first!r}))"
)
"""How to get what is not reckoned here, after the first lines of the page's own snippet."""


def row_of(asked: Question, found: Partners, one: Partner) -> dict[str, Any]:
    """A partner as a row, each of its sums with the way to its flows."""

    def opening(money: Money, side: str, own: str = WITHOUT) -> dict[str, Any]:
        year = found.years[0] if found.years else None
        which = SumAsked(one.ref, side, own, place=found.place, year=year, flow=found.flow)
        return {
            "figure": figure(money, one.name),
            "address": asked.address(which.path, which.fields) if money.flows else "",
        }

    return {
        "is": one,
        "does": [word("role", role, asked.language) for role in one.roles],
        "given": opening(one.given, GIVEN),
        "received": opening(one.received, RECEIVED),
        "own": opening(one.own, GIVEN, ONLY) if one.own.flows else None,
        "degree": degrees_of(found).get(one.ref),
    }


def table_of(found: Partners, some: Sequence[Partner]) -> list[dict[str, Any]]:
    """Partners as rows of the download, with their ties and what would be lost with each."""
    ties, lost = degrees_of(found), leaving_of(found)
    return [_told(found, one, ties.get(one.ref), lost.get(one.ref)) for one in some]


def _told(found: Partners, one: Partner, degree: Degree | None, lost: Leaving | None) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "name": one.name,
        "names": "; ".join(named.name for named in one.names),
        "identifiers": "; ".join(one.identifiers),
        "types": "; ".join(one.types),
        "roles": "; ".join(one.roles),
        "flow": found.flow,
        "year": found.years[0] if found.years else None,
        "given_usd": one.given.usd,
        "given_without_rate": one.given.without_rate,
        "received_usd": one.received.usd,
        "received_without_rate": one.received.without_rate,
        "own_usd": one.own.usd,
        "own_without_rate": one.own.without_rate,
        "funders": degree.funders if degree else None,
        "implementers": degree.implementers if degree else None,
        "through_usd": lost.through if lost else None,
        "left_alone": lost.left_alone if lost else None,
        "hands": one.hands,
        "same_name": "; ".join(one.same_name),
    }


def told_of(found: Partners, language: str) -> dict[str, Any]:
    """The network; with nothing in it where no money goes between two that are named."""
    about = summary(found)
    names = {one.ref: one.name for one in found.found}
    left = [
        {
            "why": one.reason.text("nb" if language == "nb" else "en"),
            "entries": one.entries,
            "money": dollars(one.money, ""),
        }
        for one in found.network.left_out
    ]
    return {
        "is": about,
        "left_out": left,
        "money": dollars(about.money, ""),
        "leaving": [
            {
                "ref": one.organisation,
                "name": names.get(one.organisation, one.organisation),
                "through": dollars(one.through, ""),
                "left_alone": one.left_alone,
                "unknown": one.unknown,
            }
            for one in about.leaving[:FIRST]
        ],
        "between": [
            {"ref": ref, "name": names.get(ref, ref), "percent": Decimal(f"{100 * score:.1f}")}
            for ref, score in list(about.between.scores.items())[:FIRST]
            if score > 0
        ]
        if about.between
        else [],
        # Where there are ties and yet none of it, there were too many.
        "elsewhere": _elsewhere(found, about) if about.leaving and not (about.between and about.leads) else "",
        "drop": f"{100 * about.leads.p:.0f}" if about.leads else "",
        "hands": list(about.by_hands.items()),
    }


def _elsewhere(found: Partners, about: Summary) -> str:
    place = f", place={found.place!r}" if found.place else ""
    year = f", years={found.years[0]}" if found.years else ""
    return ELSEWHERE.format(asked=f"flow={found.flow!r}{place}{year}", first=about.leaving[0].organisation)
