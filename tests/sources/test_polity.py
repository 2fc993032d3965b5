"""Polity5: the codes -66, -77 and -88 never stand where a score stands."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.polity import SOURCE
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


def test_special_codes_are_kept_apart_from_scores():
    raw = file("polity.csv")
    assert SOURCE.part_of(raw) == "all"
    rows = read(raw).tables["polity__country_years"].to_pylist()
    assert [
        (row["country_iso3"], row["polity"], row["special_code"], row["polity2"], row["democracy"]) for row in rows
    ] == [
        ("COL", 7, None, 7, 7),
        ("AFG", None, -66, None, None),
        ("KHM", None, -77, None, None),
    ]


def test_an_unknown_negative_code_is_refused(tmp_path):
    content = (FIXTURES / "polity.csv").read_text().replace(",-66,,", ",-55,,")
    with pytest.raises(BadInput, match=r"neither a score nor one of -66, -77, -88") as caught:
        SOURCE.read([saved(tmp_path, content)])
    assert caught.value.line == 3


def test_a_cut_copy_is_refused(tmp_path):
    with pytest.raises(BadInput):
        SOURCE.read([saved(tmp_path, (FIXTURES / "polity.csv").read_text()[:-20])])
