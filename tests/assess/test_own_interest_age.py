"""A count of own interest is known up to the age that its file states, and unknown from then on: nothing in between."""

from importlib.resources import files

import pytest

from forlik.assess.interest import FILE, FIX, interests, own_interest, parse_interests
from forlik.core.errors import BadInput
from forlik.discover import source
from forlik.store.intake import take_in
from forlik.world import world

ROWS = (
    "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,returned_refugees,idps,returned_idps,"
    "stateless,ooc,oip,hst\n"
    "2022,Sudan,SUD,SDN,Norway,NOR,NOR,99,999,0,0,0,0,0,0,0\n"
)


@pytest.fixture
def held(home, tmp_path):
    path = tmp_path / "unhcr_population.csv"
    path.write_text(ROWS, encoding="utf-8")
    taken, errors = take_in(home, source("unhcr_population"), [path], published="2023-06-15")
    assert (len(taken), errors) == (1, [])
    return home


@pytest.mark.parametrize(("day", "known"), [("2024-12-30", True), ("2024-12-31", False)])
def test_a_count_is_unknown_from_two_years_after_its_year_on_and_counts_whole_until_then(held, day, known):
    assert {tie.unknown_from for tie in interests().indicators.values()} == {2}
    sudan = own_interest(world(day, home=held), ("SDN",)).by_place["SDN"]
    # log10(1 + 999) = 3, of 1 to 4: 6.67; log10(1 + 99) = 2, of 1 to 5: 2.5.
    assert sudan.score == (pytest.approx((20 / 3 + 2.5) / 2, abs=0.01) if known else None)
    assert set(sudan.missing.values()) == (set() if known else {"stale: the newest figure is of 2022"})


def test_the_age_of_a_question_which_means_something_else_is_no_field_of_it():
    text = (files("forlik.assess") / "interests" / FILE).read_text(encoding="utf-8")
    with pytest.raises(BadInput, match="unknown_from: Field required") as refused:
        parse_interests(text.replace("unknown_from: 2", "max_age: 2", 1).encode(), FILE)
    assert FIX in str(refused.value)
