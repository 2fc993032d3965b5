"""The account, the memo and the lessons at the command line: public or for staff, and never what is sealed."""

import re

import pytest

SEALED = ("night clerk", "no room on either bank", "hear us, and tell nobody")


@pytest.fixture
def public(learning):
    """The public engagements beside the made-up ones."""
    from forlik.core.days import now
    from forlik.desk.access.people import person
    from forlik.desk.register.starting import seed_public

    seed_public(person(learning.ids["demo-owner"], "passkey"), now())


def test_an_account_of_public_records_takes_no_signing_in_and_is_public(public, at_machine, tmp_path):  # noqa: ARG001
    file = tmp_path / "account.md"
    told = at_machine("brief", "account", "2016-2", "-o", file, "--json")
    assert (told.exit, told.json["marking"]) == (0, "Public"), told.err
    text = file.read_text()
    assert text.startswith("# The policy of engagement, July to December 2016")
    assert "Colombia: peace process with FARC-EP" in text
    assert "Fictional" not in text
    checked = at_machine("brief", "check", file)
    assert checked.exit == 0, checked.out


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("0 went on at the end, 0 began, 0 ended", "“Spain: talks with ETA”: whether", "“Ended (2025-08-31)”")),
        ("nb", ("0 pågikk ved slutten, 0 begynte", "«Spania: samtaler med ETA»: om det", "«Avsluttet (2025-08-31)»")),
    ],
)
def test_what_the_list_calls_ended_is_not_told_as_going_on(public, at_machine, tmp_path, language, said):  # noqa: ARG001
    """The list knows that the talks with ETA are over, and not since when: no reader may take them for going on."""
    file = tmp_path / "account.md"
    assert at_machine("brief", "account", "2025-2", "-o", file, "--language", language).exit == 0
    text = re.sub(r"(?m)^\[\^\d+\]: .*|\[\^\d+\]", "", file.read_text())
    assert [one for one in said if one not in text] == []
    [eta] = (one for one in text.splitlines() if " ETA" in one)
    assert "Ended" in eta or "Avsluttet" in eta
    assert "/register" not in file.read_text()
    checked = at_machine("brief", "check", file)
    assert checked.exit == 0, checked.out


def test_where_no_register_is_an_account_says_so_beside_it(forlik, tmp_path):
    told = forlik("brief", "account", "2024-1", "-o", tmp_path / "account.md")
    assert told.exit == 0, told.err
    assert "no register is there" in told.err
    assert "forlik register public" in told.err


def test_where_there_are_records_an_account_says_nothing_of_the_kind(public, at_machine, tmp_path):  # noqa: ARG001
    assert "no register" not in at_machine("brief", "account", "2024-1", "-o", tmp_path / "account.md").err


def test_an_account_for_staff_has_nothing_that_is_sealed_and_is_found_again(at_machine, as_, learning, tmp_path):
    as_("demo-owner")
    for half in ("2024-1", "2024-2", "2025-1"):
        file = tmp_path / f"{half}.md"
        told = at_machine("brief", "account", half, "-o", file, "--json")
        assert (told.exit, told.json["marking"]) == (0, "Internal"), told.err
        assert not [one for one in SEALED if one in file.read_text()]
        checked = at_machine("brief", "check", file)
        assert checked.exit == 0, checked.out
    assert learning.log("read") == []


@pytest.mark.parametrize("half", ["2024-3", "2024", "2999-1"])
def test_what_is_no_half_year_leaves_no_file(at_machine, tmp_path, half):
    file = tmp_path / "account.md"
    assert at_machine("brief", "account", half, "-o", file).exit == 2
    assert not file.exists()


def test_a_memo_takes_signing_in_and_tells_no_sealed_decision(at_machine, as_, tmp_path):
    file = tmp_path / "memo.md"
    hidden = at_machine("brief", "memo", "fiction-option-fund", "-o", file)
    assert hidden == at_machine("brief", "memo", "nothing-there", "-o", file)
    assert (hidden.exit, file.exists()) == (3, False)
    as_("demo-owner")
    assert at_machine("brief", "memo", "fiction-decision-open", "-o", file).exit == 3
    assert at_machine("brief", "memo", "fiction-option-facilitate", "-o", file).exit == 0
    text = file.read_text()
    assert "**Internal**" in text
    assert "Nothing is decided yet, as far as you may see." in text
    assert "the deputy would have waited" not in text
    checked = at_machine("brief", "check", file)
    assert checked.exit == 0, checked.out


def test_lessons_of_one_engagement(at_machine, as_, tmp_path):
    file = tmp_path / "lessons.md"
    assert at_machine("brief", "lessons", "fiction-talks", "-o", file).exit == 3
    as_("demo-legal")
    assert at_machine("brief", "lessons", "fiction-talks", "-o", file).exit == 0
    assert "## Lessons never acted on" in file.read_text()
    checked = at_machine("brief", "check", file)
    assert checked.exit == 0, checked.out
