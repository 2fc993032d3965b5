"""The tests of the register share its fixtures."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "access"))

from house import encrypted, encrypted_house, house, register, server, templates

__all__ = ["encrypted", "encrypted_house", "house", "register", "server", "templates"]
