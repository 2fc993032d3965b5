"""Where each record and each of its figures comes from: its evidence and its edition, as PROV-JSON."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from forlik.core.derived import Way
from forlik.core.figure import Basis
from forlik.core.prov_json import SHORT, Graph, named, short, typed
from forlik.core.provenance import making, organisation, snapshot
from forlik.publish.comparing import called
from forlik.publish.edition import Edition
from forlik.published import Public
from forlik.register.concepts.achieved import Achieved
from forlik.world import VERSION

WAY = Way("publish", "Publishing the public copy")
LONG = 32
"""Hexadecimal digits that tell pieces of evidence apart."""
UNSAID = "the public record does not say it"


def provenance(edition: Edition, only: Collection[str] | None = None, cited: Basis | None = None) -> bytes:
    """The provenance of an edition: which record is in it, from which evidence each was derived, and its figures.

    Args:
        edition: The edition.
        only: Ids of the records that are told of; all when ``None``.
        cited: As what these are cited, where they are an answer and not the edition as a whole.
    """
    graph = Graph()
    made = making(graph, WAY, VERSION)
    whole = graph.put(
        "entity",
        named("edition", edition.copy.edition),
        prov_type=typed("prov:Collection", "prov:QUALIFIED_NAME"),
        dct_title=edition.about["title"],
        dct_issued=edition.copy.day.isoformat(),
        dct_license=edition.licence[1],
    )
    graph.relate("wasGeneratedBy", whole, made)
    graph.relate("wasAttributedTo", whole, organisation(graph, edition.copy.publisher))
    if cited:
        graph.relate("wasDerivedFrom", snapshot(graph, cited), whole)
    for one in edition.copy.records if only is None else [edition.records[one] for one in only]:
        record = _record(graph, one, edition.copy.edition)
        graph.relate("hadMember", whole, record)
        sources = [_source(graph, piece) for piece in one.body.get("evidence", ())]
        for source in sources:
            graph.relate("wasDerivedFrom", record, source)
        for figure in _figures(graph, edition, one.id) if one.id in edition.dossier else ():
            for source in (record, *sources):
                graph.relate("wasDerivedFrom", figure, source)
    return (graph.written() + "\n").encode()


def _record(graph: Graph, one: Public, edition: str) -> str:
    # As this edition has it: what a record says later is another entity.
    return graph.put(
        "entity",
        named("record", one.id, edition[:SHORT]),
        prov_label=called(one),
        dct_identifier=one.id,
        dct_type=one.concept,
        dct_available=one.since.isoformat(),
        dct_modified=one.known_on.isoformat(),
    )


def _source(graph: Graph, piece: Mapping[str, Any]) -> str:
    said = [str(piece.get(name) or "") for name in ("citation", "url", "content_hash", "dated")]
    return graph.put(
        "entity",
        named("evidence", short(*said, digits=LONG)),
        prov_label=piece["citation"],
        dct_source=piece.get("url"),
        dct_date=piece.get("dated"),
        dct_identifier=f"urn:sha256:{piece['content_hash']}" if piece.get("content_hash") else None,
    )


def _figures(graph: Graph, edition: Edition, record: str) -> Iterator[str]:
    """The figures of a record, each with what it counts; a value that was to be reached and is not known, too."""
    for path, value, about in _numbers(edition.dossier[record]):
        said = about if isinstance(about, Achieved) else None
        yield graph.put(
            "entity",
            named("figure", record, edition.copy.edition[:SHORT], *path),
            prov_type=typed("term:Figure", "prov:QUALIFIED_NAME"),
            prov_label=", ".join(part for part in (said.indicator if said else "", path[-1].replace("_", " ")) if part),
            prov_value=None if value is None else typed(f"{value:f}", "xsd:decimal"),
            term_unit=getattr(about, "unit", ""),
            term_period=_period(said) if said else "",
            term_status="unknown" if value is None else "reported",
            term_reason=UNSAID if value is None else "",
        )


def _numbers(body: BaseModel, *path: str) -> Iterator[tuple[tuple[str, ...], Decimal | None, BaseModel]]:
    """Path of each number in a record, the number, and what it stands in."""
    for name in type(body).model_fields:
        value = getattr(body, name)
        if isinstance(value, BaseModel):
            yield from _numbers(value, *path, name)
        elif isinstance(value, tuple):
            for turn, one in enumerate(value, 1):
                if isinstance(one, BaseModel):
                    yield from _numbers(one, *path, name, str(turn))
        elif isinstance(value, int | Decimal) and not isinstance(value, bool):
            # What a form leaves as it was, nobody has said.
            if value != type(body).model_fields[name].default:
                yield (*path, name), Decimal(value), body
        elif name == "actual" and isinstance(body, Achieved) and body.indicator:
            yield (*path, name), None, body


def _period(said: Achieved) -> str:
    ends = (said.period_start, said.period_end)
    return "/".join(day.isoformat() if day else ".." for day in ends) if any(ends) else ""
