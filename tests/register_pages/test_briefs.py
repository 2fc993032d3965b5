"""Briefs on the register's pages: each person gets what that person may see, as a marked file, and the log tells."""

import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from learning import learning_in

sys.path.append(str(Path(__file__).parent.parent / "briefs"))

from briefs_read import plainly, unpacked
from test_secrecy import canary, with_canaries

from forlik.briefs.writing import FORMS
from forlik.core.errors import NoData, UsageError

FILES = ("fiction-talks", "fiction-relief")
BRIEFS = ("page", "whole", "line", "lessons")
ADDRESSES = [f"/register/{file}/brief?as={name}" for file in FILES for name in BRIEFS]
OPTION = "fiction-option-facilitate"
MEMO = f"/register/decide/{OPTION}/memo?as="
ACCOUNT = "/register/account?half=2026-1&as="
OUTSIDE = (
    ("demo-legal", "passkey", FILES),
    ("demo-guardian", "passkey", FILES),
    ("demo-relief", "passkey", ("fiction-talks",)),
    ("demo-owner", "passkey", ("fiction-relief",)),
    ("demo-owner", "second factor", FILES),
    ("demo-deputy", "second factor", FILES),
)
"""Who asks, how they signed in, and the files of whose sealed parts they hold no label."""


@pytest.fixture
def marked(encrypted, monkeypatch):
    """The examples, with a canary of its file in every sealed field of words."""
    from forlik.desk.register import starting

    monkeypatch.setattr(starting, "fictional", with_canaries)
    return learning_in()


def got(learning, who, path, strength="passkey"):
    answer = learning.ask(who, path, strength)
    assert answer.status_code == 200, path
    return answer, b"".join(answer.streaming_content)


def reads(learning):
    return learning.log("read")


@pytest.mark.parametrize(("who", "strength", "files"), OUTSIDE)
def test_no_canary_reaches_whoever_does_not_hold_its_label(marked, who, strength, files):
    for form in FORMS:
        for path in [*(f"{one}.{form}" for one in ADDRESSES), f"/register/mine/brief/{form}"]:
            answer, content = got(marked, who, path, strength)
            text = plainly(unpacked(form, content))
            for file in files:
                assert canary(file) not in text, (who, path)
            if "fiction-talks" in files:
                # What stands in no file is sealed to the first compartment.
                assert canary("") not in text, (who, path)
            if files == FILES:
                assert answer["X-Forlik-Marking"] in ("public", "staff"), (who, path)


@pytest.mark.parametrize(("who", "strength", "files"), OUTSIDE)
def test_memo_and_account_hold_nothing_sealed_for_whoever_is_outside(marked, who, strength, files):
    """The option is weighed by those of the talks; what is public of a half-year is the same whoever asks."""
    talks = "fiction-talks" in files
    for form in FORMS:
        for path, sealed in ((MEMO, ("", "fiction-talks", OPTION) if talks else ()), (ACCOUNT, files)):
            answer, content = got(marked, who, f"{path}{form}", strength)
            assert answer["X-Forlik-Marking"] != "public"
            text = plainly(unpacked(form, content))
            assert [file for file in sealed if canary(file) in text] == []
        answer, content = got(marked, who, f"{ACCOUNT}{form}&public=1", strength)
        assert answer["X-Forlik-Marking"] == "public"
        assert content == got(marked, "demo-owner", f"{ACCOUNT}{form}&public=1")[1]


def test_memo_and_account_tell_whoever_holds_the_label_and_the_log_says_so(marked):
    answer, content = got(marked, "demo-owner", f"{MEMO}md")
    assert canary("fiction-talks") in plainly(content.decode()) or canary(OPTION) in plainly(content.decode())
    assert answer["X-Forlik-Marking"] == "confidential"
    assert [row.who for row in reads(marked)] == [marked.ids["demo-owner"]]
    _answer, public = got(marked, "demo-owner", f"{ACCOUNT}md&public=1")
    assert "canary" not in plainly(public.decode())
    assert len(reads(marked)) == 1


def test_the_pages_lead_to_every_memo_and_account(learning):
    memo = learning.text("demo-owner", f"/register/decide/{OPTION}/memo")
    accounts = learning.text("demo-owner", "/register/account?as_of=2026-07-01")
    assert f'href="/register/decide/{OPTION}/memo"' in learning.text("demo-owner", f"/register/decide/{OPTION}")
    for form in FORMS:
        assert f'href="{MEMO}{form}"' in memo
        for half in ("2026-2", "2026-1", "2025-2"):
            assert f"/register/account?half={half}&amp;as={form}&amp;as_of=2026-07-01" in accounts
    assert "2027-1" not in accounts


@pytest.mark.parametrize("half", ["", "2026", "2026-3", "1799-1", "2030-1", "x" * 5000, "\uff12026-1"])
def test_an_account_of_no_half_year_is_refused_with_what_helps(learning, half):
    with pytest.raises(UsageError) as refused:
        learning.ask("demo-owner", f"/register/account?as=md&half={quote(half)}")
    assert refused.value.remedy
    assert len(str(refused.value)) < 300


def test_whoever_holds_the_label_gets_the_canary_and_the_file_is_marked(marked):
    answer, content = got(marked, "demo-owner", "/register/fiction-talks/brief?as=whole.md")
    assert canary("fiction-talks") in plainly(content.decode())
    assert "**Confidential: " in content.decode()
    assert answer["X-Forlik-Marking"] == "confidential"
    assert "-confidential-" in answer["Content-Disposition"]


def test_reading_sealed_rows_is_logged_and_reading_none_is_not(marked):
    """A guardian and the legal adviser hold no label of the talks; the owner does, and one row an answer says so."""
    for who in ("demo-legal", "demo-guardian"):
        for path in (*(f"{one}.md" for one in ADDRESSES), "/register/mine/brief/md"):
            got(marked, who, path)
    assert reads(marked) == []
    for number, path in enumerate(("/register/fiction-talks/brief?as=whole.pdf", "/register/mine/brief/md"), 1):
        got(marked, "demo-owner", path)
        assert len(reads(marked)) == number
    assert all(row.who == marked.ids["demo-owner"] and row.facets for row in reads(marked))


def test_the_public_line_shows_nothing_sealed_and_logs_nothing(learning):
    from forlik.core.days import now
    from forlik.desk.access.people import person
    from forlik.desk.register.starting import seed_public

    seed_public(person(learning.ids["demo-owner"], "passkey"), now())
    answer, content = got(learning, "demo-owner", "/register/no-col-farc/brief?as=line.md")
    assert (answer["X-Forlik-Marking"], reads(learning)) == ("public", [])
    other, same = got(learning, "demo-legal", "/register/no-col-farc/brief?as=line.md")
    assert content == same
    assert other["Content-Disposition"] == answer["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    [*(f"{one}.md" for one in ADDRESSES), "/register/mine/brief/pdf", f"{MEMO}md", f"{ACCOUNT}docx"],
)
def test_a_brief_is_an_attachment_that_nobody_keeps_and_whose_name_tells_no_title(learning, path):
    answer, _content = got(learning, "demo-owner", path)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith('attachment; filename="forlik-brief-')
    for word in ("Fictional", "talks:", "bank", "Marenia", "Demo"):
        assert word not in answer["Content-Disposition"]


@pytest.mark.parametrize(
    "path",
    [
        "/register/nothing-there/brief",
        "/register/nothing-there/brief?as=page.md",
        "/register/fiction-clerk/brief?as=page.md",
        "/register/fiction-talks/brief?as=page.exe",
        "/register/fiction-talks/brief?as=memo.md",
        f"/register/fiction-talks/brief?as={quote('../page.md')}",
        "/register/mine/brief/exe",
        "/register/account?half=2026-1&as=exe",
        f"{MEMO}exe",
        "/register/decide/fiction-talks/memo?as=md",
        "/register/decide/nothing-there/memo?as=md",
    ],
)
def test_what_is_not_there_and_what_may_not_be_seen_are_alike(learning, path):
    with pytest.raises(NoData):
        learning.ask("demo-legal", path)
    with pytest.raises(NoData):
        learning.ask("", path)


def test_an_earlier_day_has_the_brief_of_what_was_known_then(learning):
    _answer, content = got(learning, "demo-owner", "/register/fiction-talks/brief?as=page.md&as_of=2024-02-22")
    assert "**State:** exploring since 2024-01-15" in content.decode().replace("[^", " [^")
    assert "2024-11-25" not in content.decode()


def test_the_file_page_and_my_files_lead_to_every_form(learning):
    text = learning.text("demo-owner", "/register/fiction-talks")
    for name in BRIEFS:
        for form in FORMS:
            assert f'href="/register/fiction-talks/brief?as={name}.{form}"' in text
    mine = learning.text("demo-owner", "/register/mine")
    for form in FORMS:
        assert f'href="/register/mine/brief/{form}"' in mine
    assert "/register/mine/brief/" not in learning.text("demo-legal", "/register/mine")


def test_footnotes_lead_back_to_this_desk(learning):
    _answer, content = got(learning, "demo-owner", "/register/fiction-talks/brief?as=page.html")
    assert b'href="http://testserver/register/fiction-talks' in content
