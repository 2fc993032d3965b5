"""The tools: what can be asked, answered by the functions that the routes for programs ask."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from forlik.core.errors import UsageError
from forlik.desk import question, worlds
from forlik.desk.model_context import asks
from forlik.desk.programs import engaged, evidence, money
from forlik.desk.programs.asking import Cut, rows_from
from forlik.desk.question import Question

Asked = TypeVar("Asked", bound=asks.Asks)


@dataclass(frozen=True)
class Tool(Generic[Asked]):
    """A tool.

    Args:
        title: What people call it.
        says: What it gives, as whoever chooses among tools must know it.
        takes: What it takes.
        tell: Answers.
    """

    title: str
    says: str
    takes: type[Asked]
    tell: Callable[[Question, Asked], dict[str, Any]]


def _cut(said: asks.Rows) -> Cut:
    return rows_from(said.limit, said.offset)


def _measure(asked: Question, said: asks.OfMeasure) -> dict[str, Any]:
    return evidence.measure(asked, _cut(said), said.name, said.country, said.start, said.end)


def _money(said: asks.OfMoney) -> dict[str, str]:
    return {"flow": said.flow, "definition": said.definition, "currency": said.currency}


def _portfolio(asked: Question, said: asks.OfPortfolio) -> dict[str, Any]:
    return money.portfolio(asked, _cut(said), said.country, said.year, **_money(said))


def _flows(asked: Question, said: asks.OfCell) -> dict[str, Any]:
    return money.cell(asked, _cut(said), said.place, said.pillar, said.year, **_money(said))


def _sources(asked: Question, said: asks.OfSources) -> dict[str, Any]:
    return evidence.source(asked, said.name) if said.name else evidence.sources(asked, _cut(said))


def _engagements(asked: Question, said: asks.OfEngagements) -> dict[str, Any]:
    return engaged.engagement(asked, said.id) if said.id else engaged.engagements(asked, _cut(said))


TOOLS: Mapping[str, Tool[Any]] = {
    "place": Tool(
        "One country or territory",
        "Its names, codes, groups, and since when it is. A name of several places is refused with the candidates.",
        asks.OfPlace,
        lambda asked, said: evidence.place(asked, said.name),
    ),
    "measures": Tool(
        "The measures",
        "Every measure: what it says and does not say (misuse), its unit, and the method in force on the day.",
        asks.OfMeasures,
        lambda asked, said: evidence.measures(asked, _cut(said)),
    ),
    "measure": Tool(
        "The figures of one measure",
        "Of every country, of one place, or of the World, through time. Null is unknown, with its reason, never 0.",
        asks.OfMeasure,
        _measure,
    ),
    "country": Tool(
        "A country's profile",
        "The newest figure of every measure that was known on the day, or why there is none.",
        asks.OfCountry,
        lambda asked, said: evidence.country(asked, said.name),
    ),
    "portfolio": Tool(
        "The portfolio: places by pillar and year",
        "Norway's money as published. Rows of kind “all” are the sum of the others of their year: add them to none.",
        asks.OfPortfolio,
        _portfolio,
    ),
    "flows": Tool(
        "One total of the portfolio and its flows",
        "Every flow that a total is the sum of, with the file and the bytes that it was published in.",
        asks.OfCell,
        _flows,
    ),
    "sources": Tool(
        "The sources, with age and licence",
        "What is held today of each source, how old it is, and under which terms; or one source in full.",
        asks.OfSources,
        _sources,
    ),
    "engagements": Tool(
        "Engagements of the public copy",
        "What the public may read of the register; or one engagement, each record with its evidence.",
        asks.OfEngagements,
        _engagements,
    ),
    "brief": Tool(
        "A country brief",
        "Two pages on one country in Markdown, every figure with its note and source.",
        asks.OfBrief,
        lambda asked, said: engaged.brief_in_markdown(asked, said.country),
    ),
}


def call(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Ask a tool.

    Args:
        name: Name of the tool.
        given: What it is given.

    Returns:
        The answer as plain values, with ``as_of`` and ``citations``.

    Raises:
        UsageError: There is no such tool, or it does not take that.
        ForlikError: It cannot be answered.
    """
    if name not in TOOLS:
        raise UsageError(f"there is no tool “{name:.60}”", remedy="one of " + ", ".join(TOOLS))
    tool = TOOLS[name]
    said = _understood(tool.takes, given)
    with worlds.LOCK:
        asked = question.put(f"/{name}", said.model_dump(exclude_none=True), "en")
        return tool.tell(asked, said)


def _understood(takes: type[Asked], given: Mapping[str, Any]) -> Asked:
    try:
        return takes.model_validate(dict(given))
    except ValidationError as error:
        said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
        names = ", ".join(takes.model_json_schema(by_alias=True)["properties"])
        raise UsageError(said, remedy=f"it takes {names}") from error
