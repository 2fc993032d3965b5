"""Figures of a donor's year: each kind of money, with an address of the desk, and the way back from it."""

from collections.abc import Mapping
from urllib.parse import urlencode

from forlik import places
from forlik.briefs.document import Value
from forlik.core.errors import NoData
from forlik.core.figure import Figure, made_of
from forlik.portfolio.donor import Donor, Kind, donor
from forlik.portfolio.overview import whole_units
from forlik.world import World

DONOR = "/donor"


def of_kind(world: World, found: Donor, kind: Kind, language: str) -> Value:
    """One kind of money of a donor's year, in whole US dollars.

    Args:
        world: What was known.
        found: The donor's year.
        kind: The kind.
        language: Language of the donor's name.
    """
    fields = {"donor": found.donor_iso3, "year": str(found.year), "as_of": world.day.isoformat()}
    return Value(_figure(found, kind, language), f"{DONOR}?{urlencode(fields)}#{kind.name}")


def kind_again(world: World, fields: Mapping[str, str], name: str) -> Figure:
    """The figure to which an address leads, asked of the store anew.

    Args:
        world: What was known.
        fields: Donor and year.
        name: The kind of money.

    Raises:
        NoData: There is no such kind, or nothing was known of the donor's year.
    """
    found = donor(world, fields["donor"], int(fields["year"]))
    kind = next((one for one in found.kinds if one.name == name), None)
    if kind is None:
        raise NoData(f"there is no kind of money “{name}”")
    return _figure(found, kind, "en")


def _figure(found: Donor, kind: Kind, language: str) -> Figure:
    figure = Figure(
        measure="donor",
        label=kind.name.replace("_", " "),
        country=places.by_code("iso3", found.donor_iso3).name(language),
        country_iso3=found.donor_iso3,
        period=str(found.year),
        value=None if kind.amount is None else whole_units(kind.amount),
        unit="USD",
        status=kind.status,
        reason=kind.reason,
    )
    return made_of(figure, found.bases if kind.amount is not None else ())
