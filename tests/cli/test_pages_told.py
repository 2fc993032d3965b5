"""The table of the register's pages in the guide tells of every page that somebody can go to."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "src" / "forlik" / "desk" / "register" / "pages"
WITHIN = {"attach", "attachment", "unsent"}
"""Pages that only another page leads to, and that are told of with it."""
NAMED = {"record": "ENGAGEMENT", "other": "RECORD", "iso3": "SDN"}


def address(path):
    return "/" + re.sub(r"<str:(\w+)>", lambda hit: NAMED.get(hit[1], hit[1].upper()), path)


def test_every_page_stands_in_the_table_of_pages():
    guide = (ROOT / "docs" / "how-to" / "use-the-register.md").read_text(encoding="utf-8")
    told = {one for row in guide.splitlines() if row.startswith("| `/") for one in re.findall(r"`(/\S+)`", row)}
    found = {}
    for page in PAGES.glob("*/page.py"):
        [path] = re.findall(r'^PATH = "(.*)"$', page.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found[page.parent.name] = address(path)
    assert len(found) > 30
    assert {name: at for name, at in found.items() if name not in WITHIN and at not in told} == {}
