"""One donor's whole picture: to countries, beside countries and through others, which always stand together."""

from forlik.portfolio.donor.added import Added
from forlik.portfolio.donor.addresses import publisher_of, slug_of
from forlik.portfolio.donor.giving import prefixes_of
from forlik.portfolio.donor.opened import OpenedTraces, Which, opened_traces, opened_traces_shape
from forlik.portfolio.donor.own_list import OwnList, own_list
from forlik.portfolio.donor.picture import KINDS, Donor, Kind, Recipient, donor, donors, years_of
from forlik.portfolio.donor.reckoning import Reckoned, own_currency, reckoned
from forlik.portfolio.donor.tracing import Provided, Traced, traced

__all__ = [
    "KINDS",
    "Added",
    "Donor",
    "Kind",
    "OpenedTraces",
    "OwnList",
    "Provided",
    "Recipient",
    "Reckoned",
    "Traced",
    "Which",
    "donor",
    "donors",
    "opened_traces",
    "opened_traces_shape",
    "own_currency",
    "own_list",
    "prefixes_of",
    "publisher_of",
    "reckoned",
    "slug_of",
    "traced",
    "years_of",
]
