"""Whatever the register refuses can be said in the reader's language: its doors, and the concepts themselves."""

import ast
from pathlib import Path

import pytest

import forlik.desk
import forlik.register
from forlik.register.concepts import CONCEPTS

HERE = Path(forlik.desk.__file__).parent
CONCEPTS_HERE = Path(forlik.register.__file__).parent
NO_FORM = {
    "days.py": "days reckoned from promises, which were judged before",
    "calendar_file.py": "a fault of whoever calls it",
    "assessed.py": "a fault of whoever calls it",
    "tables.py": "the cells of a table brought in; both languages stand there",
    "json_file.py": "a file brought in",
}
"""Modules of the register whose errors reach no form, and why."""
OF_A_TABLE = ("csv: its columns", "csv: a word stands twice")
"""What the tables of words that come with the package would be refused for."""
ODD = (
    "",
    "x",
    "2024-13",
    "2024-02-30",
    "31.02.2024",
    "0000",
    "-1",
    "9" * 30,
    "1e99",
    "a b",
    "http:",
    [],
    [[]],
    {},
    None,
)
KINDS = {"NoData", "NotPermitted", "UsageError", "EditConflict"}
AT_THE_TERMINAL = {"adding.py", "terminal.py", "starting.py"}
"""Modules whose refusals are read at the command line, which speaks English."""


@pytest.fixture
def refusals(desk_home):  # noqa: ARG001 - Django is set up over that store
    from forlik.desk import refusals

    return refusals


def fixed(part):
    """Fixed words of every refusal in a part of the desk, with the file."""
    for path in sorted((HERE / part).rglob("*.py")):
        if path.name in AT_THE_TERMINAL:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in KINDS:
                told = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "remedy")]
                yield from ((one.value, path.name) for one in told if isinstance(one, ast.Constant))


def test_every_fixed_refusal_is_known_to_the_translators(refusals):
    found = [*fixed("records"), *fixed("register")]
    assert len(found) > 80
    assert [one for one in found if one[0] not in refusals.SAID] == []


def of_the_concepts():
    """Whatever the concepts say in words of their own, with “2024” for what is filled in, and the file."""
    for path in sorted(CONCEPTS_HERE.rglob("*.py")):
        if path.name in NO_FORM:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ValueError" and node.args:
                yield _text(node.args[0]), path.name


def _text(node):
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(one.value) if isinstance(one, ast.Constant) else "2024" for one in parts)


def test_every_error_of_the_concepts_is_known_to_the_translators(refusals):
    found = [one for one in of_the_concepts() if not any(each in one[0] for each in OF_A_TABLE)]
    assert len(found) >= 18
    assert [one for one in found if not refusals.known(one[0])] == []
    assert not refusals.known("a promise is kept by somebody else")


def test_every_error_of_a_concept_is_said_in_norwegian(refusals):  # noqa: ARG001 - Django is set up
    from django.utils.translation import override
    from pydantic import ValidationError

    from forlik.desk.register.forms.mistakes import mistakes

    said = {}
    for kind in CONCEPTS.values():
        for name in kind.model_fields:
            for odd in ODD:
                with pytest.raises(ValidationError) as caught:
                    kind.model_validate({name: odd, "id": "a b"})
                with override("nb"):
                    norwegian = [text for _, text in mistakes(caught.value)]
                with override("en"):
                    said |= dict(zip([text for _, text in mistakes(caught.value)], norwegian, strict=True))
    library = [one for one in said if one.startswith(("Input ", "Value error", "String ", "Datetimes"))]
    assert len(said) > 20
    assert library == []
    assert [one for one, other in said.items() if one == other] == []


@pytest.mark.parametrize(
    ("said", "norwegian"),
    [
        ("it ends (2024-01-02) before it begins (2025)", "slutter (2. jan. 2024) før det begynner (2025)"),
        ("“2024-13” is not a day: check its month and day", "«2024-13» er ingen dag"),
        ("“i fjor” is not a day: write 2024, 2024-06 or 2024-06-30", "skriv 30.6.2024, 2024-06 eller 2024"),
    ],
)
def test_an_error_of_a_concept_keeps_what_was_written(refusals, said, norwegian):
    from django.utils.translation import override

    with override("nb"):
        assert norwegian in refusals.said(said)


def test_a_refusal_is_said_in_norwegian(refusals):
    from django.utils.translation import override

    with override("nb"):
        assert refusals.said("hand it over") == "overlever den"
        assert refusals.said("1,000 bytes are too much for one revision") == "1,000 byte er for mye for én revisjon"
        assert refusals.said("what nobody said before") == "what nobody said before"
