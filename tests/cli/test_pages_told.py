"""The tables of the register's pages in the guides tell of every page that somebody can go to."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDES = ("use-the-register.md", "decide.md")
PAGES = ROOT / "src" / "forlik" / "desk" / "register" / "pages"
WITHIN = {"attach", "attachment", "unsent"}
"""Pages that only another page leads to, and that are told of with it."""
NAMED = {"record": "ENGAGEMENT", "other": "RECORD", "iso3": "SDN"}


def address(path):
    """A page's address as a guide writes it; what one decides on is an option, and no engagement."""
    path = path.replace("expectations/<str:record>", "expectations/EXPECTATION")
    path = path.replace("register/decide/<str:record>", "register/decide/OPTION")
    return "/" + re.sub(r"<str:(\w+)>", lambda hit: NAMED.get(hit[1], hit[1].upper()), path)


def test_every_page_stands_in_a_table_of_pages():
    guides = [(ROOT / "docs" / "how-to" / name).read_text(encoding="utf-8") for name in GUIDES]
    rows = [row for guide in guides for row in guide.splitlines()]
    told = {one for row in rows if row.startswith("| `/") for one in re.findall(r"`(/\S+)`", row)}
    found = {}
    for page in PAGES.glob("*/page.py"):
        [path] = re.findall(r'^PATH = "(.*)"$', page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found[page.parent.name] = address(path)
    assert len(found) > 30
    assert {name: at for name, at in found.items() if name not in WITHIN and at not in told} == {}
