"""Publishing: the public copy of the register, made from what nobody in particular may see, and put into its folder."""

import tempfile
from contextlib import nullcontext
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
from forlik.iati.write import rules as rules_of
from forlik.publish import NAME, Difference, Reporter, built, compared, laying, opened, settle
from forlik.publish.changes import changes_of
from forlik.published import Copy, Package, copied, packed, put, read, refuse_others
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


def publish(
    folder: Path, now: datetime, *, made_up: bool = False, site: bool = False, rules: Path | None = None
) -> Told:
    """Put a public copy into a folder, in the place of the one before; one that was killed half way is finished first.

    Args:
        folder: The folder.
        now: When; the copy is of this day.
        made_up: Whether made-up engagements are published too, each row marked.
        site: Whether a site and other forms are made of it beside it; where not, a site that is there is taken away.
        rules: File of rules of what may be said in IATI.

    Raises:
        Refused: Something public breaks a rule; nothing was published.
        UsageError: The terms are none of ours, or the folder holds something else: then nothing in it was touched.
    """
    refuse_others(folder)
    settle(folder)
    copy = _copy(now, made_up=made_up)
    package = packed(copy)
    files = _site(folder, package, rules) if site else {}
    stands = site or (folder / NAME).exists()
    # Logged first: nothing is public of which the log does not know.
    with writing():
        append("publish", "", [], digest_of("publish", package.edition), now)
    put(folder, package, laying(folder / NAME, files) if stands else nullcontext())
    return Told(str(folder), len(copy.records), sum(one.made_up for one in copy.records), package.edition)


def difference(folder: Path, now: datetime, *, made_up: bool = False) -> Difference:
    """What publishing would change against the copy in a folder; nothing is written.

    Args:
        folder: The folder.
        now: When.
        made_up: Whether made-up engagements would be published too.

    Raises:
        Refused: Something public breaks a rule.
        UsageError: The terms are none of ours.
        BadInput: The copy in the folder is damaged.
    """
    return compared(read(folder), _copy(now, made_up=made_up))


def _copy(now: datetime, *, made_up: bool) -> Copy:
    """The public copy of a day.

    The rows are read as nobody reads them: label 0 and no other. A fuller view is never cut down to a public one.
    """
    licence = setting("public_licence")
    if licence not in LICENCES:
        raise UsageError(f"there are no terms “{licence}”", where="FORLIK_PUBLIC_LICENCE", remedy=", ".join(LICENCES))
    ready()
    held = labels(NOBODY, now)
    if held != {PUBLIC}:
        raise ForlikError("nobody in particular would see more than the public; nothing was published")
    return copied(
        (row for _, row in everything(held)),
        now.date(),
        publisher=setting("public_publisher"),
        licence=licence,
        address=setting("public_address"),
        held=on_hold(),
        made_up=made_up,
    )


def _site(folder: Path, package: Package, rules: Path | None) -> dict[str, bytes]:
    """The site of a package, made from the package as others read it, and from nothing else."""
    with tempfile.TemporaryDirectory() as room:
        alone = Path(room) / "copy"
        put(alone, package)
        edition = opened(alone, Reporter(setting("public_organisation"), setting("public_organisation_type")))
        return built(edition, changes_of(edition, folder), rules_of(rules) if rules else None)
