"""What a flag was raised on stays, and only its author withdraws it, whichever way somebody comes in."""

import json
from datetime import timedelta

import pytest
from optioning import enter, label, take_back, viewed
from test_exchange import asker, brought, export_of
from test_flags_pages import SOON, flat

from forlik.core.days import today
from forlik.core.errors import NotPermitted
from forlik.register.concepts import Assessment

AUTHOR, OTHER = "demo-owner", "demo-guardian"
FIGURES = '[{"name": "relief_years", "value": "6", "sources": [{"citation": "Fictional: figures of the day"}]}]'
REWRITTEN = "what a flag was raised on is not rewritten"


def flagged(learning, **said):
    return {
        "rule": "relief_alone", "as_of": today().isoformat(), "year": 2025, "owner": learning.ids["demo-relief"],
        "due": SOON, "figures": FIGURES, **said,
    }  # fmt: skip


def raised(learning, **said):
    whole = {"place": "SDN", "issue": "Fictional: relief alone", "finding": "Fictional: six years", **said}
    return enter(learning, AUTHOR, "", "flag", flagged=flagged(learning), **whole)


def of(learning, record):
    return viewed(learning, AUTHOR).dossier.get(Assessment, record)


def of_flag(**said):
    return lambda body: body["flagged"].update(said)


def brought_in(learning, who, record, change):
    """An export in which the facet that says what was flagged says something else, brought in again."""
    whole = json.loads(export_of(asker(learning, who)))
    [one] = [one for one in whole["records"] if one["id"] == record]
    [facet] = [facet for facet in one["facets"] if "flagged" in facet["revisions"][-1]["body"]]
    last = facet["revisions"][-1]
    body = json.loads(json.dumps(last["body"]))
    change(body)
    facet["revisions"].append({**last, "n": last["n"] + 1, "known_at": None, "recorded_at": None, "body": body})
    return brought(learning, who, json.dumps(whole).encode())


def told(answer):
    assert not answer.done
    return " ".join(one.en for one in answer.wrong)


REWRITES = {
    "figures": of_flag(figures='[{"name": "forged"}]'),
    "rule": of_flag(rule="another"),
    "version": of_flag(version=9),
    "year": of_flag(year=1999),
    "as_of": of_flag(as_of="1999-01-01"),
    "emptied": lambda body: body.pop("flagged"),
    "finding": lambda body: body.update(finding="All is well"),
    "place": lambda body: body.update(place="NOR"),
    "made_on": lambda body: body.update(made_on="2001-01-01"),
    "author": lambda body: body.pop("author"),
    "kind": lambda body: body.update(kind="lesson"),
    "about": lambda body: body.update(about="fiction-talks"),
    "evidence": lambda body: body.update(evidence=[{"citation": "Fictional: me"}]),
}


@pytest.mark.parametrize("what", REWRITES)
@pytest.mark.parametrize("who", [AUTHOR, OTHER])
def test_no_import_rewrites_what_a_flag_was_raised_on(learning, who, what):
    record = raised(learning)
    before = of(learning, record)
    assert told(brought_in(learning, who, record, REWRITES[what]))
    assert of(learning, record) == before


def test_the_door_itself_refuses_it_on_both_engines(learning_on_both):
    record = raised(learning_on_both)
    assert REWRITTEN in told(brought_in(learning_on_both, OTHER, record, REWRITES["figures"]))
    assert REWRITTEN in told(brought_in(learning_on_both, OTHER, record, REWRITES["finding"]))
    with pytest.raises(NotPermitted, match="by whoever raised it"):
        take_back(learning_on_both, OTHER, record)
    dismissed = of_flag(state="dismissed", reason="Fictional: looked into")
    assert brought_in(learning_on_both, OTHER, record, dismissed).done
    take_back(learning_on_both, AUTHOR, record)
    assert of(learning_on_both, record) is None


def test_what_became_of_it_more_evidence_and_links_come_in(learning):
    record = raised(learning)

    def change(body):
        body["flagged"].update(state="explained", reason="Fictional", owner=learning.ids["demo-legal"])
        body["evidence"].append({"citation": "Fictional: more"})
        body["links"] = [{"issuer": "iati", "id": "XM-1"}]

    assert brought_in(learning, OTHER, record, change).done
    found = of(learning, record)
    assert (found.flagged.state, found.flagged.owner) == ("explained", learning.ids["demo-legal"])
    assert len(found.evidence) == 2


@pytest.mark.parametrize(
    ("said", "why"),
    [({"due": "2001-01-01"}, "falls due on the day"), ({"owner": "nobody"}, "somebody of the house")],
)
def test_no_import_puts_it_in_the_past_or_to_nobody(learning, said, why):
    assert why in told(brought_in(learning, OTHER, raised(learning), of_flag(**said)))


def test_what_its_author_withdrew_stays_listed_with_who_when_and_why(learning):
    record = raised(learning)
    assert "by whoever raised it" in told(brought_in(learning, OTHER, record, lambda body: body.update(withdrawn="x")))
    assert "Withdrawn as a mistake" not in learning.text(OTHER, "/register/flags")
    take_back(learning, AUTHOR, record, reason="Fictional: the wrong country")
    page = flat(learning.text(OTHER, "/register/flags"))
    listed = page.partition("Withdrawn as a mistake")[2]
    assert "Fictional: relief alone" in listed
    assert "Demo: owner of the talks" in listed
    assert "Fictional: the wrong country" in listed
    with pytest.raises(NotPermitted, match="by whoever raised it"):
        take_back(learning, OTHER, record, back=True)
    take_back(learning, AUTHOR, record, back=True)
    assert of(learning, record) is not None


def test_a_sealed_version_beside_it_says_the_same_but_what_became_of_it(learning):
    record = raised(learning)
    with pytest.raises(NotPermitted, match=REWRITTEN):
        sealed_beside(learning, record, figures='[{"name": "other"}]')
    sealed_beside(learning, record, state="explained", reason="SEALED")
    # The version of all staff is no freer to be rewritten for that.
    assert REWRITTEN in told(brought_in(learning, OTHER, record, REWRITES["figures"]))


def sealed_beside(learning, record, **said):
    from datetime import date

    from forlik.desk.records.change import Change, Grounds
    from forlik.desk.records.together import record_together

    seen = viewed(learning, AUTHOR)
    [row] = [row for row in seen.latest(record).values() if "flagged" in row.body]
    body = {"flagged": {**row.body["flagged"], **said}}
    grounds = Grounds("a test", "none", date(2100, 1, 1))
    made = [Change(record, "assessment", "secret", label(learning), body, expected=0, grounds=grounds)]
    record_together(made, seen.person, seen.now)


def test_what_a_sealed_version_says_goes_into_no_version_for_all_staff(learning):
    record = raised(learning)
    sealed_beside(learning, record, state="explained", reason="SEALED")
    form = {"state": "acted_on", "owner": learning.ids["demo-relief"], "due": SOON, "reason": "SEALED too", "seen": "1"}
    assert learning.ask(AUTHOR, f"/register/flags/{record}", **form).status_code == 303
    assert of(learning, record).flagged.reason == "SEALED too"
    for_all = viewed(learning, OTHER).dossier.get(Assessment, record).flagged
    assert (for_all.state, for_all.reason) == ("open", None)


@pytest.mark.parametrize(
    "said",
    [{"made_on": today() - timedelta(days=1)}, {"author": "demo-elsewhere"}],
)
def test_a_new_flag_is_of_today_and_of_whoever_records_it(learning, said):
    with pytest.raises(NotPermitted, match="day of recording"):
        raised(learning, **said)


def new_by_import(learning, author, owner, figures=FIGURES):
    whole = json.loads(export_of(asker(learning, OTHER)))
    [one] = [one for one in whole["records"] if one["id"] == "fiction-flag"]
    forged = json.loads(json.dumps(one).replace('"fiction-flag"', '"forged-flag"'))
    for facet in forged["facets"]:
        facet["revisions"] = facet["revisions"][:1]
        body = facet["revisions"][0]["body"]
        body |= {"author": author} if "author" in body else {}
        body |= {"made_on": "2001-01-01"} if "made_on" in body else {}
        if "flagged" in body:
            body["flagged"] |= {"as_of": "2001-01-01", "due": "2001-02-01", "owner": owner, "figures": figures}
    whole["records"].append(forged)
    return brought(learning, OTHER, json.dumps(whole).encode())


def test_no_import_puts_a_backdated_flag_on_the_list_of_somebody_of_this_house(learning):
    mine, theirs = learning.ids[OTHER], learning.ids[AUTHOR]
    assert "day of recording" in told(new_by_import(learning, mine, theirs))
    assert "day of recording" in told(new_by_import(learning, "person-elsewhere", theirs))
    assert "day of recording" in told(new_by_import(learning, mine, "person-elsewhere"))


def test_a_flag_of_another_house_comes_in_as_it_was_made_there(learning):
    assert new_by_import(learning, "person-elsewhere", "other-elsewhere").done
    assert of(learning, "forged-flag").flagged.as_of.year == 2001


@pytest.mark.parametrize("figures", ['[{"name":"x","value":"1e999999999"}]', "[" * 100_000, "{}", "no figures"])
def test_figures_that_no_rule_writes_do_not_come_in(learning, figures):
    answer = new_by_import(learning, "person-elsewhere", "other-elsewhere", figures)
    assert "these are no figures as a rule writes them" in told(answer)
