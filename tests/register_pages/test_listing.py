"""Listing checks: whom the lists held here may mean, what was chosen, who cleared it; and that nothing goes out."""

import csv
import html
import os
import re
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from filling import new, recorded, secret_of, seen
from worlds import in_both, plain, without_secrets

from forlik.core.errors import NoData
from forlik.discover import source
from forlik.register.concepts import Assessment
from forlik.register.machines.guards import why_not
from forlik.store.intake import take_in

PAGE = "/register/fiction-talks/listing"
COLUMNS = (
    "id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones",
    "emails", "dataset", "first_seen", "last_seen", "last_change",
)  # fmt: skip
ENTRIES = (
    {"id": "made-up-1", "name": "Northern Front, Fictional", "sanctions": "Asset freeze; Travel ban", "aliases": ""},
    {"id": "made-up-2", "name": "Fictional Front", "sanctions": "Arms embargo", "aliases": "Fictional: Northern Front"},
    {"id": "made-up-3", "name": "Fictional: Northern Front and Allied Movement", "sanctions": "", "aliases": ""},
    {"id": "made-up-4", "name": "Quite Another Company", "sanctions": "Asset freeze", "aliases": ""},
    {"id": "made-up-5", "name": "Someone", "sanctions": "Asset freeze", "aliases": "جبهة الشمال;Северный фронт"},
)


def imported(folder, entries=ENTRIES, title="Made-up List", seen_on="2026-11-20"):
    """A made-up list, held by this register's store."""
    path = folder / f"{title} {len(entries)}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        for one in entries:
            writer.writerow({"schema": "Organization", "dataset": title, "last_seen": f"{seen_on}T00:00:00", **one})
    taken, errors = take_in(Path(os.environ["FORLIK_HOME"]), source("opensanctions"), [path])
    assert not errors
    return taken[0]


@pytest.fixture
def held(learning, tmp_path):
    imported(tmp_path)
    return learning


def candidates(text):
    """Name and mark of each candidate of the page, in its order."""
    pieces = re.findall(r'name="match" value="([^"]+)"[^>]*>\s*(?:<span><strong>([^<]*)</strong>)?', text)
    return [(html.unescape(name), mark) for mark, name in pieces if mark != "none"]


def said(answer):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode())))


def form_of(learning, actor="fiction-front", **changed):
    found = dict(candidates(learning.text("demo-owner", f"{PAGE}?actor={actor}")))
    names = list(found)
    return {
        "actor": actor,
        "match": [found["Northern Front, Fictional"]],
        **{f"restricts-{turn}": ["funds", "travel"] for turn in range(len(names))},
        **{f"sure-{turn}": "medium" for turn in range(len(names))},
        "cleared_by": learning.ids["demo-owner"],
        "finding": "Fictional: the listed one is ours",
        **changed,
    }


def checks_of(learning, who="demo-owner"):
    return [seen(learning, who).get(Assessment, one) for one in new(learning, who, "assessment")]


def test_without_a_list_the_page_says_how_to_get_one_and_what_was_found_before(learning):
    text = html.unescape(learning.text("demo-legal", PAGE))
    assert "forlik import opensanctions" in text
    assert "Fictional list of a neighbouring state" in text
    assert "too old" in text
    assert "cleared by Demo: legal adviser and data protection, without a compartment" in text
    assert f"{PAGE}?actor=" not in text
    answer = learning.ask(
        "demo-owner", PAGE, actor="fiction-front", match="none", cleared_by=learning.ids["demo-legal"]
    )
    assert answer.status_code == 422
    assert "import one first" in said(answer)


def test_candidates_are_named_the_surest_first_and_nobody_else(held):
    found = [name for name, _mark in candidates(held.text("demo-owner", f"{PAGE}?actor=fiction-front"))]
    assert found == ["Fictional Front", "Northern Front, Fictional", "Fictional: Northern Front and Allied Movement"]
    assert "Quite Another" not in held.text("demo-owner", f"{PAGE}?actor=fiction-front")


def test_the_list_of_the_security_council_is_asked_beside_the_others(held):
    path = Path(__file__).parent.parent / "sources" / "fixtures" / "un_sanctions.xml"
    taken, errors = take_in(Path(os.environ["FORLIK_HOME"]), source("un_sanctions"), [path])
    assert taken
    assert not errors
    text = html.unescape(held.text("demo-owner", f"{PAGE}?actor=fiction-front"))
    assert "NORTHERN FRONT, FICTIONAL" in [name for name, _mark in candidates(text)]
    assert "UN Security Council Consolidated List" in text
    assert held.ask("demo-owner", PAGE, **form_of(held, match=["none"])).status_code == 303
    [made] = checks_of(held)
    assert sorted(one.dated for one in made.listings) == ["2026-11-20", "2026-11-20"]
    assert len(made.evidence) == 2, "each list that was looked at is cited"


def test_names_in_other_scripts_are_found_by_the_actor_s_names(held):
    path = "/register/fiction-talks/change/fiction-front"
    from filling import fields_of

    form = fields_of(held.ask("demo-owner", path))
    recorded(held, "demo-owner", path, {**form, "names": "ru: СЕВЕРНЫЙ ФРОНТ"})
    found = dict(candidates(held.text("demo-owner", f"{PAGE}?actor=fiction-front")))
    assert "Someone" in found


def test_a_check_says_list_by_list_what_is_restricted_how_sure_it_is_and_who_cleared_it(held):
    assert held.ask("demo-owner", PAGE, **form_of(held)).status_code == 303
    [made] = checks_of(held)
    assert (made.kind, made.about, made.engagement) == ("listing_check", "fiction-front", "fiction-talks")
    assert made.restricts == ("funds", "travel")
    assert made.cleared_by == held.ids["demo-owner"]
    [one] = made.listings
    assert (one.dated, one.restricts, one.match) == ("2026-11-20", ("funds", "travel"), "medium")
    assert one.entry == "made-up-1: Northern Front, Fictional"
    assert "Made-up List" in one.name
    [evidence] = made.evidence
    assert len(evidence.content_hash) == 64
    assert evidence.content_hash in "".join(str(one.basis.sha256) for one in _held())
    text = html.unescape(held.text("demo-legal", PAGE))
    assert "checked 0 days ago" in text
    assert "made-up-1: Northern Front, Fictional" in text


def _held():
    from forlik.desk import worlds
    from forlik.listed import held as lists

    return lists(worlds.kept(datetime.now(UTC).date()))


def test_a_check_that_finds_nobody_says_so_of_every_list(held, tmp_path):
    imported(tmp_path, ENTRIES[3:], "Another Made-up List", "2026-11-21")
    answer = held.ask("demo-owner", PAGE, **form_of(held, match=["none"]))
    assert answer.status_code == 303
    [made] = checks_of(held)
    assert made.restricts == ("none",)
    said_of = sorted((one.restricts, one.dated) for one in made.listings)
    assert said_of == [(("none",), "2026-11-20"), (("none",), "2026-11-21")]
    assert len(made.evidence) == 2


def test_the_guards_of_a_step_are_satisfied_by_checks_made_here(held):
    def lacking():
        case = seen(held, "demo-owner").case("fiction-talks")
        missing = {one.item: one.about for one in why_not(case, "resume", datetime.now(UTC).date())}
        return missing.get("listing_check", ())

    assert lacking() == ("fiction-front",)
    held.ask("demo-owner", PAGE, **form_of(held))
    assert lacking() == ()


def test_whoever_leads_a_group_is_checked_beside_it(held):
    text = html.unescape(held.text("demo-legal", PAGE))
    assert 'commander of the Northern Front</strong> <span class="sub">of Fictional: Northern Front' in text
    form = {**form_of(held), "actor": "fiction-commander", "match": ["none"]}
    assert held.ask("demo-owner", PAGE, **form).status_code == 303
    [made] = checks_of(held)
    assert made.about == "fiction-commander"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"match": []}, "or that none is"),
        ({"match": ["none", "first"]}, "or that none is"),
        ({"restricts-1": []}, "what it restricts"),
        ({"restricts-1": ["none", "funds"]}, "stands beside something"),
        ({"restricts-1": ["everything"]}, "no word of restrictions"),
        ({"sure-1": ""}, "how sure"),
        ({"sure-1": "certain"}, "no word of confidence"),
        ({"cleared_by": ""}, "whether you clear it yourself"),
        ({"cleared_by": "nobody"}, "whether you clear it yourself"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_recorded(held, changed, reason):
    form = form_of(held)
    if changed.get("match") == ["none", "first"]:
        changed = {"match": ["none", *form["match"]]}
    answer = held.ask("demo-owner", PAGE, **{**form, **changed})
    assert answer.status_code == 422
    assert reason in said(answer)
    assert "the listed one is ours" in said(answer), "nothing written is lost"
    assert checks_of(held) == []


def test_who_is_not_chosen_and_who_is_not_seen(held):
    assert "Choose whom to check" in said(held.ask("demo-owner", PAGE, match="none"))
    for who, actor in (("demo-legal", "fiction-clerk"), ("demo-owner", "nobody"), ("demo-owner", "fiction-partner")):
        with pytest.raises(NoData):
            held.ask(who, f"{PAGE}?actor={actor}")
        with pytest.raises(NoData):
            held.ask(who, PAGE, actor=actor, match="none")


def test_the_check_of_an_actor_whose_existence_is_sealed_is_sealed_too(held):
    form = {**form_of(held), "actor": "fiction-clerk", "match": ["none"]}
    assert held.ask("demo-owner", PAGE, **form).status_code == 303
    [made] = checks_of(held)
    assert seen(held, "demo-owner").labels(made.id) == {secret_of(held)}
    assert checks_of(held, "demo-legal") == []


def test_a_check_grows_old_after_thirty_days(held):
    held.ask("demo-owner", PAGE, **form_of(held))
    from forlik.register.machines.listing import checks

    case = seen(held, "demo-owner").case("fiction-talks")
    [*_, last] = checks(case.dossier, "fiction-front", datetime.now(UTC).date(), "fiction-talks")
    assert last.made_on == datetime.now(UTC).date()
    front = held.text("demo-owner", PAGE).partition("Northern Front</strong>")[2].partition("</p>")[0]
    assert "too old" not in front
    for days, old in ((30, False), (31, True)):
        day = last.made_on + timedelta(days=days)
        missing = {one.item: one.about for one in why_not(case, "resume", day)}
        assert ("fiction-front" in missing.get("listing_check", ())) == old


def test_nothing_is_asked_outside(held, monkeypatch):
    def refuse(*asked):
        raise AssertionError(f"asked outside: {asked}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert held.ask("demo-owner", f"{PAGE}?actor=fiction-front").status_code == 200
    assert held.ask("demo-owner", PAGE, **form_of(held)).status_code == 303


def test_no_name_of_the_register_is_left_in_the_store(held):
    held.ask("demo-owner", f"{PAGE}?actor=fiction-clerk")
    home = Path(os.environ["FORLIK_HOME"])
    for path in home.rglob("*"):
        if path.is_file():
            assert b"night clerk" not in path.read_bytes(), path


def test_hostile_names_on_a_list_stay_texts(learning, tmp_path):
    hostile = "<script>alert(1)</script> Fictional: Northern Front"
    imported(tmp_path, [{"id": "x' OR 1=1", "name": hostile, "sanctions": "{{ 7|add:1 }}", "aliases": "%_Northern_%"}])
    text = learning.text("demo-owner", f"{PAGE}?actor=fiction-front")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_two_worlds(django_db_blocker, tmp_path_factory):
    def look(learning):
        imported(tmp_path_factory.mktemp("list"))
        return {who: plain(learning, {path: text(learning, who, path) for path in paths}) for who in learning.ids}

    def text(learning, who, path):
        return re.sub(r"SHA-256 <code>\w+</code>", "", learning.text(who, path))

    paths = (PAGE, f"{PAGE}?actor=fiction-front")
    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    for who in ("demo-legal", "demo-guardian", "demo-relief"):
        assert whole[who] == bare[who], who
    assert whole["demo-owner"] != bare["demo-owner"]
