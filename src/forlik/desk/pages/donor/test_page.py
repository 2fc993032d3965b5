import csv
import io
import json

import pytest

HEADS = (
    "Agreement number;Agreement title;Agreement partner;Recipient country;Year;Type of agreement;Disbursed (1000 NOK)"
)
LIST = (
    "QZA-1;Schools;Partner Ñandú;Colombia;2019;Standard;5",
    "QZA-2;Temporarily anonymised;Hidden House;Afghanistan;2019;Standard;2,5",
    "QZA-3;Frame;Partner Ñandú;Colombia;2019;Rammeavtale;70",
)
REPORT = (
    '<iati-activities version="2.03" generated-datetime="2024-06-30T10:00:00Z">'
    '<iati-activity hierarchy="{level}" default-currency="NOK"><iati-identifier>XM-X-1</iati-identifier>'
    '<reporting-org ref="XM-X" type="40"><narrative>Reporter Ñandú</narrative></reporting-org>'
    "<title><narrative>T</narrative></title>"
    '<transaction><transaction-type code="11"/><transaction-date iso-date="2023-05-01"/>'
    '<value value-date="2023-05-01">1234.50</value>'
    '<provider-org ref="NO-BRC-1"><narrative>Giver &lt;b&gt;</narrative></provider-org></transaction></iati-activity>'
    "</iati-activities>"
)


@pytest.fixture(scope="module")
def given_store(tmp_path_factory):
    from forlik.build import build
    from forlik.discover import source
    from forlik.store.intake import take_in

    home, room = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("files")
    for year, cells in {
        2018: {"CO": {"NO": 900}},
        2019: {"CO": {"NO": 750}, "298": {"NO": 200, "US": 1}, "550": {"NO": 50}},
    }.items():
        (room / f"crs_{year}.json").write_text(json.dumps(cells), encoding="utf-8")
        assert take_in(home, source("oecd_crs"), [room / f"crs_{year}.json"])[1] == []
    (room / "list.csv").write_text("\n".join((HEADS, *LIST)) + "\n", encoding="utf-8")
    (room / "aid.xml").write_text(REPORT.format(level=1), encoding="utf-8")
    for name, file in (("grants", "list.csv"), ("iati", "aid.xml")):
        assert take_in(home, source(name), [room / file])[1] == []
    build(home, starter=False)
    return home


@pytest.fixture
def donor_viewer(viewer, given_store, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME", str(given_store))
    return viewer


def page(viewer, **given):
    answer = viewer.get("/donor", given)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_three_kinds_stand_side_by_side_and_the_unknown_one_says_why(donor_viewer):
    text = page(donor_viewer)
    assert "Donor: Norway, 2019" in text
    assert '<data class="value" value="750">750</data>' in text
    assert '<data class="value" value="250">250</data>' in text
    imputed = text.split('id="kind-imputed_multilateral"')[1].split("</section>")[0]
    assert "no source held gives it" in imputed
    assert "value unknown" in imputed
    assert "do not say whether they hold commitments or disbursements" in text


def test_recipients_that_are_no_country_stand_with_the_others_and_their_share(donor_viewer):
    text = page(donor_viewer)
    row = text.split("Africa, regional")[1].split("</tr>")[0]
    assert "no country" in row
    assert ">20</data>" in row.replace(">20.0<", ">20<")
    assert "a number that no list of regions held has" in text.split(">550")[1].split("</tr>")[0]


def test_another_year_and_another_donor_can_be_asked_for(donor_viewer):
    text = page(donor_viewer, year="2018")
    assert "Donor: Norway, 2018" in text
    unallocated = text.split('id="kind-unallocated"')[1].split("</section>")[0]
    assert "nothing is published of this donor and year" in unallocated
    assert "Donor: United States, 2019" in page(donor_viewer, donor="USA")
    assert "nothing is published of Norway as a donor in 2001; there is 2018 to 2019" in page(donor_viewer, year="2001")
    assert "nothing is published of Colombia as a donor" in page(donor_viewer, donor="COL")


@pytest.mark.parametrize(
    ("given", "status"), [({"year": "x"}, 400), ({"year": "20190"}, 400), ({"donor": "xyzzyx"}, 404)]
)
def test_what_is_no_year_and_no_donor_is_refused(donor_viewer, given, status):
    assert donor_viewer.get("/donor", given).status_code == status


def test_money_seen_again_in_a_report_stands_with_its_level_currency_and_provider(donor_viewer):
    row = page(donor_viewer).split("Reporter Ñandú")[1].split("</table>")[0]
    assert "Incoming commitment" in row
    assert "NOK" in row
    assert 'value="1234.50"' in row
    assert "Giver &lt;b&gt;" in row
    assert "NO-BRC-1" in row
    assert "begins with US-" in page(donor_viewer, donor="USA")


def test_beside_dollars_stands_the_donors_own_currency_by_the_rate_of_the_year(donor_viewer):
    from forlik.portfolio.currency import yearly_rate
    from forlik.world import world

    text = page(donor_viewer)
    assert "<option selected>NOK</option>" in text
    rate = yearly_rate(world(), "USD", "NOK", 2019).value
    assert 8 < rate < 10
    card = text.split('id="kind-by_country"')[1].split("</section>")[0]
    assert f'value="{round(750 * rate)}"' in card, "beside the dollars"
    assert 'value="750"' in card
    assert "rule ecb_year" in text
    assert "current prices" in text
    earlier = yearly_rate(world(), "USD", "NOK", 2018).value
    assert f'value="{round(900 * earlier)}"' in text.split('id="course"')[1], "each year by its own rate"
    assert "<option selected>USD</option>" in page(donor_viewer, currency="USD")
    assert f'value="{round(750 * rate)}"' not in page(donor_viewer, currency="USD")


def test_where_no_rate_is_known_the_amount_is_unknown_and_its_reason_stands(donor_viewer):
    text = page(donor_viewer, currency="AFN")
    card = text.split('id="kind-by_country"')[1].split("</section>")[0]
    assert "no rate of USD in AFN is known for 2019" in card
    assert "value unknown" in card
    assert 'value="750"' in card, "dollars stay"
    assert donor_viewer.get("/donor", {"currency": "QQQ"}).status_code == 400


def test_the_three_kinds_stand_together_in_every_currency_and_year(donor_viewer):
    for given in ({}, {"currency": "USD"}, {"currency": "AFN"}, {"year": "2018"}, {"donor": "USA"}):
        text = page(donor_viewer, **given)
        cards = text.split('class="cards"')[1].split('class="note"')[0]
        assert [cards.count(f'id="kind-{one}"') for one in ("by_country", "unallocated", "imputed_multilateral")] == [
            1
        ] * 3
        head = text.split('id="course"')[1].split("</thead>")[0]
        assert head.count('scope="col"') == 4, "the year, and each of the three"


def test_the_download_says_the_donors_currency_its_rate_and_the_prices(donor_viewer):
    rows = list(csv.DictReader(io.StringIO(donor_viewer.get("/donor.csv").content.decode())))
    [colombia] = [row for row in rows if row["country_iso3"] == "COL"]
    assert (colombia["currency"], colombia["rate_rule"], colombia["price_basis"]) == (
        "NOK",
        "ecb_year",
        "current prices",
    )
    assert float(colombia["amount"]) == pytest.approx(750 * float(colombia["rate"]))
    [imputed] = [row for row in rows if row["kind"] == "imputed_multilateral"]
    assert imputed["amount"] == ""
    unknown = list(csv.DictReader(io.StringIO(donor_viewer.get("/donor.csv?currency=AFN").content.decode())))
    assert {row["amount"] for row in unknown} == {""}
    assert {row["rate_reason"] for row in unknown} == {"no rate of USD in AFN is known for 2019"}


def test_money_seen_again_stands_as_published_in_dollars_and_opens(donor_viewer):
    row = page(donor_viewer).split("Reporter Ñandú")[1].split("</tr>")[0]
    assert 'href="/donor/XM-X/1/2023?donor=NOR&amp;kind=11&amp;published=NOK"' in row
    assert 'href="/donor/XM-X/1/all?donor=NOR&amp;kind=11&amp;published=NOK&amp;provider=NO-BRC-1"' in row
    assert row.count('value="1234.50"') == 3, "as published, in the donor's own currency, and from its only provider"


def test_the_download_never_lacks_a_kind_of_money(donor_viewer):
    rows = list(csv.DictReader(io.StringIO(donor_viewer.get("/donor.csv").content.decode())))
    assert {row["kind"] for row in rows} == {"by_country", "unallocated", "imputed_multilateral"}
    assert sum(int(row["amount_usd"]) for row in rows if row["amount_usd"]) == 1000
    [imputed] = [row for row in rows if row["kind"] == "imputed_multilateral"]
    assert (imputed["amount_usd"], imputed["status"]) == ("", "unknown")


ADDRESSES = (
    "/donor",
    "/donor.csv",
    "/donor.json",
    "/donor.xlsx",
    "/donor/cite.bib",
    "/data",
    "/source/grants",
    "/country/COL",
)
SECRETS = (b"Hidden House", "Partner Ñandú".encode(), b"QZA-", b"7500", b"7\xe2\x80\xaf500", b"5\xe2\x80\xaf000")


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_of_an_own_list_is_on_a_public_page(donor_viewer, address):
    answer = donor_viewer.get(address)
    if answer.status_code == 200:
        assert not [one for one in SECRETS if one in answer.content]
        assert b"Own grant list</h2>" not in answer.content


def test_totals_are_shown_where_the_deployment_says_so_and_never_a_name(donor_viewer, monkeypatch):
    monkeypatch.setenv("FORLIK_SHOW_GRANTS", "1")
    text = page(donor_viewer)
    own = text.split('id="own"')[1]
    assert 'value="7500"' in own.split("All that is counted")[1].split("</tr>")[0]
    assert 'value="2500"' in own.split("temporarily anonymised")[1].split("</tr>")[0]
    assert "rows of framework agreements (1)" in own
    assert not [one for one in ("Hidden House", "Partner Ñandú", "QZA-") if one in text]
    assert 'id="own"' not in page(donor_viewer, donor="USA")
    assert 'id="own"' not in page(donor_viewer, year="2018")


def test_before_anything_was_known_there_is_a_reason(viewer):
    text = page(viewer)
    assert "no rows of Creditor Reporting System, totals by recipient were held on" in text
    assert "forlik import oecd_crs FILE" in text
    assert "No report known on this day names a provider whose reference begins with NO-." in text
    assert "forlik import iati FILE" in page(viewer, as_of="2024-06-29")


def test_a_year_that_only_the_own_list_has_can_be_chosen_where_it_is_shown(donor_viewer, monkeypatch, tmp_path):
    from forlik.discover import source
    from forlik.store.intake import take_in

    (tmp_path / "list.csv").write_text("\n".join((HEADS, LIST[0].replace("2019", "2023"))) + "\n", encoding="utf-8")
    assert take_in(tmp_path / "home", source("grants"), [tmp_path / "list.csv"])[1] == []
    monkeypatch.setenv("FORLIK_HOME", str(tmp_path / "home"))
    assert "2023" not in page(donor_viewer).split('id="donor"')[1].split("</form>")[0]
    monkeypatch.setenv("FORLIK_SHOW_GRANTS", "1")
    text = page(donor_viewer)
    assert "<option selected>2023</option>" in text
    assert 'value="5000"' in text.split('id="own"')[1]
