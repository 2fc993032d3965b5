"""Methods are chosen by the day and recognised by their code, not by its comments."""

import importlib
import itertools
import linecache
import sys
from dataclasses import replace
from datetime import date
from functools import partial
from types import ModuleType

import pytest

from forlik.core.measure import Example, Measure, Method
from forlik.core.schema import Column, Schema


def one(rows):
    """Counts."""
    return rows + 1


def _digest(function) -> str:
    return Method(1, date(2020, 1, 1), function).digest()


NUMBERS = itertools.count()


@pytest.fixture
def digest(tmp_path, monkeypatch):
    """The digest of the function ``m`` of a module with that text."""
    monkeypatch.syspath_prepend(tmp_path)

    def of(text: str) -> str:
        name = f"made_up_method_{next(NUMBERS)}"
        (tmp_path / f"{name}.py").write_text(text)
        importlib.invalidate_caches()
        return _digest(importlib.import_module(name).m)

    return of


def test_comments_docstrings_and_layout_are_not_code(digest):
    plain = digest("def m(rows):\n    return rows + 1\n")
    wordy = digest('def m(rows):\n    """Words."""\n    # more words\n    return (rows\n        + 1)\n')
    other = digest("def m(rows):\n    return rows + 2\n")
    assert plain == wordy != other


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def shared(rows):\n    return rows + 1\n", "def shared(rows):\n    return rows + 2\n"),
        ("shared = abs\n", "shared = int\n"),
        ("shared: object = abs\n", "shared: object = int\n"),
        ("shared, more = abs, 1\n", "shared, more = int, 1\n"),
        ("class shared(int):\n    a = 1\n", "class shared(int):\n    a = 2\n"),
        (
            "STEP = 1\ndef shared(rows):\n    return rows + STEP\n",
            "STEP = 2\ndef shared(rows):\n    return rows + STEP\n",
        ),
    ],
)
def test_what_a_method_stands_on_in_its_module_is_part_of_it(digest, before, after):
    method = "def m(rows):\n    return shared(rows)\n"
    assert digest(before + method) != digest(after + method)
    assert digest(before + method) == digest(before + "OTHER = 5\nMEASURE = OTHER\n" + method)


def test_what_a_method_takes_from_another_module_of_its_package_is_part_of_it(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)

    def digest(step: int, start: int, other: int = 0) -> str:
        package = f"made_up_package_{next(NUMBERS)}"
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
        (tmp_path / package / "sums.py").write_text(
            f"STEP = {step}\nOTHER = {other}\ndef add(rows):\n    return rows + STEP\n"
        )
        (tmp_path / package / "doors.py").write_text(f"from {package}.sums import add\n")
        (tmp_path / package / "m.py").write_text(
            f"from {package}.doors import add as plus\nfrom {package}.sums import STEP as size\n"
            "def m(rows, start):\n    return plus(rows) + start * size\n"
        )
        importlib.invalidate_caches()
        return _digest(partial(importlib.import_module(f"{package}.m").m, start=start))

    assert digest(1, 1) == digest(1, 1) == digest(1, 1, other=5)
    assert len({digest(1, 1), digest(2, 1), digest(1, 2)}) == 3


@pytest.mark.parametrize(
    "way", ["from {package} import sums\n", "import {package}.sums as sums\n", "from {package} import sums as sums\n"]
)
def test_what_a_method_reaches_through_a_module_is_part_of_it_too(tmp_path, monkeypatch, way):
    monkeypatch.syspath_prepend(tmp_path)

    def digest(step: int, uses: str = "sums.add(rows)") -> str:
        package = f"made_up_package_{next(NUMBERS)}"
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("")
        (tmp_path / package / "sums.py").write_text(f"def add(rows):\n    return rows + {step}\n")
        (tmp_path / package / "m.py").write_text(way.format(package=package) + f"def m(rows):\n    return {uses}\n")
        importlib.invalidate_caches()
        return _digest(importlib.import_module(f"{package}.m").m)

    assert digest(1) == digest(1) != digest(2)
    with pytest.raises(ValueError, match="hands on the module sums"):
        digest(1, uses="getattr(sums, 'add')(rows)")


def test_a_method_written_in_a_notebook_has_a_digest(monkeypatch):
    lines = ["def m(rows):\n", "    return rows + 1\n"]
    monkeypatch.setitem(linecache.cache, "<cell 1>", (30, None, lines, "<cell 1>"))
    cell: dict = {"__name__": "cells"}
    monkeypatch.setitem(sys.modules, "cells", ModuleType("cells"))
    exec(compile("".join(lines), "<cell 1>", "exec"), cell)  # noqa: S102 - what a notebook does
    assert len(_digest(cell["m"])) == 64


def test_functions_that_call_each_other_have_a_digest_too(digest):
    text = "def m(rows):\n    return n(rows)\n\ndef n(rows):\n    return m(rows) if rows else 1\n"
    assert len(digest(text)) == 64


def test_the_method_in_force_is_the_latest_adopted_and_the_first_before_that():
    methods = tuple(Method(number, date(2020 + number, 1, 1), one) for number in (1, 2))
    what = Measure(
        "m", "M", "u", "country-year", "neither", methods, Example({}, ()), "", "", needs=("a",), uses=("b",)
    )
    assert [what.method_on(day).number for day in (date(1990, 1, 1), date(2021, 1, 1), date(2021, 12, 31))] == [1, 1, 1]
    assert what.method_on(date(2022, 1, 1)).number == 2
    assert what.tables == ("a", "b")


def test_what_is_declared_around_a_method_is_locked_with_it():
    method = Method(1, date(2020, 1, 1), one)
    what = Measure("m", "M", "u", "country-year", "neither", (method,), Example({}, ()), "", "", needs=("a",))
    for change in (
        {"silence": "zero"}, {"needs": ("b",)}, {"uses": ("b",)}, {"parts": ("p",)}, {"silent_in": ("s",)},
        {"digits": 1}, {"scaled": True}, {"unit": "v"}, {"grain": "country-month"}, {"currency": "USD"},
    ):  # fmt: skip
        assert replace(what, **change).lock(method) != what.lock(method), change
    worded = replace(what, notes="other words", misuse="likewise", title="Another", pillar="rights")
    assert worded.lock(method) == what.lock(method)


def test_a_schema_says_which_values_may_be_empty():
    schema = Schema("one", {"a": Column("text", "", required=True), "b": Column("decimal", "")})
    assert [(field.name, str(field.type), field.nullable) for field in schema.arrow()] == [
        ("a", "string", False), ("b", "decimal128(28, 6)", True),
    ]  # fmt: skip
