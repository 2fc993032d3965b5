"""What changed in an answer since a day, which figure or method did it, and what it did."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forlik.cli.answers.saving import save
from forlik.cli.options import Voice, columns
from forlik.cli.wrapping import width, wrapped
from forlik.core.figure import DASH

if TYPE_CHECKING:
    from forlik.assess.screens.question import Question
    from forlik.core.table import Table

OVER = ("", "", "", "", "", "", "share", "", "share")
HEAD = ("country", "indicator", "cause", "before", "after", "known", "before", "alone", "after")
SHARES = frozenset({6, 7, 8})


def tell(voice: Voice, table: "Table", question: str, path: Path | None) -> None:
    """Print it, or write it to a file.

    Args:
        voice: How to speak.
        table: From :func:`forlik.assess.screens.comparing.changes`.
        question: Name of the question.
        path: The file; nothing to print.
    """
    from forlik import shapes
    from forlik.assess.screens.question_file import question as named
    from forlik.core.days import parse_day

    shape = shapes.changes(table)
    unanswered = list(_unanswered(table, question))
    shape["remarks"] = [*(line.strip() for line in unanswered), *shape["remarks"]]
    if path:
        save(voice, path, table, shape)
    else:
        voice.answer(shape, lambda: words(table, named(question, parse_day(table.manifest.as_of)), width(), unanswered))


def words(table: "Table", question: "Question", fitting: int, unanswered: Sequence[str] = ()) -> str:
    """What changed, in words.

    Args:
        table: From :func:`forlik.assess.screens.comparing.changes`.
        question: The question as it is put on the second day.
        fitting: How wide a sentence may be; 0 for as wide as it is.
        unanswered: On which of the two days the question could not be answered, and why; the rows are then counted.
    """
    rows = table.rows()
    return "\n".join(
        [
            table.manifest.what,
            "",
            *(wrapped([*unanswered, ""], fitting) if unanswered else ()),
            _listed(rows, question, counted=bool(unanswered)),
            "",
            *wrapped(_indicators(rows, question), fitting),
            *wrapped(() if unanswered else _unranked(rows), fitting),
            *wrapped(table.manifest.remarks, fitting),
        ]
    )


def _listed(rows: list[dict[str, Any]], question: "Question", *, counted: bool) -> str:
    """Every row; or of how many places an indicator changed, and how, where no share of before or after can be told."""
    if not rows:
        return "Nothing that it weighs changed."
    if not counted:
        return columns([HEAD, *(_cells(row, question) for row in rows)], OVER, right=SHARES)
    every = Counter((_cells(row, question)[1], row["cause"]) for row in rows)
    told = [(indicator, cause, str(count)) for (indicator, cause), count in sorted(every.items())]
    table = columns(told, ("indicator", "cause", "places"), right=frozenset({2}))
    return f"{table}\n\nOf how many places what changed; --json or --save tells each with its figures."


def _unanswered(table: "Table", question: str) -> Iterator[str]:
    """On which of the two days the question could not be answered, and why."""
    from forlik.assess.screens.asking import ask
    from forlik.assess.screens.deciding import refuse_too_little, wanting
    from forlik.core.errors import NoData
    from forlik.world import world

    rows = [row for row in table.rows() if row["country"]]
    said = getattr(table, "said", {})
    for when in ("before", "after"):
        if not rows or f"day_{when}" not in said or any(row[f"share_{when}"] is not None for row in rows):
            continue  # it was ranked by something
        asked = ask(world(said[f"day_{when}"]), question)
        try:
            refuse_too_little(asked)
        except NoData as error:
            told = "the question could not be answered, so no share of that day can be told"
            yield f"On {asked.day} {told}: {error.what}."
            yield from (f"  {each.title}: {each.why}" for each in wanting(asked))


def _indicators(rows: list[dict[str, Any]], question: "Question") -> Iterator[str]:
    """The titles of the indicators that the rows name in short."""
    named = {row["indicator"] for row in rows}
    known = {name: one for name, one in question.indicators.items() if name in named}
    yield from (f"{name}: {one.title.en}" for name, one in known.items())
    if known:
        yield ""


def _unranked(rows: list[dict[str, Any]]) -> Iterator[str]:
    if any(row["country"] and None in (row["share_before"], row["share_after"]) for row in rows):
        yield f"{DASH} for a share: the place was not ranked then; too little was known, or it was not asked about."


def _cells(row: Mapping[str, Any], question: "Question") -> tuple[str, ...]:
    from forlik.assess.acceptability.words import bounds, percent

    shares = (row[f"share_{when}"] for when in ("before", "alone", "after"))
    at = bounds(question.hysteresis)
    return (
        row["country"] or "the question itself",
        _whose(row, question),
        row["cause"],
        _value(row, "before"),
        _value(row, "after"),
        row["known_after"] or "",
        *(DASH if share is None else percent(share, at) for share in shares),
    )


def _whose(row: Mapping[str, Any], question: "Question") -> str:
    """The indicator, and the measure where it is not that of the indicator: by it the figure is divided."""
    indicator, measure = str(row["indicator"]), str(row["measure"])
    one = question.indicators.get(indicator)
    if one is None:
        return indicator or measure
    return indicator if measure == one.measure else f"{indicator} / {measure}"


def _value(row: Mapping[str, Any], when: str) -> str:
    value, period = row[f"value_{when}"], row[f"period_{when}"]
    return DASH if value is None else f"{value:.6g}" + (f" ({period})" if period else "")
