"""What each tool takes; a field that it does not know is refused, so that nothing is asked in vain."""

from typing import Literal

from pydantic import AliasChoices, BaseModel, ConfigDict, Field

from forlik.desk.programs.asking import FARTHEST, MOST, USUAL
from forlik.desk.programs.money import CURRENCY, DEFINITION, FLOW

PLACE = "Any name or code of a place, in any of its languages."
COUNTRY = AliasChoices("country", "name")
"""A country is asked for as ``country`` by every tool; ``name`` is taken too."""
FIRST, LAST = 1000, 9999


class Asks(BaseModel):
    """What every tool takes: nothing."""

    model_config = ConfigDict(extra="forbid")


class When(Asks):
    """The day whose knowledge is asked for, by which clock, and how the past is told."""

    as_of: str = Field("", description="The day whose knowledge is asked for, as 2024-06-30; today when not given.")
    clock: Literal["known", "held"] = Field(
        "known", description="When the world could know it, or when this store held it."
    )
    mode: Literal["known", "reconstructed"] = Field(
        "known", description="What was known; or a later release cut to the day, which is no evidence of knowledge."
    )


class Rows(Asks):
    """Which rows of many."""

    limit: int = Field(USUAL, ge=1, le=MOST, description="Most rows of one answer.")
    offset: int = Field(0, ge=0, le=FARTHEST, description="How many rows come before.")


class OfPlace(Asks):
    """One place."""

    name: str = Field(description=PLACE, validation_alias=AliasChoices("name", "country"))


class OfCountry(When):
    """One country."""

    name: str = Field(description=PLACE, validation_alias=COUNTRY)


class OfMeasures(When, Rows):
    """Rows of the list of measures."""


class OfMeasure(When, Rows):
    """A measure's rows: of which place and periods."""

    name: str = Field(
        description="Name of a measure, as the tool measures lists them.",
        validation_alias=AliasChoices("measure", "name"),
    )
    country: str = Field("", description="One place, or World; every country when not given.")
    start: str | None = Field(None, alias="from", description="The first year or month, as 2020 or 2020-03.")
    end: str | None = Field(None, alias="to", description="The last year or month.")


class OfMoney(When, Rows):
    """Which money, counted how."""

    flow: str = Field(FLOW, description="paid, committed, planned or budgeted, or a code of a kind of transaction.")
    definition: str = Field(DEFINITION, description="Which money is of which pillar: a definition's name.")
    currency: str = Field(CURRENCY, description="Amounts of a year are converted by its mean rate, which is stated.")


class OfPortfolio(OfMoney):
    """Which rows of the portfolio."""

    country: str = Field("", description="One country; all places when not given.")
    year: int | None = Field(None, ge=FIRST, le=LAST, description="One year; all when not given.")


class OfCell(OfMoney):
    """One total of the portfolio."""

    place: str = Field(description="A name or code of a country, region-298, code-QQ, no-place or all.")
    pillar: str = Field(description="A pillar as the tool portfolio names it, or all.")
    year: int = Field(ge=FIRST, le=LAST)


class OfSources(Rows):
    """Rows of the list of sources, or one source."""

    name: str = Field("", description="One source, with its terms and tables; all of them when not given.")


class OfEngagements(When, Rows):
    """Rows of the list of engagements, or one engagement."""

    id: str = Field("", description="One engagement, with every public record of its file; all when not given.")


class OfBrief(When):
    """A brief."""

    country: str = Field(description=PLACE, validation_alias=COUNTRY)
    language: Literal["en", "nb"] = "en"
