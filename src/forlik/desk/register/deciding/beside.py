"""What stands beside an answer where own interest is shown: what is counted, how far it reaches, what it stands on."""

from typing import Any

from forlik.assess.interest import ITSELF, UNLISTED, OwnInterest
from forlik.core.figure import Basis
from forlik.desk.reasons import reason
from forlik.desk.register.deciding.spoken import place_name, spoken
from forlik.desk.writing import day


def beside(own: OwnInterest, language: str) -> dict[str, Any]:
    """Own interest told once for all places; what each of them means to home stands in its row.

    Args:
        own: Own interest in the places that the question asks about.
        language: Language of the answer.
    """
    return {
        "home": place_name(own.home, language),
        "misuse": spoken(own.said.misuse, language),
        "not_yet": spoken(own.said.not_yet, language),
        "places": len(own.by_place),
        "ties": [
            {
                "title": spoken(one.tie.title, language),
                "unit": one.tie.unit,
                "years": "–".join(one.years),
                "known": one.known,
                "estimated": one.estimated,
            }
            for one in own.reach.values()
        ],
        "sources": [_stands_on(basis) for basis in own.sources],
        "whys": [] if own.sources else [reason(why, language) for why in _whys(own)],
    }


def _stands_on(basis: Basis) -> dict[str, str]:
    return {
        "name": basis.source,
        "title": basis.title,
        "edition": basis.edition or basis.part,
        "known": day(basis.known_at),
        "sha256": basis.sha256,
        "short": basis.short_sha256,
    }


def _whys(own: OwnInterest) -> list[str]:
    """Why nothing at all is known of it."""
    return sorted({why for one in own.by_place.values() for why in one.missing.values()} - {UNLISTED, ITSELF})
