"""Where too little is known to answer: what is lacking, line by line, and which source brings it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

import click

from forlik.cli.answers.gaps import unnamed
from forlik.cli.options import Voice
from forlik.cli.wrapping import width, wrapped
from forlik.core.errors import NoData
from forlik.core.printable import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forlik.assess.screens.asking import Asked
    from forlik.core.measure import Measure


class Lacking(click.ClickException):
    """Too little is known; told on standard error, in several lines."""

    exit_code = NoData.exit_code

    def show(self, file: IO[Any] | None = None) -> None:
        """Print it."""
        lines = map(printable, self.message.split("\n"))
        click.echo("\n".join(wrapped(lines, width(err=True))), file=file, err=True)


@contextmanager
def told(voice: Voice, put: "Callable[[], Asked]") -> Iterator[None]:
    """Tell line by line what is lacking where an answer is refused as too little is known to rank anybody.

    Args:
        voice: How to speak; as JSON, who is withheld and why is printed on standard output, too.
        put: Puts the question.

    Raises:
        Lacking: It is so.
        NoData: It is refused as nothing is known of something else.
    """
    from forlik import shapes

    try:
        yield
    except NoData as error:
        asked = put()
        if len(asked.places) - len(asked.withheld) > asked.question.top:
            raise
        if voice.as_json:
            voice.answer(shapes.undecided(asked), str)
        raise Lacking("\n".join(words(asked))) from error


def words(asked: "Asked") -> Iterator[str]:
    """What is lacking, one line each, with what brings it.

    Args:
        asked: The question as it was put to a world.
    """
    one, every = asked.question, len(asked.places)
    yield f"forlik: {one.name} cannot be answered as known on {asked.day}"
    yield (
        f"  of {every} places {every - len(asked.withheld)} can be ranked, "
        f"and the question asks for the first {one.top}"
    )
    brings: list[Measure] = []
    if one.universe.where_known:
        series = asked.series[one.universe.where_known]
        yield f"  it asks only about places of which this is known, {every} now: {series.what.title}"
        brings.append(series.what)
    for name, indicator in one.indicators.items():
        known = sum(seen.value is not None for seen in asked.found[name].values())
        if known == every and every:
            continue
        yield f"  {indicator.title.en}: known of {known} of {every} places{_why(asked, name)}"
        brings.append(asked.series[indicator.measure].what)
        if indicator.per:
            brings.append(asked.series[indicator.per.measure].what)
    yield "  what brings more, as far as it was published by that day:"
    yield from _sources(brings)


def _sources(measures: "Iterable[Measure]") -> Iterator[str]:
    """The sources that measures are computed from, each once, with the verb that takes them in."""
    from forlik.discover import source

    for name in dict.fromkeys(table.partition("__")[0] for one in measures for table in one.tables):
        origin = source(name)
        fetched = f"`forlik sync {name}`, or " if origin.addresses else ""
        yield f"    {origin.title}: {fetched}`forlik import {name} FILE` with a file from {origin.home}"


def _why(asked: "Asked", indicator: str) -> str:
    """Why most of the places lack it."""
    series = asked.series[asked.question.indicators[indicator].measure]
    if series.why:
        return f" ({series.why})"
    from forlik import places

    found = asked.found[indicator].items()
    reasons = [unnamed(seen.reason, places.by_code("iso3", iso3).name()) for iso3, seen in found if seen.value is None]
    if not reasons:
        return ""
    most = max(dict.fromkeys(reasons), key=reasons.count)
    return f" ({most})" if reasons.count(most) == len(reasons) else f" (of {reasons.count(most)}: {most})"
