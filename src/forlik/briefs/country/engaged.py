"""What Norway is publicly documented to do in a country, each fact with the publication that says it."""

from collections.abc import Mapping, Sequence
from typing import Any

from forlik.briefs.document import Block, Fact, Language, Line, Strong, bullets, line, paragraph
from forlik.briefs.words import word
from forlik.core.errors import NoData
from forlik.places import Place
from forlik.world import World

PACKAGE = "forlik.briefs.country"
SOURCE = "norway_engagements"
SHOWN = ("role", "request", "start", "end", "status")
FIELDS = {"start": "since", "end": "until"}
"""Facts that are told, and the word that each is told by."""


def engaged(world: World, place: Place, language: Language) -> tuple[Block, ...]:
    """Norway's documented engagements in a country, those that go on first.

    Args:
        world: What was known.
        place: The country.
        language: Language.
    """
    try:
        rows = [row for row in world.table(f"{SOURCE}__engagements").rows() if row["country_iso3"] == place.iso3]
        facts, citations = world.table(f"{SOURCE}__facts").rows(), world.table(f"{SOURCE}__citations").rows()
    except NoData as nothing:
        return (paragraph(nothing.what),)
    if not rows:
        return (paragraph(word("engaged.none", language, PACKAGE)),)
    known = {row["citation_id"]: row for row in citations}
    rows.sort(key=lambda row: row["started"] or "", reverse=True)
    rows.sort(key=lambda row: row["status"] not in {"ongoing", "implementation"})
    return (bullets([_line(world, row, facts, known, language) for row in rows]),)


def _line(
    world: World,
    row: Mapping[str, Any],
    facts: Sequence[Mapping[str, Any]],
    citations: Mapping[str, Mapping[str, Any]],
    language: Language,
) -> Line:
    mine = {one["field"]: one for one in facts if one["engagement_id"] == row["engagement_id"]}
    parts: list[object] = [Strong(_in(language, row, "title"))]
    for name in SHOWN:
        if name in mine and (said := _in(language, mine[name], "value")):
            before, _, after = word(FIELDS.get(name, name), language, PACKAGE).partition("{")
            parts += ["; ", before, _fact(world, row, mine[name], said, citations), after.partition("}")[2]]
    return line(*parts, ".")  # type: ignore[arg-type]


def _fact(
    world: World,
    row: Mapping[str, Any],
    fact: Mapping[str, Any],
    said: str,
    citations: Mapping[str, Mapping[str, Any]],
) -> Fact:
    cited = [citations[name] for name in (fact["citations"] or "").split() if name in citations]
    evidence = "; ".join(
        ", ".join(part for part in (one["publisher"], one["title"], one["dated"], one["url"]) if part) for one in cited
    )
    field, name = fact["field"], row["engagement_id"]
    return Fact(
        text=said,
        record=f"{name}.{field}",
        address=f"/country/{row['country_iso3']}?as_of={world.day.isoformat()}#{name}.{field}",
        evidence=evidence or fact["basis"],
        recorded_at=(fact["dated"] or "")[:10],
    )


def _in(language: str, row: Mapping[str, Any], name: str) -> str:
    """A text in bokmål where it is asked for and given, else in English."""
    return (row[f"{name}_nb"] if language == "nb" else None) or row[name] or ""
