"""What a decision is made of stays inside: no release takes it out, no copy carries it, and no file brings it in."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from filling import seen
from releases import CITED, RELEASE, published, released

from forlik.core.days import today
from forlik.published import Refused
from forlik.register.concepts import Assessment
from forlik.register.deciding import NEVER_PUBLIC
from forlik.register.exchange import json_file
from forlik.register.exchange.carried import Carried, Copy, Said

OWNER = "demo-owner"
OPTION = "Fictional: Marenia/peace/support_lead/2031"
NOW = datetime.now(UTC)


def recorded(learning, kind, **said):
    """A judgement of the talks, recorded as the pages do; gives its id."""
    from forlik.desk.access.people import person
    from forlik.desk.records.together import record_together
    from forlik.desk.records.viewed import view
    from forlik.desk.register.writing import GROUNDS, changes

    me = person(learning.ids[OWNER], "passkey")
    now = datetime.now(UTC)
    one = Assessment(
        id=f"new-{kind.replace('_', '-')}", kind=kind, made_on=today(), author=me.id, finding="Fictional: a word",
        evidence=[{"citation": "Fictional: a note", "basis": "fictional"}], engagement="fiction-talks", **said,
    )  # fmt: skip
    viewed = view(me, now, day=now.date())
    made = changes(viewed, one, file="fiction-talks", secret="", grounds=GROUNDS, decision=True)
    record_together(made, me, now)
    return one.id


@pytest.fixture
def ajar(monkeypatch):
    """The door as if it let everything in, however it was put there: what is inside is kept in all the same."""
    monkeypatch.setattr("forlik.desk.records.considered.judge", lambda *_said: None)


@pytest.mark.usefixtures("ajar")
@pytest.mark.parametrize("kind", sorted(NEVER_PUBLIC))
def test_its_release_is_refused_with_the_reason(learning, kind):
    record = recorded(learning, kind)
    for named in (kind, "result"):
        answer = learning.ask(
            OWNER, RELEASE, of=record, kind=named, made_on=str(today()), **CITED, **seen_of(learning, record)
        )
        assert answer.status_code == 422
        assert "it is part of a decision on an option" in answer.content.decode()


def seen_of(learning, record):
    from filling import fields_of

    return {"form-seen": fields_of(learning.ask(OWNER, f"{RELEASE}?of={record}"))["form-seen"]}


@pytest.mark.usefixtures("ajar")
def test_one_that_was_made_public_anyhow_stops_the_public_copy(learning, tmp_path):
    from forlik.desk.access.people import person
    from forlik.desk.records.change import Change
    from forlik.desk.records.together import record_together

    released(learning, "fiction-talks", **CITED)
    published(tmp_path / "copy")
    body = {
        "kind": "decision", "made_on": str(today()), "engagement": "fiction-talks",
        "evidence": [{"citation": "Fictional: a note", "basis": "fictional", "obtained": "published"}],
    }  # fmt: skip
    change = Change("leaked", "assessment", "open", "0", body, file="fiction-talks")
    record_together([change], person(learning.ids[OWNER], "passkey"), datetime.now(UTC))
    with pytest.raises(Refused, match=r"leaked.*considered"):
        published(tmp_path / "copy", now=datetime.now(UTC) + timedelta(seconds=1))


def decision(learning, option=OPTION, **said):
    """Facets of a file that somebody wrote: a decision of another house, and the option that it is on."""
    body = {
        "option": option, "made_on": "2024-05-01", "author": "somebody-elsewhere", "next_on": "2024-12-01",
        "evidence": [{"citation": "Fictional: a note"}],
    }  # fmt: skip
    screen = json.dumps({"questions": []})
    decided = {
        "decision": "decline", "stance": "agree", "question": "need-top-20", "as_of": "2024-05-01",
        "manifest": "0" * 64, "screen": screen,
        "dissent": "Nobody", "expectations": ["e1", "e2", "e3"],
    }  # fmt: skip
    at = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def carried(id_, more, file="elsewhere"):
        return Carried(id_, "assessment", "staff", "1", (Said({**body, **more}, 1, at),), file)

    return (
        carried("elsewhere", {"kind": "option"}),
        carried("a-decision", {"kind": "decision", "decided": decided, **said}),
    )


def brought(learning, facets):
    from forlik.desk.access.people import person
    from forlik.desk.register.importing import bring_in

    content = json_file.written(Copy(tuple(facets)), "x")
    return bring_in(content, "f.json", person(learning.ids[OWNER], "passkey"), NOW, dry=False)


def test_a_decision_on_an_option_that_comes_with_it_was_taken_and_comes_in(learning):
    found = brought(learning, decision(learning))
    assert (found.wrong, found.done) == ((), True)
    assert brought(learning, decision(learning)).wrong == (), "twice is once"
    [_, other] = decision(learning)
    rewritten = replace(other, said=(Said({**other.said[0].body, "finding": "Fictional: otherwise"}, 1, NOW),))
    assert not brought(learning, [rewritten]).done, "a decision that is here is not rewritten by a file"


def test_a_decision_on_what_is_here_is_taken_on_its_page(learning):
    refused = "a decision is taken on the page of its option"
    for facets in (
        decision(learning, engagement="fiction-talks"),
        decision(learning, option="Fictional: Estovia/peace/facilitate/2024..2027"),
        decision(learning, about="fiction-option-facilitate"),
    ):
        found = brought(learning, facets)
        assert [one.en for one in found.wrong if one.en.startswith(refused)]
        assert not found.done
    assert "a-decision" not in seen(learning, OWNER)
    [option, taken] = decision(learning)
    assert brought(learning, [option]).done
    assert not brought(learning, [taken]).done, "the option is here by now"
