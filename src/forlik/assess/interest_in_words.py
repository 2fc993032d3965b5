"""Own interest in words: what it is, how far it reaches, what it stands on, and what it does not cover."""

from collections.abc import Iterator

from forlik import places
from forlik.assess.interest import HIGHEST, ITSELF, UNLISTED, OwnInterest
from forlik.core.figure import DASH


def told(own: OwnInterest) -> Iterator[str]:
    """What stands beside an answer: what is counted, of which years, of how many places, by whom; what is not covered.

    Args:
        own: Own interest in the places that the question asked about.
    """
    home = places.by_code("iso3", own.home).name()
    yield f"Own interest of {home}, apart: the mean score from 0 to {HIGHEST} of what is known. {own.said.misuse.en}"
    for one in own.reach.values():
        years = f", {'–'.join(one.years)}" if one.years else ""
        mark = f" ({one.estimated} estimated)" if one.estimated else ""
        yield f"  {one.tie.title.en}: {one.tie.unit}{years}, known of {one.known}{mark} of {len(own.by_place)} places"
    yield from _standing_on(own)
    yield f"  {DASH} is unknown and never zero, also where the source has no row for the two countries."
    yield f"  Not yet covered: {own.said.not_yet.en}"


def _standing_on(own: OwnInterest) -> Iterator[str]:
    """The sources; where there are none, why, and what would bring them."""
    for basis in own.sources:
        edition = f"{basis.edition or basis.part}, known {basis.known_at[:10]}, sha256 {basis.short_sha256}"
        yield f"  From {basis.title}, {basis.publisher} ({basis.source} {edition})"
    if not own.sources:
        whys = sorted({why for one in own.by_place.values() for why in one.missing.values()} - {UNLISTED, ITSELF})
        names = sorted({tie.table.partition("__")[0] for tie in own.said.indicators.values()})
        remedy = "; ".join(f"`forlik import {name} FILE`" for name in names)
        yield f"  Nothing is known of it{': ' + '; '.join(whys) if whys else ''}. {remedy} may bring it."
