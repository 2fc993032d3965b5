import csv
import io
import json
import re
from decimal import Decimal

import pytest

OWN = "/partners/name:ministrynandu/flows"


def test_the_flows_of_a_sum_add_up_to_it_and_stand_in_their_bytes(viewer):
    text = viewer.get(OWN, {"side": "given", "year": "2022"}).content.decode()
    facts = text.split('<dl class="facts">')[1].split("</dl>")[0]
    assert re.findall(r'value="([\d.]+)"', facts)[:2] == ["600.4", "600.4"], "the flows, and the sum of other pages"
    flow = text.split("XM-NDU-1-1")[1].split("</tr>")[0]
    assert 'value="600.4"' in flow
    assert "Ministry Ñandú" in flow, "who reports gives, where nobody is named"
    assert re.search(r"line \S+, bytes \S+ to \S+", flow)
    assert 'href="/country/COL/aid?org=XM-NDU"' in text
    assert "XM-NDU-1 " not in text, "the other level is no part of it"


def test_the_download_has_every_flow_with_its_bytes_and_its_file(viewer):
    rows = list(csv.DictReader(io.StringIO(viewer.get(f"{OWN}.csv", {"side": "given"}).content.decode())))
    assert [Decimal(one["amount_usd"]) for one in rows] == [Decimal("600.4"), Decimal(400)]
    assert all(int(one["byte_end"]) > int(one["byte_start"]) and len(one["file_sha256"]) == 64 for one in rows)
    said = json.loads(viewer.get(f"{OWN}.json", {"side": "given", "country": "COL"}).content)
    assert said["sum_usd"] == said["amount_usd"] == 1000.4


def test_what_nobody_is_named_to_get_is_opened_too(viewer):
    text = viewer.get("/partners/nobody/flows", {"side": "received", "country": "COL"}).content.decode()
    assert "What nobody is named to get" in text
    assert text.count("XM-NDU-1-") == 2


def test_pages_lead_from_each_sum_to_its_flows(viewer):
    for address, fields in (
        ("/partners/name:ministrynandu", {}),
        ("/partners", {"year": "2022"}),
        ("/portfolio", {"country": "COL", "year": "2022"}),
    ):
        text = viewer.get(address, fields).content.decode().replace("&amp;", "&")
        ways = set(re.findall(r'href="(/partners/[^"]*/flows\?[^"]*)"', text))
        assert ways, address
        for way in ways:
            assert viewer.get(way).status_code == 200, way


@pytest.mark.parametrize(
    ("address", "fields", "status"),
    [
        (OWN, {"side": "received"}, 404),
        (OWN, {"side": "x"}, 400),
        (OWN, {"own": "x"}, 400),
        (OWN, {"own": "only"}, 404),
        (OWN, {"year": "then"}, 400),
        (OWN, {"year": "1999"}, 404),
        (OWN, {"flow": "stolen"}, 400),
        (OWN, {"country": "xyzzyx"}, 404),
        ("/partners/XX-NONE-1/flows", {}, 404),
    ],
)
def test_what_is_not_there_is_unknown_and_said(viewer, address, fields, status):
    assert viewer.get(address, fields).status_code == status
