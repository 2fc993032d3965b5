"""UCDP georeferenced events of one country, as put on the Humanitarian Data Exchange with a line of HXL tags."""

from collections.abc import Sequence

import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.source import Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.sources import _ged
from forlik.sources._ucdp import PUBLISHER, names_of
from forlik.store.read import text

FIELDS = {**_ged.FIELDS, "iso3": text("stated_iso3", required=True)}


def part_of(file: RawFile) -> str | None:
    """The country of the first event."""
    names = names_of(file)
    if "iso3" not in names or not _ged.recognised(names):
        return None
    return min(_ged.column_in(file, "iso3") - {"#country+code"}, default="unknown")


def read(files: Sequence[RawFile]) -> Reading:
    """Read one country's events."""
    [file] = files
    if not any(value.startswith("#") for value in _ged.column_in(file, "iso3")):
        raise BadInput(
            "there is no line of HXL tags under the header, where an event would now be skipped",
            file=file.name,
            line=2,
            remedy="get the original file from the Humanitarian Data Exchange",
        )
    events = _ged.read_events(file, FIELDS, skip_after_header=1)
    stated = pc.unique(events["stated_iso3"]).to_pylist()
    if stated != pc.unique(events["country_iso3"]).to_pylist() or len(stated) != 1:
        raise BadInput(
            f"the file should hold one country and be of one mind about it; it names {', '.join(stated)}",
            file=file.name,
            field="iso3",
            remedy="get the file of one country from the Humanitarian Data Exchange",
        )
    years = pc.min_max(events["stated_year"]).as_py()
    return Reading(
        tables={"ucdp_ged_hdx__events": _ged.shaped(events)},
        rows=events.num_rows + 1,
        ignored={"line of HXL tags": 1},
        covers=(Coverage(str(years["min"]), str(years["max"]), (stated[0],)),),
    )


SOURCE = Source(
    name="ucdp_ged_hdx",
    title="UCDP Georeferenced Events of one country, from the Humanitarian Data Exchange",
    publisher=PUBLISHER,
    licence=Licence(
        "CC BY-IGO",
        True,
        "the configuration of the programme that puts the files on HDX; UCDP itself states CC BY 4.0",
        "https://creativecommons.org/licenses/by/3.0/igo/",
    ),
    citation="UCDP Georeferenced Event Dataset, {edition}, from the Humanitarian Data Exchange. "
    "Sundberg & Melander 2013. Uppsala Conflict Data Program.",
    home="https://data.humdata.org/organization/ucdp",
    cadence="yearly",
    schemas={"ucdp_ged_hdx__events": _ged.SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1989, 2100), rows=(2, 200_000)),
    quirks=(
        "The second line holds HXL tags, not data.",
        "One country is a part. No measure uses it: an old copy would bring back events withdrawn since.",
        "One country makes no figure for the world.",
        "The file does not name its edition.",
    ),
)
