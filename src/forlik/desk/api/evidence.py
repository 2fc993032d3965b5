"""Routes of places, measures, countries and sources."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from forlik import inventory, places, profile, shapes
from forlik.charts.figure_table import bases_of
from forlik.core.errors import NoData, UsageError
from forlik.core.measure import WORLD, Measure
from forlik.core.settings import home
from forlik.desk.api import shapes as told
from forlik.desk.api.answers import answer, newest
from forlik.desk.api.asking import Page, When, cut, place_of, reading
from forlik.desk.question import Question
from forlik.discover import measure, measures
from forlik.places import LANGUAGES, Place
from forlik.world import VERSION

router = Router()


class Range(When):
    """A measure's rows: of which place and periods."""

    country: str = Field("", description="Any name or code of one place, or World; every country when not given.")
    start: str | None = Field(None, alias="from", description="The first year or month, as 2020 or 2020-03.")
    end: str | None = Field(None, alias="to", description="The last year or month.")


@router.get("/places", response=told.Places, summary="Countries and territories through time")
def places_found(
    request: HttpRequest, response: HttpResponse, page: Query[Page], q: str = "", kind: str = ""
) -> dict[str, Any]:
    """All of them in the order of their names, or those whose name in any language holds ``q``."""
    with reading(request) as asked:
        found = places.search(q, limit=len(places.all_places())) if q.strip() else places.all_places()
        some, said = cut(request, response, [one for one in found if not kind or one.kind == kind], page)
        return _of_ours(asked, rows=[_place(one) for one in some], **said)


@router.get("/places/{name}", response=told.OnePlace, summary="One country or territory")
def one_place(request: HttpRequest, name: str) -> dict[str, Any]:
    """By any of its names or codes."""
    place = place_of(name)
    with reading(request) as asked:
        return _of_ours(asked, place=_place(place))


def _of_ours(asked: Question, **body: Any) -> dict[str, Any]:
    """An answer that stands on the table of places, which comes with the program."""
    title = "Countries and territories through time"
    said = {"source": "forlik", "title": title, "publisher": "Forlik", "edition": VERSION, "licence": "Apache-2.0"}
    text = f"Forlik {VERSION}, {title}: a dated table, each row with its evidence."
    none = dict.fromkeys(("part", "held_at", "sha256", "url"), "")
    more = {"number": 0, "known_at": asked.day.isoformat(), "citation": text, "text": text, "starter": False}
    citation = {**said, **none, **more}
    return answer(asked, (), **body) | {"citations": [citation]}


def _place(one: Place) -> dict[str, Any]:
    codes = {system: one.code(system) for system in places.systems()}
    return {
        "iso3": one.iso3,
        "name": one.name(),
        "names": {language: one.name(language) for language in LANGUAGES},
        "kind": one.kind,
        "valid_from": one.valid_from.isoformat() if one.valid_from else None,
        "valid_to": one.valid_to.isoformat() if one.valid_to else None,
        "groups": sorted(one.groups()),
        "codes": {system: code for system, code in codes.items() if code},
        "note": one.note,
    }


@router.get("/measures", response=told.Measures, summary="The measures")
def measures_known(
    request: HttpRequest, response: HttpResponse, when: Query[When], page: Query[Page]
) -> dict[str, Any]:
    """What each says and does not say, with the method in force on the day."""
    with reading(request, when) as asked:
        some, said = cut(request, response, list(measures().values()), page)
        bases = newest(asked, (name for one in some for name in _sources(one)))
        return answer(asked, bases, rows=[_measure(asked, one) for one in some], **said)


def _sources(what: Measure) -> list[str]:
    return sorted({table.partition("__")[0] for table in what.tables})


def _measure(asked: Question, what: Measure) -> dict[str, Any]:
    method = what.method_on(asked.day)
    said = ("title", "unit", "grain", "direction", "silence", "pillar", "digits", "notes", "misuse")
    return {name: getattr(what, name) for name in said} | {
        "measure": what.name,
        "method": method.number,
        "adopted": method.adopted.isoformat(),
        "sources": _sources(what),
    }


@router.get("/measures/{name}", response=told.Figures, summary="The figures of one measure")
def one_measure(
    request: HttpRequest, response: HttpResponse, name: str, asks: Query[Range], page: Query[Page]
) -> dict[str, Any]:
    """Of every country, of one place, or of the World; with both ends, periods without a figure say why."""
    what = _named(name)
    with reading(request, asks) as asked:
        table = asked.world.measure(name, _code(asks.country), start=asks.start, end=asks.end)
        shape = shapes.measure(asked.world, what, table)
        some, said = cut(request, response, shape["rows"], page)
        used = {row["basis"] for row in some}
        body = {name: shape[name] for name in ("measure", "unit", "grain", "method")}
        bases = [one for one in table.manifest.sources if one.number in used]
        return answer(asked, bases, **body, remarks=shape.get("remarks", []), rows=some, **said)


def _named(name: str) -> Measure:
    try:
        return measure(name)
    except UsageError as error:
        raise NoData(error.what, remedy=error.remedy) from error


def _code(text: str) -> str | None:
    if not text.strip():
        return None
    return WORLD if text.strip().casefold() in {"world", WORLD.casefold()} else place_of(text).iso3


@router.get("/countries/{name}", response=told.Country, summary="A country's profile")
def one_country(request: HttpRequest, name: str, when: Query[When]) -> dict[str, Any]:
    """The newest figure of every measure known on the day, or why there is none."""
    place = place_of(name)
    with reading(request, when) as asked:
        figures = profile.profile(asked.world, place)
        shape = shapes.country(asked.world, place, figures)
        return answer(asked, bases_of(figures), **{key: value for key, value in shape.items() if key != "as_of"})


@router.get("/sources", response=told.Sources, summary="The sources, with age and licence")
def sources_held(request: HttpRequest, response: HttpResponse, page: Query[Page]) -> dict[str, Any]:
    """What is held today of each, how old it is, and under which terms."""
    with reading(request) as asked:
        some, said = cut(request, response, inventory.inventory(home()), page)
        return answer(asked, newest(asked, (row["name"] for row in some)), rows=some, **said)


@router.get("/sources/{name}", response=told.Source, summary="One source")
def one_source(request: HttpRequest, name: str) -> dict[str, Any]:
    """Its terms, its tables, its age and what to mind."""
    with reading(request) as asked:
        try:
            about = inventory.describe(home(), name)
        except UsageError as error:
            raise NoData(error.what, remedy=error.remedy) from error
        return answer(asked, newest(asked, [name]), **about)
