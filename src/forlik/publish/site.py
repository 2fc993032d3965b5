"""The site whole: every file of it, from one edition."""

import dataclasses
import json
from collections.abc import Iterator
from importlib import resources

from forlik.iati.write import Rules
from forlik.iati.write import rules as example_rules
from forlik.publish.aid import Aid, aid
from forlik.publish.calendar import calendar
from forlik.publish.changes import Changes
from forlik.publish.cited import FRONT, SITE, of_list, of_record
from forlik.publish.citing import citations
from forlik.publish.dataset import catalogue, dataset, embedded, written
from forlik.publish.edition import Edition
from forlik.publish.feed import feed
from forlik.publish.laying import MARK
from forlik.publish.pages import lists, records
from forlik.publish.pages.addresses import OWN
from forlik.publish.pages.data import data
from forlik.publish.pages.frame import LANGUAGES, Writer
from forlik.publish.provenance import provenance
from forlik.register.concepts import Engagement, Process, Text
from forlik.register.promises.kept import projections

LISTS = {FRONT: SITE, "processes": "processes", "texts": "texts", "data": "data"}
"""Page that lists → code of what it is called."""


def built(edition: Edition, changes: Changes, rules: Rules | None = None) -> dict[str, bytes]:
    """Every file of the site of an edition; the same edition and changes give the same bytes.

    Args:
        edition: The edition.
        changes: What it changed against the one before.
        rules: What may be said of an activity in IATI; those of the package, of which none is in force, if left out.

    Returns:
        Path below the folder of the site → bytes.
    """
    made = aid(edition, rules or example_rules())
    files = {**dict(_beside(edition, changes)), **_aid(made)}
    return {**files, **dict(_pages(edition, changes, made, files)), **dict(_citations(edition))}


def _beside(edition: Edition, changes: Changes) -> Iterator[tuple[str, bytes]]:
    yield MARK, changes.written()
    yield "style.css", resources.files("forlik.publish.pages").joinpath("style.css").read_bytes()
    yield "dataset.jsonld", written(dataset(edition))
    yield "dcat.jsonld", written(catalogue(edition))
    yield "prov.json", provenance(edition)
    for language in LANGUAGES:
        yield f"feed-{language}.xml", feed(Writer(edition, language), changes)
        if dates := calendar(edition, language):
            yield f"dates-{language}.ics", dates


def _aid(made: Aid) -> dict[str, bytes]:
    left = [dataclasses.asdict(one) for one in made.left]
    told = {"engagements": made.written, "left_out": left}
    return {**made.files, "iati-left-out.json": (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()}


def _pages(edition: Edition, changes: Changes, made: Aid, files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield "index.html", lists.choosing(edition)
    # Data, and no script: nothing in it is ever run.
    head = f'<script type="application/ld+json">{embedded(dataset(edition))}</script>'
    foreseen, whole = projections(edition.dossier), edition.dossier
    for language in LANGUAGES:
        writer = Writer(edition, language)
        yield f"{language}/index.html", lists.engagements(writer, head)
        yield f"{language}/processes.html", lists.processes(writer)
        yield f"{language}/texts.html", lists.texts(writer)
        yield f"{language}/data.html", data(writer, changes, made, files, head)
        for engagement in whole.every(Engagement):
            yield f"{language}/engagement-{engagement.id}.html", records.engagement(writer, engagement, foreseen)
        for process in whole.every(Process):
            yield f"{language}/process-{process.id}.html", records.process(writer, process, foreseen)
        for text in whole.every(Text):
            yield f"{language}/text-{text.id}.html", records.agreement(writer, text, foreseen)


def _citations(edition: Edition) -> Iterator[tuple[str, bytes]]:
    for page, code in LISTS.items():
        yield from citations(of_list(edition, page, code), page)
    for one in edition.copy.records:
        if one.concept in OWN:
            yield from citations(of_record(edition, one.id), f"{one.concept}-{one.id}")
