"""What the page tells: a row of each partner, and the network with its doubts."""

from decimal import Decimal
from typing import Any

from forlik.portfolio.partners import Partner, Partners
from forlik.portfolio.partners.figures import dollars, figure
from forlik.portfolio.partners.summary import Summary, summary
from forlik.portfolio.partners.words import word

FIRST = 5
"""Of those that matter most, so many are named."""
ELSEWHERE = (
    "from forlik.portfolio.network.between import betweenness\n"
    "from forlik.portfolio.network.dropping import edge_drop, leads\n\n"
    "network = partners(world, {asked}).network\nbetweenness(network, k=100)\nedge_drop(network, leads({first!r}))"
)
"""How to get what is not reckoned here, after the first lines of the page's own snippet."""


def row_of(one: Partner, language: str) -> dict[str, Any]:
    """A partner as a row."""
    return {
        "is": one,
        "does": [word("role", role, language) for role in one.roles],
        "given": figure(one.given, one.name),
        "received": figure(one.received, one.name),
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
    return ELSEWHERE.format(asked=f"flow={found.flow!r}{place}", first=about.leaving[0].organisation)
