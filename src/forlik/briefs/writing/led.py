"""Links of a brief: from a note to the desk, and from a source to its publisher."""

import re
from collections.abc import Sequence

_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")


def desk(base: str, address: str) -> str:
    """Where a note leads; nowhere where no desk is named, or the note has no address.

    Args:
        base: Address of the desk.
        address: Where the figure or the record is found again.
    """
    return base.rstrip("/") + address if base and address else ""


def pieces(source: str) -> Sequence[tuple[str, str]]:
    """A source as texts, each with the address of its publisher that it is; with none where it is words.

    Args:
        source: A source as :attr:`forlik.briefs.notes.Notes.citations` has it.
    """
    # What was split at stands at every other place.
    found = _ADDRESS.split(source)
    return tuple((text, text if turn % 2 else "") for turn, text in enumerate(found) if text)
