"""UNHCR's population statistics: nobody is lost from the world, Palestine refugees stand apart."""

from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forlik.core.errors import BadInput
from forlik.core.schema import BASIS
from forlik.core.source import RawFile
from forlik.measures.refugees_hosted import MEASURE as HOSTED
from forlik.measures.refugees_originating import MEASURE as ORIGINATING
from forlik.sources.unhcr_population import SOURCE
from forlik.store import results
from forlik.store.engine import Engine

FIXTURES = Path(__file__).parent / "fixtures"
PEOPLE = "unhcr_population__people"


def raw(name: str) -> RawFile:
    return RawFile(name, FIXTURES / name)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    return Engine("duckdb", tmp_path_factory.mktemp("engine"))


def figures(engine, measure, table: pa.Table) -> dict[tuple[str, int], int]:
    with_basis = table.append_column(BASIS, pa.array([1] * table.num_rows, pa.int32()))
    shaped = results.shape(measure, engine.run(measure.methods[-1].compute(engine.memory(with_basis))))
    return {(row["country_iso3"], row["year"]): int(row["value"]) for row in shaped.to_pylist()}


def test_unknown_stateless_and_tibetan_people_have_no_country_but_stay(engine):
    reading = SOURCE.read([raw("unhcr_population.csv")])
    table = reading.tables[PEOPLE]
    assert reading.rows == table.num_rows == 5
    assert table["origin_iso3"].to_pylist() == [None, None, None, "NAM", "NAM"]
    assert table["asylum_iso3"].to_pylist() == ["NOR", "NOR", "IND", None, "NOR"]
    assert figures(engine, HOSTED, table) == {
        ("NOR", 2023): 45,
        ("IND", 2023): 700,
        ("WLD", 2023): 751,
        ("NOR", 2024): 0,
        ("WLD", 2024): 0,
    }
    assert figures(engine, ORIGINATING, table)["WLD", 2023] == 751
    assert figures(engine, ORIGINATING, table)["NAM", 2023] == 6


def test_empty_is_not_zero_and_the_last_year_is_marked():
    table = SOURCE.read([raw("unhcr_population.csv")]).tables[PEOPLE]
    assert table["others_in_need_of_protection"].to_pylist() == [None, None, None, None, 9]
    assert table["perhaps_mid_year"].to_pylist() == [False, False, False, False, True]


def test_a_year_that_lacks_what_the_year_before_has_is_told_as_unfinished(tmp_path):
    text = raw("unhcr_population.csv").path.read_text(encoding="utf-8")
    path = tmp_path / "half.csv"
    path.write_text(text.replace("NOR,NOR,0,4,1,0", "NOR,NOR,0,4,0,0"), encoding="utf-8")
    [unfinished] = SOURCE.read([RawFile(path.name, path)]).remarks
    assert unfinished.startswith("2024 is not whole: the file has nobody for it under returned refugees, where 2023")
    for name in ("unhcr_population.csv", "unhcr_unrwa.csv"):
        [undecided] = SOURCE.read([raw(name)]).remarks
        assert undecided == "the file does not say whether 2024 is a whole year: its figures are marked estimated"
        [table] = SOURCE.read([raw(name)]).tables.values()
        marked = {row["year"] for row in table.to_pylist() if row["perhaps_mid_year"]}
        assert marked == {2024}, "filled columns prove no whole year: mid-year statistics have them too"


def test_palestine_refugees_are_a_part_and_a_table_of_their_own():
    assert SOURCE.part_of(raw("unhcr_unrwa.csv")) == "unrwa"
    assert SOURCE.part_of(raw("unhcr_population.csv")) == "population"
    reading = SOURCE.read([raw("unhcr_unrwa.csv")])
    assert list(reading.tables) == ["unhcr_population__palestine_refugees"]
    rows = reading.tables["unhcr_population__palestine_refugees"].to_pylist()
    assert [(row["origin_iso3"], row["asylum_iso3"], row["palestine_refugees"]) for row in rows] == [
        ("PSE", "LBN", 1001),
        ("PSE", None, 17),
    ]


def test_the_packages_table_of_idps_has_the_same_columns_and_is_not_taken_for_it(tmp_path):
    path = tmp_path / "idmc.csv"
    text = raw("unhcr_unrwa.csv").path.read_text(encoding="utf-8").replace("Palestinian,GAZ,PSE", "Unknown,UKN,UNK")
    path.write_text(text, encoding="utf-8")
    assert SOURCE.part_of(RawFile(path.name, path)) is None


def test_an_unknown_code_is_refused_by_line_and_field(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text(
        raw("unhcr_population.csv").path.read_text(encoding="utf-8").replace("Tibetan,TIB", "Tibetan,QQQ"),
        encoding="utf-8",
    )
    with pytest.raises(BadInput, match="QQQ") as caught:
        SOURCE.read([RawFile(path.name, path)])
    assert (caught.value.line, caught.value.field) == (4, "coo")


def test_a_copy_saved_again_by_a_spreadsheet_is_refused(tmp_path):
    path = tmp_path / "excel.csv"
    path.write_text(raw("unhcr_population.csv").path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    assert SOURCE.part_of(RawFile(path.name, path)) == "population"
    with pytest.raises(BadInput, match="spreadsheet program"):
        SOURCE.read([RawFile(path.name, path)])


PLACES = st.sampled_from([None, "NAM", "NOR", "SYR", "LBN"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([1999, 2024]), PLACES, PLACES, st.integers(0, 10**7)), min_size=1))
def test_the_world_hosts_exactly_as_many_as_originate_and_all_of_them(engine, rows):
    schema = SOURCE.schemas[PEOPLE].arrow()
    loose = pa.schema([pa.field(field.name, field.type) for field in schema])
    table = pa.Table.from_pylist(
        [
            {"year": year, "origin_iso3": origin, "asylum_iso3": asylum, "refugees": people, "perhaps_mid_year": False}
            for year, origin, asylum, people in rows
        ],
        schema=loose,
    )
    hosted, originating = (figures(engine, measure, table) for measure in (HOSTED, ORIGINATING))
    for year in {row[0] for row in rows}:
        everybody = sum(row[3] for row in rows if row[0] == year)
        assert hosted["WLD", year] == originating["WLD", year] == everybody
        nowhere = sum(row[3] for row in rows if row[0] == year and row[2] is None)
        assert sum(people for (place, at), people in hosted.items() if at == year and place != "WLD") == (
            everybody - nowhere
        )
