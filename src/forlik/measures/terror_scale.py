"""Political Terror Scale."""

from datetime import date
from typing import Any

from forlik.core.measure import Example, Measure, Method


def method_1(scores: Any) -> Any:
    """The State Department score, else Amnesty's, else Human Rights Watch's; of two names for one place the higher."""
    value = scores.score_state_department.coalesce(scores.score_amnesty, scores.score_hrw)
    chosen = scores.mutate(value=value)
    return chosen.group_by(["country_iso3", "year"]).aggregate(value=chosen.value.max(), basis=chosen.basis.max())


MEASURE = Measure(
    name="terror_scale",
    title="Political terror",
    unit="step of the scale, 1 to 5",
    grain="country-year",
    direction="higher is worse",
    methods=(Method(1, date(2026, 11, 23), method_1),),
    needs=("pts__scores",),
    pillar="rights",
    example=Example(
        given={
            "pts__scores": [
                {
                    "country_iso3": "COL",
                    "year": 2000,
                    "pts_name": "Colombia",
                    "score_amnesty": 5,
                    "score_state_department": 4,
                },
                {"country_iso3": "COL", "year": 2001, "pts_name": "Colombia", "score_amnesty": 5, "score_hrw": 3},
                {"country_iso3": "YUG", "year": 1991, "pts_name": "Yugoslavia A", "score_hrw": 3},
                {"country_iso3": "YUG", "year": 1991, "pts_name": "Yugoslavia B", "score_hrw": 4},
            ]
        },
        expect=[
            {"country_iso3": "COL", "year": 2000, "value": 4},
            {"country_iso3": "COL", "year": 2001, "value": 5},
            {"country_iso3": "YUG", "year": 1991, "value": 4},
        ],
    ),
    notes="One report is chosen and none are averaged: the US State Department's score, because it covers most "
    "countries; where there is none, Amnesty International's, then Human Rights Watch's. The scale has no"
    " world figure.",
    misuse="A scale of five steps: no sums, no averages, and 4 is not twice 2. Reports differ in what they see.",
)
