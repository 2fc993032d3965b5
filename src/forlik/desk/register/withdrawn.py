"""What of a file was withdrawn as a mistake and may be brought back by whoever asks, within what is seen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from forlik.desk.access.labels import PUBLIC, grade
from forlik.desk.records.change import Change
from forlik.desk.records.files import may_run
from forlik.desk.register.asked import Asked
from forlik.register.called import TITLES
from forlik.register.rows import Row, as_known

GONE = "withdrawn"
"""The field that says why a record does not count."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A record that was withdrawn.

    Args:
        record: Its id.
        concept: Name of its concept.
        rows: The rows of it that count and say so.
        numbers: Facet and label → number of the newest revision.
        title: What it was called; empty where it had no title.
        titled: The label of the row that the title stands in; empty where it had no title.
        moves: Whether the state of the file is folded from it.
    """

    record: str
    concept: str
    rows: tuple[Row, ...]
    numbers: Mapping[tuple[str, str], int]
    title: str
    titled: str
    moves: bool

    @property
    def seen(self) -> str:
        """The newest revision of each facet, as a form carries them."""
        return "; ".join(f"{facet} {label} {n}" for (facet, label), n in sorted(self.numbers.items()))

    @property
    def who(self) -> str:
        """Who withdrew it last."""
        return self._last.who

    @property
    def at(self) -> datetime:
        """When."""
        return self._last.recorded_at

    @property
    def reason(self) -> str:
        """Why: of several reasons the fullest, which is for the staff."""
        return str(max(self.rows, key=lambda row: (row.label != PUBLIC, row.recorded_at)).body[GONE])

    @property
    def marking(self) -> str:
        """The greatest label of all that is told of it: a title may stand in a facet that says nothing of why."""
        return max(filter(None, [self.titled, *(row.label for row in self.rows)]), key=grade)

    @property
    def public(self) -> bool:
        """Whether a text that had been released is public again with it."""
        return any(row.label == PUBLIC for row in self.rows)

    @property
    def _last(self) -> Row:
        return max(self.rows, key=lambda row: row.recorded_at)


def withdrawn(asked: Asked, file: str) -> Mapping[str, Withdrawn]:
    """Id → what of a file was withdrawn and may be brought back by whoever asks.

    A file itself, and an act that decides a step of it, take who may run its steps: as they did to be withdrawn.
    """
    here, rows = asked.viewed.case(file) is not None, asked.viewed.revisions(file, ())
    runs = bool(rows) and may_run(asked.viewed.person, file, asked.viewed.now)
    if asked.dated:
        return {}
    records: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        records[row.record].append(row)
    found = (_of(some, asked) for some in records.values())
    return {
        one.record: one
        for one in found
        # While the file itself is gone, it is brought back first.
        if one is not None and (runs or not one.moves) and (here or one.record == file)
    }


def brought_back(found: Withdrawn) -> tuple[Change, ...]:
    """The changes that bring a record back: each facet as it stood, without the word that it does not count."""
    return tuple(
        Change(
            record=row.record,
            concept=row.concept,
            facet=row.facet,
            label=row.label,
            body={name: value for name, value in row.body.items() if name != GONE},
            expected=found.numbers[row.facet, row.label],
        )
        for row in sorted(found.rows, key=lambda row: row.label == PUBLIC)
    )


def _of(rows: Iterable[Row], asked: Asked) -> Withdrawn | None:
    every = list(rows)
    known = as_known(every, asked.day)
    gone = tuple(row for row in known if row.body.get(GONE))
    if not gone:
        return None
    numbers: dict[tuple[str, str], int] = {}
    for row in every:
        numbers[row.facet, row.label] = max(row.n, numbers.get((row.facet, row.label), 0))
    said = {name: (value, row.label) for row in known for name, value in row.body.items() if value}
    title, titled = next((said[name] for name in TITLES if name in said), ("", ""))
    concept = gone[0].concept
    return Withdrawn(
        gone[0].record, concept, gone, numbers, str(title), titled, concept == "engagement" or "transition" in said
    )
