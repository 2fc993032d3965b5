"""The made-up records stand in a file of their own beside the tests; they are imported as ``iati_records``."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

NAME = "iati_records"

if NAME not in sys.modules:
    spec = spec_from_file_location(NAME, Path(__file__).with_name("strategies.py"))
    sys.modules[NAME] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules[NAME])
