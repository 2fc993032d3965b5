"""ECB rates: N/A is no rate, zipped and unpacked are the same."""

import zipfile
from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.ecb_rates import SOURCE
from forlik.store.shelf import check

FIXTURES = Path(__file__).parent / "fixtures"


def file(name):
    return RawFile(name, FIXTURES / name)


def saved(folder, content, encoding="utf-8"):
    path = folder / "copy.csv"
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return RawFile("copy.csv", path)


def read(raw):
    reading = SOURCE.read([raw])
    check(SOURCE, reading, raw.name)
    return reading


def zipped(folder, *names):
    path = folder / "copy.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.write(FIXTURES / "ecb_rates.csv", name)
    return RawFile("copy.zip", path)


def test_a_day_without_a_rate_has_no_row():
    raw = file("ecb_rates.csv")
    assert SOURCE.part_of(raw) == "history"
    rows = read(raw).tables["ecb_rates__daily"].to_pylist()
    rates = {(row["currency"], str(row["day"])): str(row["rate"]) for row in rows}
    assert len(rates) == 5
    assert rates["USD", "2002-01-03"] == "1.500000"
    assert rates["TRL", "2002-01-02"] == "1300000.000000"
    assert ("TRL", "2002-01-03") not in rates


def test_the_archive_gives_the_same_as_its_file(tmp_path):
    raw = zipped(tmp_path, "eurofxref-hist.csv")
    assert SOURCE.part_of(raw) == "history"
    assert read(raw).tables["ecb_rates__daily"].equals(read(file("ecb_rates.csv")).tables["ecb_rates__daily"])


def test_an_archive_of_two_files_is_refused(tmp_path):
    with pytest.raises(BadInput, match="holds 2 files"):
        SOURCE.read([zipped(tmp_path, "eurofxref-hist.csv", "other.csv")])


def test_a_copy_with_semicolons_is_refused(tmp_path):
    content = (FIXTURES / "ecb_rates.csv").read_text().replace(",", ";")
    with pytest.raises(BadInput):
        SOURCE.read([saved(tmp_path, content)])
