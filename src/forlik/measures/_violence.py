"""Deaths by kind of violence: what the measures made from UCDP's events share."""

from typing import Any

from forlik.core.measure import Example
from forlik.store.arithmetic import with_sum, with_world

STATE_BASED, NON_STATE, ONE_SIDED = 1, 2, 3
"""UCDP's codes of the kinds of violence."""

YEAR, MONTH = ("year",), ("year", "month")

MONTHS = 12

PROVISIONAL = "Candidate figures are estimates, which later editions mostly raise."
UNCOUNTED = "Deaths by hunger and disease, and deaths that nobody reported, are in no count of this kind."


def summed(final: Any, candidate: Any, releases: Any, *, kind: int, by: tuple[str, ...]) -> Any:
    """Deaths of one kind in each country and in the world; the final edition, else candidate periods all released."""
    return with_sum(counted(final, candidate, releases, kind=kind, by=by), by=by)


def counted(final: Any, candidate: Any, releases: Any, *, kind: int, by: tuple[str, ...]) -> Any:
    """Deaths of one kind in each country; the final edition, else candidate periods all of which is released."""
    import ibis

    settled = final.select(*by).distinct()
    whole = releases if by == MONTH else of_whole_years(releases)
    released = candidate.semi_join(whole, by).anti_join(settled, by)
    events = final.mutate(estimated=ibis.literal(False)).union(released.mutate(estimated=ibis.literal(True)))
    kept = events.filter(events.type_of_violence == kind)
    return kept.group_by(["country_iso3", *by]).aggregate(
        value=kept.deaths_best.sum(),
        low=kept.deaths_low.sum(),
        high=kept.deaths_high.sum(),
        estimated=kept.estimated.any(),
        basis=kept.basis.max(),
    )


def with_views(final: Any, views: Any, candidate: Any, releases: Any, *, by: tuple[str, ...]) -> Any:
    """State-based deaths: the final edition, else VIEWS, else candidate periods all of which is released."""
    import ibis

    whole = views if by == MONTH else of_whole_years(views)
    others = whole.anti_join(final.select(*by).distinct(), by)
    others = others.group_by(["country_iso3", *by]).aggregate(
        value=others.deaths_best.sum(), estimated=others.provisional.any(), basis=others.basis.max()
    )
    rest = candidate.anti_join(others, ["country_iso3", *by])
    countries = counted(final, rest, releases, kind=STATE_BASED, by=by)
    none, bounds = ibis.null("int64"), ("low", "high")
    countries = countries.union(others.mutate(low=none, high=none).select(countries.columns))
    world = countries.group_by(list(by)).aggregate(
        value=countries.value.sum(),
        estimated=countries.estimated.any(),
        basis=countries.basis.max(),
        # A bound that some countries do not have cannot be added up.
        **{one: (countries[one].count() == countries.count()).ifelse(countries[one].sum(), none) for one in bounds},
    )
    return with_world(countries, world)


def of_whole_years(rows: Any) -> Any:
    """The rows of years in which every month is met."""
    months = rows.group_by("year").aggregate(known=rows.month.nunique())
    return rows.semi_join(months.filter(months.known == MONTHS), "year")


def event(iso3: str, year: int, month: int, deaths: int, kind: int) -> dict[str, Any]:
    """An event of an example."""
    counts = {"deaths_best": deaths, "deaths_low": deaths - 1, "deaths_high": deaths + 1}
    return {"country_iso3": iso3, "year": year, "month": month, "type_of_violence": kind} | counts


def example(kind: int, by: tuple[str, ...]) -> Example:
    """A final edition of two events of the kind and one of another; candidates of a released period and of another."""
    other = kind % ONE_SIDED + 1
    final = [event("COL", 2020, 3, 5, kind), event("COL", 2020, 3, 2, kind), event("COL", 2020, 3, 90, other)]
    expect: list[tuple[str, int, int | None, int]]
    if by == YEAR:
        candidate = [event("MLI", 2024, 10, 6, kind), event("MLI", 2025, 1, 8, kind)]
        releases = [{"year": 2025, "month": 1}, *({"year": 2024, "month": month} for month in range(1, MONTHS + 1))]
        expect = [("COL", 2020, None, 7), ("WLD", 2020, None, 7), ("MLI", 2024, None, 6), ("WLD", 2024, None, 6)]
    else:
        candidate = [event("UKR", 2023, 10, 44, kind), event("MLI", 2023, 10, 6, kind), event("MLI", 2023, 9, 8, kind)]
        releases = [{"year": 2023, "month": 10}]
        expect = [("COL", 2020, 3, 7), ("WLD", 2020, 3, 7)]
        expect += [("MLI", 2023, 10, 6), ("UKR", 2023, 10, 44), ("WLD", 2023, 10, 50)]
    return Example(
        given={
            "ucdp_ged__events": final,
            "ucdp_candidate__events": candidate,
            "ucdp_candidate__releases": releases,
        },
        expect=[
            {"country_iso3": iso3, "year": year, "value": value} | ({"month": month} if month else {})
            for iso3, year, month, value in expect
        ],
    )
