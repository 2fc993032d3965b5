"""What a record is called: by the first of its titles that says anything."""

from collections.abc import Sequence

from forlik.register.concept import Concept

TITLES = ("working_title", "title", "label", "name", "public_title", "promise", "finding")
"""Fields by which those who work with a record call it."""
PUBLIC_TITLES = ("title", "public_title", "label", "name", "promise", "finding")
"""Fields by which the public calls it: no working title is ever among them."""


def called(record: Concept | None, titles: Sequence[str] = TITLES) -> str:
    """What a record is called; empty for one that is not there or may not be seen, or that bears no title.

    Args:
        record: The record.
        titles: Fields that may name it, the first that is said.
    """
    texts = (getattr(record, name, None) for name in titles) if record else ()
    return next((text for text in texts if text), "")
