"""Real files of many publishers: counts and sums are those that Python's own XML parser and plain searching give."""

import re
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from forlik.iati.layout import layout
from forlik.iati.read import read, reference

pytestmark = pytest.mark.real

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
WHITE = " \t\r\n"
BROKEN, PREFIXED = {"broken.xml"}, {"frankenstein.xml"}
"""Files that no parser reads whole: one is cut off, one has prefixes that nobody declares."""
OUTSIDE = b"<ir:registry-record "
"""What some publishers of 1.0x put beside their activities."""


@pytest.fixture(scope="module")
def folder(shared) -> Path:
    return shared / "iati" / "activities"


@pytest.fixture(scope="module")
def every(folder) -> dict[Path, object]:
    """Every file that is XML, read."""
    return {path: read(path, reader="reference") for path in sorted(folder.rglob("*.xml"))}


def parsed(path: Path):
    """The activities or organisations of a file as Python's own parser sees them; ``None`` when it does not parse."""
    try:
        root = ET.parse(path).getroot()  # noqa: S314 - the files of the folder are known
    except ET.ParseError:
        return None
    single = root.tag in {"iati-activity", "iati-organisation"}
    return [root] if single else [one for one in root if one.tag in {"iati-activity", "iati-organisation"}]


def text_of(element) -> str:
    return ((element.text or "") + "".join(child.tail or "" for child in element)).strip(WHITE)


def test_every_file_is_read_and_what_is_found_is_what_is_searched_for(every):
    assert len(every) >= 45
    for path, reading in every.items():
        [file] = reading.report["files"]
        assert file["read"], (path.name, file)
        data = re.sub(rb"<!--.*?-->", b"", path.read_bytes(), flags=re.DOTALL)
        begun = len(re.findall(rb"<iati-(?:activity|organisation)[\s/>]", data))
        assert file["found"] == begun == file["activities"] + len(file["refused"]), path.name


def test_a_file_that_parses_is_read_whole_and_another_is_told_of(every):
    for path, reading in every.items():
        [file] = reading.report["files"]
        if parsed(path) is not None:
            assert (file["refused"], file["notes"]) == ([], []), path.name
            data = path.read_bytes()
            beside = [data[one["byte_start"] : one["byte_end"]] for one in file["outside"]]
            assert [one for one in beside if not one.startswith(OUTSIDE)] == [], path.name
            assert len(beside) == data.count(OUTSIDE)
        elif path.name in PREFIXED:
            assert (file["refused"], file["outside"], file["notes"]) == ([], [], [])
            spaces = reading.tables["extension"].column("namespace").to_pylist()
            assert any(space and space.startswith("undeclared:") for space in spaces)
        else:
            assert path.name in BROKEN
            assert file["notes"] == ["its root element is not closed: the file may be cut off"]
            assert file["refused"] or file["outside"], path.name


def test_every_table_has_as_many_rows_as_the_file_has_elements(every):
    for path, reading in every.items():
        activities = parsed(path)
        if activities is None:
            continue
        content = reading.report["files"][0]["content"]
        for table in layout(content).tables:
            elements = sum(len(one.findall(place)) for one in activities for place in table.at)
            assert reading.tables[table.name].num_rows == elements, (path.name, table.name)


def test_every_text_and_every_value_of_a_file_stands_in_the_tables(every, held):
    for path, reading in every.items():
        activities = parsed(path)
        if activities is None:
            continue
        [file] = reading.report["files"]
        codes = layout(file["content"]).codes_1x
        old = {code for column in codes.values() for code in column} if file["version"][:1] != "2" else set()
        found = held(reading.tables)
        for activity in activities:
            for element in activity.iter():
                text = text_of(element)
                assert not text or text in found, (path.name, element.tag, text)
                for name, value in element.attrib.items():
                    kept = value.strip(WHITE)
                    # A language stands beside the texts that are in it.
                    assert kept in found or name == LANG or kept.lower() in old, (path.name, element.tag, name, value)


def amount(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def test_sums_by_level_and_currency_are_those_of_another_parser(every):
    compared = 0
    for path, reading in every.items():
        activities = parsed(path)
        if activities is None or reading.report["files"][0]["content"] != "activity":
            continue
        for name in ("transaction", "budget"):
            wanted = defaultdict(Decimal)
            for activity in activities:
                for element in activity.findall(name):
                    value = element.find("value")
                    number = None if value is None else amount(text_of(value))
                    if number is not None:
                        currency = value.get("currency", activity.get("default-currency"))
                        wanted[activity.get("hierarchy"), currency] += number
            tables = reading.tables
            level, default = (
                dict(
                    zip(
                        tables["activity"].column("activity_no").to_pylist(),
                        tables["activity"].column(column).to_pylist(),
                        strict=True,
                    )
                )
                for column in ("hierarchy_raw", "default_currency")
            )
            read_sums = defaultdict(Decimal)
            columns = ("activity_no", "value_amount", "value_currency")
            for number, value, currency in zip(
                *(tables[name].column(column).to_pylist() for column in columns), strict=True
            ):
                if value is not None:
                    read_sums[level[number], currency if currency is not None else default[number]] += value
            assert read_sums == wanted, (path.name, name)
            compared += len(wanted)
    assert compared > 60


def test_every_place_is_the_activity_itself(every):
    import hashlib

    for path, reading in every.items():
        if reading.report["files"][0]["content"] != "activity":
            continue
        data = path.read_bytes()
        columns = ("byte_start", "byte_end", "content_sha256", "line", "activity_id")
        for start, end, digest, line, name in zip(
            *(reading.tables["activity"].column(column).to_pylist() for column in columns), strict=True
        ):
            stretch = data[start:end]
            assert hashlib.sha256(stretch).hexdigest() == digest
            assert line == data.count(b"\n", 0, start) + 1
            assert stretch.startswith(b"<iati-activity")
            if name and name.isascii() and "&" not in name:
                assert name.encode() in stretch, path.name


def test_large_activities_piece_by_piece_give_the_same_tables(folder, every, monkeypatch):
    monkeypatch.setattr(reference, "LARGE", 0)
    for name in ("unhcr/UNHCR-Activities-2023.xml", "who/who-arg.xml", "dfid_1x/CD.xml"):
        reading = read(folder / name, reader="reference")
        for table, rows in every[folder / name].tables.items():
            assert reading.tables[table] == rows, (name, table)


def test_armenia_of_the_asian_development_bank(folder, every):
    reading = every[folder / "adb" / "iati-activities-am-armenia.xml"]
    counts = reading.report["rows"]
    assert (counts["activity"], counts["transaction"], counts["budget"]) == (43, 6444, 267)
    transactions = reading.tables["transaction"]
    assert transactions.column("value_currency").null_count == 6444, "the activity's own currency applies"
    days = reading.tables["date"]
    assert days.column("iso_date").null_count == 0
    raw = days.column("iso_date_raw").to_pylist()
    assert any(day.endswith("+08:00") for day in raw)
    assert [str(day) for day in days.column("iso_date").to_pylist()] == [day[:10] for day in raw]


def test_unhcr_tells_the_same_money_on_three_levels(folder, every):
    reading = every[folder / "unhcr" / "UNHCR-Activities-2023.xml"]
    assert reading.report["activities"] == 134
    assert set(reading.tables["activity"].column("hierarchy").to_pylist()) == {1, 2, 3}
    currencies = defaultdict(set)
    level = dict(enumerate(reading.tables["activity"].column("hierarchy").to_pylist()))
    transactions = reading.tables["transaction"]
    for number, currency, kind in zip(
        *(transactions.column(name).to_pylist() for name in ("activity_no", "value_currency", "transaction_type_code")),
        strict=True,
    ):
        currencies[level[number]].add(currency)
        assert kind == "11"
    assert {at: len(some) for at, some in currencies.items()} == {1: 13, 2: 6, 3: 14}
    beside = reading.tables["extension"]
    dollars = [
        amount(text)
        for namespace, text, parent in zip(
            *(beside.column(name).to_pylist() for name in ("namespace", "text", "parent")), strict=True
        )
        if namespace and "unhcr" in namespace and parent == "transaction"
    ]
    assert len(dollars) >= transactions.num_rows, "a sum in US dollars stands beside every value"


def test_the_bank_with_negative_transactions_and_small_budgets(folder, every):
    counts = every[folder / "worldbank" / "worldbank-sv.xml"].report["rows"]
    assert (counts["activity"], counts["transaction"]) == (13, 632)
    counts = every[folder / "who" / "who-arg.xml"].report["rows"]
    assert (counts["activity"], counts["transaction"]) == (157, 871)
    assert every[folder / "caf" / "CAF-ActivityFile-2025-10-10.xml"].report["activities"] == 478
    ocha = every[folder / "ocha" / "ocha-test-data.xml"]
    assert ocha.report["activities"] == 287
    assert len(ocha.tables["activity"].column("activity_id").unique()) == 1


def test_every_file_of_version_1_has_codes_of_version_2(every):
    seen = set()
    for reading in every.values():
        [file] = reading.report["files"]
        if file["content"] == "activity" and file["version"].startswith("1"):
            seen |= set(reading.tables["transaction"].column("transaction_type_code").to_pylist())
    assert {"1", "2", "3", "4"} <= seen
    assert not seen & {"C", "D", "E", "IF", "IR", "LR", "R"}


def test_every_file_that_the_official_schema_must_accept_is_read_without_loss(shared, held):
    cases = (shared / "iati" / "conformance" / "schema").rglob("*.xml")
    files = [path for path in cases if "should-pass" in path.parts and "registry-tests" not in path.parts]
    assert len(files) == 233
    for path in files:
        reading = read(path, reader="reference")
        [file] = reading.report["files"]
        assert file["read"], path.name
        assert (file["refused"], file["outside"]) == ([], []), path.name
        found = held(reading.tables)
        for activity in parsed(path) or ():
            for element in activity.iter():
                text = text_of(element)
                assert not text or text in found, (path.name, element.tag)
                for name, value in element.attrib.items():
                    assert value.strip(WHITE) in found or name == LANG, (path.name, element.tag, name)
