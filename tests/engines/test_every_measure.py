"""Every measure gives the same figures on DuckDB and on a Spark Connect cluster."""

import pyarrow as pa
import pytest

from forlik.core.schema import BASIS
from forlik.discover import measures, source
from forlik.store import results

pytestmark = pytest.mark.engine

NAMES = sorted(measures())


def schema_of(table: str) -> pa.Schema:
    declared = source(table.partition("__")[0]).schemas[table].arrow()
    return pa.schema([*declared, BASIS])


def loose(schema: pa.Schema) -> pa.Schema:
    """The schema of an example's table, whose rows leave out what does not matter."""
    return pa.schema([field.with_nullable(True) for field in schema])


@pytest.mark.parametrize("name", NAMES)
def test_the_worked_example_comes_out_on_both(name, engines):
    measure = measures()[name]
    shaped = []
    for engine in engines:
        tables = [
            engine.memory(
                pa.Table.from_pylist(
                    [{"basis": 1, **row} for row in measure.example.given.get(table, ())],
                    schema=loose(schema_of(table)),
                )
            )
            for table in measure.tables
        ]
        shaped.append(results.shape(measure, engine.run(measure.methods[-1].compute(*tables))))
    expected = [
        (row["country_iso3"], row["year"], row.get("month"), float(row["value"])) for row in measure.example.expect
    ]
    for table in shaped:
        got = [(row["country_iso3"], row["year"], row["month"], float(row["value"])) for row in table.to_pylist()]
        assert sorted(got, key=str) == sorted(expected, key=str)
    assert shaped[0].equals(shaped[1])


def figures(measure, method, engine, big, known) -> pa.Table:
    """A method's result on the big files of the known tables; the others are empty."""
    tables = (engine.read(big(table) if table in known else [], schema_of(table)) for table in measure.tables)
    return results.shape(measure, engine.run(method.compute(*tables)))


@pytest.mark.parametrize("name", NAMES)
def test_thousands_of_rows_from_files_give_the_same_table(name, engines, big):
    measure = measures()[name]
    for method in measure.methods:
        reference, cluster = (figures(measure, method, engine, big, measure.tables) for engine in engines)
        assert reference.num_rows >= 40, "a comparison of a handful of figures would prove nothing"
        assert cluster.schema == reference.schema
        assert cluster.equals(reference), difference(reference, cluster)


@pytest.mark.parametrize("name", [name for name in NAMES if measures()[name].uses])
def test_whichever_alternatives_are_known_both_give_the_same_table(name, engines, big):
    measure = measures()[name]
    rows = 0
    for first in range(len(measure.uses)):
        for known in {measure.uses[first:], measure.uses[first : first + 1], measure.uses[:first]}:
            for method in measure.methods:
                reference, cluster = (
                    figures(measure, method, engine, big, measure.needs + known) for engine in engines
                )
                assert cluster.equals(reference), (known, difference(reference, cluster))
                rows += reference.num_rows
    assert rows >= 40


def difference(reference: pa.Table, cluster: pa.Table) -> str:
    """The first rows that differ, so that a failure tells where to look."""
    left, right = reference.to_pylist(), cluster.to_pylist()
    return f"{len(left)} and {len(right)} rows; " + str(
        [pair for pair in zip(left, right, strict=False) if pair[0] != pair[1]][:3]
    )
