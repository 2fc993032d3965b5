"""A table whose files say in every row what it answers and what it must not be used for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import pyarrow as pa

from forlik.core.table import Table

NOT_FOR = "not_for"
"""Column of what it must not be used for."""


@dataclass(frozen=True)
class Warned(Table):
    """Such a table: to look at it is as it is; a file of it has further columns, the same in every row.

    A CSV file has no other place for it, and rows of two answers may come to stand in one sheet.

    Args:
        said: Further column → its text; one of them is ``not_for``.
    """

    said: Mapping[str, str] = field(default_factory=dict)

    def export(self, form: str) -> bytes:
        """The table as the bytes of a file, with what is said in every row.

        Raises:
            UsageError: No such form.
        """
        content = self.load()
        for name, text in self.said.items():
            content = content.append_column(name, pa.array([text] * content.num_rows, pa.string()))
        return Table(self.manifest, lambda: content).export(form)

    def _repr_html_(self) -> str:
        return f"{super()._repr_html_()}<p>{escape(self.said.get(NOT_FOR, ''))}</p>"
