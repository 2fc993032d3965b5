"""Reading made-up files in the tests of the reader."""

import shutil
from collections.abc import Mapping

import pytest

from forlik.iati.read import read

READERS = ("reference", "fast")
"""Both must pass every test."""


def whole(*bodies: str, root: str = 'version="2.03"', tag: str = "iati-activity") -> str:
    """A file of activities: what stands inside each of them, with an identifier of its own before."""
    name = "iati-identifier" if tag == "iati-activity" else "organisation-identifier"
    every = {"iati-activity": "iati-activities", "iati-organisation": "iati-organisations"}[tag]
    ones = "\n".join(f"<{tag}><{name}>{number}</{name}>{body}</{tag}>" for number, body in enumerate(bodies, start=1))
    return f"<{every} {root}>\n{ones}\n</{every}>"


def rows(table, *columns: str) -> list:
    """Rows as tuples of some columns; of one column, its values."""
    cells = [table.column(name).to_pylist() for name in columns]
    return cells[0] if len(cells) == 1 else list(zip(*cells, strict=True))


@pytest.fixture(scope="session")
def file_of():
    return whole


@pytest.fixture(scope="session")
def of():
    """Some columns of a table: ``of(reading, "sector", "sector_code")``."""

    def columns(reading, table: str, *names: str):
        return rows(reading.tables[table], *names)

    return columns


@pytest.fixture(scope="session", params=READERS)
def given(tmp_path_factory, request):
    """Read files by their content, under made-up names, and leave nothing behind."""

    def reading(*contents: str | bytes, **how):
        folder = tmp_path_factory.mktemp("iati")
        paths = []
        for number, content in enumerate(contents):
            paths.append(folder / f"{number}.xml")
            paths[-1].write_bytes(content.encode() if isinstance(content, str) else content)
        try:
            return read(*paths, **{"reader": request.param, **how})
        finally:
            shutil.rmtree(folder)

    return reading


@pytest.fixture(scope="session")
def held():
    """Every text that stands in the tables, but for those that say where an activity stands."""
    where = {"file", "file_sha256", "version", "generated_datetime", "content_sha256", "parent", "path", "table"}

    def texts(tables: Mapping) -> set[str]:
        found = set()
        for name, table in tables.items():
            if name in {"file", "refused", "problem", "organisation_problem"}:
                continue
            for column in table.schema:
                if column.name not in where and str(column.type) == "string":
                    found.update(text for text in table.column(column.name).unique().to_pylist() if text is not None)
        return found

    return texts
