"""The Python of the page on writing runs as it stands there."""

import json
import re
from pathlib import Path

import pytest

from forlik.cli import main
from forlik.iati.check import check
from forlik.iati.write import Records, parse, records_from_json

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "write-iati.md"


def test_the_pages_python_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
    assert code.count("assert") >= 5
    exec(compile(code, str(PAGE), "exec"), {})  # noqa: S102 - the page is ours


def test_the_pages_json_is_written_as_it_stands_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    [text] = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert json.loads(text)["version"] == 1
    Path("records.json").write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(["iati", "write", "records.json", "--out", "activities.xml", "--generated", "2025-06-30T12:00:00Z"])
    assert not ended.value.code
    assert Records(parse("activities.xml")) == records_from_json(text)
    [report] = check("activities.xml")
    assert report.valid, report.findings
