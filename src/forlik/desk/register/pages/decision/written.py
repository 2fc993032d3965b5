"""What somebody wrote into the form of a decision, and which screen stood above it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from forlik.register.typed import typed
from forlik.register.vocabulary import vocabulary

TEXTS = (
    "decision", "question", "stance", "reason_code", "finding", "dissent", "next_on", "evidence", "title", "began",
    "engagement", "sealed",
)  # fmt: skip
DAYS = ("next_on", "on", "resolves_on")
WORDS = {
    "decision": "decisions",
    "stance": "stances",
    "reason_code": "override_reasons",
    "began": "began",
    "relation": "relations",
}
"""Input → the vocabulary whose words it takes: what is no word of it was not said."""
EXPECTATION, EXIT = "expectation", "exit"
PARTS: Mapping[str, tuple[str, ...]] = {
    EXPECTATION: (
        "finding", "score", "resolves_on", "base_rate", "measure", "place", "period", "relation", "threshold",
    ),
    EXIT: ("promise", "on"),
}  # fmt: skip
"""Sort of a row → its inputs."""
FIRST = {EXPECTATION: 3, EXIT: 2}
"""Rows with which the form begins."""
MOST = 8
"""Rows of a sort, at most."""
SHOWN, MORE = "form-shown", "form-more"
"""Names of the inputs that carry the screen, and that ask for one more row."""
MOST_SHOWN = 200
WHOLE = frozenset({"option", "version"})
"""Parts that every screen has."""
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the form.

    Args:
        texts: Input → what stands in it.
        rows: Sort of a row → the rows, empty ones among them.
        shown: Part of the screen → digest of what the decider was shown.
    """

    texts: Mapping[str, str]
    rows: Mapping[str, tuple[Row, ...]]
    shown: Mapping[str, str] = field(default_factory=dict)

    def filled(self, sort: str) -> Iterator[tuple[str, Row]]:
        """The rows in which anything stands, each with the beginning of the names of its inputs."""
        for turn, row in enumerate(self.rows[sort]):
            if any(row.values()):
                yield f"{sort}.{turn}.", row

    def one_more(self, sort: str) -> "Written":
        """The same with another row; not beyond the most that there are."""
        rows = self.rows.get(sort)
        if rows is None or len(rows) >= MOST:
            return self
        return replace(self, rows={**self.rows, sort: (*rows, _empty(sort))})


def begun() -> Written:
    """The form as it begins: nothing is decided by itself."""
    return Written(dict.fromkeys(TEXTS, ""), {sort: (_empty(sort),) * many for sort, many in FIRST.items()})


def sent(form: Any) -> Written:
    """The form as it was sent."""
    texts = {name: _text(form, name, name) for name in TEXTS}
    pairs = (one.rpartition(" ") for one in form.getlist(SHOWN)[:MOST_SHOWN])
    rows = {sort: tuple(_rows(form, sort)) for sort in PARTS}
    shown = {part: digest for part, _, digest in pairs}
    # Without what every screen has, the form did not come whole: it is not told what changed, but that it did not come.
    return Written(texts, rows, shown if shown.keys() >= WHOLE else {})


def _rows(form: Any, sort: str) -> Iterator[Row]:
    there = [turn for turn in range(MOST) if any(f"{sort}.{turn}.{part}" in form for part in PARTS[sort])]
    for turn in range(max(FIRST[sort], max(there, default=-1) + 1)):
        yield {part: _text(form, f"{sort}.{turn}.{part}", part) for part in PARTS[sort]}


def _text(form: Any, name: str, part: str) -> str:
    text = str(form.get(name, "")).strip()
    if part in WORDS and text not in vocabulary(WORDS[part]):
        return ""
    return typed(text) if part in DAYS and text else text


def _empty(sort: str) -> Row:
    return dict.fromkeys(PARTS[sort], "")
