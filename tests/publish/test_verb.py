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
    with pytest.raises(Refused, match=r"act fiction-signing \(engagement\): names"):
        published(tmp_path / "copy")
    code, _, err = run("publish", str(tmp_path / "copy"), "--fictional", "--diff")
    assert code == 1
    assert "fiction-signing" in err
    assert files_of(tmp_path / "copy") == before
