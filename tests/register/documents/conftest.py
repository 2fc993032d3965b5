"""The tests of documents share what is made up."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
