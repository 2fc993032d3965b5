"""The verb: from the register to the site, without a byte of what is sealed; what would change is told and not done."""

import json
from datetime import datetime

import pytest
from house import filled
from learning import learning_in
from releases import CITED, GRADE, files_of, released
from test_publish import canaries, release_some
from test_release import GROUNDS

from forlik.cli import main
from forlik.published import Refused


@pytest.fixture
def learning(encrypted):
    return filled(encrypted, learning_in)


@pytest.fixture
def run(capsys):
    """Run ``forlik``: exit code, what it printed, what it said."""

    def ran(*words):
        with pytest.raises(SystemExit) as ended:
            main(list(words))
        shown = capsys.readouterr()
        return ended.value.code or 0, shown.out, shown.err

    return ran


def published(folder):
    from datetime import UTC

    from forlik.desk.register.publishing import publish

    publish(folder, datetime.now(UTC), made_up=True, site=True)
    return files_of(folder)


def raised(learning, record):
    """Take a record's public text back."""
    from filling import secret_of

    form = {"of": record, "part": "open", "under": "0", "target": secret_of(learning), **GROUNDS}
    assert learning.ask("demo-owner", GRADE, **form).status_code == 303


def test_no_secret_stands_in_any_byte_or_name_of_what_is_published(learning, tmp_path):
    from html import escape

    release_some(learning)
    folder = tmp_path / "copy"
    files = published(folder)
    raised(learning, "fiction-signing")
    files = {f"before/{name}": one for name, one in files.items()} | published(folder)
    looked_for = canaries(learning)
    assert len(looked_for) > 200
    # What was public and was taken back is a secret of the second edition, and of no byte of the first.
    second = b"\n".join(part for name, one in files.items() if "before/" not in name for part in (name.encode(), one))
    first = b"\n".join(part for name, one in files.items() if "before/" in name for part in (name.encode(), one))
    assert b"Fictional: the Estovia Gazette" in second, "the test can see what it looks for"
    assert b"fiction-signing" in first
    assert b"fiction-signing" not in second
    written = {form for one in looked_for for form in (one, escape(one), json.dumps(one).strip('"'))}
    hits = [one for one in written if one.encode() in second]
    assert hits == []


def test_the_verb_writes_the_site_and_takes_it_away(learning, tmp_path, run):
    release_some(learning)
    assert run("publish", str(tmp_path / "copy"), "--fictional")[0] == 0
    assert (tmp_path / "copy/site/en/engagement-fiction-talks.html").is_file()
    assert run("publish", str(tmp_path / "copy"), "--fictional", "--no-site")[0] == 0
    assert not (tmp_path / "copy/site").exists()
    assert run("publish", str(tmp_path / "copy"), "--fictional")[0] == 0
    assert (tmp_path / "copy/site/nb/index.html").is_file()


def test_published_twice_the_bytes_are_the_same(learning, tmp_path):
    release_some(learning)
    assert published(tmp_path / "copy") == published(tmp_path / "copy")


def test_the_difference_is_told_and_nothing_is_written(learning, tmp_path, run):
    released(learning, "fiction-talks", **CITED)
    before = len(learning.log("publish"))
    code, out, _ = run("publish", str(tmp_path / "copy"), "--fictional", "--diff")
    assert code == 0
    assert "+ engagement fiction-talks: Fictional: talks in Estovia" in out
    assert "1 would become public, 0 change, 0 vanish; nothing was written" in out
    assert not (tmp_path / "copy").exists()
    assert len(learning.log("publish")) == before
    files = published(tmp_path / "copy")
    raised(learning, "fiction-talks")
    code, out, _ = run("publish", str(tmp_path / "copy"), "--fictional", "--diff", "--json")
    assert [one["id"] for one in json.loads(out)["gone"]] == ["fiction-talks"]
    assert files_of(tmp_path / "copy") == files


def test_a_refused_publish_leaves_copy_and_site_and_names_record_and_rule(learning, tmp_path, run):
    release_some(learning)
    before = published(tmp_path / "copy")
    raised(learning, "fiction-talks")
    with pytest.raises(Refused, match=r"\(fiction-signing\) \(engagement\): names"):
        published(tmp_path / "copy")
    code, _, err = run("publish", str(tmp_path / "copy"), "--fictional", "--diff")
    assert code == 1
    assert "fiction-signing" in err
    assert files_of(tmp_path / "copy") == before


def test_a_refused_publish_tells_each_record_by_its_title_a_line_each_and_what_is_still_read(learning, tmp_path, run):
    release_some(learning)
    published(tmp_path / "copy")
    raised(learning, "fiction-talks")
    code, out, err = run("publish", str(tmp_path / "copy"), "--fictional")
    lines = err.splitlines()
    assert code == 1
    assert out == ""
    assert lines[0] == "forlik: 1 rule stands against what is public; nothing was published"
    assert lines[1].startswith(
        "  act Fictional: the Island Ceasefire is signed (fiction-signing) (engagement): names, it "
    )
    assert lines[1].endswith(" → release that one first, or leave it out")
    still = lines.index(f"The copy in {tmp_path / 'copy'} still shows 1 record that is public no longer:")
    assert lines[still + 1] == "  engagement Fictional: talks in Estovia (fiction-talks)"
    assert "moving that folder away" in lines[still + 2]
    code, out, _ = run("publish", str(tmp_path / "copy"), "--fictional", "--json")
    told = json.loads(out)
    assert code == 1
    assert [(one["id"], one["rule"], one["fields"]) for one in told["refused"]] == [
        ("fiction-signing", "names", ["engagement"])
    ]
    assert told["refused"][0]["title"] == "Fictional: the Island Ceasefire is signed"
    assert [one["id"] for one in told["still_public"]] == ["fiction-talks"]
    # As the line says: raised too, what names it is gone, and the next copy holds neither.
    raised(learning, "fiction-signing")
    code, _, err = run("publish", str(tmp_path / "copy"), "--fictional", "--fewer")
    assert (code, err) == (0, "")
    assert not [name for name, one in files_of(tmp_path / "copy").items() if b"fiction-talks" in one]


def test_publish_founds_no_register_and_touches_nothing(learning, tmp_path, run, monkeypatch):
    release_some(learning)
    before = published(tmp_path / "copy")
    monkeypatch.setenv("FORLIK_REGISTER_HOME", str(tmp_path / "typo"))
    for more in ((), ("--diff",), ("--fewer",)):
        code, _, err = run("publish", str(tmp_path / "copy"), "--fictional", *more)
        assert code == 3
        assert f"{tmp_path / 'typo'}: there is no register here, and none was made" in err
        assert "FORLIK_REGISTER_HOME" in err.partition("→")[2]
        assert not (tmp_path / "typo").exists()
        assert files_of(tmp_path / "copy") == before
    code, out, _ = run("publish", str(tmp_path / "copy"), "--json")
    assert code == 3
    assert json.loads(out)["where"] == str(tmp_path / "typo")


def test_an_edition_that_takes_away_more_than_half_is_refused_unless_asked_for(learning, tmp_path, run):
    release_some(learning)
    folder = str(tmp_path / "copy")
    before = published(tmp_path / "copy")
    code, out, err = run("publish", folder)
    held = len(before_ids(before))
    assert code == 1
    assert out == ""
    assert (
        f"{held} of the {held} records of this copy would vanish ({held} made up, and --fictional was not said)" in err
    )
    assert "--fewer" in err
    assert files_of(tmp_path / "copy") == before
    assert run("publish", folder, "--no-site")[0] == 1
    assert json.loads(run("publish", folder, "--json")[1])["reasons"] == {"made_up": held}
    code, out, _ = run("publish", folder, "--diff")
    assert code == 0
    assert f"0 would become public, 0 change, {held} vanish; nothing was written" in out
    assert "! without --fewer this would be refused" in out
    assert run("publish", folder, "--fewer")[0] == 0
    assert before_ids(files_of(tmp_path / "copy")) == []


def before_ids(files):
    """Ids of the records of a copy."""
    [bodies] = [one for name, one in files.items() if name.endswith("records.jsonl")]
    return [json.loads(line)["id"] for line in bodies.decode().split("\n") if line]


def test_what_would_change_is_told_field_by_field(learning, tmp_path, run):
    released(learning, "fiction-talks", **CITED)
    published(tmp_path / "copy")
    old = "Fictional: talks in Estovia"
    released(learning, "fiction-talks", **CITED, title="Fictional: quiet talks")
    code, out, _ = run("publish", str(tmp_path / "copy"), "--fictional", "--diff", "--text")
    lines = out.splitlines()
    assert code == 0
    assert lines[0] == "~ engagement fiction-talks: Fictional: quiet talks (title)"
    assert lines[1:4] == ["    title:", f"      - {old}", "      + Fictional: quiet talks"]
    told = json.loads(run("publish", str(tmp_path / "copy"), "--fictional", "--diff", "--text", "--json")[1])
    assert told["changed"][0]["text"] == [{"field": "title", "was": old, "now": "Fictional: quiet talks"}]
    code, out, _ = run("publish", str(tmp_path / "other"), "--fictional", "--diff", "--text")
    assert "      + Fictional: quiet talks" in out.splitlines()
    assert run("publish", str(tmp_path / "copy"), "--text")[0] == 2


def held_back(learning, file, on, who="demo-owner"):
    """Set the day before which a file is not released, as its owner does."""
    from datetime import UTC

    from forlik.desk.access.people import person
    from forlik.desk.records.change import Change
    from forlik.desk.records.together import record_together
    from forlik.desk.records.viewed import view

    owner, at = person(learning.ids[who], "passkey"), datetime.now(UTC)
    row = view(owner, at, day=at.date()).latest(file)["staff", "1"]
    body = {**row.body, "release_on": on}
    change = Change(file, "engagement", "staff", "1", body, expected=row.n, file=file)
    record_together([change], owner, at)


def test_a_file_whose_day_has_not_come_is_not_published(learning, tmp_path, run):
    release_some(learning)
    before = published(tmp_path / "copy")
    held_back(learning, "fiction-talks", "2999-01-01")
    code, out, _ = run("publish", str(tmp_path / "copy"), "--fictional", "--json")
    told = json.loads(out)["refused"]
    assert code == 1
    assert {(one["id"], one["rule"]) for one in told} >= {
        ("fiction-talks", "release_on"),
        ("fiction-signing", "release_on"),
    }
    assert all(one["rule"] == "release_on" for one in told)
    assert files_of(tmp_path / "copy") == before
    held_back(learning, "fiction-talks", "2020-01-01")
    assert run("publish", str(tmp_path / "copy"), "--fictional")[0] == 0


def test_what_stands_in_another_file_too_is_not_held_back_by_the_day_of_one(learning):
    from datetime import date

    from forlik.desk.access.people import person
    from forlik.desk.records.change import Change, Grounds
    from forlik.desk.records.together import record_together
    from forlik.desk.records.viewed import view
    from forlik.desk.register.not_before import not_before
    from forlik.register.public_line import records_of

    day = date.today()  # noqa: DTZ011 - of this machine, as the day that was set is far from it
    held_back(learning, "fiction-relief", "2020-01-01", "demo-relief")
    assert not_before(day) == {}
    held_back(learning, "fiction-talks", "2999-01-01")
    at = datetime.now().astimezone()
    legal = person(learning.ids["demo-legal"], "second factor")
    actor = view(legal, at, day=day).case("fiction-talks").actors[0].id
    assert actor in not_before(day)
    role = {"kind": "donor", "actor": actor, "of": "fiction-relief", "evidence": [{"citation": "Fictional: a list"}]}
    grounds = Grounds("fictional", "fictional", date(2999, 1, 1))
    change = Change("both", "role", "open", "1", role, file="fiction-relief", grounds=grounds)
    record_together([change], person(learning.ids["demo-relief"], "passkey"), at)
    seen = view(legal, datetime.now().astimezone(), day=day)
    talks, relief = ({*records_of(seen.case(one))} for one in ("fiction-talks", "fiction-relief"))
    both = talks & relief
    assert both == {actor}
    assert set(not_before(day)) == talks - both
    assert "fiction-talks" in not_before(day)
    assert not_before(date(2999, 1, 1)) == {}, "on the day itself it may be released"


@pytest.mark.parametrize(
    "words",
    [
        ("person", "list"),
        ("person", "close", "ada"),
        ("token", "list"),
        ("compartment", "list", "ada"),
        ("register", "public", "--owner", "ada"),
        ("due",),
        ("engagement", "list"),
        ("brief", "account", "2024-1", "-o", "account.md"),
    ],
    ids=" ".join,
)
def test_a_verb_that_asks_founds_no_register(encrypted, tmp_path, run, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FORLIK_REGISTER_HOME", str(tmp_path / "typo"))
    run(*words)
    assert not (tmp_path / "typo").exists()
