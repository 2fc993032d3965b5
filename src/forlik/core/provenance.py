"""Provenance of figures as PROV-JSON: each derived from the bytes that it stands on, by a method of a version."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from forlik.core.derived import Derived, Part, Way
from forlik.core.figure import Basis
from forlik.core.prov_json import Graph, named, short, typed

QUALIFIED = "prov:QUALIFIED_NAME"


def provenance(derived: Iterable[Derived], bases: Iterable[Basis], version: str) -> str:
    """The provenance of some figures.

    Args:
        derived: The figures, each with what it was made from.
        bases: What the answer stands on; told also where no figure is.
        version: Version of the software.

    Returns:
        PROV-JSON; the same of the same figures, whenever it is asked for.
    """
    graph = Graph()
    given = tuple(bases)
    for one in given:
        snapshot(graph, one)
    for each in derived:
        figure(graph, each, {basis.number: basis for basis in (*given, *each.bases)}, version)
    return graph.written()


def figure(graph: Graph, one: Derived, bases: Mapping[int, Basis], version: str) -> str:
    """Tell of a figure, what it was made from, and how.

    Args:
        graph: What is told.
        one: The figure.
        bases: Number → snapshot, of those in which its parts stand.
        version: Version of the software.

    Returns:
        Its name.
    """
    told, made = one.figure, making(graph, one.way, version)
    own = (*one.bases, *told.bases)
    parts = [transaction(graph, part, bases) for part in one.parts]
    # In one order, so that the same figure has one name whoever tells of it.
    sources = sorted({snapshot(graph, basis) for basis in own})
    key = short(str(told.value), told.status, told.reason, made, *sources, *sorted(parts))
    name = graph.put(
        "entity",
        named("figure", told.measure, told.country_iso3 or "-", told.period or "-", key),
        prov_type=typed("term:Figure", QUALIFIED),
        prov_label=", ".join(part for part in (told.label, told.country, told.period) if part),
        prov_value=_decimal(told.value),
        term_low=_decimal(told.low),
        term_high=_decimal(told.high),
        term_unit=told.unit,
        term_measure=told.measure,
        term_place=told.country_iso3,
        term_period=told.period,
        term_status=told.status,
        term_reason=told.reason,
        term_parts=typed(str(one.whole), "xsd:integer") if one.whole else None,
    )
    graph.relate("wasGeneratedBy", name, made)
    for source in sources:
        graph.relate("used", made, source)
    for source in (*sources, *dict.fromkeys(parts)):
        graph.relate("wasDerivedFrom", name, source, made)
    return name


def snapshot(graph: Graph, basis: Basis) -> str:
    """Tell of a snapshot: which bytes, whose, known when, under which terms.

    Args:
        graph: What is told.
        basis: The snapshot.

    Returns:
        Its name.
    """
    digest = basis.sha256 or short(basis.edition, basis.known_at)
    name = graph.put(
        "entity",
        named("snapshot", basis.source, basis.part or "-", digest),
        prov_type=typed("term:Snapshot", QUALIFIED),
        prov_label=basis.title,
        dct_identifier=f"urn:sha256:{basis.sha256}" if basis.sha256 else None,
        dct_source=basis.url,
        dct_rights=basis.licence,
        dct_bibliographicCitation=basis.citation,
        term_source=basis.source,
        term_part=basis.part,
        term_edition=basis.edition,
        term_knownAt=typed(basis.known_at, "xsd:dateTime"),
        term_heldAt=typed(basis.held_at, "xsd:dateTime") if basis.held_at else None,
        # What was never held must not be taken for bytes that can be looked at here.
        term_held="aggregated figures alone" if basis.starter else None,
    )
    graph.relate("wasAttributedTo", name, organisation(graph, basis.publisher))
    return name


def transaction(graph: Graph, part: Part, bases: Mapping[int, Basis]) -> str:
    """Tell of a transaction: in which activity and in which bytes of which file it stands.

    Args:
        graph: What is told.
        part: The transaction.
        bases: Number → snapshot.

    Returns:
        Its name.
    """
    source = bases.get(part.basis)
    placed = part.first is not None
    name = graph.put(
        "entity",
        named("transaction", short(part.file_sha256, str(part.basis if source is None else source.part)), part.name),
        prov_type=typed("term:Transaction", QUALIFIED),
        prov_label=part.title,
        dct_identifier=part.name,
        term_file=f"urn:sha256:{part.file_sha256}" if part.file_sha256 else None,
        term_firstByte=typed(str(part.first), "xsd:integer") if placed else None,
        term_lastByte=typed(str(part.last), "xsd:integer") if placed else None,
    )
    if source is not None:
        graph.relate("wasDerivedFrom", name, snapshot(graph, source))
    return name


def making(graph: Graph, way: Way, version: str) -> str:
    """Tell of the activity by which figures were made: its method is its plan, and the software carried it out.

    Args:
        graph: What is told.
        way: The method.
        version: Version of the software.

    Returns:
        Its name.
    """
    parts = (way.name, str(way.number), way.digest[:12] or "-")
    method = graph.put(
        "entity",
        named("method", *parts),
        prov_type=typed("prov:Plan", QUALIFIED),
        prov_label=way.title,
        dct_description=way.says,
        dct_identifier=f"urn:sha256:{way.digest}" if way.digest else None,
        term_version=typed(str(way.number), "xsd:integer") if way.number else None,
        term_adopted=typed(way.adopted, "xsd:date") if way.adopted else None,
    )
    made = graph.put("activity", named("making", *parts), prov_label=way.title)
    graph.relate("wasAssociatedWith", made, software(graph, version), method)
    return made


def software(graph: Graph, version: str) -> str:
    """Tell of the software; gives its name."""
    return graph.put(
        "agent",
        named("software", "forlik", version),
        prov_type=typed("prov:SoftwareAgent", QUALIFIED),
        prov_label=f"Forlik {version}",
    )


def organisation(graph: Graph, name: str) -> str:
    """Tell of a publisher; gives its name in the graph."""
    return graph.put(
        "agent",
        named("organisation", short(name)),
        prov_type=typed("prov:Organization", QUALIFIED),
        prov_label=name,
    )


def _decimal(value: Decimal | None) -> Mapping[str, str] | None:
    return None if value is None else typed(f"{value:f}", "xsd:decimal")
