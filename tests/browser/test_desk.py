"""The desk as people use it: by mouse, keyboard and eye, on a phone, in the dark, without scripts."""

import json

import pytest
from looking import violations
from playwright.sync_api import expect

from forlik.desk.pages.conftest import examples

PAGES = [
    *examples().values(),
    "/measure/active_conflicts?country=COL",
    "/measure/population",
    "/country/COL?as_of=2020-01-01",
    "/portfolio?country=COL&year=2022&currency=NOK",
    "/portfolio?year=1999",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_accessible_quiet_and_stays_on_the_machine(watched, desk, address, scheme):
    watched.emulate_media(color_scheme=scheme)
    watched.goto(desk + address)
    for plot in watched.locator("[data-chart]").all():
        expect(plot.locator("canvas")).to_be_visible()
    for summary in watched.locator("details > summary").all():
        summary.click()
        assert violations(watched) == []
        summary.click()
    assert violations(watched) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_a_telephone(watched, desk, address):
    watched.set_viewport_size({"width": 360, "height": 740})
    watched.goto(desk + address)
    assert watched.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(watched) == []


@pytest.mark.parametrize("address", ["/", "/country/COL"])
def test_norwegian_pages_are_accessible_too(watched, desk, address):
    watched.goto(desk + address)
    watched.get_by_role("link", name="Norsk bokmål").click()
    expect(watched.locator("html")).to_have_attribute("lang", "nb")
    assert violations(watched) == []
    watched.get_by_role("link", name="English").click()
    expect(watched.locator("html")).to_have_attribute("lang", "en")
    assert watched.url == desk + address


def test_a_name_in_another_language_finds_the_country(watched, desk):
    watched.goto(desk)
    watched.get_by_label("Find a country or territory").fill("Kolombia")
    watched.get_by_label("Find a country or territory").press("Enter")
    expect(watched.get_by_role("heading", level=1)).to_have_text("Colombia")
    assert watched.url == f"{desk}/country/COL"


def test_suggestions_come_while_typing(watched, desk):
    watched.goto(desk)
    watched.get_by_label("Find a country or territory").press_sequentially("guin")
    expect(watched.locator("datalist option[value='Guinea-Bissau']")).to_have_count(1)


def test_another_day_changes_the_figures_and_the_address(watched, desk):
    watched.goto(f"{desk}/country/COL")
    figure = watched.locator(".entry", has_text="Active state-based conflicts").first.locator("data.value")
    expect(figure).to_have_attribute("value", "3")
    watched.get_by_label("As known on").fill("2023-01-01")
    watched.get_by_role("button", name="Show").click()
    expect(figure).to_have_attribute("value", "1")
    assert watched.url == f"{desk}/country/COL?as_of=2023-01-01"
    watched.get_by_role("link", name="Watch").click()
    assert watched.url == f"{desk}/watch?as_of=2023-01-01", "the day goes along"


def test_the_slider_of_months_asks_for_an_earlier_one(watched, desk):
    watched.goto(f"{desk}/watch")
    slider = watched.get_by_label("Twelve months to")
    expect(slider).to_have_attribute("aria-valuetext", "2023-12")
    slider.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "2023-11")
    assert watched.url == f"{desk}/watch", "the keyboard may take many steps before it asks"
    watched.locator("form.until").get_by_role("button", name="Show").click()
    expect(watched).to_have_url(f"{desk}/watch?until=2023-11")
    expect(watched.get_by_label("Twelve months to")).to_have_attribute("aria-valuetext", "2023-11")


def test_the_link_is_copied(watched, desk):
    watched.goto(f"{desk}/measure/active_conflicts?period=2021")
    watched.get_by_role("button", name="Copy link").click()
    expect(watched.get_by_role("status")).to_have_text("The link is copied.")
    assert watched.evaluate("navigator.clipboard.readText()") == f"{desk}/measure/active_conflicts?period=2021"


@pytest.mark.parametrize("form", ["CSV", "Excel", "Parquet", "JSON"])
def test_the_table_can_be_taken_away(watched, desk, form):
    watched.goto(f"{desk}/country/COL")
    watched.locator("summary", has_text="Download").click()
    with watched.expect_download() as waiting:
        watched.get_by_role("link", name=form, exact=True).click()
    assert waiting.value.path().stat().st_size > 100
    assert waiting.value.suggested_filename.startswith("forlik-country-COL-")


def test_a_citation_opens(watched, desk):
    watched.goto(f"{desk}/country/COL")
    watched.locator("summary", has_text="Cite").click()
    address = watched.get_by_role("link", name="CSL-JSON").get_attribute("href")
    found = json.loads(watched.request.get(desk + address).text())
    assert found[0]["title"] == "UCDP/PRIO Armed Conflict Dataset"


def test_the_keyboard_reaches_the_content_and_every_tile(watched, desk):
    watched.goto(f"{desk}/measure/active_conflicts")
    watched.keyboard.press("Tab")
    expect(watched.get_by_text("Skip to the content")).to_be_focused()
    watched.keyboard.press("Enter")
    expect(watched.locator("#main")).to_be_focused()
    tiles = watched.locator("a.tile")
    tiles.first.focus()
    watched.keyboard.press("ArrowRight")
    expect(watched.locator("a.tile:focus")).to_have_attribute("href", "/country/NOR")
    watched.keyboard.press("ArrowRight")
    watched.keyboard.press("ArrowDown")
    name = watched.locator("a.tile:focus").get_attribute("href")
    assert name != "/country/NOR"
    assert watched.locator("a.tile[tabindex='0']").count() == 1, "one stop for the Tab key"
    watched.keyboard.press("Enter")
    expect(watched).to_have_url(desk + name)


def test_without_scripts_everything_is_still_there(browser, desk):
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{desk}/country/COL")
    pictures = page.locator("noscript img").all()
    assert pictures
    for picture in pictures:
        answer = page.request.get(desk + picture.get_attribute("src"))
        assert answer.headers["content-type"] == "image/svg+xml"
    page.get_by_label("Find a country or territory").fill("guinea-bissau")
    page.get_by_role("button", name="Find").click()
    assert page.url == f"{desk}/country/GNB"
    assert page.get_by_role("button", name="Copy link").count() == 0
    context.close()


def test_a_chart_says_in_words_what_it_shows(watched, desk):
    watched.goto(f"{desk}/country/COL")
    chart = watched.get_by_role("img", name="Active state-based conflicts, 2020 to 2023: highest 3 in 2023, newest 3.")
    expect(chart.locator("canvas")).to_be_visible()
    assert chart.locator("canvas").evaluate("canvas => canvas.width") > 100


def test_what_is_not_there_is_told_on_a_calm_page(page, desk):
    answer = page.goto(f"{desk}/country/xyzzyx")
    assert answer.status == 404
    assert violations(page) == []
    expect(page.get_by_label("Find a country or territory")).to_be_visible()


def test_paper_gets_the_figures_without_the_buttons(watched, desk):
    watched.goto(f"{desk}/country/COL")
    watched.emulate_media(media="print")
    expect(watched.get_by_role("button", name="Copy link")).to_be_hidden()
    expect(watched.locator("form.search")).to_be_hidden()
    expect(watched.locator(".entry data.value").first).to_be_visible()
