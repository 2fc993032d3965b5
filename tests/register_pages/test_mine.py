"""My files: what is open stands open, and what needs nobody is folded into one list, however many there are."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from filling import minimum, recorded, seen

MINE = "/register/mine"
BEGIN = "/register/add/engagement"


def begun(learning, title, **said):
    """A file of the demo's owner; gives its id."""
    recorded(learning, "demo-owner", BEGIN, minimum("engagement")[0] | {"title": title} | said)
    from forlik.register.concepts import Engagement

    [id_] = [one.id for one in seen(learning, "demo-owner").every(Engagement) if one.title == title]
    return id_


def parts(learning):
    """The page: what stands open, and the list that is folded."""
    page = learning.text("demo-owner", MINE)
    whole, _, folded = page.partition('<section class="panel" aria-labelledby="quiet">')
    return whole, folded


@pytest.mark.parametrize(
    "said",
    [{"start": "2019-04"}, {"start": "2015", "end": "2018"}, {}],
)
def test_a_file_that_is_over_or_says_nothing_that_goes_on_is_folded_and_still_found(learning, said):
    file = begun(learning, "Fictional: a quiet file", **said)
    whole, folded = parts(learning)
    assert "Fictional: a quiet file" not in whole
    assert f'<a href="/register/{file}">Fictional: a quiet file</a>' in folded
    assert "<summary>1 file that is over" in folded
    assert '<details class="more">' in folded
    assert "lacks" not in folded


def test_what_happened_lately_or_what_falls_due_keeps_a_file_open(learning):
    today = datetime.now(UTC).date()
    lately = begun(learning, "Fictional: a call came in", start="2019")
    recorded(
        learning, "demo-owner", f"/register/{lately}/add/act",
        minimum("act")[0] | {"engagement": lately, "happened": (today - timedelta(days=3)).isoformat()},
    )  # fmt: skip
    begun(learning, "Fictional: looked at again", start="2019", review_on=(today + timedelta(days=20)).isoformat())
    begun(
        learning, "Fictional: over, and looked at again", end="2024", review_on=(today + timedelta(days=20)).isoformat()
    )
    whole, folded = parts(learning)
    assert "Fictional: a call came in" in whole
    assert "Fictional: looked at again" in whole
    assert "Fictional: over, and looked at again" in folded
    assert "Fictional: the two-bank talks" in whole


def test_many_quiet_files_are_one_line_until_it_is_unfolded(learning):
    for turn in range(12):
        begun(learning, f"Fictional: quiet {turn:02d}", start="2019")
    whole, folded = parts(learning)
    assert "Fictional: quiet" not in whole
    assert "<summary>12 files that are over" in folded
    titles = re.findall(r">(Fictional: quiet \d\d)<", folded)
    assert titles == sorted(titles)
    assert len(titles) == 12


def test_a_file_with_nothing_open_but_quiet_ones_says_so(learning):
    from forlik.register.concepts import Engagement

    recorded(learning, "demo-legal", BEGIN, minimum("engagement")[0] | {"title": "Fictional: alone", "start": "2019"})
    page = learning.text("demo-legal", MINE)
    assert "Nothing is open in the files that you answer for." in page
    assert "You answer for no file" not in page
    assert any(one.title == "Fictional: alone" for one in seen(learning, "demo-legal").every(Engagement))
