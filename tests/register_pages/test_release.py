"""Grades, releases and what waits for a second person, through their pages."""

import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from filling import fields_of, recorded, secret_of, wrong_of
from releases import CITED, GRADE, RELEASE, TALKS, WAITING, decided, form_for, proposed, public_rows, released, waiting
from worlds import in_both, plain, without_secrets

from forlik.core.errors import NoData, NotPermitted

SECRETS = ("night clerk", "old mill", "radio call", "upper ferry", "no room on either bank", "hear us, and tell nobody")
GROUNDS = {"reason": "Fictional: a leak", "legal_basis": "Fictional: paragraph", "review_on": "2030-01-01"}


def test_the_public_reads_nothing_until_two_people_released_it(learning):
    assert "The public reads nothing of this file" in learning.text("demo-owner", RELEASE)
    assert public_rows() == {}
    assert proposed(learning, "fiction-talks", **CITED).status_code == 303
    assert public_rows() == {}
    assert decided(learning, "approve").status_code == 303
    text = learning.text("demo-legal", RELEASE)
    assert "The public line, with evidence" in text
    assert "Fictional: the Estovia Gazette" in text
    assert public_rows()["fiction-talks"]["title"] == "Fictional: talks in Estovia"
    assert set(public_rows()["fiction-talks"]) <= {
        "title", "places", "pillars", "modes", "start", "fictional", "began", "evidence"
    }  # fmt: skip


def test_a_release_shows_the_public_nothing_before_its_day(learning):
    released(learning, "fiction-talks", **CITED)
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    assert public_rows(yesterday) == {}


def test_who_proposed_it_does_not_approve_it(learning):
    proposed(learning, "fiction-talks", **CITED)
    answer = decided(learning, "approve", "demo-owner")
    assert answer.status_code == 422
    assert "a second person decides" in wrong_of(answer)
    assert public_rows() == {}


@pytest.mark.parametrize("who", ["demo-legal", "demo-guardian", "demo-relief"])
def test_a_colleague_reads_the_line_and_proposes_nothing(learning, who):
    assert learning.ask(who, RELEASE).status_code == 200
    for form in ({"of": "fiction-talks"}, form_for(learning, "fiction-talks") | CITED):
        with pytest.raises(NotPermitted):
            learning.ask(who, RELEASE, **form)
    with pytest.raises(NotPermitted):
        learning.ask(who, f"{RELEASE}?of=fiction-talks")
    proposed(learning, "fiction-talks", **CITED)
    answer = decided(learning, "approve", who)
    assert answer.status_code == 422
    assert public_rows() == {}


def test_whoever_sees_it_may_refuse_it_and_then_it_is_gone(learning):
    proposed(learning, "fiction-talks", **CITED)
    assert decided(learning, "refuse", "demo-legal").status_code == 303
    assert waiting(learning) == []
    assert "Nothing waits" in learning.text("demo-owner", WAITING)


@pytest.mark.parametrize("record", ["fiction-talks", "fiction-front", "fiction-signing", "fiction-ceasefire"])
def test_the_form_begins_with_no_secret_text(learning, record):
    text = learning.text("demo-owner", f"{RELEASE}?of={record}")
    assert form_for(learning, record)
    for secret in SECRETS:
        assert secret not in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "nothing says by what it is known"),
        (CITED | {"evidence.0.citation": "Fictional: a leaked cable"}, "it rests on a leaked document"),
        (CITED | {"evidence.0.obtained": "partner"}, "shows who told us"),
        (CITED | {"evidence.0.basis": "link-only"}, "a link only"),
        (CITED | {"outcome": "Fictional: by the night clerk"}, "it repeats what is sealed in this file"),
        (CITED | {"outcome": "Ask someone@example.org"}, "an address or a telephone number"),
        (CITED | {"requested_by": ["fiction-front"]}, "it names a record that is not public"),
        (CITED | {"title": ""}, "lacks what every such record says"),
    ],
)
def test_a_refusal_names_the_rule_and_nothing_written_is_lost(learning, changes, said):
    answer = proposed(learning, "fiction-talks", **changes)
    assert answer.status_code == 422
    assert said in wrong_of(answer)
    left = fields_of(answer)
    assert all(left[name][0] == text for name, text in changes.items() if isinstance(text, str))
    assert waiting(learning) == []


def test_a_rule_that_is_broken_only_since_it_was_proposed_stops_the_second_person(learning):
    proposed(learning, "fiction-talks", **CITED, outcome="Fictional: a lantern on the quay")
    sealed = {"kind": "meeting", "happened": "2026-11-01", "said": "Fictional: a lantern on the quay", "evidence": "x"}
    answer = learning.ask("demo-owner", f"{TALKS}/act", **sealed, secret=secret_of(learning))
    assert answer.status_code == 303
    assert "These rules stand against it" in learning.text("demo-deputy", WAITING)
    answer = decided(learning, "approve")
    assert answer.status_code == 422
    assert "it repeats what is sealed in this file" in wrong_of(answer)
    assert public_rows() == {}


def test_what_changed_since_it_was_proposed_is_a_conflict_and_both_versions_are_shown(learning):
    proposed(learning, "fiction-talks", **CITED)
    _change(learning, "fiction-talks", modes=["observe"])
    answer = decided(learning, "approve")
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "It has been changed since it was proposed" in text
    assert "facilitate" in text
    assert "observe" in text
    assert public_rows() == {}


def test_a_form_made_before_the_record_changed_is_not_taken_unseen(learning):
    form = form_for(learning, "fiction-talks") | CITED
    _change(learning, "fiction-talks", modes=["observe"])
    answer = learning.ask("demo-owner", RELEASE, **form)
    assert answer.status_code == 422
    assert "has changed since you opened this form" in wrong_of(answer)
    assert learning.ask("demo-owner", RELEASE, **fields_of(answer)).status_code == 303


def test_a_second_text_of_a_record_waits_for_the_first(learning):
    assert proposed(learning, "fiction-talks", **CITED).status_code == 303
    answer = proposed(learning, "fiction-talks", **CITED)
    assert answer.status_code == 422
    assert "waits already" in wrong_of(answer)


def test_the_page_of_what_waits_shows_exactly_what_would_be_public(learning):
    proposed(learning, "fiction-talks", **CITED)
    text = learning.text("demo-deputy", WAITING)
    for said in ("Exactly this would become public", "Fictional: talks in Estovia", "Fictional: the Estovia Gazette"):
        assert said in text
    assert "Fictional: the two-bank talks" in text, "staff know the file by its working title"
    public = text.partition("Exactly this would become public")[2]
    assert "two-bank" not in public


def test_what_could_be_released_names_every_rule_that_stands_against_it(learning):
    text = learning.text("demo-owner", RELEASE)
    assert "No day is set from which the file may be released." in text
    assert "nothing says by what it is known" in text
    assert "it names a record that is not public" in text
    relief = learning.text("demo-relief", "/register/fiction-relief/release")
    assert "not yet" in relief, "its day lies ahead"
    assert "the day from which the file may be released has not come" in relief


def test_every_part_stands_on_the_page_of_grades_with_its_reason_law_and_review_day(learning):
    text = learning.text("demo-owner", GRADE)
    assert "fictional: to show how a grade is given" in text
    assert "fictional: no law" in text
    assert "Confidential: Fictional: talks" in text
    colleague = learning.text("demo-legal", GRADE)
    assert "Confidential" not in colleague
    assert "night clerk" not in colleague


def test_a_part_is_raised_at_once_and_is_gone_for_colleagues_from_every_day(learning):
    assert [_there(learning, "demo-legal", day) for day in ("", "2024-06-01")] == [True, True]
    form = {"of": "fiction-front", "part": "open", "under": "1", "target": secret_of(learning), **GROUNDS}
    assert learning.ask("demo-owner", GRADE, **form).status_code == 303
    form |= {"part": "staff", "target": secret_of(learning)}
    assert learning.ask("demo-owner", GRADE, **form).status_code == 303
    assert [_there(learning, "demo-legal", day) for day in ("", "2024-06-01")] == [False, False]
    assert [_there(learning, "demo-deputy", day) for day in ("", "2024-06-01")] == [True, True]


def _there(learning, who, day):
    """Whether somebody sees the record on a day."""
    from forlik.core.days import parse_day, today
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view

    seen = view(person(learning.ids[who], "passkey"), datetime.now(UTC), day=parse_day(day) if day else today())
    return "fiction-front" in seen.dossier


@pytest.mark.parametrize("lacks", ["target", "reason", "legal_basis", "review_on"])
def test_a_grade_is_not_changed_without_all_that_it_needs(learning, lacks):
    form = {"of": "fiction-front", "part": "open", "under": "1", "target": secret_of(learning), **GROUNDS, lacks: ""}
    answer = learning.ask("demo-owner", GRADE, **form)
    assert answer.status_code == 422
    assert "Northern Front" in learning.text("demo-legal", TALKS)


def test_a_lower_grade_is_proposed_and_takes_a_second_person(learning):
    two = secret_of(learning)
    form = {"of": "fiction-consent-front", "part": "secret", "under": two, **GROUNDS}
    assert learning.ask("demo-owner", GRADE, **form, target=two.replace("2:", "3:", 1)).status_code == 303
    form |= {"under": two.replace("2:", "3:", 1), "target": two}
    answer = learning.ask("demo-owner", GRADE, **form)
    assert (answer.status_code, answer["Location"]) == (303, WAITING)
    assert "You proposed this" in learning.text("demo-owner", WAITING)
    assert "you may sit between us" in learning.text("demo-owner", WAITING)
    assert "sit between" not in learning.text("demo-deputy", WAITING), "the deputy holds no strict clearance"


def test_what_may_not_be_seen_and_what_is_not_there_are_the_same(learning):
    for path in (f"{RELEASE}?of=fiction-clerk", f"{RELEASE}?of=nothing", f"{GRADE}?of=fiction-clerk", f"{GRADE}?of=no"):
        with pytest.raises(NoData, match="no such record"):
            learning.ask("demo-legal", path)
    with pytest.raises(NoData, match="no such record"):
        learning.ask("demo-legal", WAITING, proposal="nothing", decided="approve")


def test_one_line_in_the_log_tells_what_sealed_things_were_shown(learning):
    for path in (RELEASE, GRADE, f"{RELEASE}?of=fiction-talks"):
        before = len(learning.log("read"))
        learning.ask("demo-owner", path)
        [row] = learning.log("read")[before:]
        assert len(row.facets.split()) > 5
    before = len(learning.log("read"))
    learning.ask("demo-legal", GRADE)
    assert len(learning.log("read")) == before


def test_a_colleague_reads_the_same_bytes_with_and_without_what_is_secret(django_db_blocker, tmp_path_factory):
    from forlik.core.errors import ForlikError

    def look(learning):
        proposed(learning, "fiction-talks", **CITED)
        two = secret_of(learning)
        form = {"of": "fiction-consent-front", "part": "secret", "under": two, **GROUNDS}
        with contextlib.suppress(ForlikError):  # in the world without secrets there is no such part
            learning.ask("demo-owner", GRADE, **form, target=two.replace("2:", "3:", 1))
            form |= {"under": two.replace("2:", "3:", 1), "target": two}
            learning.ask("demo-owner", GRADE, **form)
        ids = waiting(learning, "demo-owner")
        found = {}
        for who in learning.ids:
            pages = {path: learning.text(who, path) for path in (RELEASE, GRADE, WAITING)}
            for turn, id_ in enumerate(ids):
                pages = {path: text.replace(id_, f"proposal {turn}") for path, text in pages.items()}
            found[who] = plain(learning, pages)
        return found

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    for who in ("demo-legal", "demo-guardian", "demo-relief"):
        assert "Fictional: talks in Estovia" in whole[who][WAITING]
        assert whole[who] == bare[who], who
    assert whole["demo-owner"] != bare["demo-owner"]


def test_the_same_on_both_databases(learning_on_both):
    released(learning_on_both, "fiction-talks", **CITED)
    assert public_rows()["fiction-talks"]["evidence"][0]["citation"] == "Fictional: the Estovia Gazette"


def _change(learning, record, **said):
    path = f"{TALKS}/change/{record}"
    answer = learning.ask("demo-owner", path, **(fields_of(learning.ask("demo-owner", path)) | said))
    if answer.status_code == 422:
        answer = learning.ask("demo-owner", path, **fields_of(answer))
    assert answer.status_code == 303, wrong_of(answer)


def _own_file(learning, who, deputy):
    """Begin a made-up file with an act of which its record says that it is of the talks; gives file and act."""
    from filling import new

    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view
    from forlik.desk.register.adding import add_engagement

    now = datetime.now(UTC)
    seen = view(person(learning.ids[who], "second factor"), now, day=now.date())
    said = {"title": "Fictional: a file of my own", "places": ["SDN"], "pillars": ["peace"], "fictional": True}
    mine = add_engagement(seen, said, anyway=True)
    change = f"/register/{mine}/change/{mine}"
    recorded(learning, who, change, fields_of(learning.ask(who, change)) | {"deputy": learning.ids[deputy]})
    act = {"kind": "public_statement", "happened": "2026-11-01", "public_title": "Fictional: we break off"}
    form = fields_of(learning.ask(who, f"/register/{mine}/add/act")) | act | CITED | {"engagement": "fiction-talks"}
    recorded(learning, who, f"/register/{mine}/add/act", form)
    [id_] = new(learning, who, "act")
    return mine, id_


@pytest.mark.parametrize("page", ["fiction-talks", "mine"])
def test_nobody_speaks_to_the_public_of_a_file_that_is_not_his(learning, page):
    released(learning, "fiction-talks", **CITED)
    mine, act = _own_file(learning, "demo-legal", "demo-relief")
    address = f"/register/{mine if page == 'mine' else page}/release"
    try:
        form = fields_of(learning.ask("demo-legal", f"{address}?of={act}"))
    except NoData:
        return  # it does not stand on that page
    answer = learning.ask("demo-legal", address, **form | {"of": act, "engagement": "fiction-talks"} | CITED)
    assert answer.status_code == 422
    assert "this is not yours to propose" in wrong_of(answer)
    assert act not in public_rows()


def test_who_approves_answers_for_the_file_that_it_tells_of_and_its_rules_are_held(learning):
    released(learning, "fiction-talks", **CITED)
    _, act = _own_file(learning, "demo-owner", "demo-legal")
    form = fields_of(learning.ask("demo-owner", f"{RELEASE}?of={act}"))
    sealed = learning.ask("demo-owner", RELEASE, **form | {"statement": "Fictional: by the night clerk"})
    assert "it repeats what is sealed in this file" in wrong_of(sealed)
    assert learning.ask("demo-owner", RELEASE, **form).status_code == 303
    for who in ("demo-legal", "demo-deputy"):  # of the one file, and of the other
        answer = decided(learning, "approve", who)
        assert answer.status_code == 422
        assert "a second person decides" in wrong_of(answer)
    assert act not in public_rows()


def test_the_rules_of_every_file_that_a_text_tells_of_are_held(learning):
    from forlik.desk.access.people import person
    from forlik.desk.records.change import Which
    from forlik.desk.records.proposals import RELEASE as KIND
    from forlik.desk.records.proposals import Proposed
    from forlik.desk.records.viewed import view
    from forlik.desk.register.releasing import standing_against

    released(learning, "fiction-talks", **CITED)
    mine, act = _own_file(learning, "demo-owner", "demo-legal")
    now = datetime.now(UTC)
    seen = view(person(learning.ids["demo-owner"], "passkey"), now, day=now.date())
    body = {"kind": "public_statement", "happened": "2026-11-01", "statement": "Fictional: by the night clerk"}
    body |= {"engagement": "fiction-talks"}
    found = standing_against(seen, Proposed("x", KIND, Which(act, "open", "1"), "0", "y", now, body, mine))
    assert "it repeats what is sealed in this file" in " ".join(one.said() for one in found)


def test_the_form_of_grades_says_which_public_records_name_what_is_raised(learning):
    released(learning, "fiction-talks", **CITED)
    form = f"{GRADE}?of=fiction-talks&part=open&under=0"
    said = "it names this record. Raise it too"
    assert said not in learning.text("demo-owner", form), "nothing that is public names it yet"
    released(learning, "fiction-signing", **CITED, by=[], engagement="fiction-talks")
    text = learning.text("demo-owner", form)
    assert said in text
    part = text.partition(said)[2].partition("</ul>")[0]
    assert "Fictional: the Island Ceasefire is signed" in part
    assert f"{GRADE}?of=fiction-signing&amp;part=open&amp;under=0" in part
    assert said not in learning.text("demo-owner", f"{GRADE}?of=fiction-signing&part=open&under=0")
    # The staff's version of the same record may be raised without the public missing anything.
    assert said not in learning.text("demo-owner", f"{GRADE}?of=fiction-talks&part=open&under=1")


def test_what_waits_shows_of_a_public_text_what_would_be_read_otherwise(learning):
    released(learning, "fiction-talks", **CITED)
    assert "What the public would read otherwise" not in learning.text("demo-deputy", WAITING)
    proposed(learning, "fiction-talks", **CITED, title="Fictional: quiet talks")
    text = learning.text("demo-deputy", WAITING)
    rows = text.partition("What the public would read otherwise")[2].partition("</table>")[0]
    assert rows.count('<th scope="row">') == 1, "one field says something else"
    old, new = rows.index("Fictional: talks in Estovia"), rows.index("Fictional: quiet talks")
    assert old < new
