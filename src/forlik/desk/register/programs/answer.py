"""What a program is answered, and of which records it is told anything."""

from collections.abc import Iterable
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """An answer, and what the log says of it.

    Args:
        body: Plain values.
        records: Ids of the records of which anything is sent.
        counted: Ids of the records that a count in it was made of, those of rows that are not sent among them.
    """

    body: dict[str, Any]
    records: Iterable[str]
    counted: Iterable[str] = ()
