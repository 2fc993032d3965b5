"""PDFs of briefs are laid out a few at a time, one for each person, and what was made once is kept by what it says."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from forlik.briefs import writing
from forlik.briefs.document import Document, Section, paragraph
from forlik.core.errors import Busy, ForlikError
from forlik.desk import papers
from forlik.desk.turns import ALL, MOST_WAITING, THREADS, asking

LONG = 30
"""Seconds after which a test that hangs fails."""
BRIEF = Document("x", "T", "Brief", date(2026, 1, 1), "en", "1", "Staff", (Section("S", (paragraph("words"),)),))


class Layout:
    """The layout itself, which lasts until it is let go; it gives the title."""

    def __init__(self):
        self.begun, self.go, self.titles = threading.Semaphore(0), threading.Event(), []

    def __call__(self, document, form):
        self.titles.append(document.title)
        self.begun.release()
        assert self.go.wait(LONG)
        return f"{document.title}.{form}".encode()


class Asker(threading.Thread):
    """Somebody who asks for a brief, in a thread of their own."""

    def __init__(self, title, who="", form="pdf", public=False):
        super().__init__(daemon=True)
        self.title, self.who, self.form, self.public = title, who, form, public
        self.got, self.error = None, None
        self.start()

    def run(self):
        try:
            with asking(self.who):
                self.got = papers.made(replace(BRIEF, title=self.title), self.form, public=self.public)
        except ForlikError as error:
            self.error = error

    def done(self):
        self.join(LONG)
        assert not self.is_alive()
        if self.error:
            raise self.error
        return self.got


@pytest.fixture
def layout(monkeypatch):
    papers.forget()
    made = Layout()
    monkeypatch.setattr(writing, "written", made)
    yield made
    made.go.set()
    papers.forget()


def test_of_four_at_once_of_one_person_one_is_made_and_the_others_are_asked_to_come_again(layout):
    first = Asker("a", "person-1")
    assert layout.begun.acquire(timeout=LONG)
    for title in ("a", "b", "c"):
        with pytest.raises(Busy, match="what you asked for before"):
            Asker(title, "person-1").done()
    other = Asker("d", "person-2")
    assert layout.begun.acquire(timeout=LONG), "somebody else has one of his own"
    with pytest.raises(Busy):
        Asker("e", "person-3").done()
    layout.go.set()
    assert (first.done(), other.done()) == (b"a.pdf", b"d.pdf")
    assert layout.titles == ["a", "d"]
    assert Asker("b", "person-1").done() == b"b.pdf", "the place is given back"


def test_whoever_is_not_known_takes_one_place_and_leaves_one_to_the_house(layout):
    first = Asker("a", public=True)
    assert layout.begun.acquire(timeout=LONG)
    with pytest.raises(Busy):
        Asker("b", public=True).done()
    house = Asker("c", "person-1")
    assert layout.begun.acquire(timeout=LONG)
    layout.go.set()
    assert (first.done(), house.done()) == (b"a.pdf", b"c.pdf")


def test_pdfs_and_screens_together_leave_a_thread(layout):
    assert THREADS - MOST_WAITING == 1
    with ALL.inside(), ALL.inside():
        first = Asker("a", "person-1")
        assert layout.begun.acquire(timeout=LONG)
        with pytest.raises(Busy):
            Asker("b", "person-2").done()
        layout.go.set()
        assert first.done() == b"a.pdf"


def test_the_other_forms_need_no_turn(layout):
    first = Asker("a", "person-1")
    assert layout.begun.acquire(timeout=LONG)
    second = Asker("a", "person-1", "md")
    assert layout.begun.acquire(timeout=LONG)
    layout.go.set()
    assert (first.done(), second.done()) == (b"a.pdf", b"a.md")


@pytest.mark.parametrize("public", [False, True])
def test_what_was_made_is_kept_for_whoever_has_the_same_brief_and_for_nobody_else(layout, public):
    layout.go.set()
    for who in ("person-1", "person-1", "person-2"):
        assert Asker("a", who, public=public).done() == b"a.pdf"
    assert layout.titles == ["a"]
    assert Asker("b", "person-2", public=public).done() == b"b.pdf"
    for number in range(papers.MOST):
        Asker(f"more {number}", "person-1", public=public).done()
    layout.titles.clear()
    Asker("a", "person-1", public=public).done()
    assert layout.titles == ["a"], "the one unused for longest is forgotten"


@pytest.mark.parametrize(
    "change",
    [
        {"marked": "Confidential"},
        {"day": date(2026, 1, 2)},
        {"language": "nb"},
        {"remarks": ("one",)},
        {"pages": 1},
        {"sections": (Section("S", (paragraph("other words"),)),)},
    ],
    ids=lambda one: next(iter(one)),
)
def test_a_brief_that_differs_in_anything_that_is_laid_out_is_another(layout, change):
    layout.go.set()
    for document in (BRIEF, replace(BRIEF, **change)):
        papers.made(document, "pdf", public=False)
    assert len(layout.titles) == 2


def test_a_brief_that_could_not_be_laid_out_is_tried_anew(monkeypatch):
    papers.forget()
    told = []

    def fails(_document, _form):
        told.append(1)
        raise ForlikError("it cannot be laid out")

    monkeypatch.setattr(writing, "written", fails)
    for _ in range(2):
        with pytest.raises(ForlikError, match="laid out"):
            papers.made(BRIEF, "pdf", public=False)
    assert len(told) == 2
