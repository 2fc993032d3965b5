"""One donor's whole picture: to countries, beside countries and through others, which always stand together."""

from forlik.portfolio.donor.own_list import OwnList, own_list
from forlik.portfolio.donor.picture import KINDS, Donor, Kind, Recipient, donor, donors, years_of
from forlik.portfolio.donor.tracing import Provided, Traced, prefixes_of, traced

__all__ = [
    "KINDS",
    "Donor",
    "Kind",
    "OwnList",
    "Provided",
    "Recipient",
    "Traced",
    "donor",
    "donors",
    "own_list",
    "prefixes_of",
    "traced",
    "years_of",
]
