"""The public engagements that the register begins with: facts with their citations, in three tables, made into records.

What is stated twice and differently stands twice, each in its evidence; what was looked for and not found stays
visible as such; of a source whose terms allow a link only, the link is kept and nothing else.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from forlik.register.concept import Concept
from forlik.register.concepts import Act, Actor, Engagement, Process, Role, Text
from forlik.register.evidence import Evidence, Link

Fields = Mapping[str, str]
"""A row of one of the tables: column → text."""
US = "no"
"""The id of the actor whose engagements these are."""
BEGAN = {"documented": "requested", "own initiative": "own_initiative", "undocumented": "undocumented"}
MODES = {"support a lead": "support_lead"}
ROLES = {"group member": "group_member", "contact group member": "group_member", "not known": None}
ISSUED = re.compile(r"UCDP (\d+)")
NUMBERED = re.compile(r"\s*\(UCDP \d+\)")


def seed(engagements: Iterable[Fields], facts: Iterable[Fields], citations: Iterable[Fields]) -> tuple[Concept, ...]:
    """The records of the public engagements.

    Args:
        engagements: One row an engagement.
        facts: One row a fact.
        citations: One row a source.

    Raises:
        KeyError: A fact names a source or an engagement that is not there, or a column is missing.
    """
    sources = {row["id"]: row for row in citations}
    of: dict[str, list[Fields]] = defaultdict(list)
    for fact in facts:
        of[fact["engagement"]].append(fact)
    rows = list(engagements)
    if strange := set(of) - {row["id"] for row in rows}:
        raise KeyError(f"facts of no engagement: {', '.join(sorted(strange))}")
    norway = Actor(id=US, kind="state", name="Norway", names={"nb": "Norge"})
    return (norway, *(record for row in rows for record in _records(row, of[row["id"]], sources)))


def _records(row: Fields, facts: Sequence[Fields], sources: Mapping[str, Fields]) -> Iterable[Concept]:
    name = row["id"].lower()
    evidence = {fact_no: _evidence(fact, sources) for fact_no, fact in enumerate(facts)}
    # What has a record of its own is told there; the file itself holds the evidence of all the rest.
    apart = {no for no, fact in enumerate(facts) if fact["field"] in {"agreement", "evaluation"} and fact["value_en"]}
    own = tuple(one for no, ones in evidence.items() if no not in apart for one in ones)
    process = f"{name}-process"
    yield Engagement(
        id=name,
        title=row["title_en"],
        places=tuple(row["places"].split()),
        pillars=(row["pillar"],),
        modes=(MODES.get(row["mode"], row["mode"]),),
        process=process,
        start=row["start"] or None,
        end=row["end"] or None,
        outcome="; ".join(_said(facts, "outcome")) or None,
        began=BEGAN[row["requested"]],
        evidence=own,
        links=(Link(issuer="engagement_list", id=row["id"], confidence="high"),),
    )
    yield Process(
        id=process,
        label=row["title_en"],
        places=tuple(row["places"].split()),
        links=tuple(
            Link(issuer="ucdp_conflict", id=number, confidence=fact["confidence"])
            for fact in facts
            if fact["field"] == "conflict"
            for number in ISSUED.findall(fact["value_en"])
        ),
        evidence=tuple(one for no, fact in enumerate(facts) if fact["field"] == "conflict" for one in evidence[no]),
    )
    role = ROLES.get(row["role"], row["role"])
    stated = tuple(one for no, fact in enumerate(facts) if fact["field"] == "role" for one in evidence[no])
    # Of a source whose terms allow a link only, no role is told: the link stands with the engagement.
    if role and any(one.basis != "link-only" for one in stated):
        yield Role(
            id=f"{name}-role", kind=role, actor=US, of=process, since=row["start"] or None, until=row["end"] or None,
            evidence=stated,
        )  # fmt: skip
    if row["requested"] == "documented":
        yield from _requests(name, process, facts, evidence)
    yield from _texts(name, process, facts, evidence)


def _requests(
    name: str, process: str, facts: Sequence[Fields], evidence: Mapping[int, tuple[Evidence, ...]]
) -> Iterable[Act]:
    """The requests that a public text dates."""
    for no, fact in enumerate(facts):
        if fact["field"] == "request" and fact["verified"] == "yes" and fact["date"]:
            yield Act(
                id=f"{name}-request-{no}",
                kind="request",
                happened=fact["date"],
                engagement=name,
                process=process,
                statement=fact["value_en"],
                evidence=evidence[no],
            )


def _texts(
    name: str, process: str, facts: Sequence[Fields], evidence: Mapping[int, tuple[Evidence, ...]]
) -> Iterable[Text]:
    """Agreements and evaluations, of which more than a link may be told."""
    kinds = {"agreement": "agreement", "evaluation": "public_report"}
    for no, fact in enumerate(facts):
        if fact["field"] in kinds and fact["value_en"]:
            yield Text(
                id=f"{name}-text-{no}",
                kind=kinds[fact["field"]],
                public_title=NUMBERED.sub("", fact["value_en"]),
                process=process,
                engagement=name,
                signed=fact["date"] or None,
                links=tuple(
                    Link(issuer="ucdp_agreement", id=number, confidence=fact["confidence"])
                    for number in ISSUED.findall(fact["value_en"])
                ),
                evidence=evidence[no],
            )


def _evidence(fact: Fields, sources: Mapping[str, Fields]) -> tuple[Evidence, ...]:
    """One piece of evidence for each source that a fact cites."""
    return tuple(_piece(fact, sources[source]) for source in fact["citations"].split())


def _piece(fact: Fields, source: Fields) -> Evidence:
    said = fact["value_en"] + (f" ({fact['date']})" if fact["date"] and fact["date"] not in fact["value_en"] else "")
    return Evidence(
        citation=", ".join(part for part in (source["publisher"], source["title"], source["date"]) if part),
        url=source["url"],
        dated=source["date"] or None,
        basis=fact["basis"],
        confidence=fact["confidence"],
        claims={fact["field"]: said} if fact["value_en"] else {fact["field"]: ""},
    )


def _said(facts: Sequence[Fields], field: str) -> list[str]:
    """What verified facts say of a field."""
    return [fact["value_en"] for fact in facts if fact["field"] == field and fact["verified"] == "yes"]
