"""Whatever happens to the bytes of a file, there is a report of it, and its places lie in the file."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.iati.check import as_html, as_json, as_table, as_text, check

PARTS = [b"<", b">", b"&", b'"', b"'", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"?>", b"\0", b"\xff", b"\r"]
PARTS += [
    b"<!DOCTYPE x>",
    b"</iati-activity>",
    b"<iati-activity>",
    b"</iati-activities>",
    b"&x;",
    b"&#0;",
    b"x:",
    b"xmlns=",
]
PARTS += [
    b"\xef\xbb\xbf",
    b"\xfe\xff",
    b"encoding='utf-16'",
    b"percentage='1e9999999'",
    b" iso-date='0000-00-00'",
    b"$1",
]


@pytest.fixture(scope="module")
def sound():
    import importlib.util

    spec = importlib.util.spec_from_file_location("made_up", Path(__file__).parent / "conftest.py")
    made_up = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made_up)
    return made_up.file_of(made_up.ACTIVITY, made_up.ACTIVITY.replace("1-A", "1-B")).encode()


CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 60), st.one_of(st.sampled_from(PARTS), st.binary(max_size=6))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=300, deadline=None)
@given(changes=CHANGES)
def test_any_change_gives_a_report(sound, changes):
    content = sound
    for place, length, part in changes:
        at = int(place * len(content))
        content = content[:at] + part + content[at + length :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutated.xml"
        path.write_bytes(content)
        reports = check(path)
    [report] = reports
    for one in report.findings:
        assert 0 <= one.byte <= len(content)
        assert 0 <= one.line <= content.count(b"\n") + content.count(b"\r") + 1
    assert report.valid == (not [one for one in report.findings if one.severity == "error"])
    as_json(report)
    as_table(reports)
    as_html(reports)
    as_text(reports)


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes_give_a_report(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any"
        path.write_bytes(content)
        [report] = check(path)
    assert not report.valid
