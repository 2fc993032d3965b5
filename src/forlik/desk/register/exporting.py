"""Export: what somebody may see as a file, marked with the greatest label of what is in it."""

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime, time

from django.utils.translation import gettext as _t

from forlik.desk.access.labels import grade
from forlik.desk.records.enclosing import enclosed, opener
from forlik.desk.records.leaving import exportable, take_out
from forlik.desk.records.models import Facet
from forlik.desk.register.asked import Asked, Sent, Shown
from forlik.desk.register.cases import the_case
from forlik.desk.register.frame import GRADES
from forlik.register.called import called
from forlik.register.dossier import Case
from forlik.register.exchange import bundle, json_file, tables
from forlik.register.exchange.carried import SLUGS, Copy, slug
from forlik.register.exchange.document import Document
from forlik.register.exchange.enclosed import Opened

__all__ = ["SLUGS", "everything", "one_file"]

Write = Callable[[Copy, str, Opened], bytes | Iterator[bytes]]
WAYS: dict[str, tuple[Write, str, str]] = {
    "json": (lambda copy, words, _: json_file.written(copy, words), "json", "application/json"),
    "csv": (lambda copy, words, _: tables.written(copy, words), "zip", "application/zip"),
    "attachments": (bundle.written, "zip", "application/zip"),
}
"""What is asked for → how it is written, the ending of its name, and its media type."""


def everything(asked: Asked) -> Shown | Sent:
    """All that somebody may export, or the page that offers it."""
    asked_for = asked.given.get("as", "")
    if asked_for in WAYS:
        return _sent(asked, take_out(asked.viewed), asked_for, "register")
    labels = exportable(asked.viewed)
    every = asked.viewed.dossier.facets.items()
    seen = [record for record, facets in every if any(row.label in labels for row in facets.values())]
    return _offered(asked, seen, _documents(asked, labels, "", seen), "/register/export", "", "")


def one_file(asked: Asked, record: str) -> Shown | Sent:
    """The same of one file.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    case = the_case(asked, record)
    asked_for = asked.given.get("as", "")
    records = belonging(case)
    if asked_for in WAYS:
        return _sent(asked, take_out(asked.viewed, record, records), asked_for, record)
    documents = _documents(asked, exportable(asked.viewed), record, records)
    return _offered(asked, list(records), documents, f"/register/{record}/export", record, called(case.engagement))


def belonging(case: Case) -> tuple[str, ...]:
    """Ids of all that belongs to a file, wherever it stands."""
    some = (case.acts, case.texts, case.commitments, case.roles, case.actors, case.assessments)
    plan = (case.plan.id,) if case.plan else ()
    return tuple(dict.fromkeys((*case.files, *plan, *(one.id for ones in some for one in ones))))


def _documents(asked: Asked, held: Collection[str], file: str, records: Collection[str]) -> tuple[Document, ...]:
    """What is attached, by the end of the day, to what would be taken out."""
    wanted, end, unseen = set(records), datetime.combine(asked.day, time.max, UTC), asked.viewed.unseen

    def inside(facet: Facet) -> bool:
        return facet.record not in unseen and (facet.record in wanted or (bool(file) and facet.file == file))

    return enclosed(held, end, inside)


def _offered(
    asked: Asked, records: list[str], documents: tuple[Document, ...], address: str, file: str, file_title: str
) -> Shown:
    held = exportable(asked.viewed)
    labels = {label for one in records for label in asked.viewed.dossier.labels(one) if label in held}
    return Shown(
        title=_t("Export"),
        lead=_t("The file holds everything of this engagement that you may see, and nothing else.")
        if file
        else _t("The file holds everything that you may see, and nothing else."),
        shows={
            "address": address,
            "file": file,
            "file_title": file_title,
            "number": len(records),
            "documents": len(documents),
            "size": sum(one.size for one in documents),
            "grade_of_all": GRADES[max(labels, key=grade)[0]] if labels else "",
            "day": asked.day if asked.dated else None,
        },
        records=(file,) if file else (),
    )


def _sent(asked: Asked, copy: Copy, asked_for: str, name: str) -> Sent:
    """The file; its marking stands in it, in its name, and beside it."""
    write, ending, kind = WAYS[asked_for]
    marking = max(copy.labels, key=grade, default="0")
    words = str(GRADES[marking[0]])
    return Sent(
        content=write(copy, words, opener(exportable(asked.viewed))),
        name=f"forlik-{name}-{slug(copy.labels)}-{asked.day.isoformat()}.{ending}",
        kind=kind,
        records=tuple({one.record for one in copy.facets}),
        marking=slug(copy.labels),
    )
