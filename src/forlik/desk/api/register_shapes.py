"""The shapes of answers on the register; a field is never left out, but may be null, which is unknown."""

from typing import Any

from ninja import Schema
from pydantic import Field

from forlik.desk.api.shapes import Citation, Number

LABEL = "0 public, 1 for staff; a token is never shown more."


class Own(Schema):
    """What every answer on the register says. A record is known by its evidence, which stands with it."""

    as_of: str = Field(description="The day as known on which it stands.")


class OwnMany(Own):
    """An answer of which only some rows are given; the header Link leads to the others."""

    count: int = Field(description="How many rows there are.")
    limit: int
    offset: int


class About(Own):
    """A token, to whoever has it."""

    id: str
    name: str
    scopes: list[str]
    made_on: str
    expires: str = Field(description="The first instant at which it opens nothing.")


class OwnEngagementRow(Schema):
    """An engagement that may be seen."""

    id: str
    title: str | None
    label: str = Field(description=LABEL)
    state: str | None = Field(description="A word of the vocabulary of states; null where no step is seen.")
    since: str | None
    places: list[str]
    pillars: list[str]
    modes: list[str]
    start: str | None
    end: str | None
    outcome: str | None
    mine: bool = Field(description="Whether the token's person answers for it, or stands in.")
    fictional: bool


class OwnEngagements(OwnMany):
    """The engagements that may be seen, by title."""

    rows: list[OwnEngagementRow]


class Party(Schema):
    """A primary party, and where its consent stands."""

    id: str
    name: str
    consent: str
    since: str | None


class Promise(Schema):
    """A promise in the file of an engagement."""

    id: str
    title: str
    by: list[str]
    state: str
    late: bool
    planned: str | None = Field(description="The last day that was foreseen when it was promised.")
    due: str | None = Field(description="The last day that follows now.")
    met: str | None


class Facet(Schema):
    """What a record says under one label."""

    facet: str
    label: str = Field(description=LABEL)
    known_on: str
    body: dict[str, Any]


class OwnRecord(Schema):
    """One record of a file, as far as it may be seen."""

    id: str
    concept: str
    facets: list[Facet]


class OwnEngagement(Own, OwnEngagementRow):
    """One engagement with every record of its file that may be seen."""

    parties: list[Party]
    promises: list[Promise]
    records: list[OwnRecord]
    persons: dict[str, str] = Field(description="Id → name of the persons of the house whom the records name.")


class DueShape(Schema):
    """Something that falls due."""

    kind: str
    record: str
    title: str
    label: str = Field(description=LABEL)
    day: str = Field(description="The earliest day.")
    latest: str
    planned: str | None
    days_left: int = Field(description="Days until the earliest day; negative when it has passed.")
    state: str
    late: bool
    by: list[str]
    approver: str | None
    anchored: str | None = Field(description="What it hangs on, in words.")
    mine: bool
    engagement: str | None
    engagement_title: str | None


class Due(OwnMany):
    """What falls due, the late ones first, then the soonest."""

    days: int
    rows: list[DueShape]


class IndicatorShape(Schema):
    """An indicator against its own target; null is unknown, and never 0."""

    indicator: str
    unit: str
    baseline: Number
    target: Number
    actual: Number
    verdict: str
    percent: Number
    reason: str


class ResultRow(Schema):
    """A result or an evaluation, as far as it may be seen."""

    id: str
    kind: str
    label: str = Field(description=LABEL)
    engagement: str | None
    engagement_title: str | None
    finding: str | None
    made_on: str | None
    author: str | None
    rung: str | None
    goal: str | None
    period_start: str | None
    period_end: str | None
    indicator: IndicatorShape | None
    disputed_by: list[str] = Field(description="Ids of the claims that dispute it.")
    evidence: list[dict[str, Any]]


class Coverage(Schema):
    """Of the engagements from which a result is expected, how many have one."""

    engagements: int
    with_result: int
    with_evaluation: int


class Results(OwnMany):
    """Results and evaluations, the oldest first."""

    coverage: Coverage
    rows: list[ResultRow]


class OwnBrief(Own):
    """A brief as plain texts; a run of text with a note is a figure or a fact, and the note says where it stands."""

    brief: str
    name: str
    title: str
    kind: str
    language: str
    marking: str
    remarks: list[str]
    sections: list[dict[str, Any]]
    notes: dict[str, str]
    markdown: str
    citations: list[Citation]
