"""Partners: a pair is decided once, by identifier or folded name, and what is secret leaks through no pair or count."""

import html
import json
import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from filling import fields_of, seen
from house import let_go, opening, point_at
from learning import learning_in
from optioning import label, viewed
from test_exchange import asker, export_of
from test_exchange import brought as carried_in
from worlds import plain

from forlik.core.days import today
from forlik.desk.records.change import Change, EditConflict, Grounds
from forlik.desk.records.record import record as write_at_the_door
from forlik.desk.register import starting
from forlik.desk.register.asked import Asked
from forlik.desk.register.pages.partners import page
from forlik.desk.register.pages.partners.decided import decide as decided
from forlik.discover import source
from forlik.register.concepts import Actor
from forlik.register.examples.fictional import fictional
from forlik.register.facets import SECRET
from forlik.register.placing import place
from forlik.store.intake import take_in

PAGE = "/register/partners"
BUILDERS = "Fictional Marenian Well Builders"
GIVER = '<provider-org ref="XM-DAC-6"><narrative>Fictional: Government of Estovia</narrative></provider-org>'


def brought(folder, day, *getters, giver=GIVER):
    """An aid file whose reporting organisation pays these, by reference and name."""
    paid = "".join(
        '<transaction><transaction-type code="3"/><transaction-date iso-date="2023-05-01"/>'
        f'<value value-date="2023-05-01">100</value>{giver}'
        f"<receiver-org{f' ref={ref!r}' if ref else ''}><narrative>{name}</narrative></receiver-org></transaction>"
        for ref, name in getters
    )
    path = folder / f"aid-{day}.xml"
    path.write_text(
        f'<iati-activities version="2.03" generated-datetime="{day}T00:00:00Z"><iati-activity default-currency="USD">'
        '<iati-identifier>XM-DAC-6-1</iati-identifier><reporting-org ref="XM-DAC-6" type="10">'
        f"<narrative>Estovian aid</narrative></reporting-org>{paid}</iati-activity></iati-activities>",
        encoding="utf-8",
    )
    taken, errors = take_in(Path(os.environ["FORLIK_HOME"]), source("iati"), [path])
    assert not errors
    return taken


def pairs(learning, who="demo-relief"):
    """Actor and partner of each pair that waits, as somebody sees them."""
    text = learning.text(who, PAGE)
    return re.findall(r'name="actor" value="([^"]+)"><input type="hidden" name="partner" value="([^"]+)"', text)


def decide(learning, verdict, actor="fiction-partner", partner="GB-CHC-1", who="demo-relief"):
    return learning.ask(who, PAGE, actor=actor, partner=partner, verdict=verdict)


@pytest.fixture
def waiting(learning, tmp_path):
    brought(tmp_path, "2024-01-31", ("GB-CHC-1", BUILDERS))
    return learning


def test_without_an_aid_file_the_page_says_how_to_get_one(learning):
    assert "forlik import iati FILE" in learning.text("demo-relief", PAGE)


def test_a_pair_waits_with_both_sides_and_why(waiting):
    assert ("fiction-partner", "GB-CHC-1") in pairs(waiting)
    text = html.unescape(waiting.text("demo-relief", PAGE))
    assert "100 %: the same name" in text
    assert BUILDERS in text
    assert "GB-CHC-1" in text


@pytest.mark.parametrize(("verdict", "linked", "refused"), [("same", 1, 0), ("another", 0, 1)])
def test_what_is_decided_is_kept_when_files_come_again_and_when_newer_ones_come(
    waiting, tmp_path, verdict, linked, refused
):
    assert decide(waiting, verdict).status_code == 303
    actor = seen(waiting, "demo-relief").get(Actor, "fiction-partner")
    assert ([link.id for link in actor.links], [link.id for link in actor.not_same]) == (
        ["GB-CHC-1"] * linked,
        ["GB-CHC-1"] * refused,
    )
    [said] = [*actor.links, *actor.not_same]
    assert (said.issuer, said.reviewed_by) == ("iati", waiting.ids["demo-relief"])
    brought(tmp_path, "2024-01-31", ("GB-CHC-1", BUILDERS))
    assert ("fiction-partner", "GB-CHC-1") not in pairs(waiting)
    # A newer file writes the identifier otherwise, calls it something else, and names others before it.
    brought(tmp_path, "2024-06-30", ("GB-CHC-9", "Somebody first"), ("gb-chc-1", "Marenian Well Builders Fictional"))
    assert ("fiction-partner", "GB-CHC-1") not in pairs(waiting)
    text = html.unescape(waiting.text("demo-relief", PAGE))
    assert "Decided" in text
    assert ("the same" if verdict == "same" else "another") in text.partition("Decided")[2]


def test_a_partner_by_name_alone_is_decided_by_its_folded_name(learning, tmp_path):
    brought(tmp_path, "2024-01-31", ("", BUILDERS))
    key = "name:fictionalmarenianwellbuilders"
    assert ("fiction-partner", key) in pairs(learning)
    assert decide(learning, "another", partner=key).status_code == 303
    brought(tmp_path, "2024-06-30", ("", "Another first"), ("", "FICTIONAL: Marenian Well-Builders"))
    assert ("fiction-partner", key) not in pairs(learning)


def test_a_refused_pair_does_not_hide_another_partner(waiting, tmp_path):
    decide(waiting, "another")
    brought(tmp_path, "2024-06-30", ("GB-CHC-1", BUILDERS), ("GB-CHC-2", BUILDERS))
    assert [one for one in pairs(waiting) if one[0] == "fiction-partner"] == [("fiction-partner", "GB-CHC-2")]


def test_what_was_decided_meanwhile_or_never_waited_is_not_recorded(waiting):
    assert decide(waiting, "same").status_code == 303
    again = decide(waiting, "another", partner="GB-CHC-1", who="demo-owner")
    assert again.status_code == 422
    assert "does not wait any more" in again.content.decode()
    assert decide(waiting, "perhaps").status_code == 422
    assert seen(waiting, "demo-relief").get(Actor, "fiction-partner").not_same == ()


def test_a_person_is_never_a_partner(learning, tmp_path):
    brought(tmp_path, "2024-01-31", ("GB-CHC-5", "Fictional: commander of the Northern Front"))
    assert [one for one in pairs(learning, "demo-owner") if one[0] == "fiction-commander"] == []


QUIET = "Fictional: Quiet Fund"


def with_a_secret_actor():
    """The examples, and an organisation of which it is secret that we know it."""
    fiction = fictional()
    quiet = Actor(id="fiction-quiet", kind="ngo", name=QUIET)
    [beside] = [one for one in fiction.filed if one.record.id == "fiction-front"][:1]
    filed = replace(beside, record=quiet, bodies=place(quiet, floor=SECRET))
    return replace(fiction, filed=(*fiction.filed, filed))


def test_a_secret_actor_leaks_through_no_pair_and_no_count(django_db_blocker, tmp_path_factory, monkeypatch):
    """Whoever is not in its compartment gets the same bytes, whether or not there is such an actor; before and after
    somebody who is has decided."""
    pages = []
    for given in (with_a_secret_actor, fictional):
        with monkeypatch.context() as patch, django_db_blocker.unblock():
            patch.setattr(starting, "fictional", given)
            point_at(tmp_path_factory.mktemp("world"), "", patch)
            learning = learning_in()
            brought(tmp_path_factory.mktemp("aid"), "2024-01-31", ("GB-CHC-7", QUIET), ("GB-CHC-1", BUILDERS))
            insiders = pairs(learning, "demo-owner")
            assert (("fiction-quiet", "GB-CHC-7") in insiders) == (given is with_a_secret_actor)
            looks = {f"{who} before": learning.text(who, PAGE) for who in ("demo-legal", "demo-relief")}
            assert "GB-CHC-7" not in looks["demo-legal before"]
            if given is with_a_secret_actor:
                assert decide(learning, "same", "fiction-quiet", "GB-CHC-7", who="demo-relief").status_code == 422
                assert decide(learning, "same", "fiction-quiet", "GB-CHC-7", who="demo-owner").status_code == 303
                [facet] = seen(learning, "demo-owner").facets["fiction-quiet"]
                assert facet[0] is SECRET
                assert "GB-CHC-7" in learning.text("demo-owner", PAGE)
            looks |= {f"{who} after": learning.text(who, PAGE) for who in ("demo-legal", "demo-relief")}
            pages.append(plain(learning, looks))
            let_go()
            opening.forget()
    assert pages[0] == pages[1]


OPENLY = Actor(id="fiction-plain", kind="ngo", name="Fictional: Plain Group")
SEALED = {
    "names": {"en": "Fictional: Hidden Wells Trust", "fr": "Fictional: Sealed Mill Union"},
    "links": [{"issuer": "iati", "id": "GB-CHC-78"}],
}
BY_WHAT_IS_SEALED = [("fiction-plain", key) for key in ("GB-CHC-77", "name:fictionalsealedmillunion", "GB-CHC-78")]


def with_an_open_actor(sealed):
    """The examples, and an organisation that all may see; its real names and an identifier, if any, are sealed."""
    fiction = fictional()
    [beside] = [one for one in fiction.filed if one.record.id == "fiction-front"][:1]
    bodies = {**place(OPENLY), **({SECRET: sealed} if sealed else {})}
    return replace(fiction, filed=(*fiction.filed, replace(beside, record=OPENLY, bodies=bodies)))


@pytest.mark.parametrize("verdict", ["same", "another"])
def test_what_was_found_by_a_sealed_name_or_identifier_is_kept_beside_it_and_told_to_nobody_else(
    django_db_blocker, tmp_path_factory, monkeypatch, verdict
):
    """Whoever is not in the compartment gets the same bytes and the same actor, whether or not anything is sealed."""
    found = []
    for sealed in (SEALED, None):
        with monkeypatch.context() as patch, django_db_blocker.unblock():
            patch.setattr(starting, "fictional", lambda sealed=sealed: with_an_open_actor(sealed))
            point_at(tmp_path_factory.mktemp("world"), "", patch)
            learning = learning_in()
            getters = [
                ("GB-CHC-77", SEALED["names"]["en"]),
                ("", SEALED["names"]["fr"]),
                ("GB-CHC-78", "Else entirely"),
            ]
            brought(tmp_path_factory.mktemp("aid"), "2024-01-31", *getters)
            waiting = set(pairs(learning, "demo-owner")) & set(BY_WHAT_IS_SEALED)
            assert waiting == (set(BY_WHAT_IS_SEALED) if sealed else set())
            for pair in BY_WHAT_IS_SEALED if sealed else ():
                assert decide(learning, verdict, *pair, who="demo-owner").status_code == 303
            if sealed:
                inside = seen(learning, "demo-owner").get(Actor, "fiction-plain")
                said = inside.links if verdict == "same" else inside.not_same
                assert [link.id for link in said] == [key for _, key in BY_WHAT_IS_SEALED]
                assert {link.reviewed_by for link in said} == {learning.ids["demo-owner"]}
                assert not set(pairs(learning, "demo-owner")) & set(BY_WHAT_IS_SEALED)
            outside = seen(learning, "demo-guardian").get(Actor, "fiction-plain")
            looks = {who: learning.text(who, PAGE) for who in ("demo-legal", "demo-guardian")}
            found.append((outside, plain(learning, looks)))
            let_go()
            opening.forget()
    assert found[0] == found[1]


def test_what_is_refused_openly_and_what_is_refused_in_secret_both_count(learning, tmp_path):
    write(learning, OPENLY.id, "open", "1", {"kind": "ngo", "name": OPENLY.name, "evidence": [{"citation": "x"}]})
    write(learning, OPENLY.id, "secret", label(learning), SEALED)
    brought(tmp_path, "2024-01-31", ("GB-CHC-1", OPENLY.name), ("GB-CHC-77", SEALED["names"]["en"]))
    for key in ("GB-CHC-1", "GB-CHC-77"):
        assert decide(learning, "another", OPENLY.id, key, who="demo-owner").status_code == 303
    whole, outside = (seen(learning, who).get(Actor, OPENLY.id) for who in ("demo-owner", "demo-guardian"))
    assert [link.id for link in whole.not_same] == ["GB-CHC-1", "GB-CHC-77"]
    assert [link.id for link in outside.not_same] == ["GB-CHC-1"]
    assert [one for one in pairs(learning, "demo-owner") if one[0] == OPENLY.id] == []


def write(learning, record, facet, under, body, who="demo-owner"):
    """Begin a facet at the door."""
    at = viewed(learning, who)
    grounds = Grounds("a test", "none", date(2030, 1, 1))
    return write_at_the_door(Change(record, "actor", facet, under, body, grounds=grounds), at.person, at.now)


def test_of_two_who_decide_at_once_the_second_is_told_and_neither_is_lost(waiting):
    asked = [Asked(PAGE, {}, today(), False, "en", viewed(waiting, who)) for who in ("demo-relief", "demo-owner")]
    first, second = (next(one for one in page._known(each)[1] if one.key == "GB-CHC-1") for each in asked)
    decided(asked[0], first, same=True)
    with pytest.raises(EditConflict):
        decided(asked[1], second, same=False)
    actor = seen(waiting, "demo-owner").get(Actor, "fiction-partner")
    assert ([link.id for link in actor.links], actor.not_same) == (["GB-CHC-1"], ())


def test_a_conflict_is_answered_as_one(waiting, monkeypatch):
    before = page._known

    def meanwhile(asked):
        found = before(asked)
        if asked.viewed.person.id == waiting.ids["demo-owner"]:
            monkeypatch.setattr(page, "_known", before)
            assert decide(waiting, "same").status_code == 303
        return found

    monkeypatch.setattr(page, "_known", meanwhile)
    assert decide(waiting, "another", who="demo-owner").status_code == 409
    assert len(seen(waiting, "demo-owner").get(Actor, "fiction-partner").links) == 1


def change(learning, who, **said):
    """The ordinary form of the partner, sent with something else in it."""
    path = "/register/fiction-talks/change/fiction-partner"
    return learning.ask(who, path, **(fields_of(learning.ask(who, path)) | said))


@pytest.mark.parametrize("name", ["links", "not_same"])
@pytest.mark.parametrize(("reviewer", "status"), [("demo-legal", 422), ("nobody-at-all", 422), ("demo-relief", 303)])
def test_no_form_says_that_somebody_else_looked_at_an_identity(learning, name, reviewer, status):
    by = learning.ids.get(reviewer, reviewer)
    said = {"issuer": "iati", "id": "GB-CHC-9", "confidence": "high", "reviewed_by": by}
    answer = change(learning, "demo-relief", **{f"{name}.0.{key}": value for key, value in said.items()})
    assert answer.status_code == status
    there = getattr(seen(learning, "demo-owner").get(Actor, "fiction-partner"), name)
    assert [link.reviewed_by for link in there if link.id == "GB-CHC-9"] == ([by] if status == 303 else [])


def test_what_somebody_looked_at_stays_his_when_another_changes_the_rest_and_not_when_he_changes_that(waiting):
    assert decide(waiting, "same").status_code == 303
    kept = change(waiting, "demo-owner", name="Fictional: Builders, renamed")
    assert kept.status_code == 303
    [link] = [one for one in seen(waiting, "demo-owner").get(Actor, "fiction-partner").links if one.issuer == "iati"]
    assert link.reviewed_by == waiting.ids["demo-relief"]
    form = fields_of(waiting.ask("demo-owner", "/register/fiction-talks/change/fiction-partner"))
    [turn] = [key.split(".")[1] for key, value in form.items() if key.startswith("links.") and value == ["GB-CHC-1"]]
    assert change(waiting, "demo-owner", **{f"links.{turn}.id": "GB-CHC-2"}).status_code == 422
    assert decide(waiting, "another", partner="GB-CHC-2").status_code == 422


def test_an_import_names_who_looked_only_of_a_record_that_is_new_and_only_somebody_of_another_house(learning):
    whole = json.loads(export_of(asker(learning, "demo-relief")))
    [one] = [one for one in whole["records"] if one["id"] == "fiction-partner"]
    for reviewer, id_, done in (
        ("of-another-house", "fiction-partner", False),
        (learning.ids["demo-owner"], "fiction-new", False),
        ("of-another-house", "fiction-new", True),
    ):
        come = json.loads(json.dumps(one | {"id": id_}))
        for facet in come["facets"]:
            last = facet["revisions"][-1]
            if "name" in last["body"]:
                said = {"issuer": "iati", "id": "GB-CHC-9", "confidence": "high", "reviewed_by": reviewer}
                new = {**last, "n": last["n"] + 1, "known_at": None, "recorded_at": None}
                facet["revisions"].append(new | {"body": last["body"] | {"links": [said]}})
        found = carried_in(learning, "demo-relief", json.dumps(whole | {"records": [come]}).encode())
        assert found.done == done, (reviewer, id_, found.wrong)
