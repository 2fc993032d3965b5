"""The tests of signing in share their visitors."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from visitors import anna, bare, door, encrypted, inside, later, quick_hash, register, server, templates

__all__ = ["anna", "bare", "door", "encrypted", "inside", "later", "quick_hash", "register", "server", "templates"]
