"""Partners: organisations that aid data name, each once, joined to the actors that a person found to be the same."""

from forlik.portfolio.partners.joining import Actor, Joined
from forlik.portfolio.partners.of_world import partner, partners
from forlik.portfolio.partners.partner import Money, Named, Partner, Partners, Side
from forlik.portfolio.partners.possible import Candidate, candidates

__all__ = [
    "Actor",
    "Candidate",
    "Joined",
    "Money",
    "Named",
    "Partner",
    "Partners",
    "Side",
    "candidates",
    "partner",
    "partners",
]
