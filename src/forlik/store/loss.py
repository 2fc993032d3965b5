"""Whether a version lost rows: a file cut off at a line's end reads well, and would quietly make a smaller world."""

from collections.abc import Iterable
from dataclasses import dataclass

from forlik.core.errors import BadInput
from forlik.core.source import Reading

SHRUNK = 0.5
"""Share of the rows before that a version of another edition must hold."""


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of a version of the same part.

    Args:
        edition: As the file states it; empty when it does not.
        rows: Rows met in it.
        name: What to call it.
        stood: Whether it is the version that stood until now; others are of interest for their edition only.
    """

    edition: str
    rows: int
    name: str = "the version before"
    stood: bool = False


def refuse_loss(reading: Reading, earlier: Iterable[Version], file: str) -> None:
    """Refuse a version that holds fewer rows than another of its edition, or less than half of the one before.

    Args:
        reading: What the new version says.
        earlier: Other versions of its part.
        file: Its name.

    Raises:
        BadInput: Rows were lost.
    """
    for version in earlier:
        same = bool(reading.edition) and reading.edition == version.edition
        least = version.rows if same else version.rows * SHRUNK if version.stood else 0
        if reading.rows < least:
            edition = f" of the same edition {version.edition}" if same else ""
            raise BadInput(
                f"{reading.rows} rows were read; {version.name}{edition} holds {version.rows}",
                file=file,
                remedy="the file is probably cut off: get it again; if the publisher did take rows out, add --fewer",
            )
