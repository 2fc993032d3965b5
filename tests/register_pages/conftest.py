"""The two made-up engagements in a fresh register."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "access")]

from house import encrypted, filled, register, server, templates
from learning import learning_in

__all__ = ["encrypted", "register", "server", "templates"]


@pytest.fixture
def learning(encrypted):
    """In the encrypted file."""
    return filled(encrypted, learning_in)


@pytest.fixture
def learning_on_both(register):
    """On SQLCipher and on PostgreSQL."""
    return filled(register, learning_in)
