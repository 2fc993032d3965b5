"""The register's verbs as a desk officer uses them: what is missing or wrong is said in words, and what to do."""

import json

import pytest

BEGIN = ("engagement", "add")
ACT = ("engagement", "act", "fiction-talks", "--evidence", "Fictional: own note")
NEW = ("--title", "Fictional: a new table", "--place", "Norge", "--place", "SDN", "--pillar", "peace")


def test_an_engagement_is_begun_for_the_staff_and_its_author_answers_for_it(at_machine, as_, learning):
    as_("demo-legal")
    made = at_machine(*BEGIN, *NEW, "--mode", "facilitate", "--start", "june 2026", "--json")
    assert made.exit == 0
    id_ = made.json["id"]
    from forlik.core.days import now
    from forlik.desk.access.people import person
    from forlik.desk.records.models import Facet
    from forlik.desk.records.viewed import view
    from forlik.register.concepts import Engagement

    assert set(Facet.objects.filter(record=id_).values_list("label", flat=True)) == {"1"}, "nothing is published by it"
    seen = view(person(learning.ids["demo-legal"], "second factor"), now(), day=now().date()).dossier.get(
        Engagement, id_
    )
    assert (seen.owner, seen.places, seen.pillars) == (learning.ids["demo-legal"], ("NOR", "SDN"), ("peace",))
    assert (seen.modes, seen.start) == (("facilitate",), "2026-06")
    assert learning.log("record")[-1].who == learning.ids["demo-legal"]
    listed = {one["id"]: one for one in at_machine("engagement", "list", "--json").json}
    assert (listed[id_]["start"], listed[id_]["end"]) == ("2026-06", "")
    assert listed["fiction-relief"]["end"] == "2026-04-01"
    head = at_machine("engagement", "list").out.splitlines()[0].split()
    assert head == ["id", "title", "state", "since", "start", "end", "places", "pillars"]
    assert at_machine(*ACT[:2], id_, *ACT[3:], "--kind", "decision").exit == 0, "its file takes what happens"


def test_the_same_as_the_page_records(at_machine, as_, learning):
    """One judge and one door: the page and the terminal leave the same fields under the same labels."""
    from forlik.desk.records.models import Facet

    as_("demo-owner")
    typed = at_machine(*BEGIN, *NEW, "--json").json["id"]
    form = {"title": "Fictional: a new table", "places": "NOR\nSDN", "pillars": "peace"}
    gone = learning.ask("demo-owner", "/register/add/engagement", strength="second factor", **form)
    written = gone.headers["Location"].rpartition("/")[2]
    from forlik.core.days import now
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view

    latest = view(person(learning.ids["demo-owner"], "second factor"), now(), day=now().date()).latest
    bodies = [{spot: dict(row.body) for spot, row in latest(one).items()} for one in (typed, written)]
    assert bodies[0] == bodies[1] != {}
    assert Facet.objects.filter(record=typed).count() == Facet.objects.filter(record=written).count()


AID = """<iati-activities version="2.03" generated-datetime="2024-06-30"><iati-activity default-currency="USD">
<iati-identifier>XM-A-1</iati-identifier><reporting-org ref="XM-A" type="10"/><title><narrative>Fictional</narrative>
</title><recipient-country code="SD"/><transaction><transaction-type code="3"/><transaction-date iso-date="2023-05-01"/>
<value value-date="2023-05-01">1250000</value></transaction></iati-activity></iati-activities>"""


@pytest.mark.usefixtures("learning")
def test_an_engagement_names_its_aid_activities_and_shows_what_was_paid_in_them(at_machine, as_, tmp_path):
    from forlik.core.settings import home
    from forlik.discover import source
    from forlik.store.intake import take_in

    (tmp_path / "aid.xml").write_text(AID)
    assert take_in(home(), source("iati"), [tmp_path / "aid.xml"])[1] == []
    as_("demo-owner")
    made = at_machine(*BEGIN, *NEW, "--activity", "XM-A-1", "--activity", "XM-Z-9", "--json").json["id"]
    shown = at_machine("engagement", "show", made, "--json").json["aid"]
    assert [(one["id"], one["paid_usd"]) for one in shown["activities"]] == [("XM-A-1", 1250000), ("XM-Z-9", None)]
    assert (shown["paid_usd"], shown["counted"], shown["unknown"]) == (1250000, 1, 1)
    told = at_machine("engagement", "show", made).out
    assert "XM-A-1 Fictional: 1,250,000 USD (2023)" in told
    assert "XM-Z-9: unknown, no file that was known on the day has it" in told
    assert "together, paid out as published: 1,250,000 USD, 1 counted; 1 of which no amount is known" in told
    assert "Aid in its activities" not in at_machine("engagement", "show", "fiction-talks").out
    refused = at_machine(*BEGIN, *NEW[:1], "Fictional: another", *NEW[2:], "--activity", "https://a.example/b")
    assert refused.exit == 2
    assert "--activity: “https://a.example/b” is a web address" in refused.err


def test_all_that_is_missing_or_wrong_is_said_at_once_and_nothing_is_recorded(at_machine, as_, learning):
    as_("demo-owner")
    before = len(learning.log("record"))
    found = at_machine(*BEGIN)
    assert found.exit == 2
    for option in ("--title", "--place", "--pillar"):
        assert f"{option}: this is needed" in found.err
    wrong = ("--title", "x", "--place", "Atlantis", "--place", "Congo", "--pillar", "pece", "--start", "tomorrow")
    found = at_machine(*BEGIN, *wrong, "--mode", "fly")
    assert found.exit == 2
    for said in (
        "no place is called “Atlantis”",
        "DR Congo (COD), Republic of the Congo (COG)",
        "take one of peace, humanitarian, development, rights",
        "“tomorrow” is not a day",
        "--mode: “fly” is no word of modes",
    ):
        assert said in found.err
    assert "--place: this is needed" not in found.err
    assert len(learning.log("record")) == before


def test_what_is_there_already_is_begun_twice_only_when_that_is_meant(at_machine, as_):
    as_("demo-owner")
    first = at_machine(*BEGIN, *NEW, "--json").json["id"]
    again = at_machine(*BEGIN, "--title", " fictional: A  new TABLE", *NEW[2:])
    assert again.exit == 2
    assert first in again.err
    assert at_machine(*BEGIN, *NEW, "--anyway").exit == 0


def test_beginning_takes_signing_in(at_machine):
    for words in ((), NEW):
        found = at_machine(*BEGIN, *words)
        assert found.exit == 6
        assert "forlik login" in found.err


RAW = ("pydantic", "String should", "pattern", "Value error", "Input should", "validation error", "Traceback")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--kind", "note", "--by", "a b/../c"), "--by: there is no actor “a b/../c” that you may see"),
        (("--kind", "note", "--by", ""), "--by: there is no actor “”"),
        (("--kind", "note", "--by", "x" * 4000), "--by: there is no actor"),
        (("--kind", "note", "--happened", "31.2.2024"), "--happened: “31.2.2024” is not a day"),
        (("--kind", "note", "--happened", "2024-13"), "check its month and day"),
        (("--kind", "note", "--happened", "2099"), "--happened: 2099 is in the future"),
        (("--kind", "note", "--happened", "yesterday"), "is not a day: write"),
        (("--kind", "note", "--title", "x" * 301), "--title: this is longer than 300 letters"),
        (("--kind", "note", "--public-title", "x" * 301), "--public-title: this is longer than 300 letters"),
        (("--kind", "decison"), "did you mean “decision”?"),
        (("--kind", "zzz"), "Here: decision, public_statement"),
        (("--kind", ""), "there is no kind of act “”"),
        (("--kind", "note", "--evidence", " "), "--evidence: this is needed"),
    ],
)
def test_what_is_wrong_with_an_act_is_said_in_words(at_machine, as_, words, said):
    as_("demo-owner")
    found = at_machine(*ACT, *words)
    assert found.exit == 2
    assert said in found.err
    assert not [one for one in RAW if one in found.err]


@pytest.mark.parametrize("kind", ["meeting", "request", "consent", "message", "visit"])
def test_a_kind_that_is_sealed_names_those_that_are_not(at_machine, as_, kind):
    as_("demo-owner")
    found = at_machine(*ACT, "--kind", kind)
    assert found.exit == 6
    assert "passkey" in found.err
    assert "decision" in found.err


def test_every_kind_that_is_named_as_open_here_is_recorded_here(at_machine, as_):
    as_("demo-owner")
    told = at_machine(*ACT, "--kind", "zzz").err.partition("Here: ")[2].partition(".")[0].split(", ")
    assert len(told) > 10
    for kind in told:
        assert at_machine(*ACT, "--kind", kind).exit == 0, kind


def test_an_actor_is_meant_by_its_name_and_a_kind_by_its_words(at_machine, as_):
    as_("demo-owner")
    done = at_machine(
        *ACT, "--kind", "Public statement", "--by", "fictional: northern FRONT", "--title", "Fictional: t"
    )
    assert done.exit == 0
    acts = at_machine("engagement", "show", "fiction-talks", "--json").json["acts"]
    assert ["Fictional: Northern Front"] in [one["by"] for one in acts if one["title"] == "Fictional: t"]
    assert "(fiction-front)" in at_machine("engagement", "show", "fiction-talks").out


def test_a_hidden_actor_and_an_absent_one_are_answered_alike(at_machine, as_):
    as_("demo-legal")
    hidden, absent = "fiction-clerk", "nothing-there"
    answers = [at_machine(*ACT, "--kind", "note", "--by", one).err.replace(one, "X") for one in (hidden, absent)]
    assert answers[0] == answers[1]


def test_a_calendar_file_goes_into_a_folder_that_is_there_and_replaces_nothing_unasked(at_machine, tmp_path):
    file = tmp_path / "due.ics"
    nowhere = at_machine("due", "--ics", tmp_path / "nowhere" / "x.ics")
    assert nowhere.exit == 2
    assert "there is no such folder" in nowhere.err
    assert at_machine("due", "--ics", tmp_path).exit == 2
    assert at_machine("due", "--ics", file).exit == 0
    file.write_text("mine")
    refused = at_machine("due", "--ics", file)
    assert refused.exit == 2
    assert "--force" in refused.err
    assert file.read_text() == "mine"
    assert at_machine("due", "--ics", file, "--force").exit == 0
    assert file.read_text().startswith("BEGIN:VCALENDAR")
    assert list(tmp_path.glob(".due*")) == []
    assert at_machine("due", "--ics", "/dev/null", "--force").exit == 2, "no device is replaced"


def test_a_file_is_no_folder_to_publish_into(at_machine, tmp_path):
    file = tmp_path / "plain"
    file.write_text("mine")
    for one in (file, tmp_path / "dangling"):
        (tmp_path / "dangling").is_symlink() or (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
        found = at_machine("publish", one)
        assert found.exit == 2
        assert "this is no folder" in found.err
    assert file.read_text() == "mine"
    assert at_machine("publish", tmp_path / "new").exit == 0


def test_a_backup_of_nothing_is_a_usage_error(at_machine, tmp_path):
    found = at_machine("backup", tmp_path / "b", "--no-register", "--no-store")
    assert found.exit == 2
    assert "both left out" in found.err
    assert not (tmp_path / "b").exists()


def test_retention_says_what_is_due_and_who_may_erase(at_machine):
    due = at_machine("register", "retention", "--json").json
    assert due
    assert not any(one["erased"] for one in due)
    nobody = at_machine("register", "retention", "--do")
    assert (nobody.exit, "--officer" in nobody.err) == (2, True)
    idle = at_machine("register", "retention", "--officer", "demo-owner")
    assert (idle.exit, "--do" in idle.err) == (2, True)
    refused = at_machine("register", "retention", "--do", "--officer", "demo-owner")
    assert refused.exit == 6
    assert "demo-owner does not hold the role of data protection" in refused.err
    assert at_machine("register", "retention", "--json").json == due, "nothing was erased"
    at_machine("person", "add", "Fictional: officer", "--username", "officer", "--staff", "--protection")
    assert f"{len(due)} erased" in at_machine("register", "retention", "--do", "--officer", "officer").out
    assert at_machine("register", "retention").out.strip() == "Nothing is due for erasure today."
    done = at_machine("register", "retention", "--do", "--officer", "officer")
    assert (done.exit, done.out.strip()) == (0, "Nothing was due for erasure; nothing was erased.")


def test_without_a_register_retention_makes_none(forlik, home):
    found = forlik("register", "retention")
    assert found.exit == 3
    assert not (home / "register.db").exists()


def test_the_help_of_the_register_says_what_each_of_its_verbs_does(forlik):
    told = " ".join(forlik("register", "--help").out.split())
    for verb in ("examples", "public", "import", "retention"):
        assert f"`{verb}`" in told
    assert "erase" in told


def exported(who, learning, title):
    """A file of what somebody sees, its compartments under a title."""
    from dataclasses import replace

    from forlik.core.days import now
    from forlik.desk.access.people import person
    from forlik.desk.records.leaving import take_out
    from forlik.desk.records.viewed import view
    from forlik.register.exchange import json_file

    copy = take_out(view(person(learning.ids[who], "passkey"), now(), day=now().date()))
    names = {f"elsewhere-{turn}": title for turn, _ in enumerate(copy.compartments)}
    ids = dict(zip(copy.compartments, names, strict=True))
    moved = [
        replace(one, label=f"{one.label[0]}:{ids[one.label[2:]]}") if one.label[2:] in ids else one
        for one in copy.facets
    ]
    return json_file.written(replace(copy, facets=tuple(moved), compartments=names), "x")


def test_an_import_that_lacks_a_compartment_says_so_and_not_whether_there_is_one(at_machine, learning, tmp_path):
    answers = {}
    for title in ("Fictional: talks", "Fictional: tolks"):
        file = tmp_path / "x.json"
        file.write_bytes(exported("demo-owner", learning, title))
        found = at_machine("register", "import", file, "--owner", "demo-legal", "--dry-run")
        assert found.exit == 1
        assert f"sealed for “{title}”" in found.out
        assert "Nothing was imported." in found.out
        answers[title] = found.out.replace(title, "X")
    assert len(set(answers.values())) == 1, "a hidden compartment and an absent one are told alike"
    file.write_bytes(exported("demo-owner", learning, "Fictional: talks"))
    told = at_machine("register", "import", file, "--owner", "demo-owner", "--dry-run", "--json").out
    assert not [one for one in json.loads(told)["refused"] if "sealed for" in one["en"]], "who is let in may"
