"""The verb that answers a question: where and when, with intervals. What it prints is in `forlik.cli.answers`."""

from pathlib import Path

import click
from click.core import ParameterSource

from forlik.cli.options import Voice, spoken
from forlik.core.days import today
from forlik.core.errors import UsageError

FEWEST = 100
"""Of fewer draws a share is too inexact to have a word."""


@click.command()
@click.option("--question", required=True, metavar="QUESTION", help="need-top-20, risk-top-20, rights-concern, …")
@click.option("--as-of", metavar="DAY", help="As known at the end of this day (UTC); today by default.")
@click.option("--draws", default=10_000, show_default=True, help="How many weightings are drawn, 100 to a million.")
@click.option("--seed", default=0, type=click.IntRange(0), show_default=True, help="The same gives the same bytes.")
@click.option(
    "--weights",
    multiple=True,
    metavar="NAME=NUMBER,…",
    help="By this one weighting alone; a dimension left out weighs nothing.",
)
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
    weights: tuple[str, ...],
    explain: str | None,
    own_interest: bool,
    since: str | None,
    matters: bool,
    save: Path | None,
) -> None:
    """Say which places are among the first by a question, under how many weightings, and who is withheld and why."""
    from forlik.assess.interest import own_interest as interest
    from forlik.assess.screens.asking import ask, by_weights
    from forlik.assess.screens.comparing import changes
    from forlik.assess.screens.deciding import decide as decided
    from forlik.assess.screens.question_file import question as named
    from forlik.cli.answers import answer, lacking
    from forlik.cli.answers import explain as explained
    from forlik.cli.answers import matters as mattering
    from forlik.cli.answers import since as changed
    from forlik.cli.answers.weighting import weighting
    from forlik.world import world

    named(question)  # a question that is not there is said before anything is read
    if draws < FEWEST:
        raise UsageError(
            f"{draws} draws are too few: a share of so few says nothing",
            where="--draws",
            remedy=f"give {FEWEST} to 1000000; 10000 is usual",
        )
    _refuse_mixed(_given())
    if since is not None:
        changed.tell(
            voice, changes(question, since, today() if as_of is None else as_of, draws=draws, seed=seed), question, save
        )
        return
    then = world(as_of)
    one = named(question, then.day)
    weighed = weighting(",".join(weights), tuple(one.dimensions)) if weights else None
    place = "" if explain is None else then.place(explain).iso3
    with lacking.told(voice, lambda: by_weights(ask(then, question), weighed)):
        if matters:
            mattering.tell(voice, ask(then, question), place, seed)
            return
        screen = decided(then, question, draws=draws, seed=seed, weights=weighed)
    if place:
        screen.opened(place)
    own = interest(then, screen.asked) if own_interest else None
    if save:
        answer.write(voice, screen, save)
    elif place:
        explained.tell(voice, screen, place, own)
    else:
        answer.tell(voice, screen, own)


def _given() -> set[str]:
    """Options that were typed."""
    context = click.get_current_context()
    return {name for name in context.params if context.get_parameter_source(name) != ParameterSource.DEFAULT}


def _refuse_mixed(given: set[str]) -> None:
    """Refuse options that do not go together, so that none is ever passed over in silence."""
    if "since" in given and given & {"weights", "explain", "own_interest", "matters"}:
        raise UsageError(
            "--since tells what changed of the whole answer, by all weightings",
            remedy="leave --weights, --explain, --own-interest and --matters out",
        )
    if "matters" in given and given & {"own_interest", "save"}:
        raise UsageError("--matters tells of ranks alone", remedy="leave --own-interest and --save out")
    if {"matters", "draws"} <= given:
        raise UsageError("--matters takes samples of its own, not --draws", remedy="leave --draws out")
    if {"matters", "weights"} <= given:
        raise UsageError(
            "--matters tells how much the weights matter, so they must be left open", remedy="leave --weights out"
        )
    if "save" in given and given & {"explain", "own_interest"}:
        raise UsageError(
            "--save writes the answer, without a place opened and without own interest",
            remedy="leave --explain and --own-interest out, or print with --json",
        )
