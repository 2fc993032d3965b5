"""IMF rates: rounded half up to six digits; one currency may have several rates."""

from pathlib import Path

import pytest

from forlik.core.errors import BadInput
from forlik.core.source import RawFile
from forlik.sources.imf_rates import SOURCE
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


def test_rates_are_read_and_those_too_small_are_counted():
    raw = file("imf_rates.csv")
    assert SOURCE.part_of(raw) == "annual"
    reading = read(raw)
    rows = [
        (row["currency"], row["issuer_imf_code"], str(row["rate_per_usd"]))
        for row in reading.tables["imf_rates__annual"].to_pylist()
    ]
    assert rows == [("NOK", "NO", "8.991235"), ("AUD", "AU", "2.000000"), ("AUD", "NR", "2.500000")]
    assert sum(reading.ignored.values()) == 1
    assert reading.rows == 4


@pytest.mark.parametrize("rate", ["-2", "2,5", "two", "1e9"])
def test_what_is_no_rate_is_refused_with_its_line(tmp_path, rate):
    content = (FIXTURES / "imf_rates.csv").read_text().replace("31,2,", f'31,"{rate}",')
    with pytest.raises(BadInput, match="is not a rate") as caught:
        SOURCE.read([saved(tmp_path, content)])
    assert caught.value.line == 3
