"""Results: what was to change, how it is measured, and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from forlik.iati.write.shape import Attr, Elem
from forlik.iati.write.values import DocumentLink, Extended, Extensible, Narrative


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReference(Extensible):
    """A code of a result in a vocabulary of results."""

    code: Annotated[str, Attr("code", free=False)]
    vocabulary: Annotated[str, Attr("vocabulary", free=False)]
    vocabulary_uri: Annotated[str, Attr("vocabulary-uri")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorReference(Extensible):
    """A code of an indicator in a vocabulary of indicators."""

    vocabulary: Annotated[str, Attr("vocabulary", free=False)]
    code: Annotated[str, Attr("code", free=False)]
    indicator_uri: Annotated[str, Attr("indicator-uri")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLocation(Extensible):
    """The reference of one of the activity's locations."""

    ref: Annotated[str, Attr("ref")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension(Extensible):
    """One cut of a measured value: sex, age, group."""

    name: Annotated[str, Attr("name")] = ""
    value: Annotated[str, Attr("value")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline(Extensible):
    """Where an indicator stood before."""

    day: Annotated[date | None, Attr("iso-date")] = None
    year: Annotated[int, Attr("year")]
    value: Annotated[str, Attr("value")] = ""
    locations: Annotated[tuple[ResultLocation, ...], Elem("location")] = ()
    dimensions: Annotated[tuple[Dimension, ...], Elem("dimension")] = ()
    documents: Annotated[tuple[DocumentLink, ...], Elem("document-link")] = ()
    comment: Annotated[tuple[Narrative, ...], Elem("comment", inner="narrative")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured(Extended):
    """A target or an actual value of a period."""

    value: Annotated[str, Attr("value")] = ""
    locations: Annotated[tuple[ResultLocation, ...], Elem("location")] = ()
    dimensions: Annotated[tuple[Dimension, ...], Elem("dimension")] = ()
    comment: Annotated[tuple[Narrative, ...], Elem("comment", inner="narrative")] = ()
    documents: Annotated[tuple[DocumentLink, ...], Elem("document-link")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPeriod(Extensible):
    """A period of an indicator, with what was meant to be and what was."""

    start: Annotated[date, Elem("period-start", attr="iso-date")]
    end: Annotated[date, Elem("period-end", attr="iso-date")]
    targets: Annotated[tuple[Measured, ...], Elem("target")] = ()
    actuals: Annotated[tuple[Measured, ...], Elem("actual")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Extensible):
    """How a result is measured (1 unit, 2 percentage, 3 nominal, 4 ordinal, 5 qualitative)."""

    measure: Annotated[str, Attr("measure", free=False)]
    ascending: Annotated[bool | None, Attr("ascending")] = None
    aggregation_status: Annotated[bool | None, Attr("aggregation-status")] = None
    titles: Annotated[tuple[Narrative, ...], Elem("title", inner="narrative")]
    description: Annotated[tuple[Narrative, ...], Elem("description", inner="narrative")] = ()
    documents: Annotated[tuple[DocumentLink, ...], Elem("document-link")] = ()
    references: Annotated[tuple[IndicatorReference, ...], Elem("reference")] = ()
    baselines: Annotated[tuple[Baseline, ...], Elem("baseline")] = ()
    periods: Annotated[tuple[IndicatorPeriod, ...], Elem("period")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result(Extensible):
    """A result (1 output, 2 outcome, 3 impact, 9 other) with its indicators."""

    type: Annotated[str, Attr("type", free=False)]
    aggregation_status: Annotated[bool | None, Attr("aggregation-status")] = None
    titles: Annotated[tuple[Narrative, ...], Elem("title", inner="narrative")]
    description: Annotated[tuple[Narrative, ...], Elem("description", inner="narrative")] = ()
    documents: Annotated[tuple[DocumentLink, ...], Elem("document-link")] = ()
    references: Annotated[tuple[ResultReference, ...], Elem("reference")] = ()
    indicators: Annotated[tuple[Indicator, ...], Elem("indicator")]
