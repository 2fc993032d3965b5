"""The pages on IATI tables: the generated one is in step with the layout, and the code of the other runs."""

import importlib.util
import re
from pathlib import Path

import pytest

from forlik.iati.layout import layout
from forlik.iati.read.tables import schemas

DOCS = Path(__file__).parent.parent.parent.parent / "docs"
PAGE = (DOCS / "iati-tables.md").read_text(encoding="utf-8")


def test_the_page_of_tables_is_in_step_with_the_layout():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.pages()["iati-tables.md"] == PAGE, "run `make docs` and commit"


@pytest.mark.parametrize("content", ["activity", "organisation"])
def test_every_column_of_every_table_stands_on_the_page(content):
    where = layout(content)
    [_, told] = re.split(rf"^## {content.capitalize()} files$", PAGE, flags=re.MULTILINE)
    told = re.split(r"^## ", told, flags=re.MULTILINE)[0]
    every, *sections = re.split(r"^### ", told, flags=re.MULTILINE)
    of_table = {name: text for name, _, text in (section.partition("\n") for section in sections)}
    assert set(of_table) == {*where.names, where.problem}
    for name, schema in schemas(where).items():
        told_of = set(re.findall(r"`(\w+)`", of_table[name] + every))
        assert set(schema.names) <= told_of, name


def test_the_code_of_the_page_on_reading_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (DOCS / "how-to" / "read-iati.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    assert len(blocks) == 3
    exec(compile("\n".join(blocks), "read-iati.md", "exec"), {})  # noqa: S102 - the page is ours, and this is its test
