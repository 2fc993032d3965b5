"""Footnotes and sources of a brief, numbered in the order in which they are read."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib import resources

from forlik.briefs.document import Document, Fact, Inline, Noted, Series, Value
from forlik.briefs.words import number, word
from forlik.core.figure import Basis, Figure
from forlik.core.translated import translated


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote.

    Args:
        number: Its number.
        text: What it says.
        address: Where the figure or the record is found again.
        short: The same, without what the numbered source says of itself: the day it was known, and its digest.
    """

    number: int
    text: str
    address: str
    short: str = ""


@dataclass(frozen=True)
class Notes:
    """Footnotes and sources of a document.

    Args:
        document: The document.
    """

    document: Document

    @cached_property
    def _noted(self) -> Mapping[tuple[str, str], tuple[int, Noted]]:
        """Address and record → a number, and what has it first; two of one address and record share one."""
        found: dict[tuple[str, str], tuple[int, Noted]] = {}
        for line in self.document.lines():
            for one in line:
                if isinstance(one, Noted):
                    found.setdefault(_key(one), (len(found) + 1, one))
        return found

    @property
    def noted(self) -> Sequence[Noted]:
        """What has a footnote, in the order in which it is read; what is said twice, once."""
        return tuple(one for _number, one in self._noted.values())

    @cached_property
    def sources(self) -> Sequence[Basis]:
        """The snapshots that notes name, each once, in the order in which they are first named."""
        return _once(basis for _number, one in self._noted.values() for basis in named(bases_of(one)))

    @cached_property
    def files(self) -> Sequence[Basis]:
        """Every snapshot behind the figures, each once: those that notes name first, and then the others in order."""
        return _once((*self.sources, *(basis for _number, one in self._noted.values() for basis in bases_of(one))))

    @cached_property
    def publications(self) -> Sequence[str]:
        """What facts cite beside the snapshots, each once, in the order in which it is first cited."""
        every = (cited for _number, one in self._noted.values() if isinstance(one, Fact) for cited in one.cited)
        return tuple(dict.fromkeys(every))

    @cached_property
    def every(self) -> Sequence[Note]:
        """All footnotes, in their order."""
        return tuple(
            Note(number, self._said(one), one.address, self._said(one, short=True))
            for number, one in self._noted.values()
        )

    @cached_property
    def citations(self) -> Sequence[str]:
        """The sources in words, as numbered: snapshots, and after them what facts cite."""
        return (*(sourced(basis, self.document.language) for basis in self.sources), *self.publications)

    def number(self, one: Inline) -> int | None:
        """The number of a footnote; nothing for words."""
        return self._noted[_key(one)][0] if isinstance(one, Noted) and _key(one) in self._noted else None

    def _said(self, one: Noted, *, short: bool = False) -> str:
        """What a note says. A short one leaves out the country that the brief is of, and what its source says."""
        language = self.document.language
        if isinstance(one, Fact):
            recorded = word("note.recorded", language).format(day=one.recorded_at) if one.recorded_at else ""
            cited = " ".join(f"[{len(self.sources) + self.publications.index(text) + 1}]" for text in one.cited)
            return "; ".join(part for part in (one.evidence, recorded, cited) if part)
        first, last = _ends(one)
        period = first.period.replace("/", "–") if first.period == last.period else f"{first.period}–{last.period}"
        country = "" if short and first.country == self.document.title else first.country
        parts = [", ".join(part for part in (first.label, country, period) if part), "" if short else first.unit]
        low, high = (one.figure.low, one.figure.high) if isinstance(one, Value) else (None, None)
        if low is not None and high is not None and low < high:
            between = {"low": number(low, language), "high": number(high, language)}
            parts.append(word("note.between", language).format(**between))
        parts.append(self._sure(one))
        parts.append(one.figure.reason if isinstance(one, Value) else "")
        every = bases_of(one)
        sources = [self._source(basis, short=short) for basis in named(every)]
        if len(sources) < len(every):
            count = number(Decimal(len(every)), language)
            sources = [word("note.files", language).format(count=count, newest=sources[0])]
        return "; ".join(part for part in (*parts, *sources) if part)

    def _source(self, basis: Basis, *, short: bool) -> str:
        cited = f"[{self.sources.index(basis) + 1}]"
        known = word("note.known", self.document.language).format(day=basis.known_at[:10])
        return cited if short else f"{cited}, {known}, sha256 {basis.short_sha256}"

    def _sure(self, one: Value | Series) -> str:
        figures = (one.figure,) if isinstance(one, Value) else tuple(of for of in one.figures if of.value is not None)
        estimated = [figure for figure in figures if figure.status == "estimated"]
        if not estimated:
            return ""
        return word("note.estimated" if len(estimated) == len(figures) else "note.partly", self.document.language)


def sourced(basis: Basis, language: str) -> str:
    """A source in words: its citation, address, terms, the day it was known, and its digest.

    Args:
        basis: The snapshot, or the starter figures made from one.
        language: Language.
    """
    known = word("note.known", language).format(day=basis.known_at[:10])
    parts = (
        translated(basis.licence, language),
        word("source.starter", language) if basis.starter else "",
        # A source that states no edition is cited by the day.
        "" if f"known {basis.known_at[:10]}" in basis.citation else known,
        f"sha256 {basis.short_sha256}",
    )
    return f"{basis.citation} <{basis.url}> {'; '.join(part for part in parts if part)}"


def _key(one: Noted) -> tuple[str, str]:
    return (one.address, one.record if isinstance(one, Fact) else "")


def bases_of(one: Noted) -> Sequence[Basis]:
    """All that a figure or a course stands on, each once, the newest known first; a fact stands on no snapshot.

    Args:
        one: What has a note.
    """
    match one:
        case Value(figure):
            return figure.bases
        case Series(figures):
            found = _once(basis for of in reversed(figures) for basis in of.bases)
            return tuple(sorted(found, key=lambda basis: basis.known_at, reverse=True))
        case _:
            return ()


def named(bases: Sequence[Basis]) -> Sequence[Basis]:
    """Those of some snapshots that a note names: all where they are few, else the newest.

    Args:
        bases: The snapshots, the newest known first.
    """
    return bases if len(bases) <= _most_named() else bases[:1]


@cache
def _most_named() -> int:
    found: int = tomllib.loads(resources.files(__package__).joinpath("notes.toml").read_text("utf-8"))["named"]
    return found


def _once(bases: Iterable[Basis]) -> Sequence[Basis]:
    found: dict[int, Basis] = {}
    for basis in bases:
        found.setdefault(basis.number, basis)
    return tuple(found.values())


def _ends(one: Value | Series) -> tuple[Figure, Figure]:
    return (one.figure, one.figure) if isinstance(one, Value) else (one.figures[0], one.figures[-1])
