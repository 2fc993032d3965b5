"""Leaving: what a person may take out of the register as a file; the log has a row of it each time."""

from collections.abc import Collection
from datetime import UTC, datetime, time

from forlik.core.errors import NotPermitted
from forlik.desk.access.about import About
from forlik.desk.access.labels import CONFIDENTIAL, grade
from forlik.desk.access.log import append, writing
from forlik.desk.access.people import compartment_name
from forlik.desk.access.verbs import may
from forlik.desk.records.enclosing import enclosed
from forlik.desk.records.grounds import grounds_of
from forlik.desk.records.models import Facet
from forlik.desk.records.rows import everything, facet_key
from forlik.desk.records.viewed import Viewed
from forlik.register.exchange.carried import Carried, Copy, Said
from forlik.register.rows import Row


def exportable(viewed: Viewed) -> frozenset[str]:
    """The labels of which a person may export: what was opened in an emergency is for reading."""
    return frozenset(
        label for label in viewed.held if may(viewed.person, "export", About(frozenset({label})), viewed.now)
    )


def take_out(viewed: Viewed, file: str = "", records: Collection[str] = ()) -> Copy:
    """Every revision, known by the viewer's day, of all that a person may export, and what is attached; logged.

    Args:
        viewed: What the person sees.
        file: Only what stands in this file; all, when none is named.
        records: Beside it, what belongs to it and stands in another file or in none.

    Raises:
        NotPermitted: The person may export nothing.
    """
    held = exportable(viewed)
    if not held:
        raise NotPermitted("this is not yours to export", remedy="staff export what they hold the labels of")
    facets = {one.pk: one for one in Facet.objects.filter(label__in=sorted(held))}
    wanted = set(records)
    end = datetime.combine(viewed.dossier.day, time.max, UTC)
    rows: dict[str, list[Row]] = {}
    for id_, row in everything(held):
        if row.record in viewed.unseen:
            continue
        inside = not file or row.record in wanted or facets[id_].file == file
        if inside and row.known_at <= end:
            rows.setdefault(id_, []).append(row)
    carried = tuple(_carried(facets[id_], some, viewed) for id_, some in rows.items())
    sealed = sorted(id_ for id_ in rows if grade(facets[id_].label) >= CONFIDENTIAL)
    with writing():
        append("export", viewed.person.id, sealed, "", viewed.now)
    rooms = sorted({label.partition(":")[2] for label in (one.label for one in carried) if ":" in label})
    documents = enclosed(held, end, lambda facet: facet.pk in rows)
    return Copy(carried, {id_: compartment_name(id_) for id_ in rooms}, viewed.dossier.day, documents)


def _carried(facet: Facet, rows: list[Row], viewed: Viewed) -> Carried:
    return Carried(
        record=facet.record,
        concept=facet.concept,
        facet=facet.name,
        label=facet.label,
        said=tuple(Said(row.body, row.n, row.known_at, row.recorded_at, row.who) for row in rows),
        # A file that is not seen is not named: its id would tell that there is one.
        file=facet.file if facet.file in viewed.dossier or facet.file == facet.record else "",
        why=grounds_of(facet, facet_key(facet.id, facet.label, facet.wrapped_key)),
    )
