"""The page about where and when while a weight is moved: what each step takes, beside the page of all draws.

    python bench/decide_page.py [--steps 100] [--pages 10]

The whole desk answers over the built starter and the made-up register, with sessions, the log of what was read, and
templates; only the sockets are left out. Each step has other weights, so nothing of it is kept. The page of 10,000
draws is measured with nothing kept but the world, and again as it is kept for the next reader; so is the page of an
option, which shows all questions. Last, a page that draws nothing: alone, while somebody opens one earlier day after
the other, and while others besides move weights and open today's list anew. Nobody is to wait while others draw.
"""

import logging
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Any

from _table import forlik, options, show

LIMIT = 300
"""Milliseconds in which a step is to be answered."""
OWNER, PHRASE = "demo-owner", "made up to measure with"
PAGE = "/register/decide"
OPTION = f"{PAGE}/fiction-option-facilitate"
OTHER = "/register/decide/expectations"
DIMENSIONS = ("violence", "displacement", "vulnerability")
SEED = 5


def client() -> Any:
    """The desk's own test client, signed in as the owner of the made-up files."""
    from forlik.desk.access.opening import ready, set_up

    set_up()
    ready()
    from allauth.mfa.models import Authenticator
    from django.contrib.auth import get_user_model
    from django.test import Client

    from forlik.desk.register.starting import seed_fictional
    from forlik.desk.signin.names import BY, STRENGTH
    from forlik.desk.signin.users import make_user

    make_user(seed_fictional()[OWNER], OWNER, PHRASE, one_time=False)
    user = get_user_model().objects.get(username=OWNER)
    key, _ = Authenticator.objects.get_or_create(user=user, type="webauthn", defaults={"data": {}})
    found = Client(headers={"host": "localhost"})
    found.force_login(user)
    session = found.session
    session[STRENGTH], session[BY] = "passkey", key.pk
    session.save()
    return found


def asked(desk: Any, address: str, holds: bytes = b'data-said="') -> tuple[float, int]:
    """Milliseconds that an address takes, and the bytes of its answer, which must hold some."""
    began = time.perf_counter()
    answer = desk.get(address)
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != HTTPStatus.OK:
        raise SystemExit(f"{address} answered {answer.status_code}; nothing is measured")
    if holds not in answer.content:
        raise SystemExit(f"{address} has not what it should show; nothing is measured")
    return took, len(answer.content)


@contextmanager
def meanwhile(*asks: Callable[[], Any]) -> Iterator[None]:
    """Meanwhile others ask, each in a thread, again and again; who is told to come again, does."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    done, begun = threading.Event(), [threading.Event() for _ in asks]

    def read(ask: Callable[[], Any], first: threading.Event) -> None:
        while not done.is_set():
            ask()
            first.set()

    readers = [threading.Thread(target=read, args=each, daemon=True) for each in zip(asks, begun, strict=True)]
    for one in readers:
        one.start()
    for first in begun:
        first.wait()
    try:
        yield
    finally:
        done.set()
        for one in readers:
            one.join()


def earlier_days(desk: Any) -> Callable[[], Any]:
    """Opens one earlier day after the other."""
    from forlik.core.days import today

    days = count(1)
    return lambda: desk.get(f"{PAGE}?as_of={today() - timedelta(days=next(days))}")


def second(desk: Any) -> Any:
    """Another window of the same person."""
    from django.test import Client

    found = Client(headers={"host": "localhost"})
    found.cookies = desk.cookies
    return found


def measured(times: int, ask: Callable[[int], tuple[float, int]]) -> Mapping[str, float]:
    """The median, the 95th percentile and the size of some answers."""
    told = [ask(turn) for turn in range(times)]
    took = sorted(one for one, _ in told)
    return {"p50": statistics.median(took), "p95": took[-1 - len(took) // 20], "kB": told[-1][1] / 1000}


def main() -> None:
    """Build the starter, measure, print."""
    wanted = options(sys.argv[1:], steps=100, pages=10)
    with tempfile.TemporaryDirectory() as room:
        home = Path(room)
        forlik("build", "--starter", home=home)
        os.environ["FORLIK_HOME"] = room
        desk = client()
        from forlik.desk import screens

        asked(desk, PAGE)
        chance = random.Random(SEED)  # noqa: S311 - weights, no secret

        def moved() -> str:
            weights = "&".join(f"w.{name}={chance.uniform(0.1, 10):.2f}" for name in DIMENSIONS)
            return f"{PAGE}?{weights}&rest=0"

        def step(_turn: int) -> tuple[float, int]:
            return asked(desk, moved())

        def drawn(_turn: int) -> tuple[float, int]:
            screens.forget()  # the page as its first reader has it
            return asked(desk, PAGE)

        def of_option(_turn: int) -> tuple[float, int]:
            return asked(desk, OPTION, b"share")

        def drawn_of_option(turn: int) -> tuple[float, int]:
            screens.forget()
            return of_option(turn)

        def other(_turn: int) -> tuple[float, int]:
            return asked(desk, OTHER, b"<main")

        step(0)
        found = {
            "a step: one weighting, 1,000 draws": measured(wanted["steps"], step),
            "the page: all weightings, 10,000 draws": measured(wanted["pages"], drawn),
            "the same page, kept": measured(wanted["pages"], lambda _turn: asked(desk, PAGE)),
            "an option's page: all questions drawn": measured(wanted["pages"], drawn_of_option),
            "the same page of it, kept": measured(wanted["pages"], of_option),
            "a page that draws nothing": measured(wanted["pages"], other),
        }
        days, sliders, present = (second(desk) for _ in range(3))

        def anew() -> None:
            screens.forget()
            present.get(PAGE)

        with meanwhile(earlier_days(days)):
            found["the same, while earlier days are drawn"] = measured(wanted["pages"], other)
        with meanwhile(earlier_days(days), lambda: sliders.get(moved()), anew):
            found["the same, while days, weights and today are"] = measured(wanted["pages"], other)
    whole = found["the page: all weightings, 10,000 draws"]["p50"]
    show(
        "Where and when, need-top-20 on the offline starter",
        ("", "p50 ms", "p95 ms", "÷ the page of all draws", "kB"),
        [(name, one["p50"], one["p95"], one["p50"] / whole, one["kB"]) for name, one in found.items()],
        f"a step is aimed at under {LIMIT} ms on two cores",
    )


if __name__ == "__main__":
    main()
