"""Political Terror Scale: names decide, rows without a score and parts scored apart are counted."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.pts import SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"


def file(name):
    return RawFile(name, FIXTURES / name)


def saved(folder, content, encoding="utf-8"):
    path = folder / "copy.csv"
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return RawFile("copy.csv", path)


def read(raw):
    reading = SOURCE.read([raw])
    check(SOURCE, reading, raw.name)
    return reading


def test_scores_are_read_and_everything_left_out_is_counted():
    raw = file("pts.csv")
    assert SOURCE.part_of(raw) == "all"
    reading = read(raw)
    rows = reading.tables["pts__scores"].to_pylist()
    assert [
        (row["country_iso3"], row["score_amnesty"], row["score_hrw"], row["score_state_department"]) for row in rows
    ] == [
        ("CIV", 4, None, 3),
        ("YUG", 4, None, 5),
        ("YUG", 3, None, 5),
    ]
    assert reading.rows == len(rows) + sum(reading.ignored.values()) == 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_an_edition_in_utf_8_gives_the_same_scores(tmp_path, encoding):
    raw = saved(tmp_path, (FIXTURES / "pts.csv").read_text(encoding="latin-1"), encoding)
    assert SOURCE.part_of(raw) == "all"
    assert read(raw).tables["pts__scores"].equals(read(file("pts.csv")).tables["pts__scores"])


def test_a_copy_partly_in_utf_8_is_refused_at_the_name_it_spoils(tmp_path):
    content = (FIXTURES / "pts.csv").read_bytes().replace("Côte".encode("latin-1"), "Côte".encode())
    with pytest.raises(BadInput) as caught:
        SOURCE.read([saved(tmp_path, content.replace(b",Crimea,", ",Krím,".encode("latin-1")))])
    assert (caught.value.line, caught.value.field) == (2, "Country")


def test_a_quoted_header_is_recognised_and_read(tmp_path):
    header, rows = (FIXTURES / "pts.csv").read_bytes().split(b"\n", 1)
    quoted = b",".join(b'"' + name + b'"' for name in header.rstrip(b"\r").split(b","))
    raw = saved(tmp_path, quoted + b"\r\n" + rows)
    assert SOURCE.part_of(raw) == "all"
    assert read(raw).tables["pts__scores"].num_rows == 3


def test_a_copy_with_another_separator_is_still_known_for_what_it_is(tmp_path):
    raw = saved(tmp_path, (FIXTURES / "pts.csv").read_bytes().replace(b",", b";"))
    assert SOURCE.part_of(raw) == "all"
    with pytest.raises(BadInput, match="spreadsheet program"):
        SOURCE.read([raw])


@pytest.mark.parametrize(
    ("old", "new"), [(",4,NA,3,", ",6,NA,3,"), (",4,NA,3,", ",,NA,3,"), ("PTS_H", "PTS_X"), (",", ";")]
)
def test_a_changed_copy_is_refused(tmp_path, old, new):
    content = (FIXTURES / "pts.csv").read_text(encoding="latin-1").replace(old, new, -1 if old == "," else 1)
    with pytest.raises(BadInput):
        SOURCE.read([saved(tmp_path, content, "latin-1")])


@pytest.mark.parametrize("head", [b"a\rb", b"a\x85b", b"\x1c\x1d", b'"', b"\xff\xfe\0\0", b""])
def test_a_file_of_any_kind_is_simply_not_one_of_it(tmp_path, head):
    path = tmp_path / "x"
    path.write_bytes(head)
    assert SOURCE.part_of(RawFile("x", path)) is None
