"""The aid activities that an engagement names: identifiers as published, and nothing that would never be found."""

import pytest
from pydantic import ValidationError

from forlik.register.concepts import Engagement


@pytest.mark.parametrize(
    "named", ["GB-1-105854-103", "44000-P178734", "XM-DAC-41121-2023-EUR-ARM", "AA-AAA-1234-56&789", "GB-CHC-1 SVE/2"]
)
def test_an_identifier_is_kept_as_it_is_published(named):
    assert Engagement(id="a", activities=(named,)).activities == (named,)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("https://d-portal.org/q.html?aid=GB-1-105854", "a web address"),
        ("www.example.org/GB-1-105854", "a web address"),
        ("GB-1-105854, GB-1-111635", "more than one identifier"),
        ("GB-1-105854; GB-1-111635", "more than one identifier"),
        ("education programme", "no identifier"),
    ],
)
def test_what_would_never_be_found_is_refused_by_name_and_with_what_to_do(written, why):
    with pytest.raises(ValidationError) as refused:
        Engagement(id="a", activities=("GB-1-105854", written))
    [error] = refused.value.errors()
    assert error["loc"] == ("activities", 1)
    assert written in error["msg"]
    assert why in error["msg"]
