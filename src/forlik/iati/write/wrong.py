"""What is wrong in a record, and on which of its fields; the path grows on the way up and costs nothing until then."""

from collections.abc import Iterator
from contextlib import contextmanager

from forlik.core.errors import BadInput


class Wrong(Exception):  # noqa: N818 - it never leaves this package: it becomes BadInput at the record's door
    """A value that cannot be written, read or passed on.

    Args:
        what: What is wrong.
        remedy: What to do.
        path: Fields from the outermost in.
    """

    def __init__(self, what: str, remedy: str, *path: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.path = list(path)

    def inside(self, field: str) -> "Wrong":
        """The same, seen from the record that holds the field."""
        self.path.insert(0, field)
        return self

    @property
    def field(self) -> str:
        """The path as one writes it in Python: ``transactions[2].value.amount``."""
        dotted = (part if part.startswith("[") else f".{part}" for part in self.path)
        return "".join(dotted).removeprefix(".")


@contextmanager
def named(label: str) -> Iterator[None]:
    """Turn what is wrong into an error that names the record.

    Args:
        label: What the user calls the record: ``activity “XX-1”``.

    Raises:
        BadInput: Something was wrong in the record.
    """
    try:
        yield
    except Wrong as wrong:
        raise BadInput(wrong.what, file=label, field=wrong.field, remedy=wrong.remedy) from None
