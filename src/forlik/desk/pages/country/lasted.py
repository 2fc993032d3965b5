"""What lasted or happened in a country: agreements, engagements, peace operations, sectors in which aid workers are."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from forlik.charts.timeline import Lasting, Row
from forlik.core.errors import NoData
from forlik.desk.engagements import RUNNING
from forlik.desk.engagements import Engagement as Documented
from forlik.desk.writing import day, number, stated
from forlik.register.concepts import Engagement
from forlik.register.day import first_day, last_day
from forlik.world import World

AGREEMENTS, OPERATIONS = "ucdp_peace_agreements__agreements", "un_peace_operations__operations"
PRESENCE = "presence__activities"
STAGES = {
    "full": _n("Full peace agreements"),
    "partial": _n("Partial peace agreements"),
    "process": _n("Process agreements"),
}
NO_SECTOR = _n("sector not stated")


@dataclass(frozen=True, slots=True)
class Lasted:
    """One thing that lasted or happened.

    Args:
        layer: The layer it belongs to.
        row: The row it stands in.
        what: What it is.
        first: First day that may be meant; nothing when it is not known.
        last: Last day that it is known to have gone on; nothing when its beginning is not known.
        when: Both in words, as precisely as they are stated.
        basis: Number of what it stands on in the world; 0 for the public copy of the register.
        open: Whether it went on on that last day, and no end is known.
    """

    layer: str
    row: str
    what: str
    first: date | None
    last: date | None
    when: str
    basis: int
    open: bool = False


def agreements(world: World, iso3: str) -> Iterator[Lasted]:
    """Peace agreements, by stage, in the order of their days."""
    stages = list(STAGES)
    for row in sorted(_rows(world, AGREEMENTS, iso3), key=lambda row: (stages.index(row["stage"]), row["signed_on"])):
        on = row["signed_on"]
        yield Lasted("process", _(STAGES[row["stage"]]), row["agreement"], on, on, day(on), row["basis"])


def documented(found: Sequence[Documented], basis: int) -> Iterator[Lasted]:
    """Engagements that public sources document, each followed by the dated agreements that it tells of.

    Without an end, one is shown to the day for which a source says that it goes on, and no further.
    """
    for one in found:
        started, ended = one.about["started"], one.about["ended"]
        going_on = not ended and one.about["status"] in RUNNING
        known = one.about["status_on"] if going_on else None
        first = first_day(started) if started else None
        last = max(last_day(ended or known or started), first_day(started)) if started else None
        yield Lasted("process", one.title, one.title, first, last, _when(started, ended, known), basis, going_on)
        for fact in one.facts:
            if fact.about == "agreement" and fact.dated and fact.verified:
                on = first_day(fact.dated)
                yield Lasted("process", one.title, fact.said, on, on, stated(fact.dated), basis)


def recorded(found: Sequence[Engagement], until: date) -> Iterator[Lasted]:
    """Engagements of the public copy of the register; one without an end goes on until the day of the copy."""
    for one in found:
        title, going_on = one.title or one.id, not one.end
        first = first_day(one.start) if one.start else None
        last = max(last_day(one.end) if one.end else until, first) if first else None
        when = _when(one.start, one.end, until.isoformat() if going_on else None)
        yield Lasted("process", title, title, first, last, when, 0, going_on)


def operations(world: World, iso3: str) -> Iterator[Lasted]:
    """Peace operations, in the order of their beginning; rows that only repeat others are left out."""
    rows = [row for row in _rows(world, OPERATIONS, iso3) if not row["repeats"]]
    for row in sorted(rows, key=lambda row: (row["started_on"] or date.max, row["operation_no"])):
        # A mandate that runs out later, and a later list of a reconstructed world, say nothing of the day asked for.
        ends = min(row["listed_on"], world.day)
        ended = row["ended_on"] if row["ended_on"] and row["ended_on"] <= ends else None
        going_on = ended is None and (row["active"] or row["ended_on"] is not None)
        first = row["started_on"]
        last = (ended or (ends if going_on else first)) if first else None
        when = _when(*(one and one.isoformat() for one in (first, ended, ends if going_on else None)))
        yield Lasted("operations", row["acronym"], row["name"], first, last, when, row["basis"], going_on)


def sectors(world: World, iso3: str) -> Iterator[Lasted]:
    """In which sectors organisations are reported at work, from when until when, and how many of them."""
    for row in _rows(world, PRESENCE, iso3, _by_sector):
        first, sector = row["from_on"], row["sector"] or _(NO_SECTOR)
        # Some ends are missing, others lie far ahead: nothing is known of the time after the day asked for.
        last = max(min(row["to_on"] or first, world.day), first)
        what = _("{sector}, organisations: {n}").format(sector=sector, n=number(row["organisations"]))
        yield Lasted("presence", sector, what, first, last, f"{day(first)}–{day(last)}", row["basis"])


def rows_of(found: Sequence[Lasted]) -> list[Row]:
    """What has a beginning, row by row, in the order in which the rows come first."""
    by_row: dict[str, list[Lasting]] = defaultdict(list)
    for one in found:
        if one.first and one.last:
            by_row[one.row].append(Lasting(one.first, one.last, f"{one.what}, {one.when}", one.open))
    return [Row(label, items) for label, items in by_row.items()]


def _by_sector(rows: Any) -> Any:
    sums = rows.group_by("sector", "from_on", "to_on").aggregate(
        organisations=rows.organisation.nunique(), basis=rows.basis.max()
    )
    return sums.order_by("sector", "from_on", "to_on")


def _when(first: str | None, last: str | None, known: str | None) -> str:
    """From when until when, in words; without an end, until when it is known to have gone on."""
    start: str = stated(first) if first else _("unknown")
    if last:
        return f"{start}–{stated(last)}"
    if known:
        return f"{start}, {_('last known to go on')} {stated(known)}"
    return f"{start}, {_('end unknown')}"


def _rows(world: World, table: str, iso3: str, made: Callable[[Any], Any] | None = None) -> Sequence[Mapping[str, Any]]:
    """A country's rows of a table; none when nothing of it was known on the day."""
    try:
        rows = world.table(table).to_ibis()
    except NoData:
        return ()
    here = rows.filter(rows.country_iso3 == iso3)
    found: list[dict[str, Any]] = world.then.engine.run(made(here) if made else here).to_pylist()
    return found
