"""What is reckoned for long: once for all who ask for the same, few at a time, and never with every thread waiting."""

import threading
from contextlib import ExitStack, contextmanager
from itertools import product

import pytest

from forlik.core.errors import Busy, NoData, UsageError
from forlik.desk import screens
from forlik.desk.turns import MOST_WAITING, THREADS, Once, Turns, asking

LONG = 30
"""Seconds after which a test that hangs fails."""


class Watched(Turns):
    """Turns that tell when somebody came in."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.came = threading.Semaphore(0)

    @contextmanager
    def inside(self):
        with super().inside():
            self.came.release()
            yield


class Reckoning:
    """Something reckoned that lasts until it is let go."""

    def __init__(self, gives):
        self.gives, self.begun, self.go, self.times = gives, threading.Event(), threading.Event(), 0

    def __call__(self):
        self.times += 1
        self.begun.set()
        assert self.go.wait(LONG)
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives


class Asker(threading.Thread):
    """Somebody who asks, in a thread of their own."""

    def __init__(self, ask):
        super().__init__(daemon=True)
        self.ask, self.got, self.error = ask, None, None
        self.start()

    def run(self):
        try:
            self.got = self.ask()
        except Exception as error:  # noqa: BLE001 - what was raised is looked at
            self.error = error

    def done(self):
        self.join(LONG)
        assert not self.is_alive()
        return self


def test_who_asks_for_the_same_at_the_same_moment_waits_for_the_one_that_is_reckoned():
    turns, once, reckoning = Watched(1, 3), Once(5), Reckoning(["an answer"])
    askers = [Asker(lambda: once.get("now", "a", turns, reckoning)) for _ in range(3)]
    for _ in askers:
        assert turns.came.acquire(timeout=LONG)
    reckoning.go.set()
    assert all(one.done().got is reckoning.gives for one in askers)
    assert reckoning.times == 1
    assert once.get("now", "a", turns, pytest.fail) is reckoning.gives, "and it is kept"


def test_one_is_reckoned_after_the_other_and_what_is_kept_is_given_meanwhile():
    turns, once = Watched(1, 3), Once(5)
    once.get("now", "kept", turns, lambda: "kept")
    assert turns.came.acquire(timeout=LONG)
    first, second = Reckoning("first"), Reckoning("second")
    askers = [Asker(lambda: once.get("now", "a", turns, first))]
    assert first.begun.wait(LONG)
    askers.append(Asker(lambda: once.get("now", "b", turns, second)))
    for _ in askers:
        assert turns.came.acquire(timeout=LONG)
    assert once.get("now", "kept", turns, pytest.fail) == "kept"
    second.go.set()
    assert not second.times, "it has to wait for the first"
    first.go.set()
    assert [one.done().got for one in askers] == ["first", "second"]


def test_beyond_those_that_may_wait_one_is_asked_to_come_again():
    turns, once, reckoning = Watched(1, 2), Once(5), Reckoning("an answer")
    askers = [Asker(lambda: once.get("now", "a", turns, reckoning)) for _ in range(2)]
    for _ in askers:
        assert turns.came.acquire(timeout=LONG)
    for key in ("a", "b"):
        with pytest.raises(Busy, match="has to wait") as refused:
            once.get("now", key, turns, pytest.fail)
        assert "again in a moment" in refused.value.remedy
    reckoning.go.set()
    assert [one.done().got for one in askers] == ["an answer"] * 2
    assert once.get("now", "b", turns, lambda: "later") == "later"


def test_some_never_take_the_last_place_of_all_nor_make_the_others_wait():
    everybody = Watched(1, 3)
    some, once, reckoning = Turns(1, 2, everybody), Once(5), Reckoning("of some")
    askers = [Asker(lambda: once.get("now", "a", some, reckoning)) for _ in range(2)]
    for _ in askers:
        assert everybody.came.acquire(timeout=LONG)
    with pytest.raises(Busy):
        once.get("now", "b", some, pytest.fail)
    assert once.get("now", "c", everybody, lambda: "of everybody") == "of everybody"
    reckoning.go.set()
    assert [one.done().got for one in askers] == ["of some"] * 2


def let_in(wanted, entered):
    """Of those that come one after the other, each with its turns, those that were let in."""
    found = []
    for turns in wanted:
        try:
            entered.enter_context(turns.inside())
        except Busy:
            continue
        found.append(turns)
    return found


def test_whatever_is_asked_for_a_thread_of_the_server_is_left_to_other_pages():
    for wanted in product((screens.PRESENT, screens.PAST, screens.STEPS), repeat=2 * MOST_WAITING):
        with ExitStack() as entered:
            assert len(let_in(wanted, entered)) <= THREADS - 1
    with ExitStack() as entered:
        assert let_in([screens.PRESENT] * THREADS, entered) == [screens.PRESENT] * MOST_WAITING, "and none is lost"


def test_earlier_days_and_weights_leave_a_place_to_today():
    with ExitStack() as entered:
        beside = let_in([screens.PAST, screens.STEPS] * THREADS, entered)
        assert set(beside) == {screens.PAST, screens.STEPS}
        assert let_in([screens.PRESENT], entered) == [screens.PRESENT]


def test_the_server_has_the_threads_that_are_counted_on(monkeypatch):
    import granian

    from forlik.cli import desk

    begun = {}

    class Server:
        def __init__(self, *_application, **how):
            begun.update(how)

        def serve(self):
            pass

    monkeypatch.setattr(granian, "Granian", Server)
    monkeypatch.setattr(desk, "_when_open", lambda *_asked: None)
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "forlik.desk.settings")
    desk._run("127.0.0.1", 8400, 1, lambda: None)
    assert begun["blocking_threads"] == THREADS == MOST_WAITING + 1


def test_that_nothing_is_known_is_kept_and_said_to_each_anew():
    turns, once, reckoned = Turns(1, 1), Once(5), []

    def reckon():
        reckoned.append(1)
        raise NoData("nothing", where="here", remedy="import it")

    told = []
    for _ in range(2):
        with pytest.raises(NoData) as nothing:
            once.get("now", "a", turns, reckon)
        told.append(nothing.value)
    assert [(one.what, one.where, one.remedy) for one in told] == [("nothing", "here", "import it")] * 2
    assert told[0] is not told[1]
    assert len(reckoned) == 1


def test_what_went_wrong_is_told_to_all_who_wait_and_tried_anew_by_the_next():
    turns, once, reckoning = Watched(1, 3), Once(5), Reckoning(UsageError("broken"))
    askers = [Asker(lambda: once.get("now", "a", turns, reckoning)) for _ in range(2)]
    for _ in askers:
        assert turns.came.acquire(timeout=LONG)
    reckoning.go.set()
    assert all(isinstance(one.done().error, UsageError) for one in askers)
    assert once.get("now", "a", turns, lambda: "whole") == "whole"
    for _ in range(3):
        once.get("now", object(), turns, lambda: "no place was lost")


def test_no_more_are_kept_than_may_be_and_what_is_used_is_kept_longest():
    turns, once = Turns(1, 1), Once(2)
    for key in ("a", "b", "a", "c"):
        once.get("now", key, turns, lambda: 1)
    assert once.kept("now", "a")
    assert once.kept("now", "c")
    assert once.kept("now", "b") is None


def test_everything_is_forgotten_when_what_it_hangs_on_is_another():
    turns, once = Turns(1, 2), Once(5)
    once.get("now", "a", turns, lambda: "old")
    assert once.get("later", "a", turns, lambda: "new") == "new"


def test_what_changed_while_it_was_reckoned_is_answered_as_it_was_asked_and_not_kept():
    turns, once, reckoning = Watched(1, 2), Once(5), Reckoning("old")
    asker = Asker(lambda: once.get("now", "a", turns, reckoning))
    assert reckoning.begun.wait(LONG)
    assert once.kept("later", "a") is None
    reckoning.go.set()
    assert asker.done().got == "old"
    assert once.get("later", "a", turns, lambda: "new") == "new"


def asked_by(who, turns, entered):
    """Whether somebody who asks is let in."""
    with asking(who):
        return bool(let_in([turns], entered))


def test_a_person_takes_one_whole_screen_and_one_step_and_leaves_the_rest_to_others():
    every = (screens.PRESENT, screens.PAST, screens.STEPS)
    for wanted in product(every, repeat=MOST_WAITING):
        with ExitStack() as entered:
            taken = [one for one in wanted * 2 if asked_by("flooder", one, entered)]
            assert len(set(taken)) == len(taken) < MOST_WAITING, wanted
            assert {screens.PAST, screens.PRESENT} != set(taken), "one whole screen alone"
            for turns in every:
                with ExitStack() as others:
                    assert asked_by("another", turns, others), (wanted, turns)


def test_whoever_moves_weights_in_many_threads_keeps_nobody_else_waiting_for_a_place():
    hold, begun, once = threading.Event(), threading.Event(), Once(30)
    said = []

    def move(who, key):
        def reckon():
            begun.set()
            return hold.wait(LONG) and key

        with asking(who):
            try:
                said.append((who, once.get("now", key, screens.STEPS, reckon)))
            except Busy:
                said.append((who, "busy"))

    threads = [threading.Thread(target=move, args=("flooder", 0))]
    threads[0].start()
    assert begun.wait(LONG)
    for turn in range(1, 8):  # each a weighting of its own, while the first is in the making
        move("flooder", turn)
    assert said == [("flooder", "busy")] * 7
    threads.append(threading.Thread(target=move, args=("another", 99)))
    threads[1].start()
    hold.set()
    for one in threads:
        one.join(LONG)
    assert sorted(said[7:], key=str) == [("another", 99), ("flooder", 0)]
    move("flooder", 100)
    assert said[-1] == ("flooder", 100), "the place is given back"
