"""Checking a brief of the register at the command line: in what whoever checks may see, and no more."""


def checked(at_machine, file):
    told = at_machine("brief", "check", file, "--json")
    return told.exit, (told.json if told.exit == 0 else {}), told


def test_a_brief_of_an_engagement_is_checked_by_whoever_may_see_it(at_machine, as_, learning, tmp_path):
    file = tmp_path / "talks.md"
    as_("demo-legal")
    assert at_machine("brief", "engagement", "fiction-talks", "--full", "-o", file).exit == 0
    exit_, told, said = checked(at_machine, file)
    assert exit_ == 0, said.err
    assert told["numbers"] > 20
    assert told["wrong"] == []
    assert len(learning.log("read")) == 0


def test_whoever_may_not_see_the_records_finds_none_of_them(at_machine, as_, monkeypatch, tmp_path):
    from forlik.desk.access.person import NOBODY
    from forlik.desk.signin import terminal

    file = tmp_path / "talks.md"
    as_("demo-legal")
    assert at_machine("brief", "engagement", "fiction-talks", "-o", file).exit == 0
    monkeypatch.setattr(terminal, "whose", lambda _key: NOBODY)
    told = at_machine("brief", "check", file)
    assert told.exit == 1
    assert "there is no such record, or none that you may see" in told.out
    assert " 0 not found" not in told.out


def test_a_changed_day_fails(at_machine, as_, tmp_path):
    file = tmp_path / "talks.md"
    as_("demo-legal")
    assert at_machine("brief", "engagement", "fiction-talks", "-o", file).exit == 0
    file.write_text(file.read_text().replace("2027-01-31[^", "2027-01-30[^"))
    told = at_machine("brief", "check", file)
    assert told.exit == 1
    assert "2027-01-30" in told.out
    assert "the record does not say it" in told.out


def test_a_brief_without_footnotes_is_told_as_having_no_numbers(at_machine, as_, learning, tmp_path):  # noqa: ARG001
    file = tmp_path / "pack.md"
    as_("demo-legal")
    assert at_machine("brief", "handover", "-o", file).exit == 0
    told = at_machine("brief", "check", file)
    assert (told.exit, told.out.strip()) == (0, "it has no numbers")


def test_what_is_no_text_or_not_there_is_refused_in_words(at_machine, tmp_path):
    file = tmp_path / "bytes.md"
    file.write_bytes(b"\xff\xfe# x\n")
    for one in (file, tmp_path / "none.md"):
        told = at_machine("brief", "check", one)
        assert told.exit == 1
        assert "this cannot be read as text" in told.err


def test_what_is_longer_than_any_brief_is_refused_and_not_read_whole(at_machine, tmp_path):
    file = tmp_path / "long.md"
    with file.open("wb") as stream:
        stream.truncate(1 << 40)
    told = at_machine("brief", "check", file)
    assert told.exit == 1
    assert "longer than any brief: it has more than 20 million signs" in told.err
    assert "written with -o FILE.md" in told.err
