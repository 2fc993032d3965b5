"""The ledger of expectations, what became of one, and how decisions stand to the screen: on the made-up options."""

import re
from datetime import UTC, date, datetime

import pytest
from worlds import in_both, plain, without_secrets

from forlik.core.days import today
from forlik.core.errors import NoData
from forlik.register.concepts import Assessment
from forlik.register.concepts.expected import Expected
from forlik.register.evidence import Evidence
from forlik.register.facets import OPEN, SECRET

LEDGER = "/register/decide/expectations"
OVERRIDES = "/register/decide/overrides"
TABLE, WARS, RATIFIED = "fiction-expect-table", "fiction-expect-wars", "fiction-expect-ratified"
OPTION = "Fictional: Estovia/peace/facilitate/2024..2027"
FILE = "fiction-option-facilitate"
SAID = (Evidence(citation="Fictional: a note", basis="fictional", obtained="archive"),)
MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)
CANARY = "canary-4c1e-the-ferry-sinks"
GIVEN = {"answer": "happened", "finding": "Fictional: it came", "citation": "Fictional minutes", "obtained": "archive"}


def part(page, name):
    """The section of a page under one heading."""
    whole = page[page.index(f'<h2 id="{name}">') :]
    return whole[: whole.index("</section>")]


def words(page):
    """What is read of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.DOTALL)).strip()


def viewed(learning, who):
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view

    return view(person(learning.ids[who], "passkey"), datetime.now(UTC), day=today())


def secret(learning):
    from forlik.desk.register.writing import secret_labels

    return next(one for one in secret_labels(viewed(learning, "demo-owner")) if one.startswith("2:"))


def put(learning, one, *, who="demo-owner", file=FILE, sealed=False):
    """Record a judgement in the option's file, on the day on which it was made."""
    from forlik.desk.records.together import record_together
    from forlik.desk.register.writing import GROUNDS, changes

    seen = viewed(learning, who)
    some = changes(
        seen, one, file=file, secret=secret(learning) if sealed else "", grounds=GROUNDS,
        floor=SECRET if sealed else OPEN,
    )  # fmt: skip
    at = seen.now if one.made_on == today() else datetime(*one.made_on.timetuple()[:3], 12, tzinfo=UTC)
    record_together(some, seen.person, at)


def expectation(learning, id_, finding, *, percent=40, sealed=False, past=False, **said):
    made, seen_on = (MAY, JUNE) if past else (today(), date(2030, 1, 1))
    one = Assessment(
        id=id_, kind="expectation", option=OPTION, made_on=made, author=learning.ids["demo-owner"], score=percent,
        finding=finding, expected=Expected(resolves_on=seen_on, **said), evidence=SAID,
        place=None if not said.get("measure") else "Fictional: Estovia",
    )  # fmt: skip
    put(learning, one, sealed=sealed)


def test_the_ledger_tells_what_runs_what_came_and_by_whom_or_by_which_figure(learning):
    page = learning.text("demo-legal", LEDGER)
    assert "Fictional: both have ratified by the spring of 2027" in part(page, "running")
    seen = words(part(page, "resolved"))
    assert "It did not happen" in seen
    assert "at most 60" in seen
    assert "it is 61 conflicts" in seen, "UCDP counts 61 conflicts with a state in 2024"
    assert "said by Demo: deputy of both files, 6 Jan 2025" in seen
    assert '<a href="/source/ucdp_acd">' in part(page, "resolved")
    assert "0 wait for somebody · 1 running · 2 seen · 0 void" in words(page)


def test_the_score_is_said_with_its_number_and_that_it_is_of_too_few(learning):
    page = learning.text("demo-legal", LEDGER)
    scores = words(part(page, "scores"))
    assert "Only 2 have been seen: that is too few to say how good they are." in scores
    # By hand: ((0.7 - 1)² + (0.6 - 0)²) / 2, and of the base rates ((0.5 - 1)² + (0.4 - 0)²) / 2.
    assert "Brier score 0.225 0 is best, 1 is worst; n = 2" in scores
    assert "0.225, where the base rates alone would have scored 0.205 (n = 2)" in scores
    assert part(page, "scores").count('class="group"') == 2, "two points in the plot"
    assert part(page, "scores").count('<th scope="row">') == 2, "and the same in the table"
    assert "Demo: owner" not in scores, "nobody is ranked"


def test_before_anything_was_seen_nothing_is_said_of_how_good_they_are(learning):
    page = learning.text("demo-legal", f"{LEDGER}?as_of=2024-06-01")
    assert "0 wait for somebody · 3 running · 0 seen · 0 void" in words(page)
    assert "nothing can be said yet" in part(page, "scores")
    assert "Brier" not in part(page, "scores")


def test_the_figure_is_the_one_known_on_the_day_asked_for(learning):
    page = learning.text("demo-legal", f"{LEDGER}?as_of=2025-01-31")
    assert "Fictional: no more than sixty wars" in part(page, "running"), "its day is the first of July"


def test_mine_is_what_i_expected_and_the_scores_are_still_those_of_all(learning):
    page = learning.text("demo-deputy", f"{LEDGER}?whose=mine")
    assert "0 wait for somebody · 0 running · 0 seen · 0 void" in words(page)
    assert "n = 2" in words(part(page, "scores"))


def test_without_any_expectation_the_page_says_so(learning):
    page = learning.text("demo-owner", f"{LEDGER}?as_of=2024-01-10")
    assert "No expectation is recorded that you may see" in page


def test_a_person_says_what_became_of_it_and_it_stands_in_the_file_of_the_option(learning):
    from forlik.desk.records.duties import file_of

    assert learning.ask("demo-legal", f"{LEDGER}/{RATIFIED}", **GIVEN).status_code == 303
    page = learning.text("demo-owner", LEDGER)
    assert "Fictional: both have ratified" in part(page, "resolved")
    assert "said by Demo: legal adviser" in words(part(page, "resolved"))
    near = viewed(learning, "demo-owner").dossier.near(Assessment, [RATIFIED])
    [made] = [one for one in near if one.kind == "resolution"]
    assert (made.answer, made.author, made.made_on) == ("happened", learning.ids["demo-legal"], today())
    assert file_of(made.id) == FILE


def test_who_expected_it_and_judges_it_is_shown_as_that(learning):
    learning.ask("demo-owner", f"{LEDGER}/{RATIFIED}", **GIVEN)
    assert "(who expected it)" in words(part(learning.text("demo-legal", LEDGER), "resolved"))


def test_that_it_did_not_happen_is_said_only_from_its_day_on(learning):
    answer = learning.ask("demo-owner", f"{LEDGER}/{RATIFIED}", **{**GIVEN, "answer": "did_not_happen"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "That it did not happen can be said from 31 Mar 2027 on." in page
    assert "Fictional: it came" in page, "what was written is not lost"
    assert "Fictional: both have ratified" in part(learning.text("demo-owner", LEDGER), "running")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"answer": ""}, "Say what became of it."),
        ({"answer": "red"}, "Say what became of it."),
        ({"answer": "void", "finding": ""}, "Say why it cannot be judged any more."),
        ({"citation": ""}, "Say by what it is known."),
    ],
)
def test_what_is_lacking_is_named_and_nothing_is_recorded(learning, given, says):
    answer = learning.ask("demo-owner", f"{LEDGER}/{RATIFIED}", **{**GIVEN, **given})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    near = viewed(learning, "demo-owner").dossier.near(Assessment, [RATIFIED])
    assert not [one for one in near if one.kind == "resolution"]


def test_what_cannot_be_judged_is_void_with_its_reason_and_scores_nothing(learning):
    given = {**GIVEN, "answer": "void", "finding": "Fictional: nobody knows what was signed"}
    assert learning.ask("demo-owner", f"{LEDGER}/{RATIFIED}", **given).status_code == 303
    page = learning.text("demo-owner", LEDGER)
    assert "Fictional: nobody knows what was signed" in part(page, "void")
    assert "1 is void, and scores nothing." in part(page, "scores")
    assert "n = 2" in words(part(page, "scores"))


def test_no_persons_word_takes_the_place_of_a_figure_and_it_is_shown_beside(learning):
    assert learning.ask("demo-owner", f"{LEDGER}/{WARS}", **GIVEN).status_code == 303
    seen = part(learning.text("demo-legal", LEDGER), "resolved")
    line = words(seen[seen.index("sixty wars") : seen.index("</td></tr>", seen.index("sixty wars"))])
    assert "It did not happen" in line
    assert "a person says otherwise than the figure" in line
    void = learning.ask("demo-owner", f"{LEDGER}/{WARS}", **{**GIVEN, "answer": "void"})
    assert void.status_code == 422, "a known figure can be judged"
    assert "A figure is known, so it can be judged." in void.content.decode()


def test_what_was_expected_of_a_period_that_was_over_is_told_as_that_and_in_no_score(learning, monkeypatch):
    from forlik.desk.records import expecting

    told = {"measure": "active_conflicts", "period": "2024", "relation": "at_least", "unit": "conflicts"}
    with monkeypatch.context() as before:  # as it was recorded before that was refused
        before.setattr(expecting, "forecasts", lambda *_what: None)
        expectation(learning, "sure", "Fictional: it was known", percent=99, past=True, threshold=1, **told)
    page = learning.text("demo-legal", LEDGER)
    scores = words(part(page, "scores"))
    assert "1 is about a period that was over when it was expected" in scores
    assert "n = 2" in scores, "the two forecasts alone"
    for path in (f"{LEDGER}/sure", f"/register/decide/{FILE}"):
        assert "its period was over when it was expected" in learning.text("demo-legal", path), path


def test_of_a_place_or_a_measure_that_there_is_none_of_a_person_judges(learning):
    bound = {"measure": "active_conflicts", "period": "2026", "relation": "at_most", "threshold": 3}
    expectation(learning, "expected-nowhere", "Fictional: quiet", past=True, **bound)
    expectation(learning, "expected-nothing", "Fictional: odd", past=True, **{**bound, "measure": "no_such_measure"})
    page = learning.text("demo-legal", LEDGER)
    waiting = part(page, "waiting")
    assert {"Fictional: quiet", "Fictional: odd"} <= set(re.findall(r">(Fictional: (?:quiet|odd))<", waiting))
    assert waiting.count("a person must judge") == 2
    assert "2 wait for somebody" in words(page)
    given = {**GIVEN, "answer": "did_not_happen"}
    assert learning.ask("demo-legal", f"{LEDGER}/expected-nowhere", **given).status_code == 303, "its day has come"
    assert "1 waits for somebody" in words(learning.text("demo-legal", LEDGER))


@pytest.mark.parametrize("record", ["nothing-at-all", "fiction-decision-open", "fiction-code-envoy-owner", FILE])
def test_what_is_no_expectation_has_no_page(learning, record):
    with pytest.raises(NoData, match="no such record"):
        learning.ask("demo-owner", f"{LEDGER}/{record}")


def test_a_sealed_expectation_is_as_one_that_is_not_there_and_its_score_does_not_tell(learning):
    before = learning.text("demo-legal", LEDGER)
    expectation(learning, "expected-sealed", CANARY, sealed=True)
    given = {**GIVEN, "sealed": secret(learning)}
    assert learning.ask("demo-owner", f"{LEDGER}/expected-sealed", **given).status_code == 303
    assert learning.text("demo-legal", LEDGER) == before
    page = learning.text("demo-owner", LEDGER)
    assert CANARY in part(page, "resolved")
    assert "n = 3" in words(part(page, "scores"))
    assert 'class="bar marking warn">Confidential<' in page
    for ask in ({}, GIVEN):
        with pytest.raises(NoData, match="no such record"):
            learning.ask("demo-legal", f"{LEDGER}/expected-sealed", **ask)


def test_what_is_said_of_a_sealed_expectation_is_sealed_without_being_asked(learning):
    expectation(learning, "expected-sealed", CANARY, sealed=True)
    learning.ask("demo-owner", f"{LEDGER}/expected-sealed", **GIVEN)
    dossier = viewed(learning, "demo-owner").dossier
    [made] = [one for one in dossier.near(Assessment, ["expected-sealed"]) if one.kind == "resolution"]
    assert {label[:1] for label in dossier.labels(made.id)} == {"2"}


def test_who_may_not_see_gets_the_same_bytes_with_and_without_the_secret(django_db_blocker, tmp_path_factory):
    worlds = iter((True, False))
    paths = (
        LEDGER, f"{LEDGER}?whose=mine", f"{LEDGER}/{TABLE}", f"{LEDGER}/{WARS}", OVERRIDES,
        f"{OVERRIDES}?as_of=2025-01-01",
    )  # fmt: skip

    def look(learning):
        if next(worlds):
            expectation(learning, "expected-sealed", CANARY, sealed=True)
            learning.ask("demo-owner", f"{LEDGER}/{WARS}", **{**GIVEN, "finding": CANARY, "sealed": secret(learning)})
        found = {
            who: plain(learning, {path: learning.text(who, path) for path in paths})
            for who in ("demo-legal", "demo-guardian", "demo-relief")
        }
        return found | {"demo-owner": {path: learning.text("demo-owner", path) for path in paths}}

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    for who in ("demo-legal", "demo-guardian", "demo-relief"):
        assert whole[who] == bare[who], who
        assert CANARY not in str(whole[who])
    assert CANARY in str(whole["demo-owner"])
    assert "Fictional: no figure is known of Estovia" in whole["demo-owner"][OVERRIDES]


def test_overrides_are_counted_with_their_number_and_lead_to_the_option(learning):
    page = learning.text("demo-owner", OVERRIDES)
    assert "1 decision, 0 of which the screen covers. So no rate can be said." in words(page)
    assert "Not covered by the screen 1" in words(part(page, "stand"))
    assert f'<a href="/register/decide/{FILE}">' in part(page, "differing")
    assert "Not covered by the screen: the parties asked" in words(part(page, "differing"))
    assert "It does not tell who was right" in page
    assert 'class="bar marking warn">Confidential<' in page, "the decision is sealed"
    assert "No decision on an option is recorded that you may see." in learning.text("demo-legal", OVERRIDES)


@pytest.mark.parametrize("path", [LEDGER, f"{LEDGER}/{TABLE}", OVERRIDES])
def test_every_page_says_what_it_is_not_for(learning, path):
    assert "Never a ground for decisions on asylum" in learning.text("demo-owner", path)


def test_that_sealed_records_were_read_is_logged(learning):
    before = len(learning.log("read"))
    learning.text("demo-owner", OVERRIDES)
    learning.text("demo-legal", OVERRIDES)
    assert [row.who for row in learning.log("read")[before:]] == [learning.ids["demo-owner"]]


def test_the_frozen_screen_of_the_seeded_decision_is_what_would_be_frozen(learning):
    from forlik.assess.options.record_screen import freeze
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view

    day = date(2024, 2, 29)
    dossier = view(person(learning.ids["demo-owner"], "passkey"), datetime.now(UTC), day=day).dossier
    said = dossier.get(Assessment, "fiction-decision-open").decided
    frozen = freeze(dossier, OPTION, day, (), as_of=day)
    assert (said.screen, said.manifest) == (frozen.text, frozen.manifest)
    assert learning.ids["demo-deputy"] in frozen.text, "coders are named as they are"


def test_the_options_are_owned_by_who_put_them_forward(learning):
    from forlik.desk.records.duties import holders

    now = datetime.now(UTC)
    assert holders(FILE, "owner", now) == [learning.ids["demo-owner"]]
    assert holders("fiction-option-fund", "owner", now) == [learning.ids["demo-relief"]]


def test_the_due_list_has_expectations_answers_on_harm_and_the_review_of_a_decision(learning):
    page = learning.text("demo-owner", "/register/due?days=3660&whose=all")
    coming = words(part(page, "coming"))
    assert "Fictional: both have ratified by the spring of 2027 expectation to be resolved" in coming
    assert "decision on an option review · yours sealed" in coming
    assert "answers on harm run out" in words(page)
    assert f'<a href="{LEDGER}/{RATIFIED}">' in page
    assert f'<a href="/register/decide/{FILE}">' in page
    assert "Fictional: both sit at the table" not in page, "a person has told"
    assert "Fictional: no more than sixty wars" not in page, "a figure has told"
    expectation(learning, "expected-late", "Fictional: it rained", past=True)
    assert "Fictional: it rained" in part(learning.text("demo-owner", "/register/due"), "late")
    learning.ask("demo-deputy", f"{LEDGER}/{RATIFIED}", **GIVEN)
    assert RATIFIED not in learning.text("demo-owner", "/register/due?days=3660&whose=all")


def test_a_file_tells_the_colour_of_an_answer_and_how_probable_something_was_thought(learning):
    said = {"option": OPTION, "engagement": "fiction-talks", "made_on": today(), "author": learning.ids["demo-owner"]}
    red = Assessment(
        id="told-harm", kind="harm", issue="diversion", answer="red", finding="Fictional: sold", evidence=SAID, **said
    )
    put(learning, red)
    expected = Expected(resolves_on=date(2030, 1, 1))
    put(
        learning,
        Assessment(
            id="told-hope",
            kind="expectation",
            score=70,
            finding="Fictional: hope",
            expected=expected,
            evidence=SAID,
            **said,
        ),
    )
    page = learning.text("demo-legal", "/register/fiction-talks")
    assert '<span class="gate gate-red">Diversion: red</span>' in page
    assert "70 % probable, seen on 1 Jan 2030" in page
