"""Tokens over the two made-up engagements: the register of the pages' tests, and a way to ask by a token."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), *(str(HERE.parent / name) for name in ("register_pages", "access", "signin"))]

import pytest
from by_token import ByToken
from house import encrypted, register, server, templates
from learning import learning_in

__all__ = ["encrypted", "register", "server", "templates"]


@pytest.fixture
def house_of_tokens(encrypted):  # noqa: ARG001 - the register in an encrypted file
    """In the encrypted file."""
    return ByToken(learning_in())


@pytest.fixture
def tokens_on_both(register):  # noqa: ARG001 - on SQLCipher and on PostgreSQL
    """On both databases."""
    return ByToken(learning_in())
