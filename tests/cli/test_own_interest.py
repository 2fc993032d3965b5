"""Own interest at a terminal on a fresh home: by the starter alone, for any home country, down to the source."""

import pytest

DAY = "2026-11-27"
ASK = ("decide", "--question", "need-top-20", "--as-of", DAY, "--draws", 200, "--own-interest")
FILE = "3cc9d26b6d6d7a6853ec2036e68a500822e73263c3edb0be33f26654e80835e8"
"""Digest of UNHCR's file that the starter figures were made from."""


# Refugees from Sudan as UNHCR's file of 2026 counts them for 2025.
@pytest.mark.parametrize(("land", "refugees"), [("NOR", 1305), ("Sweden", 2047), ("Uganda", 92692), ("ISL", 9)])
def test_each_place_has_its_counts_with_unit_year_and_source(forlik, monkeypatch, land, refugees):
    monkeypatch.setenv("FORLIK_HOME_ACTOR", land)
    said = forlik(*ASK, "--json").json
    [sudan] = [row["own_interest"] for row in said["rows"] if row["country_iso3"] == "SDN"]
    figure = sudan["figures"]["refugees"]
    assert figure["value"] == refugees
    assert (figure["period"], figure["unit"], figure["status"]) == (
        "2025",
        "people at the end of the year",
        "estimated",
    )
    basis = figure["basis"]
    assert (basis["source"], basis["sha256"], basis["starter"]) == ("unhcr_population", FILE, True)
    assert (basis["known_at"][:10], basis["licence"]) == ("2026-07-31", "CC BY 4.0")


def test_beside_the_answer_stands_how_far_it_reaches_and_what_it_does_not_cover(forlik):
    own = forlik(*ASK, "--json").json
    told, rows = own["own_interest"], [*own["rows"], *own["withheld"]]
    assert [one["sha256"] for one in told["sources"]] == [FILE]
    for name, reach in told["indicators"].items():
        known = [row["own_interest"]["figures"][name] for row in rows if name in row["own_interest"]["figures"]]
        assert (reach["known"], reach["asked"]) == (len(known), len(rows))
        assert reach["years"] == sorted({figure["period"] for figure in known})
        assert {*reach["years"]} <= {"2024", "2025"}, "younger than two years"
    assert "no source yet" in told["not_yet"]
    words = forlik(*ASK).out
    assert "people at the end of the year, 2024–2025, known of " in words
    assert f"unhcr_population population, known 2026-07-31, sha256 {FILE[:12]}" in words
    assert "– is unknown and never zero, also where the source has no row for the two countries." in words
    assert "Not yet covered: trade, health" in words


def test_who_has_no_row_is_unknown_and_never_zero(forlik):
    said = forlik(*ASK, "--json").json
    rows = {row["country_iso3"]: row["own_interest"] for row in (*said["rows"], *said["withheld"])}
    assert rows["HTI"]["score"] is None
    assert set(rows["HTI"]["missing"].values()) == {
        "the source has no row for the two countries: that is unknown, not zero"
    }
    assert set(rows["NOR"]["missing"].values()) == {"it is the home country itself"}
    # Of Chad UNHCR has a row, which states both: five refugees, and nobody who seeks asylum.
    assert {name: figure["value"] for name, figure in rows["TCD"]["figures"].items()} == {
        "asylum_seekers": 0, "refugees": 5,
    }  # fmt: skip


def test_before_the_edition_was_known_nothing_is_and_it_says_what_brings_it(forlik):
    ask = ("decide", "--question", "risk-top-20", "--as-of", "2026-07-30", "--draws", 200, "--own-interest")
    rows = forlik(*ask, "--json").json["rows"]
    assert all(row["own_interest"]["score"] is None for row in rows)
    assert {why for row in rows for why in row["own_interest"]["missing"].values()} <= {
        "not known on 2026-07-30",
        "it is the home country itself",
    }
    assert "Nothing is known of it: not known on 2026-07-30. `forlik import unhcr_population FILE`" in forlik(*ask).out
