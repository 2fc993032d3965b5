"""Options: put forward, listed and opened; what is sealed leaves no trace; what is unknown is never told as none."""

import functools
import html
import re
from datetime import timedelta

import pytest
from filling import secret_of, seen, wrong_of

from forlik.assess.options.proposed import options
from forlik.core.days import today
from forlik.core.errors import NoData
from forlik.desk import screens
from forlik.desk.register.deciding.spoken import percent, ranks

OWNER, GUARDIAN, RELIEF = "demo-owner", "demo-guardian", "demo-relief"
OTHERS = (GUARDIAN, RELIEF, "demo-legal")
YEAR = today().year + 1
LIST, PROPOSE = "/register/decide/options", "/register/decide/propose"
FICTION = "/register/decide/fiction-option-facilitate"
FICTION_OPTION = "Fictional: Estovia/peace/facilitate/2024..2027"
FORM = {
    "place": "Yemen", "pillar": "peace", "mode": "support_lead", "first": str(YEAR), "last": "",
    "finding": "Made up: stand behind the envoy", "citation": "Made up: a note", "obtained": "received", "sealed": "",
}  # fmt: skip

DRAWN = functools.cache(screens.screen)
"""Every register here stands beside the same figures: a screen is drawn once for all tests."""


@pytest.fixture(autouse=True)
def _drawn_once(monkeypatch):
    monkeypatch.setattr(screens, "screen", DRAWN)


def put_forward(learning, who=OWNER, **said):
    """Put an option forward; gives its page."""
    answer = learning.ask(who, PROPOSE, **{**FORM, **said})
    assert answer.status_code == 303, wrong_of(answer)
    return answer.headers["Location"]


def words(learning, who, path):
    """What a page says, without its tags."""
    main = learning.text(who, path).partition("<main")[2]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def section(learning, who, path, name):
    """What one section of a page says."""
    [found] = re.findall(rf'<section[^>]* aria-labelledby="{name}".*?</section>', learning.text(who, path), re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", found)).split())


def harm(learning, answer, sealed, who=OWNER):
    """Answer the question on diversion in the file of the made-up option."""
    from datetime import UTC, datetime

    from forlik.desk.access.people import person
    from forlik.desk.records.together import record_together
    from forlik.desk.records.viewed import view
    from forlik.desk.register.writing import GROUNDS, changes, new_id
    from forlik.register.concepts import Assessment
    from forlik.register.evidence import Evidence
    from forlik.register.facets import OPEN, SECRET

    one, now = person(learning.ids[who], "passkey"), datetime.now(UTC)
    made = Assessment(
        id=new_id(), kind="harm", option=FICTION_OPTION, issue="diversion", answer=answer, made_on=today(),
        author=one.id, finding="Made up: a hidden store", evidence=(Evidence(citation="Made up: a note"),),
    )  # fmt: skip
    file, floor = FICTION.rpartition("/")[2], SECRET if sealed else OPEN
    viewed = view(one, now, day=today())
    record_together(changes(viewed, made, file=file, secret=sealed, grounds=GROUNDS, floor=floor), one, now)


def test_an_option_is_put_forward_and_stands_in_the_list_and_on_a_page_of_its_own(learning):
    path = put_forward(learning)
    [one] = options(seen(learning, GUARDIAN), place="YEM")
    assert (str(one.option), one.author) == (f"YEM/peace/support_lead/{YEAR}", learning.ids[OWNER])
    assert path == f"/register/decide/{one.record}"
    page = words(learning, GUARDIAN, path)
    assert f"Yemen: support a UN or regional lead, peace and reconciliation, {YEAR}" in page
    assert "Made up: stand behind the envoy" in page
    assert "Demo: owner of the talks" in page
    link = f'<a href="{path}">Support a UN or regional lead, peace and reconciliation, {YEAR}</a>'
    assert link in learning.text(GUARDIAN, LIST)


def test_whoever_puts_an_option_forward_answers_for_it(learning):
    from datetime import UTC, datetime

    from forlik.desk.access.people import person
    from forlik.desk.records.files import may_run

    file = put_forward(learning, GUARDIAN).rpartition("/")[2]
    now = datetime.now(UTC)
    able = {who for who in (OWNER, *OTHERS) if may_run(person(learning.ids[who], "passkey"), file, now)}
    assert able == {GUARDIAN}


def test_the_share_and_the_ranks_are_those_of_the_screen(learning):
    path = put_forward(learning)
    screen = screens.screen("need-top-20", today())
    row = next(one for one in screen.rows if one.country_iso3 == "YEM")
    share, interval = percent(row.share_top_k), ranks(row.rank_low, row.rank_high)
    assert f"{screen.question.title.en} {share} {interval}" in section(learning, OWNER, path, "screen")
    assert f"{screen.question.title.en} : {share} , ranks {interval}" in words(learning, OWNER, LIST)


def test_a_withheld_place_has_its_reason_and_no_share(learning):
    path = put_forward(learning, place="Andorra")
    shown = section(learning, OWNER, path, "screen")
    assert "– – Withheld: 44 % of the weight is observed, 67 % is needed; missing: " in shown


def test_the_list_is_narrowed_to_what_is_asked_for(learning):
    put_forward(learning)
    put_forward(learning, mode="fund", pillar="humanitarian", place="SDN")
    assert {"Yemen", "Sudan"} <= set(re.findall(r">([^<]*)</a></h2>", learning.text(OWNER, LIST)))
    for asked in ("place=YEM", "mode=support_lead", "place=YEM&pillar=peace"):
        page = learning.text(OWNER, f"{LIST}?{asked}")
        assert re.findall(r">([^<]*)</a></h2>", page) == ["Yemen"], asked
    assert "No option that you may see fits." in words(learning, OWNER, f"{LIST}?place=YEM&mode=fund")


def test_the_form_begins_with_what_the_address_says(learning):
    page = learning.text(OWNER, f"{PROPOSE}?place=YEM&mode=fund")
    assert re.search(r'name="place"[^>]* value="YEM"', page)
    assert '<option value="fund" selected>' in page


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"place": "Atlantis"}, "“Atlantis” is not the name or code of one place"),
        ({"place": "Congo"}, "Do you mean"),
        ({"place": ""}, "Name the place"),
        ({"pillar": ""}, "Choose a pillar"),
        ({"mode": "conquer"}, "Choose what would be done"),
        ({"first": f"{YEAR}-13"}, f"“{YEAR}-13” is no day"),
        ({"first": "0027"}, "“0027” is no day"),
        ({"last": str(YEAR - 1)}, "It would end before it begins"),
        ({"first": "2020"}, "This period is over"),
        ({"citation": ""}, "Say by what it is known"),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_recorded_or_lost(learning, said, told):
    before = options(seen(learning, OWNER))
    answer = learning.ask(OWNER, PROPOSE, **{**FORM, **said})
    assert answer.status_code == 422
    assert told in wrong_of(answer)
    assert "Made up: stand behind the envoy" in answer.content.decode()
    assert options(seen(learning, OWNER)) == before


def test_the_same_option_is_pointed_at_however_its_period_is_written(learning):
    path = put_forward(learning)
    answer = learning.ask(GUARDIAN, PROPOSE, **{**FORM, "first": f"{YEAR}-01-01", "last": f"{YEAR}-12"})
    assert answer.status_code == 422
    assert f'href="{path}"' in answer.content.decode()
    assert len(options(seen(learning, GUARDIAN), place="YEM")) == 1


def test_one_that_is_hidden_is_not_pointed_at(learning):
    hidden = put_forward(learning, sealed=secret_of(learning))
    own = put_forward(learning, GUARDIAN)
    assert own != hidden
    assert hidden not in learning.text(GUARDIAN, own)
    assert hidden in learning.text(OWNER, own)


def test_what_was_meant_to_be_sealed_is_never_recorded_in_the_open(learning):
    answer = learning.ask(RELIEF, PROPOSE, **{**FORM, "sealed": secret_of(learning)})
    assert answer.status_code == 422
    assert "You can no longer seal it so" in wrong_of(answer)
    assert not options(seen(learning, OWNER), place="YEM")


def pages_of_others(learning):
    paths = (
        LIST, f"{LIST}?place=YEM", PROPOSE, FICTION, f"{FICTION}?own=1", "/register/decide/fiction-option-fund",
        "/register/search?q=hidden", f"{FICTION}?as_of={today() - timedelta(days=1)}",
    )  # fmt: skip
    return {(who, path): learning.text(who, path) for who in OTHERS for path in paths}


def test_a_sealed_option_leaves_no_trace_for_who_may_not_see_it(learning):
    mine, theirs = learning.text(OWNER, LIST), pages_of_others(learning)
    path = put_forward(learning, sealed=secret_of(learning), finding="Made up: hidden talks")
    assert pages_of_others(learning) == theirs
    assert learning.text(OWNER, LIST) != mine
    for who in OTHERS:
        refused = []
        for address in (path, "/register/decide/nothing-at-all"):
            with pytest.raises(NoData) as error:
                learning.ask(who, address)
            refused.append((str(error.value), error.value.remedy))
        assert refused[0] == refused[1]


def test_a_sealed_answer_closes_the_gate_for_those_who_see_it_and_leaves_no_trace_for_others(learning):
    theirs = pages_of_others(learning)
    assert "Red it blocks" not in section(learning, OWNER, FICTION, "gate")
    harm(learning, "red", secret_of(learning))
    assert pages_of_others(learning) == theirs
    told = section(learning, OWNER, FICTION, "gate")
    assert "Diversion" in told
    assert "Red it blocks" in told
    assert "Made up: a hidden store" in told


def test_an_open_answer_is_seen_by_all(learning):
    harm(learning, "red", "")
    assert "Red it blocks" in section(learning, GUARDIAN, FICTION, "gate")


def test_an_earlier_day_shows_the_option_as_it_was(learning):
    red, lifted = (section(learning, OWNER, f"{FICTION}?as_of={day}", "gate") for day in ("2024-02-19", "2024-02-20"))
    assert "Red it blocks" in red
    assert "lifted by" not in red
    assert "red, lifted" in lifted
    assert "Fictional: nobody carries messages any more" in lifted
    assert "Nothing has been decided" in section(learning, OWNER, f"{FICTION}?as_of=2024-02-20", "decisions")
    assert "Nothing has been decided" not in section(learning, OWNER, FICTION, "decisions")


def test_an_option_is_not_there_before_it_was_put_forward(learning):
    before, path = today() - timedelta(days=1), put_forward(learning)
    with pytest.raises(NoData):
        learning.ask(OWNER, f"{path}?as_of={before}")
    assert "Yemen" not in words(learning, OWNER, f"{LIST}?as_of={before}")


def test_no_request_on_record_is_unknown_and_never_none(learning):
    path = put_forward(learning)
    told = section(learning, OWNER, path, "requests")
    assert "That is unknown, not none." in told
    row = re.search(r'data-head="Who asked">(.*?)</td>', learning.text(OWNER, f"{LIST}?place=YEM"), re.DOTALL)
    assert re.sub(r"<[^>]*>", "", row.group(1)).strip() == "–"


def test_codes_of_one_coder_alone_are_kept_from_the_next(learning):
    told = {who: section(learning, who, FICTION, "evidence") for who in (OWNER, "demo-deputy")}
    assert "some of our own people" in told[OWNER]
    assert "some of our own people" not in told["demo-deputy"]
    assert "4 items coded by both, the same code in 75 %" in told["demo-deputy"]
    assert "the coders differ" in told["demo-deputy"]


def test_a_decision_stands_with_what_was_shown_and_expected(learning):
    told = section(learning, OWNER, FICTION, "decisions")
    for part in ("Open an engagement", "Dissent", "Looked at again", "Exit criteria", "70 %", "60 %", "35 %"):
        assert part in told
    assert "The screen as it was shown then" in told


def test_own_interest_is_shown_only_where_asked_for_and_then_apart(learning):
    path = put_forward(learning)
    plain, asked = (learning.text(OWNER, path + query) for query in ("", "?own=1"))
    assert "Asylum-seekers" not in plain
    assert "Asylum-seekers" in asked
    told = section(learning, OWNER, f"{path}?own=1", "own")
    assert "people at the end of the year" in told
    assert "Refugee Population Statistics Database" in told
    assert "Not yet" in told
    assert asked.index('id="own"') > asked.index('id="expectations"') > asked.index('id="screen"')
    assert section(learning, OWNER, path, "screen") == section(learning, OWNER, f"{path}?own=1", "screen")


def test_only_who_may_decide_is_shown_the_way(learning):
    assert f"{FICTION}/decision" in learning.text(OWNER, FICTION)
    assert f"{FICTION}/decision" not in learning.text(GUARDIAN, FICTION)


def test_what_is_found_leads_to_its_option(learning):
    path = put_forward(learning)
    assert f'href="{path}"' in learning.text(GUARDIAN, "/register/search?q=envoy")
    assert 'href="/register/decide/fiction-option-facilitate"' in learning.text(OWNER, "/register/search?q=messages")


def test_sealed_things_that_were_shown_are_logged_once_a_page(learning):
    harm(learning, "amber", secret_of(learning))
    before = len(learning.log("read"))
    learning.ask(OWNER, FICTION)
    learning.ask(OWNER, LIST)
    assert len(learning.log("read")) == before + 2


def test_every_page_says_what_it_must_not_be_used_for(learning):
    path = put_forward(learning)
    for page in (LIST, PROPOSE, path):
        assert "Never a ground for decisions on asylum, for targeting, or for sanctions." in words(
            learning, OWNER, page
        )
