"""The files: what was written is read back, and what is no such file is refused with where, what, and what to do."""

import csv
import io
import json
import struct
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import pytest
from generated import carried
from hypothesis import HealthCheck, given, settings

from forlik.register.concepts import CONCEPTS
from forlik.register.exchange import counting, json_file, reading, tables
from forlik.register.exchange.carried import Carried, Copy, Said, Unreadable
from forlik.register.exchange.judging import judged
from forlik.register.facets import fields
from forlik.register.grounds import Grounds

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
ONE = Carried("a1", "act", "staff", "1", (Said({"title": "=cmd", "reason": "why"}, 1, AT, AT, "p"),), "e1",
              Grounds("r", "l", date(2030, 1, 1)))  # fmt: skip
SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], deadline=None)


def bare(one):
    return replace(one, where="")


def key(one):
    return one.record, one.facet, one.label


@SLOW
@given(carried())
def test_json_loses_nothing(facets):
    copy = Copy(facets, {"a": "Room =A", "b": "B"}, date(2026, 1, 1))
    found, wrong = reading.read(json_file.written(copy, "Confidential"), "x.json")
    assert wrong == ()
    assert sorted(map(bare, found.facets), key=key) == sorted(facets, key=key)
    assert (found.compartments, found.as_known_on) == (copy.compartments, copy.as_known_on)


@SLOW
@given(carried())
def test_tables_keep_what_stands_there_now(facets):
    found, wrong = reading.read(tables.written(Copy(facets, {"a": "Room =A"}), "Confidential"), "x.zip")
    assert wrong == ()
    newest = [(key(one), one.concept, one.said[-1].body, one.said[-1].known_at, one.file) for one in facets]
    back = [(key(one), one.concept, one.said[-1].body, one.said[-1].known_at, one.file) for one in found.facets]
    assert sorted(back, key=lambda one: one[0]) == sorted(newest, key=lambda one: one[0])
    assert found.compartments == {"a": "Room =A"}


@SLOW
@given(carried())
def test_what_was_written_is_judged_right_and_as_the_register_writes_it(facets):
    found, wrong = judged(facets)
    assert wrong == ()
    assert sorted(found, key=key) == sorted(facets, key=key)


@SLOW
@given(carried())
def test_no_cell_begins_as_a_formula(facets):
    for concept in {one.concept for one in facets}:
        table = tables.table(concept, [one for one in facets if one.concept == concept]).decode("utf-8-sig")
        for row in csv.reader(io.StringIO(table, newline="")):
            assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


def test_no_field_has_the_name_of_a_column_before_them():
    assert not {*tables.BEFORE} & {name for kind in CONCEPTS.values() for name in fields(kind)}


def test_the_marking_stands_in_the_file():
    copy = Copy((ONE,))
    assert json.loads(json_file.written(copy, "Confidential"))["marking"] == "Confidential"
    with zipfile.ZipFile(io.BytesIO(tables.written(copy, "Confidential"))) as archive:
        assert archive.read("marking.txt").strip() == b"Confidential"


def spoilt(change):
    whole = json.loads(json_file.written(Copy((ONE,)), "x"))
    change(whole)
    return json.dumps(whole).encode()


def in_record(name, value):
    return lambda whole: whole["records"][0].__setitem__(name, value)


def in_revision(name, value):
    return lambda whole: whole["records"][0]["facets"][0]["revisions"][0].__setitem__(name, value)


WHOLE = json_file.written(Copy((ONE,)), "x")
TABLE = tables.table("act", [ONE])
BOMB = io.BytesIO()
with zipfile.ZipFile(BOMB, "w", zipfile.ZIP_DEFLATED) as _archive:
    _archive.writestr("act.csv", b"x" * (reading.LARGEST + 1))


@pytest.mark.parametrize(
    ("content", "where", "what"),
    [
        (b"", "f", "it is empty"),
        (WHOLE[: len(WHOLE) // 2], "f, line", "cut off"),
        (WHOLE.replace(b'"act"', b'"act'), "f, line", "no JSON"),
        (b"[]", "f", "no export of a register"),
        (b'{"a": 1}', "f", "no export of a register"),
        (spoilt(lambda one: one.__setitem__("forlik_register", 2)), "f", "version 2"),
        (spoilt(lambda one: one.__setitem__("more", 2)), "f, field more", "no such key"),
        (spoilt(lambda one: one.__setitem__("records", {})), "f, field records", "a list should stand"),
        (spoilt(in_record("id", 7)), "f, record 1, field id", "a text should stand"),
        (spoilt(in_record("extra", 7)), "f, record 1 (a1), field extra", "no such key"),
        (spoilt(in_revision("known_at", "yesterday")), "f, record 1 (a1), staff, field known_at", "not an instant"),
        (spoilt(in_revision("known_at", "2024-05-01T12:00")), "f, record 1 (a1), staff, field known_at", "time zone"),
        (spoilt(in_revision("body", [])), "f, record 1 (a1), staff, field body", "an object"),
        (WHOLE.replace(b'"facet": "staff",', b'"facet": "staff", "facet": "open",'), "f", "stands twice"),
        (WHOLE.replace(b'"n": 1', b'"n": NaN'), "f", "no number"),
        (b'{"forlik_register": ' + b"[" * 100_000, "f", ""),
        (tables.written(Copy((ONE,)), "x")[:-30], "f", "cut off or damaged"),
        (tables.written(Copy((ONE,)), "x")[:60], "f", "cut off or damaged"),
        (BOMB.getvalue(), "f", "too much inside"),
        (b"concept,id\n", "f, line 1, field facet", "missing"),
        (TABLE.replace(b'"title"', b'"headline"'), "f, line 1, field headline", "no such field"),
        (TABLE.replace(b'"title"', b'"reason"'), "f, line 1, field reason", "stands twice"),
        (TABLE + b'"act","a2', "f, line", "cut off"),
        ("concept;id;facet;grade;title\nact;a;staff;1;møte\n".encode("cp1252"), "f, line 2", "not written in UTF-8"),
        (b"hello", "f, line 1", "missing"),
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_told_from_the_rest(content, where, what):
    with pytest.raises(Unreadable) as caught:
        reading.read(content, "f")
    assert str(caught.value).startswith(where)
    assert what in caught.value.wrong.en
    assert caught.value.wrong.remedy_en
    assert caught.value.wrong.remedy_nb


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_instant_at_the_end_of_time_is_refused_in_words(instant):
    with pytest.raises(Unreadable, match="not an instant") as caught:
        reading.read(spoilt(in_revision("known_at", instant)), "f")
    assert "er ikke et tidspunkt" in caught.value.wrong.nb
    table = f"concept,id,facet,grade,known_at,title\nact,a1,staff,1,{instant},t\n".encode()
    _, wrong = reading.read(table, "t.csv")
    assert [(one.field, "no instant" in one.en) for one in wrong] == [("known_at", True)]


LIBRARY = ("recursion", "set_int_max", "Expecting", "delimiter", "unexpected end", "limit", "digits")
"""Words of the libraries that read, which no reader is told."""


@pytest.mark.parametrize(
    "content",
    [
        b'{"forlik_register": 1, "records": ' + b"[" * 100_000,
        b'{"forlik_register": ' + b"9" * 5000 + b"}",
        WHOLE.replace(b'"n": 1', b'"n": ' + b"9" * 4000),
        WHOLE.replace(b'"n": 1', b'"n": 1e999'),
        WHOLE.replace(b'"n": 1', b'"n" 1'),
        WHOLE.replace(b'"facet": "staff",', b'"facet": "staff", "facet": "open",'),
        spoilt(lambda one: one.__setitem__("more", 2)),
        spoilt(lambda one: one.__setitem__("records", {})),
        spoilt(in_record("id", 7)),
        spoilt(in_revision("n", "x")),
        spoilt(in_revision("body", [])),
        spoilt(in_revision("known_at", "yesterday")),
        spoilt(in_revision("known_at", "2024-05-01T12:00")),
        TABLE + b'"act","a2',
        TABLE + b'"' + b"x" * (tables.MOST_CELL + 1) + b'"',
    ],
)
def test_what_is_wrong_is_said_in_our_own_words_of_both_languages(content):
    with pytest.raises(Unreadable) as caught:
        reading.read(content, "f")
    wrong = caught.value.wrong
    assert not [word for word in LIBRARY for text in (wrong.en, wrong.nb) if word in text]
    assert not wrong.nb.endswith(wrong.en)


def test_half_a_letter_is_refused_and_a_whole_one_is_read():
    for change in (in_record("id", "\ud800"), in_revision("body", {"\ud800": 1}), in_revision("who", "\udc00x")):
        with pytest.raises(Unreadable, match="half of a letter") as caught:
            reading.read(spoilt(change), "f")
        assert str(caught.value).encode()
    copy, _ = reading.read(spoilt(in_revision("body", {"title": "\U0001f600"})), "f")
    assert copy.facets[0].said[0].body == {"title": "\U0001f600"}


def zipped(name, content, way=zipfile.ZIP_DEFLATED):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", way) as archive:
        archive.writestr(name, content)
    return bytearray(stream.getvalue())


def damaged(name, way):
    """A ZIP file whose one member is damaged where it is packed."""
    content = zipped(name, b"".join(sha256(bytes([turn])).digest() for turn in range(94)), way)
    begins = content.find(name.encode()) + len(name) + 12
    content[begins : begins + 188] = b"\xff" * 188
    return bytes(content)


@pytest.mark.parametrize("name", ["register.json", "act.csv"])
@pytest.mark.parametrize(
    ("way", "what"),
    [
        (zipfile.ZIP_LZMA, "unusual way"),
        (zipfile.ZIP_BZIP2, "unusual way"),
        (zipfile.ZIP_DEFLATED, "cut off or damaged"),
        (zipfile.ZIP_STORED, "cut off or damaged"),
    ],
)
def test_only_plain_packing_is_read_and_damage_is_said_in_words(name, way, what):
    with pytest.raises(Unreadable, match=what):
        reading.read(damaged(name, way), "f.zip")


def test_a_name_inside_that_is_no_text_is_damage():
    content = zipped("æ.csv", b"x")
    content = bytes(content).replace("æ".encode(), b"\xff\xff")
    with pytest.raises(Unreadable, match="cut off or damaged"):
        reading.read(content, "f.zip")


@pytest.mark.parametrize("part", ["{},", "[],", '"a",'])
def test_a_small_file_of_very_many_parts_is_refused_before_it_is_parsed(monkeypatch, part):
    content = bytes(zipped("register.json", f'{{"forlik_register":1,"records":[{part * 1_600_000}[]]}}'))
    assert len(content) < 100_000
    monkeypatch.setattr(json_file, "read", None)
    with pytest.raises(Unreadable, match="more than 1,500,000 brackets"):
        reading.read(content, "f.zip")


@pytest.mark.parametrize("part", [",", "x\n", ";\t"])
def test_a_small_table_of_very_many_cells_is_refused_before_it_is_parsed(monkeypatch, part):
    content = bytes(zipped("act.csv", f"concept,id,facet,grade\n{part * 5_000_001}"))
    monkeypatch.setattr(tables, "read", None)
    with pytest.raises(Unreadable, match="more than 5,000,000"):
        reading.read(content, "f.zip")


def test_no_more_of_a_table_is_read_than_is_taken(monkeypatch):
    monkeypatch.setattr(reading, "MOST", 3)
    taken = []

    def take(_head, row, _where, found, _wrong):
        taken.append(row)
        found.append(ONE)

    monkeypatch.setattr(tables, "_take", take)
    with pytest.raises(Unreadable, match="more than 3 parts"):
        reading.read(b"concept,id,facet,grade\n" + b"act,a,staff,1\n" * 100, "f.csv")
    assert len(taken) == 4


def listing(number):
    """A ZIP file with a list of so many files, of which none is there."""
    one = b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 0, 0, 33, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0)
    listed = b"".join(one + b"%04x" % (turn & 0xFFFF) for turn in range(number))
    first = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 33, 0, 0, 0, 4, 0) + b"0000"
    # What the end says of their number is not believed.
    return first + listed + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), len(first), 0)


def test_a_list_of_very_many_files_is_refused_before_it_is_read(monkeypatch):
    from forlik.register.documents import kinds, refused

    with pytest.raises(Unreadable, match="100 files inside"):
        reading.read(listing(100), "f.zip")
    monkeypatch.setattr(zipfile, "ZipInfo", None)
    with pytest.raises(Unreadable, match="too many files inside"):
        reading.read(listing(30_000), "f.zip")
    with pytest.raises(refused.Refused, match="its list of parts"):
        kinds.kind_of(listing(30_000))


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 100)
    with pytest.raises(Unreadable, match="larger than"):
        reading.read(b"x" * 101, "f")
    monkeypatch.setattr(reading, "LARGEST", 10_000)
    monkeypatch.setattr(reading, "MOST", 0)
    for content in (WHOLE, TABLE):
        with pytest.raises(Unreadable, match="more than 0 parts"):
            reading.read(content, "f")
    monkeypatch.setattr(reading, "MOST", 10)
    monkeypatch.setattr(counting, "LARGEST_TEXT", 100)
    for content in (WHOLE, TABLE):
        with pytest.raises(Unreadable, match="records in it are larger"):
            reading.read(content, "f")


HEAD = "concept,id,facet,grade,n,known_at,file,title,reason,commitments,people"
ROLE = "concept,id,facet,grade,people,side\nrole,r1,open,1,"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_that_a_spreadsheet_saved_is_read(separator, encoding):
    rows = [["concept", "id", "facet", "grade", "n", "title", "reason"], ["act", "a1", "staff", "1", "", "Møte", "'=1"]]
    text = "\r\n".join(separator.join(row) for row in rows) + "\r\n\r\n"
    copy, wrong = reading.read(text.encode(encoding), "act.csv")
    assert wrong == ()
    assert [(one.record, one.said[0].body) for one in copy.facets] == [("a1", {"title": "Møte", "reason": "=1"})]


@pytest.mark.parametrize(
    ("text", "line", "field", "what"),
    [
        ("concept,id,facet,grade,title\nact,a1,staff,1,=1+1\n", 2, "title", "formula"),
        ("concept,id,facet,grade,title\nact,a1,staff,1,@x\n", 2, "title", "formula"),
        ("concept,id,facet,grade,title\n\nact,a1,staff,1,a,b\n", 3, "", "6 cells, and 5 columns"),
        ("concept,id,facet,grade,n\nact,a1,staff,1,first\n", 2, "n", "no number"),
        ("concept,id,facet,grade,known_at\nact,a1,staff,1,30.06.2024\n", 2, "known_at", "no instant"),
        ("concept,id,facet,grade,people\nrole,r1,open,1,many\n", 2, "people", "as the export writes it"),
        ("concept,id,facet,grade,ours\ncommitment,c1,open,1,perhaps\n", 2, "ours", "true or false"),
        ("concept,id,facet,grade,promise\nact,a1,staff,1,x\n", 2, "promise", "no such field"),
        ('concept,id,facet,grade,by\nact,a1,open,1,["x\n', 2, "by", "as the export writes it"),
    ],
)
def test_a_cell_that_is_wrong_is_named(text, line, field, what):
    _, wrong = reading.read(text.replace('["x', "[x").encode(), "t.csv")
    assert [(one.where, one.field) for one in wrong] == [(f"t.csv, line {line}", field)]
    assert what in wrong[0].en


def test_a_spreadsheet_may_say_true_in_its_own_language():
    text = "concept;id;facet;grade;ours\ncommitment;c1;open;1;SANN\n"
    copy, wrong = reading.read(text.encode(), "t.csv")
    assert wrong == ()
    assert copy.facets[0].said[0].body == {"ours": True}
