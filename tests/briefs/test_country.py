"""The country brief: every number of it is found again by its own note, and what is not known is said."""

import re
import subprocess
import sys
from datetime import date
from functools import cache

import pytest

from forlik.briefs.checking import checked
from forlik.briefs.country import country_brief
from forlik.briefs.document import Value
from forlik.briefs.notes import Notes
from forlik.briefs.references import found_again
from forlik.briefs.writing import FORMS, written
from forlik.core.errors import BadInput, NoData, PlaceRefused, UsageError
from forlik.desk.pages.conftest import made_up_store
from forlik.world import world

__all__ = ["made_up_store"]
DAY = date(2024, 12, 31)


@pytest.fixture
def then(made_up_store):
    @cache
    def on(day):
        return world(day, home=made_up_store)

    return on


def text_of(then, place="Colombia", **more):
    return written(country_brief(then(DAY), place, **more), "md").decode()


def test_every_number_is_found_again_by_its_note(then):
    found = checked(text_of(then), then, "brief.md")
    assert len(found) >= 8
    assert [one for one in found if not one.same] == []
    assert {one.address.split("/")[1].partition("?")[0] for one in found} == {"measure", "portfolio", "country"}


def test_a_number_that_was_changed_is_told(then):
    text = text_of(then)
    said = next(one.said for one in checked(text, then, "brief.md") if len(one.said) > 1)
    changed = text.replace(f"{said}[^", f"{said}9[^", 1)
    [wrong] = [one for one in checked(changed, then, "brief.md") if not one.same]
    assert (wrong.said, wrong.found) == (f"{said}9", said)


def test_a_number_without_a_note_is_told(then):
    text = re.sub(r"^(\| Active [^|]*\|[^|]*\|[^|]*\| \d+)\[\^\d+\]", r"\1", text_of(then), flags=re.MULTILINE)
    found = [one for one in checked(text, then, "brief.md") if not one.same]
    # Without the footnote of the figure, nothing says of which year it is either.
    assert [(len(one.said), one.why) for one in found] == [(4, "it has no footnote"), (1, "it has no footnote")]


def test_what_is_no_brief_is_refused(then):
    with pytest.raises(BadInput, match="this is no brief"):
        checked("# A heading\n\nTwo 2 words.\n", then, "other.md")
    with pytest.raises(BadInput, match="the footnote 99 is called"):
        checked(text_of(then).replace("[^1]", "[^99]", 1), then, "brief.md")


@pytest.mark.parametrize(
    ("address", "error", "told"),
    [
        ("/measure/active_conflicts?country=COL&period=2022", UsageError, "names its day"),
        ("/measure/active_conflicts?country=COL&period=1950&as_of=2024-12-31", NoData, "there is no"),
        ("/portfolio/COL/peace/1950?as_of=2024-12-31", NoData, "nothing is published"),
        ("/elsewhere?as_of=2024-12-31", UsageError, "no address of a figure"),
        ("/portfolio?country=COL&year=2022&as_of=2024-12-31#none", UsageError, "no address of a figure"),
    ],
)
def test_an_address_that_leads_nowhere_says_so(address, error, told, then):
    with pytest.raises(error, match=told):
        found_again(then, address)


def test_what_is_not_known_is_printed_as_a_part(then):
    text = text_of(then)
    gaps = text.split("## Information gaps")[1].split("## Sources")[0]
    assert "not known on 31 Dec 2024" in gaps
    assert "forlik import" not in gaps, "a reader of a brief has no desk at hand"
    nothing = text_of(then, "Tuvalu")
    assert "Aid: nothing is published" in nothing
    assert "## Aid published" not in nothing
    assert "| – |" not in nothing.split("## Information gaps")[0]


def test_a_figure_of_a_later_day_is_not_in_a_brief_of_an_earlier_one(then):
    late = country_brief(then(DAY), "Colombia")
    early = country_brief(then(date(2022, 12, 31)), "Colombia")
    periods = [
        {one.figure.period for row in made.lines() for one in row if isinstance(one, Value)} for made in (early, late)
    ]
    assert max(periods[0]) < "2023"
    assert max(periods[1]) >= "2023"
    assert all(basis.known_at[:10] <= "2022-12-31" for basis in Notes(early).sources)


def test_bokmal_says_it_in_bokmal_and_the_figures_are_the_same(then):
    text = text_of(then, language="nb")
    assert "## Hovedtall" in text
    assert "Slik det var kjent 2024-12-31" in text
    found = [checked(one, then, "b.md") for one in (text, text_of(then))]
    norwegian, english = ([(one.number, one.address) for one in each] for each in found)
    assert norwegian == english
    numbers = [[one.said.replace(",", ".") for one in each if one.said[-1].isdigit()] for each in found]
    assert numbers[0] == numbers[1]
    assert all(one.same for one in found[0])


def test_a_place_that_may_be_several_is_refused(then):
    with pytest.raises(PlaceRefused):
        country_brief(then(DAY), "xyzzyx")


def test_two_processes_write_the_same_bytes(made_up_store, tmp_path):
    made = []
    for number in range(2):
        for form in FORMS:
            target = tmp_path / f"{number}.{form}"
            words = ["brief", "country", "COL", "-o", str(target), "--as-of", "2024-12-31", "--quiet"]
            surroundings = {"FORLIK_HOME": str(made_up_store), "PATH": "/usr/bin:/bin", "FORLIK_OFFLINE": "1"}
            subprocess.run(
                [sys.executable, "-m", "forlik.cli", *words], check=True, env=surroundings, capture_output=True
            )
            made.append(target.read_bytes())
    assert made[: len(FORMS)] == made[len(FORMS) :]
