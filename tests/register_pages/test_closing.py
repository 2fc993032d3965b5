"""The debrief and the archive package: a file can be closed through the pages alone."""

import hashlib
import html
import io
import json
import re
import zipfile
from datetime import UTC, datetime

import pytest
from filling import recorded, seen
from worlds import in_both, plain, without_secrets

from forlik.core.errors import NoData, NotPermitted
from forlik.register.debrief import parts_of
from forlik.register.machines.guards import why_not

TALKS = "/register/fiction-talks"
DEBRIEF, ARCHIVE = f"{TALKS}/debrief", f"{TALKS}/archive"
PARTS = {one: f"Fictional: {one}" for one in parts_of()}
FILED = {**PARTS, "title": "Fictional: what the river taught us", "evidence": "Fictional minutes of the debrief"}


def said(answer):
    return html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode()))


def lacks(learning, who="demo-owner"):
    now = datetime.now(UTC)
    return [one.item for one in why_not(seen(learning, who).case("fiction-talks"), "close", now.date())]


def fetched(learning, who="demo-owner"):
    [address] = re.findall(r'href="([^"]*package=[^"]*)"', learning.text(who, ARCHIVE))
    return learning.ask(who, address)


def test_a_debrief_with_all_six_parts_is_what_closing_waits_for(learning):
    assert "debrief" in lacks(learning)
    assert learning.ask("demo-owner", DEBRIEF, **FILED).status_code == 303
    assert "debrief" not in lacks(learning)
    text = html.unescape(learning.text("demo-owner", DEBRIEF))
    assert "all six parts" in text
    for part in PARTS.values():
        assert part in text, "the form holds what was filed"


@pytest.mark.parametrize("left_out", parts_of())
def test_a_debrief_that_lacks_a_part_is_filed_and_says_which(learning, left_out):
    assert learning.ask("demo-owner", DEBRIEF, **{**FILED, left_out: ""}).status_code == 303
    assert "debrief" in lacks(learning)
    from forlik.register.vocabulary import vocabulary

    filed = learning.text("demo-owner", DEBRIEF).partition('aria-labelledby="filed"')[2].partition("</section>")[0]
    assert f"lacks: {vocabulary('parts')[left_out].en}" in html.unescape(re.sub(r"<[^>]*>", "", filed))


def test_what_was_begun_is_gone_on_with(learning):
    learning.ask("demo-owner", DEBRIEF, **{**FILED, "lessons": ""})
    text = learning.text("demo-owner", DEBRIEF)
    form = {
        name: html.unescape(said_)
        for name, said_ in re.findall(r'<textarea id="(\w+)"[^>]*>\n([^<]*)</textarea>', text)
    }
    assert form["context"] == FILED["context"]
    learning.ask("demo-deputy", DEBRIEF, **{**form, "lessons": "Fictional: two boats", "evidence": "Fictional minutes"})
    assert "debrief" not in lacks(learning)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (dict.fromkeys(PARTS, ""), "Write at least one part"),
        ({"evidence": " "}, "Say by what the debrief is known"),
        ({"title": "x" * 301}, "300"),
        ({"context": "x" * 20_001}, "20000"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_filed(learning, changed, reason):
    answer = learning.ask("demo-owner", DEBRIEF, **{**FILED, **changed})
    assert answer.status_code == 422
    assert reason in said(answer)
    assert "debrief" in lacks(learning)
    if "lessons" not in changed:
        assert FILED["lessons"] in said(answer), "nothing written is lost"


def test_a_package_is_made_recorded_and_fetched_and_its_checksum_is_of_what_was_fetched(learning):
    assert "No package is recorded yet" in learning.text("demo-owner", ARCHIVE)
    assert "archive_package" in lacks(learning)
    assert learning.ask("demo-owner", ARCHIVE, make="yes").status_code == 303
    assert "archive_package" not in lacks(learning)
    answer = fetched(learning)
    content = b"".join(answer.streaming_content)
    assert "attachment" in answer["Content-Disposition"]
    assert hashlib.sha256(content).hexdigest() in learning.text("demo-owner", ARCHIVE)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        rows = json.loads(file.read("rows.json"))
    records = {one["record"] for one in rows}
    assert {"fiction-talks", "fiction-process", "fiction-front", "fiction-side-letter", "fiction-clerk"} <= records
    assert not [one for one in rows if one["record"].startswith("fiction-relief")]
    assert {one["n"] for one in rows if one["record"] == "fiction-talks" and one["facet"] == "staff"} >= {1, 2, 3}


def test_what_is_recorded_afterwards_does_not_change_the_package(learning):
    learning.ask("demo-owner", ARCHIVE, make="yes")
    first = b"".join(fetched(learning).streaming_content)
    recorded(
        learning,
        "demo-owner",
        f"{TALKS}/act",
        {"kind": "note", "happened": "2026-11-20", "title": "x", "evidence": "y"},
    )
    assert b"".join(fetched(learning, "demo-deputy").streaming_content) == first


def test_a_package_that_cannot_be_made_again_is_not_passed_off_as_the_one_recorded(learning):
    from datetime import date

    from filling import secret_of

    from forlik.desk.access.people import person
    from forlik.desk.records.change import Grounds, Which
    from forlik.desk.records.grades import raise_label

    learning.ask("demo-owner", ARCHIVE, make="yes")
    owner = person(learning.ids["demo-owner"], "passkey")
    why = Grounds("r", "l", date(2030, 1, 1))
    raise_label(Which("fiction-review", "staff", "1"), secret_of(learning), why, owner, datetime.now(UTC))
    answer = fetched(learning)
    assert answer.status_code == 409
    assert "cannot be made again" in said(answer)


def test_that_a_package_holds_sealed_things_is_logged(learning):
    before = len(learning.log("read"))
    learning.ask("demo-owner", ARCHIVE, make="yes")
    [row] = learning.log("read")[before:]
    assert len(row.facets.split()) > 10
    fetched(learning)
    assert len(learning.log("read")[before:]) >= 2


def test_only_a_package_of_the_file_is_fetched(learning):
    for other in ("fiction-relief-archive", "fiction-mandate", "nothing"):
        with pytest.raises(NoData):
            learning.ask("demo-owner", f"{ARCHIVE}?package={other}")


@pytest.mark.parametrize("path", [DEBRIEF, ARCHIVE])
@pytest.mark.parametrize("who", ["demo-legal", "demo-relief", "demo-guardian"])
def test_both_are_for_who_answers_for_the_file(learning, path, who):
    for form in ({}, FILED):
        with pytest.raises(NotPermitted):
            learning.ask(who, path, **form)
    with pytest.raises(NotPermitted):
        learning.ask("demo-owner", path, "second factor")


def test_two_worlds(django_db_blocker, tmp_path_factory):
    paths = ("/register/fiction-relief/debrief", "/register/fiction-relief/archive")

    def look(learning):
        return {"demo-relief": plain(learning, {path: learning.text("demo-relief", path) for path in paths})}

    def talks_bare():
        return without_secrets(kept=lambda filed: filed.file == "fiction-relief")

    whole, bare = in_both(look, talks_bare, django_db_blocker, tmp_path_factory)
    assert whole == bare
