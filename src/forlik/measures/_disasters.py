"""Disasters that displaced people: the rows on which the examples of their measures stand."""

ROWS = [
    {"country_iso3": "FJI", "year": 2020, "new_displacement": 50, "total_displacement": 5},
    {"country_iso3": "FJI", "year": 2020, "new_displacement": 50, "total_displacement": 5},
    {"country_iso3": "TON", "year": 2020, "new_displacement": 7, "total_displacement": None},
    {"country_iso3": "TON", "year": 2020, "new_displacement": 3, "total_displacement": 0},
    {"country_iso3": "NOR", "year": 2020, "new_displacement": 1, "total_displacement": None},
]
"""Two disasters alike, two in one country of which one has no figure, and one without a figure."""
