"""Where every note of a brief comes from, as PROV-JSON: figures from their bytes, facts from their evidence."""

from collections.abc import Sequence

from forlik.briefs.document import Document, Fact, Noted, Series
from forlik.briefs.notes import Notes
from forlik.core.derived import Derived
from forlik.core.figure import Figure
from forlik.core.prov_json import Graph, named, short, typed
from forlik.core.provenance import figure
from forlik.proven import way_of
from forlik.world import VERSION

QUALIFIED = "prov:QUALIFIED_NAME"


def proven(document: Document) -> str:
    """The provenance of a brief: each of its notes, and what it was derived from.

    Args:
        document: The brief.

    Returns:
        PROV-JSON with the marking of the brief. Nothing in it is of the day on which it was asked for.
    """
    graph, notes = Graph(), Notes(document)
    names = [_named(graph, document, one) for one in notes.noted]
    whole = graph.put(
        "entity",
        named(
            "brief", document.name.removesuffix(f"-{document.day}"), document.language, short(document.marking, *names)
        ),
        prov_type=typed("prov:Collection", QUALIFIED),
        prov_label=document.title,
        dct_type=document.kind,
        dct_language=document.language,
        term_marking=document.marked,
        term_notes=typed(str(len(notes.every)), "xsd:integer"),
    )
    for name in dict.fromkeys(names):
        graph.relate("hadMember", whole, name)
    return graph.written()


def _named(graph: Graph, document: Document, one: Noted) -> str:
    match one:
        case Fact():
            return _fact(graph, one)
        case Series(figures):
            return _course(graph, [_figure(graph, document, each) for each in figures], one)
        case _:
            return _figure(graph, document, one.figure)


def _figure(graph: Graph, document: Document, one: Figure) -> str:
    return figure(graph, Derived(one, way_of(one, document.day)), {}, VERSION)


def _course(graph: Graph, names: Sequence[str], one: Series) -> str:
    """A course over the years: a collection of its figures."""
    first, last = one.figures[0], one.figures[-1]
    name = graph.put(
        "entity",
        named("course", first.measure, first.country_iso3, short(*names)),
        prov_type=typed("prov:Collection", QUALIFIED),
        prov_label=f"{first.label}, {first.country}, {first.period} to {last.period}",
    )
    for each in dict.fromkeys(names):
        graph.relate("hadMember", name, each)
    return name


def _fact(graph: Graph, one: Fact) -> str:
    """What a record says, in the words of the brief; by what it is known is in the words of its note."""
    name = graph.put(
        "entity",
        named("record", one.record, short(one.text, one.evidence, one.recorded_at)),
        prov_type=typed("term:Fact", QUALIFIED),
        prov_label=one.text,
        dct_identifier=one.record,
        term_recordedOn=typed(one.recorded_at, "xsd:date") if one.recorded_at else None,
    )
    if one.evidence:
        source = graph.put("entity", named("evidence", short(one.evidence)), prov_label=one.evidence)
        graph.relate("wasDerivedFrom", name, source)
    return name
