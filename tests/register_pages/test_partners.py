"""Partners: a pair is decided once, by identifier or folded name, and what is secret leaks through no pair or count."""

import html
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from filling import seen
from house import let_go, opening, point_at
from learning import learning_in
from worlds import plain

from forlik.desk.register import starting
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
