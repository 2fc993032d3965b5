"""The verb that answers a question: where and when, with intervals."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from forlik.cli.options import Voice, columns, spoken
from forlik.core.days import today
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import DASH

if TYPE_CHECKING:
    from forlik.assess.interest import OwnInterest
    from forlik.assess.screens.asking import Asked
    from forlik.assess.screens.screen import Row, Screen
    from forlik.core.table import Table

FEWEST = 100
"""Of fewer draws a share is too inexact to have a word."""


@click.command()
@click.option("--question", required=True, metavar="QUESTION", help="need-top-20, risk-top-20, rights-concern, …")
@click.option("--as-of", metavar="DAY", help="As known at the end of this day (UTC); today by default.")
@click.option("--draws", default=10_000, show_default=True, help="How many weightings are drawn, 100 to a million.")
@click.option("--seed", default=0, type=click.IntRange(0), show_default=True, help="The same gives the same bytes.")
@click.option("--explain", metavar="PLACE", help="Where one place stands and every figure it rests on.")
@click.option("--own-interest", is_flag=True, help="Show beside it what each place means to ourselves.")
@click.option("--since", metavar="DAY", help="Instead of the answer, what changed in it since this day and why.")
@click.option("--matters", is_flag=True, help="Instead of the answer, which assumption moves the ranks most.")
@click.option("--save", type=click.Path(path_type=Path), help="Write to FILE.csv, .xlsx, .parquet or .json.")
@spoken
def decide(
    voice: Voice,
    question: str,
    as_of: str | None,
    draws: int,
    seed: int,
    explain: str | None,
    own_interest: bool,
    since: str | None,
    matters: bool,
    save: Path | None,
) -> None:
    """Say which places are among the first by a question, under how many weightings, and who is withheld and why."""
    from forlik import shapes
    from forlik.assess.interest import own_interest as interest
    from forlik.assess.screens.asking import ask
    from forlik.assess.screens.comparing import changes
    from forlik.assess.screens.deciding import decide as decided
    from forlik.assess.screens.question_file import question as named
    from forlik.world import world

    named(question)  # a question that is not there is said before anything is read
    if draws < FEWEST:
        raise UsageError(
            f"{draws} draws are too few: a share of so few says nothing",
            where="--draws",
            remedy=f"give {FEWEST} to 1000000; 10000 is usual",
        )
    _refuse_mixed({name for name, said in click.get_current_context().params.items() if said and _given(name)})
    if since:
        _changed(voice, changes(question, since, as_of or today(), draws=draws, seed=seed), save)
        return
    then = world(as_of)
    if matters:
        _matters(voice, ask(then, question), then.place(explain).iso3 if explain else "", seed)
        return
    place = then.place(explain).iso3 if explain else ""
    try:
        screen = decided(then, question, draws=draws, seed=seed)
    except NoData:
        if voice.as_json:
            voice.answer(shapes.undecided(ask(then, question)), str)
        raise
    if place:
        screen.opened(place)
    own = interest(then, screen.asked) if own_interest else None
    if save:
        voice.progress.say(f"wrote {_saved(screen, save)}")
        return
    voice.answer(
        shapes.decide(screen, place, own), lambda: screen.explain(place) if place else "\n".join(_words(screen, own))
    )


def _given(option: str) -> bool:
    return click.get_current_context().get_parameter_source(option) != ParameterSource.DEFAULT


def _refuse_mixed(given: set[str]) -> None:
    """Refuse options that do not go together, so that none is ever passed over in silence."""
    if "since" in given and given & {"explain", "own_interest", "matters"}:
        raise UsageError("--since tells what changed of the whole answer", remedy="leave the other options out")
    if "matters" in given and given & {"own_interest", "save"}:
        raise UsageError("--matters tells of ranks alone", remedy="leave --own-interest and --save out")
    if {"matters", "draws"} <= given:
        raise UsageError("--matters takes samples of its own, not --draws", remedy="leave --draws out")
    if "save" in given and given & {"explain", "own_interest"}:
        raise UsageError(
            "--save writes the answer, without a place opened and without own interest",
            remedy="leave --explain and --own-interest out, or print with --json",
        )


def _saved(screen: "Screen", path: Path) -> Path:
    """Write the answer; as JSON in the shape that --json prints."""
    from forlik import shapes
    from forlik.core.table import replaced

    if path.suffix != ".json":
        return screen.save(path)
    return replaced(path, f"{json.dumps(shapes.decide(screen), ensure_ascii=False, indent=1)}\n".encode())


def _changed(voice: Voice, table: "Table", save: Path | None) -> None:
    from forlik import shapes
    from forlik.assess.acceptability.words import percent

    if save:
        voice.progress.say(f"wrote {table.save(save)}")
        return

    def words() -> str:
        head = ("country", "indicator", "cause", "before", "after", "known", "share before", "alone", "after")
        shown = [
            (
                row["country"] or "the question itself",
                row["indicator"],
                row["cause"],
                _value(row, "before"),
                _value(row, "after"),
                row["known_after"] or "",
                *(
                    DASH if (one := row[f"share_{when}"]) is None else percent(one)
                    for when in ("before", "alone", "after")
                ),
            )
            for row in table.rows()
        ]
        return "\n".join(
            [table.manifest.what, "", columns(shown, head, right=frozenset({6, 7, 8})), "", *table.manifest.remarks]
        )

    voice.answer(shapes.changes(table), words)


def _matters(voice: Voice, asked: "Asked", place: str, seed: int) -> None:
    from forlik import shapes
    from forlik.assess.screens.mattering import what_matters

    found = what_matters(asked, of=(place,) if place else (), seed=seed)

    def words() -> str:
        rows = [
            (
                one.of,
                one.assumption,
                *(f"{round(each, 2) + 0:.2f}" for each in (one.first, one.first_margin, one.total, one.total_margin)),
            )
            for one in found.indices
        ]
        head = ("of", "assumption", "alone", "±", "with others", "±")
        return "\n".join(
            [
                f"{asked.question.title.en}, as known on {asked.day}: shares of the variance of ranks (Sobol' indices)",
                "",
                columns(rows, head, right=frozenset({2, 3, 4, 5})),
                *(f"Nothing moves {one}." for one in found.steady),
                "",
                f"{found.samples} samples, seed {seed}. Spread that comes of weights no better data take away.",
            ]
        )

    voice.answer(shapes.matters(asked, found, seed), words)


def _value(row: Mapping[str, Any], when: str) -> str:
    value, period = row[f"value_{when}"], row[f"period_{when}"]
    return DASH if value is None else f"{value:.6g}" + (f" ({period})" if period else "")


def _words(screen: "Screen", own: "OwnInterest | None") -> Iterator[str]:
    one = screen.question
    yield f"{one.title.en}, as known on {screen.stands_on.as_of}"
    yield one.asks.en
    yield ""
    shown = [row for row in screen.rows if row.word != "not_supported"]
    head = [
        "country",
        "share of weightings",
        "ranks 5–95 %",
        "by data",
        "by weights",
        "",
        "observed",
        "oldest",
        "old",
        "missing",
    ]
    cells = [_cells(screen, row) for row in shown]
    if own is not None:
        head.append(f"own interest ({own.home}), apart")
        for row, line in zip(shown, cells, strict=True):
            score = own.by_place[row.country_iso3].score
            line.append(DASH if score is None else f"{score:.1f}")
    yield columns(cells, head, right=frozenset({1, 2, 3, 4, 6, 7}))
    yield ""
    yield f"{len(screen.rows)} places ranked, {len(screen.rows) - len(shown)} of them not supported and left out here."
    yield f"{len(screen.withheld)} withheld:"
    yield from (f"  {row.country}: {row.reason}" for row in screen.withheld)
    if marked := [row for row in shown if row.remarks]:
        yield "Mind:"
        yield from (f"  {row.country}: {remark}" for row in marked for remark in row.remarks)
    yield "Indicators:"
    for known in screen.coverage:
        weighed, why = "" if known.dimension else "not weighed, ", f", {known.why}" if known.why else ""
        yield f"  {known.title}: {weighed}known of {known.known} of {known.asked}{why}"
    yield ""
    yield from (one.notes.en, one.misuse.en)
    drawn = f"{screen.stands_on.draws} draws, seed {screen.stands_on.seed}"
    yield f"Question version {one.version} of {one.adopted}; {drawn}; manifest {screen.stands_on.sha256}"
    yield screen.cite()
    yield ""
    yield screen.footer


def _cells(screen: "Screen", row: "Row") -> list[str]:
    from forlik.assess.acceptability.words import percent

    titles = {name: dimension.title.en for name, dimension in screen.question.dimensions.items()}
    called = {name: indicator.title.en for name, indicator in screen.question.indicators.items()}
    word = {"supported": "supported", "depends": "depends on " + " and ".join(titles[name] for name in row.priorities)}
    return [
        row.country,
        percent(row.share_top_k),
        f"{row.rank_low}–{row.rank_high}",
        "{}–{}".format(*row.spread["data"]),
        "{}–{}".format(*row.spread["weights"]),
        word[row.word] if row.priorities or row.word == "supported" else "depends on priorities",
        f"{row.observed:.0%}",
        row.oldest,
        ", ".join(called[name] for name in row.stale),
        ", ".join(called[name] for name in row.missing),
    ]
