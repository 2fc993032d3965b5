"""People UNHCR counts, by where they are or come from: what its measures share."""

from typing import Any

from forlik.core.measure import Example
from forlik.store.arithmetic import by_place

IN, FROM = "asylum_iso3", "origin_iso3"

LAST_YEAR = "The last year of the file is marked estimated: it may stand at mid-year."


def counted(people: Any, *, column: str, at: str, since: int = 0) -> Any:
    """One column by country, from the year it began; the world also holds those in or from an unknown place."""
    return by_place(
        people.filter(people.year >= since),
        lambda rows: {"value": rows[column].sum().cast("int64"), "estimated": rows.perhaps_mid_year.any()},
        at=at,
    )


def example(column: str, at: str) -> Example:
    """People from Syria in two countries, some in Norway from nobody knows where, and a Namibian zero."""
    given = [("SYR", "LBN", 700), ("SYR", "NOR", 30), (None, "NOR", 4), ("NAM", "LBN", 0)]
    expect = {"LBN": 700, "NOR": 34, "WLD": 734} if at == IN else {"SYR": 730, "NAM": 0, "WLD": 734}
    return Example(
        given={
            "unhcr_population__people": [
                {"year": 2024, FROM: origin, IN: asylum, column: count, "perhaps_mid_year": False}
                for origin, asylum, count in given
            ]
        },
        expect=[{"country_iso3": iso3, "year": 2024, "value": value} for iso3, value in expect.items()],
    )
