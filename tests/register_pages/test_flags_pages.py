"""Flags: what the rules raise at a place is kept with an owner and a day; what became of it is said with a reason."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from optioning import label, viewed
from worlds import in_both, plain, without_secrets

HEAD = '<iati-activities version="2.03" generated-datetime="2024-06-30">'
MONEY = """<iati-activity default-currency="USD"><iati-identifier>XM-A-{n}</iati-identifier>
<reporting-org ref="XM-A" type="10"><narrative>Fictional giver</narrative></reporting-org>
<title><narrative>Fictional {n}</narrative></title><activity-status code="2"/>
<activity-date type="2" iso-date="{year}-01-01"/>
<recipient-country code="SD"/><sector vocabulary="1" code="72010"/>
<transaction><transaction-type code="3"/><transaction-date iso-date="{year}-05-01"/>
<value value-date="{year}-05-01">1000</value></transaction></iati-activity>"""
SOON = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()


def given(home, folder):
    """Six years of relief in Sudan, from one giver, and nothing else."""
    from forlik.discover import source
    from forlik.store.intake import take_in

    path = folder / "a.xml"
    every = "".join(MONEY.format(n=year, year=year) for year in range(2018, 2024))
    path.write_text(f"{HEAD}{every}</iati-activities>")
    _, errors = take_in(home(), source("iati"), [path])
    assert errors == []


@pytest.fixture
def relief(learning, tmp_path):
    from forlik.core.settings import home

    given(home, tmp_path)
    return learning


def keep(learning, who="demo-owner", rule="results_missing", **said):
    form = {"place": "SDN", "rule": rule, "owner": learning.ids["demo-relief"], "due": SOON, **said}
    return learning.ask(who, "/register/flags", **form)


def kept(learning, who="demo-owner"):
    page = learning.text(who, "/register/flags")
    return re.findall(r'href="(/register/flags/(?!fiction)[^"]+)"', page)


def due(learning, who):
    return flat(learning.text(who, "/register/due?days=365"))


def flat(text):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def test_what_a_rule_raises_is_shown_with_its_figures_and_what_cannot_be_told(relief):
    page = flat(relief.text("demo-owner", "/register/flags?place=Sudan"))
    assert "Keep this flag" in page
    assert "rules cannot tell" in page
    assert "what is sealed changes no flag" in page


def test_a_flag_is_kept_with_owner_day_figures_and_sources(relief):
    answer = keep(relief)
    assert answer.status_code == 303
    page = flat(relief.text("demo-guardian", answer["Location"]))
    assert "Demo: owner of the relief file" in page
    assert "results_missing version 1" in page
    assert (
        "Activities of which results are expected and no figure is published of what was reached 6 activities" in page
    )
    assert "100.00 percent" in page
    assert "Fictional giver" in page, "the source stands with the figure"
    assert "Open" in page
    again = relief.text("demo-owner", "/register/flags?place=SDN")
    assert f'<a href="{answer["Location"]}">Kept</a>' in again


def test_it_falls_due_for_whoever_answers_for_it(relief):
    keep(relief)
    assert "Nothing is published of what was reached flag to be looked at" in due(relief, "demo-relief")
    assert "Nothing is published of what was reached" not in due(relief, "demo-deputy")


@pytest.mark.parametrize(
    ("field", "said", "told"),
    [
        ("owner", "", "who of the house"),
        ("owner", "nobody", "who of the house"),
        ("due", "soon", "by which day"),
        ("due", "2020-01-01", "This day is over"),
        ("rule", "no_such_rule", "raises nothing there now"),
        ("place", "Atlantis", "raises nothing there now"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(relief, field, said, told):
    answer = keep(relief, **{field: said})
    assert answer.status_code == 422
    assert told in flat(answer.content.decode())
    assert kept(relief) == []


def test_what_became_of_it_is_said_with_a_reason_and_falls_due_no_more(relief):
    path = keep(relief)["Location"]
    form = {"state": "dismissed", "owner": relief.ids["demo-relief"], "due": SOON, "reason": "", "seen": "1"}
    refused = relief.ask("demo-relief", path, **form)
    assert refused.status_code == 422
    assert "Say why, or what was done." in flat(refused.content.decode())
    assert (
        relief.ask("demo-relief", path, **{**form, "reason": "Fictional: the file lacks the bank"}).status_code == 303
    )
    page = flat(relief.text("demo-owner", path))
    assert "Dismissed" in page
    assert "Fictional: the file lacks the bank" in page
    assert "Nothing is published of what was reached" not in due(relief, "demo-relief")
    assert "Kept : dismissed" in flat(relief.text("demo-owner", "/register/flags?place=SDN"))


def test_of_two_who_say_what_became_of_it_at_once_the_second_is_told(relief):
    path = keep(relief)["Location"]
    form = {"state": "explained", "owner": relief.ids["demo-relief"], "due": SOON, "reason": "Fictional", "seen": "1"}
    assert relief.ask("demo-relief", path, **form).status_code == 303
    assert relief.ask("demo-owner", path, **{**form, "reason": "Fictional: other"}).status_code == 409
    assert "Fictional: other" not in flat(relief.text("demo-owner", path))


@pytest.mark.parametrize("seen", ["", "9" * 5000, "²", "-1", "0", "2", "one"])
def test_who_does_not_say_what_was_before_him_is_told_what_stands(relief, seen):
    path = keep(relief)["Location"]
    form = {"state": "explained", "owner": relief.ids["demo-relief"], "due": SOON, "reason": "Fictional", "seen": seen}
    answer = relief.ask("demo-relief", path, **form)
    assert answer.status_code == 409
    assert "Fictional" in answer.content.decode()
    assert "Why, or what was done Fictional" not in flat(relief.text("demo-owner", path))


def test_too_long_a_reason_is_named_and_not_lost(relief):
    path = keep(relief)["Location"]
    long = "Fictional " * 3000
    form = {"state": "explained", "owner": relief.ids["demo-relief"], "due": SOON, "reason": long, "seen": "1"}
    answer = relief.ask("demo-relief", path, **form)
    assert answer.status_code == 422
    page = flat(answer.content.decode())
    assert "longer than 20000 letters" in page
    assert long.strip() in page


@pytest.mark.parametrize(("due", "told"), [("2020-01-01", "This day is over"), ("2027-W01-1", "by which day")])
def test_no_day_that_is_over_is_set_anew(relief, due, told):
    path = keep(relief)["Location"]
    form = {"state": "open", "owner": relief.ids["demo-relief"], "due": due, "reason": "", "seen": "1"}
    answer = relief.ask("demo-relief", path, **form)
    assert answer.status_code == 422
    assert told in flat(answer.content.decode())


def test_the_same_is_kept_once_while_it_is_open(relief):
    path = keep(relief)["Location"]
    twice = keep(relief, "demo-guardian")
    assert twice.status_code == 422
    page = twice.content.decode()
    assert "This flag is kept already" in flat(page)
    assert f'<a href="{path}">Kept</a>' in page
    assert kept(relief) == [path]
    form = {"state": "dismissed", "owner": relief.ids["demo-relief"], "due": SOON, "reason": "Fictional", "seen": "1"}
    assert relief.ask("demo-relief", path, **form).status_code == 303
    assert keep(relief, "demo-guardian").status_code == 303


def test_a_flag_is_for_all_staff_whatever_the_form_says(relief):
    for said in (label(relief), "2:nowhere"):
        path = keep(relief, sealed=said)["Location"]
        record = path.rpartition("/")[2]
        assert viewed(relief, "demo-owner").dossier.labels(record) == {"1"}
        form = {"state": "dismissed", "owner": relief.ids["demo-relief"], "due": SOON, "reason": "Fictional"}
        assert relief.ask("demo-owner", path, **form, seen="1").status_code == 303


def test_what_it_was_raised_on_stays_when_the_figures_move(relief, tmp_path):
    from forlik.core.settings import home
    from forlik.discover import source
    from forlik.store.intake import take_in

    path = keep(relief)["Location"]
    before = relief.text("demo-owner", path).partition('id="figures"')[2].partition("</section>")[0]
    newer = tmp_path / "a.xml"
    newer.write_text(f"{HEAD.replace('2024-06-30', '2024-08-30')}{MONEY.format(n=1, year=2023)}</iati-activities>")
    _, errors = take_in(home(), source("iati"), [newer], fewer=True)
    assert errors == []
    assert relief.text("demo-owner", path).partition('id="figures"')[2].partition("</section>")[0] == before


def test_a_sealed_engagement_changes_no_figure_of_a_flag(relief):
    from forlik.desk.register.sections.raised import engaged_at
    from forlik.register.concepts import Act, Engagement
    from forlik.register.facets import SECRET

    def put(id_, secret):
        from forlik.desk.records.together import record_together
        from forlik.desk.register.writing import changes

        there = (
            Engagement(id=id_, title="Fictional", places=("SDN",), pillars=("peace",)),
            Act(id=f"{id_}-a", kind="decision", engagement=id_, happened="2024-01-01", transition="explore",
                evidence=[{"citation": "Fictional"}]),
        )  # fmt: skip
        for one in there:
            seen = viewed(relief, "demo-owner")
            floor = {"floor": SECRET} if secret else {}
            made = changes(seen, one, file=id_, secret=secret, grounds=("a test", "none"), step=True, **floor)
            record_together(made, seen.person, seen.now)

    put("made-sealed", label(relief))
    mine = viewed(relief, "demo-owner").dossier
    assert "made-sealed" in mine
    assert engaged_at(mine, "SDN").count == 0
    put("made-open", "")
    assert engaged_at(viewed(relief, "demo-owner").dossier, "SDN").count == 1


def test_what_is_secret_changes_nothing_for_a_colleague(django_db_blocker, tmp_path_factory):
    def look(learning):
        from forlik.core.settings import home

        given(home, tmp_path_factory.mktemp("iati"))
        paths = ("/register/flags", "/register/flags?place=SDN", "/register/flags/fiction-flag")
        return {who: plain(learning, {path: learning.text(who, path) for path in paths}) for who in learning.ids}

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert whole["demo-guardian"] == bare["demo-guardian"]
