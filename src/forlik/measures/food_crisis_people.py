"""People in acute food crisis or worse."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(phases: Any) -> Any:
    """Phase 3+ now, of the year's newest analysis that looked at half as many people as its widest, or more."""
    year = ["country_iso3", "year"]
    kept = phases.filter((phases.level == "national") & (phases.validity == "current") & (phases.phase == "3+"))
    rows = kept.select(*year, "from_on", "people", "looked_at", "basis")
    widest = rows.group_by(year).aggregate(widest=rows.looked_at.max())
    joined = rows.inner_join(widest, year)
    wide = joined.filter(joined.looked_at * 2 >= joined.widest).select(*year, "from_on", "people", "looked_at", "basis")
    newest = wide.group_by(year).aggregate(from_on=wide.from_on.max())
    last = wide.inner_join(newest, [*year, "from_on"])
    largest = last.group_by(year).aggregate(looked_at=last.looked_at.max())
    one = last.inner_join(largest, [*year, "looked_at"])
    return one.group_by(year).aggregate(value=one.people.max(), basis=one.basis.max())


def _row(iso3: str, year: int, month: int, people: int, looked_at: int, **other: Any) -> dict[str, Any]:
    row = {"country_iso3": iso3, "year": year, "from_on": date(year, month, 1), "people": people}
    return row | {"looked_at": looked_at, "level": "national", "validity": "current", "phase": "3+"} | other


MEASURE = Measure(
    name="food_crisis_people",
    title="People in acute food crisis or worse",
    unit="people",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("ipc__phases",),
    example=Example(
        given={
            "ipc__phases": [
                _row("AFG", 2017, 5, 70, 200),
                _row("AFG", 2017, 8, 76, 290),
                _row("AFG", 2017, 11, 13, 39),
                _row("AFG", 2017, 8, 50, 290, phase="3"),
                _row("AFG", 2017, 9, 99, 290, validity="first projection"),
                _row("AFG", 2017, 9, 98, 290, level="area"),
                _row("ETH", 2021, 5, 167, 563),
                _row("ETH", 2021, 5, 55, 300),
            ]
        },
        expect=[
            {"country_iso3": "AFG", "year": 2017, "value": 76},
            {"country_iso3": "ETH", "year": 2021, "value": 167},
        ],
    ),
    pillar="humanitarian",
    notes="IPC phase 3 or worse at the time of the analysis, not projected. Of a year's analyses the newest stands, by "
    "the month its period begins; one that looked at less than half as many people as the widest of the year is passed "
    "over, and of two for the same month the wider stands. There is no World: analyses look at different parts.",
    misuse="Only the people looked at are counted, often a part of the country, at the time of year that was chosen: "
    "a change from year to year can be a change of what was looked at.",
)
