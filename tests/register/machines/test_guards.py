"""Every item of the table of guards: a case that lacks nothing passes, and whatever is taken from it is named."""

import pytest
from good_case import DAY, case_of
from spoilt_case import every

from forlik.register.machines.guards import why_not

EVERY = list(every())


@pytest.mark.parametrize(
    ("transition", "records", "missing"), [row[1:] for row in EVERY], ids=[row[0] for row in EVERY]
)
def test_exactly_what_is_missing_is_named(transition, records, missing):
    found = why_not(case_of(records), transition, DAY)
    assert {one.item: one.about for one in found} == missing
