"""JSON: nothing twice, no silent numbers, every field used up."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.store.read import Item, read_json


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("json")


def raw(folder, content: bytes | str) -> RawFile:
    path = folder / "made.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return RawFile("made.json", path)


def refused(file: RawFile) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_json(file)
    assert caught.value.file == "made.json"
    return caught.value


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=("Cs",))),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=PLAIN, bom=st.booleans(), ascii_only=st.booleans())
def test_what_was_written_is_read(folder, value, bom, ascii_only):
    content = json.dumps(value, ensure_ascii=ascii_only).encode()
    assert read_json(raw(folder, (b"\xef\xbb\xbf" if bom else b"") + content)) == value


def test_numbers_with_a_point_are_exact(folder):
    assert read_json(raw(folder, "[0.1, 1e3, -2.50, 7]")) == [Decimal("0.1"), Decimal(1000), Decimal("-2.50"), 7]
    assert str(read_json(raw(folder, "2.50"))) == "2.50"


@pytest.mark.parametrize("content", ["NaN", "[Infinity]", '{"a": -Infinity}'])
def test_what_is_not_a_number_is_refused(folder, content):
    assert "is not a number" in refused(raw(folder, content)).what


@pytest.mark.parametrize("content", ["1e9999999999999999999999", "[1e999999999]", "-1.5e400", "1.0e-9999", "9" * 5000])
def test_numbers_out_of_all_bounds_are_refused_before_anyone_writes_them_out(folder, content):
    assert "is not acceptable JSON" in refused(raw(folder, content)).what


def test_large_numbers_that_people_write_are_read(folder):
    assert read_json(raw(folder, "[0e999, 1e300, 12345678901234567890]")) == [0, Decimal("1e300"), 12345678901234567890]


def test_a_key_twice_is_refused_by_name(folder):
    assert "key “a” stands twice" in refused(raw(folder, '{"b": {"a": 1, "c": 2, "a": 1}}')).what


def test_nesting_without_end_is_refused(folder):
    assert "recursion" in refused(raw(folder, "[" * 100_000)).what
    assert "recursion" in refused(raw(folder, '{"a":' * 100_000)).what


@pytest.mark.parametrize("content", [b"", b" \n\t"])
def test_an_empty_file_is_refused(folder, content):
    assert refused(raw(folder, content)).what == "the file is empty"


def test_a_file_beyond_all_sizes_is_refused_unread(folder, monkeypatch):
    monkeypatch.setattr("forlik.store.read.document.LARGEST", 3)
    assert "larger than 0 MB" in refused(raw(folder, "[1, 2]")).what


def test_another_encoding_is_named_by_byte(folder):
    assert refused(raw(folder, b'"S\xe3o Tom\xe9"')).what == "byte 3 is not UTF-8 text"
    assert "not UTF-8" in refused(raw(folder, '{"a": 1}'.encode("utf-16"))).what


def test_half_a_character_is_refused_and_a_whole_pair_is_read(folder):
    assert "half a character" in refused(raw(folder, r'{"a": ["\ud83d"]}')).what
    assert "half a character" in refused(raw(folder, r'{"\uDE00": 1}')).what
    assert read_json(raw(folder, r'["\ud83d\uDE00", 1.5]')) == ["\U0001f600", Decimal("1.5")]


def test_a_document_cut_at_any_byte_is_refused(folder):
    content = '{"page": 1, "data": [{"id": 12, "name": "Åse", "usd": 1.50}, null], "next": "x"}'.encode()
    assert read_json(raw(folder, content))["page"] == 1
    for cut in range(len(content)):
        error = refused(raw(folder, content[:cut]))
        assert error.what == "the file is empty" if not cut else "JSON" in error.what or "UTF-8" in error.what, cut


def test_the_line_of_a_mistake_is_named(folder):
    error = refused(raw(folder, '{\n"a": 1,\n"b" 2\n}'))
    assert (error.line, "column 5" in error.what) == (3, True)


def item(data, folder) -> Item:
    return Item(data, RawFile("made.json", folder), "data")


def fault(action) -> str:
    with pytest.raises(BadInput) as caught:
        action()
    return f"{caught.value.field}: {caught.value.what}"


def test_every_field_is_taken_or_ignored_or_refused(folder):
    one = item({"id": 1, "name": "x", "extra": 2, "more": 3}, folder)
    assert (one.take("id", int), one.take("name", str)) == (1, "x")
    assert fault(one.done) == "data.extra: the field is unknown"
    one.ignore("extra", "more", "absent")
    one.done()
    assert fault(lambda: one.take("id")) == "data.id: the field is missing"


def test_absence_and_null_are_not_the_same(folder):
    one = item({"a": None}, folder)
    assert one.take("a", int) is None
    assert one.take("b", int, default=0) == 0
    assert fault(lambda: one.take("c", int)) == "data.c: the field is missing"


@pytest.mark.parametrize(
    ("value", "kinds"),
    [("1", (int,)), (1, (str,)), (True, (int,)), (True, (Decimal,)), (Decimal("1.5"), (int,)), ([], (dict,))],
)
def test_another_type_is_refused(folder, value, kinds):
    message = fault(lambda: item({"a": value}, folder).take("a", *kinds))
    assert message.startswith(f"data.a: {kinds[0].__name__} is expected, found {type(value).__name__} ")


def test_types_that_fit_are_given_as_they_are(folder):
    one = item({"a": 1, "b": Decimal("1.5"), "c": True, "d": 5, "e": "x"}, folder)
    taken = one.take("a", Decimal)
    assert (taken, type(taken)) == (1, Decimal)
    assert [one.take("b", Decimal), one.take("c", bool), one.take("d", int, Decimal), one.take("e")] == [
        Decimal("1.5"), True, 5, "x",
    ]  # fmt: skip


def test_inner_objects_and_lists_know_where_they_stand(folder):
    one = item({"flow": {"id": 1}, "flows": [{"id": 2}, 3], "empty": None, "text": "x"}, folder)
    assert one.inner("flow").path == "data.flow"
    assert fault(lambda: one.items("flows")) == "data.flows[1]: an object is expected, found int"
    assert one.items("empty") == []
    assert one.items("absent", default=()) == []
    assert fault(lambda: one.items("text")).startswith("data.text: list is expected")
    assert fault(lambda: one.items("gone")) == "data.gone: the field is missing"
    assert fault(lambda: item(None, folder)) == "data: an object is expected, found NoneType"
