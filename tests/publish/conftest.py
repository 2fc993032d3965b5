"""A register with made-up engagements, of which some is released, and what is published of it."""

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), *(str(HERE.parent / one) for one in ("register_pages", "access", "api"))]

from house import encrypted, register, server, templates  # noqa: E402 - from the folders named above

__all__ = ["encrypted", "register", "server", "templates"]
