"""The country brief: two pages on one country, every figure with its source."""

from forlik.briefs.country.brief import country_brief

__all__ = ["country_brief"]
