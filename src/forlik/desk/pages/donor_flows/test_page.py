import csv
import io
import json
import re
from decimal import Decimal

import pytest

GIFTS = (
    ("1234.50", "NOK", "2023-05-01", "NO-BRC-1"),
    ("65.50", "NOK", "2023-06-01", "NO-BRC-2"),
    ("n/a", "NOK", "2023-07-01", "NO-BRC-1"),
    ("9", "NOK", "2022-07-01", "NO-BRC-1"),
    ("8", "AFN", "2023-07-01", "NO-BRC-1"),
)
WHO = "XM/X"
"""A reference that could divide an address."""
PAGE = "/donor/XM%252FX/1/2023"


@pytest.fixture(scope="module")
def given_store(tmp_path_factory):
    from forlik.build import build
    from forlik.discover import source
    from forlik.store.intake import take_in

    home, room = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    given = "".join(
        f'<transaction><transaction-type code="11"/><transaction-date iso-date="{day}"/>'
        f'<value currency="{currency}" value-date="{day}">{value}</value>'
        f'<provider-org ref="{who}"><narrative>Giver &lt;b&gt;</narrative></provider-org></transaction>'
        for value, currency, day, who in GIFTS
    )
    text = (
        '<iati-activities version="2.03" generated-datetime="2024-06-30T10:00:00Z"><iati-activity hierarchy="1">'
        f'<iati-identifier>XM-X-1</iati-identifier><reporting-org ref="{WHO}" type="40"><narrative>Reporter Ñandú'
        f"</narrative></reporting-org><title><narrative>Schools</narrative></title>{given}</iati-activity>"
        "</iati-activities>"
    )
    (room / "aid.xml").write_text(text, encoding="utf-8")
    assert take_in(home, source("iati"), [room / "aid.xml"])[1] == []
    build(home, starter=False)
    return home


@pytest.fixture
def flows_viewer(viewer, given_store, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME", str(given_store))
    return viewer


def page(viewer, address=PAGE, **given):
    answer = viewer.get(address, given)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_sum_stands_beside_what_its_transactions_add_up_to(flows_viewer):
    row = page(flows_viewer, published="NOK").split("<tbody>")[1].split("</tr>")[0]
    values = re.findall(r'value="([\d.]+)"', row)
    assert values[:2] == ["1300", "1300"], "1234.50 and 65.50, added up here and as the page of the donor has it"
    assert [one.split("<")[0] for one in re.split(r"data-head=\"[^\"]*\">", row)[-3:]] == ["3", "1", "0"]


def test_each_transaction_has_its_dataset_activity_and_bytes(flows_viewer):
    text = page(flows_viewer, published="NOK")
    flows = text.split('id="flows"')[1]
    assert flows.count("<tr>") == 4, "a head and three transactions"
    one = flows.split('value="1234.5"')[0].split("<tr>")[-1] + flows.split('value="1234.5"')[1].split("</tr>")[0]
    assert "XM-X-1" in one
    assert re.search(r"line \S+, bytes \S+ to \S+", one)
    assert "Giver &lt;b&gt;" in one
    assert "no amount is stated" in flows


def test_two_currencies_are_two_sums_and_each_opens_alone(flows_viewer):
    text = page(flows_viewer)
    assert text.split("<tbody>")[1].split("</tbody>")[0].count("<tr>") == 2
    address = re.search(r'href="(/donor/[^"]*published=AFN[^"]*)"', text)[1].replace("&amp;", "&")
    alone = flows_viewer.get(address).content.decode()
    assert 'value="8"' in alone
    assert 'value="1234.5"' not in alone
    assert "no rate is known" in alone


def test_the_page_of_the_donor_leads_here_for_every_sum_of_it(flows_viewer):
    text = flows_viewer.get("/donor").content.decode()
    links = [one.replace("&amp;", "&") for one in re.findall(r'href="(/donor/XM[^"]*)"', text)]
    # Of each currency the sum, its years and its providers: 1 + 2 + 2 of kroner, 1 + 1 + 1 of afghanis.
    assert len(links) == 8
    assert "1 without an amount, in no sum" in text
    assert "1 without a rate, not in this sum" in text
    for link in links:
        row = flows_viewer.get(link).content.decode().split("<tbody>")[1].split("</tbody>")[0]
        held = re.findall(r'value="([\d.]+)"', row)
        assert row.count("<tr>") == 1
        assert held[0] == held[1]


def test_the_downloads_have_the_transactions_with_their_bytes(flows_viewer):
    rows = list(csv.DictReader(io.StringIO(flows_viewer.get(f"{PAGE}.csv?published=NOK").content.decode())))
    assert sum(Decimal(one["amount"]) for one in rows if one["amount"]) == 1300
    assert [one["amount"] for one in rows].count("") == 1
    assert all(int(one["byte_end"]) > int(one["byte_start"]) and len(one["file_sha256"]) == 64 for one in rows)
    said = json.loads(flows_viewer.get(f"{PAGE}.json?published=NOK").content)
    assert said["sums"][0]["amount"] == said["sums"][0]["behind"]["amount"] == 1300
    for form in ("xlsx", "parquet"):
        assert flows_viewer.get(f"{PAGE}.{form}").status_code == 200
    assert "Reporter Ñandú" in flows_viewer.get(f"{PAGE}/cite.txt").content.decode()


def test_the_notebook_says_the_same(flows_viewer):
    text = page(flows_viewer, published="NOK")
    assert "opened_traces(world, prefixes_of(world.place(&quot;NOR&quot;))" in text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/donor/XM-X/x/2023", 400, "“x” is no level"),
        ("/donor/XM-X/1/then", 400, "“then” is no year"),
        ("/donor/XM-X/1/2023?currency=QQQ", 400, "there is no currency"),
        ("/donor/XM-X/1/2023?donor=xyzzyx", 404, "xyzzyx"),
        ("/donor/XM-X/1/2023", 200, "that is unknown, not none"),
        (f"{PAGE}?donor=SWE", 200, "begins with SE-: that is unknown, not none"),
        (f"{PAGE}?as_of=2020-01-01", 200, "were held on"),
    ],
)
def test_what_is_not_there_is_said(flows_viewer, address, status, said):
    answer = flows_viewer.get(address)
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_it_is_said_in_norwegian_too(flows_viewer):
    text = flows_viewer.get(PAGE, headers={"accept-language": "nb"}).content.decode()
    assert "Summen på giverens side" in text
    assert "Uten beløp" in text
    assert "Transactions" not in re.sub(r"<[^>]*>", " ", text.split('id="main"')[1])
