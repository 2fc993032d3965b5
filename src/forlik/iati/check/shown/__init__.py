"""Reports for people and for tables: the terminal, a page of its own, Arrow."""

from forlik.iati.check.shown.page import as_html
from forlik.iati.check.shown.table import as_table
from forlik.iati.check.shown.terminal import as_text

__all__ = ["as_html", "as_table", "as_text"]
