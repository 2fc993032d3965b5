"""Data protection by law: every field of every concept is either about no natural person, or says why it is kept."""

import importlib.util
import re
from pathlib import Path

import pytest

from forlik.register.concepts import CONCEPTS
from forlik.register.facets import fields, personal

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
TEMPLATE = (DOCS / "dpia-template.md").read_text(encoding="utf-8")
NO_PERSONS = {
    # Looked at by hand, field by field. A new field fails until somebody has said here that it is about no natural
    # person outside the house, or in its concept what it is kept for. Free texts are told of in the template.
    "engagement": (
        "evidence links withdrawn title places pillars modes process plan start end outcome fictional began "
        "requested_by working_title owner deputy mandate ends_on review_on release_on costs approvals "
        "red_lines activities"
    ),
    "plan": "evidence links withdrawn title places theme objectives owner review_on",
    "process": "evidence links withdrawn label places parent level public_phase phase_note",
    "actor": "withdrawn kind",
    "role": "evidence links withdrawn kind actor of side since until people women",
    "act": (
        "evidence links withdrawn kind happened engagement process public_title place by to text form statement "
        "stage title present commitments transition provisional_until approver reason scope obligations "
        "contact_rule condition review_on dispositions new_owner confirmed_by contacts next_dates said where "
        "channel"
    ),
    "text": (
        "evidence links withdrawn kind public_title process engagement signed stage parts starts_on ends_on "
        "renews versions summary title"
    ),
    "commitment": (
        "evidence links withdrawn kind process engagement text article public_title obligors beneficiaries "
        "ours agreed due brings planned verifier promise title keeper"
    ),
    "assessment": (
        "evidence links withdrawn kind about place option figure engagement made_on state since score answer finding "
        "public_title issue author basis restricts lists match listings cleared_by expected decided "
        "flagged achieved next_on"
    ),
}


@pytest.mark.parametrize("name", sorted(CONCEPTS))
def test_every_field_is_about_no_person_or_says_why_it_is_kept(name):
    unsaid = set(fields(CONCEPTS[name])) - set(personal(CONCEPTS[name])) - set(NO_PERSONS[name].split())
    assert unsaid == set(), "say whether it is about a natural person"
    assert not set(NO_PERSONS[name].split()) & set(personal(CONCEPTS[name]))


def unjustified(why):
    """What a field about a person lacks."""
    lacks = [name for name in ("word", "purpose", "legal_basis") if not getattr(why, name).strip()]
    return lacks if 0 < why.retention <= 30 else [*lacks, "retention"]


@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, kind in CONCEPTS.items() for field in personal(kind)]
)
def test_a_field_about_a_person_has_purpose_law_and_time_and_stands_in_the_register_of_fields(name, field):
    why = personal(CONCEPTS[name])[field]
    assert unjustified(why) == []
    page = (DOCS / "person-fields.md").read_text(encoding="utf-8")
    [row] = [line for line in page.splitlines() if line.startswith(f"| {name} | `{field}` |")]
    for said in (why.purpose, why.legal_basis, f"{why.retention} years"):
        assert said in row, "run `make docs` and commit"


def test_a_field_that_says_nothing_is_noticed():
    from forlik.register.facets import Personal

    assert unjustified(Personal("", " ", "", 0)) == ["word", "purpose", "legal_basis", "retention"]
    assert unjustified(Personal("contact", "x", "y", 31)) == ["retention"]


def test_the_register_of_fields_is_in_step_with_the_code():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.pages()["person-fields.md"]
    assert (DOCS / "person-fields.md").read_text(encoding="utf-8") == made, "run `make docs` and commit"


def test_every_measure_of_the_template_names_a_test_that_is_there():
    measures = TEMPLATE.partition("## What could go wrong")[2].partition("\n## ")[0]
    rows = [line for line in measures.splitlines() if line.startswith("| ")][1:]
    assert len(rows) >= 10
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`", row)
        assert named, row
        for path in named:
            assert (ROOT / path).is_file(), path
            assert "def test_" in (ROOT / path).read_text(encoding="utf-8"), path


def test_the_template_answers_what_the_law_asks_for():
    """GDPR, article 35(7): the processing and its purposes, necessity, risks, and the measures; and what remains."""
    titles = re.findall(r"^## (.*)$", TEMPLATE, flags=re.MULTILINE)
    assert titles == [
        "What is done",
        "Why, by what law, and for how long",
        "Whether it is necessary",
        "What could go wrong, and what is done about it",
        "What remains",
        "Decision",
    ]
    assert "(person-fields.md)" in TEMPLATE
    for page in ("index.md", "../mkdocs.yml"):
        assert "dpia-template.md" in (DOCS / page).read_text(encoding="utf-8")
