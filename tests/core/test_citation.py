"""Citations are read by the programs they are for, and carry the snapshot's own date."""

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from forlik.core.citation import FORMATS, cite, cite_figure
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Figure


def bibtex(text: str) -> dict[str, str]:
    """The fields of one entry, by matching braces as BibTeX does."""
    found = {}
    for match in re.finditer(r"^  (\w+) = \{", text, re.MULTILINE):
        depth, place = 1, match.end()
        while depth:
            sign = text[place]
            if sign == "\\":
                place += 1
            else:
                depth += (sign == "{") - (sign == "}")
            place += 1
        found[match[1]] = text[match.end() : place - 1]
        assert text[place] in ",\n"
    return found


def test_the_text_names_edition_address_dates_and_digest(basis):
    assert cite([basis]) == (
        "Programme (2024). Deaths, version 25.1. <https://example.org/a_b?c=1&d=%20#e> "
        "(known 2024-06-30, held 2024-07-02, sha256 0123456789abcdef, CC BY 4.0)"
    )


def test_starter_figures_do_not_claim_bytes(basis):
    assert "aggregated figures" in cite([replace(basis, starter=True)])
    assert "sha256" not in cite([replace(basis, starter=True)])


def test_bibtex_is_an_entry_with_one_author_and_no_bare_signs(basis):
    text = cite([basis], "bibtex")
    assert text.startswith("@misc{made_up_20240630_01234567,\n")
    assert text.endswith("\n}")
    fields = bibtex(text)
    assert fields["author"] == "{Programme and Institute}", "the word “and” must not make two authors"
    assert fields["title"] == r"{Deaths \& Displacement: 100\% of \{All\}}"
    assert (fields["year"], fields["version"]) == ("2024", r"25.1\_b")
    assert fields["url"] == basis.url, "an address is taken literally"
    assert "known 2024-06-30" in fields["note"]


def test_no_sign_of_tex_stays_active(basis):
    text = cite([replace(basis, title="a\\b~c^d$e#f_g", edition="")], "bibtex")
    fields = bibtex(text)
    assert fields["title"] == r"{a\textbackslash{}b\textasciitilde{}c\textasciicircum{}d\$e\#f\_g}"
    assert "version" not in fields


def test_ris_has_a_type_first_an_end_last_and_two_spaces_before_each_dash(basis):
    lines = cite([basis], "ris").split("\n")
    assert (lines[0], lines[-1]) == ("TY  - DATA", "ER  - ")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    fields = dict(line.split("  - ", 1) for line in lines)
    assert (fields["PY"], fields["UR"], fields["ET"]) == ("2024", basis.url, "25.1_b")
    assert "ET  - " not in cite([replace(basis, edition="")], "ris")


def test_csl_json_is_json_with_the_snapshots_day(basis):
    [entry, other] = json.loads(cite([basis, replace(basis, source="other")], "csl-json"))
    assert (entry["type"], entry["issued"]) == ("dataset", {"date-parts": [[2024, 6, 30]]})
    assert entry["author"] == [{"literal": "Programme and Institute"}]
    assert entry["id"] != other["id"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_citation_is_the_same_whenever_it_is_made(basis, form, monkeypatch):
    def no_clock():
        raise AssertionError

    monkeypatch.setattr("forlik.core.days.now", no_clock)
    monkeypatch.setattr("forlik.core.days.today", no_clock)
    text = cite([basis, basis], form)
    assert text.count("2024-06-30") >= 2
    assert text == cite([basis, basis], form)


def test_nothing_has_no_citation_and_an_unknown_form_is_refused(basis):
    assert cite([]) == ""
    assert json.loads(cite([], "csl-json")) == []
    with pytest.raises(UsageError, match="no citation form “apa” → one of text, bibtex, ris, csl-json"):
        cite([basis], "apa")


@pytest.fixture
def figure(basis):
    return Figure(
        "deaths", "Deaths & missing", "Côte d’Ivoire", "CIV", "2023-02/2024-01", Decimal(12345), "people", "estimated",
        basis=basis,
    )  # fmt: skip


def test_a_figure_is_cited_as_itself_within_its_source(figure):
    said = "Deaths & missing, Côte d’Ivoire, 2023-02/2024-01: 12345 people (estimated)"
    assert cite_figure(figure) == f"{said}. {cite([figure.basis])}"
    key = "made_up_20240630_01234567_deaths_CIV_2023-02-2024-01"
    text = cite_figure(figure, "bibtex")
    assert text.startswith(f"@misc{{{key},\n")
    fields = bibtex(text)
    assert fields["title"].startswith("{" + said.replace("&", r"\&") + ". In: Deaths")
    assert fields["year"] == "2024", "the snapshot's, and not the figure's nor the reader's"
    [entry] = json.loads(cite_figure(figure, "csl-json"))
    assert (entry["id"], entry["title"]) == (key, f"{said}. In: {figure.basis.title}")
    assert f"TI  - {said}. In: " in cite_figure(figure, "ris")


def test_two_figures_of_one_source_are_two_entries(figure):
    other = replace(figure, period="2024-01", value=Decimal("0.50"))
    keys = {json.loads(cite_figure(one, "csl-json"))[0]["id"] for one in (figure, other)}
    assert len(keys) == 2
    assert ": 0.50 people" in cite_figure(other)


def test_what_is_unknown_cannot_be_cited(figure):
    unknown = replace(figure, value=None, basis=None, status="unknown", reason="nobody has counted")
    with pytest.raises(NoData, match="what is unknown cannot be cited: nobody has counted"):
        cite_figure(unknown)
    with pytest.raises(UsageError, match="no citation form “apa”"):
        cite_figure(figure, "apa")
