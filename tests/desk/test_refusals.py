"""Whatever the register refuses in fixed words can be said in the reader's language."""

import ast
from pathlib import Path

import pytest

import forlik.desk

HERE = Path(forlik.desk.__file__).parent
KINDS = {"NoData", "NotPermitted", "UsageError", "EditConflict"}
AT_THE_TERMINAL = {"terminal.py", "starting.py"}
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


def test_a_refusal_is_said_in_norwegian(refusals):
    from django.utils.translation import override

    with override("nb"):
        assert refusals.said("hand it over") == "overlever den"
        assert refusals.said("1,000 bytes are too much for one revision") == "1,000 byte er for mye for én revisjon"
        assert refusals.said("what nobody said before") == "what nobody said before"
