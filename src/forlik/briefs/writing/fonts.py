"""The fonts of a PDF: those that come with Typst, and beside them the Noto fonts of the scripts that these lack."""

from functools import cache
from importlib.util import find_spec

import typst

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Packages that are folders of fonts (OFL). None of a machine's own is taken, so that a brief is the same on all."""


@cache
def fonts() -> typst.Fonts:
    """All fonts that a brief may be set in.

    Raises:
        ModuleNotFoundError: One of the packages is not installed.
    """
    return typst.Fonts(include_system_fonts=False, font_paths=[_folder(name) for name in PACKAGES])


def _folder(package: str) -> str:
    # Nothing of the package is run: it is looked for, and its files are read.
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"the fonts of {package} are not installed")
    return str(found.submodule_search_locations[0])
