"""IATI files for measuring: real activities repeated with new identifiers, or made-up ones where there are none."""

import re
from collections.abc import Iterator
from pathlib import Path

REAL = (
    "unhcr/UNHCR-Activities-2023.xml",
    "adb/iati-activities-am-armenia.xml",
    "caf/CAF-ActivityFile-2025-10-10.xml",
    "who/who-arg.xml",
    "worldbank/worldbank-sv.xml",
)
HEAD = b"""<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03" generated-datetime="2025-01-01T00:00:00Z">
"""
TAIL = b"</iati-activities>\n"
MADE_UP = b"""<iati-activity default-currency="USD" hierarchy="1" xml:lang="en">
  <iati-identifier>XX-1</iati-identifier>
  <reporting-org ref="XX" type="40"><narrative>An organisation</narrative></reporting-org>
  <title><narrative>A made-up activity &amp; its title</narrative></title>
  <description type="1"><narrative>A text of some length, as descriptions are: what is done,
  for whom, and why.</narrative></description>
  <participating-org role="2" ref="XX" type="40"><narrative>An organisation</narrative></participating-org>
  <sector vocabulary="1" code="11110" percentage="60"/><sector vocabulary="1" code="15220" percentage="40"/>
%s</iati-activity>"""
TRANSACTION = b"""  <transaction ref="t%d">
    <transaction-type code="3"/><transaction-date iso-date="2024-%02d-01"/>
    <value value-date="2024-%02d-01">%d.25</value>
    <provider-org ref="XX"><narrative>An organisation</narrative></provider-org>
    <receiver-org ref="YY"><narrative>Another</narrative></receiver-org>
  </transaction>
"""


def activities(folder: Path | None) -> list[bytes]:
    """Activities to repeat, about 13 MB of real ones."""
    if folder is None:
        inside = b"".join(TRANSACTION % (at, at % 12 + 1, at % 12 + 1, at * 37) for at in range(30))
        return [MADE_UP % inside]
    from forlik.iati.read.spans import spans

    found: list[bytes] = []
    for name in REAL:
        data = (folder / "iati" / "activities" / name).read_bytes()
        start = re.search(rb"<iati-activities[^>]*>", data)
        if start:
            found += [data[one.start : one.end] for one in spans(data, "iati-activity", start.end(), len(data))]
    return [one for one in found if one.startswith(b"<iati-activity")]


def write(path: Path, megabytes: float, every: list[bytes]) -> int:
    """Write a file of about a size; gives the number of activities."""
    size = count = 0
    with path.open("wb") as out:
        out.write(HEAD)
        for one in _endless(every):
            out.write(one + b"\n")
            size += len(one) + 1
            count += 1
            if size >= megabytes * 1e6:
                break
        out.write(TAIL)
    return count


def _endless(every: list[bytes]) -> Iterator[bytes]:
    turn = 0
    while True:
        for one in every:
            yield re.sub(rb"<iati-identifier>\s*", b"<iati-identifier>%d-" % turn, one, count=1)
        turn += 1
