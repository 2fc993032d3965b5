"""Publishing: the public copy of the register, made from what nobody in particular may see, and put into its folder."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forlik.core.errors import BadInput, ForlikError, UsageError
from forlik.core.settings import setting
from forlik.desk.access.labels import PUBLIC, labels
from forlik.desk.access.log import append, digest_of, writing
from forlik.desk.access.opening import ready, there
from forlik.desk.access.person import NOBODY
from forlik.desk.records.models import Facet
from forlik.desk.records.personal import on_hold
from forlik.desk.records.rows import everything
from forlik.desk.register.not_before import not_before
from forlik.iati.write import rules as rules_of
from forlik.publish import NAME, Difference, Fewer, Reporter, built, compared, laying, much, opened, settle
from forlik.publish.changes import changes_of
from forlik.published import Copy, Package, Refused, copied, packed, put, read, refuse_others
from forlik.published.package import LICENCES

AT_ONCE = 500
"""Ids that are looked for in one question."""


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
    folder: Path, now: datetime, *, made_up: bool = False, site: bool = False, rules: Path | None = None,
    fewer: bool = False,
) -> Told:  # fmt: skip
    """Put a public copy into a folder, in the place of the one before; one that was killed half way is finished first.

    Args:
        folder: The folder.
        now: When; the copy is of this day.
        made_up: Whether made-up engagements are published too, each row marked.
        site: Whether a site and other forms are made of it beside it; where not, a site that is there is taken away.
        rules: File of rules of what may be said in IATI.
        fewer: Whether more than half of what the folder holds may vanish.

    Raises:
        NoData: There is no register; none was founded, and nothing in the folder was touched.
        Refused: Something public breaks a rule; nothing was published.
        Fewer: More than half of what the folder holds would vanish, and that was not asked for.
        UsageError: The terms are none of ours, or the folder holds something else: then nothing in it was touched.
    """
    there()
    refuse_others(folder)
    settle(folder)
    copy = _judged(folder, now, made_up=made_up)
    before = _before(folder)
    if not fewer and (refused := _much(before, compared(before, copy), folder, made_up=made_up)):
        raise refused
    package = packed(copy)
    files = _site(folder, package, rules) if site else {}
    stands = site or (folder / NAME).exists()
    # Logged first: nothing is public of which the log does not know.
    with writing():
        append("publish", "", [], digest_of("publish", package.edition), now)
    put(folder, package, laying(folder / NAME, files) if stands else nullcontext())
    return Told(str(folder), len(copy.records), sum(one.made_up for one in copy.records), package.edition)


def difference(folder: Path, now: datetime, *, made_up: bool = False) -> tuple[Difference, Fewer | None]:
    """What publishing would change against the copy in a folder, and whether it would be refused for what vanishes.

    Nothing is written.

    Args:
        folder: The folder.
        now: When.
        made_up: Whether made-up engagements would be published too.

    Raises:
        NoData: There is no register; none was founded.
        Refused: Something public breaks a rule.
        UsageError: The terms are none of ours.
        BadInput: The copy in the folder is damaged.
    """
    there()
    before = read(folder)
    found = compared(before, _judged(folder, now, made_up=made_up))
    return found, _much(before, found, folder, made_up=made_up)


def _judged(folder: Path, now: datetime, *, made_up: bool) -> Copy:
    """The public copy of a day; where it is refused, with what the copy in the folder still shows."""
    try:
        return _copy(now, made_up=made_up)
    except Refused as error:
        before = _before(folder)
        still = [one for one in before.records if one.id not in error.public] if before else []
        raise Refused(error.refusals, error.titles, error.public, still, str(folder)) from error


def _before(folder: Path) -> Copy | None:
    """The copy in a folder; none where it is damaged, and so is about to be replaced."""
    try:
        return read(folder)
    except BadInput:
        return None


def _much(before: Copy | None, found: Difference, folder: Path, *, made_up: bool) -> Fewer | None:
    # That a record which was public is known here is no secret; under which label it stands is not asked.
    ids = [one.id for one in found.gone]
    known = {one for some in _parts(ids) for one in _known(some)}
    return much(before, found, known, str(folder), made_up=made_up)


def _known(ids: Sequence[str]) -> Iterator[str]:
    yield from Facet.objects.filter(record__in=ids).values_list("record", flat=True)


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids in parts that a database takes in one question."""
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


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
        waiting=not_before(now.date()),
    )


def _site(folder: Path, package: Package, rules: Path | None) -> dict[str, bytes]:
    """The site of a package, made from the package as others read it, and from nothing else."""
    with tempfile.TemporaryDirectory() as room:
        alone = Path(room) / "copy"
        put(alone, package)
        edition = opened(alone, Reporter(setting("public_organisation"), setting("public_organisation_type")))
        return built(edition, changes_of(edition, folder), rules_of(rules) if rules else None)
