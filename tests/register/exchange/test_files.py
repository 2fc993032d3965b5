"""The files: what was written is read back, and what is no such file is refused with where, what, and what to do."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from generated import carried
from hypothesis import HealthCheck, given, settings

from forlik.register.concepts import CONCEPTS
from forlik.register.exchange import json_file, reading, tables
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


def test_what_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "LARGEST", 100)
    with pytest.raises(Unreadable, match="larger than"):
        reading.read(b"x" * 101, "f")
    monkeypatch.setattr(reading, "LARGEST", 10_000)
    monkeypatch.setattr(reading, "MOST", 0)
    for content in (WHOLE, TABLE):
        with pytest.raises(Unreadable, match="more than 0 parts"):
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
