"""Briefs of the register at the command line: public ones for everybody, staff ones after signing in, never sealed."""

import pytest

from forlik.cli import main


@pytest.fixture
def public(learning):
    """The public engagements beside the made-up ones."""
    from forlik.core.days import now
    from forlik.desk.access.people import person
    from forlik.desk.register.starting import seed_public

    seed_public(person(learning.ids["demo-owner"], "passkey"), now())


def test_a_published_engagement_is_written_without_signing_in(public, at_machine, tmp_path):  # noqa: ARG001
    for form in ("pdf", "docx", "html", "md"):
        file = tmp_path / f"col.{form}"
        told = at_machine("brief", "engagement", "no-col-farc", "-o", file, "--json")
        assert told.exit == 0, told.err
        assert told.json["marking"] == "Public"
        assert file.stat().st_size > 1000
    text = (tmp_path / "col.md").read_text()
    assert text.startswith("# Colombia: peace process with FARC-EP")
    assert "demo-owner" not in text


def test_the_public_line_is_the_same_before_and_after_signing_in(public, at_machine, as_, tmp_path):  # noqa: ARG001
    files = [tmp_path / "before.md", tmp_path / "after.md"]
    assert at_machine("brief", "line", "no-col-farc", "-o", files[0]).exit == 0
    as_("demo-owner")
    assert at_machine("brief", "line", "no-col-farc", "-o", files[1]).exit == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert "**Public**" in files[0].read_text()


def test_what_is_for_staff_takes_signing_in_and_leaves_no_file(at_machine, as_, tmp_path):
    file = tmp_path / "talks.md"
    hidden = at_machine("brief", "engagement", "fiction-talks", "-o", file)
    assert hidden == at_machine("brief", "engagement", "nothing-there", "-o", file)
    assert (hidden.exit, file.exists()) == (3, False)
    assert at_machine("brief", "line", "fiction-talks", "-o", file).exit == 3
    assert at_machine("brief", "handover", "-o", file).exit == 6
    assert not file.exists()
    as_("demo-legal")
    assert at_machine("brief", "engagement", "fiction-talks", "-o", file).exit == 0
    assert "**Internal**" in file.read_text()


def test_what_is_sealed_is_never_in_it_nor_is_any_reading_of_it_logged(at_machine, as_, learning, tmp_path):
    as_("demo-owner")
    before = len(learning.log("read"))
    for name, words in (
        ("full", ("brief", "engagement", "fiction-talks", "--full")),
        ("nb", ("brief", "engagement", "fiction-talks", "--full", "--language", "nb")),
        ("pack", ("brief", "handover")),
        ("line", ("brief", "line", "fiction-talks")),
    ):
        file = tmp_path / f"{name}.md"
        assert at_machine(*words, "-o", file).exit == 0
        text = file.read_text()
        for never in ("night clerk", "no room on either bank", "hear us, and tell nobody"):
            assert never not in text, (name, never)
    assert len(learning.log("read")) == before
    pack = (tmp_path / "pack.md").read_text()
    assert "I take over on Monday: Demo: owner of the talks" in pack
    assert "## Fictional: the two\\-bank talks" in pack or "## Fictional: the two-bank talks" in pack


def test_as_of_a_past_day_a_brief_is_as_it_was_known_then(at_machine, as_, tmp_path):
    as_("demo-legal")
    told = {}
    for day in ("2024-02-22", "2026-11-01"):
        file = tmp_path / f"{day}.md"
        assert at_machine("brief", "engagement", "fiction-talks", "-o", file, "--as-of", day).exit == 0
        told[day] = file.read_text()
    assert "**State:** exploring since 2024-01-15" in told["2024-02-22"]
    assert "**State:** active since 2024-11-25" in told["2026-11-01"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "x.txt"), "there is no file form"),
        (("-o", "x.md", "--links", "localhost"), "is no address of a desk"),
        (("-o", "x.md", "--as-of", "2999-01-01"), "lies in the future"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_made(at_machine, words, said):
    told = at_machine("brief", "engagement", "fiction-talks", *words)
    assert told.exit == 2
    assert said in told.err


def test_a_fault_of_ours_is_told_in_one_line_and_leaves_no_file(forlik, tmp_path, monkeypatch):
    """A word that a template asks for and nobody wrote, for one."""
    from forlik.briefs.country import brief

    def nothing(*_asked, **_more):
        raise KeyError("gap")

    monkeypatch.setattr(brief, "word", nothing)
    said = forlik("brief", "country", "COL", "-o", tmp_path / "col.pdf", "--quiet")
    assert said.exit == 1
    assert said.err.startswith("forlik: a fault of ours: KeyError")
    assert "FORLIK_TRACE=1" in said.err
    assert len(said.err.splitlines()) == 1
    assert list(tmp_path.glob("*.pdf")) == []
    monkeypatch.setenv("FORLIK_TRACE", "1")
    with pytest.raises(KeyError):
        main(["brief", "country", "COL", "-o", str(tmp_path / "col.pdf"), "--quiet"])
