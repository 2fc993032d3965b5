"""The made-up engagements, in a register and as plain rows, and briefs of them."""

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent.parent
sys.path[:0] = [str(Path(__file__).parent), str(TESTS / "register_pages"), str(TESTS / "access")]

from house import encrypted, register, server, templates  # noqa: E402 - from the folders named above
from learning import learning_in  # noqa: E402

__all__ = ["encrypted", "register", "server", "templates"]


@pytest.fixture
def learning(encrypted):
    """The two made-up engagements and the five made-up persons."""
    return learning_in()
