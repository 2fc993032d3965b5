"""Delimited text: the fast path gives what a plain reading gives, and every damage is named by line."""

import csv
import io

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.store.read import delimited, header_of, ignored, line_of, read_csv, text, whole
from forlik.store.read.delimited import doubled_line, ends_open, reference_read

BOM = b"\xef\xbb\xbf"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("csv")


def raw(folder, content: bytes, name: str = "made.csv") -> RawFile:
    path = folder / name
    path.write_bytes(content)
    return RawFile(name, path)


def rows(table: pa.Table) -> list[list[str]]:
    return [[value or "" for value in row.values()] for row in table.to_pylist()]


def refused(file: RawFile, fields, **options) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_csv(file, fields, **options)
    assert caught.value.file == file.name
    return caught.value


AB = {"a": text(), "b": text()}
CELL = st.lists(
    st.sampled_from(["a", "é", "0", " ", ",", ";", '"', "'", "\n", "\r\n", "\r", "\t", "\u2028", "\x1c"]), max_size=5
).map("".join)
TABLE = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=6)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(
    table=TABLE,
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    bom=st.booleans(),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    last=st.booleans(),
)
def test_the_fast_path_gives_what_a_plain_reading_gives(folder, table, end, quoting, bom, delimiter, last):
    names = [f"column {number}" for number in range(len(table[0]))]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=quoting, lineterminator=end, delimiter=delimiter)
    writer.writerows([names, *table])
    content = stream.getvalue() if last else stream.getvalue().removesuffix(end)
    file = raw(folder, (BOM if bom else b"") + content.encode())
    fast = rows(read_csv(file, dict.fromkeys(names, text()), delimiter=delimiter))
    assert fast == reference_read(file, names, delimiter=delimiter) == table


LOOSE = st.lists(st.sampled_from(["x", "é", ",", '"', "\n", "\r\n", " ", '""', ',"', '",', "1"]), max_size=25).map(
    "".join
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(LOOSE)
def test_whatever_stands_in_a_file_is_read_as_a_plain_reading_does_or_refused(folder, body):
    file = raw(folder, b"a,b\n" + body.encode())
    try:
        fast = rows(read_csv(file, AB))
    except BadInput:
        return
    assert fast == reference_read(file, ["a", "b"])


WHOLE = 'id,place,note\n1,Åland,"two\nlines"\n23,Chad,"a ""b"" c"\n456,"Congo, DR",\n'.encode()
FIELDS = {"id": whole(required=True), "place": text(required=True), "note": text()}


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_file_cut_at_any_byte_is_refused_or_ends_with_a_row_or_is_seen_to_end_open(folder, end):
    content = WHOLE.replace(b"\n", end)
    everything = read_csv(raw(folder, content), FIELDS).to_pylist()
    for cut in range(len(content)):
        file = raw(folder, content[:cut])
        try:
            got = read_csv(file, FIELDS).to_pylist()
        except BadInput:
            continue
        if ends_open(file):
            got.pop()
        assert got == everything[: len(got)], cut


def test_only_text_whose_last_line_does_not_end_ends_open(folder):
    assert ends_open(raw(folder, b"a,b\n1,2"))
    for ended in (
        b"a,b\n1,2\n",
        b"a,b\r\n1,2\r\n",
        b"a\r1\r",
        b"",
        b'{"a": 1}',
        b' [{"a": 1}]',
        b"PK\3\4..",
        b"a\0b",
        b"<a/>",
    ):
        assert not ends_open(raw(folder, ended)), ended


def test_lines_are_numbered_as_an_editor_numbers_them(folder):
    file = raw(folder, b'a,b\n1,"x\ny\r\nz"\n\n2,\n3,"p\n"\n4,5\n')
    assert read_csv(file, AB, line_number="line").to_pylist() == [
        {"a": "1", "b": "x\ny\r\nz", "line": 2},
        {"a": "2", "b": None, "line": 6},
        {"a": "3", "b": "p\n", "line": 7},
        {"a": "4", "b": "5", "line": 9},
    ]
    assert [line_of(file, row) for row in range(5)] == [2, 6, 7, 9, 0]


def test_a_value_that_does_not_fit_is_named_with_its_line_field_and_remedy(folder):
    file = raw(folder, b'n,note\n1,"x\ny"\nmany,z\n')
    error = refused(file, {"n": whole(), "note": text()})
    assert (error.line, error.field) == (4, "n")
    assert str(error).startswith("made.csv, line 4, field n: “many” is not a whole number → ")


def test_lines_before_and_after_the_header_are_left_out(folder):
    file = raw(folder, b"Downloaded on a day\n\na,b\n#country,#value\n1,2\n3,4\n")
    table = read_csv(file, AB, skip=2, skip_after_header=1, line_number="line")
    assert table.to_pylist() == [{"a": "1", "b": "2", "line": 5}, {"a": "3", "b": "4", "line": 6}]
    assert refused(file, {"a": text(), "c": text()}, skip=2).line == 3


def test_a_header_over_two_lines_is_one_header(folder):
    file = raw(folder, b'"a\n(US$)",b\n1,2\n')
    assert read_csv(file, {"a\n(US$)": text("a"), "b": text()}, line_number="line").to_pylist() == [
        {"a": "1", "b": "2", "line": 3}
    ]


def test_columns_may_stand_in_any_order(folder):
    one = read_csv(raw(folder, b"a,b\n1,2\n"), AB)
    other = read_csv(raw(folder, b"b,a\n2,1\n"), AB)
    assert one.to_pylist() == other.select(one.column_names).to_pylist()


def test_a_missing_column_is_named(folder):
    error = refused(raw(folder, b"a,zzz\n1,2\n"), AB)
    assert (error.line, error.field) == (1, "b")
    assert "column “b” is missing; column “zzz” is unknown" in str(error)


def test_a_renamed_column_is_guessed(folder):
    error = refused(raw(folder, b"a,deaths_bset\n1,2\n"), {"a": text(), "deaths_best": whole()})
    assert "column “deaths_best” is missing (renamed to “deaths_bset”?)" in str(error)


def test_an_unknown_column_is_named_and_an_optional_one_may_be_absent(folder):
    assert refused(raw(folder, b"a,b,new\n1,2,3\n"), AB).field == "new"
    table = read_csv(raw(folder, b"a\n1\n"), {"a": text(), "b": whole(optional=True)})
    assert table.to_pylist() == [{"a": "1", "b": None}]


def test_a_wholly_other_header_is_told_in_one_readable_line(folder):
    error = refused(raw(folder, b",".join(b"column%d" % number for number in range(30)) + b"\n"), AB)
    assert "; and 26 more" in str(error)


def test_a_column_that_stands_twice_is_refused(folder):
    error = refused(raw(folder, b"a,b,a\n1,2,3\n"), AB)
    assert (error.what, error.field) == ("the column stands twice in the header", "a")


@pytest.mark.parametrize("other", [";", "\t", "|"])
def test_another_delimiter_is_recognised_as_a_second_saving(folder, other):
    error = refused(raw(folder, f"a{other}b\n1{other}2\n".encode()), AB)
    named = "a tab" if other == "\t" else f"“{other}”"
    assert f"separated by {named} where “,” is expected" in str(error)


def test_a_header_of_one_column_that_is_no_list_is_just_missing_columns(folder):
    assert "column “a” is missing" in str(refused(raw(folder, b"hello\n1\n"), AB))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"   \n", BOM])
def test_an_empty_file_is_refused(folder, content):
    assert refused(raw(folder, content), AB).what in {
        "the file is empty",
        "column “a” is missing; column “b” is missing",
    }


def test_a_binary_file_is_refused(folder):
    assert "binary" in refused(raw(folder, b"\x89PNG\0\0\0"), AB).what


@pytest.mark.parametrize("content", [b"a,b", b"a,b\n", b"a,b\r\n", b"a,b\n\n\n"])
def test_a_header_without_a_row_is_refused(folder, content):
    assert refused(raw(folder, content), AB).what == "there is a header but no row"


def test_too_many_skipped_lines_are_refused(folder):
    assert "missing" in refused(raw(folder, b"a,b\n1,2\n"), AB, skip=9).what


@pytest.mark.parametrize(("content", "line"), [(b"a,b\n1,\xe9\n", 2), (b"a,b\n1,2\n" * 1 + b"3,\xff\n", 3)])
def test_another_encoding_is_named_by_line(folder, content, line):
    for field in (text(), ignored("not needed")):
        for options in ({}, {"line_number": "line"}):
            error = refused(raw(folder, content), {"a": text(), "b": field}, **options)
            assert (error.line, "is not utf-8 text" in error.what) == (line, True)


def test_another_encoding_far_down_the_file_is_named_by_line(folder):
    content = b"a,b\n" + b"1,2\n" * 100 + b"1,\xe9\n"
    assert refused(raw(folder, content), AB).line == 102
    assert refused(raw(folder, content), AB, line_number="line").line == 102


def test_a_declared_encoding_is_read(folder):
    file = raw(folder, "a,b\n1,Curaçao\n".encode("cp1252"))
    assert read_csv(file, AB, encoding="cp1252").to_pylist() == [{"a": "1", "b": "Curaçao"}]
    assert reference_read(file, ["b"], encoding="cp1252") == [["Curaçao"]]


def test_a_declared_encoding_that_is_wrong_is_named_too(folder):
    content = b"a,b\n" + b"1,2\n" * 100 + b"1,\x81\n"
    error = refused(raw(folder, content), AB, encoding="cp1252")
    assert (error.line, error.what) == (102, "byte 3 of the line is not cp1252 text")


@pytest.mark.parametrize(
    ("content", "count"), [(b"a,b\n1,2\n3,4,5\n", 3), (b"a,b\n1,2\n3\n", 1), (b"a,b\n1,2\n \n", 1)]
)
def test_a_row_of_another_width_is_named_by_line(folder, content, count):
    error = refused(raw(folder, content), AB)
    assert (error.line, f"the row has {count} fields, the header 2" in error.what) == (3, True)


def test_a_quote_that_never_closes_swallows_no_rows(folder):
    error = refused(raw(folder, b'a,b\n1,2\n3,"x\n4,5\n6,7\n'), AB)
    assert (error.line, error.what) == (3, "a quoted field begins here and never ends")


def test_a_lone_quote_inside_a_field_is_kept(folder):
    assert rows(read_csv(raw(folder, b'a,b\n1,5" pipe\n'), AB)) == [["1", '5" pipe']]


def test_a_field_longer_than_any_field_is_refused_not_crashed_upon(folder):
    csv.field_size_limit(1 << 24)  # the limit is Python's own and one for all; another test may have moved it
    file = raw(folder, b'a,b\n1,"' + b"x" * (1 << 24) + b'x"\n')
    assert "field larger than field limit" in refused(file, AB, line_number="line").what
    file = raw(folder, b"x" * 100 + b",b\n1,2\n")
    limit = csv.field_size_limit(50)
    try:
        with pytest.raises(BadInput, match="the header cannot be read"):
            header_of(file)
    finally:
        csv.field_size_limit(limit)


def test_a_head_cut_within_a_character_is_not_taken_for_another_encoding(folder, monkeypatch):
    content = "a,b\n1,2é\n".encode()
    for length in range(5, len(content) + 1):
        monkeypatch.setattr(delimited, "LONGEST_HEADER", length)
        assert header_of(raw(folder, content)) == ["a", "b"]


def test_what_no_plain_reading_can_explain_is_still_refused_by_name(folder, monkeypatch):
    def broken(*_arguments, **_options):
        raise pa.ArrowInvalid("something new")

    monkeypatch.setattr("pyarrow.csv.read_csv", broken)
    assert "something new" in refused(raw(folder, b"a,b\n1,2\n"), AB).what


def test_many_rows_come_whole_over_the_blocks(folder, monkeypatch):
    monkeypatch.setattr(delimited, "BLOCK", 1 << 16)
    count = 200_000
    content = b"a,b\n" + b"".join(b'%d,"x\ny"\n' % number for number in range(count))
    table = read_csv(raw(folder, content), {"a": whole(), "b": text()}, line_number="line")
    assert table.num_rows == count
    assert table["a"].to_pylist() == list(range(count))
    assert table["line"][-1].as_py() == 2 * count


def test_a_text_whose_every_line_is_well_encoded_is_still_named(folder):
    error = delimited._wrong_encoding(raw(folder, b"a,b\n"), "utf-8")
    assert str(error).startswith("made.csv: the text is not utf-8 → ")


def test_a_header_of_more_columns_than_any_is_refused_at_once(folder):
    names = ",".join(f"c{number}" for number in range(60_000))
    error = refused(raw(folder, f"{names}\n1\n".encode()), AB)
    assert error.what == "the header names 60000 columns; at most 10000 are read"


def test_a_header_of_many_unknown_columns_names_the_first_and_their_number(folder):
    names = ",".join(f"c{number}" for number in range(9_000))
    error = refused(raw(folder, f"a,{names}\n1\n".encode()), AB)
    assert error.what.startswith("column “b” is missing; column “c0” is unknown")
    assert error.what.endswith("; and 8995 more")


def test_the_second_of_two_equal_lines_is_named_where_lines_are_rows(folder):
    rows = b"id,a\n\n1,x\n2,y\n\n1,x\n2,y\n"
    assert doubled_line(raw(folder, rows), ["1"]) == 6
    assert doubled_line(raw(folder, rows), ["2"]) == 7
    assert doubled_line(raw(folder, rows), ["9"]) == 0, "another line stands twice, not that row"
    for other in (b"<rss>\n<a>1</a>\n<a>1</a>\n</rss>", b"[\n1,\n1,\n1]", b"PK\3\4\n1\n1\n", b""):
        assert doubled_line(raw(folder, other), ["1"]) == 0
