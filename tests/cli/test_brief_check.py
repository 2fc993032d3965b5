"""Checking a brief of the register at the command line: in what whoever checks may see, and no more."""

import pytest


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


def test_of_a_brief_without_footnotes_nobody_can_say_of_which_day_it_is(at_machine, as_, learning, tmp_path):  # noqa: ARG001
    file = tmp_path / "pack.md"
    as_("demo-legal")
    assert at_machine("brief", "handover", "-o", file).exit == 0
    told = at_machine("brief", "check", file)
    assert told.exit == 0
    assert "no footnote says of which day it is" in told.out
    assert told.out.strip().endswith("\n1 numbers and facts, 0 not found as said, 1 not looked up")


def test_what_is_no_text_or_not_there_is_refused_in_words(at_machine, tmp_path):
    file = tmp_path / "bytes.md"
    file.write_bytes(b"\xff\xfe# x\n")
    for one, said in ((file, "this cannot be read as text"), (tmp_path / "none.md", "there is no such file")):
        told = at_machine("brief", "check", one)
        assert told.exit == 1
        assert said in told.err


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "DOCX"])
def test_another_form_of_a_brief_is_refused_with_the_one_that_is_checked(at_machine, tmp_path, form):
    file = tmp_path / f"brief.{form}"
    file.write_bytes(b"\x00")
    told = at_machine("brief", "check", file)
    assert told.exit == 2
    assert f"this is the .{form.lower()} of a brief: a brief is checked as Markdown" in told.err
    assert "write the same brief with -o FILE.md, and check that" in told.err


def test_a_sentence_that_was_written_in_is_told_with_its_line_and_words(at_machine, as_, tmp_path):
    file = tmp_path / "talks.md"
    as_("demo-legal")
    assert at_machine("brief", "engagement", "fiction-talks", "--full", "-o", file).exit == 0
    lines = file.read_text("utf-8").splitlines()
    place = next(number for number, line in enumerate(lines) if line.startswith("## "))
    lines.insert(place, "In all, 4711 people came to the island.\n")
    # As an editor of another system leaves it: a mark at the beginning, other line ends, and none at the last line.
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    told = at_machine("brief", "check", file)
    assert told.exit == 1
    [row] = (line for line in told.out.splitlines() if "4711" in line)
    assert row.startswith(f"{place + 1} ")
    assert "it has no footnote" in row
    assert "In all, 4711 people came to the island." in row


def test_what_nobody_can_say_is_told_as_not_looked_up(at_machine, as_, monkeypatch, tmp_path):
    """Whoever made it could see the record by which it is right; whoever checks cannot, and misses its facts."""
    from forlik.desk.access.person import NOBODY
    from forlik.desk.signin import terminal

    file = tmp_path / "talks.md"
    as_("demo-legal")
    assert at_machine("brief", "engagement", "fiction-talks", "--full", "-o", file).exit == 0
    monkeypatch.setattr(terminal, "whose", lambda _key: NOBODY)
    told = at_machine("brief", "check", file)
    assert told.exit == 1
    assert "it may be said by a record that you may not see" in told.out
    assert "it has no footnote" not in told.out
    assert told.out.strip().endswith(" not looked up")


def test_what_is_longer_than_any_brief_is_refused_and_not_read_whole(at_machine, tmp_path):
    file = tmp_path / "long.md"
    with file.open("wb") as stream:
        stream.truncate(1 << 40)
    told = at_machine("brief", "check", file)
    assert told.exit == 1
    assert "longer than any brief: it has more than 20 million signs" in told.err
    assert "written with -o FILE.md" in told.err
