"""Norway's public engagements in a place: every fact with its sources, in the language asked for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop

from forlik.core.errors import NoData
from forlik.core.figure import Basis
from forlik.desk import worlds
from forlik.desk.question import Question
from forlik.world import World

SOURCE = "norway_engagements"
RUNNING = frozenset({"ongoing", "implementation"})
LEADING = ("status", "role", "start")
"""The facts a row of an overview rests on: the first of them that was verified gives its source."""
FIELDS: Mapping[str, str] = {
    "role": gettext_noop("Role"),
    "request": gettext_noop("A party's request"),
    "start": gettext_noop("From"),
    "end": gettext_noop("Until"),
    "status": gettext_noop("Status"),
    "conflict": gettext_noop("Conflict"),
    "partner": gettext_noop("Together with"),
    "agreement": gettext_noop("Agreement"),
    "outcome": gettext_noop("Outcome"),
    "evaluation": gettext_noop("Evaluation"),
    "note": gettext_noop("Note"),
}
BASES: Mapping[str, str] = {
    "verified-page": gettext_noop("read on the page"),
    "verified-dataset": gettext_noop("read in the dataset"),
    "background": gettext_noop("background knowledge, not verified"),
    "not-found": gettext_noop("nothing found in public sources"),
    "link-only": gettext_noop("the source's terms allow a link only"),
}
CONFIDENCE: Mapping[str, str] = {
    "high": gettext_noop("high confidence"),
    "medium": gettext_noop("medium confidence"),
    "low": gettext_noop("low confidence"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what is said, from when, how well it is known, and by whom it was said."""

    about: str
    said: str
    dated: str
    basis: str
    confidence: str
    verified: bool
    sources: tuple[Mapping[str, Any], ...]

    @property
    def label(self) -> str:
        """What it is about, in words to be translated."""
        return FIELDS.get(self.about, self.about)

    @property
    def found(self) -> str:
        """How it is known, in words to be translated."""
        return BASES.get(self.basis, self.basis)

    @property
    def sureness(self) -> str:
        """How sure the compiler is, in words to be translated."""
        return CONFIDENCE.get(self.confidence, self.confidence)


@dataclass(frozen=True, slots=True)
class Engagement:
    """One engagement in one place: its row of the list and its facts."""

    about: Mapping[str, Any]
    title: str
    facts: tuple[Fact, ...]

    @property
    def source(self) -> Fact | None:
        """The fact an overview cites: verified before unverified, then as in ``LEADING``; ``None`` without sources."""
        leading = {name: rank for rank, name in enumerate(LEADING)}
        cited = [one for one in self.facts if one.sources]
        return min(cited, key=lambda one: (not one.verified, leading.get(one.about, len(leading))), default=None)


def engagements(asked: Question, iso3: str) -> list[Engagement]:
    """What Norway is publicly documented to do in a place, those that go on first, then the newest.

    Raises:
        NoData: The list was not known on the day.
    """
    world = asked.world
    rows = [row for row in worlds.rows_of(world, f"{SOURCE}__engagements") if row["country_iso3"] == iso3]
    rows.sort(key=lambda row: row["started"] or "", reverse=True)
    rows.sort(key=lambda row: row["status"] not in RUNNING)
    facts = _facts(world, asked.language)
    return [
        Engagement(row, _in(asked.language, row, "title"), tuple(sorted(facts[row["engagement_id"]], key=_place)))
        for row in rows
    ]


def bases(world: World) -> tuple[Basis, ...]:
    """What every engagement stands on."""
    return tuple(basis for basis in world.manifest() if basis.source == SOURCE)


def as_rows(found: Sequence[Engagement], iso3: str) -> list[dict[str, Any]]:
    """One row for each source of each fact; a fact without a source gives one row too."""
    return [
        {
            "engagement_id": one.about["engagement_id"],
            "title": one.title,
            "country_iso3": iso3,
            "field": fact.about,
            "value": fact.said,
            "dated": fact.dated,
            "basis": fact.basis,
            "confidence": fact.confidence,
            "verified": fact.verified,
            "citation_id": source.get("citation_id", ""),
            "publisher": source.get("publisher", ""),
            "source_title": source.get("title", ""),
            "source_dated": source.get("dated") or "",
            "url": source.get("url") or "",
            "terms": source.get("terms", ""),
        }
        for one in found
        for fact in one.facts
        for source in (fact.sources or ({},))
    ]


def _facts(world: World, language: str) -> Mapping[str, list[Fact]]:
    """Engagement → its facts; empty while only the list itself is known."""
    found: dict[str, list[Fact]] = defaultdict(list)
    try:
        facts = worlds.rows_of(world, f"{SOURCE}__facts")
        citations = {row["citation_id"]: row for row in worlds.rows_of(world, f"{SOURCE}__citations")}
    except NoData:
        return found
    for row in facts:
        names = (row["citations"] or "").split()
        found[row["engagement_id"]].append(
            Fact(
                about=row["field"],
                said=_in(language, row, "value"),
                dated=row["dated"] or "",
                basis=row["basis"],
                confidence=row["confidence"],
                verified=row["verified"] == "yes",
                sources=tuple(citations[name] for name in names if name in citations),
            )
        )
    return found


def _in(language: str, row: Mapping[str, Any], name: str) -> str:
    """A text in bokmål where it is asked for and given, else in English."""
    return (row[f"{name}_nb"] if language == "nb" else None) or row[name] or ""


def _place(fact: Fact) -> int:
    """Where a fact stands among others: as ``FIELDS``; what is new stands last."""
    return list(FIELDS).index(fact.about) if fact.about in FIELDS else len(FIELDS)
