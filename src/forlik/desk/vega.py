"""The chart program of the browser: made once a version from the installed package, never fetched."""

import os
from importlib.metadata import version
from pathlib import Path

NAME = "vega.js"


def folder(home: Path) -> Path:
    """Where it is served from; the version is in the path, so that an upgrade makes a new one."""
    return home / "desk" / f"vega-{version('vl-convert-python')}"


def make(home: Path) -> Path:
    """Write the program if it is not there yet; takes about a second."""
    path = folder(home) / "vega" / NAME
    if not path.is_file():
        import vl_convert

        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{NAME}.{os.getpid()}")
        # The interpreter (ast) is inside, so that charts run where the page forbids eval.
        draft.write_text(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"), encoding="utf-8")
        draft.replace(path)
    return path
