"""One country's portfolio: all figures that its page asks of the cubes, in a handful of questions."""

from forlik.portfolio.country.ends import Largest
from forlik.portfolio.country.figures import CountryFigures, Mix, country_figures

__all__ = ["CountryFigures", "Largest", "Mix", "country_figures"]
