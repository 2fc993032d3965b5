"""Publishing: the public copy of the register, made from what nobody in particular may see, and put into its folder."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forlik.core.errors import ForlikError, UsageError
from forlik.core.settings import setting
from forlik.desk.access.labels import PUBLIC, labels
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.opening import ready
from forlik.desk.access.person import NOBODY
from forlik.desk.records.personal import on_hold
from forlik.desk.records.rows import everything
from forlik.published import copied, packed, put
from forlik.published.package import LICENCES


@dataclass(frozen=True, slots=True)
class Told:
    """What was published.

    Args:
        folder: Where it lies.
        records: How many records.
        made_up: How many of them are made up.
        edition: Name of the edition: the digest of all that it holds.
    """

    folder: str
    records: int
    made_up: int
    edition: str


def publish(folder: Path, now: datetime, *, made_up: bool = False) -> Told:
    """Put a public copy into a folder, in the place of the one before.

    The rows are read as nobody reads them: label 0 and no other. A fuller view is never cut down to a public one.

    Args:
        folder: The folder.
        now: When; the copy is of this day.
        made_up: Whether made-up engagements are published too, each row marked.

    Raises:
        Refused: Something public breaks a rule; nothing was published.
        UsageError: The terms are none of ours, or the folder holds something else.
    """
    licence = setting("public_licence")
    if licence not in LICENCES:
        raise UsageError(f"there are no terms “{licence}”", where="FORLIK_PUBLIC_LICENCE", remedy=", ".join(LICENCES))
    ready()
    held = labels(NOBODY, now)
    if held != {PUBLIC}:
        raise ForlikError("nobody in particular would see more than the public; nothing was published")
    copy = copied(
        (row for _, row in everything(held)),
        now.date(),
        publisher=setting("public_publisher"),
        licence=licence,
        address=setting("public_address"),
        held=on_hold(),
        made_up=made_up,
    )
    package = packed(copy)
    put(folder, package)
    with writing():
        append("publish", "", [], digest_of("publish", package.edition), now)
    return Told(str(folder), len(copy.records), sum(one.made_up for one in copy.records), package.edition)
