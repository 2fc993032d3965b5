"""Partners in the browser: a pair is decided by keyboard, files are brought in again, and it is still decided."""

import pytest
from looking import looked_at
from operating import House, at_the_machine
from playwright.sync_api import expect

NAME = "Fictional Marenian Well Builders"


def aid(folder, day, ref, name):
    """An aid file in which the reporting organisation pays one other."""
    path = folder / f"aid-{day}.xml"
    path.write_text(
        f'<iati-activities version="2.03" generated-datetime="{day}T00:00:00Z"><iati-activity default-currency="USD">'
        '<iati-identifier>XM-DAC-6-1</iati-identifier><reporting-org ref="XM-DAC-6" type="10">'
        '<narrative>Estovian aid</narrative></reporting-org><transaction><transaction-type code="3"/>'
        '<transaction-date iso-date="2023-05-01"/><value value-date="2023-05-01">100</value>'
        f'<receiver-org ref="{ref}"><narrative>{name}</narrative></receiver-org></transaction>'
        "</iati-activity></iati-activities>",
        encoding="utf-8",
    )
    return str(path)


@pytest.fixture(scope="module")
def partners_house(tmp_path_factory, browser, run_desk):
    """The made-up engagements, and an aid file that names one of their actors."""
    home = tmp_path_factory.mktemp("partners")
    persons, _ = at_the_machine(
        home, ["register", "examples"], ["import", "iati", aid(home, "2024-01-31", "GB-CHC-1", NAME)]
    )
    with run_desk(home, home / "log") as address:
        house = House(address, browser, {one["username"]: one["one_time_password"] for one in persons})
        yield house, home
        assert house.complaints == []


def test_a_pair_is_decided_by_keyboard_and_remembered_when_files_come_again(partners_house):
    house, home = partners_house
    page = house.page_of("demo-relief")
    page.goto(f"{house.address}/register/partners")
    pair = page.locator("#pair-1")
    expect(pair).to_contain_text(NAME)
    expect(pair).to_contain_text("GB-CHC-1")
    looked_at(page, "partners-waiting")
    # From the link of the partner it is two steps to “The same”, none of them with the mouse.
    pair.get_by_role("link", name=NAME, exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="The same")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Decided")).to_be_visible()
    expect(page.locator("#pair-1")).to_have_count(0)
    decided = page.get_by_role("row", name="Marenian Well Builders")
    expect(decided).to_contain_text("the same")
    expect(decided).to_contain_text("GB-CHC-1")
    # The same file once more, and a newer one that writes identifier and name otherwise.
    same = aid(home, "2024-01-31", "GB-CHC-1", NAME)
    newer = aid(home, "2024-06-30", "gb-chc-1", "Well builders of Marenia")
    at_the_machine(home, ["import", "iati", same], ["import", "iati", newer])
    page.goto(f"{house.address}/register/partners")
    expect(page.locator("#pair-1")).to_have_count(0)
    decided = page.get_by_role("row", name="Marenian Well Builders")
    expect(decided).to_contain_text("Well builders of Marenia")
    looked_at(page, "partners-decided")
