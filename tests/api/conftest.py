"""The tests of the routes for programs share the made-up store of the pages' tests."""

import sys
from pathlib import Path

from forlik.desk.pages.conftest import desk_home, made_up_store, viewer

sys.path.insert(0, str(Path(__file__).parent))

__all__ = ["desk_home", "made_up_store", "viewer"]
