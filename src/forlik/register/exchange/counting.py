"""Counting, before anything is parsed: a small file can hold so many parts that the memory does not."""

from forlik.register.exchange.carried import Unreadable, Wrong

LARGEST_TEXT = 32 * 1024 * 1024
"""Bytes of records that are read at once."""
MOST_MARKS = 1_500_000
"""Brackets and commas of JSON: each begins a part, and a part takes about a hundred bytes."""
MOST_CELLS = 5_000_000
"""Cells and lines of a table; most are empty."""


def in_json(text: str, name: str) -> None:
    """Refuse JSON of more parts than are read.

    Raises:
        Unreadable: It has more.
    """
    _refuse(sum(map(text.count, "{[,")), MOST_MARKS, name)


def in_table(text: str, name: str) -> None:
    """Refuse a table of more cells than are read.

    Raises:
        Unreadable: It has more.
    """
    _refuse(sum(map(text.count, ",;\t\r\n")), MOST_CELLS, name)


def _refuse(found: int, most: int, name: str) -> None:
    if found > most:
        raise Unreadable(
            Wrong(
                name, "", f"it has more than {most:,} brackets, cells and commas",
                f"den har flere enn {most:,} klammer, celler og komma".replace(",", " "),
                "export one engagement at a time", "eksporter ett engasjement om gangen",
            )
        )  # fmt: skip


def too_large(name: str) -> Wrong:
    """What is wrong where more text would be read than is taken at once."""
    size = LARGEST_TEXT // (1024 * 1024)
    return Wrong(
        name, "", f"the records in it are larger than {size} MB", f"postene i den er større enn {size} MB",
        "export one engagement at a time", "eksporter ett engasjement om gangen",
    )  # fmt: skip
