"""Registers for the tests of tokens, and a way to ask by a token."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TESTS = HERE.parent
sys.path[:0] = [str(HERE), str(TESTS / "register_pages"), str(TESTS / "access"), str(TESTS / "signin")]

from by_token import ByToken, persons
from house import encrypted, register, server, templates
from learning import Learning, learning_in

__all__ = ["encrypted", "register", "server", "templates"]


@pytest.fixture
def house(encrypted):
    """Persons alone, in the encrypted file."""
    return ByToken(Learning(persons()))


@pytest.fixture
def house_on_both(register):
    """Persons alone, on SQLCipher and on PostgreSQL."""
    return ByToken(Learning(persons()))


@pytest.fixture
def talks(encrypted):
    """The two made-up engagements, in the encrypted file."""
    return ByToken(learning_in())


@pytest.fixture
def talks_on_both(register):
    """The same on SQLCipher and on PostgreSQL."""
    return ByToken(learning_in())
