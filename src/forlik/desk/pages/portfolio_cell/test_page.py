import csv
import io
import json
import re
from decimal import Decimal

import pytest


def test_the_flows_of_a_cell_add_up_to_it_and_stand_in_their_bytes(viewer):
    text = viewer.get("/portfolio/COL/peace/2022").content.decode()
    facts = text.split('<dl class="facts">')[1].split("</dl>")[0]
    assert re.findall(r'value="([\d.]+)"', facts)[:2] == ["600.4", "600.4"], "the sum, and the cell"
    flow = text.split("XM-NDU-1-1")[1].split("</tr>")[0]
    assert 'value="600.4"' in flow
    assert "XM-NDU/aid" in flow
    assert re.search(r"line \S+, bytes \S+ to \S+", flow)
    assert 'href="/country/COL/aid?org=XM-NDU"' in text
    assert "XM-NDU-1 " not in text, "the other level is no part of it"


def test_the_download_has_every_flow_with_its_bytes_and_its_file(viewer):
    rows = list(csv.DictReader(io.StringIO(viewer.get("/portfolio/COL/all/2023.csv").content.decode())))
    assert [Decimal(one["amount_usd"]) for one in rows] == [Decimal(400)]
    assert int(rows[0]["byte_end"]) > int(rows[0]["byte_start"])
    assert len(rows[0]["file_sha256"]) == 64
    said = json.loads(viewer.get("/portfolio/COL/all/2023.json").content)
    assert said["sum_usd"] == said["amount_usd"] == 400


def test_another_currency_says_its_rate_and_the_prices(viewer):
    text = viewer.get("/portfolio/COL/peace/2022", {"currency": "NOK"}).content.decode()
    assert "mean of 257 days" in text
    assert "current prices" in text
    assert "rule ecb_year" in text


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/portfolio/COL/peace/1999", 404, "nothing is published as paid for Colombia, peace, 1999"),
        ("/portfolio/COL/war/2022", 400, "there is no pillar “war”"),
        ("/portfolio/XQX/peace/2022", 404, "XQX"),
        ("/portfolio/COL/peace/then", 400, "“then” is no year"),
    ],
)
def test_what_is_not_there_is_unknown_and_said(viewer, address, status, told):
    answer = viewer.get(address)
    assert answer.status_code == status
    assert told in answer.content.decode()
