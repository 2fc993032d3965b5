"""The tests of files share what is made up."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
