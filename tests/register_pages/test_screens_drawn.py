"""While somebody's screen is drawn all other pages are made, and whoever asks for the same waits for that drawing."""

import threading
from datetime import timedelta

import pytest

from forlik.assess.screens import deciding
from forlik.core.days import today
from forlik.core.errors import Busy, NoData
from forlik.desk import screens, worlds

OWNER = "demo-owner"
FICTION = "/register/decide/fiction-option-facilitate"
LONG = 20
"""Seconds after which a test that hangs fails."""
SMAA = deciding.smaa


class Drawing:
    """The draws themselves, which last until they are let go; few of them, for nobody looks at the shares here."""

    def __init__(self):
        self.begun, self.go, self.times = threading.Event(), threading.Event(), 0

    def __call__(self, scores, **how):
        self.times += 1
        self.begun.set()
        assert self.go.wait(LONG)
        return SMAA(scores, **how | {"draws": 50, "confidence": 0})


class Reader(threading.Thread):
    """Somebody who opens a page, in a thread and with a connection of their own."""

    def __init__(self, ask):
        super().__init__(daemon=True)
        self.ask, self.got, self.error = ask, None, None
        self.start()

    def run(self):
        from django.db import connection

        try:
            self.got = self.ask()
        except Exception as error:  # noqa: BLE001 - what was raised is looked at
            self.error = error
        finally:
            connection.close()

    def done(self):
        self.join(LONG)
        assert not self.is_alive()
        assert self.error is None
        return self.got


@pytest.fixture
def drawing(monkeypatch):
    """Every drawing is held; nothing is kept from before, nor for others afterwards."""
    screens.forget()
    made = Drawing()
    monkeypatch.setattr(deciding, "smaa", made)
    yield made
    made.go.set()
    screens.forget()


def anew(drawing):
    screens.forget()
    drawing.begun.clear()
    drawing.go.clear()


@pytest.mark.parametrize(
    "address",
    [
        "/register/decide",
        "/register/decide?question=risk-top-20&as_of=2025-06-30&own=1&place=SDN",
        "/register/decide?w.violence=8&w.displacement=1",
        "/register/decide/file/rows.json",
        "/register/decide/options",
        FICTION,
        f"{FICTION}/decision",
    ],
)
def test_whatever_page_draws_others_are_made_meanwhile(learning, drawing, address):
    reader = Reader(lambda: learning.ask(OWNER, address))
    assert drawing.begun.wait(LONG)
    free = worlds.LOCK.acquire(blocking=False)
    if free:
        worlds.LOCK.release()
    # Before another page is asked, which would wait for ever.
    assert free, "the world is free for others while a screen is drawn"
    for other in ("/register/due", "/register/decide/expectations", f"{FICTION}/harm", "/data"):
        assert learning.ask(OWNER, other).status_code == 200, other
    drawing.go.set()
    assert reader.done().status_code == 200


def test_the_same_screen_is_drawn_once_for_all_who_open_it(learning, drawing):
    before = drawing.times
    alone = Reader(lambda: screens.screen("need-top-20", today()))
    drawing.go.set()
    assert alone.done().rows
    once, begin = drawing.times - before, threading.Barrier(3)
    anew(drawing)

    def together():
        begin.wait(LONG)
        return screens.screen("need-top-20", today())

    readers = [Reader(together) for _ in range(3)]
    assert drawing.begun.wait(LONG)
    drawing.go.set()
    drawn = [one.done() for one in readers]
    assert drawn[0] is drawn[1] is drawn[2]
    assert drawing.times == before + 2 * once
    assert screens.screen("need-top-20", today()) is drawn[0], "and it is kept"
    assert drawing.times == before + 2 * once


def test_many_days_neither_stop_other_pages_nor_the_screens_of_today(learning, drawing):
    days = [today() - timedelta(days=back) for back in (1, 2, 3)]
    drawing.go.set()
    for question in ("need-top-20", "risk-top-20"):
        screens.screen(question, today())
    drawing.begun.clear()
    drawing.go.clear()
    first = Reader(lambda: screens.screen("need-top-20", days[0]))
    assert drawing.begun.wait(LONG)
    with screens.PAST.inside():  # another, who waits
        with pytest.raises(Busy):
            learning.ask(OWNER, f"/register/decide?as_of={days[2]}")
        assert learning.ask(OWNER, "/register/decide").status_code == 200, "today is kept"
        times, drawing.begun = drawing.times, threading.Event()
        new = Reader(lambda: screens.screen("worsening", today()))
        assert drawing.begun.wait(LONG), "today is drawn beside"
    drawing.go.set()
    assert first.done().stands_on.as_of == str(days[0])
    assert new.done().rows
    assert drawing.times > times
    for day in days:
        screens.screen("need-top-20", day)
    kept = drawing.times
    screens.screen("need-top-20", today())
    assert drawing.times == kept


def test_that_a_question_has_no_answer_is_kept_too(drawing, monkeypatch):
    drawing.go.set()
    asked = []
    ask = screens.ask
    monkeypatch.setattr(screens, "ask", lambda *what: asked.append(what) or ask(*what))
    for _ in range(2):
        with pytest.raises(NoData, match="0 can be ranked"):
            screens.screen("rights-concern", today())
    assert len(asked) == 1


def test_who_has_to_wait_is_told_so_in_both_languages(learning, rf):
    from django.utils.translation import override

    from forlik.desk.faults import faults

    with screens.PRESENT.inside(), screens.PRESENT.inside(), screens.PRESENT.inside():
        screens.forget()
        with pytest.raises(Busy) as busy:
            learning.ask(OWNER, "/register/decide")
    said = {}
    for language in ("en", "nb"):
        with override(language):
            answer = faults(None).process_exception(rf.get("/register/decide"), busy.value)
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        said[language] = answer.content.decode()
    assert "ask again in a moment; nothing of what you sent was recorded" in said["en"]
    assert "spør igjen om et øyeblikk; ingenting av det du sendte, er registrert" in said["nb"]
