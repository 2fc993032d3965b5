"""What the check of a brief looks for in a text: the same as the readable patterns find, and soon in any text."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forlik.briefs.checking import begins, calls, checked
from forlik.core.errors import BadInput

CALL, LAST = re.compile(r"\[\^(\d+)\]"), re.compile(r"[^ \t\n|\[]*\Z")
HEAD = re.compile(r"\A# [^\n]+\n\n\*\*[^\n]+\*\* · [^\n]+ · [^\n]*\d{4}-\d\d-\d\d$", re.MULTILINE)
"""What is meant; the last two take a time that grows with the square or the cube of a long text."""
LONG, MANY = 200_000, 11_000
BEGUN = "# T\n\n**Public** · Brief · as known on 2026-01-01\n"

lines = st.lists(st.sampled_from(["[^1]", "[^12]", "[^", "[", "]", "^", "1", "a", "æ", " ", "|", "\t"]), max_size=12)
heads = st.lists(
    st.sampled_from(["**", "** · ", " · ", "*", " ", "a", "2026-01-01", "2026-01-1", "\n", "# "]), max_size=9
)


@settings(deadline=None)
@given(lines.map("".join))
@example(" [^1][^2]a[^3]")
def test_calls_are_those_of_the_pattern(line):
    pieces = CALL.split(line)
    meant = [(LAST.search(before)[0], number) for before, number in zip(pieces[::2], pieces[1::2], strict=False)]
    assert list(calls(line)) == [one for one in meant if one[0]]


@settings(deadline=None)
@given(st.sampled_from(["# T\n\n**", "# T\n\n", "# \n\n**", "#T\n\n**", "# T\n**", ""]), heads.map("".join))
@example("# T\n\n**", "a** · b · 2026-01-01")
@example("# T\n\n**", "a** ·  · 2026-01-01")
@example("# T\n\n**", "** · b · 2026-01-01")
@example("# T\n\n**", "** · ** · a · 2026-01-01\nmore")
def test_a_brief_begins_as_the_pattern_says(before, text):
    assert begins(before + text) == bool(HEAD.match(before + text))


def test_long_texts_without_blanks_are_gone_through():
    """By the patterns these take minutes to days."""
    for long in ("ก" * LONG, "a]" * LONG, "** · " * LONG):
        assert [one.said for one in checked(f"{BEGUN}\n{long}\n", None, "x")] == ["2026-01-01"]
    for long in ("[^1" * MANY, "7 " * MANY, "\u0667" * LONG + " 7" * MANY, "7\n" * MANY):
        with pytest.raises(BadInput, match="more than 10000 of its numbers have no footnote"):
            checked(f"{BEGUN}\n{long}\n", None, "x")
    assert not begins("# T\n\n**a" + "** · a · " * LONG)
