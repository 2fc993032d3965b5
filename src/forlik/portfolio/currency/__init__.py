"""A total in another currency: by which rate, of which days, from where; and in which prices it stands."""

from forlik.portfolio.currency.amounts import InCurrency, in_currency
from forlik.portfolio.currency.names import currency_named, currency_of
from forlik.portfolio.currency.prices import PRICE_BASIS, PriceBasis
from forlik.portfolio.currency.yearly import YearRate, yearly_rate

__all__ = [
    "PRICE_BASIS",
    "InCurrency",
    "PriceBasis",
    "YearRate",
    "currency_named",
    "currency_of",
    "in_currency",
    "yearly_rate",
]
