"""IATI files read on a cluster become the tables of one machine."""

import zipfile

import pyarrow.parquet as pq
import pytest

from forlik.iati.read import read_to
from forlik.store.engine import session

pytestmark = pytest.mark.engine

ACTIVITIES = b"""<iati-activities version="2.03" xmlns:own="urn:own">
<iati-activity default-currency="USD"><iati-identifier>A-%d</iati-identifier>
<transaction own:x="1"><transaction-type code="3"/>
<value value-date="2020-01-01">%d.5</value></transaction></iati-activity>
<iati-activity><iati-identifier>broken</iati-identifier><oops></iati-activity>
</iati-activities>"""


def same(files, cluster, tmp_path):
    """The tables and the report of both ways, which must not differ."""
    here = read_to(*files, out=tmp_path / "here", reader="reference")
    there = read_to(*files, out=tmp_path / "there", reader="reference", session=session(cluster))
    assert there.report == here.report
    names = sorted(path.name for path in (tmp_path / "here").glob("*.parquet"))
    assert names == sorted(path.name for path in (tmp_path / "there").glob("*.parquet"))
    for name in names:
        assert pq.read_table(tmp_path / "there" / name).equals(pq.read_table(tmp_path / "here" / name)), name
    return here.report


def test_files_read_on_a_cluster_become_the_same_tables(cluster, tmp_path):
    files = [tmp_path / f"{number}.xml" for number in range(7)]
    for number, file in enumerate(files):
        file.write_bytes(ACTIVITIES % (number, number))
    files[3].write_bytes(b"<html/>")
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        archive.write(files[0], "a.xml")
        archive.write(files[1], "b.xml")
    report = same([*files[:5], tmp_path / "both.zip", *files[5:]], cluster, tmp_path)
    assert (report["activities"], report["refused"], report["files_refused"]) == (8, 8, 1)


@pytest.mark.real
def test_the_real_files_read_on_a_cluster_become_the_same_tables(cluster, shared, tmp_path):
    files = sorted((shared / "iati" / "activities").rglob("*.xml"))
    assert same(files, cluster, tmp_path)["activities"] > 2_000
