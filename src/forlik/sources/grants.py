"""A ministry's own grant list, under the column names that Norad publishes: agreements by year and recipient."""

import itertools
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import BadInput
from forlik.core.schema import Column, Schema
from forlik.core.source import Bounds, Coverage, Licence, RawFile, Reading, Source
from forlik.iati.flows.pillars import PURPOSE, pillar
from forlik.sources._grant_amounts import columns_of
from forlik.sources._grant_headings import MONEY, Meant, headings, is_list, meant, payment_report
from forlik.sources._grant_recipients import UNKNOWN, recipients
from forlik.store.read import Field, header_of, ignored, read_csv, read_sheet, sheet_header, sniff, text

YEARS = (1945, 2100)
DELIMITERS = ",;\t|"
ENCODINGS = ("utf-8", "latin-1")
"""Read is the first; by the second a list in another encoding is known as one, so that the line is told."""
LINE = "\0line"
ANONYMISED = r"(?i)(temporarily\s+anonymi[sz]ed|midlertidig\s+anonymisert)"
"""What Norad writes in place of a name (``Temporarily anonymised - NGO Local``); its Norwegian form is our reading."""
NAMING = ("agreement_number", "project_number", "agreement_title", "partner", "implementer", "extending_agency")
"""Columns by which an anonymised agreement could be known again: they are empty in all of its rows."""
GENERAL_CHANNEL = re.compile(r"\d\d000")
"""Channels that are a kind of organisation (``23000``); any other code may be one organisation's own."""
FRAME = re.compile(r"\b(ramme|frame)", re.IGNORECASE)
YEAR = re.compile(r"\d{4}(\.0+)?")
DIGITS = re.compile(r"\d+")
SHOWN = 8
CURRENCIES = {"nok": "kroner", "usd": "US dollars"}
WORDS = {
    "committed": "committed in the year",
    "committed_so_far": "committed so far",
    "disbursed": "paid out in the year",
    "agreement": "the whole agreement's amount: it stands again in each of its years, so it is never added up",
    "planned": "planned to be paid out",
    "extended": "given, before what came back",
    "received": "that came back",
}
AMOUNTS = {
    f"{kind}_{code}": f"{CURRENCIES[code]}, {WORDS[kind]}"
    for kind in MONEY
    for code in CURRENCIES
    if any(one.column == f"{kind}_{code}" for one in headings())
}
SCHEMA = Schema(
    grain="one row of the list: an agreement in one year, as finely as the list has it",
    key=("row_no",),
    columns={
        "row_no": Column("int", "number of the row in the whole list, from 1", required=True),
        "line": Column("int", "line or row of its file", required=True),
        "year": Column("int", "calendar year", required=True),
        "counted": Column(
            "flag", "false for a framework agreement, whose money stands again in those under it", required=True
        ),
        "anonymised": Column("flag", "whether the list hides whose agreement it is", required=True),
        "agreement_number": Column("text", "the giver's number of the agreement; empty when anonymised"),
        "project_number": Column("text", "the giver's number of the project; empty when anonymised"),
        "agreement_title": Column("text", "title; empty when anonymised"),
        "partner": Column("text", "with whom it is; empty when anonymised"),
        "partner_group": Column("text", "what kind of partner"),
        "partner_group_code": Column("text", "the giver's code of that kind"),
        "channel_code": Column("text", "OECD code of the channel; when anonymised only that of a kind"),
        "implementer": Column("text", "who carries it out; empty when anonymised"),
        "implementer_group": Column("text", "what kind of organisation that is"),
        "extending_agency": Column("text", "through which agency; empty when anonymised"),
        "responsible_unit": Column("text", "the unit that answers for it"),
        "country_iso3": Column("text", "country it goes to; empty where it goes to none in particular"),
        "recipient_kind": Column(
            "text", "country, region, global, multilateral, donor_side, unspecified or unknown", required=True
        ),
        "recipient": Column("text", "recipient as the list calls it"),
        "recipient_crs": Column("text", "the OECD's number of the recipient, as the list has it"),
        "recipient_why": Column("text", "why a recipient is unknown"),
        "main_region": Column("text", "part of the world, as the list calls it"),
        "main_sector_code": Column("text", "DAC sector of three digits"),
        "purpose_code": Column("text", "DAC purpose of five digits, made of main and sub sector"),
        "pillar": Column(
            "text", "development, humanitarian, peace, rights_democracy, excluded_donor_side; empty: unknown"
        ),
        "type_of_assistance": Column("text", "as the list has it"),
        "form_of_assistance": Column("text", "as the list has it"),
        "type_of_flow": Column("text", "as the list has it: ODA, or another"),
        "type_of_agreement": Column("text", "as the list has it"),
        **{name: Column("decimal", doc) for name, doc in AMOUNTS.items()},
    },
)


@dataclass(frozen=True)
class _List:
    """One file's rows: column → texts, the amounts, the lines, and which rows hold the mark of anonymity."""

    meant: Meant
    texts: Mapping[str, list[str | None]]
    amounts: Mapping[str, list[Any]]
    years: list[int]
    lines: list[int]
    marked: list[bool]
    rounded: int


def part_of(file: RawFile) -> str | None:
    """All files are the one list of whoever imports them.

    Raises:
        BadInput: A report of Norad's payment system, of which no layout is read.
    """
    names, _ = _names(file)
    if payment_report(names):
        raise BadInput(
            "has the headings of a payment report, in which money stands by payment and not by year and recipient",
            file=file.name,
            remedy="import the list of grants by agreement and year (Norad's dataset oda)",
        )
    return "list" if is_list(names) else None


def read(files: Sequence[RawFile]) -> Reading:
    """Read the files of one list, each year in one of them."""
    lists = [_read(file) for file in files]
    _refuse_years_twice(files, lists)
    made = [_columns(one) for one in lists]
    joined = {name: [value for columns in made for value in columns[name]] for name in SCHEMA.columns}
    hidden = _hidden(joined["agreement_number"], [mark for one in lists for mark in one.marked])
    rows = len(hidden)
    joined |= {"row_no": list(range(1, rows + 1)), "anonymised": hidden}
    for name in NAMING:
        joined[name] = [None if hide else value for hide, value in zip(hidden, joined[name], strict=True)]
    joined["channel_code"] = [
        code if code is None or not hide or GENERAL_CHANNEL.fullmatch(code) else None
        for hide, code in zip(hidden, joined["channel_code"], strict=True)
    ]
    years = [year for one in lists for year in one.years]
    countries = tuple(sorted({code for code in joined["country_iso3"] if code}))
    return Reading(
        tables={"grants__lines": pa.table(joined, schema=SCHEMA.arrow())},
        rows=rows,
        covers=(Coverage(str(min(years)), str(max(years)), countries),) if countries else (),
        remarks=_remarks(lists, joined),
    )


def _names(file: RawFile) -> tuple[list[str], str]:
    """The headings of a file, and what parts its columns: a sign, or the name of its sheet."""
    for sheet in sniff.sheets(file)[:SHOWN]:
        try:
            names = [name for name in sheet_header(file, sheet) if name]
        except BadInput:
            continue
        if is_list(names) or payment_report(names):
            return names, sheet
    start = sniff.head(file)
    if not start or b"\0" in start or start.startswith((b"{", b"[", b"<", sniff.ZIP)):
        return [], ""
    found: tuple[list[str], str] = ([], "")
    for mark, encoding in itertools.product(DELIMITERS, ENCODINGS):
        with suppress(BadInput):
            found = max(found, (header_of(file, delimiter=mark, encoding=encoding), mark), key=lambda one: len(one[0]))
    return found


def _read(file: RawFile) -> _List:
    names, parted = _names(file)
    told = meant(file, names)
    fields = _fields(told, names)
    delimiter = parted if parted in DELIMITERS else ""
    try:
        if delimiter:
            table = read_csv(file, fields, delimiter=delimiter, line_number=LINE)
        else:
            table = read_sheet(file, parted, fields, only=True, line_number=LINE)
    except BadInput as error:
        raise _without_cell(error, file) from error
    lines: list[int] = table[LINE].to_pylist()
    table = table.drop_columns(LINE)
    marked = [False] * len(lines)
    for column in table.columns:
        here = pc.fill_null(pc.match_substring_regex(column, ANONYMISED), fill_value=False).to_pylist()
        marked = [one or two for one, two in zip(marked, here, strict=True)]
    texts = {name: [_plain(one) for one in table[name].to_pylist()] for name in told.taken}
    amounts, rounded = columns_of(file.name, texts, told.taken, told.units, lines, delimiter)
    years = [_year(file, told.taken["year"], line, one) for line, one in zip(lines, texts["year"], strict=True)]
    return _List(told, texts, amounts, years, lines, marked, rounded)


def _fields(told: Meant, names: Sequence[str]) -> dict[str, Field]:
    """How each heading is read; officers' names are not even held, the rest is looked through for anonymity."""
    column_of = {heading: column for column, heading in told.taken.items()}
    why = ignored("names of persons are in no table")
    return {
        name: why if name in told.persons else text(column_of.get(name) or f"\0{turn}")
        for turn, name in enumerate(names)
    }


def _without_cell(error: BadInput, file: RawFile) -> BadInput:
    """The error without what stands in the cell, which may be anybody's name or number: the store keeps errors."""
    if not error.what.startswith("“"):
        return error
    _, _, why = error.what.rpartition("” ")
    return BadInput(f"what stands there {why}", file=file.name, line=error.line, field=error.field, remedy=error.remedy)


def _plain(value: str | None) -> str | None:
    return (value or "").strip() or None


def _year(file: RawFile, heading: str, line: int, stated: str | None) -> int:
    if stated and YEAR.fullmatch(stated) and YEARS[0] <= int(stated[:4]) <= YEARS[1]:
        return int(stated[:4])
    raise BadInput(
        "what stands there is no year" if stated else "the row has no year",
        file=file.name,
        line=line,
        field=heading,
        remedy="give every row its calendar year, and leave out rows of totals",
    )


def _refuse_years_twice(files: Sequence[RawFile], lists: Sequence[_List]) -> None:
    """Refuse two files with one year: nothing tells whether their rows are the same money."""
    first: dict[int, str] = {}
    for file, one in zip(files, lists, strict=True):
        for year in sorted(set(one.years)):
            if first.setdefault(year, file.name) != file.name:
                raise BadInput(
                    f"has rows of {year}, and so has {first[year]}: they could be the same money twice",
                    file=file.name,
                    remedy="put all rows of a year into one file",
                )
        first |= dict.fromkeys(one.years, file.name)


def _columns(one: _List) -> dict[str, list[Any]]:
    """The columns of the table before anonymous agreements are hidden."""
    blank = [None] * len(one.years)
    return dict.fromkeys(SCHEMA.columns, blank) | dict(one.texts) | dict(one.amounts) | _made(one)


def _made(one: _List) -> dict[str, list[Any]]:
    rows = range(len(one.years))
    blank: list[str | None] = [None] * len(one.years)
    iso3, kinds, whys = recipients(one.texts, one.years)
    main = _first(one, blank, "main_sector", "main_sector_named")
    sub = _first(one, blank, "sub_sector", "sub_sector_named")
    codes = [_purpose(main[row], sub[row]) for row in rows]
    kind = one.texts.get("type_of_agreement", blank)
    return {
        "line": one.lines,
        "year": one.years,
        "counted": [not FRAME.search(kind[row] or "") for row in rows],
        "country_iso3": iso3,
        "recipient_kind": kinds,
        "recipient": _first(one, blank, "recipient", "recipient_nb"),
        "recipient_why": [why or None for why in whys],
        "main_sector_code": [category for category, _ in codes],
        "purpose_code": [purpose for _, purpose in codes],
        "pillar": [pillar(PURPOSE, purpose or category).pillar for category, purpose in codes],
    }


def _first(one: _List, blank: list[str | None], *names: str) -> list[str | None]:
    """Of several columns the first that says something, row by row."""
    columns = [one.texts.get(name, blank) for name in names]
    return [next((text for text in texts if text), None) for texts in zip(*columns, strict=True)]


def _purpose(main: str | None, sub: str | None) -> tuple[str | None, str | None]:
    """The DAC's codes of three and of five digits, of a main sector (720) and a sub sector (12, or whole: 72012)."""
    found, under = DIGITS.match(main or ""), DIGITS.match(sub or "")
    category = found[0] if found and len(found[0]) == 3 else None  # noqa: PLR2004 - as the DAC writes it
    if under and len(under[0]) == 5:  # noqa: PLR2004 - as the DAC writes it
        return category or under[0][:3], under[0]
    if category and under and len(under[0]) <= 2:  # noqa: PLR2004 - 720 and 12 are 72012
        return category, category + under[0].zfill(2)
    return category, None


def _hidden(numbers: Sequence[str | None], marked: Sequence[bool]) -> list[bool]:
    """Which rows are anonymised: those with the mark in any cell, and every other row of the same agreement."""
    agreements = {number.casefold() for number, mark in zip(numbers, marked, strict=True) if mark and number}
    return [
        mark or (number or "").casefold() in agreements for number, mark in zip(numbers, marked, strict=True)
    ]  # fmt: skip


def _remarks(lists: Sequence[_List], joined: Mapping[str, list[Any]]) -> tuple[str, ...]:
    """What the importer should see; no text of any cell is among it."""
    unknown = list(dict.fromkeys(name or "(nameless)" for one in lists for name in one.meant.unknown))
    persons = list(dict.fromkeys(name for one in lists for name in one.meant.persons))
    scaled = {one.meant.taken[column]: unit for one in lists for column, unit in one.meant.units.items() if unit > 1}
    amounts = ", ".join(f"{heading} times {unit:,}" for heading, unit in scaled.items())
    unplaced = [row for row, kind in enumerate(joined["recipient_kind"]) if kind == UNKNOWN]
    where = joined["line"][unplaced[0]] if unplaced else 0
    seen = list(zip(*(joined[name] for name in SCHEMA.columns if name not in ("row_no", "line")), strict=True))
    told = (
        (unknown, f"headings in no list of Norad's, kept in the file and in no table: {', '.join(unknown[:SHOWN])}"),
        (persons, f"names of officers are in no table: {', '.join(persons)}"),
        (scaled, f"amounts are in whole kroner and dollars: {amounts}"),
        (any(joined["anonymised"]), f"{sum(joined['anonymised'])} rows are anonymised: counted, and never named"),
        (
            not all(joined["counted"]),
            f"{joined['counted'].count(False)} rows are framework agreements: kept, and in no total",
        ),
        (unplaced, f"{len(unplaced)} rows have a recipient that is not known, the first on line {where}"),
        (sum(one.rounded for one in lists), f"{sum(one.rounded for one in lists)} amounts rounded to a millionth"),
        (
            len(seen) - len(set(seen)),
            f"{len(seen) - len(set(seen))} rows are the same as another in all that is taken: every one is counted",
        ),
        (True, "own use only: no page shows anything of it unless the setting show_grants says so"),
    )
    return tuple(sentence for there, sentence in told if there)


SOURCE = Source(
    name="grants",
    title="A ministry's own grant list",
    publisher="Whoever imported it",
    licence=Licence("own", False, "a list that somebody holds for their own use; it states no terms"),
    citation="Own grant list, as imported.",
    home="https://github.com/noradno/noradstats",
    cadence="irregular",
    schemas={"grants__lines": SCHEMA},
    part_of=part_of,
    read=read,
    bounds=Bounds(years=YEARS, rows=(1, 2_000_000), ahead=10),
    merges=True,
    private=True,
    quirks=(
        "Private: the public desk tells nothing of what is held or refused of it; `forlik sources grants` does.",
        "For own use only: no page shows anything of it unless the setting show_grants says so.",
        "A list replaces the one before it whole; files named in one command are one list, each year in one of them.",
        "The home page has the names of the columns; no official list was at hand when this was written.",
        "Framework agreements are in no total: their money stands again in the agreements under them.",
        "An agreement anonymised in one row is so in all; its numbers and names are in no row of the table.",
        "A country is known by its name or ISO code; the OECD's numbers of countries are kept as they stand.",
    ),
)
