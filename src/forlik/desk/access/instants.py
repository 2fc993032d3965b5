"""Instants as a column of text of one width, so that both databases store, compare and hash the same characters."""

from datetime import UTC, datetime
from typing import Any

from django.db import models

WIDTH = 27


def written(moment: datetime) -> str:
    """An instant as it is stored, such as ``2025-01-15T12:00:00.000000Z``; its order is the order of the text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(WIDTH, "0")


class Instant(models.CharField):
    """A column of instants with a time zone."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Take a column's options, all but its width."""
        super().__init__(*args, **{**options, "max_length": WIDTH})

    def deconstruct(self) -> Any:
        """How a migration writes this column down."""
        name, path, args, options = super().deconstruct()
        del options["max_length"]
        return name, path, args, options

    def from_db_value(self, value: str | None, *_others: Any) -> datetime | None:
        """A stored text as an instant."""
        return None if value is None else datetime.fromisoformat(value)

    def to_python(self, value: Any) -> Any:
        """An instant, whatever it was written as."""
        return datetime.fromisoformat(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """An instant as it is stored."""
        return written(value) if isinstance(value, datetime) else value
