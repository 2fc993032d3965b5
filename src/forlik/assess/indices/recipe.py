"""What an index is made of, as its file says it: inputs, steps, classes, reliability, terms and citation."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from forlik.assess.indices.aggregating import How, Missing
from forlik.assess.indices.imputing import Filling
from forlik.assess.indices.normalising import Beyond
from forlik.assess.indices.transforming import Bend
from forlik.core.measure import Direction as Worse

Number = Annotated[float, Field(allow_inf_nan=False)]
Weight = Annotated[Number, Field(ge=0)]
Share = Annotated[Number, Field(ge=0, le=1)]
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[A-Za-z][A-Za-z0-9_.\-]*$")]
Words = Annotated[str, Field(min_length=1, max_length=2000)]
Turn = Literal["up", "down"]


def _none(written: Any) -> Any:
    return None if written == "none" else written


def _equal(written: Any) -> Any:
    """A list of parts is one in which each weighs the same."""
    return dict.fromkeys(written, 1.0) if isinstance(written, list | tuple) else written


def _rising(pair: tuple[float, float]) -> tuple[float, float]:
    if pair[0] >= pair[1]:
        raise ValueError(f"{pair[0]:g} and {pair[1]:g} do not rise; the lower one comes first")
    return pair


Digits = Annotated[Annotated[int, Field(ge=0, le=10)] | None, BeforeValidator(_none)]
Parts = Annotated[dict[Name, Weight], BeforeValidator(_equal), Field(min_length=1)]
Ends = Annotated[tuple[Number, Number], AfterValidator(_rising)]


class Said(BaseModel):
    """A part of an index file; a key that is not foreseen is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, populate_by_name=True)


class Input(Said):
    """A column of values that goes in.

    Args:
        title: What it is.
        unit: Its unit, word by word that of the measure or of the table.
        measure: Measure of ours that it is; empty when it comes from a publisher's own table.
        kind: ``number``, or ``text`` for groups.
        unknown: Numbers by which its publisher says that it is unknown.
        scored: Whether a step uses it; an input may also only count as known or missing.
        counted: Whether it counts among the missing.
        plausible: Lowest and highest value that there can be in that unit; one beyond is refused, as of another unit.
    """

    title: Words
    unit: Words
    measure: str = ""
    kind: Literal["number", "text"] = "number"
    unknown: tuple[Number, ...] = ()
    scored: bool = True
    counted: bool = True
    plausible: Ends | None = None


class ByYear(Said):
    """A denominator that is taken in the year of another column.

    Args:
        year_in: Column with the year of each place.
        columns: Year → column.
    """

    year_in: Name
    columns: dict[int, Name]


class Fill(Said):
    """How unknown values are filled in: see :func:`forlik.assess.impute`."""

    method: Filling
    groups: Name | None = None
    predictor: Name | None = None
    predictor_log: bool = False
    constant: Number | None = None
    slope: Number | None = None
    intercept: Number | None = None


class Bent(Said):
    """A transformation: see :func:`forlik.assess.transform`."""

    bend: Bend
    unit: Annotated[Number, Field(gt=0)] = 1.0
    order: Annotated[Number, Field(gt=0)] = 2.0


class Outliers(Said):
    """How outliers are treated: quantiles (``winsorise``) or until no longer lopsided (``winsorise_skewed``)."""

    method: Literal["winsorise", "winsorise_skewed"]
    lower: Share = 0.0
    upper: Share = 1.0
    skew: Annotated[Number, Field(gt=0)] = 2.0
    kurtosis: Annotated[Number, Field(gt=0)] = 3.5
    most: Annotated[int, Field(gt=0)] = 5


class Scale(Said):
    """How a value becomes a score.

    Args:
        method: ``goalposts`` (fixed, with ``lo`` and ``hi``), ``minmax`` or ``z``.
        lo: Lower goalpost, in the unit after the transformation.
        hi: Upper goalpost.
        direction: Whether the score rises or falls with the value.
        beyond: What becomes of a value beyond a goalpost.
    """

    method: Literal["goalposts", "minmax", "z"] = "goalposts"
    lo: Number | None = None
    hi: Number | None = None
    direction: Turn = "up"
    beyond: Beyond = "clip"


class Masked(Said):
    """Where a value is unknown because another column is too small for it to mean anything."""

    column: Name
    below: Number


class Step(Said):
    """One column that is computed: what it starts from, and what is done to it, in this order.

    Args:
        title: What it is.
        level: Code under which the score is published; empty for a step in between.
        from_: An input or step to start from (key ``from``).
        sum: Inputs or steps → what each is multiplied by, to start from their sum.
        plus: What is added to that sum.
        sum_missing: A part of the sum that is missing makes it ``unknown``, is left out (``skip``), or is ``zero``.
        parts: Steps → weight, to start from their aggregate.
        how: How they are aggregated; ``pca`` takes the score of their principal components.
        weights: ``stated``, or ``pca`` for squared loadings of their principal components.
        components: Which components, where there are any.
        missing: What an unknown part does.
        known_weight: Least share of the weight that must be known.
        need_one_of: Parts of which one must be known.
        unknown_where: Where the value is unknown.
        per: What it is divided by: a column, or one by year.
        times: What it is multiplied by.
        impute: How unknown values are filled in; not at all when empty.
        transform: How the scale is bent.
        outliers: How outliers are treated.
        saturate: Values below and above which the score is the lowest and the highest there is.
        normalise: How it becomes a score.
        when_zero: Score of a value of 0.
        least: Smallest score.
        digits: Digits to which it is rounded, half up; ``none`` for not at all; that of the index when not said.
    """

    title: Words
    level: Name | None = None
    from_: Name | None = Field(None, alias="from")
    sum: dict[Name, Number] | None = None
    plus: Number = 0.0
    sum_missing: Literal["unknown", "skip", "zero"] = "unknown"
    parts: Parts | None = None
    how: How | Literal["pca"] = "arithmetic"
    weights: Literal["stated", "pca"] = "stated"
    components: Literal["first", "all", "above_1"] = "first"
    missing: Missing = "unknown"
    known_weight: Share = 0.0
    need_one_of: tuple[Name, ...] = ()
    unknown_where: Masked | None = None
    per: Name | ByYear | None = None
    times: Number = 1.0
    impute: Fill | None = None
    transform: Bent | None = None
    outliers: Outliers | None = None
    saturate: Ends | None = None
    normalise: Scale | None = None
    when_zero: Number | None = None
    least: Number | None = None
    digits: Digits = None

    def rounded(self, default: int | None) -> int | None:
        """Digits to round to: its own, or the index's when it does not say."""
        return self.digits if "digits" in self.model_fields_set else default

    def takes(self) -> tuple[str, ...]:
        """Inputs and steps whose values it starts from."""
        return (self.from_,) if self.from_ else tuple(self.sum or self.parts or ())

    def beside(self) -> tuple[str, ...]:
        """Inputs and steps that it looks at besides."""
        per = (self.per.year_in, *self.per.columns.values()) if isinstance(self.per, ByYear) else (self.per,)
        fill = (self.impute.groups, self.impute.predictor) if self.impute else ()
        where = (self.unknown_where.column,) if self.unknown_where else ()
        return tuple(one for one in (*per, *fill, *where) if one)


class Classes(Said):
    """Named bands of one level.

    Args:
        level: Code of the level.
        cuts: Lowest score of each band but the first.
        names: Names of the bands, lowest first.
    """

    level: Name
    cuts: tuple[Number, ...]
    names: tuple[Words, ...]


class Raised(Said):
    """Where facts are hardest to come by: the level, the score above which, and the factor."""

    level: Name
    above: Number
    factor: Annotated[Number, Field(ge=1)]


class Reliability(Said):
    """How little lies under the scores: see :func:`forlik.assess.lack_of_reliability`."""

    missing: Ends
    age: Ends
    raised: Raised | None = None


class Index(Said):
    """An index: a version of it is a file.

    Args:
        name: Stem of its file.
        version: Version of the file, 1, 2, 3 …: a published one is never edited.
        adopted: Day from which it is in use.
        edition: Edition of the index, as its publisher names it.
        title: Its title.
        publisher: Who publishes it.
        licence: Terms of its figures.
        redistributable: Whether its figures may be passed on.
        citation: How it is cited.
        home: Where it is published.
        formulas: Where the formulas were read.
        direction: Which way is worse.
        key: Column that says which place a row is.
        missing_marks: Texts by which its tables say that a value is missing.
        scale: Lowest and highest score.
        digits: Digits to which every step is rounded, half up, unless it says otherwise; not at all when empty.
        notes: What else must be known to use it.
        misuse: What it does not say.
        inputs: Columns that go in.
        steps: What is computed; a step may use any other, in any order.
        classes: Named bands.
        reliability: How little lies under the scores.
    """

    name: Name
    version: Annotated[int, Field(gt=0)]
    adopted: date
    edition: Words
    title: Words
    publisher: Words
    licence: Words
    redistributable: bool
    citation: Words
    home: Words
    formulas: Words
    direction: Worse
    key: Name = "country_iso3"
    missing_marks: tuple[str, ...] = ("",)
    scale: Ends = (0.0, 10.0)
    digits: Digits = None
    notes: Words
    misuse: Words
    inputs: dict[Name, Input]
    steps: dict[Name, Step]
    classes: Classes | None = None
    reliability: Reliability | None = None

    @property
    def levels(self) -> dict[str, str]:
        """Code of each published level → its step, in the order of the file."""
        return {step.level: name for name, step in self.steps.items() if step.level}
