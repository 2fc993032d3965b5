"""A file is whole, valid and named last; what is not fit is refused by record and field, and leaves nothing behind."""

import errno
import io
import os
import tracemalloc
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from iati_records import GENERATED, full

from forlik.core.errors import BadInput, ForlikError
from forlik.iati import write as iw
from forlik.iati.write import Activity, Narrative, Organisation, write_activities, write_organisations

DAY = date(2024, 5, 1)


def simple(number=1, **fields) -> Activity:
    """The least that can be said of an activity."""
    said = {
        "identifier": f"XM-DAC-0-{number}",
        "language": "en",
        "default_currency": "NOK",
        "reporting_org": iw.ReportingOrg(ref="XM-DAC-0", type="10", names=(Narrative("Ministry"),)),
        "titles": (Narrative("Water"),),
        "descriptions": (iw.Description(narratives=(Narrative("Wells"),)),),
        "participating_orgs": (iw.ParticipatingOrg(role="1", ref="XM-DAC-0"),),
        "status": "2",
        "dates": (iw.ActivityDate(type="2", day=date(2024, 1, 1)),),
        "recipient_countries": (iw.RecipientCountry(code="ZM"),),
        "sectors": (iw.Sector(code="14030"),),
        "transactions": (iw.Transaction(type="3", day=DAY, value=iw.Money(Decimal("10.50"), DAY)),),
    }
    return Activity(**(said | fields))


def write(*activities, strict=True) -> str:
    stream = io.BytesIO()
    write_activities(activities, stream, generated=GENERATED, strict=strict)
    return stream.getvalue().decode()


def test_the_smallest_activity_is_written_as_one_would_by_hand():
    assert write(simple()) == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<iati-activities version="2.03" generated-datetime="2025-06-30T12:00:00Z">\n'
        '<iati-activity xml:lang="en" default-currency="NOK">\n'
        "  <iati-identifier>XM-DAC-0-1</iati-identifier>\n"
        '  <reporting-org ref="XM-DAC-0" type="10">\n'
        "    <narrative>Ministry</narrative>\n"
        "  </reporting-org>\n"
        "  <title>\n"
        "    <narrative>Water</narrative>\n"
        "  </title>\n"
        "  <description>\n"
        "    <narrative>Wells</narrative>\n"
        "  </description>\n"
        '  <participating-org ref="XM-DAC-0" role="1"/>\n'
        '  <activity-status code="2"/>\n'
        '  <activity-date type="2" iso-date="2024-01-01"/>\n'
        '  <recipient-country code="ZM"/>\n'
        '  <sector code="14030"/>\n'
        "  <transaction>\n"
        '    <transaction-type code="3"/>\n'
        '    <transaction-date iso-date="2024-05-01"/>\n'
        '    <value value-date="2024-05-01">10.5</value>\n'
        "  </transaction>\n"
        "</iati-activity>\n"
        "</iati-activities>"
    )


def test_equal_records_give_equal_bytes_however_their_values_are_spelt():
    said = simple(last_updated=datetime.fromisoformat("2024-05-01T12:00:00+02:00"))
    money = replace(said.transactions[0], value=iw.Money(Decimal("1.05E1"), DAY))
    again = replace(said, last_updated=datetime(2024, 5, 1, 10, tzinfo=UTC), transactions=(money,))
    assert said == again
    assert write(said) == write(again)
    assert 'last-updated-datetime="2024-05-01T10:00:00Z"' in write(said)
    assert ">0<" in write(simple(transactions=(replace(money, value=iw.Money(Decimal("-0.00"), DAY)),)))


def money(amount):
    return {"transactions": (iw.Transaction(type="3", day=DAY, value=iw.Money(amount, DAY)),)}


def shared(*shares):
    return {"sectors": tuple(iw.Sector(code=f"1403{place}", percentage=one) for place, one in enumerate(shares))}


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"titles": ()}, "titles", "is missing → say it: the standard asks for it at least once"),
        ({"titles": (Narrative(" "),)}, "titles[0].text", "is missing"),
        ({"titles": (Narrative("a\x00b"),)}, "titles[0].text", "character U+0000 at place 2 cannot stand in XML"),
        ({"titles": (Narrative("\ud800"),)}, "titles[0].text", "character U+D800"),
        ({"titles": (Narrative("\uffff"),)}, "titles[0].text", "character U+FFFF"),
        ({"titles": [Narrative("x")]}, "titles", "is not a tuple"),
        ({"titles": ("x",)}, "titles[0]", "is a str, not a Narrative"),
        ({"identifier": ""}, "identifier", "is missing"),
        ({"identifier": " XM-DAC-0-1"}, "identifier", "begins or ends with a space"),
        ({"identifier": "XM-DAC-0"}, "identifier", "is that of the organisation"),
        ({"status": 2}, "status", "2 is not text"),
        (money(Decimal("NaN")), "transactions[0].value.amount", "NaN is not an amount"),
        (money(Decimal("-Infinity")), "transactions[0].value.amount", "-Infinity is not an amount"),
        (money(Decimal("1E+38")), "transactions[0].value.amount", "more than 38 digits"),
        (money(Decimal("1.2345678")), "transactions[0].value.amount", "more than 6 decimals"),
        (money(Decimal("1E+33")), "transactions[0].value.amount", "or 32 digits before them"),
        (money(10.5), "transactions[0].value.amount", "10.5 is not a Decimal"),
        (money(None), "transactions[0].value.amount", "is missing"),
        (shared(Decimal(50), Decimal(49)), "sectors", "add up to 99"),
        (shared(Decimal(50), None), "sectors", "not all sectors of vocabulary 1 have a percentage"),
        (shared(Decimal(-1), Decimal(101)), "sectors[0].percentage", "-1 is no percentage"),
        (shared(Decimal(40)), "sectors", "add up to 40"),
        ({"sectors": ()}, "sectors", "no sector"),
        ({"recipient_countries": ()}, "recipient_countries", "no country or region"),
        ({"capital_spend": Decimal(101)}, "capital_spend", "101 is no percentage"),
        ({"language": ""}, "reporting_org.names[0]", "is in no language"),
        ({"default_currency": ""}, "transactions[0].value", "is in no currency"),
        ({"dates": (iw.ActivityDate(type="3", day=DAY),)}, "dates", "has no start"),
        ({"dates": (iw.ActivityDate(type="2", day=date(2025, 7, 1)),)}, "dates[0].day", "is after the day of the file"),
        ({"dates": (iw.ActivityDate(type="2", day=datetime(2024, 1, 1, tzinfo=UTC)),)}, "dates[0].day", "is not a day"),
        ({"hierarchy": True}, "hierarchy", "True is not a whole number"),
        ({"humanitarian": "1"}, "humanitarian", "is neither true nor false"),
        ({"linked_data_uri": "http://[x"}, "/iati-activity/@linked-data-uri", "the official schema refuses it"),
        ({"participating_orgs": (iw.ParticipatingOrg(role="1"),)}, "participating_orgs[0]", "neither identifier nor"),
        ({"contacts": (iw.Contact(emails=("a", "")),)}, "contacts[0].emails[1]", "is empty"),
        ({"extensions": (iw.Extension("", "x"),)}, "extensions[0]", "has no namespace of its own"),
        ({"extensions": (iw.Extension("urn:x", "a b"),)}, "extensions[0]", "“a b” cannot be a name"),
        ({"foreign": (iw.Attribute("k", "v"),)}, "foreign[0]", "has no namespace"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_refused_by_record_and_field(fields, field, words):
    with pytest.raises(BadInput) as caught:
        write(simple(**fields))
    assert words in str(caught.value)
    if not field.startswith("/"):
        assert caught.value.field == field
    assert caught.value.file == f"activity “{fields.get('identifier', 'XM-DAC-0-1')}”"
    assert caught.value.remedy


def below(**fields):
    return {"transactions": (iw.Transaction(type="3", day=DAY, value=iw.Money(Decimal(1), DAY), **fields),)}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (below(sectors=(iw.Sector(code="14030"),)), "a sector is said of the activity and of a transaction"),
        (below(recipient_country=iw.RecipientCountry(code="ZM")), "a country or region is said of the activity and"),
        (
            {"sectors": ()} | below(sectors=(iw.Sector(code="14030", percentage=Decimal(100)),)),
            "has a sector or place with a percentage",
        ),
        ({"transactions": (replace(below()["transactions"][0], day=date(2025, 7, 1)),)}, "is after the day of"),
        (
            {"budgets": (iw.Budget(start=date(2024, 1, 1), end=date(2025, 2, 1), value=iw.Money(Decimal(1), DAY)),)},
            "is longer than a year",
        ),
        (
            {"budgets": (iw.Budget(start=date(2024, 2, 1), end=date(2024, 1, 1), value=iw.Money(Decimal(1), DAY)),)},
            "before it begins",
        ),
        ({"locations": (iw.Location(point=iw.Point(position="91 0")),)}, "“91 0” is no latitude and longitude"),
        (
            {"recipient_regions": (iw.RecipientRegion(code="298", percentage=Decimal(60)),)},
            "not all countries and regions of vocabulary 1 have a percentage",
        ),
    ],
)  # fmt: skip
def test_what_the_ruleset_forbids_is_refused_and_the_schema_alone_allows_some_of_it(fields, words):
    with pytest.raises(BadInput, match=words):
        write(simple(**fields))
    if "percentage" not in words or "regions" in words:
        assert write(simple(**fields), strict=False)


def test_a_file_is_replaced_only_by_a_whole_one(tmp_path):
    path = tmp_path / "activities.xml"
    write_activities([simple()], path, generated=GENERATED)
    old = path.read_bytes()

    def broken():
        yield simple(1)
        yield simple(2, titles=())

    with pytest.raises(BadInput, match="XM-DAC-0-2"):
        write_activities(broken(), path, generated=GENERATED)

    def failing():
        yield simple(1)
        raise KeyError("the records end here")

    with pytest.raises(KeyError):
        write_activities(failing(), str(path), generated=GENERATED)
    assert path.read_bytes() == old
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_disk_that_fails_leaves_the_old_file(tmp_path, monkeypatch, step):
    def full_disk(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = tmp_path / "activities.xml"
    path.write_text("old")
    monkeypatch.setattr(step, full_disk)
    with pytest.raises(ForlikError, match="cannot be written: No space left"):
        write_activities([simple()], path, generated=GENERATED)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(ForlikError, match="name a file in a folder that is there"):
        write_activities([simple()], tmp_path / "no" / "x.xml", generated=GENERATED)


def test_a_stream_gets_a_whole_file_or_nothing():
    stream = io.BytesIO()
    with pytest.raises(BadInput):
        write_activities([simple(), simple(2, titles=())], stream, generated=GENERATED)
    assert stream.getvalue() == b""


def test_no_record_and_the_same_record_twice_and_another_kind_of_record_are_refused(tmp_path):
    path = tmp_path / "x.xml"
    for records, words in (
        ([], "there is no record to write"),
        ([simple(), simple()], "activity “XM-DAC-0-1”, field identifier: is there twice"),
        ([full(Organisation)], "is a Organisation, not an Activity"),
        ([{}], "is a dict"),
    ):
        with pytest.raises(BadInput, match=words):
            write_activities(records, path, generated=GENERATED)
    with pytest.raises(BadInput, match="is a Activity"):
        write_organisations([simple()], path, generated=GENERATED)
    with pytest.raises(BadInput, match="field generated: 5 is not an instant"):
        write_activities([simple()], path, generated=5)
    assert list(tmp_path.iterdir()) == []


def test_bytes_that_went_wrong_on_their_way_are_noticed(tmp_path, monkeypatch):
    """The finished file is read once more through the schema before it takes its name."""
    from forlik.iati.write import file

    real = file.instant
    monkeypatch.setattr(file, "instant", lambda value: real(value) + " or so")
    with pytest.raises(ForlikError, match="what was written is not valid"):
        write_activities([simple()], tmp_path / "x.xml", generated=GENERATED)
    assert list(tmp_path.iterdir()) == []


def test_memory_stays_flat_however_many_activities(tmp_path):
    def peak(count):
        tracemalloc.start()
        assert write_activities((simple(n) for n in range(count)), tmp_path / "x.xml", generated=GENERATED) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(2000) < peak(200) + 300_000
