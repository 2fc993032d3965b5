"""What changed since a day on which the question could not be answered: that is said first, and rows are counted."""

import re

BEFORE = "2026-11-20"
"""Deaths and income were not known yet on that day, so nobody could be ranked."""


def since(forlik, day, *more):
    return forlik("decide", "--question", "need-top-20", "--as-of", "2026-11-27", "--since", day, "--draws", 100, *more)


def test_a_day_on_which_the_question_could_not_be_answered_is_said_with_why_and_the_rows_are_counted(forlik):
    told = since(forlik, BEFORE)
    assert told.exit == 0
    said = " ".join(told.out.split())
    assert (
        f"On {BEFORE} the question could not be answered, so no share of that day can be told: of 196 places 0" in said
    )
    assert f"Deaths in state-based conflict: not known on {BEFORE}" in said
    assert re.search(r"^deaths +now known +191$", told.out, re.MULTILINE)
    assert len(told.out.split("\n")) < 40
    assert "Afghanistan" not in told.out


def test_every_row_stands_in_the_json_and_so_does_why(forlik):
    shape = since(forlik, BEFORE, "--json").json
    assert f"On {BEFORE} the question could not be answered" in shape["remarks"][0]
    assert len([row for row in shape["rows"] if row["indicator"] == "deaths"]) == 191


def test_where_both_days_are_answered_each_row_is_told_as_before(forlik):
    told = since(forlik, "2026-11-26")
    assert "could not be answered" not in told.out
