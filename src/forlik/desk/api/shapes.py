"""The shapes of answers, as the description of the routes tells them; a field is never left out, but may be null."""

from typing import Any

from pydantic import BaseModel, Field

Number = int | float | None


class Schema(BaseModel):
    """A shape that is checked as it is: ninja's own looks at every field of every row by way of Python first."""


class Citation(Schema):
    """What an answer stands on: one snapshot of a source, with its citation in words."""

    number: int = Field(description="The number that rows name as their basis; negative for starter figures.")
    source: str
    title: str
    publisher: str
    part: str
    edition: str
    known_at: str = Field(description="When the world could know it.")
    held_at: str = Field(description="When this store held it; empty for starter figures.")
    sha256: str
    licence: str
    citation: str = Field(description="As the publisher wants to be cited.")
    url: str
    starter: bool
    text: str = Field(description="The citation with the day it was known and the digest of the bytes.")


class Answer(Schema):
    """What every answer says."""

    as_of: str = Field(description="The day whose knowledge it shows.")
    clock: str
    mode: str
    citations: list[Citation]


class Many(Answer):
    """An answer of which only some rows are given; the header Link leads to the others."""

    count: int = Field(description="How many rows there are.")
    limit: int
    offset: int


class PlaceRow(Schema):
    """A country or territory."""

    iso3: str
    name: str
    names: dict[str, str] = Field(description="Language → its name.")
    kind: str
    valid_from: str | None
    valid_to: str | None
    groups: list[str]
    codes: dict[str, str] = Field(description="System of codes → its present or last code.")
    note: str


class Places(Many):
    """Countries and territories."""

    rows: list[PlaceRow]


class OnePlace(Answer):
    """One country or territory."""

    place: PlaceRow


class MeasureRow(Schema):
    """What a measure is."""

    measure: str
    title: str
    unit: str
    grain: str
    direction: str
    silence: str
    pillar: str
    digits: int
    method: int
    adopted: str
    notes: str
    misuse: str = Field(description="What it does not say.")
    sources: list[str]


class Measures(Many):
    """The measures."""

    rows: list[MeasureRow]


class FigureRow(Schema):
    """A figure of a measure; null is unknown, and never 0."""

    country: str
    country_iso3: str
    year: int
    month: int | None
    value: Number
    low: Number
    high: Number
    status: str
    reason: str
    basis: int | None


class Method(Schema):
    """The method in force on the day."""

    number: int
    adopted: str


class Figures(Many):
    """The figures of one measure."""

    measure: str
    unit: str
    grain: str
    method: Method
    remarks: list[str]
    rows: list[FigureRow]


class Newest(Schema):
    """The newest figure of a measure, or why there is none."""

    measure: str
    label: str
    value: Number
    low: Number
    high: Number
    unit: str
    period: str
    status: str
    reason: str
    source: str | None
    known_at: str | None
    licence: str | None
    basis: int | None
    bases: list[int] = Field(description="Numbers of all that it is made of; basis is the newest of them.")
    stale: bool


class Country(Answer):
    """A country's newest figures."""

    country: str
    country_iso3: str
    figures: list[Newest]


class CellShape(Schema):
    """One total of the portfolio."""

    amount: Number
    amount_usd: Number
    status: str
    reason: str
    coverage: Number = Field(description="How much of what is published it is made from, in percent, rounded down.")
    flows: int
    flows_without_rate: int
    levels: list[int]
    basis: int | None
    bases: list[int] = Field(description="Numbers of all files that it is made of; basis is the newest of them.")


class PortfolioRow(Schema):
    """A place and a year: of each pillar in which something is published its total, and “all”, which is their sum."""

    place_kind: str
    place_code: str
    place: str
    year: int
    pillars: dict[str, CellShape]


class Portfolio(Many):
    """The portfolio. Rows of kind “all” are the sum of the others of their year: add them to none."""

    flow: str
    definition: dict[str, Any]
    currency: str
    price_basis: dict[str, Any]
    level_rule: str
    rates: list[dict[str, Any]]
    left_out: list[dict[str, Any]] = Field(description="What is published and not counted, of the years asked for.")
    rows: list[PortfolioRow]


class Cell(Many):
    """A total of the portfolio and the flows that it is the sum of."""

    place_kind: str
    place_code: str
    place: str
    pillar: str
    year: int
    flow: str
    definition: str
    amount: Number
    currency: str
    rate: dict[str, Any]
    price_basis: str
    amount_usd: Number
    sum_usd: Number = Field(description="What all its flows add up to, those of other pages too.")
    as_published: dict[str, Number]
    status: str
    reason: str
    coverage: Number
    levels: list[int]
    level_rule: str
    basis: int | None
    bases: list[int] = Field(description="Numbers of all files that its flows stand in, those of other pages too.")
    flows: list[dict[str, Any]]


class SourceRow(Schema):
    """A source: its terms, and how old what is held of it is; of a private one nothing is told of what is held."""

    name: str
    title: str
    publisher: str
    licence: str
    redistributable: bool
    verified: bool
    snapshots: int | None
    newest_known_at: str | None
    newest_period: str | None
    rows: int | None
    ignored: int | None
    refused: int | None
    stale: bool | None
    starter: bool
    marks: list[str]
    private: bool


class Sources(Many):
    """The sources."""

    rows: list[SourceRow]


class Source(Answer, SourceRow):
    """One source, with its terms in its own words."""

    licence_stated: str
    citation: str
    home: str
    cadence: str
    addresses: list[str]
    tables: dict[str, str]
    quirks: list[str]
    unverified_layout: str = Field(description="What of its layout was never seen in a file; empty when all was.")


class EngagementRow(Schema):
    """An engagement that the public reads of."""

    id: str
    title: str
    places: list[str]
    pillars: list[str]
    modes: list[str]
    start: str | None
    end: str | None
    outcome: str | None
    public_since: str
    fictional: bool


class Engagements(Many):
    """The engagements of the public copy."""

    published: str = Field(description="The day of the copy; it keeps no earlier wording.")
    rows: list[EngagementRow]


class RecordShape(Schema):
    """One record of an engagement, as the public reads it."""

    id: str
    concept: str
    known_on: str
    public_since: str
    fictional: bool
    body: dict[str, Any]


class Engagement(Answer):
    """One engagement: it and every record of its file that is public, each with its evidence."""

    published: str
    id: str
    title: str
    records: list[RecordShape]


class BriefKind(Schema):
    """A brief that can be had."""

    brief: str
    title: str
    address: str = Field(description="Its address, with a place to fill in.")
    forms: list[str]
    languages: list[str]


class Briefs(Answer):
    """The briefs that can be had."""

    briefs: list[BriefKind]


class Brief(Answer):
    """A brief as plain texts; a run of text with a note is a figure or a fact, and the note says where it stands."""

    name: str
    title: str
    kind: str
    language: str
    marking: str
    remarks: list[str]
    sections: list[dict[str, Any]]
    notes: dict[str, str]
    sources: list[str] = Field(description="What the numbers in brackets mean: snapshots, then cited publications.")
    files: dict[str, str] = Field(description="Form → the address of the file.")
