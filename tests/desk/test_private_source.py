"""A source of the deployment's own: whether a list is held and what was refused is told at no public address."""

import io
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from forlik.desk.pages.conftest import examples
from forlik.desk.taking_along import CITATIONS, FILES
from forlik.discover import source, sources
from forlik.inventory import describe, inventory
from forlik.store.intake import take_in

CANARY = "Ottoline Quillfeather"
NUMBER = "01019012345"
HEADS = "Agreement number;Agreement title;Agreement partner;Recipient country;Year;Disbursed (1000 NOK)"
GOOD = f"QZA-1;{CANARY};{CANARY};Colombia;2023;5"
BAD = {
    f"{CANARY}.csv": f"QZA-1;Schools;P;Colombia;2023;{NUMBER} 1,5,5",
    "number.csv": f"QZA-1;Schools;P;Colombia;2023;{NUMBER}.1,2",
    "year.csv": f"QZA-1;Schools;P;Colombia;{CANARY};5",
    "slipped.csv": f"QZA-1;Schools;P;Colombia;2023;5;{CANARY}",
    "cut.csv": f'QZA-1;"{CANARY};P',
}
PRIVATE = [f"/source/{name}" for name, one in sources().items() if one.private]
PAGES = [*examples().values(), *PRIVATE, "/nothing", f"/search?q={CANARY}"]


def given(home: Path, room: Path) -> None:
    """One list that is taken in, and files that are refused."""
    for name, line in {"list.csv": GOOD, **BAD}.items():
        (room / name).write_text(f"{HEADS}\n{line}\n", encoding="utf-8")
        _, errors = take_in(home, source("grants"), [room / name])
        assert bool(errors) == (name in BAD), name


def addresses() -> list[str]:
    """Every page in every form, also by the other clock, and the pages of private sources."""
    found = []
    for page in PAGES:
        path, _, query = ("/today" if page == "/" else page).partition("?")
        ends = ["", *(f".{one}" for one in FILES), *(f"/cite.{one}" for one in CITATIONS)]
        stems = [page, *(path + end + (f"?{query}" if query else "") for end in ends[1:])]
        found += [*stems, f"{page}{'&' if query else '?'}clock=held"]
    return found


def bare(answer):
    """What an answer says; of a workbook what is in it, but for the moment at which it was written."""
    body = answer.content if not answer.streaming else b"".join(answer.streaming_content)
    if not body.startswith(b"PK"):
        return answer.status_code, body
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return answer.status_code, {one: packed.read(one) for one in packed.namelist() if "docProps" not in one}


def everywhere(viewer, some):
    """Addresses as everybody gets them."""
    return {address: bare(viewer.get(address)) for address in some}


@pytest.fixture
def with_list(made_up_store, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(made_up_store, home)
    given(home, tmp_path)
    return home


def test_with_and_without_an_own_list_everybody_gets_the_same(viewer, with_list, monkeypatch):
    without = everywhere(viewer, addresses())
    monkeypatch.setenv("FORLIK_HOME", str(with_list))
    found = everywhere(viewer, addresses())
    assert [address for address in found if found[address] != without[address]] == []
    text = str([one for address, one in found.items() if CANARY not in address])
    assert CANARY not in text
    assert NUMBER not in text
    assert {one for one, (status, _) in found.items() if status == 200} >= {"/data", "/data.json", "/source/grants"}


def test_where_totals_are_shown_it_is_still_not_told_elsewhere(viewer, with_list, monkeypatch):
    monkeypatch.setenv("FORLIK_SHOW_GRANTS", "1")
    without = everywhere(viewer, PAGES)
    monkeypatch.setenv("FORLIK_HOME", str(with_list))
    found = everywhere(viewer, PAGES)
    assert {re.split(r"[.?/]", one)[1] for one in found if found[one] != without[one]} == {"donor"}
    assert CANARY not in str([one for address, one in found.items() if "search" not in address])


def test_the_page_of_a_private_source_says_that_it_tells_nothing(viewer, with_list, monkeypatch):
    monkeypatch.setenv("FORLIK_HOME", str(with_list))
    text = viewer.get("/source/grants").content.decode()
    assert "no page tells whether anything of it is held" in text
    assert "<code>forlik sources grants</code>" in text
    assert "Rows read" not in text
    row = viewer.get("/data.json").json()[sorted(sources()).index("grants")]
    assert (row["name"], row["rows"], row["refused_files"], row["stale"]) == ("grants", None, None, None)
    assert viewer.get("/source/grants.csv").status_code == 404


def test_whoever_has_the_store_is_told_by_the_command_line(with_list):
    about = describe(with_list, "grants", private=True)
    assert (about["rows"], about["snapshots"], len(about["refused_files"])) == (1, 1, len(BAD))
    [row] = [one for one in inventory(with_list, private=True) if one["name"] == "grants"]
    assert row["rows"] == 1
    assert NUMBER not in str(row["refused_files"]), "and no cell is kept in a refusal"
    assert describe(with_list, "grants")["rows"] is None


def test_no_page_asks_a_world_for_all_that_it_stands_on():
    import forlik.desk

    [folder] = forlik.desk.__path__
    asking = {path.name for path in Path(folder).rglob("*.py") if ".manifest()" in path.read_text(encoding="utf-8")}
    assert asking == {"question.py", "engagements.py"}, "pages ask the question: asked.bases"
    telling = [path for path in Path(folder).rglob("*.py") if "private=True" in path.read_text(encoding="utf-8")]
    assert telling == []
