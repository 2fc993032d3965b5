"""The published answers of the Financial Tracking Service behind a paged address, replayed from loopback."""

import json
import re

import pytest

from forlik.core.source import Paging


@pytest.mark.real
def test_three_pages_of_real_flows_arrive_byte_for_byte(shop, answer, shared):
    stem = "custom-search-locationid-1-year-2020"
    served = []
    for name in (f"{stem}.json", f"{stem}-page-2.json", f"{stem}-page-3.json"):
        real = (shared / "fts" / "input" / name).read_bytes()
        # The stored answers link to where they are stored; a publisher's answers link to the publisher.
        here = re.sub(rb'"https?:[^"]*/([^"/]+\.json)"', rb'"' + shop.server.url("/").encode() + rb'\1"', real)
        shop.server.script(f"/{name}", answer(here, headers={"Content-Type": "application/json; charset=utf-8"}))
        served.append(here)
    paging = Paging("link", key="meta.nextLink", items="data.flows")
    shop.moves(url=shop.server.url(f"/{stem}.json"), file=f"{stem}.json", media=("application/json",), paging=paging)
    got = shop.allows(read_s=5.0).fetch()
    assert [one.file.name for one in got] == [f"{stem}.json", f"{stem}-page-2.json", f"{stem}-page-3.json"]
    assert [one.file.path.read_bytes() for one in got] == served
    pages = [json.loads(one.file.path.read_bytes()) for one in got]
    assert [len(page["data"]["flows"]) for page in pages] == [200, 200, 84]
    assert {page["meta"]["count"] for page in pages} == {484}
