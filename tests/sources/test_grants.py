"""A ministry's own grant list: exact money, recipients as they are called, nobody named who is to stay unnamed."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.discover import source
from forlik.sources._grant_headings import headings
from forlik.sources.grants import SOURCE
from forlik.store.intake import take_in
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"
LEAST = ("Agreement number", "Agreement partner", "Recipient country", "Year", "Disbursed (1000 NOK)")
ROW = ("QZA-1", "Ñandú Fund", "Colombia", "2022", "1,5")


def read(path):
    file = RawFile(path.name, path)
    assert SOURCE.part_of(file) == "list"
    reading = SOURCE.read([file])
    check(SOURCE, reading, path.name)
    return reading


def rows(path):
    return read(path).tables["grants__lines"].to_pylist()


def written(folder, *lines, heads=LEAST, mark=";", name="list.csv", start="", encoding="utf-8"):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=mark, lineterminator="\n")
    writer.writerows([heads, *lines])
    path = folder / name
    path.write_bytes((start + stream.getvalue()).encode(encoding))
    return path


def booked(folder, *lines, heads=LEAST, name="list.xlsx"):
    book = Workbook()
    for line in (heads, *lines):
        book.active.append(list(line))
    path = folder / name
    book.save(path)
    return path


def fixture():
    return read(FIXTURES / "grants.csv")


def fixture_rows():
    return fixture().tables["grants__lines"].to_pylist()


def test_thousands_of_kroner_and_dollars_are_exact_and_each_kind_stands_apart():
    first, second, *_ = fixture_rows()
    assert [first[name] for name in ("committed_nok", "disbursed_nok", "disbursed_usd", "agreement_nok")] == [
        Decimal(1_000_500),
        Decimal(750_250),
        Decimal(80_100),
        Decimal(3_000_000),
    ]
    assert second["disbursed_nok"] == Decimal(-50_250)
    assert second["committed_nok"] == 0
    assert fixture_rows()[2]["committed_nok"] is None, "what is not stated is not 0"
    assert any("Disbursed (1000 NOK) times 1,000" in one for one in fixture().remarks)


def test_recipients_that_are_no_country_are_kept_as_what_they_are():
    assert [(one["recipient"], one["country_iso3"], one["recipient_kind"]) for one in fixture_rows()[1:]] == [
        ("Colombia", "COL", "country"),
        ("Afghanistan", "AFG", "country"),
        ("Afghanistan", "AFG", "country"),
        ("Africa Regional", None, "region"),
        ("Global Unspecified", None, "global"),
        ("Colombia", "COL", "country"),
        ("Ruritania", None, "unknown"),
    ]
    assert fixture_rows()[-1]["recipient_why"] == "no place has that name or code"
    assert any("1 rows have a recipient that is not known, the first on line 9" in one for one in fixture().remarks)


def test_main_and_sub_sector_make_the_purpose_and_its_pillar():
    found = {(one["main_sector_code"], one["purpose_code"], one["pillar"]) for one in fixture_rows()}
    assert ("111", "11120", "development") in found
    assert ("720", "72010", "humanitarian") in found
    assert ("152", "15220", "peace") in found


@pytest.mark.parametrize(
    ("main", "sub", "purpose"),
    [("720", "12", "72012"), ("720", "5", "72005"), ("720", "72012", "72012"), ("720", "", None), ("", "12", None)],
)
def test_a_purpose_is_made_of_what_norad_splits(tmp_path, main, sub, purpose):
    heads = (*LEAST, "DAC Main sector (code)", "DAC Sub sector (code)")
    assert rows(written(tmp_path, (*ROW, main, sub), heads=heads))[0]["purpose_code"] == purpose


def test_an_agreement_anonymised_in_one_row_is_so_in_all_and_nothing_of_it_can_be_known_again():
    reading = fixture()
    hidden = [one for one in reading.tables["grants__lines"].to_pylist() if one["anonymised"]]
    assert [(one["country_iso3"], one["year"], one["disbursed_nok"]) for one in hidden] == [
        ("AFG", 2022, Decimal(200_000)),
        ("AFG", 2023, Decimal(100_000)),
    ]
    for one in hidden:
        names = ("agreement_number", "project_number", "agreement_title", "partner", "implementer", "channel_code")
        assert [one[name] for name in names] == [None] * len(names)
        assert one["partner_group"] == "NGO Local"
    everything = str(reading.tables["grants__lines"].to_pylist()) + " ".join(reading.remarks)
    assert "Hidden House" not in everything
    assert "QZA-02" not in everything


def test_a_channel_that_is_a_kind_of_organisation_stays_with_an_anonymised_row(tmp_path):
    heads = (*LEAST, "Channel Code ID")
    found = rows(written(tmp_path, ("A", "Temporarily anonymised", *ROW[2:], "23000"), heads=heads))
    assert (found[0]["channel_code"], found[0]["partner"]) == ("23000", None)


@pytest.mark.parametrize(
    "said", ["Temporarily anonymised - NGO Local", "MIDLERTIDIG ANONYMISERT", "temporarily  anonymized"]
)
@pytest.mark.parametrize("where", ["Description of agreement", "A heading of our own", "Agreement title"])
def test_anonymity_is_seen_wherever_it_is_written(tmp_path, said, where):
    found = rows(written(tmp_path, (*ROW, said), heads=(*LEAST, where)))
    assert (found[0]["anonymised"], found[0]["partner"], found[0]["disbursed_nok"]) == (True, None, Decimal(1500))


@pytest.mark.parametrize("heading", ["Progr Officer", "progr_officer", "Saksbehandler"])
@pytest.mark.parametrize("make", [written, booked])
def test_an_officers_name_is_in_no_table_and_in_no_remark(tmp_path, heading, make):
    reading = read(make(tmp_path, (*ROW, "Officer Nobody"), heads=(*LEAST, heading)))
    assert "Nobody" not in str(reading)
    assert "Nobody" not in str(reading.tables["grants__lines"].to_pylist())
    assert any(f"names of officers are in no table: {heading}" in one for one in reading.remarks)


def test_a_framework_agreement_is_kept_and_not_counted():
    assert [one["counted"] for one in fixture_rows()] == [True] * 6 + [False, True]


def test_headings_of_nobodys_list_are_told_and_kept_out_of_the_table():
    assert "House mark" in next(one for one in fixture().remarks if "in no list of Norad's" in one)


def test_every_name_that_norad_publishes_is_known():
    assert len(headings()) == 164
    assert {one.dataset for one in headings()} == {"oda", "pta_disbursements", "pta_agreement_level"}
    assert {one.internal for one in headings() if one.norwegian} == {
        *("agreement_number", "project_number", "responsible_unit", "progr_officer", "agreement_title"),
        *("agreement_partner", "group_of_agreement_partner"),
    }


@pytest.mark.real
def test_the_names_are_those_of_norads_own_file(shared):
    text = (shared / "aid/norad/official_colnames.csv").read_text("utf-8-sig")
    theirs = [
        (row["dataset"], row["internal"], row["official_en"], row["official_no"])
        for row in csv.DictReader(io.StringIO(text), delimiter=";")
    ]
    assert [(one.dataset, one.internal, one.english, one.norwegian) for one in headings()] == theirs


@pytest.mark.parametrize(
    "heads",
    [
        ("agreement_number", "agreement_partner", "recipient_country", "year", "disbursed_1000_nok"),
        ("Avtalenummer", "Avtalepartner", "Recipient  country", "YEAR", "Disbursed (1000 NOK)"),
    ],
)
@pytest.mark.parametrize(("mark", "amount"), [(";", "1,5"), (",", "1.5"), (",", "1,5"), ("\t", "1.5")])
def test_headings_in_any_of_three_forms_and_any_separator(tmp_path, heads, mark, amount):
    path = written(tmp_path, (*ROW[:4], amount), heads=heads, mark=mark, start="\ufeff")
    assert [(one["partner"], one["disbursed_nok"]) for one in rows(path)] == [("Ñandú Fund", Decimal(1500))]


def test_a_workbook_is_read_like_text(tmp_path):
    found = rows(booked(tmp_path, ("QZA-1", "Ñandú Fund", "Colombia", 2022, 1.25), ("QZA-2", None, "Peru", 2023, -3)))
    assert [(one["line"], one["country_iso3"], one["year"], one["disbursed_nok"]) for one in found] == [
        (2, "COL", 2022, Decimal(1250)),
        (3, "PER", 2023, Decimal(-3000)),
    ]


@pytest.mark.parametrize(
    ("heading", "amount", "kroner"),
    [
        ("Disbursed (NOK)", "1500,25", "1500.25"),
        ("Disbursed (mill NOK)", "1,5", "1500000"),
        ("Disbursed (mrd NOK)", "0,0000015", "1500"),
        ("Disbursed (1000 NOK)", "1\u00a0234\u202f567,891234", "1234567891.234"),
        ("Disbursed (1000 NOK)", "\u22121 500", "-1500000"),
        ("Disbursed (1000 NOK)", "0,1234567891", "123.456789"),
        ("Disbursed (1000 NOK)", "123456789012,345678901", "123456789012345.678901"),
    ],
)
def test_each_unit_is_turned_into_kroner_exactly(tmp_path, heading, amount, kroner):
    heads = (*LEAST[:4], heading)
    assert rows(written(tmp_path, (*ROW[:4], amount), heads=heads))[0]["disbursed_nok"] == Decimal(kroner)


def test_of_one_amount_in_several_units_the_finest_is_taken(tmp_path):
    heads = (*LEAST[:4], "Disbursed (mill NOK)", "Disbursed (NOK)")
    assert rows(written(tmp_path, (*ROW[:4], "0,002", "1999"), heads=heads))[0]["disbursed_nok"] == 1999


def test_a_place_is_known_by_its_code_or_its_norwegian_name_and_no_contradiction_is_decided(tmp_path):
    heads = ("Agreement number", "Recipient country", "Recipient country NO", "ISO3", "Year", "Disbursed (NOK)")
    path = written(
        tmp_path,
        ("1", "", "Sør-Sudan", "", "2022", "1"),
        ("2", "", "", "NAM", "2022", "1"),
        ("3", "Peru", "", "COL", "2022", "1"),
        ("4", "", "", "", "2022", "1"),
        heads=heads,
    )
    assert [(one["country_iso3"], one["recipient_kind"]) for one in rows(path)] == [
        ("SSD", "country"),
        ("NAM", "country"),
        (None, "unknown"),
        (None, "unspecified"),
    ]


def test_a_crs_number_of_a_country_alone_is_kept_and_said_to_be_unknown(tmp_path):
    heads = ("Agreement number", "Recipient country CRS", "Year", "Disbursed (NOK)")
    path = written(
        tmp_path, ("1", "625", "2022", "1"), ("2", "298", "2022", "1"), ("3", "998", "2022", "1"), heads=heads
    )
    found = rows(path)
    assert [one["recipient_kind"] for one in found] == ["unknown", "region", "unspecified"]
    assert (found[0]["recipient_crs"], "no list of the numbers" in found[0]["recipient_why"]) == ("625", True)


@pytest.mark.parametrize(
    ("dropped", "said"),
    [
        ("Year", "no heading gives the year .*field Year|field Year: no heading gives the year"),
        ("Recipient country", "field Recipient country or .*: no heading gives the recipient"),
        ("Disbursed (1000 NOK)", "no heading gives any amount"),
    ],
)
def test_a_missing_heading_is_named(tmp_path, dropped, said):
    keep = [turn for turn, name in enumerate(LEAST) if name != dropped]
    heads, line = ([one[turn] for turn in keep] for one in (LEAST, ROW))
    path = written(tmp_path, (*line, "x"), heads=(*heads, "Agreement title"))
    with pytest.raises(BadInput, match=said) as refused:
        read(path)
    assert "import-grants" in refused.value.remedy


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([(*ROW[:4], "12.345"), (*ROW[:4], "x")], "decimals or thousands"),
        ([(*ROW[:4], "1,5"), (*ROW[:4], "1.5")], "line 3.*another decimal mark than line 2"),
        ([(*ROW[:4], "1.234,5")], "both a comma and a point"),
        ([(*ROW[:4], "9" * 60)], "is no amount"),
        ([(*ROW[:4], "9" * 30)], "larger than any amount"),
        ([(*ROW[:4], "NaN")], "is no amount"),
        ([(*ROW[:4], "=1+1")], "is no amount"),
        ([(*ROW[:4], "1 23")], "is no amount"),
        ([(*ROW[:3], "", "1")], "line 2, field Year: the row has no year"),
        ([(*ROW[:3], "20222", "1")], "is no year"),
        ([(*ROW[:3], "1700", "1")], "is no year"),
        ([ROW[:4]], "the row has 4 fields"),
        ([], "a header but no row"),
    ],
)
def test_a_cell_that_cannot_be_meant_refuses_the_file_and_says_where(tmp_path, lines, said):
    with pytest.raises(BadInput, match=said):
        read(written(tmp_path, *lines))


def test_thousands_between_commas_are_not_taken_for_decimals(tmp_path):
    with pytest.raises(BadInput, match="decimals or thousands"):
        read(written(tmp_path, (*ROW[:4], "1,234"), mark=","))


@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("canary", ["Officer Nobody", "010190 12345,5,5", "01019012345.1,2", "1201 05 12345,1,"])
def test_no_refusal_shows_what_stands_in_a_cell(tmp_path, place, canary):
    """A row that has slipped has names or numbers of persons where amounts should be; the store keeps refusals."""
    line = [*ROW]
    line[place] = f"{canary}\0" if place < 3 else canary
    many = [ROW] * 300
    with pytest.raises(BadInput) as refused:
        read(written(tmp_path, *many, line))
    assert canary not in str(refused.value)
    assert not set(canary.split()) & set(str(refused.value).split())
    assert refused.value.line == 302


def test_two_headings_of_one_meaning_and_one_heading_twice_are_refused(tmp_path):
    with pytest.raises(BadInput, match="two headings mean the same column"):
        read(written(tmp_path, (*ROW, "2022"), heads=(*LEAST, "year")))
    with pytest.raises(BadInput, match=r"two headings mean the same column|stands twice"):
        read(written(tmp_path, (*ROW, "2022"), heads=(*LEAST, "Year")))


def test_formulas_in_text_stay_text_and_in_amounts_are_refused(tmp_path):
    found = rows(written(tmp_path, ("QZA-1", '=HYPERLINK("http://x")', *ROW[2:])))
    assert found[0]["partner"].startswith("=HYPERLINK")
    with pytest.raises(BadInput, match="formula without its result"):
        read(booked(tmp_path, ("QZA-1", "Fund", "Peru", 2022, "=1+1")))


def test_a_huge_cell_is_read_or_refused_and_never_swallows_rows(tmp_path):
    found = rows(written(tmp_path, ("QZA-1", "x" * 1_000_000, *ROW[2:]), ROW))
    assert len(found) == 2


def test_a_file_in_another_encoding_is_refused_with_its_line(tmp_path):
    path = written(tmp_path, ROW, encoding="cp1252")
    with pytest.raises(BadInput, match=r"line 2.*utf-8"):
        read(path)


@pytest.mark.parametrize("content", [b"", b"\xff\xfeA\0g\0", b"PK\x03\x04broken", b"Year;Things\n2020;3\n", b"\0\0"])
def test_what_is_no_list_is_nobodys(tmp_path, content):
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    assert SOURCE.part_of(RawFile(path.name, path)) is None


def test_a_workbook_that_is_cut_off_is_refused(tmp_path):
    path = booked(tmp_path, (*ROW[:3], 2022, 1.5))
    path.write_bytes(path.read_bytes()[:-200])
    _, errors = take_in(tmp_path / "home", source("grants"), [path])
    assert len(errors) == 1


def test_a_payment_report_is_refused_as_what_it_is(tmp_path):
    heads = [one.english for one in headings() if one.dataset == "pta_disbursements"]
    with pytest.raises(BadInput, match="payment report"):
        SOURCE.part_of(RawFile("p.csv", written(tmp_path, ["1"] * len(heads), heads=heads)))


def test_two_files_make_one_list_but_one_year_stands_in_one_of_them(tmp_path):
    old = written(tmp_path, ROW, name="2022.csv")
    new = written(tmp_path, (*ROW[:3], "2023", "2,5"), name="2023.csv")
    taken, errors = take_in(tmp_path / "home", source("grants"), [old, new])
    assert errors == []
    assert [one.told.rows for one in taken] == [2]
    again = written(tmp_path, ROW, name="again.csv")
    _, errors = take_in(tmp_path / "home", source("grants"), [old, new, again])
    assert "has rows of 2022, and so has 2022.csv" in str(errors[0])


def test_two_years_in_one_file_and_the_same_row_twice_are_kept_and_told(tmp_path):
    reading = read(written(tmp_path, ROW, ROW, (*ROW[:3], "2023", "2,5")))
    assert [one["year"] for one in reading.tables["grants__lines"].to_pylist()] == [2022, 2022, 2023]
    assert any("1 rows are the same as another" in one for one in reading.remarks)


def test_it_is_for_own_use():
    assert not SOURCE.licence.redistributable
    assert any("own use only" in one for one in fixture().remarks)
