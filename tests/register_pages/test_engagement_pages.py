"""The page of an engagement in depth, its course and history, and the pages of actor, process, plan and place."""

from datetime import UTC, datetime, timedelta

import pytest

from forlik.core.errors import NoData, UsageError

TALKS, RELIEF = "/register/fiction-talks", "/register/fiction-relief"
FRONT, PROCESS, PLAN = (
    "/register/actor/fiction-front",
    "/register/process/fiction-process",
    "/register/plan/fiction-plan",
)
MARENIA = "/register/place/Fictional: Marenia"


def section(text, id_):
    """What stands in one section of a page."""
    begin = text.index(f'id="{id_}"')
    end = text.find("</section>", begin)
    return text[begin:end]


# The engagement


def test_above_the_fold_stand_state_phase_clock_consent_promises_and_how_it_began(learning):
    text = learning.text("demo-owner", TALKS)
    head = text[: text.index('id="course"')]
    assert "<strong>active</strong>" in section(head, "stands")
    assert "ceasefire" in section(head, "stands")
    assert "Demo: owner of the talks" in section(head, "stands")
    assert section(head, "consent").count("consents") == 2
    assert "mandate of the two-bank talks" in section(head, "ahead")
    assert "kept off the lower ferry" in section(head, "ahead")
    assert "at the request of the parties" in section(head, "began")


def test_consent_that_was_withdrawn_does_not_stand(learning):
    told = section(learning.text("demo-owner", f"{TALKS}?as_of=2024-10-01"), "consent")
    assert "has withdrawn its consent" in told
    assert "does not stand" in told


def test_the_matrix_shows_the_last_position_and_earlier_ones_on_demand(learning):
    told = section(learning.text("demo-owner", TALKS), "positions")
    assert told.index("would take a third") < told.index("<details") < told.index("wants half")


def test_what_survives_if_we_suspend_and_what_survived_when_we_had(learning):
    now = section(learning.text("demo-owner", TALKS), "survives")
    assert "to be said by the suspension" in now
    then = section(learning.text("demo-owner", f"{TALKS}?as_of=2024-10-01"), "survives")
    for told in ("the hotline stays", "the owner only, by the hotline", "a week without shots"):
        assert told in then
        assert told not in now


def test_lessons_say_whether_anybody_acted_on_them(learning):
    told = section(learning.text("demo-owner", TALKS), "lessons")
    women = told[told.index("hear the market women") :]
    assert "never acted on" in women[: women.index("</li>")]
    hotline = told[told.index("agree on the hotline") :]
    assert "never acted on" not in hotline[: hotline.index("</li>")]
    assert "the hotline is in the agenda" in hotline
    before = section(learning.text("demo-owner", f"{TALKS}?as_of=2025-03-10"), "lessons")
    assert "never acted on" in before[before.index("agree on the hotline") :]


def test_a_partner_is_told_with_the_last_look_into_it(learning):
    told = section(learning.text("demo-relief", RELIEF), "partners")
    assert "Marenian Well Builders" in told
    assert "sound, small accounts" in told


def test_costs_are_told_by_year_and_summed_and_what_is_not_known_is_said(learning):
    told = section(learning.text("demo-legal", TALKS), "costs")
    assert "4\u202f200\u202f000\xa0NOK" in told.replace(" NOK", "\xa0NOK")
    assert "8\u202f000\u202f000\xa0NOK" in told.replace(" NOK", "\xa0NOK")
    assert "57.5" in told
    assert "2026" in told  # of that year nobody says anything
    assert "unknown" in section(learning.text("demo-legal", f"{TALKS}?as_of=2024-02-01"), "costs")


def test_a_file_of_many_acts_shows_the_newest_and_leads_to_the_rest(learning, monkeypatch):
    from forlik.desk.register.pages.file import page

    monkeypatch.setattr(page, "NEWEST", 3)
    told = section(learning.text("demo-owner", TALKS), "course")
    assert told.count("<li>") == 3
    assert "bridging proposal" in told
    assert "/register/fiction-talks/course" in told


# The public ones


@pytest.fixture
def public(learning):
    """The public engagements beside the examples."""
    from forlik.desk.access.people import person
    from forlik.desk.register.starting import seed_public

    seed_public(person(learning.ids["demo-owner"], "passkey"), datetime.now(UTC))
    return learning


def test_a_public_file_tells_its_agreements_and_that_nobody_says_who_asked(public):
    text = public.text("demo-legal", "/register/no-col-farc")
    assert "Final Agreement" in section(text, "course")
    assert "by whom is not documented" in section(text, "began")
    assert "nothing found" in section(text, "sources")
    assert "by whom is not documented" not in public.text("demo-legal", "/register/no-isrpse")


def test_sources_that_differ_stand_side_by_side_under_a_human_name(public):
    told = section(public.text("demo-legal", "/register/no-tiph"), "sources")
    start = told[told.index("Since when") :]
    assert start.index("1994") < start.index("1997")
    assert "sources differ" in start[: start.index("1994")]
    assert ">start<" not in told
    assert ">address<" not in told


def test_everything_in_a_country_is_told_in_four_pillars_and_what_nobody_says_is_unknown(public):
    text = public.text("demo-legal", "/register/place/SDN")
    assert text.count("Sudan: ") >= 4
    assert "unknown" in section(text, "cost")
    assert '<span class="n">0' not in text
    for pillar in ("peace", "humanitarian", "development", "rights"):
        assert f'id="pillar-{pillar}"' in text


# Its course and its history


def test_the_course_is_told_a_year_at_a_time_and_can_be_searched(learning):
    newest = learning.text("demo-owner", f"{TALKS}/course")
    assert "bridging proposal" in newest
    assert "first round" not in newest
    then = learning.text("demo-owner", f"{TALKS}/course?year=2024")
    assert "first round" in then
    found = learning.text("demo-owner", f"{TALKS}/course?q=old+MILL")
    assert "first round" in found
    assert "bridging" not in section(found, "course")
    assert "first round" not in learning.text("demo-legal", f"{TALKS}/course?q=old+mill")
    with pytest.raises(UsageError, match="year"):
        learning.ask("demo-owner", f"{TALKS}/course?year=x")


def test_the_history_says_what_was_put_in_the_place_of_what_and_by_whom(learning):
    text = learning.text("demo-owner", f"{RELIEF}/history").replace("demo-relief", "")
    closing = text[text.index("Outcome") :]
    assert "sixty-two sweet wells" in closing[:400]
    assert "Demo: owner of the relief file" in text
    row = text[text.index("Day of the next review") :][:400]
    assert row.index("1 Mar 2026") < row.index("–")


def test_the_history_of_an_earlier_day_ends_with_that_day(learning):
    then = learning.text("demo-owner", f"{TALKS}/history?as_of=2024-03-25")
    assert "first round" in then
    assert "Island Ceasefire" not in then
    assert "Island Ceasefire" in learning.text("demo-owner", f"{TALKS}/history")


def test_a_record_that_was_withdrawn_stays_in_the_history_and_its_reading_is_logged(learning):
    form = learning.ask("demo-owner", f"{TALKS}/change/fiction-bridge")
    from filling import fields_of

    answer = learning.ask(
        "demo-owner", f"{TALKS}/change/fiction-bridge", **{**fields_of(form), "withdrawn": "Fictional: twice"}
    )
    assert answer.status_code == 303
    assert "a third each" not in learning.text("demo-owner", TALKS)
    before = len(learning.log("read"))
    text = learning.text("demo-owner", f"{TALKS}/history")
    assert "a third each" in text
    assert "Fictional: twice" in text
    [row] = learning.log("read")[before:]
    from forlik.desk.records.models import Facet

    [facet] = Facet.objects.filter(record="fiction-bridge", name="secret").values_list("pk", flat=True)
    assert facet in row.facets.split()
    assert "Fictional: twice" not in learning.text("demo-legal", f"{TALKS}/history")


def test_whoever_has_left_keeps_the_name_in_the_history(learning):
    from forlik.desk.access.people import leave

    leave(learning.ids["demo-relief"], datetime.now(UTC) - timedelta(minutes=1), learning.ids["demo-guardian"])
    assert "Demo: owner of the relief file" in learning.text("demo-legal", f"{RELIEF}/history")


def test_a_page_of_the_history_that_is_not_there_is_refused(learning):
    for page in ("0", "99", "x", "-1"):
        with pytest.raises(UsageError, match="no page"):
            learning.ask("demo-owner", f"{TALKS}/history?page={page}")


# The actor


def test_the_page_of_an_actor_says_who_of_us_last_met_it_and_what_lists_restrict(learning):
    text = learning.text("demo-owner", FRONT)
    met = section(text, "met")
    assert "20 Mar 2024" in met
    assert "Demo: owner of the talks, Demo: deputy of both files" in met
    lists = section(text, "lists")
    assert "funds, travel" in lists
    assert "Demo: legal adviser and data protection, without a compartment" in lists
    assert "a heated room" in section(text, "promised")
    assert "night clerk" in section(text, "sealed")


def test_a_colleague_sees_of_an_actor_neither_the_channel_nor_whom_it_met(learning):
    text = learning.text("demo-legal", FRONT)
    assert "night clerk" not in text
    assert 'id="sealed"' not in text
    assert "No meeting is recorded that you may see." in section(text, "met")
    assert "funds, travel" in text


def test_an_actor_of_a_commanded_group_is_told_what_lists_say_of_the_group(learning):
    lists = section(learning.text("demo-owner", "/register/actor/fiction-commander"), "lists")
    assert "of <a href" in lists
    assert "Northern Front" in lists


def test_every_actor_that_is_named_leads_to_its_page(learning):
    import re

    for path in (TALKS, FRONT, PROCESS):
        for actor in set(re.findall(r'href="(/register/actor/[^"]+)"', learning.text("demo-owner", path))):
            assert learning.ask("demo-owner", actor).status_code == 200


@pytest.mark.parametrize("actor", ["fiction-clerk", "nothing", "fiction-talks", "fiction-process"])
def test_a_hidden_actor_an_absent_one_and_what_is_none_are_the_same(learning, actor):
    with pytest.raises(NoData) as told:
        learning.ask("demo-legal", f"/register/actor/{actor}")
    assert told.value.what == "There is no such record, or none that you may see."


def test_an_actor_whom_nothing_names_that_may_be_seen_is_absent(learning):
    """It stands under the staff's label, and only a sealed act names it."""
    from filling import secret_of

    from forlik.desk.access.people import person
    from forlik.desk.records.change import Change, Grounds
    from forlik.desk.records.together import record_together

    now = datetime.now(UTC)
    grounds = Grounds("part of the file", "as the file", now.date() + timedelta(days=9))
    body = {"kind": "ngo", "name": "Fictional: somebody"}
    act = {"kind": "meeting", "happened": "2025-01-01", "engagement": "fiction-talks", "by": ["fiction-lone"],
           "evidence": [{"citation": "Fictional note"}]}  # fmt: skip
    record_together(
        [
            Change("fiction-lone", "actor", "open", "1", body, file="", grounds=grounds),
            Change(
                "fiction-lone-act", "act", "secret", secret_of(learning), act, file="fiction-talks", grounds=grounds
            ),
        ],
        person(learning.ids["demo-owner"], "passkey"),
        now,
    )
    assert "Fictional: somebody" in learning.text("demo-owner", "/register/actor/fiction-lone")
    with pytest.raises(NoData):
        learning.ask("demo-legal", "/register/actor/fiction-lone")


# Process, plan, place


def test_a_process_tells_its_tracks_who_runs_each_and_what_we_do_in_it(learning):
    text = learning.text("demo-legal", PROCESS)
    tracks = section(text, "tracks")
    assert "meetings of the market women" in tracks
    assert "University of the Delta" in tracks
    assert "influential people without office" in tracks
    assert "Fictional: the two-bank talks" in tracks
    assert "Island Ceasefire" in section(text, "phases")
    assert "bridging" not in text


def test_a_plan_tells_its_objectives_and_what_its_engagements_cost(learning):
    text = learning.text("demo-legal", PLAN)
    assert "sweet water in every village" in text
    assert "relief and rights in Marenia" in section(text, "pillar-rights")
    assert "relief and rights in Marenia" in section(text, "pillar-humanitarian")
    assert "17\u202f500\u202f000" in section(text, "cost")
    assert "An engagement in two pillars stands in both" in text


def test_a_place_tells_what_a_plan_does_and_leads_to_it(learning):
    text = learning.text("demo-legal", MARENIA)
    assert "17\u202f500\u202f000" in section(text, "cost")
    assert PLAN in text


@pytest.mark.parametrize(
    "path", ["/register/process/nothing", "/register/plan/fiction-talks", "/register/place/Nowhere"]
)
def test_what_is_not_there_is_absent(learning, path):
    with pytest.raises(NoData):
        learning.ask("demo-owner", path)


def test_a_country_in_which_nothing_may_be_seen_is_told_as_such(learning):
    assert "There is no engagement here that you may see." in learning.text("demo-legal", "/register/place/SDN")


# The list


@pytest.mark.parametrize(
    ("asked", "talks", "relief"),
    [
        ("", True, True),
        ("?state=active", True, False),
        ("?state=closed", False, True),
        ("?pillar=rights", False, True),
        ("?place=Fictional: Estovia", True, False),
        ("?q=RELIEF+marenia", False, True),
        ("?mine=yes", True, False),
        ("?state=active&pillar=rights", False, False),
    ],
)
def test_the_list_is_narrowed_in_the_address(learning, asked, talks, relief):
    text = section(learning.text("demo-owner", f"/register{asked}"), "files")
    assert (">Fictional: the two-bank talks</a>" in text) == talks
    assert (">Fictional: relief and rights in Marenia</a>" in text) == relief
    assert ("fits. Take a filter away" in text) == (not talks and not relief)


def test_the_list_counts_what_fits_and_is_ordered_as_asked(learning, monkeypatch):
    from forlik.desk.register.pages.files import listed

    assert "1 of 2" in learning.text("demo-owner", "/register?state=active")
    titled = section(learning.text("demo-owner", "/register?sort=title"), "files")
    assert titled.index("relief and rights") < titled.index("two-bank")
    mine = section(learning.text("demo-owner", "/register"), "files")
    assert mine.index(">Fictional: the two-bank talks<") < mine.index(">Fictional: relief and rights in Marenia<")
    monkeypatch.setattr(listed, "AT_ONCE", 1)
    assert ">Fictional: relief and rights in Marenia<" not in learning.text("demo-owner", "/register")
    assert ">Fictional: relief and rights in Marenia<" in learning.text("demo-owner", "/register?page=2")


@pytest.mark.parametrize("asked", ["state=x", "pillar=x", "sort=x", "page=0", "page=x", "page=9"])
def test_a_filter_that_is_none_is_refused(learning, asked):
    with pytest.raises(UsageError):
        learning.ask("demo-owner", f"/register?{asked}")
