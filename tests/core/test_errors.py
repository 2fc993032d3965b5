"""An error says what happened, where, and what to do."""

import inspect

from forlik.core import errors
from forlik.core.errors import BadInput, ForlikError, PlaceRefused, UsageError


def test_an_error_is_one_line_of_where_what_and_remedy():
    assert str(ForlikError("it broke")) == "it broke"
    assert str(ForlikError("it broke", where="here")) == "here: it broke"
    assert str(ForlikError("it broke", where="here", remedy="mend it")) == "here: it broke → mend it"


def test_a_bad_input_names_file_line_and_field():
    assert str(BadInput("is odd", file="a.csv", line=3, field="year", remedy="look")) == (
        "a.csv, line 3, field year: is odd → look"
    )
    assert str(BadInput("is odd", file="a.csv")).startswith("a.csv: is odd → get the file again"), "it has a remedy"


def test_a_refused_place_names_the_candidates():
    error = PlaceRefused("“Congo” is two countries", candidates=("Congo", "DR Congo"))
    assert str(error) == "“Congo” is two countries → say which: Congo, DR Congo"
    assert str(PlaceRefused("unknown")) == "unknown"


def test_each_kind_of_error_has_the_exit_code_the_design_gives_it():
    kinds = {
        name: kind.exit_code
        for name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, ForlikError)
    }
    assert kinds == {
        "ForlikError": 1, "BadInput": 1, "BrokenStore": 1, "Busy": 1, "UsageError": 2, "PlaceRefused": 2, "NoData": 3,
        "SourceUnavailable": 4, "Stale": 5, "NotPermitted": 6,
    }  # fmt: skip
    assert issubclass(PlaceRefused, UsageError)
