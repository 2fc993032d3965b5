"""The good case and the ways to spoil it stand in files of their own; they are imported as ``good_case`` and so on."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

for name, file in (("good_case", "good.py"), ("spoiling", "spoiling.py"), ("spoilt_case", "spoilt.py")):
    if name not in sys.modules:
        spec = spec_from_file_location(name, Path(__file__).with_name(file))
        sys.modules[name] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
