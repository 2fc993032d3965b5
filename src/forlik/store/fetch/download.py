"""The one downloader: an address in, whole files out."""

from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from forlik.core.errors import NotPermitted, SourceUnavailable, UsageError
from forlik.core.progress import QUIET, Progress
from forlik.core.settings import setting
from forlik.core.source import Address, Paging, RawFile, Source
from forlik.store.fetch.addresses import checked, declared_sites
from forlik.store.fetch.exchange import Asked, Exchange
from forlik.store.fetch.paging import first_page, next_page, page_name
from forlik.store.fetch.part import Part, on_disk
from forlik.store.fetch.policy import POLICY, Policy, Retrieved
from forlik.store.fetch.receive import Received, receive
from forlik.store.fetch.retry import patiently
from forlik.store.fetch.tokens import token_header


def download(
    source: Source,
    address: Address,
    folder: Path,
    *,
    progress: Progress = QUIET,
    policy: Policy = POLICY,
    previous: Retrieved | None = None,
    expected_sha256: str = "",
) -> tuple[Retrieved, ...]:
    """Download one of a source's addresses.

    Bytes are kept exactly as received (after undoing a gzip content encoding, which is not asked for). A file has its
    final name only when it is whole and on disk; of a paged address, no page has it before all pages are here. What an
    interrupted download leaves, ``NAME.part`` and ``NAME.part.json``, is continued by the next one.

    Args:
        source: Whose address it is; only hosts of its declared addresses are ever asked.
        address: What to download.
        folder: Where the files go; made when absent. Files of the same name are replaced.
        progress: Where to tell how far it is.
        policy: Limits.
        previous: An earlier retrieval of the same address: if nothing changed, nothing is downloaded. Not used for
            paged addresses, where one page says nothing about the others.
        expected_sha256: Digest the file must have, when the publisher states one.

    Returns:
        One entry for a plain address; one a page, in order, for a paged one.

    Raises:
        SourceUnavailable: The publisher does not answer, or answers with something else (exit 4).
        NotPermitted: Offline, an address that is never asked, a missing token, or the same file being downloaded
            already (exit 6).
        BrokenStore: The disk is full or fails.
        UsageError: The address's file name is a path, or a digest is given for a paged address.
    """
    if setting("offline") == "1":
        raise NotPermitted(
            "downloads are switched off here",
            where=address.url,
            remedy=f"set offline = 0, or bring the file and run `forlik import {source.name} FILE`",
        )
    if Path(address.file).name != address.file or not address.file.strip("."):
        raise UsageError(f"“{address.file}” is not a plain file name", where=f"source {source.name}")
    if address.paging and expected_sha256:
        raise UsageError("one digest cannot vouch for several pages", where=address.url)
    asked = _asked(source, address, policy)
    with on_disk(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with Exchange(asked, policy, until=policy.clock() + policy.total_s) as exchange:
        job = _Job(exchange, address, folder, progress)
        if address.paging:
            return _pages(job, address.paging)
        return (_one(job, previous, expected_sha256.lower()),)


@dataclass(frozen=True, slots=True)
class _Job:
    """What stays the same during one download."""

    exchange: Exchange
    address: Address
    folder: Path
    progress: Progress

    def unavailable(self, what: str, url: str) -> SourceUnavailable:
        return SourceUnavailable(what, where=url, remedy=self.exchange.asked.remedy)


def _asked(source: Source, address: Address, policy: Policy) -> Asked:
    sites = declared_sites(source)
    target = checked(address.url, source.name, sites, policy.loopback)
    remedy = f"get the file from {source.home} and run `forlik import {source.name} FILE`"
    return Asked(source.name, sites, remedy, token_header(address), target.site)


def _one(job: _Job, previous: Retrieved | None, expected_sha256: str) -> Retrieved:
    address = job.address
    if previous and previous.url != address.url:
        previous = None
    with Part(job.folder, address.file) as part:
        received = _brought(job, address.url, part, job.exchange.policy.max_bytes, previous)
        if received.unchanged and previous:
            job.progress.say(f"{address.file}: unchanged")
            return replace(previous, retrieved_at=job.exchange.policy.now(), unchanged=True)
        if expected_sha256 and part.sha256 != expected_sha256:
            stated = f"the file's digest is {part.sha256}, not {expected_sha256} as stated; it was not kept"
            raise job.unavailable(stated, address.url)
        retrieved = _retrieved(job, address.url, part, received)
        part.finish()
    job.progress.say(f"{address.file}: {retrieved.size:,} bytes")
    return replace(retrieved, unchanged=previous is not None and previous.sha256 == retrieved.sha256)


def _pages(job: _Job, paging: Paging) -> tuple[Retrieved, ...]:
    policy = job.exchange.policy
    pages: list[tuple[Part, Retrieved]] = []
    number_of: dict[str, int] = {}  # address and digest of each page → its number, to notice going in circles
    left = policy.max_bytes
    url = first_page(job.address.url, paging)
    with ExitStack() as parts:
        while url:
            number = len(pages) + 1
            if number > policy.max_pages:
                raise job.unavailable(f"there are more than the {policy.max_pages} pages allowed", url)
            if url in number_of:
                raise job.unavailable(f"page {number - 1} leads back to page {number_of[url]}", url)
            part = parts.enter_context(Part(job.folder, page_name(job.address.file, number)))
            retrieved = _retrieved(job, url, part, _brought(job, url, part, min(left, policy.max_page_bytes)))
            if retrieved.sha256 in number_of:
                raise job.unavailable(f"page {number} repeats page {number_of[retrieved.sha256]}", url)
            number_of |= {url: number, retrieved.sha256: number}
            left -= retrieved.size
            url, surplus = next_page(part.content(), paging, url=url, page=number, remedy=job.exchange.asked.remedy)
            if surplus:
                break
            if pages:  # the first page stays open, for its lock guards the whole set
                part.settle()
            pages.append((part, retrieved))
            job.progress.say(f"{part.final.name}: {part.size:,} bytes")
        # The plain name comes last: where it is new, all the other pages are too.
        for part, _ in reversed(pages):
            part.finish()
    return tuple(retrieved for _, retrieved in pages)


def _brought(job: _Job, url: str, part: Part, limit: int, previous: Retrieved | None = None) -> Received:
    return patiently(
        lambda: receive(job.exchange, job.address, url, part, limit=limit, previous=previous),
        job.exchange.policy,
        job.exchange.until,
        where=url,
        remedy=job.exchange.asked.remedy,
        progress=job.progress,
    )


def _retrieved(job: _Job, url: str, part: Part, received: Received) -> Retrieved:
    return Retrieved(
        file=RawFile(part.final.name, part.final),
        sha256=part.sha256,
        size=part.size,
        url=url,
        media=received.media,
        retrieved_at=job.exchange.policy.now(),
        last_modified=received.version.last_modified,
        etag=received.version.etag,
    )
