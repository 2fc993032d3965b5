"""Methods are chosen by the day and recognised by their code, not by its comments."""

import importlib.util
from datetime import date

from forlik.core.measure import Example, Measure, Method
from forlik.core.schema import Column, Schema


def one(rows):
    """Counts."""
    return rows + 1


def _digest(function) -> str:
    return Method(1, date(2020, 1, 1), function).digest()


def test_comments_docstrings_and_layout_are_not_code(tmp_path):
    bodies = (
        "def m(rows):\n    return rows + 1\n",
        'def m(rows):\n    """Words."""\n    # more words\n    return (rows\n        + 1)\n',
        "def m(rows):\n    return rows + 2\n",
    )
    digests = []
    for number, body in enumerate(bodies):
        path = tmp_path / f"method_{number}.py"
        path.write_text(body)
        spec = importlib.util.spec_from_file_location(path.stem, path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        digests.append(_digest(module.m))
    assert digests[0] == digests[1] != digests[2]


def test_the_method_in_force_is_the_latest_adopted_and_the_first_before_that():
    methods = tuple(Method(number, date(2020 + number, 1, 1), one) for number in (1, 2))
    what = Measure(
        "m", "M", "u", "country-year", "neither", methods, Example({}, ()), "", "", needs=("a",), uses=("b",)
    )
    assert [what.method_on(day).number for day in (date(1990, 1, 1), date(2021, 1, 1), date(2021, 12, 31))] == [1, 1, 1]
    assert what.method_on(date(2022, 1, 1)).number == 2
    assert what.tables == ("a", "b")


def test_a_schema_says_which_values_may_be_empty():
    schema = Schema("one", {"a": Column("text", "", required=True), "b": Column("decimal", "")})
    assert [(field.name, str(field.type), field.nullable) for field in schema.arrow()] == [
        ("a", "string", False), ("b", "decimal128(28, 6)", True),
    ]  # fmt: skip
