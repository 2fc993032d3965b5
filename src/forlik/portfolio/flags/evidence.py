"""What is known of one place and year: every piece read once, when a figure asks for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from forlik.core.figure import Basis
from forlik.portfolio.country.ends import Ends, ends
from forlik.portfolio.flags.engaged import Engaged
from forlik.portfolio.flags.rows import activity_rows, paid_rows, planned_rows
from forlik.portfolio.matrix import Cell, Matrix, behind_all, kept_matrix, matrix
from forlik.portfolio.matrix.cells import EVERY
from forlik.world import World

WHOLE_WORLD = "portfolio of every country, as flags compare it"
FILES = "files behind what was paid out in each country, as flags compare it"
PAID = "paid"


@dataclass(frozen=True)
class Evidence:
    """What is known of one place and year.

    Args:
        world: What was known.
        iso3: The country.
        year: The year.
        engaged: What runs of our own there; nothing when nobody asked the register.
    """

    world: World
    iso3: str
    year: int
    engaged: Engaged | None = None

    @property
    def period(self) -> str:
        """The year as a period."""
        return str(self.year)

    @cached_property
    def paid(self) -> Matrix:
        """What was paid out for the place, all years.

        Raises:
            NoData: No IATI file was known on the day.
        """
        return paid_matrix(self.world, self.iso3)

    def cell(self, pillar: str = EVERY, year: int | None = None) -> Cell | None:
        """What was paid out in a pillar; nothing where nothing is published."""
        return self.paid.cell(self.iso3, pillar, self.year if year is None else year)

    @cached_property
    def everywhere(self) -> Matrix:
        """What was paid out in that year, every country."""
        memory = self.world.then.memory.setdefault(WHOLE_WORLD, {})
        if self.year not in memory:
            memory[self.year] = matrix(self.world, years=self.year)
        found: Matrix = memory[self.year]
        return found

    @cached_property
    def files_everywhere(self) -> Mapping[str, tuple[int, ...]]:
        """Country → the files behind what was paid out there in that year; under no name those of all places."""
        memory = self.world.then.memory.setdefault(FILES, {})
        if self.year not in memory:
            every = [one for one in (*self.everywhere.cells, *self.everywhere.totals) if one.pillar == EVERY]
            memory[self.year] = {code: some for ((_, code), _, _), some in behind_all(self.world, every).items()}
        found: Mapping[str, tuple[int, ...]] = memory[self.year]
        return found

    @cached_property
    def rows(self) -> Sequence[Mapping[str, Any]]:
        """What was paid out in that year, by activity, giver, receiver and pillar."""
        return paid_rows(self.world, self.iso3, self.year) if self.cell() else ()

    @cached_property
    def sides(self) -> Ends:
        """Who gave that money and who got it: as the page of the country has it, from the same question."""
        return ends(self.world, self.world.place(self.iso3), self.year, PAID, {})

    @cached_property
    def plans(self) -> Sequence[Mapping[str, Any]] | None:
        """What was planned for periods of which some of that year is part; nothing when no file was read for it."""
        return planned_rows(self.world, self.iso3, self.year)

    def beside(self, table: str) -> Sequence[Mapping[str, Any]] | None:
        """Rows of a table of the activities that money was paid out in; nothing when no file was read for it."""
        return activity_rows(self.world, table, {(row["activity_key"], row["basis"]) for row in self.rows})

    def bases(self, numbers: Iterable[int | None]) -> tuple[Basis, ...]:
        """Where rows come from."""
        return tuple(self.world.then.bases[one] for one in sorted({one for one in numbers if one is not None}))

    @cached_property
    def behind(self) -> tuple[Basis, ...]:
        """Where what was paid out in that year comes from."""
        cell = self.cell()
        return self.bases([*(row["basis"] for row in self.rows), cell.basis if cell else None])


def paid_matrix(world: World, iso3: str) -> Matrix:
    """What was paid out for a country, all years.

    Raises:
        NoData: No IATI file was known on the day.
    """
    return kept_matrix(world, flow=PAID, place=iso3)
