"""A donor's year in three kinds of money, none of which is ever shown without the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from forlik import places
from forlik.core.errors import NoData
from forlik.core.figure import Basis, Status
from forlik.iati.standard.lists import codelists
from forlik.world import World

TABLE = "oecd_crs__recipient_donors"
KindName = Literal["by_country", "unallocated", "imputed_multilateral"]
BY_COUNTRY: KindName = "by_country"
UNALLOCATED: KindName = "unallocated"
IMPUTED: KindName = "imputed_multilateral"
KINDS = (BY_COUNTRY, UNALLOCATED, IMPUTED)
"""Bilateral by country; bilateral to a region or to no place at all; the donor's part in what organisations give."""
UNIT = "US dollars"
STEP = Decimal("0.1")
NOTHING = "nothing is published of this donor and year"
NO_SOURCE = "no source held gives it"
NOT_STATED = (
    "The files do not say whether they hold commitments or disbursements, nor in which unit: US dollars are read from "
    "the size of the figures."
)
"""What has to stand beside every amount of these files."""
NOT_WHOLE = "From 2013 on they lack what was given to no country or region, so they are below a donor's whole aid."
FIRST_NOT_WHOLE = 2013


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the three kinds of money.

    Args:
        name: One of ``KINDS``.
        amount: US dollars as the file says; ``None`` when unknown.
        recipients: How many recipients it goes to; ``None`` when unknown.
        status: ``estimated``, since the files do not say what they count; ``unknown`` without an amount.
        reason: Why it is unknown.
    """

    name: KindName
    amount: Decimal | None
    recipients: int | None
    status: Status
    reason: str = ""


Kinds = tuple[Kind, Kind, Kind]


@dataclass(frozen=True, slots=True)
class Recipient:
    """One recipient of a donor's year.

    Args:
        code: As the file has it: two letters of a country, or the OECD's number of a region.
        country_iso3: The country; empty when it is none.
        kind: ``by_country`` or ``unallocated``.
        amount: US dollars as the file says.
        percent: Of what is known of the donor's year, to one decimal; ``None`` when that sum is not above 0.
    """

    code: str
    country_iso3: str
    kind: KindName
    amount: Decimal
    percent: Decimal | None

    def name(self, language: str = "en") -> str:
        """Its name; a region's stands in English, as the list of regions has it, and an unknown code as itself."""
        if self.country_iso3:
            return places.by_code("iso3", self.country_iso3).name(language)
        region = codelists()["Region"].get(self.code)
        return region.name if region else self.code


@dataclass(frozen=True, slots=True)
class Donor:
    """A donor's picture in one year.

    Args:
        donor_iso3: Who gives.
        year: The year.
        years: Every year of which anything of this donor is known.
        kinds: The three kinds, always all of them, in the order of ``KINDS``; they are never added up.
        recipients: Countries and regions, the largest first.
        course: Year → the three kinds of that year, oldest first.
        statements: What the figures are and are not.
        bases: The files they stand in.
    """

    donor_iso3: str
    year: int
    years: tuple[int, ...]
    kinds: Kinds
    recipients: tuple[Recipient, ...]
    course: Mapping[int, Kinds]
    statements: tuple[str, ...]
    bases: tuple[Basis, ...]

    def kind(self, name: str) -> Kind:
        """One of the three kinds by name."""
        return next(one for one in self.kinds if one.name == name)

    @property
    def known(self) -> Decimal:
        """What the file gives for the year, countries and regions together: never a donor's whole aid."""
        return sum((one.amount for one in self.recipients), Decimal(0))


def donor(world: World, donor: str = "NOR", year: int | None = None) -> Donor:
    """What a donor gave in a year, as the OECD's files that d-portal prepared have it.

    Args:
        world: What was known.
        donor: Any name or code of the country that gives.
        year: The year; the newest that is known when not given.

    Returns:
        The three kinds of money side by side. Money to no country is never left out because it has none, and imputed
        multilateral aid is unknown, with the reason, as long as no source gives it.

    Raises:
        PlaceRefused: The donor is ambiguous or unknown.
        NoData: Nothing of the donor, or of that year, was known on the day.
    """
    place = world.place(donor)
    rows = _rows(world, place.iso3)
    years = tuple(sorted({row["year"] for row in rows}))
    if not years:
        raise NoData(f"nothing is published of {place.name()} as a donor", where=TABLE)
    asked = years[-1] if year is None else year
    if asked not in years:
        raise NoData(
            f"nothing is published of {place.name()} as a donor in {asked}",
            where=TABLE,
            remedy=f"there is {years[0]} to {years[-1]}",
        )
    found = {one: _recipients([row for row in rows if row["year"] == one]) for one in years}
    used = {row["basis"] for row in rows if row["year"] == asked}
    return Donor(
        donor_iso3=place.iso3,
        year=asked,
        years=years,
        kinds=_kinds(found[asked]),
        recipients=found[asked],
        course={one: _kinds(theirs) for one, theirs in found.items()},
        statements=(NOT_STATED, NOT_WHOLE) if asked >= FIRST_NOT_WHOLE else (NOT_STATED,),
        bases=tuple(world.then.bases[number] for number in sorted(used)),
    )


def years_of(world: World, donor: str = "NOR") -> tuple[int, ...]:
    """The years of which anything of a donor is known, oldest first.

    Raises:
        PlaceRefused: The donor is ambiguous or unknown.
        NoData: No file was known on the day.
    """
    return tuple(sorted({row["year"] for row in _rows(world, world.place(donor).iso3)}))


def donors(world: World) -> tuple[str, ...]:
    """The countries that give, as ISO3 codes.

    Raises:
        NoData: None was known on the day.
    """
    table = world.table(TABLE).to_ibis()
    named = table.filter(table.donor_iso3.notnull()).select("donor_iso3").distinct()
    return tuple(sorted(row["donor_iso3"] for row in world.then.engine.run(named).to_pylist()))


def _rows(world: World, iso3: str) -> Sequence[Mapping[str, Any]]:
    table = world.table(TABLE).to_ibis()
    mine = table.filter(table.donor_iso3 == iso3)
    if world.then.mode == "reconstructed":
        mine = mine.filter(mine.year <= world.day.year)
    found: list[dict[str, Any]] = world.then.engine.run(mine).to_pylist()
    return found


def _recipients(rows: Sequence[Mapping[str, Any]]) -> tuple[Recipient, ...]:
    total = Decimal(sum(row["amount_usd"] for row in rows))
    return tuple(sorted((_recipient(row, total) for row in rows), key=lambda one: (-one.amount, one.code)))


def _recipient(row: Mapping[str, Any], total: Decimal) -> Recipient:
    amount = Decimal(row["amount_usd"])
    percent = (amount * 100 / total).quantize(STEP, ROUND_HALF_UP) if total > 0 else None
    iso3 = row["country_iso3"] or ""
    return Recipient(row["recipient_code"], iso3, BY_COUNTRY if iso3 else UNALLOCATED, amount, percent)


def _kinds(recipients: Sequence[Recipient]) -> Kinds:
    imputed = Kind(IMPUTED, None, None, "unknown", NO_SOURCE)
    return _kind(BY_COUNTRY, recipients), _kind(UNALLOCATED, recipients), imputed


def _kind(name: KindName, recipients: Sequence[Recipient]) -> Kind:
    mine = [one for one in recipients if one.kind == name]
    if not mine:
        # A silent file is no file that says 0: from 2013 on what has no recipient was left out of it.
        return Kind(name, None, None, "unknown", NOTHING)
    return Kind(name, sum((one.amount for one in mine), Decimal(0)), len(mine), "estimated")
