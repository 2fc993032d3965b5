"""A country's money by administrative area in one year, in a currency, and which pillars work in the same areas."""

from forlik.portfolio.areas.meeting import Listed, Meeting, Pair, PillarPlaces, meeting
from forlik.portfolio.areas.picture import GIVEN, CountryAreas, Part, country_areas, list_title

__all__ = [
    "GIVEN",
    "CountryAreas",
    "Listed",
    "Meeting",
    "Pair",
    "Part",
    "PillarPlaces",
    "country_areas",
    "list_title",
    "meeting",
]
