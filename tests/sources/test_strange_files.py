"""Whatever stands in a file, a reader gives its tables or says what is wrong with the file; it never stumbles."""

import csv
import io
import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.discover import sources
from forlik.store import shelf
from forlik.store.strictly import part_of, read

FIXTURES = sorted((Path(__file__).parent / "fixtures").iterdir())


def pairs(*endings: str):
    """Every fixture with each source that takes it as its own."""
    found = []
    for path in FIXTURES:
        if path.suffix in endings:
            found += [(name, path) for name, one in sources().items() if recognised(one, path)]
    return found


def recognised(source, path) -> bool:
    try:
        return part_of(source, RawFile(path.name, path)) is not None
    except BadInput:
        return False


STRANGE = st.sampled_from(
    [None, True, 0, -1, 10**30, 1.5, "", "x", "2020-13-45", "9" * 400, [], {}, [1], {"a": 1}, [[]], [{}], "NaN", "\x00"]
)
SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def survives(name: str, path: Path) -> None:
    source = sources()[name]
    file = RawFile(path.name, path)
    with suppress(BadInput):
        if part_of(source, file) is not None:
            shelf.check(source, read(source, [file]), path.name)


def nodes(value, path=()):
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from nodes(child, (*path, key))


def changed(value, path, new):
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = changed(value[path[0]], path[1:], new)
    return copy


@pytest.mark.parametrize(("name", "path"), pairs(".json"), ids=lambda one: getattr(one, "name", one))
@SETTINGS
@given(data=st.data())
def test_a_json_file_with_any_value_in_any_place(name, path, data, tmp_path):
    whole = json.loads(path.read_text(encoding="utf-8-sig"))
    place = data.draw(st.sampled_from(list(nodes(whole))))
    strange = tmp_path / path.name
    strange.write_text(json.dumps(changed(whole, place, data.draw(STRANGE))), encoding="utf-8")
    survives(name, strange)


@pytest.mark.parametrize(("name", "path"), pairs(".csv"), ids=lambda one: getattr(one, "name", one))
@SETTINGS
@given(data=st.data())
def test_a_table_with_any_text_in_any_cell(name, path, data, tmp_path):
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    mark = max(",;\t", key=text.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    row = data.draw(st.sampled_from([number for number, cells in enumerate(rows) if cells]))
    rows[row][data.draw(st.integers(0, len(rows[row]) - 1))] = str(data.draw(STRANGE))
    stream = io.StringIO()
    csv.writer(stream, delimiter=mark, lineterminator="\n").writerows(rows)
    strange = tmp_path / path.name
    strange.write_text(stream.getvalue(), encoding="utf-8")
    survives(name, strange)


def test_there_are_files_to_try():
    assert len({name for name, _ in pairs(".json", ".csv")}) > 20
