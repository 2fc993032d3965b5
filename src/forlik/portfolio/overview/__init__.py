"""The portfolio as it is read: rows of places and years in a currency, and what is told beside them."""

from forlik.portfolio.overview.beside import TagSum, by_definition, tag_sums
from forlik.portfolio.overview.figures import total
from forlik.portfolio.overview.newest import newest_year
from forlik.portfolio.overview.opened import Opened, opened
from forlik.portfolio.overview.places_named import place_name, read_slug, slug_of
from forlik.portfolio.overview.rows import Overview, Row, newest_with_data, overview, whole_units, years_with_data

__all__ = [
    "Opened",
    "Overview",
    "Row",
    "TagSum",
    "by_definition",
    "newest_with_data",
    "newest_year",
    "opened",
    "overview",
    "place_name",
    "read_slug",
    "slug_of",
    "tag_sums",
    "total",
    "whole_units",
    "years_with_data",
]
