"""Documents through the pages: attached, listed and sent to whoever holds the label, and to nobody else."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from filling import secret_of
from worlds import in_both, plain, without_secrets

sys.path.insert(0, str(Path(__file__).parent.parent / "register" / "documents"))

from made import GOOD, PNG, with_parts

from forlik.core.errors import NoData
from forlik.register.documents.kinds import LARGEST

PAGE = "/register/fiction-talks/attachments"
ADD = f"{PAGE}/add"
STAFF_ACT, SEALED_ACT = "fiction-activate", "fiction-request-front"


def file_of(name, content):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, content, content_type="image/png")


def sends(learning, who, content, name="note.pdf", to=STAFF_ACT, spot="staff 1", **others):
    return learning.ask(who, ADD, to=to, spot=spot, file=file_of(name, content), **others)


def documents(learning, who="demo-owner", day=None):
    from forlik.desk.access.labels import labels
    from forlik.desk.access.people import person
    from forlik.desk.records.attachments import attached
    from forlik.desk.records.models import Facet

    now = datetime.now(UTC)
    every = Facet.objects.values_list("record", flat=True)
    return attached(labels(person(learning.ids[who], "passkey"), now), every, day or now.date())


def test_a_document_is_attached_listed_and_sent_to_be_kept(learning):
    assert sends(learning, "demo-owner", GOOD["pdf"], "<i>n</i>\u202e.exe").status_code == 303
    [one] = documents(learning)
    page = learning.text("demo-legal", PAGE)
    assert one.name == "i.exe.pdf", "what stands before the last slash is a path"
    assert f'href="{PAGE}/{one.id}"' in page
    assert "<i>" not in page
    response = learning.ask("demo-legal", f"{PAGE}/{one.id}")
    assert b"".join(response.streaming_content) == GOOD["pdf"]
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Cache-Control"] == "no-store"
    assert response["X-Forlik-Marking"] == "staff"


def test_a_sealed_document_is_there_for_its_compartment_only_and_each_look_is_logged(learning):
    label = secret_of(learning)
    assert sends(learning, "demo-owner", GOOD["txt"], "n.txt", SEALED_ACT, f"secret {label}").status_code == 303
    [one] = documents(learning)
    path = f"{PAGE}/{one.id}"
    before = len(learning.log("read"))
    response = learning.ask("demo-deputy", path)
    assert b"".join(response.streaming_content) == GOOD["txt"]
    assert response["X-Forlik-Marking"] == "confidential"
    [row] = learning.log("read")[before:]
    from forlik.desk.records.models import Facet

    assert Facet.objects.get(record=SEALED_ACT, name="secret").pk in row.facets.split()
    assert "n.txt" in learning.text("demo-deputy", PAGE)
    for who in ("demo-legal", "demo-guardian", "demo-relief"):
        assert "n.txt" not in learning.text(who, PAGE)
        said = set()
        for asked in (path, f"{PAGE}/absent"):
            with pytest.raises(NoData) as caught:
                learning.ask(who, asked)
            said.add(str(caught.value))
        assert len(said) == 1, "hidden and absent are answered alike"


def test_a_document_of_another_file_is_not_here(learning):
    assert sends(learning, "demo-owner", GOOD["pdf"]).status_code == 303
    [one] = documents(learning)
    with pytest.raises(NoData):
        learning.ask("demo-owner", f"/register/fiction-relief/attachments/{one.id}")


def test_a_document_may_be_a_piece_of_evidence_and_may_need_a_part_of_its_own(learning):
    label = secret_of(learning)
    page = learning.text("demo-owner", f"{ADD}?to={STAFF_ACT}")
    assert f'value="secret {label}"' in page
    assert "a part of its own is begun" in page
    made = sends(learning, "demo-owner", GOOD["pdf"], spot=f"secret {label}", cites="Fictional decision note")
    assert made.status_code == 303
    [one] = documents(learning)
    assert (one.which.label, one.cites) == (label, "Fictional decision note")
    assert documents(learning, "demo-legal") == []
    assert "Fictional decision note" in learning.text("demo-deputy", PAGE)
    assert learning.text("demo-legal", f"{ADD}?to={STAFF_ACT}").count('value="secret') == 0


def test_a_record_that_only_its_compartment_knows_is_never_opened_to_others_by_a_document(learning):
    from forlik.desk.access.people import person
    from forlik.desk.records.viewed import view
    from forlik.desk.register.attaching import spots

    now = datetime.now(UTC)
    viewed = view(person(learning.ids["demo-deputy"], "passkey"), now, day=now.date())
    talks = secret_of(learning)
    hidden = [one for one in viewed.dossier.facets if viewed.dossier.labels(one) == {talks}]
    assert hidden
    assert {one.which.label for record in hidden for one in spots(viewed, record)} == {talks}


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("report.pdf", b"MZ\x90\x00", "a program"),
        ("report.docx", with_parts({"word/vbaProject.bin": b"x"}), "could run"),
        ("report.pdf", b"%PDF-1.7\n1 0 obj << /S /JavaScript >> endobj\n%%EOF", "could run"),
        ("report.txt", b"", "it is empty"),
    ],
)
def test_what_is_refused_is_refused_with_its_reason(learning, name, content, why):
    response = sends(learning, "demo-owner", content, name)
    page = response.content.decode()
    assert response.status_code == 422
    assert why.lower() in page.lower()
    assert f'name="to" value="{STAFF_ACT}"' in page, "the record stays chosen"
    assert documents(learning) == []


def test_twenty_megabytes_and_a_byte_more(learning):
    exactly = PNG + bytes(LARGEST - len(PNG))
    assert sends(learning, "demo-owner", exactly).status_code == 303
    assert [one.size for one in documents(learning)] == [20 * 1024 * 1024]
    response = sends(learning, "demo-owner", exactly + b"\0")
    assert response.status_code == 422
    assert "larger than 20 MB" in response.content.decode()
    assert len(documents(learning)) == 1


def test_nothing_that_is_sent_touches_the_disk(learning, tmp_path, monkeypatch):
    import tempfile

    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for kind in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, kind, lambda *_, **__: pytest.fail("a temporary file"))
    assert sends(learning, "demo-owner", PNG + bytes(8_000_000)).status_code == 303
    assert list(folder.iterdir()) == []


def test_what_is_far_too_large_is_refused_before_it_is_read():
    from django.core.exceptions import RequestDataTooBig
    from django.test import RequestFactory

    from forlik.desk.faults import bad_request
    from forlik.desk.register.receiving import MOST_OF_ALL

    class Stream:
        def read(self, *_):
            pytest.fail("it is read")

    request = RequestFactory().post(PAGE, {"file": file_of("a", b"x")})
    request.META["CONTENT_LENGTH"] = str(MOST_OF_ALL + 1)
    request._stream = Stream()
    with pytest.raises(RequestDataTooBig) as caught:
        _ = request.POST
    response = bad_request(request, caught.value)
    assert response.status_code == 413
    assert "larger than anything we take" in response.content.decode()


def test_files_of_one_request_are_counted_together():
    from django.test import RequestFactory

    half = bytes(LARGEST // 2 + 1)
    request = RequestFactory().post(PAGE, {"a": file_of("a", half), "b": file_of("b", half), "c": file_of("c", b"x")})
    assert [request.FILES[name].too_large for name in "abc"] == [False, True, True]
    assert [request.FILES[name].size for name in "abc"] == [len(half), 0, 0]


def test_forms_that_were_tampered_with_record_nothing(learning):
    assert sends(learning, "demo-owner", GOOD["pdf"], to="fiction-clerk-absent").status_code == 422
    assert sends(learning, "demo-legal", GOOD["pdf"], to=SEALED_ACT, spot="staff 1").status_code in (303, 422)
    before = len(documents(learning))
    assert sends(learning, "demo-legal", GOOD["pdf"], spot=f"secret {secret_of(learning)}").status_code == 422
    for bad in ({"cites": "what nobody said"}, {"subject": "nobody"}):
        with pytest.raises(NoData):
            sends(learning, "demo-owner", GOOD["pdf"], **bad)
    with pytest.raises(NoData):
        learning.ask("demo-owner", ADD, back="absent")
    assert len(documents(learning)) == before


def test_what_was_attached_by_mistake_is_taken_back_by_those_who_see_it(learning):
    label = secret_of(learning)
    sends(learning, "demo-owner", GOOD["txt"], "mistake.txt", SEALED_ACT, f"secret {label}")
    [one] = documents(learning)
    with pytest.raises(NoData):
        learning.ask("demo-legal", ADD, back=one.id)
    assert "mistake.txt" in learning.text("demo-owner", PAGE)
    assert learning.ask("demo-owner", ADD, back=one.id).status_code == 303
    assert "mistake.txt" not in learning.text("demo-owner", PAGE)
    with pytest.raises(NoData):
        learning.ask("demo-owner", f"{PAGE}/{one.id}")


def test_a_document_about_a_person_is_erased_with_the_person(learning):
    from forlik.desk.access.models import Person
    from forlik.desk.access.people import person
    from forlik.desk.records.personal import erase, tell_of

    owner, now = person(learning.ids["demo-owner"], "passkey"), datetime.now(UTC)
    subject = "fiction-commander"
    tell_of(subject, "reason", "law", now.date(), owner, now)
    Person.objects.filter(pk=owner.id).update(protection=True)
    page = learning.text("demo-owner", f"{ADD}?to={STAFF_ACT}")
    assert f'<option value="{subject}">' in page
    assert sends(learning, "demo-owner", GOOD["txt"], "about.txt", subject=subject).status_code == 303
    assert "about.txt" in learning.text("demo-owner", PAGE)
    erase(subject, person(owner.id, "passkey"), datetime.now(UTC))
    assert "about.txt" not in learning.text("demo-owner", PAGE)
    assert f'<option value="{subject}">' not in learning.text("demo-owner", f"{ADD}?to={STAFF_ACT}")


@pytest.fixture
def worlds(django_db_blocker, tmp_path_factory):
    """The pages in both worlds; in the one with secrets a sealed document hangs on a sealed record."""
    paths = [PAGE, f"{ADD}?to={STAFF_ACT}", f"{PAGE}?as_of=2025-01-01", "/register/fiction-talks", "/register"]

    def look(learning):
        from forlik.desk.records.models import Facet

        label = secret_of(learning)
        if Facet.objects.filter(record=SEALED_ACT, name="secret").exists():
            assert sends(learning, "demo-owner", GOOD["txt"], "n.txt", SEALED_ACT, f"secret {label}").status_code == 303
        return {who: plain(learning, {path: learning.text(who, path) for path in paths}) for who in learning.ids}

    return in_both(look, without_secrets, django_db_blocker, tmp_path_factory)


def test_a_colleague_sees_the_same_bytes_in_both_worlds(worlds):
    whole, bare = worlds
    for who in ("demo-legal", "demo-guardian"):
        assert whole[who] == bare[who], who
    assert "n.txt" in whole["demo-owner"][PAGE]


HISTORY = "/register/fiction-talks/history"


def test_the_history_tells_of_a_document_and_the_way_back_leads_through_it(learning):
    assert sends(learning, "demo-owner", GOOD["txt"], "letter.txt", cites="Fictional decision note").status_code == 303
    [one] = documents(learning)
    back = f"/register/fiction-talks/bring-back/{one.id}"
    assert "letter.txt" in learning.text("demo-legal", HISTORY)
    assert learning.ask("demo-owner", ADD, back=one.id).status_code == 303
    history = learning.text("demo-owner", HISTORY)
    assert '<span class="mark">taken back</span>' in history
    assert f'href="{back}"' in history
    assert "letter.txt" in learning.text("demo-owner", back)
    assert back not in learning.text("demo-legal", HISTORY), "who could not take it back does not bring it back"
    with pytest.raises(NoData):
        learning.ask("demo-legal", back, seen="")
    assert learning.ask("demo-owner", back, seen="").status_code == 303
    [again] = documents(learning)
    assert (again.name, again.cites, again.digest, again.which) == (one.name, one.cites, one.digest, one.which)
    response = learning.ask("demo-legal", f"{PAGE}/{again.id}")
    assert b"".join(response.streaming_content) == GOOD["txt"]
    history = learning.text("demo-owner", HISTORY)
    assert '<span class="mark">brought back</span>' in history
    assert back not in history
    with pytest.raises(NoData):
        learning.ask("demo-owner", back, seen="")


def test_a_sealed_document_in_a_history_is_told_to_its_compartment_only_and_marks_the_page(learning):
    label = secret_of(learning)
    sends(learning, "demo-owner", GOOD["txt"], "n.txt", SEALED_ACT, f"secret {label}")
    page = learning.text("demo-owner", f"{HISTORY}?of={SEALED_ACT}")
    assert "n.txt" in page
    assert '<p class="bar marking warn">Confidential</p>' in page
    assert "n.txt" not in learning.text("demo-legal", HISTORY)


def test_only_whoever_attached_a_document_or_answers_for_the_file_takes_it_back(learning):
    from forlik.core.errors import NotPermitted

    sends(learning, "demo-owner", GOOD["txt"], "owners.txt")
    [one] = documents(learning)
    assert 'name="back"' not in learning.text("demo-legal", PAGE)
    with pytest.raises(NotPermitted):
        learning.ask("demo-legal", ADD, back=one.id)
    sends(learning, "demo-legal", GOOD["txt"], "legals.txt")
    [other] = [each for each in documents(learning) if each.id != one.id]
    assert learning.text("demo-legal", PAGE).count('name="back"') == 1
    assert learning.ask("demo-legal", ADD, back=other.id).status_code == 303
    assert [each.id for each in documents(learning)] == [one.id]
    assert learning.ask("demo-deputy", ADD, back=one.id).status_code == 303


def test_what_was_opened_in_an_emergency_is_read_and_not_taken_back(learning):
    from forlik.core.errors import NotPermitted
    from forlik.desk.access.people import person
    from forlik.desk.records.glass import break_glass

    label, now = secret_of(learning), datetime.now(UTC)
    sends(learning, "demo-owner", GOOD["txt"], "n.txt", SEALED_ACT, f"secret {label}")
    [one] = documents(learning)
    break_glass(person(learning.ids["demo-legal"], "passkey"), label, "fire", now)
    page = learning.text("demo-legal", PAGE)
    assert "n.txt" in page
    assert 'name="back"' not in page
    with pytest.raises(NotPermitted):
        learning.ask("demo-legal", ADD, back=one.id)


def test_who_has_left_is_still_named_beside_a_document(learning):
    from forlik.desk.access.people import enrol, leave

    learning.ids["gone"] = enrol("Fictional: gone", datetime.now(UTC))
    sends(learning, "gone", GOOD["txt"])
    leave(learning.ids["gone"], datetime.now(UTC), learning.ids["gone"])
    assert "Fictional: gone" in learning.text("demo-owner", PAGE)
