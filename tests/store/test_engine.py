"""The embedded engine reads the store's folder and nothing else of the machine."""

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from forlik.core.errors import BrokenStore, UsageError
from forlik.store.engine import Engine, engine

SCHEMA = pa.schema([("a", pa.int64()), ("b", pa.string())])


def parquet(folder, name: str, *numbers: int):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    pq.write_table(pa.table({"a": list(numbers), "b": ["x"] * len(numbers)}, schema=SCHEMA), path)
    return path


@pytest.fixture
def made(tmp_path):
    return Engine("duckdb", tmp_path / "home")


def test_files_of_the_store_are_read_as_one_table(made, tmp_path):
    paths = [parquet(tmp_path / "home", "1.parquet", 1, 2), parquet(tmp_path / "home" / "deep", "2.parquet", 3)]
    assert sorted(made.run(made.read(paths, SCHEMA))["a"].to_pylist()) == [1, 2, 3]


def test_files_read_again_and_again_are_one_view(made, tmp_path):
    one, two = (parquet(tmp_path / "home", f"{number}.parquet", number) for number in (1, 2))
    for _ in range(5):
        assert made.run(made.read([one], SCHEMA))["a"].to_pylist() == [1]
        assert sorted(made.run(made.read([one, two], SCHEMA))["a"].to_pylist()) == [1, 2]
    [(views,)] = made.ibis.raw_sql("SELECT count(*) FROM duckdb_views() WHERE NOT internal").fetchall()
    assert views == 2, "a view a question would pile up for as long as the desk runs"


def test_no_files_are_an_empty_table_of_the_right_types(made):
    table = made.run(made.read([], SCHEMA))
    assert (table.num_rows, table.schema.types) == (0, SCHEMA.types)


@pytest.mark.parametrize("name", ["o'hara", "a b", "Ålesund"])
def test_a_folder_of_any_name_is_a_home(tmp_path, name):
    made = Engine("duckdb", tmp_path / name)
    path = parquet(tmp_path / name, "1.parquet", 7)
    assert made.run(made.read([path], SCHEMA))["a"].to_pylist() == [7]


def test_a_file_outside_the_home_folder_is_not_read(made, tmp_path):
    parquet(tmp_path / "home", "1.parquet", 1)
    outside = parquet(tmp_path / "elsewhere", "1.parquet", 1)
    for path in (outside, tmp_path / "home" / ".." / "elsewhere" / "1.parquet"):
        with pytest.raises(BrokenStore, match="Permission Error"):
            made.run(made.read([path], SCHEMA))
    for statement in (
        "SELECT * FROM read_text('/etc/hostname')",
        "ATTACH '/tmp/other.db'",
        "SELECT * FROM glob('/etc/*')",
    ):
        with pytest.raises(duckdb.PermissionException):
            made.ibis.raw_sql(statement).fetchall()
    with pytest.raises(duckdb.PermissionException):
        made.ibis.raw_sql(f"COPY (SELECT 1) TO '{tmp_path / 'stolen.csv'}'")
    assert not (tmp_path / "stolen.csv").exists()


def test_nothing_is_fetched_over_the_network(made):
    with pytest.raises(duckdb.Error, match=r"(?i)permission|disabled|extension"):
        made.ibis.raw_sql("SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')").fetchall()


@pytest.mark.parametrize("statement", ["INSTALL spatial", "LOAD httpfs"])
def test_no_extension_is_installed_or_loaded(made, statement):
    with pytest.raises(duckdb.Error, match=r"(?i)permission|disabled"):
        made.ibis.raw_sql(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SET enable_external_access=true",
        "SET lock_configuration=false",
        "SET allowed_directories=['/']",
        "SET memory_limit='90GB'",
    ],
)
def test_the_configuration_is_locked(made, statement):
    with pytest.raises(duckdb.InvalidInputException, match="locked"):
        made.ibis.raw_sql(statement)


def test_the_engine_is_bounded_and_counts_time_in_utc(made):
    [(zone, memory, install, load)] = made.ibis.raw_sql(
        "SELECT current_setting('TimeZone'), current_setting('memory_limit'), "
        "current_setting('autoinstall_known_extensions'), current_setting('autoload_known_extensions')"
    ).fetchall()
    assert (zone, install, load) == ("UTC", False, False)
    assert memory.startswith("667")  # 700 MB in MiB


def test_an_engine_nobody_knows_is_refused(tmp_path):
    with pytest.raises(UsageError, match="there is no engine “oracle”"):
        Engine("oracle", tmp_path)


@pytest.mark.parametrize("name", ["a*b", "a?b", "a[b]", "a{b}"])
def test_a_folder_that_reads_as_a_pattern_is_refused(tmp_path, name):
    with pytest.raises(UsageError, match="takes for a pattern"):
        Engine("duckdb", tmp_path / name)


def test_one_engine_is_made_for_a_store_and_setting(home, monkeypatch):
    assert engine(home) is engine(home)
    assert engine(home).address == "duckdb"
    monkeypatch.setenv("FORLIK_ENGINE", "oracle")
    with pytest.raises(UsageError, match="there is no engine “oracle”"):
        engine(home)
