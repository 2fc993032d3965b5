"""The public copy: only what nobody in particular may read, the same bytes twice, refused with record and rule."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from filling import fields_of, recorded, secret_of, wrong_of
from house import let_go, opening, point_at
from learning import learning_in
from releases import CITED, GRADE, decided, files_of, published, released
from test_release import GROUNDS
from worlds import in_both, without_secrets

from forlik.cli import main
from forlik.core.errors import NotPermitted, UsageError
from forlik.published import Refused, read

NOW = datetime.now(UTC)


@pytest.fixture
def run(capsys):
    """Run ``forlik``: exit code, what it printed, what it said."""

    def ran(*words):
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        shown = capsys.readouterr()
        return ended.value.code or 0, shown.out, shown.err

    return ran


def table(files, name):
    [content] = [content for path, content in files.items() if path.endswith(f"/{name}.csv")]
    return list(csv.DictReader(io.StringIO(content.decode())))


def release_some(learning):
    released(learning, "fiction-talks", **CITED)
    released(learning, "fiction-signing", **CITED, by=[], engagement="fiction-talks")


def test_what_was_released_and_nothing_else_is_published(learning, tmp_path):
    assert table(published(tmp_path / "none"), "engagement") == []
    release_some(learning)
    files = published(tmp_path / "copy")
    [row] = table(files, "engagement")
    assert (row["id"], row["title"], row["fictional"]) == ("fiction-talks", "Fictional: talks in Estovia", "true")
    assert row["public_since"] == NOW.date().isoformat()
    [act] = table(files, "act")
    assert act["engagement"] == "fiction-talks"
    assert {row["record"] for row in table(files, "evidence")} == {"fiction-talks", "fiction-signing"}
    assert {one.id for one in read(tmp_path / "copy").records} == {"fiction-talks", "fiction-signing"}


def test_what_is_withdrawn_is_withdrawn_from_the_public_and_its_reason_is_not_told(learning, tmp_path):
    release_some(learning)
    change = "/register/fiction-talks/change/fiction-signing"
    sent = {**fields_of(learning.ask("demo-owner", change)), "withdrawn": "Fictional: they never signed"}
    theirs = {**fields_of(learning.ask("demo-legal", change)), "withdrawn": "Fictional: they never signed"}
    refused = learning.ask("demo-legal", change, **theirs)
    assert refused.status_code == 422
    assert "you may see this, and not change it" in refused.content.decode()
    assert learning.ask("demo-owner", change, **sent).status_code == 303
    files = published(tmp_path / "copy")
    assert table(files, "act") == []
    assert not any(b"never signed" in content for content in files.values())


def canaries(learning):
    """Every text of the register that is not public, and every person, compartment and facet of it."""
    from forlik.assess.options.evidence_items import coded_items
    from forlik.assess.options.gate_questions import questionnaire
    from forlik.desk.access.models import Compartment
    from forlik.desk.access.people import compartment_name
    from forlik.desk.records.models import Facet
    from forlik.desk.records.rows import everything
    from forlik.register.concepts import CONCEPTS
    from forlik.register.releasing.leaves import leaves

    def texts(rows):
        return {leaf.value for row in rows for leaf in leaves(CONCEPTS[row.concept], row.body) if leaf.sort == "text"}

    every = {one.label for one in Facet.objects.all()}
    known = texts(row for _, row in everything({"0"}))
    hidden = texts(row for _, row in everything(every - {"0"}))
    # What is asked of every option is no secret, though it stands in sealed answers.
    hidden -= {one.item for one in questionnaire().questions} | {one.item for one in coded_items()}
    found = {text for text in hidden if len(text) > 8 and not any(text in public for public in known)}
    ids = {*learning.ids.values(), *Facet.objects.values_list("id", flat=True)}
    groups = list(Compartment.objects.values_list("pk", flat=True))
    names = {compartment_name(one) for one in groups} - {text[: len("Fictional: talks")] for text in known}
    return found | ids | set(groups) | names


def test_no_secret_stands_in_any_byte_of_the_folder(learning, tmp_path):
    release_some(learning)
    folder = tmp_path / "copy"
    published(folder)
    looked_for = canaries(learning)
    assert len(looked_for) > 200
    whole = b"\n".join([*(path.encode() for path in files_of(folder)), *files_of(folder).values()])
    assert b"Fictional: the Estovia Gazette" in whole, "the test can see what it looks for"
    escaped = {json.dumps(one).strip('"') for one in looked_for}
    hits = [one for one in looked_for | escaped if one.encode() in whole]
    print(f"{len(looked_for)} canaries, {len(hits)} hits in {len(whole):,} bytes")
    assert hits == []


def test_a_planted_secret_is_noticed_by_the_same_search(learning, tmp_path):
    release_some(learning)
    published(tmp_path / "copy")
    (tmp_path / "copy" / "stray").write_text("at the old mill: Fictional: the upper ferry, Thursdays", encoding="utf-8")
    whole = b"".join(files_of(tmp_path / "copy").values())
    assert any(one.encode() in whole for one in canaries(learning))


def test_two_worlds_with_and_without_secrets_give_the_same_bytes(django_db_blocker, tmp_path_factory):
    def look(learning):
        release_some(learning)
        return published(tmp_path_factory.mktemp("copy") / "public")

    whole, bare = in_both(look, without_secrets, django_db_blocker, tmp_path_factory)
    assert len(whole) > 10
    assert whole == bare


def test_twice_is_the_same_byte_for_byte(learning, tmp_path):
    release_some(learning)
    first = published(tmp_path / "one")
    assert published(tmp_path / "one") == first
    assert published(tmp_path / "two") == first


def test_a_raised_record_is_gone_from_the_next_copy_and_nothing_of_it_is_left(learning, tmp_path):
    release_some(learning)
    assert len(table(published(tmp_path / "copy"), "act")) == 1
    form = {"of": "fiction-signing", "part": "open", "under": "0", "target": secret_of(learning), **GROUNDS}
    assert learning.ask("demo-owner", GRADE, **form).status_code == 303
    files = published(tmp_path / "copy")
    assert table(files, "act") == []
    assert not any(b"fiction-signing" in content for content in files.values())
    assert len({path.partition("/")[0] for path in files if "/" in path}) == 1, "no older edition is left"


def test_a_record_that_others_name_is_missed_and_the_copy_is_refused_with_record_and_rule(learning, tmp_path):
    release_some(learning)
    before = published(tmp_path / "copy")
    form = {"of": "fiction-talks", "part": "open", "under": "0", "target": secret_of(learning), **GROUNDS}
    assert learning.ask("demo-owner", GRADE, **form).status_code == 303
    with pytest.raises(Refused, match=r"\(fiction-signing\) \(engagement\): names") as refused:
        published(tmp_path / "copy")
    assert refused.value.exit_code == 1
    assert files_of(tmp_path / "copy") == before, "what stood there stands there still"


def test_a_release_of_tomorrow_is_not_in_the_copy_of_today(learning, tmp_path):
    released(learning, "fiction-talks", **CITED)
    assert table(published(tmp_path / "copy", now=NOW - timedelta(days=1)), "engagement") == []
    assert len(table(published(tmp_path / "copy"), "engagement")) == 1


def test_made_up_engagements_are_published_only_when_asked_for(learning, tmp_path, run):
    release_some(learning)
    code, out, _ = run("publish", str(tmp_path / "copy"), "--json")
    assert (code, json.loads(out)["records"]) == (0, 0)
    code, out, _ = run("publish", str(tmp_path / "copy"), "--fictional", "--json")
    assert (code, json.loads(out)["made_up"]) == (0, 2)
    files = files_of(tmp_path / "copy")
    rows = [row for path in files if path.endswith(".csv") for row in table(files, path.rpartition("/")[2][:-4])]
    assert rows
    assert {row["fictional"] for row in rows} == {"true"}
    assert json.loads(files["datapackage.json"])["made_up"]


def test_the_verb_refuses_with_exit_code_1_and_names_record_and_rule(learning, tmp_path, run):
    release_some(learning)
    form = {"of": "fiction-talks", "part": "open", "under": "0", "target": secret_of(learning), **GROUNDS}
    learning.ask("demo-owner", GRADE, **form)
    code, _, err = run("publish", str(tmp_path / "copy"), "--fictional")
    assert code == 1
    assert "fiction-signing" in err
    assert "names, it names a record that is not public" in err
    assert not (tmp_path / "copy").exists()


def test_publishing_stands_in_the_log_and_the_register_still_verifies(learning, tmp_path):
    from forlik.desk.records.proof import verify_register

    published(tmp_path / "copy")
    assert len(learning.log("publish")) == 1
    assert verify_register()[1] == []


def test_a_folder_that_holds_something_else_is_not_touched(learning, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="something else"):
        published(tmp_path / "letters")
    assert files_of(tmp_path / "letters") == {"a.txt": b"mine"}


def test_terms_that_are_none_are_refused(learning, tmp_path, monkeypatch):
    monkeypatch.setenv("FORLIK_PUBLIC_LICENCE", "all mine")
    with pytest.raises(UsageError, match="there are no terms"):
        published(tmp_path / "copy")


def test_the_public_engagements_are_published_whole(encrypted, run):
    assert run("person", "add", "A person", "--username", "keeper", "--staff", "--json")[0] == 0
    assert run("register", "public", "--owner", "keeper", "--json")[0] == 0
    code, out, err = run("publish", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert told["folder"] == str(encrypted / "public")
    assert (told["records"] > 100, told["made_up"]) == (True, 0)
    files = files_of(encrypted / "public")
    assert len(table(files, "engagement")) == 34
    assert "PA-X" not in {row["citation"] for row in table(files, "evidence") if row["claims"] and not row["url"]}


def test_what_is_published_can_be_read_without_the_register_or_its_keys(learning, tmp_path, monkeypatch):
    """The register is moved away, key file and all; the public pages answer all the same."""
    from django.test import Client

    release_some(learning)
    folder = tmp_path / "copy"
    published(folder)
    let_go()
    point_at(tmp_path / "elsewhere", "", monkeypatch)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("FORLIK_PUBLIC_FOLDER", str(folder))
    client = Client(headers={"accept-language": "en", "host": "localhost"})
    try:
        text = client.get("/public/fiction-talks").content.decode()
        assert "Fictional: talks in Estovia" in text
        assert "A made-up example" in text
        assert "Fictional: the Estovia Gazette" in text
        assert client.get("/public").status_code == 200
        assert client.get("/public.csv").status_code == 200
        assert not list((tmp_path / "elsewhere").glob("register*")), "nothing of a register was made"
    finally:
        opening.forget()


def test_a_person_who_was_erased_is_gone_from_the_public_copy_too(encrypted, tmp_path):
    from forlik.desk.access.log import writing
    from forlik.desk.access.people import enrol, person
    from forlik.desk.records import duties, proposals
    from forlik.desk.records.change import Which
    from forlik.desk.records.personal import erase, tell_of

    learning = learning_in()
    owner = person(learning.ids["demo-owner"], "passkey")
    tell_of("fiction-commander", "Fictional", "Fictional", NOW.date() + timedelta(days=900), owner, NOW)
    released(learning, "fiction-talks", **CITED)
    with writing():
        duties.begin("fiction-commander", learning.ids["demo-deputy"], "deputy", NOW - timedelta(days=1))
    deputy = person(learning.ids["demo-deputy"], "passkey")
    text = {"kind": "person", "name": "Fictional: commander", "office": "Fictional: commander of the ford"}
    cited = [{"citation": "Fictional: the Estovia Gazette", "basis": "fictional"}]
    which = Which("fiction-commander", "open", "1")
    proposals.approve(proposals.release(which, text | {"evidence": cited}, owner, NOW), deputy, NOW)
    assert any(b"commander of the ford" in one for one in published(tmp_path / "copy").values())
    officer = person(enrol("An officer", NOW, protection=True), "passkey")
    erase("fiction-commander", officer, NOW)
    with pytest.raises(Refused, match="actor fiction-commander"):
        published(tmp_path / "copy")


def test_nobody_rewrites_alone_what_the_public_reads_of_an_engagement(learning, tmp_path):
    from forlik.desk.access.people import person
    from forlik.desk.records.change import Change
    from forlik.desk.records.record import record
    from forlik.desk.records.rows import history
    from forlik.desk.register.starting import seed_public

    owner = person(learning.ids["demo-owner"], "passkey")
    seed_public(owner, datetime.now(UTC))
    change = "/register/no-afg/change/no-afg"
    made_up = "A new outcome, by one hand"
    recorded(learning, "demo-owner", change, fields_of(learning.ask("demo-owner", change)) | {"outcome": made_up})
    assert made_up in learning.text("demo-legal", "/register/no-afg"), "the staff reads it"
    assert not any(made_up.encode() in one for one in published(tmp_path / "before").values())
    last = history({"0"}, "no-afg")[-1]
    again = Change("no-afg", "engagement", "open", "0", {**last.body, "outcome": made_up}, expected=last.n)
    with pytest.raises(NotPermitted, match="takes two people"):
        record(again, owner, datetime.now(UTC))
    deputy = fields_of(learning.ask("demo-owner", change)) | {"deputy": learning.ids["demo-deputy"]}
    recorded(learning, "demo-owner", change, deputy)
    release = "/register/no-afg/release"
    form = fields_of(learning.ask("demo-owner", f"{release}?of=no-afg"))
    answer = learning.ask("demo-owner", release, **form)
    assert answer.status_code == 303, wrong_of(answer)
    assert decided(learning, "approve").status_code == 303
    assert any(made_up.encode() in one for one in published(tmp_path / "after").values())
