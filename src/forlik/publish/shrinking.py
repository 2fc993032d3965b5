"""A copy that would take away more than half of the one before: refused, unless it is asked for."""

from collections import Counter
from collections.abc import Collection

from forlik.core.errors import ForlikError
from forlik.publish.comparing import Difference
from forlik.published import Copy

REMEDY = "ask the right register (FORLIK_REGISTER_HOME), or if so many shall go, add --fewer"
REASONS = {
    "elsewhere": "not in this register at all: it may be another one",
    "made_up": "made up, and --fictional was not said",
    "taken_back": "public no longer in this register",
}
"""Why a record goes → in words."""


class Fewer(ForlikError):  # noqa: N818 - named for what the user sees
    """Much of what is published would vanish; nothing was published.

    Args:
        held: How many records the copy in the folder holds.
        gone: How many of them would vanish.
        reasons: Code of a reason → how many go for it, the greatest first.
        folder: Where the copy lies.
    """

    def __init__(self, held: int, gone: int, reasons: dict[str, int], folder: str) -> None:
        self.held, self.gone, self.reasons = held, gone, reasons
        why = ", ".join(f"{count:,} {REASONS[code]}" for code, count in reasons.items())
        super().__init__(
            f"{gone:,} of the {held:,} records of this copy would vanish ({why}); nothing was published",
            where=folder,
            remedy=REMEDY,
        )

    def told(self) -> dict[str, object]:
        """The counts, as JSON."""
        return {"held": self.held, "gone": self.gone, "reasons": self.reasons}


def much(before: Copy | None, found: Difference, known: Collection[str], folder: str, *, made_up: bool) -> Fewer | None:
    """What is wrong with a copy that takes away more than half of what the one before holds; nothing where it does not.

    Args:
        before: The copy before.
        found: What is otherwise in the new one.
        known: Of the records that go, the ids of those that the register knows.
        folder: Where the copy lies.
        made_up: Whether made-up records are published too.
    """
    if before is None or 2 * len(found.gone) <= len(before.records):
        return None
    reasons = Counter(
        "elsewhere" if one.id not in known else "made_up" if one.made_up and not made_up else "taken_back"
        for one in found.gone
    )
    return Fewer(len(before.records), len(found.gone), dict(reasons.most_common()), folder)
