"""Files of the International Aid Transparency Initiative: who gives what to whom, published by those who do it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.source import Bounds, Coverage, Licence, RawFile, Reading, Refusal, Source
from forlik.iati.flows import flows
from forlik.sources._iati_documents import DOCUMENTS, documents
from forlik.sources._iati_file import FIRST, UNNAMED, Dataset, dataset_of, plain, stated_day
from forlik.sources._iati_flows import ASKED, FLOWS, flow_rows, lacking
from forlik.sources._iati_index import ADDRESS
from forlik.sources._iati_locations import LOCATIONS, locations
from forlik.sources._iati_organisations import BUDGETS, budgets
from forlik.sources._iati_participants import PARTICIPANTS, participants
from forlik.sources._iati_planned import KINDS, PLANNED, planned_rows
from forlik.sources._iati_rates import rates_until
from forlik.sources._iati_results import RESULTS, results
from forlik.sources._iati_silver import Silver, silver_of
from forlik.sources._iati_tables import ACTIVITIES, FILES, FINDINGS, YEARS, activities, file_row, findings, standing


def part_of(file: RawFile) -> str | None:
    """One part a dataset: the publisher's reference and the file's name without the day in it.

    Raises:
        BadInput: XML that is no IATI file.
    """
    whose = dataset_of(file)
    return whose.part if whose else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read one file; an activity that cannot be read is told and stops no other."""
    [file] = files
    whose = dataset_of(file)
    if whose is None:
        raise BadInput("is no IATI file", file=file.name)
    silver, about = silver_of(file.path)
    if not about["read"]:
        raise BadInput(about["reason"], file=file.name, line=about["line"], remedy=about["remedy"])
    wrong = [*about["refused"], *about["outside"]]
    if not about["activities"] and wrong:
        raise BadInput(f"nothing in it can be read: {wrong[0]['reason']}", file=file.name, line=wrong[0]["line"])
    content = about["content"]
    entries = silver[content]
    others = _others(whose, entries, file.name)
    published = stated_day(about["generated_datetime"], entries["last_updated"].drop_null().to_pylist())
    tables, told = (_activities if content == "activity" else _organisations)(whose, about, silver, published)
    left_out = {f"outside every {content}": len(about["outside"])} | told.pop("ignored", {})
    return Reading(
        tables=tables,
        rows=about["found"],
        covers=_covers(tables, published),
        edition=_edition(whose, about, entries),
        published=published,
        ignored={why: count for why, count in left_out.items() if count},
        refused=tuple(
            Refusal(file.name, one["line"], f"iati-{content}", one["activity_id"], one["reason"])
            for one in about["refused"]
        ),
        remarks=(*_remarks(about, published), *others, *told.pop("remarks", ())),
    )


def _others(whose: Dataset, entries: pa.Table, file: str) -> tuple[str, ...]:
    """The remark that others report in a dataset too.

    Raises:
        BadInput: Nothing that could be read in it is reported by whom it is named after.
    """
    who = [plain(one) for one in entries["reporting_org_ref"].drop_null().to_pylist()]
    others = sorted({one for one in who if one} - {whose.publisher})
    if not others:
        return ()
    some = ", ".join(f"“{one}”" for one in others[:3])
    if whose.publisher != UNNAMED and whose.publisher not in who:
        raise BadInput(
            f"it would be {whose.part}, but nothing in it is reported by “{whose.publisher}”: it is by {some}",
            file=file,
            remedy="give it another name, so that it replaces nobody else's dataset, or ask who published it",
        )
    return (f"{sum(one != whose.publisher for one in who)} of {entries.num_rows} are reported by others: {some}",)


def _activities(
    whose: Dataset, about: Mapping[str, Any], silver: Silver, published: str
) -> tuple[dict[str, pa.Table], dict[str, Any]]:
    stand, doubled = standing(silver)
    made = flows(silver, currency="USD", rates=rates_until(published), how="publisher", columns=ASKED)
    rows, strange = flow_rows(whose, made, silver, stand)
    planned, other = planned_rows(whose, made, silver, stand)
    strange = {code: strange.get(code, 0) + other.get(code, 0) for code in {**strange, **other}}
    wrong = findings(whose, silver, about, doubled, strange)
    unconverted = lacking(rows, "amount_usd")
    links, unfollowed = documents(whose, silver, stand)
    tables = {
        "iati__files": file_row(whose, about, silver, doubled.num_rows, unconverted),
        "iati__activities": activities(whose, silver, stand, rows),
        "iati__flows": rows,
        "iati__planned": planned,
        "iati__participants": participants(whose, silver, stand),
        "iati__locations": locations(whose, silver, stand),
        "iati__results": results(whose, silver, stand),
        "iati__documents": links,
        "iati__findings": wrong,
    }
    return tables, {
        "ignored": {"activities of which the same file has another version": doubled.num_rows},
        "remarks": [
            *_lacking("transactions", silver["transaction"].num_rows, rows),
            *_lacking("budgets and planned disbursements", sum(silver[kind].num_rows for kind in KINDS), planned),
            *([_unfollowed(unfollowed)] if unfollowed else []),
        ],
    }


def _lacking(what: str, every: int, rows: pa.Table) -> list[str]:
    """What is missing in amounts, in words."""
    told = {"amount_usd": "have no amount in US dollars", "year": "are undated and count in no year"}
    return [f"{times} of {every} {what} {why}" for name, why in told.items() if (times := lacking(rows, name))]


def _unfollowed(links: int) -> str:
    return f"{links} links to documents have no address of http or https that can be followed safely, and are left out"


def _organisations(
    whose: Dataset, about: Mapping[str, Any], silver: Silver, _published: str
) -> tuple[dict[str, pa.Table], dict[str, Any]]:
    rows, strange = budgets(whose, silver)
    return {
        "iati__files": file_row(whose, about, silver, 0, 0),
        "iati__organisation_budgets": rows,
        "iati__findings": findings(whose, silver, about, None, strange),
    }, {}


def _covers(tables: Mapping[str, pa.Table], published: str) -> tuple[Coverage, ...]:
    """The countries and years that a file has money of; a piece of the whole, whose sum is no world's.

    A file without any speaks for no place: it has no part in any figure.
    """
    rows = next(tables[name] for name in ("iati__flows", "iati__organisation_budgets") if name in tables)
    placed = rows.filter(pc.and_(rows["country_iso3"].is_valid(), rows["year"].is_valid()))
    years = pc.min_max(placed["year"]).as_py()
    places = tuple(sorted(pc.unique(placed["country_iso3"]).to_pylist()))
    otherwise = published[:4] or FIRST.year
    return (Coverage(str(years["min"] or otherwise), str(years["max"] or otherwise), places, local=True),)


def _edition(whose: Dataset, about: Mapping[str, Any], entries: pa.Table) -> str:
    names = entries["reporting_org_name"].drop_null()
    who = names[0].as_py() if len(names) else whose.publisher
    when = f", generated {plain(about['generated_datetime'])[:19]}" if about["generated_datetime"] else ""
    return f"{plain(who)}, {whose.name}{when}"


def _remarks(about: Mapping[str, Any], published: str) -> list[str]:
    stated = about["generated_datetime"]
    said = [f"“{plain(stated):.40}” cannot be when it was generated"] if stated and not published else []
    empty = ["it holds nothing: the publisher has nothing to report here"] if not about["found"] else []
    return [*about["notes"], *said, *empty]


SOURCE = Source(
    name="iati",
    title="Aid activities, as published (IATI)",
    publisher="each reporting organisation, under the standard of the International Aid Transparency Initiative",
    licence=Licence(
        "each publisher's own",
        False,
        "the registry states a licence for each dataset, mostly CC BY; the files themselves state none",
        "https://iatistandard.org/en/guidance/preparing-organisation/organisation-data-publication/how-to-license-your-data/",
    ),
    citation="{edition}. Published under the IATI standard.",
    home="https://iatistandard.org/",
    cadence="monthly",
    schemas={
        "iati__files": FILES,
        "iati__activities": ACTIVITIES,
        "iati__flows": FLOWS,
        "iati__planned": PLANNED,
        "iati__participants": PARTICIPANTS,
        "iati__locations": LOCATIONS,
        "iati__results": RESULTS,
        "iati__documents": DOCUMENTS,
        "iati__findings": FINDINGS,
        "iati__organisation_budgets": BUDGETS,
    },
    part_of=part_of,
    read=read,
    addresses=(ADDRESS,),
    bounds=Bounds(years=YEARS, rows=(0, 5_000_000), refused=1_000_000, ahead=YEARS[1]),
    quirks=(
        "A file says when it was generated; it is known from the end of that day if that can be true, else when held.",
        "It cannot be true before 2011, before the last update of an activity in it, or after its retrieval.",
        "Publishers repeat the same money on each level of their activities: only one level of each may be added.",
        "Money passed from one publisher to another is published by both.",
        "Rates are the European Central Bank's monthly means as known on the day the file was generated.",
        "Where a publisher gives US dollars beside an amount, these count.",
        "The layout of the index of datasets was read in programs that use it, never in the original.",
        "Activities by one publisher about another's are kept, marked, and never added.",
        "Files hold names, addresses and telephone numbers of persons: none of them goes into a table.",
        "A transaction that states no day counts in the year of its value date.",
        "A revised budget takes the place of the original of the same period; both are kept, the replaced one marked.",
        "What is planned for several years counts in the year in which its period begins.",
        "Transactions dated before 1945 or after 2100 are kept and count in no year.",
    ),
)
