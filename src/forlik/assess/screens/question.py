"""What a question is made of, as its file says it: what it asks, of which places, by which indicators."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from forlik.assess.indices.recipe import Bent, Name, Number, Said, Scale, Share, Weight, Words

Wall = Literal["need", "risk", "rights", "neglect", "opportunity", "ability", "interest"]
Mean = Literal["arithmetic", "geometric", "harmonic", "scaled_geometric"]
Positive = Annotated[Number, Field(gt=0)]


def _below_half(share: float) -> float:
    if share >= 1 / 2:
        raise ValueError(f"goalposts that move by {share:g} of their distance could meet; give less than 0.5")
    return share


class Spoken(Said):
    """Words in English and in bokmål."""

    en: Words
    nb: Words


class Per(Said):
    """What a value is divided by, and multiplied with afterwards.

    Args:
        measure: The measure that it is divided by: of the same year, else of the newest within five years.
        unit: Its unit, word by word.
        times: What the quotient is multiplied by (100 for percent).
    """

    measure: Name
    unit: Words
    times: Positive = 1.0


class Change(Said):
    """A change over twelve months instead of a level.

    Args:
        how: ``ratio``: log10 of (now + plus) over (before + plus); ``difference``: now less before.
        plus: What is added to both, so that few and none differ little.
    """

    how: Literal["ratio", "difference"]
    plus: Annotated[Number, Field(ge=0)] = 0.0


class Indicator(Said):
    """One row of a question: a measure, and how its value becomes a score.

    Args:
        title: What it is.
        measure: The measure.
        unit: The measure's unit, word by word.
        per: What it is divided by.
        change: The change over twelve months that is scored instead of the level.
        transform: How the scale is bent.
        when_zero: ``lowest``: nothing at all is the least there is; needed for the logarithm of a value that may be 0.
        normalise: Two goalposts in the unit after the transformation, and the direction.
        weight: What it counts within its dimension.
        error: Standard deviation of the score, on the scale 0–10, that the figure's own error is taken to cause.
        max_age: Years after the end of its period up to which a figure is current; beyond that its error grows, and
            from twice as many on it is unknown.
        missing: ``peers``: a value is drawn from peers in every draw; nothing is ever filled in. ``withhold``: a place
            of which it is not known is withheld, for places of which it is known are not like those of which it is not.
        known_at: ``edition``: a figure is known from the stated publication of the edition that it stands in.
        licence: Terms of the figures.
        citation: Where goalposts and error come from.
    """

    title: Spoken
    measure: Name
    unit: Words
    per: Per | None = None
    change: Change | None = None
    transform: Bent | None = None
    when_zero: Literal["lowest"] | None = None
    normalise: Scale
    weight: Positive = 1.0
    error: Annotated[Number, Field(ge=0, le=5)]
    max_age: Positive
    missing: Literal["peers", "withhold"] = "peers"
    known_at: Literal["edition"] = "edition"
    licence: Words
    citation: Words


class Beside(Said):
    """A measure that the question would like to weigh and does not: shown where it is known.

    Args:
        title: What it is.
        measure: The measure.
        why: Why it is not weighed.
    """

    title: Spoken
    measure: Name
    why: Spoken


class Dimension(Said):
    """What is weighed against the other dimensions; the arithmetic mean of its indicators.

    Args:
        title: What it is.
        indicators: Name → indicator.
    """

    title: Spoken
    indicators: Annotated[dict[Name, Indicator], Field(min_length=1)]


class Universe(Said):
    """Which places are asked about: every state that exists on the day, and some others.

    Args:
        also: Codes of places that are no states by our list and are asked about all the same.
        where_known: Only places of which this measure is known; empty for all.
        known_weight: Share of the weight that must be observed; a place below it is withheld.
    """

    also: tuple[Name, ...] = ()
    where_known: str = ""
    known_weight: Share


class Weighting(Said):
    """What is known of the weights of the dimensions.

    Args:
        kind: ``uniform`` (nothing), ``ordinal`` (their order) or ``sets`` (named sets).
        order: For ``ordinal``: dimension → rank, 1 for the most important.
        sets: For ``sets``: whose → dimension → weight.
    """

    kind: Literal["uniform", "ordinal", "sets"]
    order: dict[Name, Annotated[int, Field(ge=1)]] | None = None
    sets: dict[Name, dict[Name, Weight]] | None = None


class Lasting(Said):
    """When a place comes on the list and leaves it: see :mod:`forlik.assess.acceptability.hysteresis`."""

    enter: Share
    leave: Share
    running: Annotated[int, Field(ge=1, le=5)]


class Question(Said):
    """A question: a version of it is a file.

    Args:
        name: What it is called; the file is ``NAME.VERSION.yaml``.
        version: 1, 2, 3 …: one that was in use is never edited.
        adopted: Day from which it is in use; the first version also serves every earlier day.
        title: Its title.
        asks: What exactly it asks.
        wall: Which side of the impartiality wall it stands on.
        top: How many ranks are the first ones.
        universe: Which places are asked about.
        weights: What is known of the weights of the dimensions.
        aggregation: Means between dimensions, each as likely; the first is taken where nothing else is asked.
        goalposts: Share of their distance by which each goalpost may move.
        hysteresis: When a place comes on the list and leaves it.
        dimensions: What is weighed, each with its indicators.
        beside: What is not weighed and why.
        notes: What must be known to read the answer.
        misuse: What it does not say.
    """

    name: Name
    version: Annotated[int, Field(gt=0)]
    adopted: date
    title: Spoken
    asks: Spoken
    wall: Wall
    top: Annotated[int, Field(gt=0, le=100)]
    universe: Universe
    weights: Weighting
    aggregation: Annotated[tuple[Mean, ...], Field(min_length=1)]
    goalposts: Annotated[Share, AfterValidator(_below_half)]
    hysteresis: Lasting
    dimensions: Annotated[dict[Name, Dimension], Field(min_length=1)]
    beside: dict[Name, Beside] = Field(default_factory=dict)
    notes: Spoken
    misuse: Spoken

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Every indicator by name, in the order of the file."""
        return {name: one for dimension in self.dimensions.values() for name, one in dimension.indicators.items()}

    def dimension_of(self, indicator: str) -> str:
        """The dimension that an indicator belongs to."""
        return next(name for name, one in self.dimensions.items() if indicator in one.indicators)
