"""What is compiled is kept under a name that every constant in it has a part in."""

import importlib
import shutil
from pathlib import Path

from forlik.iati.read.fast import compiled


def test_another_constant_is_another_folder(tmp_path, monkeypatch):
    before = compiled._digest()
    here = Path(compiled.__file__).parent
    shutil.copytree(here, tmp_path / "fast", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "fast" / "compiled.py"))
    assert compiled._digest() == before
    space = tmp_path / "fast" / "space.py"
    space.write_text(space.read_text().replace("DEPTH = 64", "DEPTH = 4"))
    assert compiled._digest() != before


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path, monkeypatch):
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "taken"))
    assert compiled._folder().is_dir()
    importlib.invalidate_caches()
