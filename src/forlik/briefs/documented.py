"""What public sources document of Norway in a country: each fact with what it is cited from, and the way back to it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from forlik.briefs.document import Fact
from forlik.briefs.words import word
from forlik.core.days import stated_in_words
from forlik.core.errors import NoData
from forlik.core.figure import DASH
from forlik.core.translated import translated
from forlik.world import World

SOURCE = "norway_engagements"
RUNNING = frozenset({"ongoing", "implementation"})
PAGE = re.compile(r"/country/(?P<iso3>[A-Z]{3})/engagements")
COLUMNS: Mapping[str, str] = {
    "role": "role",
    "request": "requested",
    "start": "started",
    "end": "ended",
    "status": "status",
}
"""A field of the facts → the column of the list that has it in one word, or as a date."""
DATES = frozenset({"start", "end"})
UNSURE = ("background", "not-found", "link-only")
"""Of a fact that rests on these alone, that is said beside it."""
UNKNOWN = "unknown"
SURENESS = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class Documented:
    """One engagement in a country.

    Args:
        row: Its row of the list.
        facts: Its facts by field, in the order of the list.
        citations: Name → the publication.
    """

    row: Mapping[str, Any]
    facts: Mapping[str, Sequence[Mapping[str, Any]]]
    citations: Mapping[str, Mapping[str, Any]]

    def title(self, language: str) -> str:
        """What it is, in bokmål where that is asked for and given."""
        return str((self.row["title_nb"] if language == "nb" else None) or self.row["title"])

    def said(self, field: str, language: str) -> str:
        """What is said in one word or date, with how sure that is where it is not; a dash with its reason.

        Args:
            field: A field of ``COLUMNS``.
            language: Language.
        """
        value, rows = self.row[COLUMNS[field]] or "", self._resting(field)
        if not value and field in DATES:
            value = next((one["dated"] for one in rows if one["basis"] == "background" and one["dated"]), "")
        bases = {one["basis"] for one in rows}
        marks = [word(f"basis.{one}", language) for one in UNSURE if one in bases] if bases <= {*UNSURE} else []
        marks += [word("sure.low", language)] if value and any(one["confidence"] == "low" for one in rows) else []
        shown = (stated_in_words(value, language) if field in DATES else translated(value, language)) or DASH
        if field == "status" and self.row["status_on"] and value != UNKNOWN:
            marks.insert(0, word("stated_of", language).format(day=stated_in_words(self.row["status_on"], language)))
        return f"{shown} ({', '.join(marks)})" if marks else shown

    def fact(self, field: str, language: str, when: Mapping[str, str]) -> Fact | None:
        """One field with its note: what it rests on, how sure that is, and the publications; nothing without facts.

        Args:
            field: A field of ``COLUMNS``.
            language: Language.
            when: The day whose knowledge it is, as addresses have it.
        """
        rows = self._resting(field)
        if not rows:
            return None
        bases = dict.fromkeys(word(f"basis.{one['basis']}", language) for one in rows)
        sure = sorted({one["confidence"] for one in rows}, key=SURENESS.index)
        names = dict.fromkeys(name for one in rows for name in (one["citations"] or "").split())
        name, iso3 = self.row["engagement_id"], self.row["country_iso3"]
        # That a fact is sure goes without saying; that it is not never does.
        doubts = (word(f"sure.{one}", language) for one in sure if one != SURENESS[-1])
        return Fact(
            text=self.said(field, language),
            record=f"{name}.{field}",
            address=f"/country/{iso3}/engagements?{urlencode({'field': field, **when})}#{name}",
            evidence="; ".join((word(f"field.{field}", language), *bases, *doubts)),
            cited=tuple(self._cited(self.citations[one], language) for one in names if one in self.citations),
        )

    def _resting(self, field: str) -> Sequence[Mapping[str, Any]]:
        """The facts that what is said rests on: of a date those that state it, of the rest all that were verified."""
        every, value = self.facts.get(field, ()), self.row[COLUMNS[field]]
        if not value:
            return every
        verified = [one for one in every if one["verified"] == "yes"]
        stating = [one for one in verified if one["dated"] == value] if field in DATES else []
        return stating or verified or every

    @staticmethod
    def _cited(one: Mapping[str, Any], language: str) -> str:
        stated = stated_in_words(one["dated"], language) if one["dated"] else word("undated", language)
        terms = translated(one["terms"], language)
        said = f"{one['publisher']}: {one['title']} ({stated})."
        return " ".join(part for part in (said, f"<{one['url']}>" if one["url"] else "", terms) if part)


def documented(world: World, iso3: str) -> tuple[Documented, ...]:
    """The engagements in a country, those that go on first, then the newest.

    Args:
        world: What was known.
        iso3: The country.

    Raises:
        NoData: The list was not known on the day.
    """
    rows = [row for row in world.table(f"{SOURCE}__engagements").rows() if row["country_iso3"] == iso3]
    facts, citations = world.table(f"{SOURCE}__facts").rows(), world.table(f"{SOURCE}__citations").rows()
    rows.sort(key=lambda row: (row["started"] or "", row["engagement_id"]), reverse=True)
    rows.sort(key=lambda row: row["status"] not in RUNNING)
    known = {one["citation_id"]: one for one in citations}
    found = []
    for row in rows:
        mine: dict[str, list[Mapping[str, Any]]] = {}
        for one in facts:
            if one["engagement_id"] == row["engagement_id"]:
                mine.setdefault(one["field"], []).append(one)
        found.append(Documented(row, mine, known))
    return tuple(found)


def of_an_engagement(address: str) -> bool:
    """Whether an address leads to a documented fact.

    Args:
        address: An address as footnotes have it.
    """
    parts = urlsplit(address)
    return bool(PAGE.fullmatch(parts.path)) and bool(parts.fragment) and "field" in parse_qs(parts.query)


def said_again(world: World, address: str) -> tuple[str, ...]:
    """What the fact of an address says now, in each language.

    Args:
        world: What was known.
        address: An address as footnotes have it.

    Raises:
        NoData: There is no such engagement or field any more.
    """
    parts = urlsplit(address)
    field, found = parse_qs(parts.query)["field"][0], PAGE.fullmatch(parts.path)
    for one in documented(world, found["iso3"] if found else ""):
        if one.row["engagement_id"] == parts.fragment and field in COLUMNS and one.facts.get(field):
            return tuple(one.said(field, language) for language in ("en", "nb"))
    raise NoData(f"nothing is documented of {parts.fragment}, {field}")
