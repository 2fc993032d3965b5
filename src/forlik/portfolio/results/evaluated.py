"""Evaluations of a world: how many activities link one, and which, with their documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from forlik.portfolio.results.coverage import ACTIVITIES, DOCUMENTS, of, of_files
from forlik.portfolio.results.evaluations import Linked, Public, linked
from forlik.portfolio.results.expecting import evaluations_in
from forlik.world import World

ABOUT = ("activity_key", "activity_id", "title", "reporting_org_ref", "reporting_org_name", "basis")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is an evaluation.

    Args:
        url: Its address, of http or https.
        title: Its title as published; empty where it has none.
        language: Codes of its languages as stated.
        format: Its kind of file as stated.
        shared: Whether other activities link it too: it may be about something wider.
    """

    url: str
    title: str
    language: str
    format: str
    shared: bool


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An activity of which an evaluation is known.

    Args:
        about: The columns of :data:`ABOUT`; where only the register names it, its identifier alone.
        documents: Documents of its own evaluation, in the order of their addresses.
        public: Evaluations of the register.
    """

    about: Mapping[str, Any]
    documents: tuple[Document, ...]
    public: tuple[Public, ...] = field(default=())


def evaluated(
    world: World,
    *,
    place: str | None = None,
    publisher: str | None = None,
    activity: str | None = None,
    public: Iterable[Public] = (),
) -> tuple[Evaluated, ...]:
    """The activities of which an evaluation is known, in the order of their identifiers.

    What another reports of an activity is left out; all levels are there, for nothing is added up. An activity that
    the register names and no file has stands here only where no place or publisher is asked for.

    Args:
        world: What was known.
        place: Any name or code of one country.
        publisher: Reference of one reporting organisation.
        activity: Identifier of one activity.
        public: Evaluations of the register.

    Raises:
        PlaceRefused: The place is ambiguous or unknown.
        NoData: No IATI file was known on the day.
    """
    register = tuple(public)
    named = {one for each in register for one in each.activities}
    iso3 = None if place is None else world.place(place).iso3
    about, documents = _read(world, iso3, publisher, activity, named)
    found = linked(documents, register)
    titled = {(row["activity_key"], row["url"]): row for row in documents}
    here = dict(about)
    if iso3 is None and publisher is None:
        absent = {key for key in named - set(about) if activity in (None, key)}
        here |= {key: dict.fromkeys(ABOUT) | {"activity_key": key, "activity_id": key} for key in absent}
    return tuple(
        Evaluated(here[key], _documents(found[key], titled), found[key].public)
        for key in sorted(here)
        if key in found and found[key].many
    )


def _read(
    world: World, iso3: str | None, publisher: str | None, activity: str | None, named: Iterable[str]
) -> tuple[Mapping[str, Mapping[str, Any]], list[Mapping[str, Any]]]:
    """The activities asked for, by key; and every link to a document of theirs, of whichever activity."""
    engine = world.then.engine
    every = world.table(ACTIVITIES).to_ibis()
    mine = of(every.filter(~every.secondary_reporter), iso3, publisher)
    if activity is not None:
        mine = mine.filter((mine.activity_id == activity) | (mine.activity_key == activity))
    own = evaluations_in(of_files(world, DOCUMENTS))
    own = own.filter(~own.secondary_reporter)
    asked = mine.filter(mine.activity_key.isin(sorted(named))) if named else None
    here = mine.semi_join(own, ["dataset", "activity_no"])
    rows = engine.run(here.select(*ABOUT)).to_pylist()
    if asked is not None:
        rows += engine.run(asked.select(*ABOUT)).to_pylist()
    # Links of others to the same documents are read too: they tell which are shared.
    links = own.semi_join(own.semi_join(mine, ["dataset", "activity_no"]).select("url").distinct(), "url")
    links = links.semi_join(every.filter(~every.secondary_reporter), ["dataset", "activity_no"])
    told = links.select("activity_key", "category_code", "url", "title", "language", "format")
    ordered = told.order_by(["activity_key", "url", "title"])
    return {row["activity_key"]: row for row in rows}, engine.run(ordered).to_pylist()


def _documents(found: Linked, titled: Mapping[tuple[str, str], Mapping[str, Any]]) -> tuple[Document, ...]:
    shared = set(found.shared)
    rows = [(url, titled[found.activity_key, url]) for url in found.urls]
    return tuple(
        Document(url, " ".join((row["title"] or "").split()), row["language"] or "", row["format"] or "", url in shared)
        for url, row in rows
    )
