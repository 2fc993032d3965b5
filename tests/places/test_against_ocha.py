"""Our table against OCHA's own list of countries and territories, as a package carries it offline."""

import importlib.util
import json
import subprocess
import sys

import pytest

from forlik.places import all_places, by_code

# Read in a process of its own: the package leaves the file open, which counts as an error here.
SCRIPT = """
import json
from hdx.location.country import Country
Country.countriesdata(use_live=False)
print(json.dumps(Country.countriesdata()["countries"]))
"""


@pytest.fixture(scope="module")
def ocha():
    if importlib.util.find_spec("hdx") is None:
        pytest.skip("hdx-python-country is not installed")
    ran = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    return json.loads(ran.stdout)


def test_current_codes_agree_with_ocha(ocha):
    assert len(ocha) > 240
    columns = {"m49": "m49 numerical code", "fts": "HPC Tools API ID", "iso2": "ISO 3166-1 Alpha 2-Codes"}
    for iso3, row in ocha.items():
        here = by_code("iso3", iso3)
        for system, column in columns.items():
            assert row[column] is None or here.code(system) == row[column].zfill(3 if system == "m49" else 1), iso3


def test_every_present_country_or_territory_with_an_iso_code_is_known_to_ocha(ocha):
    ours = {one.iso3 for one in all_places() if one.kind in {"state", "territory"} and not one.iso3.startswith("X")}
    assert ours <= set(ocha)
