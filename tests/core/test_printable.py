"""Text from outside moves no cursor, turns no line and forges no field, in errors, tables and citations."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forlik.core.citation import FORMATS, cite
from forlik.core.errors import BadInput, ForlikError
from forlik.core.printable import MARK, printable
from forlik.places import LANGUAGES, place

WICKED = "\x1b[2J\x07\x9b31m\u202egnp.exe\u2066\u2028\u200b"


def test_what_steers_a_terminal_is_marked_and_names_of_all_scripts_stay():
    shown = printable(WICKED)
    assert not set("\x1b\x07\x9b\u202e\u2066\u2028\u200b") & set(shown)
    assert shown.startswith(MARK + "[2J")
    names = [place("Sudan").name(language) for language in LANGUAGES]
    for name in (*names, "Côte d’Ivoire", "\u0645\u06cc\u200c\u062e", "1\u202f000 km", "😀"):
        assert printable(name) == name
    assert printable("two\nlines\tand\rmore") == "two lines and more"


@given(st.text(), st.integers(0, 50))
def test_it_is_one_line_and_no_longer_than_asked(text, longest):
    shown = printable(text, longest)
    assert len(shown.splitlines()) <= 1
    assert not longest or len(shown) <= longest
    assert printable(shown) == shown


@pytest.mark.parametrize(
    "error",
    [
        ForlikError(WICKED, where=WICKED, remedy=WICKED),
        BadInput(WICKED, file=WICKED, line=2, field=WICKED, remedy=WICKED),
    ],
)
def test_an_error_prints_as_one_line_whatever_the_file_holds(error):
    assert str(error).replace("\u200c", "").isprintable()


def test_a_name_without_end_is_shortened_and_the_line_is_still_told():
    shown = str(BadInput("x" * 5000, file="f" * 5000, line=17, field="year"))
    assert len(shown) < 1500
    assert ", line 17, field year" in shown


@pytest.mark.parametrize("form", FORMATS)
def test_no_edition_adds_a_field_to_a_citation(manifest, form):
    [basis, *_] = manifest.sources
    forged = replace(basis, edition="1\nAU  - Somebody Else\r\nX", citation="A\nTY  - BOOK")
    lines = cite([forged], form).splitlines()
    assert not [line for line in lines if line.startswith(("AU  - Somebody", "TY  - BOOK", "X"))]
    assert len(lines) == len(cite([replace(basis, edition="1", citation="A")], form).splitlines())
