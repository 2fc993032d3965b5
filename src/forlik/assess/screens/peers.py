"""Whose figures are drawn where a place has none: its peers by region and income, then by region.

Regions are those of the United Nations' M49 standard, as far as they go (``regions.csv``). Income is in three bands, by
the bounds of the World Bank's classification for 2026, made for income by the Atlas method and taken here for income at
current exchange rates.
"""

import csv
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from forlik.assess.screens.observed import Series

LOW, HIGH = 1_135.0, 13_935.0
"""US dollars per inhabitant: the upper bound of low and the upper bound of upper middle income."""


@lru_cache(maxsize=1)
def regions() -> dict[str, str]:
    """Code of a place → its region."""
    text = (files("forlik.assess.screens") / "regions.csv").read_text(encoding="utf-8")
    return {row["country_iso3"]: row["region"] for row in csv.DictReader(text.splitlines())}


def band(income: float) -> str:
    """The band that an income per inhabitant falls into: ``low``, ``middle`` or ``high``."""
    if income <= LOW:
        return "low"
    return "middle" if income <= HIGH else "high"


def groupings(codes: Sequence[str], income: Series) -> tuple[list[str | None], list[str | None]]:
    """Of each place the group of its region and income, and that of its region; nothing where either is unknown.

    Args:
        codes: The places.
        income: Income per inhabitant.
    """
    region = [regions().get(iso3) for iso3 in codes]
    newest = {iso3: income.newest(iso3) for iso3 in codes}
    bands = [None if (one := newest[iso3]) is None else band(float(income.by_place[iso3][one].value)) for iso3 in codes]
    both = [f"{one}, {level}" if one and level else None for one, level in zip(region, bands, strict=True)]
    return both, list(region)
