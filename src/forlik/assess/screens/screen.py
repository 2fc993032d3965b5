"""Screen: the answer to a question on a day, with intervals, gaps, and the figures behind every cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from forlik import places
from forlik.assess.acceptability.smaa import Acceptability
from forlik.assess.screens.question import Question
from forlik.assess.screens.standing_on import StandsOn
from forlik.assess.screens.warned import NOT_FOR, Warned
from forlik.core.errors import NoData
from forlik.core.figure import Figure
from forlik.core.table import Manifest

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

FOOTER = (
    "Shares of weightings, not probabilities: no forecast and no finding about anybody. "
    "Never a ground for decisions on asylum, for targeting, or for sanctions."
)
"""What every screen says of its use, wherever it is shown or exported."""

ROUNDED = 12
"""Digits of a weight that are told: it is a mean over draws, and the last ones are those of adding up."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place that was ranked.

    Args:
        country: Its name.
        country_iso3: Its code.
        share_top_k: Share of weightings in which it is among the first k.
        rank_low: The rank that fewer than 5 % of draws better.
        rank_high: The rank that 95 % of draws reach.
        word: The band of its share: ``supported``, ``depends`` or ``not_supported``; where the asker set the weights
            ``nearly_always``, ``sometimes`` or ``rarely``, of the draws with that one weighting.
        priorities: Where it depends on priorities: the dimensions that weigh more where it is among the first.
        dimensions: Dimension → score from 0 to 10 of what is observed of it; nothing where less of its weight is than
            the question asks for.
        missing: Indicators that are not known of it; by one weighting those that it gives weight to.
        stale: Indicators whose figure is older than the question likes, so that its error was widened; by one
            weighting those that it gives weight to.
        observed: Share of the weight in force that is observed.
        spread: What varies alone (``data``, ``weights``, ``choices``) → the ranks from 5 % to 95 %.
        confidence: Confidence factor; nothing where its share is below 0.01, or where none was reckoned.
        oldest: The period of its oldest figure.
        on_list: Whether it is on the list by what lasts (:mod:`forlik.assess.acceptability.hysteresis`); nothing
            where the releases that were looked at do not say, or the asker set the weights: one weighting alone does
            not say it.
        remarks: What to mind of its figures.
    """

    country: str
    country_iso3: str
    share_top_k: float
    rank_low: int
    rank_high: int
    word: str
    priorities: tuple[str, ...]
    dimensions: Mapping[str, float | None]
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    observed: float
    spread: Mapping[str, tuple[int, int]]
    confidence: float | None
    oldest: str
    on_list: bool | None
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """A place that was not ranked.

    Args:
        country: Its name.
        country_iso3: Its code.
        reason: Why.
        missing: Indicators that are not known of it; by one weighting those that it gives weight to.
        observed: Share of the weight in force that is observed.
    """

    country: str
    country_iso3: str
    reason: str
    missing: tuple[str, ...]
    observed: float


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far an indicator reaches.

    Args:
        indicator: Its name.
        title: Its title in English.
        measure: The measure.
        dimension: The dimension it belongs to; empty when it is not weighed.
        known: Of how many of the places asked about it is known.
        asked: How many places are asked about.
        why: Why it is not weighed, or why nothing of it is known.
    """

    indicator: str
    title: str
    measure: str
    dimension: str
    known: int
    asked: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One cell opened: what an indicator says of a place, and what it stands on.

    Args:
        indicator: Its name.
        title: Its title in English.
        dimension: The dimension it belongs to; empty when it is not weighed.
        figures: The figures behind it, each with its source, edition and the digest of its bytes.
        score: From 0 to 10; nothing where unknown or not weighed.
        error: Standard deviation of the score; nothing where unknown or not weighed.
        reason: Why it is unknown; empty otherwise.
    """

    indicator: str
    title: str
    dimension: str
    figures: tuple[Figure, ...]
    score: float | None
    error: float | None
    reason: str


@dataclass(frozen=True)
class Screen:
    """The answer to a question.

    Args:
        question: The question, in the version that was in force.
        stands_on: What it stands on: the same gives the same bytes.
        rows: The places that were ranked, the greatest share first.
        withheld: Those that were not, by name.
        coverage: How far each indicator reaches, those that are not weighed last.
        evidence: Code → indicator → the opened cell.
        analysis: What the draws gave.
        table: The rows as a table, for export and citation.
    """

    question: Question
    stands_on: StandsOn
    rows: tuple[Row, ...]
    withheld: tuple[Withheld, ...]
    coverage: tuple[Coverage, ...]
    evidence: Mapping[str, Mapping[str, Evidence]] = field(repr=False)
    analysis: Acceptability = field(repr=False)
    table: Warned = field(repr=False)

    @property
    def footer(self) -> str:
        """What it must not be used for."""
        return FOOTER

    @property
    def weighting(self) -> Mapping[str, float]:
        """Dimension → share of the weight, where the asker set the weights; empty for all weightings.

        As it was reckoned with: a dimension of which nothing at all is known weighs nothing.
        """
        if not self.stands_on.weights:
            return {}
        weighed = dict(zip(self.analysis.criteria, map(float, self.analysis.mean_weights), strict=True))
        return {name: round(weighed.get(name, 0.0), ROUNDED) for name in self.question.dimensions}

    @property
    def asked(self) -> tuple[str, ...]:
        """Codes of all places that were asked about."""
        return tuple(self.evidence)

    @property
    def missing(self) -> tuple[Coverage, ...]:
        """Indicators of which nothing at all is known, and those that are too rare to be weighed."""
        return tuple(one for one in self.coverage if not one.dimension or not one.known)

    def opened(self, place: str) -> Mapping[str, Evidence]:
        """Indicator → its opened cell, of one place.

        Args:
            place: Any name or code.

        Raises:
            PlaceRefused: Ambiguous or unknown.
            NoData: The question does not ask about that place.
        """
        found, _ = places.guess(place)
        if found.iso3 not in self.evidence:
            raise NoData(f"the question “{self.question.name}” does not ask about {found.name()}")
        return self.evidence[found.iso3]

    def explain(self, place: str) -> str:
        """In words: where a place stands, what that rests on, and what is missing.

        Args:
            place: Any name or code.

        Raises:
            PlaceRefused: Ambiguous or unknown.
            NoData: The question does not ask about that place.
        """
        from forlik.assess.screens.explaining import explained

        return explained(self, places.guess(place)[0].iso3, self.opened(place))

    def to_arrow(self) -> pa.Table:
        """The ranked places as an Arrow table."""
        return self.table.to_arrow()

    def to_pandas(self) -> "pd.DataFrame":
        """The ranked places as a pandas data frame."""
        return self.table.to_pandas()

    def cite(self, form: str = "text") -> str:
        """Cite the sources behind it: ``text``, ``bibtex``, ``ris`` or ``csl-json``."""
        return self.table.cite(form)

    def save(self, path: "Path | str") -> "Path":
        """Write the ranked places to a file, as every table is; each row says what it must not be used for.

        Raises:
            UsageError: Unknown ending.
            ForlikError: The file cannot be written.
        """
        return self.table.save(path)

    def export(self, form: str) -> bytes:
        """The same as the bytes of a file: ``csv``, ``xlsx``, ``parquet`` or ``json``.

        Raises:
            UsageError: No such form.
        """
        return self.table.export(form)

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        from forlik.assess.screens.brief import brief

        return brief(self)

    def _repr_html_(self) -> str:
        return self.table._repr_html_()


def weights_said(weights: Mapping[str, float]) -> str:
    """The weights that the asker set, as text, by name; empty for all weightings."""
    return " ".join(f"{name}={weight:g}" for name, weight in sorted(weights.items()))


def as_table(question: Question, stands_on: StandsOn, rows: tuple[Row, ...]) -> Warned:
    """The ranked places as a table with a manifest, one column a dimension; a file of it carries :data:`FOOTER`."""
    columns: dict[str, pa.Array] = {
        "country": pa.array([row.country for row in rows], pa.string()),
        "country_iso3": pa.array([row.country_iso3 for row in rows], pa.string()),
        "share_top_k": pa.array([row.share_top_k for row in rows], pa.float64()),
        "rank_low": pa.array([row.rank_low for row in rows], pa.int32()),
        "rank_high": pa.array([row.rank_high for row in rows], pa.int32()),
        "word": pa.array([row.word for row in rows], pa.string()),
    }
    for name in question.dimensions:
        columns[f"score_{name}"] = pa.array([row.dimensions[name] for row in rows], pa.float64())
    columns |= {
        "missing": pa.array([" ".join(row.missing) for row in rows], pa.string()),
        "observed_share": pa.array([row.observed for row in rows], pa.float64()),
        "oldest": pa.array([row.oldest for row in rows], pa.string()),
        "on_list": pa.array([row.on_list for row in rows], pa.bool_()),
    }
    for case in ("data", "weights"):
        for end, bound in enumerate(("low", "high")):
            columns[f"{case}_{bound}"] = pa.array([row.spread[case][end] for row in rows], pa.int32())
    columns |= {
        "stale": pa.array([" ".join(row.stale) for row in rows], pa.string()),
        "remarks": pa.array(["; ".join(row.remarks) for row in rows], pa.string()),
    }
    manifest = Manifest(
        what=question.name,
        as_of=stands_on.as_of,
        clock=stands_on.clock,
        method=question.version,
        adopted=question.adopted.isoformat(),
        unit="share of draws with one weighting" if stands_on.weights else "share of weightings",
        grain="country",
        sources=stands_on.sources,
        code=stands_on.code,
        remarks=(
            FOOTER,
            f"manifest {stands_on.sha256}",
            *([f"one weighting alone: {weights_said(stands_on.weights)}"] if stands_on.weights else []),
        ),
    )
    content = pa.table(columns)
    said = {
        "question": stands_on.question,
        "as_of": stands_on.as_of,
        "manifest": stands_on.sha256,
        "weights": weights_said(stands_on.weights),
        NOT_FOR: FOOTER,
    }
    return Warned(manifest, lambda: content, said=said)
